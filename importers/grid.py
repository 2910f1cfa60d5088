"""The rows of a text table by blocks: those of a large text are held by column, some cut again when asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, compress, pairwise
from typing import NamedTuple, overload

from hub.domain.errors import StatementError
from importers.blocks import Block, Blocks, Cut, held
from importers.limits import PROBLEM_LIMIT, too_damaged
from importers.text_rows import (
    COLUMN_LIMIT,
    Dialect,
    Row,
    body_of,
    broken_row,
    line_cells,
    long_rows,
    read_lines,
    records,
    row_at,
    row_of,
    rows_of,
    whole_row,
)

_SMALL = 200_000
"""Characters up to which rows are held one by one."""
_LARGE = 24 << 20
"""Characters from which the cells of a column are held as one text."""
_MANY, _SHORTEST = 200_000, 8
"""From so many lines on, so many characters each on average are the least that rows with a day and an amount have."""
_FIRST, _LENGTH = 40_000, 100_000
"""Characters of the first block, which may hold lines above the table, and of the others, which stay in the cache."""
_FEW = 256
"""Lines of a block whose rows are not all as wide."""
_BETWEEN = "\0"
_DIFFERENT = 20_000
"""Cells of a column up to which the different ones are kept in mind."""


def all_rows(text: str, dialect: Dialect) -> Sequence[Row]:
    """All rows: those of a short text one by one, of a longer one by column.

    Raises StatementError when a row has more columns than any statement, or there are lines without end with hardly a
    letter in each.
    """
    check_lines(text)
    if len(text) > _SMALL and dialect.delimiter:
        return Grid.over(body_of(text, dialect), dialect.delimiter)
    rows = list(rows_of(text, dialect))
    _check(max((len(row.cells) for row in rows), default=0))
    return rows


def check_lines(text: str) -> None:
    """Raise StatementError for lines without end with hardly a letter in each."""
    count = max(text.count("\n"), text.count("\r"))
    if count > _MANY and _SHORTEST * count > len(text):
        raise StatementError("no_table", next_step="other_export")


def _check(width: int) -> None:
    if width > COLUMN_LIMIT:
        raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)


class _Piece(NamedTuple):
    """A part of the text: lines before it and its own, where it begins and ends, its rows, the columns they all have.

    spans: where each row begins among its lines, and the end; None where each line is one. faults: broken rows.
    """

    before: int
    lines: int
    start: int
    end: int
    rows: int
    width: int
    spans: array[int] | None = None
    faults: frozenset[int] = frozenset()


class _Joined(NamedTuple):
    """What was cut of a piece of rows of one line each: the lines, the cells of each column as one text."""

    numbers: Sequence[int]
    columns: tuple[str, ...]

    @classmethod
    def of(cls, piece: _Piece, cut: Cut) -> _Joined | None:
        """None where that does not say all."""
        if piece.spans is not None or cut.rows is not None:
            return None
        columns = tuple(map(_BETWEEN.join, cut.columns))
        is_plain = all(column.count(_BETWEEN) == piece.rows - 1 for column in columns)
        return cls(cut.numbers, columns) if is_plain else None

    def cut(self, piece: _Piece, lines: list[str]) -> Cut:
        """The rows again. lines: those of the piece."""
        first = piece.before + 1
        raws = lines if len(lines) == piece.rows else [lines[number - first] for number in self.numbers]
        return Cut(self.numbers, [column.split(_BETWEEN) for column in self.columns], raws)


class _Text:
    """The pieces of a text, and what was cut of them."""

    def __init__(self, body: str, delimiter: str) -> None:
        self._body, self._delimiter = body, delimiter
        self._is_kept = len(body) < _LARGE
        self._cuts: list[Cut] = []
        self._joined: list[_Joined | None] = []
        self._last: tuple[int, Cut] | None = None
        self._seen: dict[int, dict[str, None]] = {}
        self._fresh: list[dict[int, Sequence[str]]] = []
        self.pieces: list[_Piece] = []
        self.starts = [0]
        for piece, cut in _Cutter(body, delimiter).pieces():
            if piece.rows:
                self._add(piece, cut)
        self._seen.clear()
        if self._is_kept:
            self._body = ""

    def _add(self, piece: _Piece, cut: Cut) -> None:
        self.pieces.append(piece)
        self.starts.append(self.starts[-1] + piece.rows)
        if self._is_kept:
            self._cuts.append(cut)
            return
        self._joined.append(_Joined.of(piece, cut))
        self._fresh.append(self._new_in(cut) if len(self.pieces) > 1 else {})

    def _new_in(self, cut: Cut) -> dict[int, Sequence[str]]:
        """The cells that no piece after the first had, of the columns that don't have too many."""
        if len(self.pieces) == 2:
            self._seen = {place: {} for place in range(len(cut.columns))}
        found = dict[int, Sequence[str]]()
        for place, seen in list(self._seen.items()):
            if place >= len(cut.columns):
                continue
            found[place] = [text for text in dict.fromkeys(cut.columns[place]) if text not in seen]
            seen.update(dict.fromkeys(found[place]))
            if len(seen) > _DIFFERENT:
                del self._seen[place]
        return found

    def cut(self, number: int) -> Cut:
        """The rows of a piece."""
        if self._is_kept:
            return self._cuts[number]
        if self._last is None or self._last[0] != number:
            piece, joined = self.pieces[number], self._joined[number]
            lines = _lines(self._body, piece.start, piece.end)
            self._last = number, joined.cut(piece, lines) if joined else _again(lines, piece, self._delimiter)
        return self._last[1]

    def fresh(self, number: int, place: int) -> Sequence[str] | None:
        """The cells of a column that no piece after the first had; None where only cutting tells."""
        return None if self._is_kept else self._fresh[number].get(place)


