"""How money usually moves on an account where nothing is regular: its level, its weekdays, its months.

Statistics in float: minor units a day. What a model says is rounded to whole minor units where it leaves
`hub.domain.projection`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

HALF_LIFE = 150.0
"""Days after which a day counts half."""
_CALM = 120.0
"""Days of pretended average that weekdays and months are pulled to."""
_YEAR = 365
_FADE = 0.5 ** (1.0 / HALF_LIFE)


class Habit(NamedTuple):
    """What a day brings: level + weekdays[0 = Monday] + months[0 = January], minor units, negative = out."""

    level: float
    weekdays: tuple[float, ...]
    months: tuple[float, ...]

    def on(self, day: date) -> float:
        """What is expected of a day."""
        return self.level + self.weekdays[day.weekday()] + self.months[day.month - 1]


def ahead(habit: Habit, first: int, count: int) -> list[float]:
    """What is expected of each of so many days from an ordinal on."""
    cycle = [habit.level + one for one in habit.weekdays] * 6  # the longest month from any weekday on
    found: list[float] = []
    while len(found) < count:
        on = date.fromordinal(first + len(found))
        seasonal, weekday = habit.months[on.month - 1], on.weekday()
        found += [one + seasonal for one in cycle[weekday : weekday + _days_left(on)]]
    return found[:count]


def habits(amounts: Sequence[int], first: int, origins: Sequence[int]) -> list[Habit]:
    """The habit as it was known at the end of each origin; origins: ascending ordinals among the days.

    amounts: of each day from the ordinal `first` on, without what is regular. A day's weight halves in `HALF_LIFE`
    days; offsets of weekdays and months are means pulled towards none. Months count from a whole year on.
    """
    if not origins:
        return []
    totals = list(accumulate(map(float, amounts), lambda total, amount: total * _FADE + amount))
    sums = list(accumulate(amounts, initial=0))
    by_weekday = [list(accumulate(amounts[later::7], initial=0)) for later in range(7)]
    months = _Months(first, sums)
    found: list[Habit] = []
    for origin in origins:
        days = origin - first + 1
        mean, weight = sums[days] / days, _weighing(days)
        counts = [(days - later + 6) // 7 for later in range(7)]
        offsets = _offsets([by_weekday[later][count] for later, count in enumerate(counts)], counts, mean)
        turned = (first + 6) % 7  # the weekday of the first day
        weekdays = tuple(offsets[(weekday - turned) % 7] for weekday in range(7))
        shares = months.until(days)
        seasons = _offsets(months.amounts, months.days, mean) if days > _YEAR else [0.0] * 12
        season = sum(offset * share for offset, share in zip(seasons, shares, strict=True)) / weight
        found.append(Habit(totals[days - 1] / weight - season, weekdays, tuple(seasons)))
    return found


class _Months:
    """What the months of the calendar brought until a day, and what their days weigh on it; asked for later days only.

    amounts, days: sums and counts by month, January first.
    """

    def __init__(self, first: int, sums: Sequence[int]) -> None:
        """sums: what all days before each day brought, from the ordinal `first` on."""
        self.amounts, self.days = [0] * 12, [0] * 12
        self._weights, self._first, self._sums, self._done = [0.0] * 12, first, sums, 0

    def until(self, count: int) -> list[float]:
        """Count until so many days are over; the weights of the months."""
        while self._done < count:
            on = date.fromordinal(self._first + self._done)
            month, days = on.month - 1, min(_days_left(on), count - self._done)
            self.amounts[month] += self._sums[self._done + days] - self._sums[self._done]
            self.days[month] += days
            lasting = _FADE**days
            self._weights = [one * lasting for one in self._weights]
            self._weights[month] += _weighing(days)
            self._done += days
        return self._weights


def _weighing(days: int) -> float:
    """What so many days weigh on the last of them: the sum of a geometric series."""
    weight: float = (1.0 - _FADE**days) / (1.0 - _FADE)
    return weight


def _offsets(sums: Sequence[float], counts: Sequence[int], mean: float) -> list[float]:
    return [(one - mean * count) / (count + _CALM) for one, count in zip(sums, counts, strict=True)]


def _days_left(on: date) -> int:
    following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return following.toordinal() - on.toordinal()
