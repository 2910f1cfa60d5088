"""The person's own side of matching offers: spending by payee, ways to pay, and what they taught."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, func, select

from hub.domain.offer_book import Book
from hub.domain.offers import LOOK_BACK, Lessons, Person
from hub.services.terms import instruments, programmes
from storage import offers as rows
from storage import settings
from storage.tables import accounts
from storage.tables import transactions as table
from storage.vault import Vault

Spending = dict[str, list[int]]
_MANY = 500
"""Values in one statement."""


def book_of(vault: Vault, today: date, *, is_kept: bool = False) -> Book:
    """Own spending, ways to pay and what the person taught, to judge offers by."""
    with vault.read() as connection:
        spent, taught = spending(connection, today), lessons(connection)
        person = person_in(vault, connection)
    book = Book((), today, person, taught, is_kept=is_kept)
    book.put(spent)
    return book


def person_in(vault: Vault, connection: Connection) -> Person:
    """What decides whether an offer can be used."""
    chosen = settings.load(connection)
    active = frozenset(offer for offer, (_on, activated) in rows.lives(connection).items() if activated is not None)
    ways: set[str] = set()
    for one in instruments(vault):
        names = (one.id, one.document.get("product"), one.document.get("network"), (one.product or {}).get("network"))
        ways.update(str(name) for name in names if name)
    values = {
        document["id"]: Decimal(value or document.get("cash_value", "0")) for document, value in programmes(vault)
    }
    person = Person(chosen.home_currency, chosen.country, frozenset(ways), values)
    return replace(person, activated=active)


def lessons(connection: Connection) -> Lessons:
    """What the person taught."""
    pairs: dict[str, dict[str, set[str]]] = {"is": {}, "is_not": {}}
    never = set()
    for merchant, payee, verdict in rows.lessons(connection):
        if verdict == "never":
            never.add(merchant)
        else:
            pairs[verdict].setdefault(merchant, set()).add(payee)
    same, other = ({key: frozenset(one) for key, one in pairs[name].items()} for name in ("is", "is_not"))
    return Lessons(frozenset(never), same, other)


def spending(connection: Connection, today: date, *conditions: ColumnElement[bool]) -> Spending:
    """What was spent with each payee in the last year, minor units of the home currency."""
    home = settings.load(connection).home_currency
    query = select(table.c.payee, func.group_concat(-table.c.amount)).where(
        table.c.amount < 0,
        table.c.transfer_id.is_(None),
        table.c.booked_on.between(today - timedelta(LOOK_BACK - 1), today),
        table.c.account_id.in_(select(accounts.c.id).where(accounts.c.currency == home)),
        table.c.status.in_(("booked", "reconciled", "pending")),
        *conditions,
    )
    found = connection.execute(query.group_by(table.c.payee))
    return {payee: list(map(int, amounts.split(","))) for payee, amounts in found}


def spending_at(connection: Connection, today: date, payees: Iterable[str]) -> Spending:
    """What was spent with some payees; nothing for those that are none any more."""
    wanted = sorted(payees)
    found: Spending = {payee: [] for payee in wanted}
    for start in range(0, len(wanted), _MANY):
        found |= spending(connection, today, table.c.payee.in_(wanted[start : start + _MANY]))
    return found


def payees_in(connection: Connection, ids: Collection[int], batches: Collection[int]) -> set[str]:
    """The payees of transactions and of batches."""
    found: set[str] = set()
    for column, numbers in ((table.c.id, sorted(ids)), (table.c.batch_id, sorted(batches))):
        for start in range(0, len(numbers), _MANY):
            query = select(table.c.payee).where(column.in_(numbers[start : start + _MANY])).distinct()
            found.update(connection.execute(query).scalars())
    return found