class Grid(Blocks):
    """The rows of a text, or some of them."""

    def __init__(self, text: _Text, span: range) -> None:
        self._text, self._span = text, span

    @classmethod
    def over(cls, body: str, delimiter: str) -> Grid:
        """All rows of a text."""
        text = _Text(body, delimiter)
        return cls(text, range(text.starts[-1]))

    def __len__(self) -> int:
        return len(self._span)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Grid: ...

    def __getitem__(self, place: int | slice) -> Row | Grid:
        if isinstance(place, slice):
            return Grid(self._text, self._span[place])
        at = self._span[place]
        number = bisect_right(self._text.starts, at) - 1
        return self._block(number, at, at + 1, 0).row(0)

    def __iter__(self) -> Iterator[Row]:
        if self._span.step == 1:
            return chain.from_iterable(block.rows() for block in self.blocks())
        return map(self.__getitem__, range(len(self)))

    def __reversed__(self) -> Iterator[Row]:
        return chain.from_iterable(reversed(block.rows()) for block in reversed(list(self.blocks())))

    def blocks(self) -> Iterator[Block]:
        """All rows, block by block."""
        if self._span.step != 1:
            yield held(Cut.of(list(self)))
            return
        first, last = self._span.start, self._span.stop
        number = begun = bisect_right(self._text.starts, first) - 1
        while first < last:
            stop = min(last, self._text.starts[number + 1])
            yield self._block(number, first, stop, begun)
            first, number = stop, number + 1

    def _block(self, number: int, first: int, stop: int, begun: int) -> Block:
        """The rows of a piece from one on to before another; begun: the piece that these rows begin in."""
        text, before = self._text, self._text.starts[number]
        is_whole = stop - first == text.pieces[number].rows
        fresh = partial(text.fresh, number) if is_whole and begun == 0 < number else None
        return Block(partial(text.cut, number), range(first - before, stop - before), text.pieces[number].width, fresh)


