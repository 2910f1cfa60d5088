"""What the text of a bill asks for: amount, due day, account, reference, name; each with the line that says so.

IBAN, BIC and creditor references count only when their check digits agree. What the text does not say stays empty:
a person completes it, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hub.domain.money import to_minor
from importers import bill_words, dates
from importers.amounts import split, value

_NUMBER = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+[.,]\d{2}|\d+[.,]\d{2}"
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "kč": "CZK", "fr.": "CHF"}
_CODE = r"EUR|USD|GBP|CHF|PLN|CZK|SEK|NOK|DKK|HUF|RON|CAD|AUD|JPY|INR|IRR|[€$£¥₹]|zł|Kč|Fr\."
_AMOUNT = re.compile(
    rf"(?P<before>{_CODE})?\s*(?<![\d.,])(?P<number>{_NUMBER})(?!\d|[.,]\d)\s*(?P<after>{_CODE})?", re.IGNORECASE
)
_DAY = re.compile(
    r"\b(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?"
    r"(?:\s+de)?,?\s+\d{4}|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}", re.IGNORECASE)
_RF = re.compile(r"\bRF\d{2}(?:[ ]?[A-Z0-9]){1,21}", re.IGNORECASE)
_BIC = re.compile(
    r"\b(?:BIC|SWIFT)\b(?:[ /-]?(?:Code|BIC|SWIFT))?\s*[:.]?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b", re.IGNORECASE
)
_FOLDS = str.maketrans("àáâäãåçèéêëìíîïñòóôöõøùúûüýÿß", "aaaaaaceeeeiiiinoooooouuuuyys")


@dataclass(frozen=True, slots=True)
class BillReading:
    """What was read. amount: minor units, positive, None when no line says it. evidence: field → the line it is from.

    reference: what the transfer should say; is_autopay: the biller takes it.
    """

    biller: str = ""
    amount: int | None = None
    currency: str = ""
    due_on: date | None = None
    iban: str = ""
    bic: str = ""
    reference: str = ""
    is_autopay: bool = False
    evidence: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as written, and folded letter by letter: places are the same in both."""

    words: str
    folded: str


def read_bill(text: str, today: date, currency: str = "EUR") -> BillReading:
    """What a bill's text asks for. today: days without a year lie near it; currency: where the text names none."""
    lines = [_Line(one.strip(), _folded(one.strip())) for one in text.splitlines() if one.strip()]
    evidence: dict[str, str] = {}
    amount, code = _amount(lines, currency, evidence)
    return BillReading(
        biller=_biller(lines, evidence),
        amount=amount,
        currency=code,
        due_on=_due(lines, today, evidence),
        iban=_iban(lines, evidence),
        bic=_bic(lines, evidence),
        reference=_reference(lines, evidence),
        is_autopay=any(_has(bill_words.AUTOPAY, line) for line in lines),
        evidence=evidence,
    )


def _folded(words: str) -> str:
    return words.lower().translate(_FOLDS) if len(words.lower()) == len(words) else words.translate(_FOLDS)


def _has(pattern: str, line: _Line) -> bool:
    return re.search(rf"(?<![^\W_])(?:{pattern})", line.folded) is not None


def _after(pattern: str, lines: Sequence[_Line]) -> Iterator[tuple[_Line, str]]:
    """For each line with such a word: the rest of the line, and the next line when nothing follows the word."""
    word = re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")
    for at, line in enumerate(lines):
        for found in word.finditer(line.folded):
            rest = line.words[found.end() :].lstrip(" :.\t-–#")
            if rest:
                yield line, rest
            if at + 1 < len(lines):
                yield lines[at + 1], lines[at + 1].words


def _amount(lines: Sequence[_Line], currency: str, evidence: dict[str, str]) -> tuple[int | None, str]:
    """The amount of the surest word; among equals the largest (the sum, not one of its parts)."""
    for _rank, pattern in bill_words.AMOUNT:
        found = []
        for line, rest in _after(pattern, lines):
            match = _AMOUNT.search(rest)
            if match is None:
                continue
            sign = match["before"] or match["after"] or ""
            code = _SIGNS.get(sign.lower(), sign.upper()) or currency
            number = _decimal(match["number"])
            if number is not None and number > 0:
                found.append((bool(sign), number, code, line.words))
        if found:
            _is_signed, number, code, words = max(found, key=lambda one: one[:2])
            evidence["amount"] = words
            return to_minor(number, code), code
    return None, currency


