"""CSV, TSV and other text tables in any dialect, read by evidence instead of a list of banks."""

from __future__ import annotations

import re
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.blank_columns import placed_rows
from importers.dialect import dialect_of, makes_columns
from importers.encoding import decode
from importers.grid import all_rows
from importers.headings import known_words
from importers.records import line_rows, record_rows
from importers.ruled_text import ruled_rows
from importers.table import read_table
from importers.text_rows import Dialect

_BLOCKS = 2 << 20
"""Characters up to which a text with columns is also looked at as blocks of labels."""

_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")


def recognise(source: Source) -> Decimal:
    """Sure of text whose rows hold a date and an amount; the fallback for other text with columns."""
    head = source.head
    text, _ = decode(head, known_words)
    sample = text[:20000]
    if not sample.strip() or len(_CONTROLS.findall(sample)) * 50 > len(sample):
        return Decimal(0)
    return Decimal("0.5") if makes_columns(sample) else Decimal("0.1")


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the table or tables of a text file; StatementError when there is none."""
    text, encoding = decode(source.content, known_words)
    damaged = _undecodable(text, encoding)
    alone = line_rows(text) if len(text) <= _BLOCKS else None
    dialect = Dialect("") if alone else dialect_of(text)
    rows = alone or (all_rows(text, dialect) if dialect else [])
    if dialect and not dialect.delimiter and not alone:
        rows = ruled_rows(text) or placed_rows(text, rows)
    kept = text if len(text) <= _BLOCKS else ""
    del text  # a large file's text is not held beside its lines
    reading = read_table(rows, source.answers, dialect.delimiter or "  ", progress) if dialect else None
    if reading is None and (blocks := record_rows(kept)):
        dialect, reading = Dialect(":"), read_table(blocks, source.answers, ": ", progress)
    if reading is None or dialect is None:
        raise StatementError("no_table", next_step="other_export")
    problems = [*reading.problems, *damaged]
    facts = (Fact("delimiter", {"is": dialect.delimiter or "blanks"}), *reading.facts)
    sure = Decimal("0.97") if all(q.is_answered for q in reading.questions) else Decimal("0.75")
    return FileReading(
        "csv", "csvfile", sure, tuple(reading.statements), encoding, facts, tuple(reading.questions), tuple(problems)
    )


def _undecodable(text: str, encoding: str) -> list[Problem]:
    if "+" in encoding:
        return [Problem(0, "mixed_encodings", "", {"encodings": encoding.replace("+", ", ").upper()})]
    place = text.find("\ufffd")
    if place < 0:
        return []
    return [Problem(text.count("\n", 0, place) + 1, "undecodable_characters", "", {"encoding": encoding})]


IMPORTER = Importer("csvfile", recognise, extract)
