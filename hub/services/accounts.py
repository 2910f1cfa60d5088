"""Accounts: what a person holds and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.domain.account import KINDS, Account, Position
from hub.domain.errors import LedgerError
from hub.services import rates
from storage import accounts as rows
from storage import settings
from storage.vault import Vault

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in the home currency.

    total: minor units; unconverted: currencies that no rate is known for, left out of the total and said so;
    rates_on: the day of the oldest rate used, None when none was needed.
    """

    positions: tuple[Position, ...]
    home: str
    total: int
    unconverted: tuple[str, ...]
    rates_used: dict[str, Decimal]


def positions(vault: Vault) -> list[Position]:
    """Every account with its balance."""
    with vault.read() as connection:
        return rows.positions(connection)


def standing(vault: Vault, today: date) -> Standing:
    """All accounts and their sum in the home currency, archived ones left out of the list but not of the sum."""
    with vault.read() as connection:
        found = rows.positions(connection)
        home = settings.load(connection).home_currency
    reference = rates.reference(vault, home, today)
    total, missing, used = 0, [], {}
    for position in found:
        currency = position.account.currency
        converted = rates.convert(position.balance, currency, home, reference)
        if converted is None:
            missing.append(currency)
            continue
        total += converted
        if currency != home:
            used[currency] = reference[currency]
    listed = tuple(p for p in found if not p.account.is_archived)
    return Standing(listed, home, total, tuple(sorted(set(missing))), used)


def find(vault: Vault, name_or_number: str) -> Account:
    """The account with this name or number; LedgerError naming the existing ones when there is none."""
    wanted = name_or_number.strip()
    with vault.read() as connection:
        known = rows.all_accounts(connection)
    compact = re.sub(r"\s", "", wanted).upper()
    for one in known:
        if one.name.casefold() == wanted.casefold() or (one.number and one.number.upper() == compact):
            return one
    raise LedgerError(
        "no_such_account", where={"account": wanted}, next_step="list_accounts", known=[a.name for a in known]
    )


def add(vault: Vault, name: str, kind: str, currency: str, **details: Any) -> int:
    """A new account; its id. details: the fields of `Account`. LedgerError where one makes no sense."""
    values = {"name": name.strip(), "kind": kind, "currency": currency.strip().upper(), **details}
    _check(vault, values)
    with vault.write("add_account", values={"account": values["name"]}, topics=("accounts",)) as write:
        return rows.insert_account(write.connection, **values)


def change(vault: Vault, account_id: int, **values: Any) -> None:
    """Change fields of an account; LedgerError where one makes no sense."""
    before = get(vault, account_id)
    if "currency" in values and values["currency"] != before.currency:
        with vault.read() as connection:
            count = next(p.transactions for p in rows.positions(connection) if p.account.id == account_id)
        if count:
            raise LedgerError("currency_is_used", where={"account": before.name}, transactions=count)
    _check(vault, values, account_id)
    with vault.write("change_account", values={"account": before.name}, topics=("accounts",)) as write:
        rows.update_account(write.connection, account_id, **values)


def remove(vault: Vault, account_id: int) -> None:
    """Remove an account with all its transactions; can be undone."""
    before = get(vault, account_id)
    topics = ("accounts", "transactions", "bills")
    with vault.write("remove_account", values={"account": before.name}, topics=topics) as write:
        rows.delete_account(write.connection, account_id)


def get(vault: Vault, account_id: int) -> Account:
    """One account; LedgerError when there is none with this id."""
    with vault.read() as connection:
        found = rows.account(connection, account_id)
    if found is None:
        raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
    return found


def _check(vault: Vault, values: dict[str, Any], account_id: int | None = None) -> None:
    name = values.get("name")
    if name is not None:
        if not name.strip():
            raise LedgerError("account_without_name", where={"field": "name"})
        with vault.read() as connection:
            taken = {a.name.casefold() for a in rows.all_accounts(connection) if a.id != account_id}
        if name.strip().casefold() in taken:
            raise LedgerError("account_name_taken", where={"field": "name"}, name=name)
    if "kind" in values and values["kind"] not in KINDS:
        raise LedgerError("unknown_kind", where={"field": "kind"}, kind=values["kind"], known=list(KINDS))
    if "currency" in values and not _CURRENCY.fullmatch(values["currency"]):
        raise LedgerError("not_a_currency", where={"field": "currency"}, currency=values["currency"])
    _check_number(values, "statement_day", 1, 31)
    _check_number(values, "due_days", 0, 90)
    _check_number(values, "limit", 0, 10**13)
    apr = values.get("apr")
    if apr is not None and not Decimal(0) <= apr <= Decimal(10):
        raise LedgerError("out_of_range", where={"field": "apr"}, low="0", high="10")


def _check_number(values: dict[str, Any], field: str, low: int, high: int) -> None:
    number = values.get(field)
    if number is not None and not low <= number <= high:
        raise LedgerError("out_of_range", where={"field": field}, low=low, high=high)
