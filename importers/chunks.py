"""The movements among the rows of a table by column, some thousand at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import compress, zip_longest

from hub.domain.line_columns import Decimals, Same
from importers.blocks import Block, Cut, blocks_of
from importers.money_cells import Money
from importers.row_text import Table
from importers.rows import Movement, RowReader, firsts
from importers.table_words import state_of
from importers.text_rows import Row

_PART = 512
"""Rows of a block that are looked at together once one of the block is something else than a movement."""

Paid = tuple[Sequence[Decimal], Sequence[Money | None] | None, Sequence[int]]
_ZERO = Decimal(0)


@dataclass(slots=True)
class Chunk:
    """Movements that follow each other.

    numbers: the line of each. values: the amounts as written. money: the amounts taken apart; None where they are bare
    numbers. places: the column of each amount.
    """

    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]
    days: Sequence[date]
    values: Sequence[Decimal]
    money: Sequence[Money] | None
    places: Sequence[int]
    raws: Sequence[str]

    def __len__(self) -> int:
        return len(self.numbers)


class ChunkReader:
    """Reads rows column by column where all of them are movements, else one by one."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._columns = reader.columns
        self._join = reader.reading.joiner.join

    def chunks(self, rows: Sequence[Row]) -> Iterator[Chunk]:
        """The movements; problems and balances go into the reading, afresh with each call.

        One waits until the next is found, whose first rows may say more of its last.
        """
        self._reader.begin(rows)
        waiting: Chunk | None = None
        for block in blocks_of(rows):
            for found in self._chunks(block):
                if waiting is not None:
                    yield waiting
                waiting = found
        if waiting is not None:
            yield waiting

    def _chunks(self, block: Block) -> Iterator[Chunk]:
        cut = self._even(block)
        parts = ((part, self._even(part)) for part in block.parts(_PART)) if cut is None else [(block, cut)]
        for part, rows in parts:
            found = self._one_by_one(part) if rows is None else self._by_column(rows)
            if found is not None:
                yield found

    def _even(self, block: Block) -> Cut | None:
        """The rows by column, filled up to all columns; None where one is broken or too short."""
        cut, width = block.cut(), self._reader.width
        if cut.rows is None:
            return self._widened(cut) if len(cut.columns) < width else cut
        if any(row.fault for row in cut.rows):
            return None
        rows = cut.rows if width <= 2 else [row for row in cut.rows if len(row.cells) > 1]  # the others are prose
        if not rows or min(len(row.cells) for row in rows) < self._reader.shortest:
            return None
        columns = list(map(list, zip_longest(*[row.cells for row in rows], fillvalue="")))
        return self._widened(Cut([row.line for row in rows], columns, [row.raw for row in rows], rows))

    def _widened(self, cut: Cut) -> Cut | None:
        count, missing = len(cut.numbers), self._reader.width - len(cut.columns)
        if len(cut.columns) == 1 and self._reader.width > 2:
            return Cut([], [], [])  # lines of prose
        if len(cut.columns) < self._reader.shortest:
            return None
        columns = [*cut.columns, *([""] * count for _ in range(missing))]
        return Cut(cut.numbers, columns, cut.raws, cut.rows)

    def _one_by_one(self, block: Block) -> Chunk | None:
        found = list(self._reader.each(block.rows()))
        if not found:
            return None
        rows, table, days, money, places = zip(*found, strict=True)
        columns = list(zip(*table, strict=False))
        values = [one.value for one in money]
        return Chunk([row.line for row in rows], columns, days, values, money, places, self._raws(rows))

    def _raws(self, rows: Sequence[Row]) -> list[str]:
        return [row.raw or self._join(row.cells) for row in rows]

    def _by_column(self, cut: Cut) -> Chunk | None:
        """The movements of rows by column; those that are something else are judged by themselves, in their order."""
        count, table = len(cut.numbers), cut.columns
        if not count:
            return None
        days, paid = self._days(table, count), self._paid(table)
        labels = self._reader.label_words(lambda place: table[place])
        is_one = self._are_movements(table, days, paid, labels)
        if all(is_one):
            self._reader.passed(days[-1], cut.numbers[-1])  # type: ignore[arg-type]  # no None
            whole = cut
        else:
            found = self._judged(cut, days, is_one, labels)
            for at, movement in found.items():
                is_one[at], days[at] = True, movement[2]
            if not any(is_one):
                return None
            paid = self._with(paid, found, table)
            whole, days = _kept(cut, is_one), list(compress(days, is_one))
            paid = _kept_paid(paid, is_one)
        values, money, places = paid
        return Chunk(whole.numbers, whole.columns, days, values, money, places, self._sources(whole))  # type: ignore[arg-type]  # no None is kept

    def _sources(self, cut: Cut) -> Sequence[str]:
        if all(cut.raws):
            return cut.raws
        cells = [row.cells for row in cut.rows] if cut.rows is not None else zip(*cut.columns, strict=True)
        return [raw or self._join(texts) for raw, texts in zip(cut.raws, cells, strict=True)]

    def _are_movements(
        self, table: Table, days: Sequence[date | None], paid: Paid, labels: Sequence[tuple[int, set[str]]]
    ) -> list[bool]:
        """For each row whether it surely is one: a day and an amount, no word of a balance, not failed."""
        money, status = paid[1], self._columns.status
        found = list(map(bool, days)) if money is None else [bool(d and m) for d, m in zip(days, money, strict=True)]
        for place, words in labels:
            for at, word in enumerate(firsts(table[place])):
                found[at] = found[at] and word not in words
        failed = (
            {text for text in set(table[status]) if text and state_of(text) == "failed"} if status is not None else ()
        )
        if failed and status is not None:
            for at, text in enumerate(table[status]):
                found[at] = found[at] and text not in failed
        return found

    def _judged(
        self, cut: Cut, days: Sequence[date | None], is_one: Sequence[bool], labels: Sequence[tuple[int, set[str]]]
    ) -> dict[int, Movement]:
        """What the rows that are no sure movements turn out to be."""
        reader, found, sure, last = self._reader, dict[int, Movement](), -1, -1
        keys = list(zip(*cut.columns, strict=True))
        for at, is_sure in enumerate(is_one):
            if is_sure:
                sure = at
                continue
            if sure > last and (day := days[sure]) is not None:
                reader.passed(day, cut.numbers[sure])
                last = sure
            said = reader.idle.get(keys[at])
            if said is not None:
                reader.carry(cut.numbers[at], said)
                continue
            row = cut.rows[at] if cut.rows is not None else Row(cut.numbers[at], list(keys[at]), "", cut.raws[at])
            movement = reader.judge(row, row.cells if len(row.cells) > len(keys[at]) else list(keys[at]), labels)
            if movement is not None:
                found[at] = movement
        if sure > max(found, default=-1) and (day := days[sure]) is not None:
            reader.passed(day, cut.numbers[sure])
        return found

    def _with(self, paid: Paid, found: Mapping[int, Movement], table: Table) -> Paid:
        """The amounts with those of some more movements."""
        if not found:
            return paid
        values, money, places = list(paid[0]), paid[1], list(paid[2])
        parts = list(map(self._reader.money.parse, table[places[0]])) if money is None else list(money)
        for at, (_, _, _, one, place) in found.items():
            values[at], parts[at], places[at] = one.value, one, place
        return values, parts, places

    def _days(self, table: Table, count: int) -> list[date | None]:
        """The day that the first column of dates names in each row, None where it names none."""
        if not self._columns.dates:
            return [None] * count
        texts = table[self._columns.dates[0]]
        try:  # most files hold fewer days than a block has rows
            return list(map(self._reader.reading.dates.known.__getitem__, texts))
        except KeyError:
            known = {text: self._reader.day_of(text) for text in set(texts)}
            return list(map(known.__getitem__, texts))

    def _paid(self, table: Table) -> Paid:
        """The amount of each row, taken apart None where it has none."""
        columns, cells = self._columns, self._reader.money
        if len(columns.amounts) == 1:
            place = columns.amounts[0][0]
            texts = table[place]
            bare = cells.dense(texts)
            if bare is not None:
                return bare, None, Same(place, len(texts))
            known = {text: cells.parse(text) if text else None for text in set(texts)}
            money = list(map(known.__getitem__, texts))
            return _values(money), money, Same(place, len(texts))
        if not columns.amounts and columns.debit is not None and columns.credit is not None:
            pairs = list(zip(table[columns.debit], table[columns.credit], strict=True))
            read = {pair: cells.two(*pair) for pair in set(pairs)}
            found = list(map(read.__getitem__, pairs))
        else:
            found = list(map(cells.amount, zip(*table, strict=True)))
        money = [one for one, _ in found]
        return _values(money), money, [place for _, place in found]


def _values(money: Sequence[Money | None]) -> list[Decimal]:
    return [_ZERO if one is None else one.value for one in money]


def _kept(cut: Cut, chosen: Sequence[bool]) -> Cut:
    rows = None if cut.rows is None else list(compress(cut.rows, chosen))
    columns = [list(compress(column, chosen)) for column in cut.columns]
    return Cut(list(compress(cut.numbers, chosen)), columns, list(compress(cut.raws, chosen)), rows)


def _kept_paid(paid: Paid, chosen: Sequence[bool]) -> Paid:
    values, money, places = paid
    if isinstance(values, Decimals):
        kept: Sequence[Decimal] = Decimals(array("q", compress(values.units, chosen)), values.exponent)
    else:
        kept = list(compress(values, chosen))
    return kept, None if money is None else list(compress(money, chosen)), list(compress(places, chosen))
