"""The change journal: every write is an operation with a name, its changeset, and its place in a chain of hashes.

A changeset is what SQLite's session extension saw change in the recorded tables; inverted it is the undo, its rows
are the trace, and changesets are what a later synchronisation would carry. Rows written in bulk are not in the
changeset: the operation names their batches instead. Undoing and redoing are operations too, so the journal only
grows and its chain covers everything that ever happened.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import apsw
from sqlalchemy import JSON, Column, Connection, Index, Integer, LargeBinary, Row, Table, Text, select, update

from storage import dbapi, derived, engine
from storage.schema import metadata, recorded_tables

DONE, UNDONE, DROPPED, KEPT = "done", "undone", "dropped", "kept"
"""States: can be undone; can be redone; was undone and then overtaken by a write; neither (a log, an undo)."""

operations = Table(
    "operations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("values", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("batches", JSON, nullable=False),
    Column("target", Integer),
    Column("state", Text, nullable=False),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("changeset", LargeBinary),
    Index("ix_operations_state", "state"),
    info={"recorded": False},  # the journal does not record itself
)
ERASED = "erased"
"""Name of an operation whose content was erased; its place in the chain stays, and a seal says who erased it."""
_SEAL = "seal"
_BULK_CACHE = -278528
"""KiB of pages while many rows are written: the table of a million rows stays in it while its indexes are made, each of
which goes through the whole table, and a page that is read anew is decrypted and checked anew."""
_WITHOUT_CHANGESET = [column for column in operations.c if column.name != "changeset"]


@dataclass(frozen=True, slots=True)
class Operation:
    """A journalled write. kind: write, undo, redo; target: the operation that an undo or redo is about."""

    id: int
    at: datetime
    kind: str
    name: str
    values: Mapping[str, Any]
    topics: tuple[str, ...]
    batches: tuple[int, ...]
    target: int | None
    state: str


@dataclass(slots=True)
class Write:
    """An open write: its connection, and what the journal will say of it.

    values and topics may be added to until it ends. operation_id is known after it ended, None when nothing changed.
    """

    connection: Connection
    name: str
    values: dict[str, Any]
    topics: set[str]
    undoable: bool = True
    kind: str = "write"
    target: int | None = None
    batches: list[int] = field(default_factory=list)
    operation_id: int | None = None
    _session: apsw.Session | None = None
    _changes_before: int = 0

    def __post_init__(self) -> None:
        native = native_of(self.connection)
        self._changes_before = native.total_changes()
        self._session = apsw.Session(native, "main")
        for table in recorded_tables():
            self._session.attach(table.name)

    @contextmanager
    def bulk(self, batch_id: int) -> Iterator[Connection]:
        """Write many rows that carry this batch in `transactions.batch_id`: undo deletes them, nothing else is kept.

        Change only rows of the batch and their dependants inside; everything else would not be undone.
        """
        native = native_of(self.connection)
        session = self._open_session()
        session.enabled = False
        native.pragma("cache_size", _BULK_CACHE)
        self.batches.append(batch_id)
        try:
            with derived.noting_batch(self.connection, batch_id):
                yield self.connection
        finally:
            session.enabled = True

    @contextmanager
    def unrecorded(self) -> Iterator[Connection]:
        """Change rows for good: what was there is not kept for an undo."""
        session = self._open_session()
        session.enabled = False
        try:
            yield self.connection
        finally:
            session.enabled = True

    def journal(self, chain_key: bytes) -> tuple[int, bytes] | None:
        """Append the operation, inside its own transaction; its number and hash, None when nothing was changed."""
        changeset = self._open_session().changeset()
        if native_of(self.connection).total_changes() == self._changes_before:
            return None
        state = KEPT
        if self.kind == "write" and self.undoable and (changeset or self.batches):
            state = DONE
            overtaken = update(operations).where(operations.c.state == UNDONE).values(state=DROPPED)
            self.connection.execute(overtaken)
        self.operation_id, head = _append(self, changeset, state, chain_key)
        return self.operation_id, head

    def close(self) -> None:
        """Stop recording."""
        if self.batches:
            native_of(self.connection).pragma("cache_size", engine.CACHE)
        if self._session is not None:
            self._session.close()
            self._session = None

    def _open_session(self) -> apsw.Session:
        if self._session is None:
            raise RuntimeError("this write has ended")
        return self._session


def native_of(connection: Connection) -> apsw.Connection:
    """The apsw connection under an SQLAlchemy connection."""
    return cast("dbapi.Connection", connection.connection.dbapi_connection).native


def listed(connection: Connection, limit: int, *, all_kinds: bool = False) -> list[Operation]:
    """The newest operations first; undos and redos only when asked for."""
    query = select(*_WITHOUT_CHANGESET).order_by(operations.c.id.desc()).limit(limit)
    rows = connection.execute(query if all_kinds else query.where(operations.c.kind == "write"))
    return [operation_of(row) for row in rows]


def find(connection: Connection, operation_id: int) -> Operation | None:
    """One operation by its number."""
    row = connection.execute(select(*_WITHOUT_CHANGESET).where(operations.c.id == operation_id)).first()
    return None if row is None else operation_of(row)


def changeset_of(connection: Connection, operation_id: int) -> bytes:
    """The changeset of an operation; empty when it has none."""
    packed = connection.execute(select(operations.c.changeset).where(operations.c.id == operation_id)).scalar()
    return b"" if packed is None else zlib.decompress(packed)


def head(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the newest operation; 0 and empty before the first."""
    row = connection.execute(
        select(operations.c.id, operations.c.hash).order_by(operations.c.id.desc()).limit(1)
    ).first()
    return (0, b"") if row is None else (row.id, row.hash)


