"""Rows by the thousand, column by column: what millions of rows are read by instead of one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from importers.text_rows import Row, row_of

_STEP = 4096


class Cut(NamedTuple):
    """Rows that follow each other: the line each starts on, the cells that all have by column, their source texts.

    rows: themselves, where columns don't hold all their cells. No columns where one of them is broken.
    """

    numbers: Sequence[int]
    columns: Sequence[list[str]]
    raws: Sequence[str]
    rows: Sequence[Row] | None = None

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Cut:
        """Rows of any kind."""
        is_whole = not any(row.fault for row in rows)
        columns = list(map(list, zip(*[row.cells for row in rows], strict=False))) if is_whole else []
        return cls([row.line for row in rows], columns, [row.raw for row in rows], rows)

    def part(self, start: int, stop: int) -> Cut:
        """The rows from one on to before another."""
        rows = None if self.rows is None else self.rows[start:stop]
        columns = [column[start:stop] for column in self.columns]
        return Cut(self.numbers[start:stop], columns, self.raws[start:stop], rows)


class Block:
    """Some rows of a table, cut when their cells are asked for.

    width: columns that all of them have; 0 where one is broken.
    """

    __slots__ = ("_cut", "_fresh", "_span", "width")

    def __init__(
        self,
        cut: Callable[[], Cut],
        span: range,
        width: int,
        fresh: Callable[[int], Sequence[str] | None] | None = None,
    ) -> None:
        self._cut = cut
        self._span = span
        self._fresh = fresh
        self.width = width

    def __len__(self) -> int:
        return len(self._span)

    def cut(self) -> Cut:
        """The rows, cut."""
        whole = self._cut()
        return whole if len(self._span) == len(whole.numbers) else whole.part(self._span.start, self._span.stop)

    def rows(self) -> Sequence[Row]:
        """The rows, each by itself."""
        cut = self.cut()
        if cut.rows is not None:
            return cut.rows
        cells = map(list, zip(*cut.columns, strict=True))
        return list(map(row_of, zip(cut.numbers, cells, repeat(""), cut.raws, strict=False)))

    def row(self, place: int) -> Row:
        """One of the rows."""
        whole, at = self._cut(), self._span[place]
        if whole.rows is not None:
            return whole.rows[at]
        return Row(whole.numbers[at], [column[at] for column in whole.columns], "", whole.raws[at])

    def texts(self, place: int) -> Sequence[str]:
        """The different cells of a column, in the order they come; those of earlier blocks may be left out."""
        if self.width <= place:
            return list(dict.fromkeys(row.cells[place] for row in self.rows() if place < len(row.cells)))
        found = self._fresh(place) if self._fresh is not None else None
        return list(dict.fromkeys(self.cut().columns[place])) if found is None else found

    def parts(self, count: int) -> Iterator[Block]:
        """The same rows in smaller blocks."""
        whole = self.cut()
        for start in range(0, len(self), count):
            stop = start + count
            yield held(whole.part(start, stop) if whole.rows is None else Cut.of(whole.rows[start:stop]))


class Blocks(Sequence[Row]):
    """Rows that are at hand by blocks."""

    def blocks(self) -> Iterator[Block]:
        """All rows, block by block."""
        raise NotImplementedError


def blocks_of(rows: Sequence[Row]) -> Iterator[Block]:
    """Rows by blocks, whatever holds them."""
    if isinstance(rows, Blocks):
        yield from rows.blocks()
        return
    for start in range(0, len(rows), _STEP):
        yield held(Cut.of(rows[start : start + _STEP]))


def held(cut: Cut) -> Block:
    """A block of rows that are cut."""
    return Block(lambda: cut, range(len(cut.numbers)), len(cut.columns))
