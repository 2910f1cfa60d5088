"""The ledger's rows as purchases of a case: who was paid, what for, how much, and which way was used.

What nobody knows stays out of a purchase and is compared as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from hub.domain.kinds import kind_for
from hub.domain.money import decimal_text
from hub.domain.transaction import EXPECTED
from storage import accounts, paying, transactions
from storage.tables import accounts as account_table
from storage.tables import transactions as table

_CHANNELS: Mapping[str, dict[str, Any]] = {
    "tap": {"channel": "in_store", "contactless": True},
    "chip": {"channel": "in_store", "contactless": False},
    "online": {"channel": "online"},
}
"""What the channel that the person chose says in a case."""


class Paid(NamedTuple):
    """One movement of an account as far as a comparison can use it."""

    id: int
    account_id: int
    booked_on: date
    amount: int
    currency: str
    payee: str
    description: str
    category_id: int | None
    mcc: str | None
    channel: str | None
    original_amount: int | None
    original_currency: str | None


_COLUMNS = (
    "id", "account_id", "booked_on", "amount", "currency", "payee", "description", "category_id", "mcc", "channel",
    "original_amount", "original_currency",
)  # fmt: skip
"""Those of `Paid`, in its order."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What names mean in a case. linked: instruments by account; paths: by transaction, where a way was chosen here.

    codes: categories of the ledger by id. kinds: kinds of the terms with their merchant codes.
    """

    linked: Mapping[int, str]
    paths: Mapping[int, str]
    codes: Mapping[int, str]
    kinds: Mapping[str, Sequence[str]]


def meaning(
    connection: Connection, account_of: Mapping[str, int | None], instruments: Sequence[Mapping[str, Any]],
    kinds: Mapping[str, Sequence[str]],
) -> Meaning:  # fmt: skip
    """What names mean. account_of: accounts by instrument; a wallet counts only where it has a balance of its own."""
    able = {one["id"] for one in instruments if one.get("kind") != "wallet" or one.get("has_balance")}
    linked = {account: name for name, account in account_of.items() if account is not None and name in able}
    known = {one["id"] for one in instruments}
    paths = {
        one["transaction_id"]: ">".join(one["path"])
        for one in paying.all_predictions(connection)
        if known.issuperset(one["path"])
    }
    return Meaning(linked, paths, {one.id: one.name for one in accounts.all_categories(connection)}, kinds)


def paid(connection: Connection, linked: Mapping[int, str], first: date, last: date) -> list[Paid]:
    """What went out of and came back to the linked accounts, oldest first; without moves between own accounts."""
    query = (
        select(*(account_table.c[name] if name == "currency" else table.c[name] for name in _COLUMNS))
        .join(account_table, account_table.c.id == table.c.account_id)
        .where(table.c.account_id.in_(list(linked)) & table.c.booked_on.between(first, last))
        .where(transactions.is_counted() & (table.c.status != EXPECTED))
        .order_by(table.c.booked_on, table.c.id)
    )
    return [Paid(*row) for row in connection.execute(query)]


def document(one: Paid, meant: Meaning) -> dict[str, Any]:
    """A movement as a purchase with the way that was used, at the amount that the account was charged."""
    found: dict[str, Any] = {
        "id": f"t{one.id}",
        "date": one.booked_on.isoformat(),
        "amount": decimal_text(abs(one.amount), one.currency),
        "currency": one.currency,
        "actual": meant.paths.get(one.id) or meant.linked[one.account_id],
    }
    if one.payee:
        found["merchant"] = one.payee
    if one.mcc and len(one.mcc) == 4:
        found["mcc"] = one.mcc
    elif one.category_id is not None:
        code = meant.codes[one.category_id]
        found["category"] = kind_for(code, meant.kinds) or code.replace("_", " ")
    return found | _CHANNELS.get(one.channel or "", {})
