"""The vault: a folder with an encrypted database, opened by one process, read by many threads, written by one.

with vault.read() as connection: ...                      a short read transaction, consistent in itself
with vault.write("import", topics=("transactions",)) as write: ...   one journalled transaction
"""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hub.domain.errors import VaultDamaged, VaultError
from storage import (
    anchor,
    backoff,
    backup,
    database,
    derived,
    engine,
    journal,
    keys,
    meta,
    migrations,
    restoring,
    rotation,
    slots,
    texts,
)
from storage.access import Access
from storage.anchor import Anchor
from storage.header import Header
from storage.journal import Write
from storage.keys import Cost
from storage.lock import InstanceLock
from storage.reaching import reaching

_log = logging.getLogger(__name__)
_PATIENCE = 10
"""Seconds that closing waits for reads in other threads."""
_OURS = (database.DATABASE, slots.HEADER, slots.PREVIOUS)

Subscriber = Callable[[frozenset[str]], None]


class Vault:
    """An open vault; made by `create`, `open` or `in_memory`, closed by `close` or as a context manager.

    is_lasting: False in memory. makes_backups: whether services back up before large changes: a window says yes, a
    short command line run is not made to wait. kept: what services keep until it is closed, by name.
    """

    def __init__(self, access: Access, lock: InstanceLock | None, *, lasting: bool = True) -> None:
        self.folder = access.folder
        self.id = access.header.vault_id
        self.access = access
        self._lock = lock
        self.is_lasting = lasting
        self.makes_backups = False
        self._path = access.folder / database.DATABASE
        raw = access.database_key()
        self._texts: dict[int, texts.Block] = {}
        self.kept: dict[str, Any] = {}
        self._readers = engine.engine(self._path, raw, writer=False, relaxed=not lasting, kept=self._texts)
        self._writer = engine.engine(self._path, raw, writer=True, relaxed=not lasting, kept=self._texts)
        self._kept_keys: dict[str, bytes] = {}
        self._turn = threading.Lock()
        self._writing_thread: int | None = None
        self._idle, self._reading = threading.Condition(), 0
        self._closed, self._commits = False, 0
        self._subscribers: list[Subscriber] = []

    @classmethod
    def create(cls, folder: Path, passphrase: str, *, kdf: Cost | None = None, label: str = "") -> Self:
        """Make a vault in a new or unused folder and open it. kdf: cost of a guess; None measures this machine."""
        restoring.settle(folder)
        with reaching(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_used(folder):
                raise VaultError("vault_exists", where={"path": str(folder)})
            lock = InstanceLock(folder)
            try:
                folder.chmod(0o700)
                access = Access.new(folder, passphrase, kdf, label)
                _make_files(access)
                vault = cls(access, lock)
                vault._check(frozenset())
            except BaseException:
                lock.release()
                raise
        return vault

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        *,
        slot_type: str = "passphrase",
        accept: Collection[str] = (),
        timings: dict[str, float] | None = None,
    ) -> Self:
        """Open a vault with a passphrase, or with the secret of another type of slot ("recovery", "keyring").

        accept: codes of warnings that the person decided to go on in spite of: "older_than_remembered",
        "anchor_damaged", "old_header", "key_derivation_too_costly". timings receives the seconds of
        "key_derivation" and of the rest, "open".
        """
        start = time.perf_counter()
        restoring.settle(folder)
        with reaching(folder):
            if not _is_used(folder):
                raise VaultError("vault_missing", where={"path": str(folder)})
            lock = InstanceLock(folder)
            try:
                header = slots.load(folder, allow_costly="key_derivation_too_costly" in accept)
                database.check_file(folder / database.DATABASE, header.db_salt)
                before = time.perf_counter()
                with backoff.counted(lock, slot_type):
                    vault_key = slots.unlock(header, slot_type, passphrase)
                derivation = time.perf_counter() - before
                vault = cls(Access(folder, *rotation.settled(folder, header, vault_key)), lock)
                vault._check(frozenset(accept))
            except BaseException:
                lock.release()
                raise
        if timings is not None:
            timings.update(key_derivation=derivation, open=time.perf_counter() - start - derivation)
        return vault

    @classmethod
    def in_memory(cls) -> Self:
        """A vault that does not last: the real schema, journal and engine, no key derivation, gone when closed.

        Its pages lie encrypted under a key that is never stored, in memory-backed files where the system has them.
        """
        image, header, vault_key = _template()
        folder = _temporary_folder()
        (folder / database.DATABASE).write_bytes(image)
        vault = cls(Access(folder, header, bytearray(vault_key)), None, lasting=False)
        weakref.finalize(vault, shutil.rmtree, folder, ignore_errors=True)
        return vault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction: everything inside sees one state. Keep it short; from any thread."""
        with self._idle:
            self._refuse_closed()
            self._reading += 1
        try:
            with engine.faults(self._path), self._readers.connect() as connection:
                yield connection
        finally:
            with self._idle:
                self._reading -= 1
                self._idle.notify_all()

    @contextmanager
    def write(
        self,
        name: str,
        *,
        values: Mapping[str, Any] | None = None,
        topics: Iterable[str] = (),
        undoable: bool = True,
    ) -> Iterator[Write]:
        """One operation in one transaction: all of it or nothing, journalled, its topics announced after the commit.

        name and values (JSON) are what the person reads in the history. undoable=False: undo passes it by.
        """
        with self.transaction(name, values=values or {}, topics=topics, undoable=undoable) as write:
            yield write

    @contextmanager
    def transaction(
        self,
        name: str,
        *,
        values: Mapping[str, Any],
        topics: Iterable[str],
        undoable: bool = True,
        kind: str = "write",
        target: int | None = None,
    ) -> Iterator[Write]:
        """An operation of any kind; undo and redo use it, everybody else `write`."""
        with self._only_writer(), engine.faults(self._path):
            with self._writer.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                write = Write(connection, name, dict(values), set(topics), undoable, kind, target)
                try:
                    yield write
                    derived.settle(connection)
                    appended = write.journal(self.subkey("chain"))
                    connection.commit()
                finally:
                    write.close()
            if appended is not None:
                self._committed(Anchor(*appended))
        self._announce(frozenset(write.topics))

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call back with the topics of every commit, in the writing thread; returns how to stop that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback) if callback in self._subscribers else None

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, derived from the vault key, or kept from before it was replaced."""
        derived = self.access.subkey(purpose)
        return self._kept_keys.get(purpose, derived)

    def settle(self, *, anew: bool = False) -> None:
        """Move the write-ahead log into the database, as far as no reader holds it back.

        anew: write every page anew first, so that none holds what was removed.
        """
        with self._only_writer(), engine.faults(self._path), self._writer.connect() as connection:
            if anew:
                connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()

    def remember(self) -> None:
        """Write the memory of the newest state now."""
        with self._only_writer():
            self._remember(Anchor(*self._head()))

    def close(self) -> None:
        """Let the write and the reads in progress finish, bring the file to rest, forget the key; again is fine."""
        self._refuse_own_write()
        with self._turn:
            with self._idle:
                if self._closed:
                    return
                self._closed = True
                self._idle.wait_for(lambda: self._reading == 0, _PATIENCE)
            try:
                self._readers.dispose()
                if self.is_lasting:
                    self._remember(Anchor(*self._head()))
                database.rest(self._writer)
            except DBAPIError as error:  # every write is safe in the log, which the next opening reads
                _log.warning("the vault could not be brought to rest: %s", type(error.orig).__name__)
            finally:
                self._release()

    def _check(self, accepted: frozenset[str]) -> None:
        """See that the database is this vault's, of a known version, and not older than what is remembered."""
        try:
            with engine.faults(self._path), self._writer.connect() as connection:
                version = database.check_identity(connection, self._path, self.id)
                connection.rollback()
                if version < migrations.VERSION:
                    backup.make_own(self.access, "migration")
                    migrations.upgrade(connection)
                self._kept_keys = rotation.kept_keys(connection)
                self._check_age(connection, accepted)
                connection.commit()
        except BaseException:
            self._release()
            raise
        self.access.on_change = lambda gen: self.note("header_gen", str(gen))

    def _check_age(self, connection: Connection, accepted: frozenset[str]) -> None:
        header_gen = self.access.header.gen
        known_gen = int(meta.get(connection, "header_gen") or 0)
        if header_gen < known_gen and "old_header" not in accepted:
            raise VaultDamaged("old_header", where={"path": str(self.folder)})
        try:
            known = anchor.remembered(self.folder, self.id, self.subkey("anchor"))
        except VaultDamaged:
            if "anchor_damaged" not in accepted:
                raise
            known = None
        is_there = known is None or journal.hash_at(connection, known.seq) == known.chain_head
        if not is_there and "older_than_remembered" not in accepted:
            raise VaultDamaged("older_than_remembered", where={"path": str(self.folder)})
        if header_gen != known_gen:
            meta.put(connection, "header_gen", str(header_gen))

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A write outside of the journal, for what is no record: nothing announces it, no undo sees it."""
        with self._only_writer(), engine.faults(self._path), self._writer.begin() as connection:
            yield connection

    def note(self, name: str, value: str) -> None:
        """Remember something about the vault's own files."""
        with self.aside() as connection:
            meta.put(connection, name, value)

    def noted(self, name: str) -> str | None:
        """What was noted under a name."""
        with self.read() as connection:
            return meta.get(connection, name)

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        self._refuse_own_write()
        with self._turn:
            self._refuse_closed()
            self._writing_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writing_thread = None

    def _committed(self, newest: Anchor) -> None:
        self._commits += 1
        if self.is_lasting and self._commits % anchor.EVERY == 0:
            self._remember(newest)

    def _head(self) -> tuple[int, bytes]:
        with self._writer.connect() as connection:
            return journal.head(connection)

    def _remember(self, newest: Anchor) -> None:
        try:
            anchor.remember(self.folder, self.id, newest, self.subkey("anchor"))
        except OSError as error:  # the writes are done, and an older memory is still true
            _log.warning("the anchor could not be written: %s", error.strerror)

    def _announce(self, topics: frozenset[str]) -> None:
        for callback in tuple(self._subscribers):
            try:
                callback(topics)
            except Exception:  # noqa: BLE001 - the write is done: a listener's defect must not make it look failed
                _log.exception("a listener failed")

    def _refuse_own_write(self) -> None:
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("inside a write this would wait for itself")

    def _refuse_closed(self) -> None:
        if self._closed:
            raise VaultError("vault_closed", where={"path": str(self.folder)})

    def _release(self) -> None:
        self._closed = True
        self._texts.clear()
        self.kept.clear()
        self._writer.dispose()
        self.access.forget()
        if self._lock is not None:
            self._lock.release()
        if not self.is_lasting:
            shutil.rmtree(self.folder, ignore_errors=True)


