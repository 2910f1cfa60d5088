"""Receipts and other files that belong to transactions: rows in the database, contents in sealed files beside it.

A sealed file never changes. Its name is random, its key lies in its row: who removes the row and its traces has
destroyed the content. Files that no row and no undoable operation speaks of are removed by `collect`.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Row, select, update

from hub.domain.errors import VaultDamaged
from hub.domain.progress import Progress, silent
from hub.domain.transaction import EXPECTED, RECONCILED
from storage import atomic, journal, sealing
from storage.journal import DONE, KEPT, UNDONE, operations
from storage.listed import listed
from storage.sealing import Sealed
from storage.tables import attachments, transactions

FOLDER = "attachments"
_PARTIAL = ".partial"
_SETTLED = 24 * 60 * 60
"""Seconds after which a file without a row is no longer one that is just being added."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a transaction or a bill. name: as it was called; size: bytes; sha256: of the content, hex."""

    id: int
    transaction_id: int | None
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    file: str
    bill_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A sealed file on the disk that has no row yet."""

    file: str
    key: bytes
    sealed: Sealed


def keep(folder: Path, source: BinaryIO, progress: Progress = silent) -> Stored:
    """Seal a stream into a new file of a vault's folder, durably."""
    place, name, key = folder / FOLDER, secrets.token_hex(16), secrets.token_bytes(32)
    place.mkdir(mode=0o700, exist_ok=True)
    partial = place / (name + _PARTIAL)
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as target:
            sealed = sealing.seal(source, target, key, name, progress)
            target.flush()
            os.fsync(target.fileno())
        partial.rename(place / name)
        atomic.sync_folder(place)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return Stored(name, key, sealed)


def discard(folder: Path, stored: Stored) -> None:
    """Remove a file whose row was not written after all."""
    (folder / FOLDER / stored.file).unlink(missing_ok=True)


def insert(
    connection: Connection,
    transaction_id: int | None,
    name: str,
    media_type: str,
    stored: Stored,
    at: datetime,
    bill_id: int | None = None,
) -> int:
    """Add the row of a stored file, of a transaction or of a bill; its id."""
    row = {
        "transaction_id": transaction_id,
        "bill_id": bill_id,
        "name": name,
        "media_type": media_type,
        "size": stored.sealed.size,
        "sha256": stored.sealed.sha256,
        "added_at": at.isoformat(timespec="seconds"),
        "file": stored.file,
        "key": stored.key,
        "sealed_sha256": stored.sealed.sealed_sha256,
    }
    return int(connection.execute(attachments.insert().values(row)).lastrowid)


def of_transaction(connection: Connection, transaction_id: int) -> list[Attachment]:
    """The files of a transaction in the order in which they came."""
    query = select(attachments).where(attachments.c.transaction_id == transaction_id).order_by(attachments.c.id)
    return [_attachment(row) for row in connection.execute(query)]


def with_files(connection: Connection, transaction_ids: Iterable[int]) -> frozenset[int]:
    """Those of these transactions that have a file."""
    query = select(attachments.c.transaction_id).where(attachments.c.transaction_id.in_(listed(transaction_ids)))
    return frozenset(connection.execute(query).scalars())


def of_bill(connection: Connection, bill_id: int) -> list[Attachment]:
    """The files of a bill in the order in which they came."""
    query = select(attachments).where(attachments.c.bill_id == bill_id).order_by(attachments.c.id)
    return [_attachment(row) for row in connection.execute(query)]


def of_bills(connection: Connection) -> dict[int, list[str]]:
    """The names of the files of all bills that have some, by bill."""
    query = select(attachments.c.bill_id, attachments.c.name).where(attachments.c.bill_id.is_not(None))
    found: dict[int, list[str]] = {}
    for bill_id, name in connection.execute(query.order_by(attachments.c.id)):
        found.setdefault(bill_id, []).append(name)
    return found


