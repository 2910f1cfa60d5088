"""What was done after an operation and builds on it: what taking it back alone would lose, or could not do.

A later operation builds on an earlier one where both changed the same value of a row, where one made or removed the
row, or where a row it made refers to one that the earlier one made; and so on from there. Rows written in bulk are in
no changeset: edits of them are lost with them, and only what else such an edit did can be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import apsw
from sqlalchemy import Connection, select

from storage import journal
from storage.journal import DONE, Operation, operations
from storage.schema import metadata
from storage.tables import transactions

_WHOLE = -1
_OWNER = "transaction_id"
Place = tuple[str, tuple[Any, ...], int]
"""Table, primary key and column of a changed value; `_WHOLE` for a row that was made or removed."""


@dataclass(frozen=True, slots=True)
class Later:
    """Operations after one, newest first. undone: must be taken back with it. lost: their edits of its rows go."""

    undone: tuple[Operation, ...] = ()
    lost: tuple[Operation, ...] = ()


@dataclass(slots=True)
class _Touched:
    """What operations changed: values, whole rows, and rows that were made (others may refer to them)."""

    values: set[Place] = field(default_factory=set)
    rows: set[tuple[str, tuple[Any, ...]]] = field(default_factory=set)
    wholes: set[tuple[str, tuple[Any, ...]]] = field(default_factory=set)

    def add(self, changeset: bytes) -> None:
        for change, key in _changes(changeset):
            self.rows.add((change.name, key))
            if change.op == "UPDATE":
                self.values.update((change.name, key, column) for column in _changed_columns(change))
            else:
                self.wholes.add((change.name, key))

    def meets(self, changeset: bytes) -> bool:
        for change, key in _changes(changeset):
            row = (change.name, key)
            if row in self.wholes or (change.op != "UPDATE" and row in self.rows):
                return True
            if change.op == "UPDATE" and any(
                (change.name, key, column) in self.values for column in _changed_columns(change)
            ):
                return True
            if any(reference in self.wholes for reference in _references(change)):
                return True
        return False


def later(connection: Connection, target: Operation) -> Later:
    """What builds on an operation that is done."""
    touched = _Touched()
    touched.add(journal.changeset_of(connection, target.id))
    bulk = _bulk_rows(connection, target)
    undone, lost = [], []
    done = select(operations.c.id).where(operations.c.id > target.id, operations.c.state == DONE)
    for operation_id in connection.execute(done.order_by(operations.c.id)).scalars().all():
        changeset = journal.changeset_of(connection, operation_id)
        if touched.meets(changeset):
            touched.add(changeset)
            undone.append(operation_id)
        elif bulk and any(_is_about(change, key, bulk) for change, key in _changes(changeset)):
            lost.append(operation_id)
    return Later(_operations(connection, undone), _operations(connection, lost))


def _operations(connection: Connection, ids: list[int]) -> tuple[Operation, ...]:
    found = (journal.find(connection, one) for one in reversed(ids))
    return tuple(one for one in found if one is not None)


def _bulk_rows(connection: Connection, target: Operation) -> frozenset[int]:
    rows = select(transactions.c.id).where(transactions.c.batch_id.in_(target.batches))
    return frozenset(connection.execute(rows).scalars()) if target.batches else frozenset()


def _is_about(change: apsw.TableChange, key: tuple[Any, ...], bulk: frozenset[int]) -> bool:
    if change.name == transactions.name:
        return key[0] in bulk
    columns = metadata.tables[change.name].c if change.name in metadata.tables else None
    if columns is None or _OWNER not in columns:
        return False
    at = list(columns.keys()).index(_OWNER)
    return any(values is not None and values[at] in bulk for values in (change.old, change.new))


def _changes(changeset: bytes) -> Iterator[tuple[apsw.TableChange, tuple[Any, ...]]]:
    if not changeset:
        return
    for change in apsw.Changeset.iter(changeset):
        values = change.new if change.op == "INSERT" else change.old
        if values is not None:
            yield change, tuple(values[column] for column in sorted(change.pk_columns))


def _changed_columns(change: apsw.TableChange) -> Iterator[int]:
    for at, value in enumerate(change.new or ()):
        if value is not apsw.no_change and at not in change.pk_columns:
            yield at


def _references(change: apsw.TableChange) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Rows that what an operation made or changed refers to."""
    table = metadata.tables.get(change.name)
    if table is None or change.new is None:
        return
    for at, column in enumerate(table.c):
        value = change.new[at] if at < len(change.new) else None
        if value is None or value is apsw.no_change:
            continue
        for key in column.foreign_keys:
            yield key.column.table.name, (value,)
