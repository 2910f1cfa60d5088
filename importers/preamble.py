"""What the lines around a table say: whose account it is, its currency, opening and closing balance, the period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from importers.amounts import DIGITS, decimal_mark, number, split
from importers.currencies import CODES, currency_in, currency_of
from importers.dates import DateReading, shape
from importers.headings import heading_of, normal
from importers.months import month_of
from importers.table_words import balance_word
from importers.text_rows import Row
from importers.words_rows import phrases

_IBAN = re.compile(r"\b([A-Z]{2}[0-9]{2}(?:[ ]?[0-9A-Z]{4}){2,7}(?:[ ]?[0-9A-Z]{1,3})?)\b")
_NUMBER = re.compile(r"(?:\b[A-Z]{1,3}-)?[0-9*Xx][0-9*Xx ./-]{3,}[0-9*Xx](?:[A-Z][0-9]{0,4}\b)?")
_LONG = re.compile(r"(?:[0-9][ -]?){16,28}")
"""A number so long that it can only be an account's or a card's."""
_USUAL = 6
"""Digits that an account's number has at least, where there are several numbers beside a label."""
_LINE = 300
"""Characters of a line that are looked at for a currency."""
_LABEL = re.compile("|".join(phrases("account label")))
_CARD = re.compile("|".join(phrases("card")))
_INSTALMENT = re.compile("|".join(phrases("instalment")))
_WORDS = frozenset(("ALL", "TOP", "CUP", "MAD"))
"""Codes of currencies that are words where no label says otherwise."""
_NAMED_CODE = re.compile(r"([^\W\d_]{4,16}) ?:? ([A-Z]{3})(?![^\W_])")
"""A word and the code that stands behind it within a line."""
_MONTH = re.compile(r"(20[0-9]{2})\s*[年/.-]\s*([0-9]{1,2})(?:\s*月)?(?![0-9])")
_DAY = re.compile(r"(?<![0-9])(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)\.?,? (?:de )?(20[0-9]{2})")
_YEAR = re.compile(r"\b(20[0-9]{2})\b")


@dataclass(slots=True)
class Preamble:
    """What is said outside the table; each field None or "" when nothing is."""

    account: str | None = None
    currency: str | None = None
    opening: Decimal | None = None
    opening_on: date | None = None
    closing: Decimal | None = None
    closing_on: date | None = None
    card: bool = False
    anchor: date | None = None


def read_preamble(rows: Sequence[Row], header: Sequence[str], footer: Sequence[Row]) -> Preamble:
    """Read the rows above and below a table; header: the headings of the table itself."""
    found = Preamble()
    for row in rows[-60:]:
        _line(found, row.cells)
    labelled = [r for r in rows if len([c for c in r.cells if c]) == 1]
    for above, below in pairwise(labelled):
        if heading_of(above.cells[0]).role == "currency" and currency_of(below.cells[0]):
            found.currency = currency_of(below.cells[0])
    for row in footer[:60]:
        _balances(found, row.cells)
        if found.currency is None:
            found.currency = _currency(row.cells)
    words = normal(" ".join(header)) + " | " + normal(" ".join(c for r in rows[:4001] for c in r.cells)[:4000])
    found.card = _CARD.search(words) is not None
    return found


def buys_in_parts(kinds: Sequence[str]) -> bool:
    """Whether most kinds of movements are purchases paid at once or in parts, as they stand on cards; loans have
    instalments, too, and a current account pays some."""
    return 2 * sum(_INSTALMENT.search(normal(kind)) is not None for kind in kinds) > len(kinds)


def month_headed(text: str) -> date | None:
    """The first day of the month that a heading among movements names with its year ("November 2026")."""
    match = _NAMED_MONTH.fullmatch(text)
    month = month_of(match[1]) if match else None
    return date(int(match[2]), month, 1) if match and month else None


def _line(found: Preamble, cells: Sequence[str]) -> None:
    text = " ".join(c for c in cells if c)
    _balances(found, cells)
    if found.account is None or (_IBAN.search(text) and not _IBAN.search(found.account)):
        found.account = _account(cells, text)
    if found.currency is None:
        found.currency = _currency(cells)
    _anchor(found, text)


