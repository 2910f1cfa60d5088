"""Lent and borrowed: what each person owes or is owed, and how it is settled.

An account of this kind holds a row for each time money changed hands; the payee is the person. Above zero they owe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from hub.domain.errors import LedgerError
from hub.domain.transaction import EXPECTED
from hub.services import accounts, transfers
from storage import exact
from storage.tables import transactions as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Person:
    """Where it stands with a person: minor units, above zero they owe, below they are owed."""

    name: str
    balance: int
    rows: int
    last_on: date


def people(vault: Vault, account_id: int) -> list[Person]:
    """Everybody with rows, the largest open sum first, those who are even last."""
    query = (
        select(table.c.payee, func.count(), func.max(table.c.booked_on), *exact.halves(table.c.amount))
        .where((table.c.account_id == account_id) & (table.c.status != EXPECTED))
        .group_by(table.c.payee)
    )
    with vault.read() as connection:
        rows = connection.execute(query).all()
    found = [Person(name, exact.whole(high, low), count, last_on) for name, count, last_on, high, low in rows]
    return sorted(found, key=lambda one: (-abs(one.balance), one.name.casefold()))


def lend(vault: Vault, account_id: int, other_id: int, person: str, amount: int, on: date) -> int:
    """Money changed hands with a person: from the other account when lent (above zero), to it when borrowed.

    Both rows become one transfer; its id. LedgerError without a name, an amount, or with a closed account.
    """
    if not person.strip():
        raise LedgerError("payee_missing", where={"field": "person"})
    if amount > 0:
        return transfers.book(vault, other_id, account_id, amount, on, person.strip())
    return transfers.book(vault, account_id, other_id, -amount, on, person.strip())


def settle(vault: Vault, account_id: int, other_id: int, person: str, on: date) -> int:
    """Make it even with a person, by the other account; the id of the transfer. LedgerError when it is even."""
    account = accounts.get(vault, account_id)
    for one in people(vault, account_id):
        if one.name.casefold() == person.strip().casefold() and one.balance:
            return lend(vault, account_id, other_id, one.name, -one.balance, on)
    raise LedgerError("nothing_to_settle", where={"account": account.name}, person=person.strip())
