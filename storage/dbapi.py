"""DB-API 2.0 (PEP 249) over apsw with SQLite3 Multiple Ciphers, so that SQLAlchemy can use it as `sqlite+pysqlite`.

Differences from the standard library's sqlite3 that callers may rely on:

- a transaction begins before the first statement of any kind that reads or writes (not only before changes), in
  the connection's own mode: DEFERRED for readers, IMMEDIATE for writers, so that a writer never fails half-way
  because another one came first; `isolation_level = None` is autocommit;
- a changing statement with RETURNING is complete when `execute` returns;
- every error carries SQLite's extended code and its name (`sqlite_errorcode`, `sqlite_errorname`).

A connection and its cursors may move between threads, but must not be used by two at the same time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any
from weakref import WeakSet

import apsw

apilevel = "2.0"
threadsafety = 1
paramstyle = "qmark"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))

Binary = memoryview
Parameters = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]


class Warning(Exception):  # noqa: A001 - the name that PEP 249 prescribes
    """An important warning (PEP 249); never raised here."""


class Error(Exception):
    """Any failure of the database; `sqlite_errorcode` is SQLite's extended code, -1 where there is none."""

    sqlite_errorcode = -1
    sqlite_errorname = ""


class InterfaceError(Error):
    """The interface was used wrongly."""


class DatabaseError(Error):
    """The database failed."""


class DataError(DatabaseError):
    """A value does not fit."""


class OperationalError(DatabaseError):
    """The operation could not be done: busy, full, interrupted, no such table …"""


class IntegrityError(DatabaseError):
    """A constraint refused the change."""


class InternalError(DatabaseError):
    """SQLite reports a fault in itself."""


class ProgrammingError(DatabaseError):
    """The statement and its parameters don't go together, or the connection is closed."""


class NotSupportedError(DatabaseError):
    """Not offered by this database."""


_CLOSED = "Cannot operate on a closed database."  # the words by which SQLAlchemy knows a lost connection
_BY_CODE: dict[int, type[Error]] = {
    apsw.SQLITE_INTERNAL: InternalError,
    apsw.SQLITE_NOTFOUND: InternalError,
    apsw.SQLITE_CORRUPT: DatabaseError,
    apsw.SQLITE_NOTADB: DatabaseError,
    apsw.SQLITE_TOOBIG: DataError,
    apsw.SQLITE_CONSTRAINT: IntegrityError,
    apsw.SQLITE_MISMATCH: IntegrityError,
    apsw.SQLITE_MISUSE: InterfaceError,
    apsw.SQLITE_RANGE: InterfaceError,
}
_MISUSED = (apsw.BindingsError, apsw.ThreadingViolationError, apsw.IncompleteExecutionError)
_LEADING = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*([A-Za-z]*)", re.DOTALL)
_OUTSIDE = frozenset("PRAGMA BEGIN COMMIT END ROLLBACK RELEASE ATTACH DETACH VACUUM".split())
_CHANGES = frozenset("INSERT UPDATE DELETE REPLACE WITH".split())
_PLAIN_INSERT = re.compile(r"\s*INSERT\s+INTO\b(?!.*\b(?:ON\s+CONFLICT|RETURNING|SELECT)\b)", re.IGNORECASE | re.DOTALL)


def connect(
    path: str, *, isolation_level: str | None = "DEFERRED", flags: int = apsw.SQLITE_OPEN_READWRITE
) -> Connection:
    """Open an existing database file (never creates one unless the flags say so)."""
    try:
        return Connection(apsw.Connection(path, flags=flags), isolation_level)
    except apsw.Error as error:
        raise translated(error) from error


