"""Calendar arithmetic: months, clamped days, steps."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


def clamp_day(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last day when it has none (31 April → 30 April)."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(on: date, months: int, day: int | None = None) -> date:
    """The date so many months later (or earlier), on `day` (default its own), clamped to the month's end."""
    index = on.year * 12 + on.month - 1 + months
    return clamp_day(index // 12, index % 12 + 1, day or on.day)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, on: date) -> Month:
        """The month a day is in."""
        return cls(on.year, on.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Month:
        """The month after."""
        return self.plus(1)

    def plus(self, months: int) -> Month:
        """The month so many months later (negative: earlier)."""
        return Month.of(add_months(self.first, months))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
