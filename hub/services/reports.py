"""Reports: what went out and came in, by category, month or payee; transfers between own accounts are in none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, union_all

from hub.domain.errors import HubError
from hub.domain.transaction import EXPECTED
from storage import transactions
from storage.tables import accounts, categories, splits
from storage.tables import transactions as table
from storage.vault import Vault

NAMES = ("categories", "months", "payees")


@dataclass(frozen=True, slots=True)
class Total:
    """What one category, month ("2026-03") or payee adds up to in one currency; minor units, out is negative."""

    label: str
    currency: str
    out: int
    into: int
    count: int


def report(vault: Vault, name: str, first: date, last: date) -> list[Total]:
    """The totals of a report between two days, both included; the largest spending first, months in their order.

    A split transaction counts by its parts where categories are asked for.
    """
    keys: dict[str, ColumnElement[Any]] = {
        "categories": func.coalesce(categories.c.name, ""),
        "months": func.substr(table.c.booked_on, 1, 7),
        "payees": table.c.payee,
    }
    if name not in keys:
        raise HubError("unknown_report", where={"report": name}, known=list(NAMES))
    rows = _by_parts(keys[name], first, last) if name == "categories" else _whole(keys[name], first, last)
    found = rows.subquery()
    out = func.sum(case((found.c.amount < 0, found.c.amount), else_=0))
    into = func.sum(case((found.c.amount > 0, found.c.amount), else_=0))
    order = (found.c.label,) if name == "months" else (out, found.c.label)
    query = (
        select(found.c.label, found.c.currency, out, into, func.count())
        .group_by(found.c.label, found.c.currency)
        .order_by(found.c.currency, *order)
    )
    with vault.read() as connection:
        return [Total(*row) for row in connection.execute(query)]


def _whole(label: ColumnElement[Any], first: date, last: date) -> Select[Any]:
    columns = (label.label("label"), accounts.c.currency.label("currency"), table.c.amount.label("amount"))
    joined = table.join(accounts, accounts.c.id == table.c.account_id)
    return select(*columns).select_from(joined).where(_counted(first, last))


def _by_parts(label: ColumnElement[Any], first: date, last: date) -> Any:
    """Every unsplit transaction with its category, and every part of a split one with its own."""
    joined = table.join(accounts, accounts.c.id == table.c.account_id)
    whole = joined.outerjoin(categories, categories.c.id == table.c.category_id)
    parts = joined.join(splits, splits.c.transaction_id == table.c.id).outerjoin(
        categories, categories.c.id == splits.c.category_id
    )
    head = (label.label("label"), accounts.c.currency.label("currency"))
    return union_all(
        select(*head, table.c.amount.label("amount"), literal(0).label("part"))
        .select_from(whole)
        .where(_counted(first, last) & ~table.c.is_split),
        select(*head, splits.c.amount.label("amount"), splits.c.id.label("part"))
        .select_from(parts)
        .where(_counted(first, last) & table.c.is_split),
    )


def _counted(first: date, last: date) -> ColumnElement[bool]:
    return transactions.is_counted() & (table.c.status != EXPECTED) & table.c.booked_on.between(first, last)
