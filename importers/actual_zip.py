"""Actual Budget's export: a ZIP file of db.sqlite and metadata.json."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.archives import open_zip, read_entry
from importers.base import Importer, Progress, Source
from importers.sqlite_book import read_book


def recognise(source: Source) -> Decimal:
    """Sure when the archive begins with the database or its metadata."""
    if not source.head.startswith(b"PK\x03\x04"):
        return Decimal(0)
    return (
        Decimal("0.97") if source.head[30:39] == b"db.sqlite" or source.head[30:43] == b"metadata.json" else Decimal(0)
    )


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the database inside."""
    archive = open_zip(source.content)
    name = next((n for n in archive.namelist() if n.endswith("db.sqlite")), None)
    if name is None:
        raise StatementError("no_statement_inside", next_step="other_export")
    return read_book(read_entry(archive, name), progress, "actual_zip")


IMPORTER = Importer("actual_zip", recognise, extract)
