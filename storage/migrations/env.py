"""Alembic's environment: runs revisions on the connection that the caller holds, in the caller's transaction."""

from __future__ import annotations

from alembic import context

from storage import journal, meta, tables
from storage.schema import metadata

OWN_MODULES = (journal, meta, tables)  # imported for the tables that they add to the metadata


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    """Leave out the search index: Alembic would see its hidden tables as foreign."""
    return kind != "table" or name is None or not (name == "search" or name.startswith("search_"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