def _make_files(access: Access) -> None:
    """Database, then header: what a failure leaves behind is removed, since nobody will ever have its key."""
    header, path = access.header, access.folder / database.DATABASE
    database.create(path, access.database_key(), header.vault_id, header.gen)
    try:
        access.store()
    except BaseException:
        database.remove(path)
        for name in (slots.HEADER, slots.PREVIOUS):
            (access.folder / name).unlink(missing_ok=True)
        raise


def _is_used(folder: Path) -> bool:
    return any((folder / name).exists() for name in _OURS)


@lru_cache(maxsize=1)
def _template() -> tuple[bytes, Header, bytes]:
    """A fresh database, made once for a process, with its header and key."""
    folder = _temporary_folder()
    try:
        header = Header(secrets.token_hex(keys.SALT_BYTES), 1, "coffer", secrets.token_bytes(keys.SALT_BYTES), ())
        vault_key = keys.new_vault_key()
        access = Access(folder, header, vault_key)
        path = folder / database.DATABASE
        database.create(path, access.database_key(), header.vault_id, header.gen)
        return path.read_bytes(), header, bytes(vault_key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _temporary_folder() -> Path:
    shared = Path("/dev/shm")  # noqa: S108 - only the place of a private folder
    return Path(tempfile.mkdtemp(prefix="coffer-", dir=shared if shared.is_dir() else None))