class Connection:
    """A PEP 249 connection; `native` is the apsw connection for sessions, backup and settings."""

    Warning = Warning
    Error = Error
    InterfaceError = InterfaceError
    DatabaseError = DatabaseError
    DataError = DataError
    OperationalError = OperationalError
    IntegrityError = IntegrityError
    InternalError = InternalError
    ProgrammingError = ProgrammingError
    NotSupportedError = NotSupportedError

    def __init__(self, native: apsw.Connection, isolation_level: str | None = "DEFERRED") -> None:
        self.native = native
        self.isolation_level = isolation_level
        self._cursors: WeakSet[Cursor] = WeakSet()

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self.native.in_transaction

    def cursor(self) -> Cursor:
        """A new cursor."""
        try:
            cursor = Cursor(self, self.native.cursor())
        except apsw.Error as error:
            raise translated(error) from error
        self._cursors.add(cursor)
        return cursor

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement on a new cursor."""
        return self.cursor().execute(sql, parameters)

    def commit(self) -> None:
        """Make the open transaction durable; nothing when there is none."""
        self._end("COMMIT")

    def rollback(self) -> None:
        """Undo the open transaction and drop what is left of every statement.

        A query that was not read to its end would hold its snapshot: the connection would go on seeing the past.
        """
        for cursor in list(self._cursors):
            cursor.reset()
        self._end("ROLLBACK")

    def close(self) -> None:
        """Close without committing; closing twice is fine."""
        try:
            self.native.close(True)
        except apsw.Error as error:
            raise translated(error) from error

    def create_function(
        self, name: str, narg: int, func: Callable[..., Any] | None, *, deterministic: bool = False
    ) -> None:
        """Offer a Python function to SQL."""
        self.native.create_scalar_function(name, func, narg, deterministic=deterministic)

    def create_collation(self, name: str, func: Callable[[str, str], int] | None) -> None:
        """Offer a Python ordering of texts to SQL."""
        self.native.create_collation(name, func)

    def _end(self, sql: str) -> None:
        try:
            if self.native.in_transaction:
                self.native.execute(sql)
        except apsw.Error as error:
            raise translated(error) from error


class Cursor:
    """A PEP 249 cursor; rows are tuples."""

    def __init__(self, connection: Connection, native: apsw.Cursor) -> None:
        self.connection = connection
        self.arraysize = 1
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._native = native
        self._rows: Iterator[Row] = native
        self._readonly = True

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        """Run one statement; parameters by position (?) or by name (:name)."""
        word = self._begin(sql)
        native = self._native
        # A statement without rows is over before apsw can be asked for its columns, so they are noted on the way.
        native.exec_trace = self._note
        try:
            native.execute(sql, parameters)
            if word in _CHANGES and not self._readonly:
                self._rows = iter(native.fetchall())
                self._changed(self.connection.native.changes())
            else:
                self._rows = native
        except apsw.Error as error:
            raise translated(error) from error
        except (KeyError, TypeError) as error:
            raise ProgrammingError(f"parameters don't fit: {type(error).__name__}") from error
        return self

    def executemany(self, sql: str, parameters: Sequence[Parameters]) -> Cursor:
        """Run one changing statement for each set of parameters."""
        self._begin(sql)
        native = self._native
        native.exec_trace = None
        self._rows = iter(())
        try:
            if _is_plain_insert(sql):
                native.executemany(sql, parameters)
                self._changed(len(parameters))
            else:
                self._changed(self._each(sql, parameters))
        except apsw.Error as error:
            raise translated(error) from error
        except (KeyError, TypeError) as error:
            raise ProgrammingError(f"parameters don't fit: {type(error).__name__}") from error
        return self

    def fetchone(self) -> Row | None:
        """The next row, or None."""
        try:
            return next(self._rows, None)
        except apsw.Error as error:
            raise translated(error) from error

    def fetchmany(self, size: int | None = None) -> list[Row]:
        """Up to `size` rows."""
        try:
            return list(islice(self._rows, self.arraysize if size is None else size))
        except apsw.Error as error:
            raise translated(error) from error

    def fetchall(self) -> list[Row]:
        """All remaining rows."""
        try:
            return self._native.fetchall() if self._rows is self._native else list(self._rows)
        except apsw.Error as error:
            raise translated(error) from error

    def __iter__(self) -> Iterator[Row]:
        return iter(self.fetchone, None)

    def close(self) -> None:
        """Drop what is left of the statement."""
        self._native.close(True)

    def reset(self) -> None:
        """Drop what is left of the statement; the cursor can be used again."""
        try:
            self._native.close(True)
            self._native = self.connection.native.cursor()
        except apsw.Error as error:
            raise translated(error) from error
        self._rows = iter(())

    def setinputsizes(self, sizes: Sequence[object]) -> None:
        """Nothing to do for SQLite (PEP 249 asks for the name)."""

    def setoutputsize(self, size: int, column: int | None = None) -> None:
        """Nothing to do for SQLite (PEP 249 asks for the name)."""

    def _begin(self, sql: str) -> str:
        """Open the transaction that the statement belongs to; its first word in capitals."""
        self.description = None
        self.rowcount = -1
        word = _first_word(sql)
        connection = self.connection
        try:
            if connection.isolation_level is not None and word not in _OUTSIDE and not connection.native.in_transaction:
                connection.native.execute(f"BEGIN {connection.isolation_level}")
        except apsw.Error as error:
            raise translated(error) from error
        return word

    def _note(self, native: apsw.Cursor, _sql: str, _bindings: object) -> bool:
        self.description = native.description or None
        self._readonly = native.is_readonly
        return True

    def _changed(self, rows: int) -> None:
        self.rowcount = rows
        self.lastrowid = self.connection.native.last_insert_rowid()

    def _each(self, sql: str, parameters: Sequence[Parameters]) -> int:
        """Run and count one by one: only so is the count free of what triggers change."""
        execute, changes = self._native.execute, self.connection.native.changes
        total = 0
        for values in parameters:
            for _ in execute(sql, values):
                pass
            total += changes()
        return total


@lru_cache(maxsize=1024)
def _first_word(sql: str) -> str:
    match = _LEADING.match(sql)
    return match[1].upper() if match else ""


@lru_cache(maxsize=256)
def _is_plain_insert(sql: str) -> bool:
    return _PLAIN_INSERT.match(sql) is not None


def translated(error: apsw.Error) -> Error:
    """The PEP 249 error of an apsw error, with SQLite's code and its name."""
    if isinstance(error, (apsw.ConnectionClosedError, apsw.CursorClosedError)):
        return ProgrammingError(_CLOSED)
    if isinstance(error, _MISUSED):
        return ProgrammingError(str(error))
    code = getattr(error, "result", -1)
    translated = _BY_CODE.get(code, OperationalError)(str(error))
    extended = getattr(error, "extendedresult", code)
    translated.sqlite_errorcode = extended
    name = apsw.mapping_extended_result_codes.get(extended) or apsw.mapping_result_codes.get(code, "")
    translated.sqlite_errorname = str(name)
    return translated
