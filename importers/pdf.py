"""PDF statements with a text layer: their words become columns, and the table inside is read like any other.

An optional extra: `pip install coffer[pdf]` brings pdfplumber. A scan holds no words and is refused; numbers that a
program guesses from a picture are no evidence.
"""

from __future__ import annotations

from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.base import Importer, Progress, Source
from importers.pdf_columns import rows_of
from importers.pdf_words import words_of
from importers.table import read_table


def recognise(source: Source) -> Decimal:
    """Sure of the mark that every PDF begins with."""
    return Decimal("0.95") if source.head[:1024].lstrip().startswith(b"%PDF") else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the tables of all pages; StatementError when there is none, or no text at all."""
    words = words_of(source.content)
    progress(1, 2, "reading")
    reading = read_table(rows_of(words), source.answers, "  ", progress)
    if reading is None or not any(statement.lines for statement in reading.statements):
        raise StatementError("no_table", next_step="other_export")
    proven = all(statement.balances_agree for statement in reading.statements)
    open_ = any(not question.is_answered for question in reading.questions)
    sure = Decimal("0.95") if proven else Decimal("0.6") if open_ else Decimal("0.8")
    return FileReading(
        "pdf", "pdf", sure, tuple(reading.statements), None, tuple(reading.facts), tuple(reading.questions),
        tuple(reading.problems),
    )  # fmt: skip


IMPORTER = Importer("pdf", recognise, extract)
