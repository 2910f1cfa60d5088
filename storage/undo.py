"""Undo and redo: changesets of the journal applied backwards, in a write that is journalled itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import apsw
from sqlalchemy import Connection, delete, select, update

from hub.domain.errors import LedgerError
from storage import derived, journal
from storage.journal import DONE, UNDONE, Operation, Write, operations
from storage.schema import metadata

if TYPE_CHECKING:
    from storage.vault import Vault

_FLAGS = apsw.SQLITE_CHANGESETAPPLY_FKNOACTION  # what cascades did is in the changeset already
_SHOWN = 20
_INDEXED = "transactions"
_TOGETHER = "together"

RowKey = tuple[str, tuple[Any, ...]]


def undo(vault: Vault, operation_id: int | None = None, together: Sequence[int] = ()) -> Operation | None:
    """Take back an operation (the last one that can be); its value, None when there is nothing to take back.

    together: later operations that are taken back with it in one step, newest first; redo does all of them again.
    Batches written in bulk are deleted, whatever was changed in their rows since. LedgerError "undo_conflict", with
    the later operations in the way, when one of them touched the same rows; "not_undoable" when the operation is
    not done or only keeps a record.
    """
    with vault.read() as connection:
        target = _target(connection, operation_id)
    if target is None:
        return None
    with _reversal(vault, target, "undo") as write:
        if together:
            write.values[_TOGETHER] = list(together)
        for one in (*together, target.id):
            _take_back(write.connection, one)
        if target.batches:
            _check_references(write.connection, target)
    return replace(target, state=UNDONE)


def redo(vault: Vault) -> Operation | None:
    """Do the operation again that was undone last; None when there is none."""
    with vault.read() as connection:
        reversal = connection.execute(
            select(operations.c.id, operations.c.target, operations.c["values"].label("told"))
            .where(operations.c.kind == "undo")
            .where(operations.c.target.in_(select(operations.c.id).where(operations.c.state == UNDONE)))
            .order_by(operations.c.id.desc())
            .limit(1)
        ).first()
        target = None if reversal is None else journal.find(connection, reversal.target)
    if reversal is None or target is None:
        return None
    with _reversal(vault, target, "redo") as write:
        # The undo's own changeset also holds what became of the batches and their dependants.
        _apply_inverted(write.connection, target, journal.changeset_of(write.connection, reversal.id), is_whole=True)
        _set_state(write.connection, target, UNDONE, DONE)
        again = update(operations).where(operations.c.id.in_(reversal.told.get(_TOGETHER, [])))
        write.connection.execute(again.values(state=DONE))
    return replace(target, state=DONE)


def history(vault: Vault, limit: int = 100) -> list[Operation]:
    """What was written, newest first."""
    with vault.read() as connection:
        return journal.listed(connection, limit)


def operation_of_batch(vault: Vault, batch_id: int) -> Operation | None:
    """The operation that wrote a batch."""
    with vault.read() as connection:
        candidates = connection.execute(
            select(operations.c.id, operations.c.batches).where(
                operations.c.kind == "write", operations.c.batches != []
            )
        )
        found = next((row.id for row in candidates if batch_id in row.batches), None)
        return None if found is None else journal.find(connection, found)


def _target(connection: Connection, operation_id: int | None) -> Operation | None:
    if operation_id is None:
        last = select(operations.c.id).where(operations.c.state == DONE).order_by(operations.c.id.desc()).limit(1)
        operation_id = connection.execute(last).scalar()
        return None if operation_id is None else journal.find(connection, operation_id)
    target = journal.find(connection, operation_id)
    if target is None or target.state != DONE:
        raise LedgerError("not_undoable", operation=operation_id, state="" if target is None else target.state)
    return target


def _take_back(connection: Connection, operation_id: int) -> None:
    """Apply one operation backwards inside of an open undo."""
    one = _target(connection, operation_id)
    if one is None:
        return
    _apply_inverted(connection, one, journal.changeset_of(connection, one.id))
    for batch_id in one.batches:
        with derived.noting_batch(connection, batch_id):
            connection.execute(delete(_batch_rows()).where(_batch_rows().c.batch_id == batch_id))
    _set_state(connection, one, DONE, UNDONE)


def _reversal(vault: Vault, target: Operation, kind: str) -> AbstractContextManager[Write]:
    return vault.transaction(target.name, values=target.values, topics=target.topics, kind=kind, target=target.id)


def _apply_inverted(connection: Connection, target: Operation, changeset: bytes, *, is_whole: bool = False) -> None:
    """Apply a changeset backwards; all or nothing.

    References may dangle until the batches are gone as well, unless the changeset is the whole of it.
    """

    def decide(reason: int, _change: apsw.TableChange) -> int:
        may_dangle = reason == apsw.SQLITE_CHANGESET_FOREIGN_KEY and target.batches and not is_whole
        return apsw.SQLITE_CHANGESET_OMIT if may_dangle else apsw.SQLITE_CHANGESET_ABORT

    if not changeset:
        return
    native, inverted = journal.native_of(connection), apsw.Changeset.invert(changeset)
    try:
        native.pragma("defer_foreign_keys", True)  # until the end of the changeset, where it is checked
        _insert_in_order(native, inverted)
        apsw.Changeset.apply(inverted, native, conflict=decide, flags=_FLAGS, filter_change=_is_left)
    except (apsw.AbortError, apsw.ConstraintError) as error:
        raise _conflict(connection, target, changeset) from error


def _insert_in_order(native: apsw.Connection, changeset: bytes) -> None:
    """Insert the changeset's new transactions by number.

    A changeset has no order, and the search index pays for each step backwards: ten times as long.
    """
    fresh = (change.new for change in apsw.Changeset.iter(changeset) if not _is_left(change))
    rows: list[tuple[Any, ...]] = sorted((row for row in fresh if row is not None), key=itemgetter(0))
    if rows:
        places = ", ".join("?" * len(rows[0]))
        native.executemany(f"INSERT INTO {_INDEXED} VALUES ({places})", rows)  # noqa: S608 - a constant


def _is_left(change: apsw.TableChange) -> bool:
    return change.name != _INDEXED or change.opcode != apsw.SQLITE_INSERT


def _check_references(connection: Connection, target: Operation) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _conflict(connection, target, b"")


def _conflict(connection: Connection, target: Operation, changeset: bytes) -> LedgerError:
    """The error that names the later operations in the way: those that touched the same rows, else all."""
    rows = set(_rows(changeset))
    later = connection.execute(
        select(operations.c.id, operations.c.name)
        .where(operations.c.id > target.id, operations.c.state == DONE)
        .order_by(operations.c.id.desc())
    ).all()
    touching = [row for row in later if not rows.isdisjoint(_rows(journal.changeset_of(connection, row.id)))]
    in_the_way = [(int(row.id), str(row.name)) for row in touching or later]
    return LedgerError("undo_conflict", operation=target.id, name=target.name, later=in_the_way[:_SHOWN])


def _rows(changeset: bytes) -> Iterator[RowKey]:
    """Table and primary key of every row of a changeset."""
    if not changeset:
        return
    for change in apsw.Changeset.iter(changeset):
        values = change.new if change.op == "INSERT" else change.old
        if values is not None:
            yield change.name, tuple(values[column] for column in sorted(change.pk_columns))


def _batch_rows() -> Any:
    return metadata.tables[_INDEXED]


def _set_state(connection: Connection, target: Operation, expected: str, state: str) -> None:
    """Move the operation on; another undo may have come between reading and writing."""
    changed = connection.execute(
        update(operations).where(operations.c.id == target.id, operations.c.state == expected).values(state=state)
    )
    if changed.rowcount != 1:
        raise LedgerError("not_undoable", operation=target.id, state=target.state)
