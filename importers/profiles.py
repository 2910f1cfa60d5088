"""What the cells of a column are, and whether they can be what a heading says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.amounts import split
from importers.currencies import currency_of
from importers.dates import shape
from importers.table_words import directions_of, state_of

_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{1,2}[A-Z0-9 ]*|[0-9]{6,}|[0-9]+[-/ ][0-9/ -]{3,}", re.ASCII)
DATES = ("booked", "date", "bought", "value")


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of a column are, in percent of the filled ones (filled itself: percent of all)."""

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


def profile(cells: Sequence[str]) -> Profile:
    """What the cells of one column are."""
    full = [c for c in cells if c]
    count = len(full) or 1
    parts = [split(c) for c in full]
    shapes = [shape(c) for c in full]
    numbers = [p for p in parts if p is not None]
    strict = [s is not None and s.kind != "day_month" and not c.isdigit() for s, c in zip(shapes, full, strict=True)]
    words = directions_of(frozenset(full)) if len(set(full)) <= 12 else {}
    if len(set(words.values()) - {""}) < 2 and all(len(w) == 1 for w in words):
        words = {}
    return Profile(
        filled=100 * len(full) // (len(cells) or 1),
        dates=100 * sum(strict) // count,
        loose_dates=100 * sum(s is not None for s in shapes) // count,
        numbers=100 * sum(p is not None and not s for p, s in zip(parts, strict, strict=True)) // count,
        decimals=100 * sum("." in p.body or "," in p.body for p in numbers) // count,
        negative=100 * sum(p.negative for p in numbers) // count,
        signed=100 * sum(p.signed or bool(p.mark) for p in numbers) // count,
        currencies=100 * sum(currency_of(c) is not None for c in full) // count,
        long_digits=100 * sum(_is_code(c) for c in full) // count,
        distinct=len(set(full)),
        letters=100 * sum(any(ch.isalpha() for ch in c) for c in full) // count,
        states=100 * sum(bool(state_of(c)) for c in full) // count,
        directions=100 * sum(bool(words.get(c)) for c in full) // count,
        length=sum(map(len, full)) // count,
        digits=100 * sum(any(ch.isdigit() for ch in c) for c in full) // count,
        accounts=100 * sum(_ACCOUNT.fullmatch(c) is not None for c in full) // count,
        with_currency=100 * sum(p.has_sign for p in numbers) // count,
    )


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
    if role in ("net", "settled", "amount", "gross", "debit", "credit", "balance"):
        return found.numbers >= 50 and found.dates < 50
    if role in ("original", "part", "fee"):
        return found.numbers >= 50
    if role in ("currency", "original_currency", "balance_currency"):
        return found.currencies >= 50 or (found.numbers < 50 and found.length <= 4)
    if role == "direction":
        return found.dates < 50 and (found.numbers < 50 or found.directions > 0)
    return True
