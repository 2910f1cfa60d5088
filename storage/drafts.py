"""Rows of drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from hub.domain.draft import Draft
from storage.tables import drafts


def put(connection: Connection, draft: Draft, now: datetime) -> None:
    """Store a draft; it replaces an older one of the same form and subject."""
    values = {"content": dict(draft.content), "kept_at": now.isoformat(timespec="seconds")}
    statement = insert(drafts).values(form=draft.form, subject=draft.subject, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["form", "subject"], set_=values))


def taken(connection: Connection) -> list[Draft]:
    """All drafts, the oldest first; they are removed."""
    rows = connection.execute(select(drafts).order_by(drafts.c.kept_at, drafts.c.form, drafts.c.subject)).all()
    connection.execute(delete(drafts))
    return [Draft(row.form, row.subject, row.content) for row in rows]
