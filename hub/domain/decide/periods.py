"""Periods of caps, tiers and credits (DECIDE section 3): which period a day is in, and the one before."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from hub.domain.decide.situation import Instrument

LIFETIME = 0
"""The one period of `lifetime`."""

_DAY = timedelta(days=1)
_LAST_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def period_of(period: str, instrument: Instrument, day: date) -> int:
    """The period that holds a day, as the ordinal of its first day.

    statement without a close day is the calendar month, anniversary_year without opened_on the calendar year.
    """
    if period == "lifetime":
        return LIFETIME
    return _first_day(period, instrument, day).toordinal()


def period_before(period: str, instrument: Instrument, key: int) -> int | None:
    """The period before the one with this key; lifetime has none."""
    if key == LIFETIME:
        return None
    return period_of(period, instrument, date.fromordinal(key) - _DAY)


def closing_date(close_day: int, day: date) -> date:
    """The first statement closing date on or after a day; a close day after the month's end is its last day."""
    close = _close_in(day.year, day.month, close_day)
    if day <= close:
        return close
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return _close_in(year, month, close_day)


def _first_day(period: str, instrument: Instrument, day: date) -> date:
    if period == "statement" and instrument.close_day is not None:
        return _statement_start(instrument.close_day, day)
    if period == "anniversary_year" and instrument.opened_on is not None:
        this_year = _anniversary(instrument.opened_on, day.year)
        return this_year if this_year <= day else _anniversary(instrument.opened_on, day.year - 1)
    if period in ("calendar_month", "statement"):
        return day.replace(day=1)
    if period == "calendar_quarter":
        return date(day.year, day.month - (day.month - 1) % 3, 1)
    return date(day.year, 1, 1)


def _statement_start(close_day: int, day: date) -> date:
    close = closing_date(close_day, day)
    year, month = (close.year - 1, 12) if close.month == 1 else (close.year, close.month - 1)
    return _close_in(year, month, close_day) + _DAY


def _close_in(year: int, month: int, close_day: int) -> date:
    last = 29 if month == 2 and isleap(year) else _LAST_DAYS[month]
    return date(year, month, min(close_day, last))


def _anniversary(opened_on: date, year: int) -> date:
    if opened_on.month == 2 and opened_on.day == 29 and not isleap(year):
        return date(year, 2, 28)
    return opened_on.replace(year=year)
