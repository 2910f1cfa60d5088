"""Text whose columns are set apart by blanks alone: where cells are empty, only their place says whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.pdf_columns import rows_of
from importers.pdf_words import Word
from importers.sections import looks_like_row
from importers.text_rows import Row

_LONGEST = 2 << 20
"""Characters up to which a text is looked at by places."""
_CELL = re.compile(r"\S+(?: \S+)*")
_WIDE, _HIGH = 600, 1000
"""A letter's width and height in the measure of `importers.pdf_columns`: one blank stays inside a cell, two part."""


def placed_rows(text: str, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows by the places of their cells; as they are where every movement has as many cells as the widest row."""
    if len(text) > _LONGEST or "\t" in text:
        return rows
    counts = {len(row.cells) for row in rows if looks_like_row(row.cells)}
    widest = max((len(row.cells) for row in rows), default=0)
    if not counts or min(counts) == widest:
        return rows
    words: list[Word] = []
    numbers: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = list(_CELL.finditer(line))
        if found:
            numbers.append(number)
        top = 2 * _HIGH * number
        words += [Word(0, _WIDE * m.start(), _WIDE * m.end(), top, top + _HIGH, m[0]) for m in found]
    return [Row(numbers[row.line - 1], row.cells, row.fault, row.raw) for row in rows_of(words)]
