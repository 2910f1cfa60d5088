"""Lines that the vault holds as they stand: the usual case of a file that overlaps with an earlier one.

They are found by going through both in the order of days, one day at a time, so that a million rows that are all
there already need no look-up table of a million rows. What is not found so is left to `matching`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

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


known_of = partial(tuple.__new__, Known)
"""A known row of all its fields: sooner than `Known(...)`, for there are millions."""


@dataclass(slots=True)
class Overlap:
    """What the vault knows of the days of a file.

    rest: rows that no line is as it stands. ids: by line, the row that it is, 0 for none; names: that row's payee.
    first, last: days of the rows that are lines.
    """

    ids: array[int]
    names: list[str]
    rest: list[Known] = field(default_factory=list)
    first: date = date.max
    last: date = date.min

    @classmethod
    def none(cls, count: int) -> Overlap:
        """That of so many lines with no row."""
        return cls(array("q", bytes(8 * count)), [""] * count)

    @classmethod
    def of(cls, keys: Sequence[str], days: Sequence[date], rows: Iterable[tuple[Any, ...]]) -> Overlap:
        """The overlap of lines without bank ids. rows: fields of `Known`, in the order of days.

        Lines that jump about in time are all left to the look-up tables.
        """
        found = cls.none(len(keys))
        waiting = _by_day(days)
        day = date.min
        lines: range | None = range(0)
        of_day: dict[str, int] = {}
        for row in rows:
            if row[1] != day:
                day = row[1]
                while lines is not None and (not lines or days[lines[0]] < day):
                    lines = next(waiting, None)
                is_there = lines is not None and days[lines[0]] == day
                of_day = {keys[at]: at for at in lines} if lines is not None and is_there else {}
            at = of_day.pop(row[3], None) if row[5] == BOOKED else None
            if at is None:
                found.rest.append(known_of(row))
                continue
            found.ids[at], found.names[at] = row[0], row[8]
            found.first, found.last = min(found.first, day), max(found.last, day)
        return found


def _by_day(days: Sequence[date]) -> Iterator[range]:
    """The lines of each day, oldest day first; nothing unless they run one way."""
    if all(one <= other for one, other in pairwise(days)):
        start = 0
        for at in range(1, len(days) + 1):
            if at == len(days) or days[at] != days[start]:
                yield range(start, at)
                start = at
    elif all(one >= other for one, other in pairwise(days)):
        end = len(days)
        for at in range(len(days) - 1, -1, -1):
            if at == 0 or days[at - 1] != days[end - 1]:
                yield range(at, end)
                end = at
