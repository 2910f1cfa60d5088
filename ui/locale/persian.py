"""Days of the Persian calendar (Jalali): how they are written, and how they are read, where that calendar is chosen.

Figures stand year, month, day, as in Iran ("1405/08/28"); names of months are those of the language in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hub.domain import jalali
from ui.locale import N_
from ui.locale import gettext as _

NAMES = (
    N_("Farvardin"), N_("Ordibehesht"), N_("Khordad"), N_("Tir"), N_("Mordad"), N_("Shahrivar"), N_("Mehr"),
    N_("Aban"), N_("Azar"), N_("Dey"), N_("Bahman"), N_("Esfand"),
)  # fmt: skip
_SHORT = 3
_ISO_FROM = 1700
"""Years of four figures from which a date is of the common calendar, also where the Persian one is chosen."""
_CENTURY = 1400


def knows(on: date) -> bool:
    """Whether the calendar is known for a day."""
    return jalali.FIRST < on.year - 621 < jalali.LAST


def month_name(month: int) -> str:
    """The name of a month from 1 to 12."""
    return _(NAMES[month - 1])


def month_with_year(on: date) -> str:
    """The month a day lies in: "Aban 1405"."""
    year, month, _day = jalali.of(on)
    return _("{month} {year}").format(month=month_name(month), year=year)


def month_short(on: date, *, year: bool = False) -> str:
    """The month a day lies in, for an axis: "Aba", with its year "Aba 05"."""
    number, month, _day = jalali.of(on)
    short = month_name(month)[:_SHORT]
    return _("{month} {year}").format(month=short, year=f"{number % 100:02}") if year else short


def written(form: str, on: date, weekday: str) -> str:
    """A day. form: as in `ui.locale.days`; weekday: its name, for the full form."""
    year, month, day = jalali.of(on)
    if form == "yMd":
        return f"{year}/{month:02}/{day:02}"
    name = month_name(month)
    if form == "MMMd":
        return _("{day} {month}").format(day=day, month=name[:_SHORT])
    if form == "MMMMd":
        return _("{day} {month}").format(day=day, month=name)
    plain = _("{day} {month} {year}").format(day=day, month=name, year=year)
    return _("{weekday} {day}").format(weekday=weekday, day=plain) if form == "full" else plain


def month_start(on: date) -> date:
    """The first day of the month that a day lies in."""
    return jalali.month_of(on).first


def next_month(on: date) -> date:
    """The first day of the month after the one that a day lies in."""
    return jalali.month_of(on).plus(1).first


def read(words: Sequence[str], folded_names: Sequence[str], today: date) -> date | None:
    """The day that figures or a name of a month say, without its year the nearest; None for what says none.

    ValueError when there is no such day. folded_names: of the twelve months, as `words` are folded.
    """
    named = [word for word in words if not word.isdigit()]
    figures = [int(word) for word in words if word.isdigit()]
    if named:
        found = [at for at, name in enumerate(folded_names, 1) if len(named[0]) >= _SHORT and name.startswith(named[0])]
        if len(named) != 1 or len(found) != 1 or len(figures) not in {1, 2}:
            return None
        day, *rest = figures
        return _to_day(rest[0], found[0], day) if rest else _nearest(found[0], day, today)
    if len(figures) == 1 and figures[0] < 32:
        year, month, _day = jalali.of(today)
        return jalali.to_date(year, month, figures[0])
    if len(figures) == 2:
        month, day = (figures[1], figures[0]) if figures[0] > 12 else (figures[0], figures[1])
        return _nearest(month, day, today)
    if len(figures) != 3 or figures[0] >= _ISO_FROM:
        return None
    return _to_day(*figures) if figures[0] > 31 else _to_day(figures[2], figures[1], figures[0])


def _to_day(year: int, month: int, day: int) -> date:
    return jalali.to_date(year if year >= 100 else year + _CENTURY, month, day)


def _nearest(month: int, day: int, today: date) -> date:
    """The day nearest to today; 30 Esfand looks for the nearest leap year."""
    year = jalali.of(today)[0]
    found = [
        jalali.to_date(one, month, day)
        for one in range(year - 4, year + 5)
        if 1 <= month <= 12 and 1 <= day <= jalali.month_length(one, month)
    ]
    if not found:
        raise ValueError(f"no such day: {month}-{day}")
    return min(found, key=lambda one: abs(one - today) or timedelta(0))
