"""What the cells of a column are, and whether they can be what a heading says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from importers.amounts import split
from importers.currencies import currency_of
from importers.dates import is_packed, shape
from importers.table_words import directions_of, state_of

_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{1,2}[A-Z0-9 ]*|[0-9]{6,}|[0-9]+[-/ ][0-9/ -]{3,}", re.ASCII)
_CLOCK = re.compile("[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?|(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9]")
_NOT_ZERO = re.compile("[1-9]")
_LETTER, _DIGIT = re.compile("[A-Za-z]"), re.compile("[0-9]")
_NOTHING = frozenset(("-", "--", "---", "–", "—", "n/a", "N/A"))
"""What stands in a column of numbers where there is none."""
_MANY = 5
_MONEY = ("net", "settled", "amount", "gross", "debit", "credit", "before", "balance")
DATES = ("booked", "date", "bought", "value")


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of a column are, in percent of the filled ones (filled itself: percent of all).

    spaced: with a blank inside. varied: different ones among them, 0 where they are few.
    ways: how many different directions they name, where that says that they are directions: words, or both of them.
    """

    filled: int
    dates: int
    loose_dates: int
    numbers: int
    decimals: int
    negative: int
    signed: int
    currencies: int
    long_digits: int
    distinct: int
    letters: int
    states: int
    directions: int
    length: int
    digits: int
    accounts: int
    with_currency: int = 0
    clocks: int = 0
    spaced: int = 0
    varied: int = 0
    ways: int = 0
    zeros: int = 0


def profile(cells: Sequence[str]) -> Profile:
    """What the cells of one column are."""
    seen = Counter(cells)
    seen.pop("", None)
    parts = {c: found for c in seen if (found := split(c)) is not None}
    for dash in _NOTHING.intersection(seen) if parts else ():
        del seen[dash]
    total = seen.total()
    count = total or 1
    shapes = {c: day for c in seen if (day := shape(c)) is not None}
    strict = {c for c, day in shapes.items() if day.kind != "day_month" and not c.isdigit()}
    words = directions_of(frozenset(seen)) if len(seen) <= 12 else {}
    if len(set(words.values()) - {""}) < 2 and all(len(w) == 1 for w in words):
        words = {}

    def percent(chosen: Iterable[str]) -> int:
        return 100 * sum(seen[c] for c in chosen) // count

    return Profile(
        filled=100 * total // (len(cells) or 1),
        dates=percent(strict),
        loose_dates=percent(shapes),
        numbers=percent(c for c in parts if c not in strict),
        decimals=percent(c for c, p in parts.items() if "." in p.body or "," in p.body),
        negative=percent(c for c, p in parts.items() if p.negative),
        signed=percent(c for c, p in parts.items() if p.signed or p.mark),
        currencies=percent(c for c in seen if currency_of(c) is not None),
        long_digits=percent(c for c in seen if _is_code(c)),
        distinct=len(seen),
        letters=percent(c for c in seen if _has_letter(c)),
        states=percent(c for c in seen if state_of(c)),
        directions=percent(c for c, way in words.items() if way),
        length=sum(len(c) * n for c, n in seen.items()) // count,
        digits=percent(c for c in seen if _has_digit(c)),
        accounts=percent(c for c in seen if _ACCOUNT.fullmatch(c)),
        with_currency=percent(c for c, p in parts.items() if p.has_sign),
        clocks=percent(_clocks(shapes)),
        spaced=percent(c for c in seen if " " in c),
        varied=100 * len(seen) // count if count >= _MANY else 0,
        zeros=percent(c for c, p in parts.items() if not _NOT_ZERO.search(p.body)),
        ways=len(ways) if (ways := set(words.values()) - {""}) and (len(ways) > 1 or min(map(len, words)) > 3) else 0,
    )


def _clocks(cells: Iterable[str]) -> list[str]:
    """The cells that are a time of day; digits alone are where not all of them could be a day."""
    times = [c for c in cells if _CLOCK.fullmatch(c)]
    return times if any(":" in c or not is_packed(c) for c in times) else []


def _has_letter(cell: str) -> bool:
    return _LETTER.search(cell) is not None if cell.isascii() else any(map(str.isalpha, cell))


def _has_digit(cell: str) -> bool:
    return _DIGIT.search(cell) is not None if cell.isascii() else any(map(str.isdigit, cell))


def _is_code(cell: str) -> bool:
    """Digits that are a number of something, not a number: leading zeros or more than twelve digits."""
    digits = cell.replace(" ", "").replace("-", "")
    return digits.isdigit() and (len(digits) > 12 or (len(digits) > 1 and digits[0] == "0"))


def fits(role: str, found: Profile) -> bool:
    """Whether the cells of a column can be what its heading says; an empty column can be anything."""
    if not found.filled or not role:
        return True
    if role in DATES:
        return found.dates >= 50 or found.loose_dates >= 70 or (found.numbers >= 90 and found.decimals < 50)
    if role in _MONEY:
        if not found.digits and not found.letters:
            return True  # dashes in every row
        return found.numbers >= 50 and found.dates < 50
    if role in ("original", "part", "fee"):
        return found.numbers >= 50
    if role in ("currency", "original_currency", "balance_currency"):
        return found.currencies >= 50 or (found.numbers < 50 and found.length <= 4)
    if role == "direction":
        return found.dates < 50 and (found.numbers < 50 or found.directions > 0)
    return True
