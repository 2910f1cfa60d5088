"""Dates of other calendars as days of the Gregorian one, told by the year's size.

Years 2400 to 2700 are Buddhist (Thailand), 1300 to 1419 Solar Hijri (Iran, Afghanistan), 1420 to 1500 Islamic,
90 to 199 Minguo (Taiwan, written with three digits). The Islamic one follows the tabular rule of 11 leap years in
30 (civil epoch); a sighted month may begin a day earlier or later.
"""

from __future__ import annotations

from datetime import date, timedelta

_JALALI_BREAKS = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178,
)  # fmt: skip


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day that year, month and day name in the calendar that the year belongs to; None when there is none."""
    try:
        if 1900 <= year <= 2200:
            return date(year, month, day)
        if 2400 <= year <= 2700:
            return date(year - 543, month, day)
        if 1300 <= year < 1420:
            return _solar_hijri(year, month, day)
        if 1420 <= year <= 1500:
            return _islamic(year, month, day)
        if 90 <= year <= 199:
            return date(year + 1911, month, day)
    except ValueError:
        return None
    return None


def _solar_hijri(year: int, month: int, day: int) -> date | None:
    """After the break years of Borkowski's algorithm for the Persian calendar."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    leap, march = _nowruz(year)
    if month == 12 and day == 30 and leap:
        return None
    passed = (month - 1) * 31 - max(0, month - 7)
    return date(year + 621, 3, march) + timedelta(days=passed + day - 1)


def _nowruz(year: int) -> tuple[int, int]:
    """Years since the last leap year (0 = this one is), and the day in March of the first of Farvardin."""
    before, leaps, jump = _JALALI_BREAKS[0], -14, 0
    for border in _JALALI_BREAKS[1:]:
        jump = border - before
        if year < border:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        before = border
    passed = year - before
    leaps += passed // 33 * 8 + (passed % 33 + 3) // 4
    if jump % 33 == 4 and jump - passed == 4:
        leaps += 1
    western = (year + 621) // 4 - ((year + 621) // 100 + 1) * 3 // 4 - 150
    if jump - passed < 6:
        passed = passed - jump + (jump + 4) // 33 * 33
    leap = ((passed + 1) % 33 - 1) % 4
    return leap, 20 + leaps - western


def _islamic(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227014 + days)
