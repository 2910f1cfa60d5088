"""Rows of reference rates: units of a currency per euro on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from storage.tables import rates


def put_rates(connection: Connection, found: Iterable[tuple[date, str, Decimal]], source: str) -> int:
    """Store rates, newer sources over older ones; how many."""
    rows = [{"day": d, "currency": c, "per_euro": format(r, "f"), "source": source} for d, c, r in found]
    statement = insert(rates)
    statement = statement.on_conflict_do_update(
        index_elements=["day", "currency"],
        set_={"per_euro": statement.excluded.per_euro, "source": statement.excluded.source},
    )
    if rows:
        connection.execute(statement, rows)
    return len(rows)


def rates_on(connection: Connection, day: date) -> dict[str, tuple[Decimal, date]]:
    """The newest rate of each currency on or before a day: units per euro, and its day."""
    newest = select(rates.c.currency, func.max(rates.c.day).label("day")).where(rates.c.day <= day)
    latest = newest.group_by(rates.c.currency).subquery()
    query = select(rates).join(latest, (rates.c.currency == latest.c.currency) & (rates.c.day == latest.c.day))
    found = {row.currency: (Decimal(row.per_euro), row.day) for row in connection.execute(query)}
    if found:
        found["EUR"] = (Decimal(1), max(day for _, day in found.values()))
    return found


def sources(connection: Connection, days: Iterable[date]) -> dict[tuple[str, date], str]:
    """Where the rates of some days were read, by currency and day."""
    query = select(rates.c.currency, rates.c.day, rates.c.source).where(rates.c.day.in_(list(days)))
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}
