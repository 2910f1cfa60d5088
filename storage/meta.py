"""What the database says of itself: which vault it belongs to, and the newest header it has seen."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Table, Text, select
from sqlalchemy.dialects.sqlite import insert

from storage.schema import metadata

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    info={"recorded": False},  # belongs to the file, not to the person's records
)


def get(connection: Connection, name: str) -> str | None:
    """A value by its name ("vault_id", "header_gen")."""
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()


def put(connection: Connection, name: str, value: str) -> None:
    """Set a value."""
    statement = insert(meta).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
