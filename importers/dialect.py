"""How a text is cut into rows and cells: the delimiter by what the cells then mean, quotes with their faults."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from importers.amounts import split
from importers.dates import shape
from importers.headings import heading_of

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01", "\u001f", "\u060c")
_GAPS = re.compile(r"\s{2,}|\t")
_SEP = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
CELL_LIMIT = 65536
COLUMN_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Dialect:
    """delimiter: one character, or "" for columns set apart by two or more blanks. wrapped: each line is one quoted
    cell that holds the real line. skip: characters before the first row ("sep=;")."""

    delimiter: str
    wrapped: bool = False
    skip: int = 0


class Row(NamedTuple):
    """A row of cells (freed of blanks) and the number of the line it starts on; fault: code of what is broken."""

    line: int
    cells: list[str]
    fault: str = ""


def dialect_of(text: str) -> Dialect | None:
    """The dialect in which most rows hold a date and an amount; None when no delimiter makes columns."""
    match = _SEP.match(text)
    if match:
        return Dialect(match[1], skip=match.end())
    sample = _sample(text)
    best, score = None, 0
    for delimiter in (*_DELIMITERS, ""):
        if delimiter and delimiter not in sample:
            continue
        for wrapped in (False, True):
            dialect = Dialect(delimiter, wrapped)
            if wrapped and not (sample.lstrip().startswith('"') and '""' in sample):
                continue
            points = _points(dialect, sample)
            if points > score:
                best, score = dialect, points
    return best


def _sample(text: str) -> str:
    part = text[:60000]
    return part if len(part) == len(text) else part[: part.rfind("\n") + 1] or part


def _points(dialect: Dialect, sample: str) -> int:
    """Rows that make sense in a dialect: date and amount in separate cells, or a heading of known words."""
    points, widths, seen = 0, Counter[int](), 0
    for row in rows_of(sample, dialect):
        cells = [c for c in row.cells if c]
        if len(cells) < 2:
            continue
        seen += 1
        widths[len(row.cells)] += 1
        dates = sum(shape(c) is not None for c in cells)
        numbers = sum(split(c) is not None for c in cells)
        if dates and numbers > (dates if all(c.isdigit() for c in cells if shape(c)) else 0):
            points += 20 if dialect.delimiter else 12
        points += 4 * min(8, sum(heading_of(c).weight >= 9 for c in cells))
        if seen > 150:
            break
    common = widths.most_common(1)
    if not common:
        return 0
    return points + 10 * common[0][1] // seen + (min(common[0][0], 5) if dialect.delimiter else 0)


def rows_of(text: str, dialect: Dialect) -> Iterator[Row]:
    """The rows of a text; empty lines are left out. A quote that swallows following rows is undone and marked."""
    body = text[dialect.skip :] if dialect.skip else text
    if not dialect.delimiter:
        for number, line in enumerate(body.splitlines(), 1):
            if line.strip():
                yield Row(number, [c.strip(' "') for c in _GAPS.split(line.strip())])
        return
    if dialect.wrapped:
        body = "\n".join(_unwrap(line) for line in body.splitlines())
    yield from _parsed(body, dialect.delimiter)


def _unwrap(line: str) -> str:
    line = line.strip()
    return line[1:-1].replace('""', '"') if line.startswith('"') and line.endswith('"') else line


def _parsed(body: str, delimiter: str) -> Iterator[Row]:
    lines = list(io.StringIO(body, newline=""))
    position, width = 0, 0
    while position < len(lines):
        start = position
        reader = csv.reader(lines[start:] if start else lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
        before = 0
        try:
            for cells in reader:
                taken = reader.line_num - before
                if taken > 1 and _swallowed(lines[start + before + 1 : start + reader.line_num], delimiter, width):
                    break
                width = width or len(cells)
                if any(cells):
                    yield Row(start + before + 1, [c.strip() for c in cells])
                before = reader.line_num
            else:
                return
        except csv.Error:
            pass
        broken = start + before
        yield Row(broken + 1, [c.strip(' "\r\n') for c in lines[broken].split(delimiter)], "broken_quote")
        position = broken + 1


def _swallowed(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether lines inside one quoted cell are rows of their own: dated, and as wide as the others."""
    whole = 0
    for line in lines[:20]:
        cells = line.split(delimiter)
        if len(cells) >= max(2, width - 1) and any(shape(c.strip(' "\r\n')) for c in cells):
            whole += 1
    return whole > 0 and 2 * whole >= min(len(lines), 20)
