"""The rows of a text in a dialect: quotes with their faults."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, compress, pairwise, repeat
from operator import add
from typing import NamedTuple

from importers.dates import is_packed, shape
from importers.limits import PROBLEM_LIMIT, too_damaged

CELL_LIMIT = 65536
COLUMN_LIMIT = 500
_GAPS = re.compile(r"\s{2,}|\t")
_FORMULA = re.compile(r'(^|[,;\t|])="([^"\n]*)"(?=[,;\t|\r\n]|$)', re.MULTILINE)
"""A text cell as spreadsheets are kept from guessing at it: ="0123"."""
_BEGINNING = 20_000
"""Characters of a text that tell how its cells are quoted."""
_SINGLE = re.compile(r"(?:^|(?<=[,;\t|]))'[^'\n]*'(?=[,;\t|\r]|$)")
_QUOTES = str.maketrans("'\"", "\"'")
_STEP = 2048
_END = "end"


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


row_of = partial(tuple.__new__, Row)
"""`Row._make` without its checks: files have millions of rows."""


def rows_of(text: str, dialect: Dialect) -> Iterator[Row]:
    """The rows of a text; empty lines are left out. A quote that swallows following rows is undone and marked."""
    yield from _parsed(body_of(text, dialect).split("\n"), dialect.delimiter)


def body_of(text: str, dialect: Dialect) -> str:
    """The text that holds the rows, its lines parted by line feeds."""
    body = text[dialect.skip :] if dialect.skip else text
    if '="' in body:
        body = _FORMULA.sub(r'\1"\2"', body)
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if _has_single_quotes(body[:_BEGINNING]):
        body = body.translate(_QUOTES)
    return "\n".join(map(_unwrap, body.split("\n"))) if dialect.wrapped else body


def _has_single_quotes(head: str) -> bool:
    """Whether cells at the beginning of a text stand in single quotes: whole lines, or several cells of most."""
    if "'" not in head:
        return False
    whole = head[: head.rfind("\n")] if len(head) == _BEGINNING and "\n" in head else head
    lines = [line for line in whole.split("\n")[:20] if line]
    if head.startswith("'") and all(x[0] == x[-1] == "'" for x in lines):
        return True
    several = sum(len(_SINGLE.findall(line)) > 1 for line in lines)
    return 4 * several > 3 * len(lines) and not any('"' in line for line in lines)


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
        for start, after, cells, fault in records(lines, delimiter, position, width):
            width, broken, position = width or (0 if fault else len(cells)), broken + bool(fault), after
            if broken > PROBLEM_LIMIT:
                raise too_damaged(after)
            if row := row_at(lines, start, after, cells, fault):
                yield row
            if after >= until:
                break
        else:
            return


def _plain(part: list[str], delimiter: str, before: int) -> list[Row] | None:
    """The rows of some lines that are each one row; None where one goes on in the next, or has a cell without end."""
    found = line_cells(part, delimiter)
    if found is None:
        return None
    return [
        row_of((number, cells, "", line))
        for number, (written, line) in enumerate(zip(found, part, strict=True), before + 1)
        if any(cells := list(map(str.strip, written)))
    ]


def line_cells(lines: list[str], delimiter: str) -> list[list[str]] | None:
    """The cells of each line as they are written; None where a row goes on in the next, or has a cell without end."""
    blank = delimiter != "\t"
    try:
        found = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=blank))
        if len(found) != len(lines):
            return None
        # An open quote at the very end takes the line after it in.
        if '"' in lines[-1] and len(list(csv.reader([lines[-1], ""], delimiter=delimiter, skipinitialspace=blank))) < 2:
            return None
    except csv.Error:
        return None
    return found


def long_rows(lines: list[str], delimiter: str, width: int) -> tuple[list[list[str]], list[int]]:
    """The cells of rows that may go over several lines, as they are written, and where each begins, with the end.

    A last row that goes on behind the lines is left out. Nothing where one has a cell without end or swallows others.
    width: of the first row, 0 where that is not known yet.
    """
    source = chain(map(add, lines, repeat("\n")), (_END,))
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=delimiter != "\t")
    found, spans = list[list[str]](), [0]
    try:
        for cells in reader:
            found.append(cells)
            spans.append(reader.line_num)
    except csv.Error:
        return [], []
    del found[-1], spans[-1]  # the line that was added, or the row that took it in
    if found and spans[1] == 1:
        width = width or len(found[0])
    if set(map(len, found)) <= {0, width} and _all_end_well(lines, spans, delimiter):
        return found, spans
    for at, (start, after) in enumerate(pairwise(spans)):
        if after - start > 1 and _swallowed(lines[start + 1 : after], delimiter, width, len(found[at])):
            return [], []
        width = width or len(found[at])
    return found, spans


def row_at(lines: list[str], start: int, after: int, cells: list[str], fault: str = "", before: int = 0) -> Row | None:
    """A row of cells freed of blanks, None when all are empty; before: how many lines stand before these."""
    stripped = cells if fault else list(map(str.strip, cells))
    if not fault and not any(stripped):
        return None
    raw = lines[start] if after - start == 1 else "\n".join(lines[start:after])
    return row_of((before + start + 1, stripped, fault, raw))


def records(
    lines: list[str], delimiter: str, position: int = 0, width: int = 0
) -> Iterator[tuple[int, int, list[str], str]]:
    """Where each row from a position on begins and ends among the lines, its cells as they are written, its fault.

    width: of the first row, 0 where that is not known yet.
    """
    while position < len(lines):
        for start, after, cells in read_lines(lines, position, delimiter):
            if after - start > 1:
                whole = whole_row(lines[start:after], delimiter)
                if whole is None or _swallowed(lines[start + 1 : after], delimiter, width, len(whole)):
                    break
            else:
                whole = cells
            width = width or len(whole)
            position = after
            yield start, after, whole, ""
        else:
            if position >= len(lines):
                return
        yield position, position + 1, broken_row(lines[position], 0, delimiter).cells, "broken_quote"
        position += 1


def broken_row(line: str, number: int, delimiter: str) -> Row:
    """The row of a line whose quotes make no sense."""
    return Row(number, [cell.strip(' "') for cell in line.split(delimiter)], "broken_quote", line)


def read_lines(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Rows from a line on, with where they begin and end; ends early where the reader gives up.

    Cells that go over several lines lack the ends of lines within (`whole_row`): most rows are one line, and are read
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


def whole_row(lines: list[str], delimiter: str) -> list[str] | None:
    """The cells of one row that goes over several lines; None when one is longer than the reader takes."""
    try:
        return next(csv.reader(("\n".join(lines),), delimiter=delimiter, skipinitialspace=delimiter != "\t"))
    except csv.Error:
        return None


def _swallowed(lines: list[str], delimiter: str, width: int, found: int) -> bool:
    """Whether lines inside one quoted cell are rows of their own: dated, and as wide as the others.

    They are not where the row has as many cells as the first one, and its quoted cells end well and hold no delimiter.
    """
    if found == width and all(_ends_well(line, delimiter) for line in lines):
        return False
    whole = sum(_is_row(line, delimiter, width) for line in lines[:20])
    return whole > 0 and 2 * whole >= min(len(lines), 20)


def _all_end_well(lines: list[str], spans: list[int], delimiter: str) -> bool:
    """Whether that holds for all lines inside of rows, which is seen at once. spans: where each row begins, the end."""
    is_inside = bytearray(b"\1") * spans[-1]
    for start in spans[:-1]:
        is_inside[start] = 0
    return _endings(delimiter).fullmatch("\n".join(compress(lines, is_inside))) is not None


@lru_cache(maxsize=8)
def _endings(delimiter: str) -> re.Pattern[str]:
    """Lines that end well, as `_ends_well` says."""
    mark = re.escape(delimiter)
    line = rf'(?:[^"{mark}\n]++|"")*(?:"(?:{mark}[^\n]*+)?)?'
    return re.compile(rf"{line}(?:\n{line})*")


def _ends_well(line: str, delimiter: str) -> bool:
    """Whether a line that begins inside a quoted cell has no delimiter before the quote, and one or nothing behind."""
    inside, _, behind = line.replace('""', "").partition('"')
    return delimiter not in inside and behind[:1] in ("", delimiter)


@lru_cache(maxsize=1024)
def _is_row(line: str, delimiter: str, width: int) -> bool:
    cells = line.split(delimiter)
    return len(cells) >= max(2, width - 1) and any(_is_day(c.strip(' "')) for c in cells)


def _is_day(cell: str) -> bool:
    found = shape(cell)
    return found is not None and found.kind != "day_month" and (not cell.isdigit() or is_packed(cell))
