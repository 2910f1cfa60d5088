"""The two SQLAlchemy engines of a vault's database: many short readers, one writer.

Settings follow SECURITY section 3.4. The key reaches the database by PRAGMA on each new connection, never in a URL;
error texts never carry values (`hide_parameters`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import apsw
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from hub.domain.errors import VaultBusy, VaultDamaged, VaultError
from storage import answers, dbapi, texts

APPLICATION_ID = 0x436F6666  # "Coff", in the database's own header
CACHE = -65536
"""KiB of pages that the writer keeps."""
_READERS = 4
_READ_CACHE = -24576
"""KiB of pages that each reader keeps: four of them hold what four workers need, and not four times the vault."""
_SETTINGS: dict[str, str | int] = {
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "secure_delete": "ON",
    "temp_store": "MEMORY",
    "mmap_size": 0,
    "cache_size": CACHE,
    "busy_timeout": 5000,
    "wal_autocheckpoint": 1000,
}
if sys.platform == "darwin":
    _SETTINGS |= {"fullfsync": "ON", "checkpoint_fullfsync": "ON"}


def connect(path: Path, key: str, *, writer: bool, is_new: bool = False) -> dbapi.Connection:
    """A connection with the key and all settings; the file must exist. Fails at the first read if the key is wrong.

    is_new: an empty file that a backup will fill; whoever fills it sees to it that it reaches the disk.
    """
    connection = dbapi.connect(str(path), isolation_level="IMMEDIATE" if writer else "DEFERRED")
    native = connection.native
    mode = {"journal_mode": "WAL"} if writer else {"query_only": "ON", "cache_size": _READ_CACHE}
    if is_new:
        mode = {"journal_mode": "OFF", "synchronous": "OFF"}
    try:
        for name, value in ({"cipher": "sqlcipher", "legacy": 4, "key": key} | _SETTINGS | mode).items():
            native.pragma(name, value)
        native.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    except apsw.Error as error:
        native.close(True)
        raise dbapi.translated(error) from None  # apsw notes the statement on its error, and with it the key
    return connection


def engine(
    path: Path, key: str, *, writer: bool, relaxed: bool = False, kept: dict[int, texts.Block] | None = None
) -> Engine:
    """A pooled engine on a database file; relaxed leaves out the waiting for the disk (vaults that don't last).

    kept: where blocks of texts that were read stay, for all engines of one vault.
    """

    def creator() -> dbapi.Connection:
        connection = connect(path, key, writer=writer)
        if relaxed:
            connection.native.pragma("synchronous", "OFF")
        return connection

    made = create_engine(
        "sqlite+pysqlite://",
        module=dbapi,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1 if writer else _READERS,
        max_overflow=0 if writer else 2 * _READERS,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    made.update_execution_options(**{texts.KEPT: {} if kept is None else kept, texts.NEWEST: {}, answers.KEPT: {}})
    return made


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn the database's failures that a person can act on into vault errors; others pass as they are."""
    try:
        yield
    except dbapi.Error as error:
        _raise_fault(error, error, path)
    except DBAPIError as error:
        if not isinstance(error.orig, dbapi.Error):
            raise
        _raise_fault(error.orig, error, path)


def _raise_fault(fault: dbapi.Error, error: Exception, path: Path) -> NoReturn:
    where = {"path": str(path)}
    primary = fault.sqlite_errorcode & 0xFF if fault.sqlite_errorcode >= 0 else -1
    if primary == apsw.SQLITE_FULL:
        raise VaultError("disk_full", where=where) from error
    if primary == apsw.SQLITE_IOERR:
        raise VaultError("disk_error", where=where, reason=fault.sqlite_errorname) from error
    if primary in {apsw.SQLITE_READONLY, apsw.SQLITE_PERM, apsw.SQLITE_CANTOPEN}:
        raise VaultError("not_writable", where=where, reason=fault.sqlite_errorname) from error
    if primary in {apsw.SQLITE_CORRUPT, apsw.SQLITE_NOTADB}:
        raise VaultDamaged("database_damaged", where=where, reason=fault.sqlite_errorname) from error
    if primary in {apsw.SQLITE_BUSY, apsw.SQLITE_LOCKED}:
        raise VaultBusy("database_busy", where=where) from error
    raise error