def hash_at(connection: Connection, operation_id: int) -> bytes | None:
    """The hash of one operation; empty for number 0, None when there is none with this number."""
    if operation_id == 0:
        return b""
    return connection.execute(select(operations.c.hash).where(operations.c.id == operation_id)).scalar()


def first_broken(connection: Connection, chain_key: bytes) -> int | None:
    """The number of the first operation whose hash is not what its content says; None when the chain is whole."""
    previous = b""
    for row in connection.execute(select(operations).order_by(operations.c.id)):
        if row.name == ERASED:
            is_whole = row.values == {_SEAL: _sealed(row, chain_key)} and row.changeset is None
        else:
            is_whole = row.hash == _hash(dict(row._mapping), row.changeset, previous, chain_key)
        if row.previous_hash != previous or not is_whole:
            return int(row.id)
        previous = row.hash
    return None


def erase(connection: Connection, operation_ids: Collection[int], chain_key: bytes) -> None:
    """Destroy what operations say and hold: they can't be undone any more, and the chain is whole all the same."""
    for row in connection.execute(select(*_WITHOUT_CHANGESET).where(operations.c.id.in_(operation_ids))).all():
        empty = {"name": ERASED, "values": {_SEAL: _sealed(row, chain_key)}, "changeset": None, "state": KEPT}
        connection.execute(update(operations).where(operations.c.id == row.id).values(empty))
    undone = select(operations.c.target).where(operations.c.name == ERASED, operations.c.kind == "undo")
    lost = operations.c.id.in_(undone) & (operations.c.state == UNDONE)  # redoing would take what is gone
    connection.execute(update(operations).where(lost).values(state=KEPT))


def operation_of(row: Row[Any]) -> Operation:
    """The value of a row of `operations`."""
    return Operation(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        kind=row.kind,
        name=row.name,
        values=row.values,
        topics=tuple(row.topics),
        batches=tuple(row.batches),
        target=row.target,
        state=row.state,
    )


def _append(write: Write, changeset: bytes, state: str, chain_key: bytes) -> tuple[int, bytes]:
    last, previous = head(write.connection)
    packed = zlib.compress(changeset, 3) if changeset else None
    entry = {
        "id": last + 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "kind": write.kind,
        "name": write.name,
        "values": json.loads(json.dumps(write.values)),  # as it will be read back
        "topics": sorted(write.topics),
        "batches": write.batches,
        "target": write.target,
    }
    digest = _hash(entry, packed, previous, chain_key)
    write.connection.execute(
        operations.insert().values(**entry, state=state, previous_hash=previous, hash=digest, changeset=packed)
    )
    return last + 1, digest


def _sealed(row: Row[Any], chain_key: bytes) -> str:
    """HMAC-SHA256 that lets an operation stand for its hash without what the hash was made of."""
    return hmac.digest(chain_key, f"{ERASED} {row.id} ".encode() + row.previous_hash + row.hash, "sha256").hex()


def _hash(entry: Mapping[str, Any], packed: bytes | None, previous: bytes, chain_key: bytes) -> bytes:
    """HMAC-SHA256 over what never changes of an operation, and the hash before it."""
    names = ("id", "at", "kind", "name", "values", "topics", "batches", "target")
    content = [entry[name] for name in names]
    content.append(None if packed is None else hashlib.sha256(packed).hexdigest())
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hmac.digest(chain_key, text.encode("ascii") + previous, "sha256")
