"""Words with places become rows of cells: columns are where the lines of movements leave white between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from hub.domain.errors import StatementError
from importers.amounts import split
from importers.dates import shape
from importers.pdf_words import Word
from importers.text_rows import Row

_JOINED = 60
"""Hundredths of a line's height up to which a gap is a blank inside one cell."""
_STRAY = 50
"""One line in so many may reach over the white between two columns."""
_LEAP = 260
"""Hundredths of a line's height within which the next line still belongs to the entry."""


class Piece(NamedTuple):
    """Words of one line that stand together: left and right edge, text."""

    left: int
    right: int
    text: str


class PageLine(NamedTuple):
    """A line of a page: page, top, height (hundredths of a point), its pieces from left to right."""

    page: int
    top: int
    height: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The line as one reads it."""
        return "  ".join(piece.text for piece in self.pieces)


def rows_of(words: Sequence[Word]) -> list[Row]:
    """The lines of all pages as rows: movements and headings by columns, everything above them piece by piece.

    Lines that only go on with a text belong to the row above; headings repeated on each page stand once.
    """
    lines = list(_lines(words))
    data = [number for number, line in enumerate(lines) if _is_movement(line)]
    if not data:
        return [Row(number, [p.text for p in line.pieces], "", line.text) for number, line in enumerate(lines, 1)]
    columns = _columns([lines[number] for number in data])
    if not columns:
        raise StatementError("no_table", next_step="other_export")
    head = _head(lines, data[0], columns)
    rows: list[Row] = []
    seen_head = ""
    before: PageLine | None = None
    for number, line in enumerate(lines):
        if number < head:
            rows.append(Row(number + 1, [p.text for p in line.pieces], "", line.text))
            continue
        if number in range(head, data[0]):
            seen_head += line.text
        elif line.text in seen_head:
            before = None
            continue
        if before is not None and _goes_on(line, before, columns):
            rows[-1] = _longer(rows[-1], line, columns)
            before = line
        else:
            rows.append(Row(number + 1, _cells(line, columns), "", line.text))
            before = line if _is_movement(line) else None
    return rows


def _lines(words: Sequence[Word]) -> Iterator[PageLine]:
    for page, found in groupby(sorted(words, key=lambda w: (w.page, w.top + w.bottom)), key=lambda w: w.page):
        line: list[Word] = []
        for word in found:
            if line and (word.top + word.bottom) // 2 > _middle(line) + (word.bottom - word.top) // 2:
                yield _line(page, line)
                line = []
            line.append(word)
        yield _line(page, line)


def _middle(line: Sequence[Word]) -> int:
    return sum(w.top + w.bottom for w in line) // (2 * len(line))


def _line(page: int, words: Sequence[Word]) -> PageLine:
    height = max(w.bottom - w.top for w in words) or 1
    pieces: list[Piece] = []
    for word in sorted(words, key=lambda w: w.left):
        last = pieces[-1] if pieces else None
        if last is not None and 100 * (word.left - last.right) <= _JOINED * height and not _parts(last, word, height):
            pieces[-1] = Piece(last.left, max(last.right, word.right), f"{last.text} {word.text}")
        else:
            pieces.append(Piece(word.left, word.right, word.text))
    return PageLine(page, min(w.top for w in words), height, tuple(pieces))


def _parts(last: Piece, word: Word, height: int) -> bool:
    """Whether a narrow gap parts two cells all the same: after a whole date, and before an amount."""
    is_wide = 100 * (word.left - last.right) > 20 * height
    return is_wide and (_is_day(last.text) or (_is_amount(word.text) and not last.text.split()[-1].isdigit()))


def _is_day(text: str) -> bool:
    found = shape(text)
    return found is not None and not text.replace(" ", "").isdigit() and found.kind not in {"packed8", "packed6"}


def _is_amount(text: str) -> bool:
    parts = split(text)
    return parts is not None and any(mark in parts.body[-4:-1] for mark in ".,٫") and not _is_day(text)


def _is_movement(line: PageLine) -> bool:
    """Whether a line has a day near its beginning and an amount behind it."""
    days = [at for at, piece in enumerate(line.pieces[:3]) if _is_day(piece.text)]
    return bool(days) and any(_is_amount(piece.text) for piece in line.pieces[days[0] + 1 :])


def _columns(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """The columns from left to right: stretches that the lines cover, parted by white in (nearly) all of them."""
    edges = sorted(
        edge
        for line in lines
        for piece in line.pieces
        for edge in ((piece.left, 1), (max(piece.right, piece.left), -1))
    )
    stray = len(lines) // _STRAY
    columns: list[tuple[int, int]] = []
    depth, start = 0, 0
    for place, step in edges:
        if depth == stray and step > 0:
            start = place
        depth += step
        if depth == stray and step < 0:
            columns.append((start, place))
    return _merged(columns)


def _merged(columns: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for left, right in columns:
        if merged and left - merged[-1][1] < 100:
            merged[-1] = (merged[-1][0], right)
        else:
            merged.append((left, right))
    return merged


def _head(lines: Sequence[PageLine], first: int, columns: Sequence[tuple[int, int]]) -> int:
    """Where the headings begin: the lines right above the first movement whose pieces stand in columns of their own."""
    head = first
    for number in range(first - 1, max(-1, first - 4), -1):
        line = lines[number]
        places = [_place(piece, columns) for piece in line.pieces]
        is_near = lines[number + 1].top - line.top < 4 * line.height and line.page == lines[first].page
        if not is_near or len(places) < 2 or len(set(places)) < len(places) or any(p is None for p in places):
            break
        head = number
        if len(places) >= min(3, len(columns)):
            break
    return head


def _place(piece: Piece, columns: Sequence[tuple[int, int]]) -> int | None:
    """The column that a piece covers most of, else the one nearest to it within 15 points."""
    covered = [min(piece.right, right) - max(piece.left, left) for left, right in columns]
    best = max(range(len(columns)), key=covered.__getitem__)
    return best if covered[best] > -1500 else None


def _cells(line: PageLine, columns: Sequence[tuple[int, int]]) -> list[str]:
    cells = [""] * len(columns)
    for piece in line.pieces:
        place = _place(piece, columns)
        at = min(range(len(columns)), key=lambda n: abs(columns[n][0] - piece.left)) if place is None else place
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return cells


def _goes_on(line: PageLine, before: PageLine, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line is more text of the entry above: close below, without day or amount, left of no text column."""
    if line.page != before.page or 100 * (line.top - before.top) > _LEAP * before.height or _is_movement(line):
        return False
    if any(_is_amount(piece.text) for piece in line.pieces):
        return False
    starts = {_place(piece, columns) for piece in line.pieces}
    return None not in starts and 0 not in starts


def _longer(row: Row, line: PageLine, columns: Sequence[tuple[int, int]]) -> Row:
    more = _cells(line, columns)
    cells = [f"{one} {other}".strip() for one, other in zip(row.cells, more, strict=True)]
    return Row(row.line, cells, row.fault, f"{row.raw}\n{line.text}")
