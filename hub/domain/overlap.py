"""Lines that the vault holds as they stand: the usual case of a file that overlaps with an earlier one.

They are found by going through both in the order of days, one day at a time, so that a million rows that are all
there already need no look-up table of a million rows. What is not found so is left to `matching`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

from hub.domain.line_columns import way_of
from hub.domain.statement import BOOKED


class Known(NamedTuple):
    """A row of the account as the vault holds it, also a deleted one.

    key: fingerprint as stored at its import, empty for rows typed by hand. payee: needed for pending, expected
    and hand-typed rows only; may be empty for the others. is_hand: typed by the user and no line has completed it.
    """

    id: int
    booked_on: date
    amount: int
    key: str
    bank_id: str | None = None
    status: str = BOOKED
    is_hand: bool = False
    is_deleted: bool = False
    payee: str = ""


Row = tuple[str, int, str, str, int, str | None, int, str, int | None, int | None]
"""A row as it is stored: day as ISO text, id, fingerprint, status, amount, bank's id, is_hand, payee, batch, line."""


def known_of(row: Row, day: date) -> Known:
    """A stored row of a day as a known row."""
    _day, number, key, status, amount, bank_id, is_hand, payee, _batch, _line = row
    return Known(number, day, amount, key, bank_id, status, is_hand == 1, payee=payee)


@dataclass(slots=True)
class Overlap:
    """What the vault knows of the days of a file.

    rest: rows that no line is as it stands. By line, of the row that it is: ids (0 for none), names (its payee),
    batches and numbers (the batch it came with and its line there, 0 for none). first, last: days of those rows.
    """

    ids: array[int]
    names: list[str]
    batches: array[int]
    numbers: array[int]
    rest: list[Known] = field(default_factory=list)
    first: date = date.max
    last: date = date.min

    @classmethod
    def none(cls, count: int) -> Overlap:
        """That of so many lines with no row."""
        ids, batches, numbers = (array("q", bytes(8 * count)) for _ in range(3))
        return cls(ids, [""] * count, batches, numbers)

    @classmethod
    def of(cls, keys: Sequence[str], days: Sequence[date], rows: Iterable[tuple[date, Iterable[Row]]]) -> Overlap:
        """The overlap of lines without bank ids. rows: those of each day, oldest day first.

        Lines that jump about in time are all left to the look-up tables.
        """
        found = cls.none(len(keys))
        waiting, names = _by_day(days), dict[str, str]()
        reached, lines = date.min, range(0)
        for day, same in rows:
            while reached < day:
                reached, lines = next(waiting, (date.max, range(0)))
            of_day = dict(zip(keys[lines.start : lines.stop], lines, strict=True)) if reached == day else {}
            count = len(of_day)
            for row in same:
                at = of_day.pop(row[2], None) if row[3] == BOOKED else None
                if at is None:
                    found.rest.append(known_of(row, day))
                else:
                    found.ids[at], found.names[at] = row[1], names.setdefault(row[7], row[7])
                    found.batches[at], found.numbers[at] = row[8] or 0, row[9] or 0
            if len(of_day) < count:
                found.first, found.last = min(found.first, day), day
        return found


def _by_day(days: Sequence[date]) -> Iterator[tuple[date, range]]:
    """The lines of each day, oldest day first; nothing unless they run one way."""
    way = way_of(days)
    if way > 0:
        end = 0
        for day, same in groupby(days):
            start, end = end, end + sum(1 for _ in same)
            yield day, range(start, end)
    elif way < 0:
        start = len(days)
        for day, same in groupby(reversed(days)):
            end, start = start, start - sum(1 for _ in same)
            yield day, range(start, end)
