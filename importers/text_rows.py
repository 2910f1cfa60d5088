"""The rows of a text in a dialect: quotes with their faults, and large files without holding all cells at once."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, overload

from hub.domain.errors import StatementError
from importers.dates import is_packed, shape
from importers.limits import PROBLEM_LIMIT, too_damaged

CELL_LIMIT = 65536
COLUMN_LIMIT = 500
_LARGE = 24 << 20
"""Characters from which rows are cut into cells again each time they are needed."""
_MANY, _SHORTEST = 200_000, 8
"""From so many lines on, so many characters each on average are the least that rows with a day and an amount have."""
_GAPS = re.compile(r"\s{2,}|\t")
_FORMULA = re.compile(r'(^|[,;\t|])="([^"\n]*)"(?=[,;\t|\r\n]|$)', re.MULTILINE)
"""A text cell as spreadsheets are kept from guessing at it: ="0123"."""
_QUOTES = str.maketrans("'\"", "\"'")
_STEP = 8192


@dataclass(frozen=True, slots=True)
class Dialect:
    """delimiter: one character, or "" for columns set apart by two or more blanks. wrapped: each line is one quoted
    cell that holds the real line. skip: characters before the first row ("sep=;")."""

    delimiter: str
    wrapped: bool = False
    skip: int = 0


class Row(NamedTuple):
    """A row of cells (freed of blanks) and the number of the line it starts on.

    fault: code of what is broken. raw: the source text, "" where a row has none of its own.
    """

    line: int
    cells: list[str]
    fault: str = ""
    raw: str = ""


_row_of = partial(tuple.__new__, Row)
"""`Row._make` without its checks: files have millions of rows."""


def cells_of(rows: Sequence[Row]) -> Iterator[list[str]]:
    """The cells of each row; of a large text as they are written, with the blanks around them."""
    return rows.written() if isinstance(rows, TextRows) else (row.cells for row in rows)


def rows_of(text: str, dialect: Dialect) -> Iterator[Row]:
    """The rows of a text; empty lines are left out. A quote that swallows following rows is undone and marked."""
    yield from _parsed(_lines(text, dialect), dialect.delimiter)


def all_rows(text: str, dialect: Dialect) -> Sequence[Row]:
    """All rows, in memory or, of a large text, as a sequence that cuts them when asked.

    Raises StatementError when a row has more columns than any statement, or there are lines without end with hardly a
    letter in each.
    """
    count = max(text.count("\n"), text.count("\r"))
    if count > _MANY and _SHORTEST * count > len(text):
        raise StatementError("no_table", next_step="other_export")
    lines = _lines(text, dialect)
    if len(text) < _LARGE or not dialect.delimiter:
        rows = list(_parsed(lines, dialect.delimiter))
        if rows and max(len(r.cells) for r in rows) > COLUMN_LIMIT:
            raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)
        return rows
    return TextRows.over(lines, dialect.delimiter)


def _lines(text: str, dialect: Dialect) -> list[str]:
    body = text[dialect.skip :] if dialect.skip else text
    if '="' in body:
        body = _FORMULA.sub(r'\1"\2"', body)
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    lines = body.split("\n")
    if body.startswith("'") and all(x[0] == x[-1] == "'" for x in lines[:20] if x):
        lines = [line.translate(_QUOTES) for line in lines]
    return [_unwrap(line) for line in lines] if dialect.wrapped else lines


def _unwrap(line: str) -> str:
    line = line.strip()
    return line[1:-1].replace('""', '"') if line.startswith('"') and line.endswith('"') else line


def _parsed(lines: list[str], delimiter: str) -> Iterator[Row]:
    if not delimiter:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield Row(number, [c.strip(' "') for c in _GAPS.split(line.strip())], "", line)
        return
    position = width = broken = 0
    while position < len(lines):
        part = lines[position : position + _STEP]
        until = position + len(part)
        plain = _plain(part, delimiter, position)
        if plain is not None:
            width = width or next((len(row.cells) for row in plain), 0)
            yield from plain
            position = until
            continue
        for start, after, cells, fault in _records(lines, delimiter, position, width):
            width, broken, position = width or len(cells), broken + bool(fault), after
            if broken > PROBLEM_LIMIT:
                raise too_damaged(after)
            if row := _row(lines, start, after, cells, fault):
                yield row
            if after >= until:
                break
        else:
            return


def _plain(part: list[str], delimiter: str, before: int) -> list[Row] | None:
    """The rows of some lines without a quote, each one row; None where there is one, or a cell without end."""
    if '"' in "".join(part):
        return None
    try:
        found = list(csv.reader(part, delimiter=delimiter, skipinitialspace=delimiter != "\t"))
    except csv.Error:
        return None
    if len(found) != len(part):
        return None
    return [
        _row_of((number, cells, "", line))
        for number, (written, line) in enumerate(zip(found, part, strict=True), before + 1)
        if any(cells := list(map(str.strip, written)))
    ]


def _row(lines: list[str], start: int, after: int, cells: list[str], fault: str = "", before: int = 0) -> Row | None:
    """A row of cells freed of blanks, None when all are empty; before: how many lines stand before these."""
    stripped = cells if fault else list(map(str.strip, cells))
    if not fault and not any(stripped):
        return None
    raw = lines[start] if after - start == 1 else "\n".join(lines[start:after])
    return _row_of((before + start + 1, stripped, fault, raw))


def _records(
    lines: list[str], delimiter: str, position: int = 0, width: int = 0
) -> Iterator[tuple[int, int, list[str], str]]:
    """Where each row from a position on begins and ends among the lines, its cells as they are written, its fault.

    width: of the first row, 0 where that is not known yet.
    """
    while position < len(lines):
        for start, after, cells in _read(lines, position, delimiter):
            if after - start > 1:
                whole = _whole(lines[start:after], delimiter)
                if whole is None or _swallowed(lines[start + 1 : after], delimiter, width):
                    break
            else:
                whole = cells
            width = width or len(whole)
            position = after
            yield start, after, whole, ""
        else:
            if position >= len(lines):
                return
        yield position, position + 1, [c.strip(' "') for c in lines[position].split(delimiter)], "broken_quote"
        position += 1


def _read(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Rows from a line on, with where they begin and end; ends early where the reader gives up.

    Cells that go over several lines lack the ends of lines within (`_whole`): most rows are one line, and are read
    twice as fast without.
    """
    source = map(lines.__getitem__, range(start, len(lines))) if start else lines
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    before = start
    try:
        for cells in reader:
            after = start + reader.line_num
            yield before, after, cells
            before = after
    except csv.Error:
        return