def _decimal(number: str) -> Decimal | None:
    """The last separator is the decimal one: two figures follow it."""
    parts = split(number)
    return None if parts is None else value(number, number[-3])


def _due(lines: Sequence[_Line], today: date, evidence: dict[str, str]) -> date | None:
    order = _order(lines)
    for line, rest in _after(bill_words.DUE, lines):
        on = _day(rest[:60], order)
        if on is not None and abs((on - today).days) <= 730:
            evidence["due_on"] = line.words
            return on
    for line in lines:
        within = re.search(bill_words.WITHIN, line.folded)
        if within is not None:
            issued = next((d for _l, rest in _after(bill_words.ISSUED, lines) if (d := _day(rest[:40], order))), None)
            if issued is not None:
                evidence["due_on"] = line.words
                return issued + timedelta(int(within[1]))
    return None


def _order(lines: Sequence[_Line]) -> str:
    """Day or month first, as all days of the text prove it; day first where they don't."""
    cells = [match[1] for line in lines for match in _DAY.finditer(line.words)]
    return dates.decide(cells).order if cells else "dmy"


def _day(words: str, order: str) -> date | None:
    match = _DAY.search(words)
    if match is None:
        return None
    cell = re.sub(r"(?<=\d)(?:er|st|nd|rd|th)\b|\bde\b|,", " ", match[1])
    shape = dates.shape(" ".join(cell.split()))
    return None if shape is None else dates.day_of(shape, order)


def _iban(lines: Sequence[_Line], evidence: dict[str, str]) -> str:
    from stdnum import iban

    for line in lines:
        for match in _IBAN.finditer(line.words):
            valid = _shortened(match[0], 15, iban.is_valid)
            if valid:
                evidence["iban"] = line.words
                return valid
    return ""


def _bic(lines: Sequence[_Line], evidence: dict[str, str]) -> str:
    from stdnum import bic

    for line in lines:
        match = _BIC.search(line.words)
        if match is not None and bic.is_valid(match[1]):
            evidence["bic"] = line.words
            return match[1].upper()
    return ""


def _reference(lines: Sequence[_Line], evidence: dict[str, str]) -> str:
    from stdnum import iso11649

    for line in lines:
        for match in _RF.finditer(line.words):
            valid = _shortened(match[0], 5, iso11649.is_valid)
            if valid:
                evidence["reference"] = line.words
                return valid
    for rank, pattern in bill_words.REFERENCE:
        for line, rest in _after(pattern, lines):
            found = rest[:140].split("  ")[0].strip() if rank == 2 else rest.split()[0].strip(".,;:")
            if any(sign.isdigit() for sign in found):
                evidence["reference"] = line.words
                return found
    return ""


def _shortened(words: str, fewest: int, is_valid: object) -> str:
    """The longest beginning whose check digits agree: words may follow a code on its line."""
    plain = "".join(words.split()).upper()
    for end in range(len(plain), fewest - 1, -1):
        if callable(is_valid) and is_valid(plain[:end]):
            return plain[:end]
    return ""


def _biller(lines: Sequence[_Line], evidence: dict[str, str]) -> str:
    """The name that a transfer goes to; else the first line that reads like a name."""
    for line, rest in _after(bill_words.BILLER, lines):
        name = re.split(r"\s{2,}|\b(?:IBAN|BIC)\b", rest)[0].strip(" :,;")
        if name and not any(sign.isdigit() for sign in name):
            evidence["biller"] = line.words
            return name[:70]
    for line in lines[:6]:
        name = re.split(r"\s{2,}|[|•·]", line.words)[0].strip()
        if 3 <= len(name) <= 60 and not any(sign.isdigit() for sign in name) and sum(map(str.isalpha, name)) > 2:
            evidence["biller"] = line.words
            return name
    return ""
