"""Sums of an account's movements over days and months, and where they came from."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, case, func, select

from hub.domain.transaction import BY_RULE, EXPECTED
from storage import derived, exact, transactions
from storage.derived_tables import TOTAL, months
from storage.tables import accounts, batches
from storage.tables import transactions as table

_COUNTED = table.c.status != EXPECTED


def until(connection: Connection, account_id: int, day: date) -> int:
    """The sum of the movements up to a day, minor units, without what is merely expected.

    Whole months from their sums, the day's own month row by row.
    """
    derived.settle_months(connection)
    whole = (months.c.kind == TOTAL) & (months.c.account_id == account_id) & (months.c.month < f"{day:%Y-%m}")
    high, low = months.c.out_high + months.c.in_high, months.c.out_low + months.c.in_low
    before = select(func.sum(high), func.sum(low)).where(whole)
    chosen = _COUNTED & (table.c.account_id == account_id) & table.c.booked_on.between(day.replace(day=1), day)
    rest = select(*exact.halves(table.c.amount)).where(chosen)
    return exact.whole(*connection.execute(before).one()) + exact.whole(*connection.execute(rest).one())


def received(connection: Connection, account_id: int, first: date, last: date) -> int:
    """What came in within days, both included, minor units."""
    chosen = _COUNTED & (table.c.account_id == account_id) & table.c.booked_on.between(first, last)
    query = select(*exact.halves(table.c.amount)).where(chosen & (table.c.amount > 0))
    return exact.whole(*connection.execute(query).one())


def by_month(connection: Connection) -> list[tuple[int, str, int]]:
    """(account, month as "2026-03", sum of its movements in minor units), oldest month first."""
    derived.settle_months(connection)
    high, low = months.c.out_high + months.c.in_high, months.c.out_low + months.c.in_low
    query = select(months.c.account_id, months.c.month, high, low)
    rows = connection.execute(query.where(months.c.kind == TOTAL).order_by(months.c.month))
    return [(row[0], row[1], exact.whole(row[2], row[3])) for row in rows]


def by_source(connection: Connection, account_id: int) -> list[tuple[str, int, int, int | None]]:
    """(file name or "" for by hand, rows, sum in minor units, batch) of an account's movements, newest file first."""
    query = (
        select(func.coalesce(batches.c.file_name, ""), func.count(), *exact.halves(table.c.amount), table.c.batch_id)
        .select_from(table.outerjoin(batches, batches.c.id == table.c.batch_id))
        .where(_COUNTED & (table.c.account_id == account_id))
        .group_by(table.c.batch_id)
        .order_by(table.c.batch_id.is_(None), table.c.batch_id.desc())
    )
    return [(row[0], row[1], exact.whole(row[2], row[3]), row[4]) for row in connection.execute(query)]


def by_line(
    connection: Connection, condition: ColumnElement[bool]
) -> list[tuple[int | None, str, str, int, int | None, int | None, int]]:
    """(batch, file name, currency, rows, first and last line, sum) of rows that meet a condition, newest file first.

    Without what is merely expected; batch None: typed by hand; lines None where the file has none.
    """
    query = (
        select(
            table.c.batch_id, func.coalesce(batches.c.file_name, ""), accounts.c.currency, func.count(),
            func.min(table.c.line), func.max(table.c.line), *exact.halves(table.c.amount),
        )
        .select_from(table.outerjoin(batches, batches.c.id == table.c.batch_id))
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(_COUNTED & condition)
        .group_by(table.c.batch_id, accounts.c.currency)
        .order_by(table.c.batch_id.is_(None), table.c.batch_id.desc(), accounts.c.currency)
    )  # fmt: skip
    return [(*row[:6], exact.whole(row[6], row[7])) for row in connection.execute(query)]


def by_reason(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[str | None, str, int]]:
    """(by what, the rule's id or "", rows) of why rows that meet a condition have their category; moves left out."""
    why = case((table.c.category_by == BY_RULE, table.c.category_why), else_="")
    query = (
        select(table.c.category_by, why, func.count())
        .where(_COUNTED & table.c.transfer_id.is_(None) & condition)
        .group_by(table.c.category_by, why)
        .order_by(func.count().desc())
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def left_out(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[str, int, int]]:
    """(currency, rows, sum) of moves between own accounts, and of what the person leaves out, among rows."""
    query = (
        select(accounts.c.currency, func.count(), *exact.halves(table.c.amount))
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(_COUNTED & ~transactions.is_counted() & condition)
        .group_by(accounts.c.currency)
        .order_by(accounts.c.currency)
    )
    return [(row[0], row[1], exact.whole(row[2], row[3])) for row in connection.execute(query)]


def last_closing(connection: Connection, account_id: int) -> tuple[date, int] | None:
    """The day and closing balance that the newest file of an account says; None when none does."""
    said = (batches.c.account_id == account_id) & batches.c.closing.is_not(None) & batches.c.closing_on.is_not(None)
    query = select(batches.c.closing_on, batches.c.closing).where(said).order_by(batches.c.closing_on.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else (row[0], row[1])
