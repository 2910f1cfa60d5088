"""Dates as people say them: "Tuesday", "30 November", "1er mars 2027".

Patterns come from Babel; each written date is kept, because a table writes the same days again and again.
`ui.locale.text` is where callers find these functions.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import ModuleType

from ui import locale
from ui.locale.numbers import babel_locale, numbers

_NEAR = timedelta(days=6)
_SAME_YEAR = timedelta(days=183)
COMMON, JALALI = "common", "jalali"
_OF_DAYS = frozenset({"yMMMd", "full", "long", "yMd", "MMMMd", "MMMd"})


class _Chosen:
    """The calendar that days are written and read in; changed only by `use_calendar`."""

    calendar = COMMON


def use_calendar(kind: str) -> None:
    """Write and read days in the common or in the Persian calendar from now on."""
    if kind not in {COMMON, JALALI}:
        raise ValueError(kind)
    _Chosen.calendar = kind


def calendar() -> str:
    """The calendar in use."""
    return _Chosen.calendar


def day(on: date) -> str:
    """A date, short: "19 Nov 2026"."""
    return _written("yMMMd", on)


def day_long(on: date) -> str:
    """A date in full: "Tuesday 17 November 2026"."""
    return _written("full", on)


def day_figures(on: date) -> str:
    """A date in figures as typed into a field: "17/11/2026"."""
    return _written("yMd", on)


def day_month(on: date) -> str:
    """A date without its year: "30 November"."""
    return _written("MMMMd", on)


def day_month_short(on: date) -> str:
    """A date without its year, short: "30 Nov"."""
    return _written("MMMd", on)


def day_in_words(on: date, today: date) -> str:
    """A date as people say it in the middle of a sentence, without a preposition.

    "today", "tomorrow", "yesterday"; the weekday within the next six days; "30 November" within half a year; else
    with its year. `capital` makes the form for the start of a sentence.
    """
    near = _near(on, today)
    if near:
        return near
    if timedelta(0) < on - today <= _NEAR:
        return weekday(on)
    return day_month(on) if abs(on - today) <= _SAME_YEAR else _written("long", on)


def on_day(on: date, today: date) -> str:
    """A date with its preposition: "on Wednesday", "today", "on 30 November" (fr: "mercredi", "le 30 novembre")."""
    near = _near(on, today)
    if near:
        return near
    if timedelta(0) < on - today <= _NEAR:
        return locale.pgettext("a near weekday", "on {day}").format(day=weekday(on))
    return locale.pgettext("a date", "on {day}").format(day=day_in_words(on, today))


def until_day(on: date, today: date) -> str:
    """The end of a time: "until Wednesday", "until 30 November" (fr: "jusqu’à mercredi", "jusqu’au 30 novembre")."""
    near = _near(on, today)
    if near or timedelta(0) < on - today <= _NEAR:
        return locale.pgettext("a near day", "until {day}").format(day=near or weekday(on))
    return locale.pgettext("a date", "until {day}").format(day=day_in_words(on, today))


def weekday(on: date) -> str:
    """The day of the week: "Tuesday"."""
    return _written("EEEE", on)


def weekday_short(on: date) -> str:
    """The day of the week, short: "Tue"."""
    return _written("EEE", on)


def month(on: date) -> str:
    """A month of the common calendar with its year, for sums of such months: "November 2026"."""
    return _written("LLLL y", on)


def month_at(on: date) -> str:
    """The month a day lies in, in the calendar of choice: "November 2026", "Aban 1405"."""
    persian = _persian(on)
    return _native(persian.month_with_year(on)) if persian is not None else month(on)


def month_at_short(on: date, *, year: bool = False) -> str:
    """The same for an axis: "Nov", with year "Dec 25"."""
    persian = _persian(on)
    return _native(persian.month_short(on, year=year)) if persian is not None else month_short(on, year=year)


def month_start(on: date) -> date:
    """The first day of the month a day lies in."""
    persian = _persian(on)
    return persian.month_start(on) if persian is not None else on.replace(day=1)


def next_month(on: date) -> date:
    """The first day of the month after the one that a day lies in."""
    persian = _persian(on)
    return persian.next_month(on) if persian is not None else date(on.year + on.month // 12, on.month % 12 + 1, 1)


def day_number(on: date) -> int:
    """The number of a day in its month."""
    return (on - month_start(on)).days + 1


def month_name(on: date) -> str:
    """A month without its year: "November"."""
    return _written("LLLL", on)


def month_short(on: date, *, year: bool = False) -> str:
    """A month for an axis: "Nov", with year "Dec 25"."""
    return _written("LLL yy" if year else "LLL", on)


def period(first: date, last: date) -> str:
    """A time from one date to another, both included: "December 2025 to October 2026", "1 March to 15 March 2026".

    Whole months are named as months.
    """
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return month(first)
        to = locale.pgettext("months", "{first} to {last}")
        return to.format(first=month_name(first) if first.year == last.year else month(first), last=month(last))
    if first == last:
        return _written("long", first)
    to = locale.pgettext("days", "{first} to {last}")
    return to.format(
        first=day_month(first) if first.year == last.year else _written("long", first), last=_written("long", last)
    )


def period_short(first: date, last: date) -> str:
    """The same where there is little room: "1 Nov 2024 to 21 Nov 2026", "3 Apr to 7 Jun 2026"."""
    if first == last:
        return day(first)
    to = locale.pgettext("days", "{first} to {last}")
    return to.format(first=day_month_short(first) if first.year == last.year else day(first), last=day(last))


def clock(at: time | datetime) -> str:
    """A time of day: "07:30"."""
    from babel.dates import format_time  # the locked window writes no time and starts sooner without

    return str(format_time(at, "short", locale=babel_locale()))


def moment(at: datetime, now: datetime) -> str:
    """A moment as people say it: "just now", "2 minutes ago", "today 10:42", "17 November 10:42"."""
    seconds = int((now - at).total_seconds())
    if 0 <= seconds < 60:
        return locale.gettext("just now")
    if 0 <= seconds < 3600:
        minutes = seconds // 60
        return locale.ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    return locale.gettext("{day} {time}").format(day=day_in_words(at.date(), now.date()), time=clock(at))


def first_weekday() -> int:
    """The first day of the week where the person lives: 0 = Monday … 6 = Sunday."""
    return int(babel_locale().first_week_day)


def capital(text: str) -> str:
    """The text with a capital first letter, for the start of a sentence."""
    return text[:1].upper() + text[1:]


def _near(on: date, today: date) -> str:
    _ = locale.gettext
    return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((on - today).days, "")


def _written(form: str, on: date) -> str:
    plain = date(on.year, on.month, on.day)
    persian = _persian(plain) if form in _OF_DAYS else None
    if persian is not None:
        return _native(persian.written(form, plain, weekday(plain)))
    return _native(_cached(form, plain, locale.language(), locale.territory()))


def _native(written: str) -> str:
    digits = numbers().digits
    return written.translate(digits) if digits else written


def _persian(on: date) -> ModuleType | None:
    """Who writes a day of the Persian calendar, where it is chosen and known."""
    if _Chosen.calendar != JALALI:
        return None
    from ui.locale import persian  # for those who chose it

    return persian if persian.knows(on) else None


@lru_cache(maxsize=8192)
def _cached(form: str, on: date, language: str, territory: str) -> str:
    from babel import Locale
    from babel.dates import format_date, format_skeleton

    del territory  # part of the cache's key; babel_locale() knows it
    data = babel_locale()
    if language == "en" and form.startswith("LLL"):
        data = Locale("en")  # British English alone writes "Sept" among names of three letters
    if form in {"full", "long"} or form.startswith(("L", "E")):
        written = str(format_date(on, form, locale=data))
    else:
        written = str(format_skeleton(form, on, locale=data))
    if language == "fr" and on.day == 1:
        written = _first_of_month(written)
    return written.replace(", ", " ", 1) if form == "full" and data.territory == "GB" else written


def _first_of_month(written: str) -> str:
    """French says "1er mars", which CLDR does not know; figures ("01/03/2027") stay."""
    return " ".join("1er" if word == "1" else word for word in written.split(" "))