def _anchor(found: Preamble, text: str) -> None:
    """The last day that the preamble names: dates without a year lie near it."""
    match = _MONTH.search(text)
    days = [d for d in (DateReading("dmy").read(w) for w in re.split(r"\s|~|至|-(?=\d{4})", text) if shape(w)) if d]
    if match and 1 <= int(match[2]) <= 12:
        days.append(date(int(match[1]), int(match[2]), 28))
    year = _YEAR.search(text)
    if not days and year and found.anchor is None:
        days.append(date(int(year[1]), 12, 31))
    if days:
        found.anchor = max([*days, found.anchor] if found.anchor else days)


def _account(cells: Sequence[str], text: str) -> str | None:
    match = _IBAN.search(text)
    if match:
        return match[1].replace(" ", "")
    for place, cell in enumerate(cells):
        if place == 0 and re.fullmatch(r'="?[0-9]{6,}"?', cell):
            return cell.strip('="')
        if not _LABEL.search(normal(cell)) or balance_word(cell):
            continue
        for value in (cell, *(c for c in cells[place + 1 : place + 3])):
            numbers = [n for m in _NUMBER.finditer(_latin(value)) if _is_number(n := m.group().strip())]
            if numbers:
                long = next((n for n in numbers if sum(map(str.isdigit, n)) >= _USUAL), numbers[0])
                return re.sub(r"\.0$", "", long.strip(" .-/"))
    lone = [c for c in cells if c]
    longest = [n for n in map(_latin, lone) if _LONG.fullmatch(n)]
    if len(lone) > 2 and len(longest) == 1:
        return re.sub("[ -]", "", longest[0])
    if len(lone) == 1 and _NUMBER.fullmatch(_latin(lone[0])) and shape(lone[0]) is None and len(lone[0]) >= 8:
        return lone[0]
    return None


def _is_number(text: str) -> bool:
    """Whether a text can be an account's number rather than a day."""
    return sum(map(str.isdigit, text)) >= 4 and (text.isdigit() or (shape(text) is None and not _DAY.search(text)))


def _latin(text: str) -> str:
    return text.strip("'= \"").translate(DIGITS)


def _currency(cells: Sequence[str]) -> str | None:
    full = [c for c in cells if c]
    if len(full) > 6:
        codes = {c for c in full if c in CODES and c not in _WORDS}
        return codes.pop() if len(codes) == 1 else None
    for cell in full:
        code = currency_of(cell) if cell.upper() not in _WORDS else None
        if code:
            return code
    for cell in full:
        label, colon, value = cell.partition(":")
        if colon and heading_of(label).role in ("currency", "value") and currency_of(value):
            return currency_of(value)
        parts = split(cell)
        if parts and parts.currency:
            return parts.currency
        if len(cell) < 80 and any(ch.isdigit() for ch in cell) and currency_in(cell):
            return currency_in(cell)
        if len(cell) < 40 and re.search(r"[(\[（].{1,6}[)\]）]$", cell) and currency_in(cell):
            return currency_in(cell)
        for label, named in _NAMED_CODE.findall(cell[:_LINE]):
            if named in CODES and named not in _WORDS and heading_of(label).role in ("currency", "value"):
                return currency_of(named)
    return None


def _balances(found: Preamble, cells: Sequence[str]) -> None:
    """Opening and closing balances beside or behind their labels."""
    for place, cell in enumerate(cells):
        kind = balance_word(cell) or balance_word(re.split(r"[:：]|\bas of\b", cell)[0]) or _camel(cell)
        if not kind:
            continue
        candidates = [*cells[place + 1 :], *re.split(r"[:：]", cell)[1:]]
        amounts = [(p, c) for c in candidates if (p := split(c)) is not None and shape(c) is None and c]
        days = [d for c in (cell, *candidates) for w in c.split() if (d := _day(w)) is not None]
        if not amounts:
            continue
        parts = amounts[0][0]
        value = number(parts.body, decimal_mark([parts.body]) or ".")
        if value is not None:
            value = -value if parts.negative or parts.mark == "dr" else value
            if kind == "opening" and found.opening is None:
                found.opening, found.opening_on = value, days[0] if days else None
            elif kind == "closing":
                found.closing, found.closing_on = value, days[0] if days else None
            found.currency = found.currency or parts.currency
        return


def _camel(cell: str) -> str:
    return {"openingBalance": "opening", "closingBalance": "closing"}.get(cell.strip(), "")


def _day(word: str) -> date | None:
    word = word.strip(":,;()")
    found = shape(word)
    return DateReading("dmy").read(word) if found and found.kind != "day_month" and not word.isdigit() else None