def _whole(lines: list[str], delimiter: str) -> list[str] | None:
    """The cells of one row that goes over several lines; None when one is longer than the reader takes."""
    try:
        return next(csv.reader(("\n".join(lines),), delimiter=delimiter, skipinitialspace=delimiter != "\t"))
    except csv.Error:
        return None


def _swallowed(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether lines inside one quoted cell are rows of their own: dated, and as wide as the others."""
    whole = 0
    for line in lines[:20]:
        cells = line.split(delimiter)
        if len(cells) >= max(2, width - 1) and any(_is_day(c.strip(' "')) for c in cells):
            whole += 1
    return whole > 0 and 2 * whole >= min(len(lines), 20)


def _is_day(cell: str) -> bool:
    found = shape(cell)
    return found is not None and found.kind != "day_month" and (not cell.isdigit() or is_packed(cell))


class TextRows(Sequence[Row]):
    """The rows of a large text, cut into cells whenever they are asked for; slices are views."""

    def __init__(
        self, lines: list[str], delimiter: str, starts: array[int], faults: frozenset[int], span: range
    ) -> None:
        self._lines, self._delimiter, self._starts, self._faults, self._span = lines, delimiter, starts, faults, span

    @classmethod
    def over(cls, lines: list[str], delimiter: str) -> TextRows:
        """The rows of lines, after one pass that finds where each begins; starts has one place more, the end."""
        starts, faults = array("L"), set[int]()
        for start, _, cells, fault in _records(lines, delimiter):
            if fault:
                faults.add(len(starts))
                if len(faults) > PROBLEM_LIMIT:
                    raise too_damaged(start + 1)
            elif not any(cells) or not any(map(str.strip, cells)):
                continue
            if len(cells) > COLUMN_LIMIT:
                raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)
            starts.append(start)
        count = len(starts)
        starts.append(len(lines))
        return cls(lines, delimiter, starts, frozenset(faults), range(count))

    def __len__(self) -> int:
        return len(self._span)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> TextRows: ...

    def __getitem__(self, place: int | slice) -> Row | TextRows:
        if isinstance(place, slice):
            return TextRows(self._lines, self._delimiter, self._starts, self._faults, self._span[place])
        return next(self._cut(self._span[place], self._span[place] + 1))

    def __iter__(self) -> Iterator[Row]:
        if self._span.step != 1:
            for place in self._span:
                yield from self._cut(place, place + 1)
            return
        for start in range(self._span.start, self._span.stop, _STEP):
            yield from self._cut(start, min(start + _STEP, self._span.stop))

    def written(self) -> Iterator[list[str]]:
        """The cells of each row as they are written, a third sooner than the rows."""
        if self._faults or self._span.step != 1 or not self._span:
            yield from (row.cells for row in self)
            return
        for start in range(self._span.start, self._span.stop, _STEP):
            part = self._lines[self._starts[start] : self._starts[min(start + _STEP, self._span.stop)]]
            for begin, after, cells in _read(part, 0, self._delimiter):
                whole = cells if after - begin == 1 else _whole(part[begin:after], self._delimiter)
                if whole and (whole[0].strip() or any(map(str.strip, whole))):
                    yield whole

    def _cut(self, first: int, last: int) -> Iterator[Row]:
        """The rows from one number to before another; broken ones by themselves."""
        begin = first
        for fault in sorted(f for f in self._faults if first <= f < last):
            yield from self._block(begin, fault)
            number = self._starts[fault]
            line = self._lines[number]
            yield Row(number + 1, [c.strip(' "') for c in line.split(self._delimiter)], "broken_quote", line)
            begin = fault + 1
        yield from self._block(begin, last)

    def _block(self, first: int, last: int) -> Iterator[Row]:
        if first >= last:
            return
        start = self._starts[first]
        part = self._lines[start : self._starts[last]]
        for begin, after, cells in _read(part, 0, self._delimiter):
            whole = cells if after - begin == 1 else _whole(part[begin:after], self._delimiter)
            if whole and (row := _row(part, begin, after, whole, before=start)):
                yield row
