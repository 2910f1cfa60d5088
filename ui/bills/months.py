"""The months of the calendar of bills: of the common calendar, or of the Persian one where that is chosen."""

from __future__ import annotations

from datetime import date

from hub.domain import jalali
from hub.domain.jalali import JalaliMonth
from hub.domain.period import Month
from ui.locale import _, persian, text

AnyMonth = Month | JalaliMonth
JALALI = "jalali"
"""The setting that chooses Persian months."""


def month_of(on: date, calendar: str) -> AnyMonth:
    """The month a day is in."""
    return jalali.month_of(on) if calendar == JALALI else Month.of(on)


def holds(month: AnyMonth, on: date) -> bool:
    """Whether a day is in a month."""
    return month.first <= on <= month.last


def day_number(month: AnyMonth, on: date) -> int:
    """The number of a day in the calendar of a month."""
    return jalali.of(on)[2] if isinstance(month, JalaliMonth) else on.day


def title(month: AnyMonth) -> str:
    """A month with its year: "November 2026", "Azar 1405"."""
    if isinstance(month, JalaliMonth):
        return _("{month} {year}").format(month=name(month), year=text.code(str(month.year)))
    return text.month(month.first)


def name(month: AnyMonth) -> str:
    """A month without its year."""
    return persian.month_name(month.month) if isinstance(month, JalaliMonth) else text.month_name(month.first)