class _Cutter:
    """Goes through a text once and finds its rows."""

    def __init__(self, body: str, delimiter: str) -> None:
        self._body, self._delimiter = body, delimiter
        self._lines: list[str] = []
        self._width = self._broken = 0

    def pieces(self) -> Iterator[tuple[_Piece, Cut]]:
        """The pieces of the text in order, with what is cut of them."""
        body, at, before, length = self._body, 0, 0, _FIRST
        while at < len(body):
            end = body.find("\n", at + length) + 1 or len(body)
            for piece, cut in self._pieces(before, at, end):
                _check(max((len(row.cells) for row in cut.rows or ()), default=len(cut.columns)))
                if piece.spans is None and not self._width:
                    self._width = len(cut.rows[0].cells) if cut.rows else len(cut.columns)
                yield piece, cut
                at, before = piece.end, piece.before + piece.lines
            length = _LENGTH

    def _pieces(self, before: int, at: int, end: int) -> Iterator[tuple[_Piece, Cut]]:
        lines = _lines(self._body, at, end)
        found = line_cells(lines, self._delimiter)
        if found is None:
            yield self._long(lines, before, at) or self._records(before, at, before + len(lines))
            return
        if len(lines) <= _FEW or len({*map(len, found)} - {0}) < 2:
            yield _regular(lines, found, before, at, end)
            return
        for start in range(0, len(lines), _FEW):
            part = lines[start : start + _FEW]
            stop = min(end, at + sum(map(len, part)) + len(part))
            yield _regular(part, found[start : start + _FEW], before + start, at, stop)
            at = stop

    def _long(self, lines: list[str], before: int, at: int) -> tuple[_Piece, Cut] | None:
        """Rows of which some go over several lines, all of them whole; a last one may go on behind the lines."""
        found, spans = long_rows(lines, self._delimiter, self._width)
        if not found:
            return None
        self._width = self._width or len(found[0])
        raws = [
            lines[start] if after - start == 1 else "\n".join(lines[start:after]) for start, after in pairwise(spans)
        ]
        cut = _by_column(raws, found, [before + 1 + start for start in spans[:-1]])
        done, numbers = spans[-1], cut.numbers
        end = min(at + sum(map(len, lines[:done])) + done, len(self._body))
        starts = array("L", [*(number - before - 1 for number in numbers), done])
        return _Piece(before, done, at, end, len(numbers), len(cut.columns), starts), cut

    def _records(self, before: int, at: int, until: int) -> tuple[_Piece, Cut]:
        """Rows of several lines, and broken ones, to a line at least."""
        self._lines = self._lines or self._body.split("\n")
        spans, faults, rows, done = array("L"), set[int](), list[Row](), before
        for start, done, cells, fault in records(self._lines, self._delimiter, before, self._width):
            self._width = self._width or (0 if fault else len(cells))
            if fault:
                self._broken += 1
                faults.add(len(rows))
                if self._broken > PROBLEM_LIMIT:
                    raise too_damaged(done)
            if row := row_at(self._lines, start, done, cells, fault):
                rows.append(row)
                spans.append(start - before)
            if done >= until:
                break
        spans.append(done - before)
        end = at + sum(map(len, self._lines[before:done])) + done - before
        end, cut = min(end, len(self._body)), Cut.of(rows)
        return _Piece(before, done - before, at, end, len(rows), len(cut.columns), spans, frozenset(faults)), cut


def _lines(body: str, start: int, end: int) -> list[str]:
    return body[start:end].removesuffix("\n").split("\n")


def _regular(lines: list[str], found: list[list[str]], before: int, start: int, end: int) -> tuple[_Piece, Cut]:
    cut = _by_column(lines, found, range(before + 1, before + 1 + len(lines)))
    return _Piece(before, len(lines), start, end, len(cut.numbers), len(cut.columns)), cut


def _by_column(lines: list[str], found: list[list[str]], numbers: Sequence[int]) -> Cut:
    """Rows with their source and line; those without a cell are left out."""
    widths = set(map(len, found))
    if 0 in widths:
        numbers, lines = list(compress(numbers, found)), list(compress(lines, found))
        found = list(filter(None, found))
    if len(widths - {0}) > 1:
        rows = zip(numbers, found, lines, strict=True)
        return Cut.of([row_of((n, cells, "", w)) for n, c, w in rows if any(cells := list(map(str.strip, c)))])
    columns = [list(map(str.strip, column)) for column in zip(*found, strict=True)]
    if columns and "" in columns[0]:
        full = list(map(any, zip(*columns, strict=True)))
        if not all(full):
            columns = [list(compress(column, full)) for column in columns]
            numbers, lines = list(compress(numbers, full)), list(compress(lines, full))
    return Cut(numbers, columns, lines)


def _again(lines: list[str], piece: _Piece, delimiter: str) -> Cut:
    """The rows of a piece, as they were cut before."""
    if piece.spans is None:
        found = line_cells(lines, delimiter)
        assert found is not None  # noqa: S101 - the same lines were cut before
        return _by_column(lines, found, range(piece.before + 1, piece.before + 1 + len(lines)))
    return Cut.of(list(_spanned([*lines, ""], piece, piece.spans, delimiter)))


def _spanned(lines: list[str], piece: _Piece, spans: array[int], delimiter: str) -> Iterator[Row]:
    begin = 0
    for fault in [*sorted(piece.faults), piece.rows]:
        if begin < fault:
            part, first = lines[spans[begin] : spans[fault]], piece.before + spans[begin]
            for start, after, cells in read_lines(part, 0, delimiter):
                whole = cells if after - start == 1 else whole_row(part[start:after], delimiter)
                if whole and (row := row_at(part, start, after, whole, before=first)):
                    yield row
        if fault < piece.rows:
            at = spans[fault]
            yield broken_row(lines[at], piece.before + at + 1, delimiter)
        begin = fault + 1
