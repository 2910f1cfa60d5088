"""What each row of a table is: a movement, a balance, a sum, a detail, a footer, or damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain, repeat
from operator import itemgetter

from hub.domain.line_columns import Gathered
from hub.domain.progress import Progress, silent
from hub.domain.statement import Fact, Problem, Question
from importers.amounts import split
from importers.blocks import blocks_of
from importers.columns import Columns
from importers.dates import DateReading, from_number, shape
from importers.limits import Problems
from importers.money_cells import Money, MoneyCells
from importers.preamble import Preamble
from importers.profiles import Profile
from importers.table_words import (
    LABEL_HEAD,
    balance_word,
    begins_label,
    directions_of,
    is_page_mark,
    is_total,
    is_turnover,
    may_begin_label,
    state_of,
)
from importers.text_rows import CELL_LIMIT, Row

_SAMPLE = 4000

Movement = tuple[Row, list[str], date, Money, int]
"""A row that is a movement: the row, its cells (padded), day, money, and the column of the money."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the amounts mean beyond what is written: hundredths of their unit; a fee beside them goes off as well."""

    hundredths: bool = False
    fee_beside: bool = False


@dataclass(slots=True)
class Reading:
    """How the rows of one table are read, and what came of it."""

    columns: Columns
    dates: DateReading
    mark: str
    preamble: Preamble
    joiner: str
    answers: Mapping[str, str]
    profiles: Sequence[Profile]
    header: Sequence[str]
    progress: Progress = silent
    meaning: Meaning = Meaning()
    lines: Gathered = field(default_factory=Gathered)
    accounts: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=Problems)
    facts: list[Fact] = field(default_factory=list)


_NOTHING = False, "", None
_REMEMBERED = 20_000
"""Rows with one content each whose meaning is kept in mind."""
_HEAD = itemgetter(slice(LABEL_HEAD))


def firsts(texts: Sequence[str]) -> Iterator[str]:
    """The first word of each text."""
    return map(itemgetter(0), map(str.partition, texts, repeat(" ")))


