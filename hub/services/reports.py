"""Reports: what went out and came in, by category, month or payee; of transfers between own accounts only the fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from hub.domain.categories import UNCOUNTED
from hub.domain.errors import HubError
from hub.domain.period import add_months
from hub.domain.transaction import EXPECTED
from storage import exact, fees, transactions
from storage.derived_tables import FEE, PART, SPLIT, UNSPLIT, months
from storage.derived_tables import fees as fee_table
from storage.tables import accounts, categories, splits
from storage.tables import transactions as table
from storage.vault import Vault

NAMES = ("categories", "months", "payees")
_HALVES = ("out_high", "out_low", "in_high", "in_low")


@dataclass(frozen=True, slots=True)
class Total:
    """What one category, month ("2026-03") or payee adds up to in one currency; minor units, out is negative."""

    label: str
    currency: str
    out: int
    into: int
    count: int


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What one category (None for none) adds up to in one month ("2026-03") and currency; out is negative."""

    month: str
    category_id: int | None
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
    inner = _whole_months(first, last)
    parts = [_of_rows(name, keys[name], *days) for days in _outside(first, last, None if name == "payees" else inner)]
    if inner is not None and name != "payees":
        parts.append(_of_months(name, *inner))
    found = union_all(*parts).subquery()
    sums = [func.sum(found.c[half]) for half in _HALVES]
    query = select(found.c.label, found.c.currency, *sums, func.sum(found.c.count))
    with vault.read() as connection:
        rows = connection.execute(query.group_by(found.c.label, found.c.currency)).all()
    totals = [Total(row[0], row[1], exact.whole(*row[2:4]), exact.whole(*row[4:6]), row[6]) for row in rows]
    return sorted(totals, key=lambda one: (one.currency, 0 if name == "months" else one.out, one.label))


def by_month_and_category(vault: Vault) -> list[MonthTotal]:
    """What every category adds up to in every month of every currency; a split transaction counts by its parts."""
    query = (
        select(
            months.c.month,
            months.c.category_id,
            accounts.c.currency,
            *(func.sum(months.c[half]) for half in _HALVES),
            func.sum(months.c["count"]),
        )
        .join(accounts, accounts.c.id == months.c.account_id)
        .where(months.c.kind.in_([UNSPLIT, PART, FEE]) & _is_counted())
        .group_by(months.c.month, months.c.category_id, accounts.c.currency)
        .order_by(months.c.month, months.c.category_id, accounts.c.currency)
    )
    with vault.read() as connection:
        rows = connection.execute(query).all()
    return [
        MonthTotal(row[0], row[1] or None, row[2], exact.whole(*row[3:5]), exact.whole(*row[5:7]), row[7])
        for row in rows
    ]


def _whole_months(first: date, last: date) -> tuple[str, str] | None:
    """The first and last month ("2026-03") that lie wholly between two days; None when there is none."""
    begin = first if first.day == 1 else add_months(first.replace(day=1), 1)
    end = (last + timedelta(1)).replace(day=1) - timedelta(1)
    return None if end < begin else (begin.isoformat()[:7], end.isoformat()[:7])


def _outside(first: date, last: date, inner: tuple[str, str] | None) -> list[tuple[date, date]]:
    """The days between two days that are in none of the whole months; at least one pair."""
    if inner is None:
        return [(first, last)]
    begin, end = (date.fromisoformat(f"{month}-01") for month in inner)
    pairs = [(first, begin - timedelta(1)), (add_months(end, 1), last)]
    return [pair for pair in pairs if pair[0] <= pair[1]]


def _of_months(name: str, first: str, last: str) -> Select[Any]:
    """Label, currency, out, in and count from the sums of whole months."""
    by_category = name == "categories"
    label = func.coalesce(categories.c.name, "") if by_category else months.c.month
    joined = months.join(accounts, accounts.c.id == months.c.account_id)
    joined = joined.outerjoin(categories, categories.c.id == months.c.category_id)
    kinds = [UNSPLIT, PART, FEE] if by_category else [UNSPLIT, SPLIT, FEE]
    columns = (
        label.label("label"),
        accounts.c.currency.label("currency"),
        *(months.c[half].label(half) for half in _HALVES),
        months.c["count"].label("count"),
    )
    chosen = months.c.kind.in_(kinds) & months.c.month.between(first, last) & _is_counted()
    return select(*columns).select_from(joined).where(chosen)


def _is_counted() -> ColumnElement[bool]:
    """Whether sums are of spending or income: `transactions.is_counted` for the sums of months."""
    return months.c.whole_id.not_in(select(categories.c.id).where(categories.c.kind.in_(UNCOUNTED)))


def _of_rows(name: str, label: ColumnElement[Any], first: date, last: date) -> Select[Any]:
    """Label, currency, out, in and count of the transactions between two days."""
    rows = _by_parts(label, first, last) if name == "categories" else [_whole(label, first, last)]
    found = union_all(*rows, _of_moves(label, first, last)).subquery()
    return select(
        found.c.label,
        found.c.currency,
        (func.min(found.c.amount, 0) // exact.MILLION).label("out_high"),
        (func.min(found.c.amount, 0) % exact.MILLION).label("out_low"),
        (func.max(found.c.amount, 0) // exact.MILLION).label("in_high"),
        (func.max(found.c.amount, 0) % exact.MILLION).label("in_low"),
        literal(1).label("count"),
    )


def _of_moves(label: ColumnElement[Any], first: date, last: date) -> Select[Any]:
    """The fees that moves between own accounts cost, each by the row that paid it."""
    joined = fee_table.join(table, table.c.id == fee_table.c.transaction_id).join(
        accounts, accounts.c.id == fee_table.c.account_id
    )
    joined = joined.outerjoin(categories, categories.c.id == fee_table.c.category_id)
    amount, none = fee_table.c.amount.label("amount"), literal(0).label("part")
    columns = (label.label("label"), accounts.c.currency.label("currency"), amount, none)
    chosen = fees.are_counted() & fee_table.c.booked_on.between(first, last)
    return select(*columns).select_from(joined).where(chosen)


def _whole(label: ColumnElement[Any], first: date, last: date) -> Select[Any]:
    amount, none = table.c.amount.label("amount"), literal(0).label("part")
    columns = (label.label("label"), accounts.c.currency.label("currency"), amount, none)
    joined = table.join(accounts, accounts.c.id == table.c.account_id)
    return select(*columns).select_from(joined).where(_counted(first, last))


def _by_parts(label: ColumnElement[Any], first: date, last: date) -> list[Select[Any]]:
    """Every unsplit transaction with its category, and every part of a split one with its own."""
    joined = table.join(accounts, accounts.c.id == table.c.account_id)
    whole = joined.outerjoin(categories, categories.c.id == table.c.category_id)
    parts = joined.join(splits, splits.c.transaction_id == table.c.id).outerjoin(
        categories, categories.c.id == splits.c.category_id
    )
    head = (label.label("label"), accounts.c.currency.label("currency"))
    return [
        select(*head, table.c.amount.label("amount"), literal(0).label("part"))
        .select_from(whole)
        .where(_counted(first, last) & ~table.c.is_split),
        select(*head, splits.c.amount.label("amount"), splits.c.id.label("part"))
        .select_from(parts)
        .where(_counted(first, last) & table.c.is_split),
    ]


def _counted(first: date, last: date) -> ColumnElement[bool]:
    return transactions.is_counted() & (table.c.status != EXPECTED) & table.c.booked_on.between(first, last)