def on_typed(connection: Connection) -> list[tuple[str, int]]:
    """The names of files on transactions that were typed or are expected, which no bank has confirmed; with theirs."""
    table = transactions
    is_typed = table.c.batch_id.is_(None) & (table.c.key == "") & (table.c.status != RECONCILED)
    query = (
        select(attachments.c.name, table.c.id)
        .join(table, table.c.id == attachments.c.transaction_id)
        .where(is_typed | (table.c.status == EXPECTED))
        .order_by(attachments.c.id)
    )
    return [(row.name, row.id) for row in connection.execute(query)]


def get(connection: Connection, attachment_id: int) -> Attachment | None:
    """One by its id."""
    row = connection.execute(select(attachments).where(attachments.c.id == attachment_id)).first()
    return None if row is None else _attachment(row)


def remove(connection: Connection, attachment_id: int) -> int:
    """Remove a row (undo brings it back; the file stays until then); how many there were."""
    return connection.execute(attachments.delete().where(attachments.c.id == attachment_id)).rowcount


def content(connection: Connection, folder: Path, attachment_id: int) -> Iterator[bytes]:
    """The content, piece by piece; VaultDamaged when the file is missing or not whole."""
    row = connection.execute(
        select(attachments.c.file, attachments.c.key).where(attachments.c.id == attachment_id)
    ).one()
    try:
        source = (folder / FOLDER / row.file).open("rb")
    except FileNotFoundError:
        raise VaultDamaged("attachment_missing", where={"attachment": attachment_id}) from None
    return _pieces(source, row.key, row.file)


def _pieces(source: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    with source:
        yield from sealing.opened(source, key, name)


def expected(connection: Connection) -> dict[str, tuple[int, str]]:
    """Every file that has a row: attachment id and SHA-256 of the sealed file, by file name."""
    query = select(attachments.c.file, attachments.c.id, attachments.c.sealed_sha256)
    return {row.file: (row.id, row.sealed_sha256) for row in connection.execute(query)}


def orphans(connection: Connection, folder: Path) -> list[str]:
    """Files without a row that are not just being added."""
    place, known = folder / FOLDER, expected(connection)
    if not place.is_dir():
        return []
    latest = time.time() - _SETTLED
    return sorted(path.name for path in place.iterdir() if path.name not in known and path.stat().st_mtime < latest)


def collect(connection: Connection, folder: Path, undo_before: datetime) -> list[str]:
    """Remove files that nothing can bring back; their names. In a write, so that no row appears meanwhile.

    Operations from before `undo_before` that could bring a file back can't be undone any more.
    """
    candidates = orphans(connection, folder)
    if not candidates:
        return []
    needed, ended = _speaking_of(connection, candidates, undo_before)
    if ended:
        connection.execute(update(operations).where(operations.c.id.in_(ended)).values(state=KEPT))
    gone = [name for name in candidates if name not in needed]
    for name in gone:
        (folder / FOLDER / name).unlink(missing_ok=True)
    return gone


def _speaking_of(connection: Connection, names: list[str], undo_before: datetime) -> tuple[set[str], list[int]]:
    """Which of these files undoable operations speak of, and which operations are too old to be undone for them."""
    needed: set[str] = set()
    ended: list[int] = []
    states = operations.c.state.in_([DONE, UNDONE])
    reversals = operations.c.kind.in_(["undo", "redo"])  # redoing applies the changeset of the undo
    held = operations.c.changeset.is_not(None)
    for row in connection.execute(select(operations.c.id, operations.c.at).where(held, states | reversals)).all():
        changeset = journal.changeset_of(connection, row.id)
        spoken_of = [name for name in names if name.encode() in changeset]
        if spoken_of and datetime.fromisoformat(row.at) < undo_before:
            ended.append(row.id)
        else:
            needed.update(spoken_of)
    return needed, ended


def _attachment(row: Row[Any]) -> Attachment:
    return Attachment(
        row.id,
        row.transaction_id,
        row.name,
        row.media_type,
        row.size,
        row.sha256,
        datetime.fromisoformat(row.added_at),
        row.file,
        row.bill_id,
    )
