"""Rows of planned purchases, predictions, typed usage, and counters that were seen on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.paying_tables import openings, planned, predictions, seen

MOST_SEEN = 40
"""Days of counters that are kept."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What was used of a counter at the end of a day, as somebody read it at `source`."""

    instrument: str
    counter: str
    as_of: date
    used: str
    category: str = ""
    source: str = ""


def all_planned(connection: Connection) -> list[dict[str, Any]]:
    """Planned purchases by day, then as they were added."""
    rows = connection.execute(select(planned).order_by(planned.c.on, planned.c.id))
    return [dict(row._mapping) for row in rows]


def add_planned(connection: Connection, **values: Any) -> int:
    """A new planned purchase; its id."""
    return int(connection.execute(planned.insert().values(**values)).lastrowid)


def change_planned(connection: Connection, planned_id: int, **values: Any) -> int:
    """Change a planned purchase; how many rows."""
    return connection.execute(update(planned).where(planned.c.id == planned_id).values(**values)).rowcount


def remove_planned(connection: Connection, planned_id: int) -> int:
    """Remove a planned purchase; how many rows."""
    return connection.execute(delete(planned).where(planned.c.id == planned_id)).rowcount


def put_prediction(connection: Connection, transaction_id: int, **values: Any) -> None:
    """Store what was promised of a transaction."""
    connection.execute(insert(predictions).values(transaction_id=transaction_id, **values))


def all_predictions(connection: Connection) -> list[dict[str, Any]]:
    """Predictions, the newest first."""
    query = select(predictions).order_by(predictions.c.made_on.desc(), predictions.c.transaction_id.desc())
    return [dict(row._mapping) for row in connection.execute(query)]


def post_reward(connection: Connection, transaction_id: int, posted: str | None, on: date | None) -> int:
    """Say what reward came for a transaction; how many rows."""
    chosen = predictions.c.transaction_id == transaction_id
    return connection.execute(update(predictions).where(chosen).values(posted=posted, posted_on=on)).rowcount


def all_openings(connection: Connection) -> list[Opening]:
    """Typed usage, the oldest day first."""
    rows = connection.execute(select(openings).order_by(openings.c.as_of, openings.c.instrument, openings.c.counter))
    return [Opening(row.instrument, row.counter, row.as_of, row.used, row.category, row.source) for row in rows]


def put_opening(connection: Connection, one: Opening) -> None:
    """Store typed usage in the place of what was typed before for the counter."""
    place = {"instrument": one.instrument, "counter": one.counter, "category": one.category}
    values = {"as_of": one.as_of, "used": one.used, "source": one.source}
    statement = insert(openings).values(**place, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(place), set_=values))
    connection.execute(delete(seen))


def remove_opening(connection: Connection, instrument: str, counter: str, category: str = "") -> int:
    """Forget typed usage; how many rows."""
    chosen = (openings.c.instrument == instrument) & (openings.c.counter == counter) & (openings.c.category == category)
    connection.execute(delete(seen))
    return connection.execute(delete(openings).where(chosen)).rowcount


def counters_before(connection: Connection, terms: str, day: date) -> tuple[date, list[Mapping[str, Any]]] | None:
    """The newest day up to `day` whose counters are known under these terms, and the counters at its end."""
    chosen = (seen.c.terms == terms) & (seen.c.day <= day)
    row = connection.execute(select(seen.c.day, seen.c.counters).where(chosen).order_by(seen.c.day.desc())).first()
    return None if row is None else (row.day, row.counters)


def keep_counters(connection: Connection, terms: str, day: date, counters: list[Mapping[str, Any]]) -> None:
    """Remember the counters at the end of a day; those under other terms and old days go."""
    statement = insert(seen).values(terms=terms, day=day, counters=counters)
    connection.execute(statement.on_conflict_do_update(index_elements=["terms", "day"], set_={"counters": counters}))
    oldest = select(seen.c.day).order_by(seen.c.day.desc()).offset(MOST_SEEN).limit(1).scalar_subquery()
    connection.execute(delete(seen).where((seen.c.terms != terms) | (seen.c.day <= oldest)))
