"""How money usually moves on an account where nothing is regular: its level, its weekdays, its months.

Statistics in float: minor units a day. What a model says is rounded to whole minor units where it leaves
`hub.domain.projection`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

HALF_LIFE = 150.0
"""Days after which a day counts half."""
_CALM = 120.0
"""Days of pretended average that weekdays and months are pulled to."""
_YEAR = 365


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
    on = date.fromordinal(first)
    month, weekday, found = on.month - 1, on.weekday(), []
    left = _days_left(on)
    by_weekday = [habit.level + one for one in habit.weekdays]
    seasonal = habit.months[month]
    for _ in range(count):
        found.append(by_weekday[weekday] + seasonal)
        weekday = weekday + 1 if weekday < 6 else 0
        left -= 1
        if not left:
            on = date.fromordinal(first + len(found))
            left, seasonal = _days_left(on), habit.months[on.month - 1]
    return found


def habits(amounts: Sequence[int], first: int, origins: Sequence[int]) -> list[Habit]:
    """The habit as it was known at the end of each origin; origins: ascending ordinals.

    amounts: of each day from the ordinal `first` on, without what is regular. A day's weight halves in `HALF_LIFE`
    days; offsets of weekdays and months are means pulled towards none. Months count from a whole year on.
    """
    fade = 0.5 ** (1.0 / HALF_LIFE)
    total = weight = 0.0
    by_weekday, weekday_weight = [0.0] * 7, [0.0] * 7
    by_month, month_days, month_weight = [0.0] * 12, [0.0] * 12, [0.0] * 12
    plain = running = 0.0
    lasting = 1.0
    found: list[Habit] = []
    at = 0
    month, left, weekday = 0, 0, (first + 6) % 7
    for number, amount in enumerate(amounts):
        ordinal = first + number
        if not left:
            on = date.fromordinal(ordinal)
            month_weight = _faded(month_weight, month, running, lasting)
            month, left, running, lasting = on.month - 1, _days_left(on), 0.0, 1.0
        total, weight = total * fade + amount, weight * fade + 1.0
        by_weekday[weekday] += amount
        weekday_weight[weekday] += 1.0
        by_month[month] += amount
        month_days[month] += 1.0
        running, lasting = running * fade + 1.0, lasting * fade
        plain += amount
        weekday = weekday + 1 if weekday < 6 else 0
        left -= 1
        while at < len(origins) and origins[at] == ordinal:
            mean = plain / (number + 1)
            weekdays = _offsets(by_weekday, weekday_weight, mean)
            months = _offsets(by_month, month_days, mean) if number >= _YEAR else [0.0] * 12
            shares = _faded(month_weight, month, running, lasting)
            season = sum(offset * share for offset, share in zip(months, shares, strict=True)) / weight
            found.append(Habit(total / weight - season, tuple(weekdays), tuple(months)))
            at += 1
    return found


def _faded(weights: Sequence[float], month: int, running: float, lasting: float) -> list[float]:
    """The weights of months after some days of one: running is what those weigh, lasting what older ones keep."""
    found = [one * lasting for one in weights]
    found[month] += running
    return found


def _offsets(sums: Sequence[float], counts: Sequence[float], mean: float) -> list[float]:
    return [(one - mean * count) / (count + _CALM) for one, count in zip(sums, counts, strict=True)]


def _days_left(on: date) -> int:
    following = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return following.toordinal() - on.toordinal()
