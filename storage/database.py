"""The database file of a vault: making it, checking it before use, closing it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from hub.domain.errors import VaultDamaged, VaultTooNew
from storage import atomic, engine, meta, migrations, tables
from storage.schema import metadata

DATABASE = "vault.db"
_STAMP = """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"""  # as Alembic has it
_BESIDE = ("", "-wal", "-shm", "-journal")
_PLAIN_SQLITE = b"SQLite format 3\0"


def create(path: Path, key: str, vault_id: str, header_gen: int) -> None:
    """Make a database with the whole schema; it appears at its path only when it is complete."""
    fresh = path.with_name(path.name + ".new")
    remove(fresh)
    os.close(os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    writer = engine.engine(fresh, key, writer=True)
    try:
        with engine.faults(path), writer.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            build(connection)
            meta.put(connection, "vault_id", vault_id)
            meta.put(connection, "header_gen", str(header_gen))
            connection.commit()
        rest(writer)
    except BaseException:
        writer.dispose()
        remove(fresh)
        raise
    fresh.replace(path)
    atomic.sync_folder(path.parent)


def build(connection: Connection) -> None:
    """Make all tables, triggers and the search index, and mark the database as one of this version."""
    metadata.create_all(connection, checkfirst=False)
    for statement in tables.DDL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_STAMP)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (migrations.HEAD,))
    connection.exec_driver_sql(f"PRAGMA application_id = {engine.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {migrations.VERSION}")


def check_file(path: Path, salt: bytes) -> None:
    """Refuse a missing, empty, cut or foreign file before the engine sees it: it would open some as a new database."""
    where = {"path": str(path)}
    try:
        with path.open("r+b") as file:  # the engine would fall back to reading only
            start = file.read(512)
    except FileNotFoundError:
        raise VaultDamaged("database_missing", where=where) from None
    if not start:
        raise VaultDamaged("database_empty", where=where)
    if len(start) < 512:
        raise VaultDamaged("database_damaged", where=where, reason="cut")
    if start.startswith(_PLAIN_SQLITE) or not start.startswith(salt):
        raise VaultDamaged("database_foreign", where=where)


def check_identity(connection: Connection, path: Path, vault_id: str) -> int:
    """Refuse a database that is not this vault's or is newer; its schema version."""
    where = {"path": str(path)}
    if _pragma(connection, "application_id") != engine.APPLICATION_ID:
        raise VaultDamaged("database_foreign", where=where)
    version = int(_pragma(connection, "user_version"))
    if version > migrations.VERSION:
        raise VaultTooNew("vault_too_new", where=where, version=version, ours=migrations.VERSION)
    if meta.get(connection, "vault_id") != vault_id:
        raise VaultDamaged("database_foreign", where=where)
    return version


def rest(writer: Engine) -> None:
    """Move the write-ahead log into the database and close: a resting vault has no log to cut."""
    with writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    writer.dispose()


def _pragma(connection: Connection, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def remove(path: Path) -> None:
    """Remove a database whose key nobody has, with what lies beside it."""
    for suffix in _BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
