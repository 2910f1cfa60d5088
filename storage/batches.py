"""Rows of import batches, remembered layouts and deleted lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from hub.domain.transaction import Batch
from storage.tables import batches, profiles, transactions


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


def places(connection: Connection, account_id: int, wanted: Collection[int]) -> dict[int, tuple[str, int]]:
    """The file and line that rows of an account came from; rows typed by hand are left out."""
    query = (
        select(transactions.c.id, batches.c.file_name, transactions.c.line)
        .join(batches, batches.c.id == transactions.c.batch_id)
        .where(transactions.c.account_id == account_id)
    )
    return {row[0]: (row[1], row[2] or 0) for row in connection.execute(query) if row[0] in wanted}


def all_batches(connection: Connection) -> list[Batch]:
    """Every batch, newest first."""
    return [_of(row) for row in connection.execute(select(batches).order_by(batches.c.id.desc()))]


def next_transaction_id(connection: Connection) -> int:
    """The id that the next inserted transaction will at least get."""
    last: int = connection.execute(select(func.coalesce(func.max(transactions.c.id), 0))).scalar_one()
    return last + 1


def profile(connection: Connection, layout: str) -> tuple[int | None, dict[str, str]] | None:
    """(account id, answers) remembered for a file layout."""
    row = connection.execute(select(profiles).where(profiles.c.layout == layout)).first()
    return None if row is None else (row.account_id, dict(row.answers))


def remember_profile(connection: Connection, layout: str, account_id: int | None, answers: Mapping[str, str]) -> None:
    """Remember which account a layout belongs to and how its questions were answered."""
    statement = insert(profiles).values(layout=layout, account_id=account_id, answers=dict(answers), uses=1)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["layout"],
            set_={"account_id": account_id, "answers": dict(answers), "uses": profiles.c.uses + 1},
        )
    )
