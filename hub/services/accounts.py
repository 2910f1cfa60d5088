"""Accounts: what a person holds and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from hub.domain.account import COSTINGS, KINDS, POINTS, Account, Position
from hub.domain.chains import chain_of
from hub.domain.errors import LedgerError
from hub.domain.holdings import held
from hub.services import rates
from hub.services.rates import DatedRate
from storage import accounts as rows
from storage import holdings, settings
from storage.vault import Vault

_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_RANGES: dict[str, tuple[int, int]] = {
    "statement_day": (1, 31),
    "due_day": (1, 31),
    "due_days": (0, 90),
    "limit": (0, 10**13),
    "minimum_floor": (0, 10**13),
    "payment": (0, 10**13),
    "term": (1, 1200),
    "colour": (0, 7),
    "apr": (0, 10),
    "minimum_rate": (0, 1),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in the home currency.

    total: minor units, points left out; unconverted: currencies that no rate is known for, left out of the total and
    said so; rates_used: home money per unit, dated: the same with day and source. securities: by account id, what is
    held beside its balance, minor units of its currency.
    """

    positions: tuple[Position, ...]
    home: str
    total: int
    unconverted: tuple[str, ...]
    rates_used: dict[str, Decimal]
    dated: dict[str, DatedRate]
    securities: dict[int, int]

    def worth(self, position: Position) -> int:
        """Balance and securities together, minor units of the account's currency."""
        return position.balance + self.securities.get(position.account.id, 0)


def positions(vault: Vault) -> list[Position]:
    """Every account with its balance."""
    with vault.read() as connection:
        return rows.positions(connection)


def standing(vault: Vault, today: date) -> Standing:
    """All accounts and their sum in the home currency, archived ones left out of the list but not of the sum."""
    with vault.read() as connection:
        found = rows.positions(connection)
        home = settings.load(connection).home_currency
        securities = _securities(connection, found, today)
    reference = rates.dated(vault, home, today)
    plain = {code: one.rate for code, one in reference.items()}
    total, missing, used = 0, set(), {}
    for position in found:
        currency = position.account.currency
        if currency == POINTS:
            continue
        value = position.balance + securities.get(position.account.id, 0)
        converted = rates.convert(value, currency, home, plain)
        if converted is None:
            missing.add(currency)
            continue
        total += converted
        if currency != home:
            used[currency] = reference[currency]
    listed = tuple(p for p in found if not p.account.is_archived)
    plain_used = {code: one.rate for code, one in used.items()}
    return Standing(listed, home, total, tuple(sorted(missing)), plain_used, used, securities)


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
    code = POINTS if kind == "points" else currency.strip().upper()
    values = {"name": name.strip(), "kind": kind, "currency": code, **details}
    _check(vault, values)
    with vault.write("add_account", values={"account": values["name"]}, topics=("accounts",)) as write:
        return rows.insert_account(write.connection, **values)


def change(vault: Vault, account_id: int, **values: Any) -> None:
    """Change fields of an account; LedgerError where one makes no sense."""
    before = get(vault, account_id)
    if values.get("kind") == "points":
        values["currency"] = POINTS
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
        return in_(connection, account_id)


def arrange(vault: Vault, account_ids: Sequence[int]) -> None:
    """Put accounts in this order on screen; those not named follow as they are."""
    with vault.write("arrange_accounts", topics=("accounts",)) as write:
        known = [one.id for one in rows.all_accounts(write.connection)]
        named = [one for one in account_ids if one in known]
        rows.arrange(write.connection, [*named, *(one for one in known if one not in named)])


def in_(connection: Connection, account_id: int) -> Account:
    """One account, inside a read or write; LedgerError when there is none with this id."""
    found = rows.account(connection, account_id)
    if found is None:
        raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
    return found


def open_(connection: Connection, account_id: int) -> Account:
    """One account that takes new transfers; LedgerError "account_is_closed" for an archived one."""
    found = in_(connection, account_id)
    if found.is_archived:
        raise LedgerError("account_is_closed", where={"account": found.name}, next_step="bring_back")
    return found


def _securities(connection: Connection, found: Sequence[Position], today: date) -> dict[int, int]:
    """What each investment account holds beside its balance, minor units of its currency."""
    invested = [one.account for one in found if one.account.kind == "investment"]
    if not invested:
        return {}
    securities, prices = holdings.all_securities(connection), holdings.prices_on(connection, today)
    worth = {}
    for account in invested:
        trades = [one for one in holdings.trades_of(connection, account.id) if one.day <= today]
        own = held(securities, trades, prices, account.costing)
        worth[account.id] = sum(one.value or 0 for one in own if one.security.currency == account.currency)
    return worth


def _check(vault: Vault, values: dict[str, Any], account_id: int | None = None) -> None:
    with vault.read() as connection:
        known = rows.all_accounts(connection)
    name = values.get("name")
    if name is not None:
        if not name.strip():
            raise LedgerError("account_without_name", where={"field": "name"})
        if name.strip().casefold() in {one.name.casefold() for one in known if one.id != account_id}:
            raise LedgerError("account_name_taken", where={"field": "name"}, name=name)
    if "kind" in values and values["kind"] not in KINDS:
        raise LedgerError("unknown_kind", where={"field": "kind"}, kind=values["kind"], known=list(KINDS))
    if "currency" in values and not _CURRENCY.fullmatch(values["currency"]):
        raise LedgerError("not_a_currency", where={"field": "currency"}, currency=values["currency"])
    if values.get("costing", COSTINGS[0]) not in COSTINGS:
        raise LedgerError("bad_setting", where={"field": "costing"}, value=values["costing"])
    for field, (low, high) in _RANGES.items():
        if values.get(field) is not None and not low <= values[field] <= high:
            raise LedgerError("out_of_range", where={"field": field}, low=str(low), high=str(high))
    funded_by = values.get("funded_by")
    if funded_by is not None and account_id in chain_of(funded_by, {one.id: one.funded_by for one in known}):
        raise LedgerError("funding_ring", where={"field": "funded_by"})
