"""Rows of remembered file layouts: the account they belong to, and how their questions were answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.tables import profiles


@dataclass(frozen=True, slots=True)
class Profile:
    """One layout. layout: its hash. answers: question code → choice. about: importer, format, columns; uses: how
    many files came in by it."""

    layout: str
    account_id: int | None
    answers: Mapping[str, str]
    about: Mapping[str, Any]
    uses: int


def get(connection: Connection, layout: str) -> Profile | None:
    """What is remembered of a layout."""
    row = connection.execute(select(profiles).where(profiles.c.layout == layout)).first()
    return None if row is None else Profile(row.layout, row.account_id, dict(row.answers), dict(row.about), row.uses)


def all_profiles(connection: Connection) -> list[Profile]:
    """All that is remembered, the most used first."""
    rows = connection.execute(select(profiles).order_by(profiles.c.uses.desc(), profiles.c.layout))
    return [Profile(row.layout, row.account_id, dict(row.answers), dict(row.about), row.uses) for row in rows]


def put(connection: Connection, kept: Profile) -> None:
    """Remember a layout in the place of what was remembered of it."""
    values = {
        "account_id": kept.account_id,
        "answers": dict(kept.answers),
        "about": dict(kept.about),
        "uses": kept.uses,
    }
    statement = insert(profiles).values(layout=kept.layout, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["layout"], set_=values))


def remove(connection: Connection, layout: str) -> bool:
    """Forget a layout; whether there was one."""
    return bool(connection.execute(delete(profiles).where(profiles.c.layout == layout)).rowcount)
