"""Books in SQLite files: GnuCash, Money Manager Ex, Actual Budget. Told apart by their tables.

The file is opened from memory, never run: no views, no triggers, no extensions, and a budget of steps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Problem, Statement
from importers.base import Importer, Progress, Source
from importers.sqlite_tables import Tables, actual, gnucash, money_manager

_MAGIC = b"SQLite format 3\0"
_STEPS, _BYTES_FOR_STEP = 20, 150_000
"""Calls of the step counter (each a million virtual machine steps) before a book is given up: some, and one more for so
many bytes."""

_BOOKS: tuple[tuple[str, set[str], Callable[[Tables, list[Problem]], tuple[Statement, ...]]], ...] = (
    ("gnucash", {"splits", "transactions", "accounts", "commodities"}, gnucash),
    ("mmex", {"CHECKINGACCOUNT_V1", "ACCOUNTLIST_V1"}, money_manager),
    ("actual", {"transactions", "accounts", "payees", "categories"}, actual),
)


def recognise(source: Source) -> Decimal:
    """Sure of the magic number."""
    return Decimal("0.98") if source.head.startswith(_MAGIC) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the book that the tables belong to."""
    return read_book(source.content, progress)


def read_book(content: bytes, progress: Progress, importer: str = "sqlite_book") -> FileReading:
    """Read a book from the bytes of a SQLite file; StatementError when it is none that is known."""
    if not content.startswith(_MAGIC):
        raise StatementError("broken_database", next_step="other_export")
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(_without_log(content))
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA query_only=ON")
            steps = iter(range(_STEPS + len(content) // _BYTES_FOR_STEP))
            connection.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
            tables = Tables(connection)
            progress(1, 2, "reading")
            for name, needed, read in _BOOKS:
                if needed <= tables.names:
                    problems: list[Problem] = []
                    statements = read(tables, problems)
                    return FileReading(name, importer, Decimal("0.99"), statements, None, (), (), tuple(problems))
        except (sqlite3.Error, UnicodeDecodeError, KeyError, TypeError) as error:
            raise StatementError("broken_database", reason=type(error).__name__) from error
    raise StatementError("unknown_format", next_step="other_export")


def _without_log(content: bytes) -> bytes:
    """A database in write-ahead mode can't be opened from memory: bytes 18 and 19 of the header say so."""
    if content[18:20] == b"\2\2":
        return content[:18] + b"\1\1" + content[20:]
    return content


IMPORTER = Importer("sqlite_book", recognise, extract)
