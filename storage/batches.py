"""Rows of import batches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from hub.domain.transaction import Batch
from storage.tables import batches, transactions


def _of(row: Row[Any]) -> Batch:
    values = {name: row._mapping[name] for name in Batch.__slots__}
    values["imported_at"] = datetime.fromisoformat(values["imported_at"])
    return Batch(**values)


def insert_batch(connection: Connection, **values: Any) -> int:
    """A new batch; its id."""
    return int(connection.execute(batches.insert().values(**values)).lastrowid)


def update_batch(connection: Connection, batch_id: int, **values: Any) -> None:
    """Change counts of a batch."""
    connection.execute(update(batches).where(batches.c.id == batch_id).values(**values))


def get(connection: Connection, batch_id: int) -> Batch | None:
    """One batch, None when it was undone."""
    row = connection.execute(select(batches).where(batches.c.id == batch_id)).first()
    return None if row is None else _of(row)


def all_batches(connection: Connection) -> list[Batch]:
    """Every batch, newest first."""
    return [_of(row) for row in connection.execute(select(batches).order_by(batches.c.id.desc()))]


def next_transaction_id(connection: Connection) -> int:
    """The id that the next inserted transaction will at least get."""
    last: int = connection.execute(select(func.coalesce(func.max(transactions.c.id), 0))).scalar_one()
    return last + 1
