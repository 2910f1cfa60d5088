"""Reads the line of "Pay with…": "84 fuel in France tomorrow", "12,50 café demain", "明天在法国84块加油".

What is found is taken out piece by piece: the day, the amount with its currency, how, the shop, the country, the kind
of purchase. What is left over is handed back as not understood, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TypeVar

from babel import Locale

from ui import locale
from ui.locale import text
from ui.locale.numbers import babel_locale
from ui.locale.tender import tender
from ui.locale.text import EntryError
from ui.payment import words
from ui.payment import words_far as far
from ui.payment.folding import folded
from ui.payment.known import Known
from ui.payment.situation import Situation

M = TypeVar("M")
LONGEST = 200
"""Characters of a line that are read."""
_SIGNS = re.compile(r"([€£¥]|us\$|\$)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9][0-9.,'٫]*(?:[*x×+/-][0-9][0-9.,٫]*)*")
_DAY_FIGURES = re.compile(
    r"[0-9]{1,2}[./][0-9]{1,2}[./](?:[0-9]{2}){1,2}|[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_THOUSANDS = re.compile(r"(?<![0-9.,])([0-9]{1,3})((?: [0-9]{3})+)(?![0-9])")
_DAYS = frozenset("day days jour jours".split())
_MOST = 4


def read(line: str, known: Known, today: date) -> Situation:
    """The situation that a line describes; parts that it does not name stay empty."""
    countries = _countries(locale.language())
    line, named = _han_day(line[:LONGEST], today)
    phrases = (*_phrases(), *countries, *known.names, *_categories(known))
    words_ = _Words(far.parted(line, phrases))
    on = named or _day(words_, today)
    amount, currency = _amount(words_, known.home)
    channel = words_.take(words.CHANNELS) or ""
    contactless = words_.take(words.CONTACTLESS)
    shop = _shop(words_, known, countries)
    country = words_.take(countries) or ""
    category = words_.take(_categories(known)) or ""
    return Situation(
        on=on or today, amount=amount, currency=currency, category=category, merchant=shop, country=country,
        channel=channel, contactless=contactless, unread=words_.rest(),
    )  # fmt: skip


class _Words:
    """The words of a line, as typed and folded; those that were understood are crossed out."""

    def __init__(self, line: str) -> None:
        spaced = _SIGNS.sub(r" \1 ", line.replace("’", "'"))
        spaced = _THOUSANDS.sub(lambda found: found[0].replace(" ", ""), spaced)
        self.typed = [one for part in spaced.split() if (one := part.strip(',;:!?"“”«»()'))]
        self.plain = [" ".join(folded(one).rstrip(".").split()) for one in self.typed]
        self.is_open = [True] * len(self.typed)

    def groups(self, longest: int = _MOST) -> Iterator[tuple[int, int]]:
        """Stretches of words that are still open, (start, end), the longest first, then from the start."""
        for length in range(min(longest, len(self.typed)), 0, -1):
            for start in range(len(self.typed) - length + 1):
                if all(self.is_open[start : start + length]):
                    yield start, start + length

    def phrase(self, start: int, end: int) -> str:
        """Words as one folded text."""
        return " ".join(self.plain[start:end])

    def cross_out(self, start: int, end: int) -> None:
        """These are understood."""
        self.is_open[start:end] = [False] * (end - start)

    def take(self, meanings: Mapping[str, M]) -> M | None:
        """The first meaning of the longest phrase that has one; None when there is none."""
        for start, end in self.groups():
            meaning = meanings.get(self.phrase(start, end))
            if meaning is not None:
                self.cross_out(start, end)
                return meaning
        return None

    def rest(self) -> tuple[str, ...]:
        """What was not understood, without the small words."""
        left = zip(self.typed, self.plain, self.is_open, strict=True)
        return tuple(typed for typed, plain, is_open in left if is_open and set(plain.split()) - words.FILLERS)


def _day(found: _Words, today: date) -> date | None:
    for start, end in found.groups():
        phrase = found.plain[start:end]
        on = _in_days(phrase, today) or _named_day(phrase, today)
        if on is not None:
            found.cross_out(start, end)
            return on
    return None


def _han_day(line: str, today: date) -> tuple[str, date | None]:
    """The line without a day as Chinese writes it ("12月5日", "下周五"), and that day."""
    month = far.MONTH_DAY.search(line)
    if month is not None:
        year, *rest = month.groups()
        years = [int(year)] if year else [today.year, today.year + 1]
        for one in years:
            with suppress(ValueError):
                on = date(one, int(rest[0]), int(rest[1]))
                if year or on >= today - timedelta(days=31):
                    return line.replace(month[0], " ", 1), on
    week = far.WEEKDAY.search(line)
    if week is None:
        return line, None
    weekday = min("一二三四五六日天".index(week[2]), 6)
    ahead = weekday - today.weekday() + 7 if week[1] else (weekday - today.weekday()) % 7
    return line.replace(week[0], " ", 1), today + timedelta(days=ahead)


def _in_days(phrase: list[str], today: date) -> date | None:
    figure = next((one for one in phrase if one.isdigit()), "")
    rest = [one for one in phrase if one != figure]
    is_near = len(phrase) == 3 and phrase[0] in {"in", "dans"} | far.AFTER and phrase[2] in _DAYS | far.DAY_COUNTS
    is_far = bool(rest) and rest[0] in far.DAY_COUNTS and (rest[0] == "天后" or (rest[1:2] or [""])[0] in far.LATER)
    if figure and len(figure) < 5 and ((is_near and phrase[1] == figure) or (is_far and phrase[0] == figure)):
        return today + timedelta(days=min(int(figure), 3660))
    return None


def _named_day(phrase: list[str], today: date) -> date | None:
    if " ".join(phrase) in far.DAYS:
        return today + timedelta(days=far.DAYS[" ".join(phrase)])
    figures = [one for one in phrase if one.isdigit()]
    is_figures = len(phrase) == 1 and _DAY_FIGURES.fullmatch(phrase[0]) is not None
    if len(figures) == len(phrase) or (len(figures) > 1 and len(figures[-1]) != 4):
        return None
    if not is_figures and any(_NUMBER.fullmatch(one) and not one.isdigit() for one in phrase):
        return None
    if phrase[0] in words.FILLERS - {"le"}:
        return None
    try:
        return text.parse_day(" ".join(phrase), today)
    except EntryError:
        return None


def _amount(found: _Words, home: str) -> tuple[Decimal | None, str]:
    for at, plain in enumerate(found.plain):
        if not found.is_open[at] or not _NUMBER.fullmatch(plain):
            continue
        try:
            amount = text.parse_number(plain.replace("x", "*").replace("×", "*"))
        except EntryError:
            continue
        found.cross_out(at, at + 1)
        for beside in (at + 1, at - 1):
            if 0 <= beside < len(found.plain) and found.is_open[beside]:
                currency = _currency(found.plain[beside], found.typed[beside], home)
                if currency:
                    found.cross_out(beside, beside + 1)
                    return amount * (10 if found.plain[beside] in far.TEN_TIMES else 1), currency
        return amount, ""
    return None, ""


def _currency(plain: str, typed: str, home: str) -> str:
    """A currency beside an amount: its sign or name, or its code in capitals (else "all" would be the lek)."""
    if home in far.FAMILIES.get(plain, ()):
        return home
    if plain in words.MONEY:
        return words.MONEY[plain]
    code = plain.upper()
    return code if code in tender() and (typed.isupper() or code in words.COMMON) else ""


def _shop(found: _Words, known: Known, countries: Mapping[str, str]) -> str:
    """A shop after "at" or "chez", known or not; without such a word only one that is known."""
    for at, plain in enumerate(found.plain):
        if plain not in words.SHOP_WORDS or not found.is_open[at]:
            continue
        start = at + 2 if found.plain[at + 1 : at + 2] and found.plain[at + 1] in words.ARTICLES else at + 1
        end = _end_of_name(found, start)
        if plain in far.SHOP_WORDS and any(found.phrase(start, stop) in countries for stop in range(end, start, -1)):
            continue  # these words stand before places too
        for stop in range(end, start, -1):
            name = known.like(found.phrase(start, stop))
            if name:
                found.cross_out(at, stop)
                return name
        if end > start:
            found.cross_out(at, end)
            return " ".join(found.typed[start:end])
    return found.take(known.names) or ""


def _end_of_name(found: _Words, start: int) -> int:
    """Where the name of a shop ends: at what was understood before, at "in", at a word for a kind of purchase."""
    end = start
    while end < min(start + _MOST, len(found.plain)) and found.is_open[end]:
        if found.plain[end] in words.KIND_OF or (end > start and found.plain[end] in words.PLACE_WORDS):
            break
        end += 1
    return end


def _categories(known: Known) -> Mapping[str, str]:
    return {**words.KIND_OF, **words.PHRASES, **{folded(one): one for one in known.categories}}


@cache
def _countries(language: str) -> Mapping[str, str]:
    """Folded names of countries in English, French and the language of the window, to their codes."""
    del language  # part of the cache's key; babel_locale() knows it
    found: dict[str, str] = {}
    for data in (*map(Locale, ("en", "fr", "ar", "fa", "zh")), babel_locale()):
        names = data.territories.items()
        found |= {" ".join(folded(name).split()): code for code, name in names if len(code) == 2 and code.isalpha()}
    return {**{name: code for name, code in found.items() if code not in {"EU", "UN", "ZZ"}}, **words.COUNTRIES}


@cache
def _phrases() -> tuple[str, ...]:
    """Every phrase that is understood besides names, to cut a line that has no blanks."""
    tables = (words.CHANNELS, words.CONTACTLESS, words.MONEY, words.FILLERS, words.SHOP_WORDS, far.DAYS, far.DAY_COUNTS)
    return tuple(one for table in tables for one in table)
