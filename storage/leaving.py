"""Every table as lines of JSON, and back: exactly what the database holds, so that both sides have the same hash.

The first line names the columns; each other line is a row in the order of the primary key. Texts, numbers and null
are JSON; bytes are {"base64": "..."}. Tables that are derived from others are made again instead.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import apsw
from sqlalchemy import Connection, Table, select

from hub.domain.errors import VaultDamaged, VaultTooNew
from storage import atomic, attachments, derived, journal, migrations, recurring, sealing, tables
from storage.journal import DONE, KEPT, UNDONE, operations
from storage.meta import meta
from storage.rotation import chain_key_name
from storage.schema import metadata

DERIVED = "derived_"
"""How the names of tables begin that say again what others say."""
_OWN = frozenset({"vault_id", "header_gen", recurring.SINCE, recurring.UNTIL, recurring.KINDS})
"""What a database notes of itself, or of derived tables."""
_CHUNK = 5000


class Receipt(NamedTuple):
    """A sealed file and what belongs to it."""

    id: int
    name: str
    file: str
    key: bytes
    sha256: str
    sealed_sha256: str


def all_tables() -> tuple[Table, ...]:
    """The tables that are written, parents before children."""
    known = metadata.sorted_tables if tables.DDL else []  # importing `tables` fills the set
    return tuple(table for table in known if not table.name.startswith(DERIVED))


def dump(connection: Connection, table: Table, chain: bytes) -> Iterator[bytes]:
    """The lines of a table. chain: the key of the journal's chain, which goes along with the rows it proves."""
    names = [column.name for column in table.c]
    yield _line(names)
    native = journal.native_of(connection)
    columns = ", ".join(f'"{name}"' for name in names)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key) or "rowid"
    found: Iterable[tuple[Any, ...]] = native.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY {keys}')  # noqa: S608 - names of the schema
    if table is meta:
        kept = {row[0]: row for row in found if row[0] not in _OWN}
        found = [row for _name, row in sorted({**kept, chain_key_name(): (chain_key_name(), chain.hex())}.items())]
    waiting: list[bytes] = []
    for row in found:
        waiting.append(_line(row))
        if len(waiting) == _CHUNK:
            yield b"".join(waiting)
            waiting.clear()
    yield b"".join(waiting)


def digest(connection: Connection, table: Table, chain: bytes) -> str:
    """SHA-256 of the lines of a table."""
    found = hashlib.sha256()
    for part in dump(connection, table, chain):
        found.update(part)
    return found.hexdigest()


def load(connection: Connection, contents: dict[str, Iterator[bytes]], version: int) -> None:
    """Fill the tables of a new vault; all in the transaction of the connection.

    contents: the lines of each table by its name. version: of the schema they were written with. VaultTooNew when
    that is newer; VaultDamaged "leave_damaged" when a line can't be read or a reference leads nowhere.
    """
    if version > migrations.VERSION:
        raise VaultTooNew("vault_too_new", version=version, ours=migrations.VERSION)
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # the native connection would commit each row for itself
    native = journal.native_of(connection)
    native.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 0)  # checked once below: for each row it would search its children
    native.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    try:
        for table in all_tables():
            if table.name in contents:
                _fill(native, table, contents[table.name])
    except (ValueError, TypeError, KeyError, apsw.Error) as error:
        raise VaultDamaged("leave_damaged", where={"table": table.name}, reason=type(error).__name__) from error
    finally:
        native.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)
        native.config(apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 1)
    if version < migrations.VERSION:  # changesets speak of the tables as they were
        old = operations.c.state.in_([DONE, UNDONE])
        connection.execute(operations.update().where(old).values(state=KEPT))
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost is not None:
        raise VaultDamaged("leave_damaged", where={"table": str(lost[0])}, reason="reference")
    derived.rebuild(connection)


def receipts(connection: Connection) -> list[Receipt]:
    """Every sealed file."""
    table = tables.attachments
    columns = [table.c[name] for name in ("id", "name", "file", "key", "sha256", "sealed_sha256")]
    return [Receipt(*row) for row in connection.execute(select(*columns).order_by(table.c.id))]


def opened(folder: Path, one: Receipt) -> Iterator[bytes]:
    """The content of a receipt; VaultDamaged when it is missing or not whole."""
    try:
        source = (folder / attachments.FOLDER / one.file).open("rb")
    except FileNotFoundError:
        raise VaultDamaged("attachment_missing", where={"attachment": one.id}) from None
    with source:
        yield from sealing.opened(source, one.key, one.file)


def seal(folder: Path, one: Receipt, source: BinaryIO) -> bool:
    """Seal a receipt into a new vault's folder under its own key; whether the sealed file is the same as it was."""
    place = folder / attachments.FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    if not one.file.isalnum():
        raise VaultDamaged("leave_damaged", where={"table": tables.attachments.name}, reason="file")
    descriptor = os.open(place / one.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as target:
        sealed = sealing.seal(source, target, one.key, one.file)
        target.flush()
        os.fsync(target.fileno())
    atomic.sync_folder(place)
    return sealed.sealed_sha256 == one.sealed_sha256


def _fill(native: apsw.Connection, table: Table, lines: Iterator[bytes]) -> None:
    names = [str(name) for name in json.loads(next(lines))]
    if not set(names) <= {column.name for column in table.c}:
        raise KeyError(table.name)
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    statement = f'INSERT OR REPLACE INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - names of the schema
    native.executemany(statement, (_row(json.loads(line)) for line in lines if line.strip()))


def _line(values: Sequence[Any]) -> bytes:
    plain = [{"base64": base64.b64encode(one).decode()} if isinstance(one, bytes) else one for one in values]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _row(values: list[Any]) -> tuple[Any, ...]:
    return tuple(base64.b64decode(one["base64"]) if isinstance(one, dict) else one for one in values)
