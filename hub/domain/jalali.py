"""The Persian solar (Jalali) calendar: exact by the astronomical years 1206 to 1498 as Iran's calendar centre has them.

The leap years are those of the 33-year rule (25 · y + 11) mod 33 < 8, which agrees with the equinox at Tehran for all
of these years. Outside of them the functions raise ValueError.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FIRST, LAST = 1206, 1498
_EPOCH = date(1979, 3, 21)
"""The first day of 1358."""
_EPOCH_YEAR = 1358


@dataclass(frozen=True, slots=True, order=True)
class JalaliMonth:
    """A month of the Persian calendar; month 1 = Farvardin."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day."""
        return to_date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.plus(1).first - timedelta(1)

    def plus(self, months: int) -> JalaliMonth:
        """The month so many months later (negative: earlier)."""
        index = self.year * 12 + self.month - 1 + months
        return JalaliMonth(index // 12, index % 12 + 1)


def is_leap(year: int) -> bool:
    """Whether Esfand of a year has 30 days."""
    _refuse(year)
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    if month < 12:
        return 31 if month <= 6 else 30
    return 30 if is_leap(year) else 29


def nowruz(year: int) -> date:
    """The first day of a year."""
    _refuse(year)
    if year >= _EPOCH_YEAR:
        return _EPOCH + timedelta(365 * (year - _EPOCH_YEAR) + sum(map(is_leap, range(_EPOCH_YEAR, year))))
    return _EPOCH - timedelta(365 * (_EPOCH_YEAR - year) + sum(map(is_leap, range(year, _EPOCH_YEAR))))


def to_date(year: int, month: int, day: int) -> date:
    """The day of the common calendar; ValueError when there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):
        raise ValueError(f"no such day: {year}-{month}-{day}")
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return nowruz(year) + timedelta(before + day - 1)


def of(on: date) -> tuple[int, int, int]:
    """Year, month and day of a day of the common calendar."""
    year = on.year - 621
    if on < nowruz(year):
        year -= 1
    at = (on - nowruz(year)).days
    if at < 186:
        return year, at // 31 + 1, at % 31 + 1
    return year, (at - 186) // 30 + 7, (at - 186) % 30 + 1


def month_of(on: date) -> JalaliMonth:
    """The month a day is in."""
    year, month, _day = of(on)
    return JalaliMonth(year, month)


def _refuse(year: int) -> None:
    if not FIRST <= year <= LAST + 1:
        raise ValueError(f"years {FIRST} to {LAST}")
