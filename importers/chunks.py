"""The movements among the rows of a table by column, some thousand at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.line_columns import Same
from importers.blocks import Block, blocks_of
from importers.money_cells import Money
from importers.rows import RowReader, firsts
from importers.table_words import state_of
from importers.text_rows import Row

_PART = 512
"""Rows of a block that are looked at together once one of the block is something else than a movement."""

Paid = tuple[Sequence[Decimal], Sequence[Money] | None, Sequence[int]]


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
        found = self.plain(block)
        if found is not None:
            yield found
            return
        for part in block.parts(_PART) if len(block) > _PART else (block,):
            found = self.plain(part) if part is not block else None
            found = self._one_by_one(part) if found is None else found
            if found is not None:
                yield found

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

    def plain(self, block: Block) -> Chunk | None:
        """The movements of rows that all are some, as `RowReader.each` finds them; None when one is something else."""
        if not len(block) or block.width < self._reader.width:
            return None
        cut = block.cut()
        days = self._days(cut.columns)
        paid = self._paid(cut.columns) if days is not None else None
        if days is None or paid is None or self._is_other(cut.columns, paid):
            return None
        self._reader.passed(days[-1], cut.numbers[-1])
        raws = cut.raws if all(cut.raws) else self._raws(block.rows())
        values, money, places = paid
        return Chunk(cut.numbers, cut.columns, days, values, money, places, raws)

    def _days(self, table: Sequence[list[str]]) -> list[date] | None:
        """The day of each row; None where one has none."""
        if not self._columns.dates:
            return None
        texts, read = table[self._columns.dates[0]], self._reader.reading.dates.read
        try:  # most files hold fewer days than a block has rows
            days = list(map(self._reader.reading.dates.known.__getitem__, texts))
        except KeyError:
            known = {text: read(text) if text else None for text in set(texts)}
            days = list(map(known.__getitem__, texts))
        if all(days):
            return days  # type: ignore[return-value]  # no None
        found = [day or self._reader.day(cells) for day, *cells in zip(days, *table, strict=True)]
        return None if None in found else found  # type: ignore[return-value]  # no None

    def _paid(self, table: Sequence[list[str]]) -> Paid | None:
        """The amount of each row; None where one has none."""
        columns, cells = self._columns, self._reader.money
        if len(columns.amounts) == 1:
            place = columns.amounts[0][0]
            texts = table[place]
            bare = cells.dense(texts)
            if bare is not None:
                return bare, None, Same(place, len(texts))
            known = {text: cells.parse(text) if text else None for text in set(texts)}
            if not all(known.values()):  # `in` would ask each value whether it equals None
                return None
            money: list[Money] = list(map(known.__getitem__, texts))  # type: ignore[arg-type]  # no None
            return [one.value for one in money], money, Same(place, len(texts))
        if not columns.amounts and columns.debit is not None and columns.credit is not None:
            pairs = list(zip(table[columns.debit], table[columns.credit], strict=True))
            read = {pair: cells.two(*pair) for pair in set(pairs)}
            found = list(map(read.__getitem__, pairs))
        else:
            found = list(map(cells.amount, zip(*table, strict=True)))
        if any(one is None for one, _ in found):
            return None
        money = [one for one, _ in found if one is not None]
        return [one.value for one in money], money, [place for _, place in found]

    def _is_other(self, table: Sequence[list[str]], paid: Paid) -> bool:
        """Whether a row with a day and an amount is no movement: a balance, or one that failed."""
        reader, status = self._reader, self._columns.status
        if status is not None and any(state_of(text) == "failed" for text in set(table[status]) if text):
            return True
        labels = reader.label_words(lambda place: table[place])
        _, money, places = paid
        for at in [at for place, words in labels for at, word in enumerate(firsts(table[place])) if word in words]:
            cells = [column[at] for column in table]
            one = reader.money.parse(cells[places[at]]) if money is None else money[at]
            if one is not None and reader.is_balance_row(cells, one):
                return True
        return False
