"""What is used of caps and tiers, derived from the transactions: never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from hub.domain.decide.derive import Counter, counters
from hub.domain.decide.exact import plain
from hub.domain.money import decimal_text
from hub.domain.transaction import EXPECTED, Transaction
from hub.services import cases
from storage import accounts, transactions
from storage.tables import transactions as table
from storage.vault import Vault

_SHORT, _LONG = 93, 760
"""Days of history that monthly and statement periods need (with the period before), and that longer ones need."""


def of(
    vault: Vault,
    case: Mapping[str, Any],
    account_of: Mapping[str, int | None],
    on: date,
    activations: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The usage block (DECIDE 2.6) of a case: counters from the accounts' transactions before and on a day."""
    usage: dict[str, Any] = {"activations": list(activations)}
    linked = {account_id: name for name, account_id in account_of.items() if account_id is not None}
    with vault.read() as connection:
        history = _history(connection, linked, on - timedelta(days=_days(case)), on)
    if history:
        past = {
            **case,
            "offers": [],
            "situation": {"rates": case["situation"]["rates"], "history": history},
            "usage": {},  # what is activated now says nothing about then, and the offers it names are not in this case
        }
        usage["counters"] = [_row(one) for one in counters(cases.parse_document(past), on)]
    return usage


def _days(case: Mapping[str, Any]) -> int:
    periods = {
        part.get("period")
        for product in case["terms"]["products"]
        for part in (*product.get("caps", ()), *product.get("rules", ()))
    }
    return _SHORT if periods <= {None, "calendar_month", "statement"} else _LONG


def _history(connection: Connection, linked: Mapping[int, str], first: date, on: date) -> list[dict[str, Any]]:
    names = {one.id: one.name.replace("_", " ") for one in accounts.all_categories(connection)}
    spent = (
        table.c.account_id.in_(list(linked))
        & (table.c.amount < 0)
        & table.c.transfer_id.is_(None)
        & (table.c.status != EXPECTED)
        & table.c.booked_on.between(first, on)
    )
    return [_purchase(one, linked[one.account_id], names) for one in transactions.where(connection, spent)]


def _purchase(one: Transaction, instrument: str, names: Mapping[int, str]) -> dict[str, Any]:
    """A transaction as a purchase, at the amount that the account was charged."""
    found: dict[str, Any] = {
        "id": f"t{one.id}",
        "date": one.booked_on.isoformat(),
        "amount": decimal_text(-one.amount, one.currency),
        "currency": one.currency,
        "merchant": one.payee,
        "actual": instrument,
    }
    if one.category_id is not None:
        found["category"] = names[one.category_id]
    if one.mcc:
        found["mcc"] = one.mcc
    return {key: value for key, value in found.items() if value}


def _row(one: Counter) -> dict[str, Any]:
    row: dict[str, Any] = {"instrument": one.instrument, "counter": one.counter, "as_of": one.as_of.isoformat()}
    amounts = {"used": one.used, "card_spent": one.card_spent, "previous": one.previous}
    row |= {name: plain(value) for name, value in amounts.items() if value is not None}
    return row if one.category is None else {**row, "category": one.category}
