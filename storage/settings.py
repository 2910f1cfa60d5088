"""Rows of settings and of dismissed insights."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from hub.domain.settings import Settings
from storage.tables import dismissed, settings

_NAMES = frozenset(f.name for f in fields(Settings))


def load(connection: Connection) -> Settings:
    """The settings; what was never changed has its default."""
    rows = {row.name: row.value for row in connection.execute(select(settings)) if row.name in _NAMES}
    return Settings(**rows)


def get(connection: Connection, name: str) -> Any:
    """A stored value that is no setting (window geometry, columns …), None when never stored."""
    return connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar_one_or_none()


def put(connection: Connection, name: str, value: Any) -> None:
    """Store a value under a name."""
    statement = insert(settings).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def dismissals(connection: Connection) -> dict[str, date | None]:
    """Insight keys that were put off, until which day (None = for ever)."""
    return {row.key: row.until for row in connection.execute(select(dismissed))}


def dismiss(connection: Connection, key: str, until: date | None) -> None:
    """Don't show an insight until a day, or never again."""
    statement = insert(dismissed).values(key=key, until=until)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"until": until}))
