"""How a text is cut into rows and cells: the delimiter by what the cells then mean, quotes with their faults."""

from __future__ import annotations

import re
from collections import Counter

from importers.amounts import split
from importers.dates import shape
from importers.headings import heading_of
from importers.text_rows import Dialect, rows_of

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01", "\u001f", "\u060c")
_SEP = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)


def dialect_of(text: str) -> Dialect | None:
    """The dialect in which most rows hold a date and an amount; None when no delimiter makes columns."""
    match = _SEP.match(text)
    if match:
        return Dialect(match[1], skip=match.end())
    sample = _sample(text)
    best, score = None, 0
    is_wrapped = _is_wrapped(sample)
    for delimiter in (*_DELIMITERS, ""):
        if delimiter and delimiter not in sample:
            continue
        for wrapped in (False, True):
            dialect = Dialect(delimiter, wrapped)
            if wrapped and not is_wrapped:
                continue
            points = _points(dialect, sample)
            if points > score:
                best, score = dialect, points
    return best


def _is_wrapped(sample: str) -> bool:
    """Whether most lines may be one quoted cell each: the quotes within are doubled."""
    lines = [line for line in map(str.strip, sample.split("\n", 200)[:200]) if line]
    whole = [line for line in lines if line[0] == line[-1] == '"' and '"' not in line[1:-1].replace('""', "")]
    return 2 * len(whole) > len(lines)


def makes_columns(text: str) -> bool:
    """Whether any delimiter parts a text into columns: all that `dialect_of` being found says, in less time."""
    if _SEP.match(text):
        return True
    sample = _sample(text)
    for delimiter in _DELIMITERS:
        if delimiter in sample:
            for row in rows_of(sample, Dialect(delimiter)):
                if sum(map(bool, row.cells)) > 1:
                    return True
    return dialect_of(text) is not None


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
