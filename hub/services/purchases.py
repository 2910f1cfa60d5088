"""The ledger's rows as purchases of a case: who was paid, what for, how much, and which way was used.

What nobody knows stays out of a purchase and is compared as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, literal, null, select

from hub.domain.kinds import kind_for
from hub.domain.money import decimal_text
from hub.domain.transaction import EXPECTED
from storage import accounts, paying, transactions
from storage.paying_tables import predictions
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

    codes: categories of the ledger by id. kinds: kinds of the terms with their merchant codes. named: what was found.
    """

    linked: Mapping[int, str]
    paths: Mapping[int, str]
    codes: Mapping[int, str]
    kinds: Mapping[str, Sequence[str]]
    named: dict[int, str] = field(default_factory=dict)

    def kind_of(self, category_id: int) -> str:
        """A category of the ledger as the terms name it."""
        if category_id not in self.named:
            code = self.codes[category_id]
            self.named[category_id] = kind_for(code, self.kinds) or code.replace("_", " ")
        return self.named[category_id]


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


def sums(
    connection: Connection, linked: Mapping[int, str], first: date, last: date, *, by_payee: bool
) -> tuple[list[Paid], int]:
    """What went out of the linked accounts, purchases alike as one of their sum and the first day; how many they are.

    Alike are those of one account with the same code, category, channel and, where wanted, payee; those whose way to
    pay was chosen here stay apart.
    """
    apart = case((table.c.id.in_(select(predictions.c.transaction_id)), table.c.id))
    columns: dict[str, ColumnElement[Any]] = {
        "id": func.min(table.c.id), "account_id": table.c.account_id, "booked_on": func.min(table.c.booked_on),
        "amount": func.sum(table.c.amount), "currency": func.min(account_table.c.currency),
        "payee": table.c.payee if by_payee else literal(""), "description": literal(""),
        "category_id": table.c.category_id, "mcc": table.c.mcc, "channel": table.c.channel,
    }  # fmt: skip
    alike = [columns[name] for name in ("account_id", "mcc", "category_id", "channel")]
    query = (
        select(*columns.values(), null(), null(), func.count())
        .join(account_table, account_table.c.id == table.c.account_id)
        .where(table.c.account_id.in_(list(linked)) & table.c.booked_on.between(first, last) & (table.c.amount < 0))
        .where(transactions.is_counted() & (table.c.status != EXPECTED))
        .group_by(*alike, *((table.c.payee,) if by_payee else ()), apart)
    )
    rows = connection.execute(query).all()
    return [Paid(*row[:-1]) for row in rows], sum(row[-1] for row in rows)


def earliest(connection: Connection, linked: Iterable[int]) -> date | None:
    """The first day of the linked accounts; None without transactions."""
    found = select(func.min(table.c.booked_on)).where(table.c.account_id.in_(list(linked)))
    return connection.execute(found).scalar()


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
        found["category"] = meant.kind_of(one.category_id)
    return found | _CHANNELS.get(one.channel or "", {})