class RowReader:
    """Goes through the rows of a table and tells movements from everything else; what is damaged becomes a problem."""

    def __init__(self, reading: Reading, rows: Sequence[Row]) -> None:
        self.reading = reading
        self.columns = reading.columns
        self.money = MoneyCells(reading.columns, reading.mark, in_hundredths=reading.meaning.hundredths)
        self.width = len(reading.profiles)
        self.directions = self._directions(rows)
        self._last_day: date | None = None
        self._last_line = 0
        self._harmless: set[str] = set()
        self._rows: Sequence[Row] = ()
        self._executed: set[tuple[object, ...]] | None = None
        self.more: dict[int, list[str]] = {}
        """What rows below a movement say of it, by the line of the movement."""
        self._fill_down = self._sparse_dates(rows)
        named = {
            *self.columns.dates,
            self.columns.value,
            self.columns.balance,
            self.columns.currency,
            *self.columns.money,
        }
        self._labels = [p for p, c in enumerate(reading.profiles) if p not in named and c.letters]
        self._texts = frozenset((*self.columns.description, *self.columns.payee, *self.columns.memo))
        self.idle: dict[tuple[str, ...], tuple[str, ...]] = {}
        """Rows that are nothing wherever they stand, or only carry on the text above them, with that text."""
        self._mended: dict[tuple[str, ...], tuple[Money, int] | None] = {}
        self._told: dict[tuple[str, ...], tuple[bool, str, Decimal | None]] = {}

    def begin(self, rows: Sequence[Row]) -> None:
        """Forget what was found, before all rows are gone through."""
        self.reading.problems.clear()
        self.more.clear()
        self._rows, self._executed = rows, None
        self._last_day, self._last_line = None, 0
        for known in (self.idle, self._mended, self._told):
            known.clear()

    def movements(self, rows: Sequence[Row]) -> Iterator[Movement]:
        """The rows that are movements, one by one."""
        self.begin(rows)
        for block in blocks_of(rows):
            yield from self.each(block.rows())

    def passed(self, day: date, line: int) -> None:
        """Take note of the last of some movements that were read in another way."""
        self._last_day, self._last_line = day, line

    def each(self, part: Sequence[Row]) -> Iterator[Movement]:
        """The movements among some rows, each row judged by itself."""
        labels = self.label_words(lambda place: [row.cells[place] for row in part if place < len(row.cells)])
        for row in part:
            cells = row.cells
            if row.fault:
                self._problem(row, row.fault)
                continue
            if len(cells) < self.width:
                if len(cells) == 1 and self.width > 2:
                    continue  # a line of prose: no movement, no balance
                if len(cells) < self.shortest:
                    self._problem(row, "row_too_short")
                    continue
                cells = cells + [""] * (self.width - len(cells))
            found = self.judge(row, cells, labels)
            if found:
                yield found

    @property
    def shortest(self) -> int:
        """How many cells a row has at least."""
        return 0 if self.reading.header else self.width - 2

    def judge(self, row: Row, cells: list[str], labels: Sequence[tuple[int, set[str]]]) -> Movement | None:
        """What a row of all columns is by itself; labels: as `label_words` finds them in it and its neighbours."""
        columns = self.columns
        first = columns.dates[0] if columns.dates else -1
        place = columns.amounts[0][0] if columns.amounts else -1
        day = self.reading.dates.known.get(cells[first]) if columns.dates else None
        money = self.money.known.get(cells[place]) if columns.amounts else None
        if day is None or money is None:
            said = self.idle.get(tuple(cells))
            if said is not None:
                self.carry(row.line, said)
                return None
            day = day or self.day(cells)
            if money is None:
                money, place = self.money.amount(cells)
            if day is None or money is None:
                return self._odd(row, cells, day, money, place)
        if labels and self._labelled(cells, labels) and self.is_balance_row(cells, money):
            return None
        if columns.status is not None and cells[columns.status] and self._failed(row, cells, money):
            return None
        self._last_day, self._last_line = day, row.line
        return row, cells, day, money, place

    def label_words(self, column: Callable[[int], Sequence[str]]) -> list[tuple[int, set[str]]]:
        """The columns in which a cell of some rows may label a balance, with the first words of such cells."""
        found = []
        for place in self._labels:
            texts = column(place)
            heads = set(map(_HEAD, texts)) - self._harmless
            suspect = {head for head in heads if may_begin_label(head)}
            self._harmless |= heads - suspect
            words = set(firsts([text for text in texts if text[:LABEL_HEAD] in suspect])) if suspect else ()
            labels = {word for word in words if begins_label(word)}
            if labels:
                found.append((place, labels))
        return found

    @staticmethod
    def _labelled(cells: Sequence[str], labels: Sequence[tuple[int, set[str]]]) -> bool:
        return any(cells[place].partition(" ")[0] in words for place, words in labels)

    def direction(self, cells: Sequence[str]) -> str:
        """What the direction column says: "in", "out", "neutral" or ""."""
        place = self.columns.direction
        return self.directions.get(cells[place], "") if place is not None else ""

    def _odd(self, row: Row, cells: list[str], day: date | None, money: Money | None, place: int) -> Movement | None:
        """A row that lacks a date or an amount: a footer, a detail, a damaged row, or one that can be mended."""
        key, before = tuple(cells), len(self.reading.problems)
        if max(map(len, cells), default=0) > CELL_LIMIT:
            self._problem(row, "cell_too_long")
            return None
        if any(is_total(c) or balance_word(c) for c in cells if c):
            self.is_balance_row(cells, money)
            if self._telling(cells, money)[1] != "closing":  # the last one counts
                self._rest(key, ())
            return None
        said = self._only_text(cells) if day is None and money is None else ()
        if said:
            self._rest(key, said)
            self.carry(row.line, said)
            return None
        if day is None:
            found = self._undated(row, cells, money, place)
            if found is None and not (self._fill_down and money) and len(self.reading.problems) == before:
                self._rest(key, ())
            return found
        if self.columns.part is not None and cells[self.columns.part]:
            self._rest(key, ())
            return None
        mended = self._mend(cells)
        if mended:
            return row, cells, day, *mended
        if any(cells[p] for p in self.columns.money if p != self.columns.balance):
            self._problem(row, "amount_unreadable")
        elif sum(bool(c) for c in cells) > 1 and self.columns.part is None:
            self._problem(row, "amount_missing")
        return None

    def _rest(self, key: tuple[str, ...], said: tuple[str, ...]) -> None:
        if len(self.idle) < _REMEMBERED:
            self.idle[key] = said

    def _only_text(self, cells: Sequence[str]) -> tuple[str, ...]:
        """What a row says that can only carry on the text of the movement above it."""
        said = [p for p, c in enumerate(cells) if c]
        is_text = self._texts.issuperset(said) and not any(is_page_mark(cells[p]) for p in said)
        return tuple(cells[p] for p in said) if is_text else ()

    def carry(self, line: int, said: tuple[str, ...]) -> None:
        """Keep the text of a row for the movement above it, when it stands near."""
        if said and self._last_line and line <= self._last_line + 12:
            self.more.setdefault(self._last_line, []).extend(said)

    def _undated(self, row: Row, cells: list[str], money: Money | None, place: int) -> Movement | None:
        """A row without a readable date: of the day above, pending, damaged, or no row at all."""
        written = next((cells[p] for p in self.columns.dates[:1] if cells[p]), "")
        filled = sum(bool(c) for c in cells)
        if money is None or not money.value:
            if written and shape(written):
                self._problem(row, "date_unreadable")
            return None
        if written:
            if state_of(written):
                self._problem(row, "pending_without_date")
            elif filled > 2 or any(c.isdigit() for c in written):
                self._problem(row, "date_unreadable")
            return None
        if self._fill_down and self._last_day:
            return row, cells, self._last_day, money, place
        if filled > 1:
            self._problem(row, "date_missing")
        return None

    def _mend(self, cells: list[str]) -> tuple[Money, int] | None:
        """The amount of a row whose cells have slipped sideways: the only one that can be it."""
        key = tuple(cells)
        if key not in self._mended:
            if len(self._mended) >= _REMEMBERED:
                self._mended.clear()
            self._mended[key] = self._slipped(cells)
        return self._mended[key]

    def _slipped(self, cells: list[str]) -> tuple[Money, int] | None:
        columns = self.columns
        if len(columns.amounts) != 1:
            return None
        target = columns.amounts[0][0]
        used = {*columns.dates, columns.value, columns.id, columns.balance}
        near = range(max(0, target - 4), min(len(cells), target + 5))
        found = [
            (money, p)
            for p in near
            if p not in used
            and cells[p]
            and shape(cells[p]) is None
            and split(cells[p])
            and (money := self.money.parse(cells[p]))
        ]
        return found[0] if len(found) == 1 else None

    def is_balance_row(self, cells: list[str], money: Money | None) -> bool:
        """Whether a row states a balance or a sum; opening and closing ones are kept."""
        before = self.reading.preamble
        is_balance, kind, value = self._telling(cells, money)
        if value is not None:
            if kind == "opening" and before.opening is None:
                before.opening, before.opening_on = value, self.day(cells)
            elif kind == "closing":
                before.closing, before.closing_on = value, self.day(cells)
        return is_balance

    def _telling(self, cells: list[str], money: Money | None) -> tuple[bool, str, Decimal | None]:
        """Whether a row states a balance or a sum, which one, and its value."""
        key = tuple(cells)
        if key not in self._told:
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[key] = self._states(cells, money)
        return self._told[key]

    def _states(self, cells: list[str], money: Money | None) -> tuple[bool, str, Decimal | None]:
        strict = money is not None and bool(money.value)
        kind = next((k for c in cells if c and (k := balance_word(c, strict))), "")
        if not kind:
            return any(is_turnover(c) for c in cells if c), "", None
        columns, value = self.columns, self.money.balance(cells)
        if money is not None and money.value and value is not None:
            return _NOTHING
        if columns.category is not None and cells[columns.category] and money is not None:
            return _NOTHING
        if strict and self._says_more(cells):
            return _NOTHING
        if value is None and money is not None:
            value = -abs(money.value) if money.mark == "dr" or self.direction(cells) == "out" else money.value
        return True, kind, value

    def _says_more(self, cells: list[str]) -> bool:
        """Whether a row names a payee and what was bought beside a word such as "balance": the way it was paid."""
        texts = {cells[p] for p in (*self.columns.payee, *self.columns.description) if cells[p]}
        return len([t for t in texts if not balance_word(t, strict=True) and any(map(str.isalpha, t))]) > 1

    def _failed(self, row: Row, cells: Sequence[str], money: Money) -> bool:
        status = cells[self.columns.status or 0]
        if state_of(status) != "failed" or self._takes_back(cells, money):
            return False
        self._problem(row, "not_executed", status=status)
        return True

    def _takes_back(self, cells: Sequence[str], money: Money) -> bool:
        """Whether a cancelled row is no movement that failed but one that takes an earlier one back: the same texts
        with the opposite amount were executed."""
        status, places = self.columns.status or 0, [*self.columns.payee, *self.columns.description]
        if self._executed is None:
            done = (row.cells for row in self._rows if len(row.cells) >= self.width)
            self._executed = {
                (*(one[p] for p in places), found.value)
                for one in done
                if state_of(one[status]) != "failed" and (found := self.money.amount(one)[0]) is not None
            }
        return bool(money.value) and (*(cells[p] for p in places), -money.value) in self._executed

    def _problem(self, row: Row, code: str, **values: object) -> None:
        text = row.raw or self.reading.joiner.join(row.cells)
        self.reading.problems.append(Problem(row.line, code, text[:2000], values))

    def day(self, cells: Sequence[str]) -> date | None:
        """The first day that the date columns of a row name."""
        return next((day for place in self.columns.dates if (day := self.day_of(cells[place])) is not None), None)

    def day_of(self, text: str) -> date | None:
        """The day that a cell of a date column names."""
        day = self.reading.dates.read(text) if text else None
        return from_number(text) if day is None and text.isdigit() else day

    def _sparse_dates(self, rows: Sequence[Row]) -> bool:
        """Whether a date stands only in the first of several rows of a day."""
        if not self.columns.dates:
            return False
        place, sample = self.columns.dates[0], rows[:_SAMPLE]
        empty = sum(1 for r in sample if place < len(r.cells) and not r.cells[place] and sum(map(bool, r.cells)) > 1)
        return empty > 1 and 6 * empty > len(sample)

    def _directions(self, rows: Sequence[Row]) -> dict[str, str]:
        place = self.columns.direction
        if place is None:
            return {}
        texts = frozenset(chain.from_iterable(block.texts(place) for block in blocks_of(rows)))
        return directions_of(texts, self.reading.header[place] if place < len(self.reading.header) else "")
