"""Reading dates that people type: words ("tomorrow", "vendredi dernier"), figures ("15/3"), ISO and offsets ("+3").

English and French words are understood in every language, besides the language's own names of days and months.
`ui.locale.text` is where callers find `parse_day`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from ui import locale
from ui.locale.days import JALALI, calendar
from ui.locale.numbers import babel_locale
from ui.locale.reading import LONGEST, EntryError

if TYPE_CHECKING:
    from babel import Locale  # the locked window reads no day and starts sooner without

_WORDS = {
    "today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "aujourdhui": 0,
    "demain": 1,
    "hier": -1,
    "apres demain": 2,
    "avant hier": -2,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}
_PAST = frozenset({"last", "dernier", "derniere"})
_FUTURE = frozenset({"next", "prochain", "prochaine"})
_FILLERS = frozenset({"on", "le", "the", "of", "de", "d"})
_ORDINAL = re.compile(r"(?<=[0-9])(st|nd|rd|th|er|re|eme|e)$")


def parse_day(text: str, today: date) -> date:
    """The date a person means: "tomorrow", "friday" (the next, today included), "last friday", "15", "15/3", "15 mars",
    "15.3.26", "2026-03-15", "+3" (days from today); where the Persian calendar is chosen "28 aban", "1405/8/28".

    Figures follow the language's order of day and month. Without a year the nearest such date is taken, a day
    alone is in the month of today. Raises `EntryError`.
    """
    if len(text) > LONGEST:
        raise EntryError("entry_too_long", where={"position": LONGEST}, limit=LONGEST)
    plain = _folded(text)
    if not plain:
        raise EntryError("day_missing", where={"position": 0})
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    offset = re.fullmatch(r"([+-])\s*([0-9]{1,4})", plain)
    if offset:
        return today + timedelta(days=int(offset[1] + offset[2]))
    persian = _persian(plain, today) if calendar() == JALALI else None
    if persian is not None:
        return persian
    iso = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})", plain)
    if iso:
        year, month, day = (int(part) for part in iso.groups() if part is not None)
        return _existing(year, month, day)
    words = [_ORDINAL.sub("", word) for word in re.split(r"[\s/.,-]+", plain) if word]
    words = [word for word in words if word not in _FILLERS]
    return _weekday(words, today) or _with_month(words, today) or _figures(words, today) or _not_understood(text)


def _persian(plain: str, today: date) -> date | None:
    """The day of the Persian calendar that is meant, where it is chosen."""
    from ui.locale import persian

    words = [word for word in re.split(r"[\s/.,-]+", plain) if word and word not in _FILLERS]
    words = [_ORDINAL.sub("", word) for word in words if word not in _day_names()]
    names = [_folded(persian.month_name(month)) for month in range(1, 13)]
    try:
        return persian.read(words, names, today) if words else None
    except ValueError:
        raise EntryError("day_not_understood", where={"position": 0}, text=plain) from None


def _weekday(words: list[str], today: date) -> date | None:
    days = _day_names()
    named = [days[word] for word in words if word in days]
    others = [word for word in words if word not in days]
    if len(named) != 1 or any(word not in _PAST | _FUTURE for word in others):
        return None
    ahead = (named[0] - today.weekday()) % 7
    if any(word in _PAST for word in others):
        return today - timedelta(days=7 - ahead)
    return today + timedelta(days=ahead or (7 if others else 0))


def _with_month(words: list[str], today: date) -> date | None:
    months = _month_names()
    words = [word for word in words if word not in _day_names()]
    named = [months[word] for word in words if word in months]
    figures = [int(word) for word in words if word.isdigit()]
    if len(named) != 1 or len(figures) + 1 != len(words) or len(figures) not in {1, 2}:
        return None
    day, *year = figures
    if day > 31:
        return _existing(_year(str(day)), named[0], year[0]) if year else None
    return _existing(_year(str(year[0])), named[0], day) if year else _nearest(named[0], day, today)


def _figures(words: list[str], today: date) -> date | None:
    if not 1 <= len(words) <= 3 or not all(word.isdigit() and len(word) <= 4 for word in words):
        return None
    if len(words) == 1:
        return _existing(today.year, today.month, int(words[0])) if len(words[0]) <= 2 else None
    first, second = int(words[0]), int(words[1])
    month_first = _month_first()
    if (month_first and first > 12 >= second) or (not month_first and second > 12 >= first):
        month_first = not month_first
    month, day = (first, second) if month_first else (second, first)
    return _existing(_year(words[2]), month, day) if len(words) == 3 else _nearest(month, day, today)


def _not_understood(text: str) -> date:
    raise EntryError("day_not_understood", where={"position": 0}, text=text)


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise EntryError("day_does_not_exist", where={"position": 0}, year=year, month=month, day=day) from None


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) <= 2 else 0)


def _nearest(month: int, day: int, today: date) -> date:
    """The date nearest to today; 29 February looks for the nearest leap year."""
    found: list[date] = []
    for year in range(today.year - 4, today.year + 5):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        return _existing(today.year, month, day)
    return min(found, key=lambda candidate: abs(candidate - today))


def _month_first() -> bool:
    pattern = babel_locale().date_formats["short"].pattern
    return "M" in pattern and pattern.index("M") < pattern.index("d")


def _folded(text: str) -> str:
    """Lower case, without accents, apostrophes and bidi marks, ASCII digits, single spaces, one kind of minus."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", text.replace("\u2212", "-")):
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf" or character in "'’":
            continue
        digit = unicodedata.decimal(character, None)
        kept.append(character if digit is None else str(digit))
    folded = " ".join("".join(kept).casefold().split()).rstrip(".")
    return folded.replace("-", " ") if re.match(r"[a-z]+-[a-z]", folded) else folded


def _day_names() -> Mapping[str, int]:
    return _names(locale.language(), "days", "months")


def _month_names() -> Mapping[str, int]:
    return _names(locale.language(), "months", "days")


@cache
def _names(language: str, what: str, other: str) -> Mapping[str, int]:
    """Folded names, full and short, of days (0 = Monday) or months (1 = January) in English, French and `language`.

    "mar" is Tuesday in French and March in English: what the language itself uses for the other kind is left out.
    """
    del language  # part of the cache's key; babel_locale() knows it
    from babel import Locale

    found: dict[str, int] = {}
    for data in (Locale("en"), Locale("fr")):
        found |= _names_in(data, what)
    taken = _names_in(babel_locale(), other)
    return {name: number for name, number in found.items() if name not in taken} | _names_in(babel_locale(), what)


def _names_in(data: Locale, what: str) -> dict[str, int]:
    return {
        _folded(name): number
        for place in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in getattr(data, what)[place][width].items()
    }
