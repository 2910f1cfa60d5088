"""CSV, TSV and other text tables in any dialect, read by evidence instead of a list of banks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.dialect import COLUMN_LIMIT, Dialect, dialect_of, rows_of
from importers.encoding import decode
from importers.headings import known_words
from importers.records import record_rows
from importers.table import TableReading, read_table


def recognise(source: Source) -> Decimal:
    """Sure of text whose rows hold a date and an amount; the fallback for other text with columns."""
    head = source.head
    text, _ = decode(head, known_words)
    sample = text[:20000]
    if not sample.strip() or sum(c < "\x09" or "\x0e" <= c < "\x20" for c in sample) * 50 > len(sample):
        return Decimal(0)
    return Decimal("0.5") if dialect_of(sample) else Decimal("0.1")


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the table or tables of a text file; StatementError when there is none."""
    text, encoding = decode(source.content, known_words)
    dialect = dialect_of(text)
    progress(0, len(text), "reading")
    reading = _table(text, dialect, source.answers) if dialect else None
    if reading is None and (blocks := record_rows(text)):
        dialect, reading = Dialect(":"), read_table(blocks, source.answers, ": ")
    if reading is None or dialect is None:
        raise StatementError("no_table", next_step="other_export")
    progress(len(text), len(text), "reading")
    problems = list(reading.problems)
    if "\ufffd" in text:
        place = text.index("\ufffd")
        problems.append(Problem(text.count("\n", 0, place) + 1, "undecodable_characters", "", {"encoding": encoding}))
    facts = (Fact("delimiter", {"is": dialect.delimiter or "blanks"}), *reading.facts)
    sure = Decimal("0.97") if not reading.questions else Decimal("0.75")
    return FileReading(
        "csv", "csvfile", sure, tuple(reading.statements), encoding, facts, tuple(reading.questions), tuple(problems)
    )


def _table(text: str, dialect: Dialect, answers: Mapping[str, str]) -> TableReading | None:
    rows = list(rows_of(text, dialect))
    if max((len(r.cells) for r in rows), default=0) > COLUMN_LIMIT:
        raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)
    return read_table(rows, answers, dialect.delimiter or "  ")


__all__ = ["Dialect", "extract", "recognise"]

IMPORTER = Importer("csvfile", recognise, extract)
