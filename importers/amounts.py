"""Amounts as files write them: signs before, behind or around, any digits, any separators, with a currency or not.

`split` takes a cell apart without deciding which separator is the decimal one; `decimal_mark` decides that over all
cells of a file; `value` then gives the exact number. Numbers have at most 15 + 8 digits, in ASCII after translation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from importers.currencies import AMBIGUOUS, CODES, SIGN_PATTERN, currency_of

_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,8})?", re.ASCII)
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009\u2007\t\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u061c"))
DIGITS = {
    code: str(unicodedata.digit(chr(code)))
    for block in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
    for code in range(block, block + 10)
} | {0x66B: ".", 0x66C: ",", 0xFF0C: ",", 0xFF0E: ".", 0x2212: "-", 0x2013: "-", 0xFF0D: "-", 0xFF0B: "+", 0x5C: "¥"}
"""Native digits; the Arabic decimal and thousands marks; full-width and typographic marks; the backslash, which is
the yen in Japanese character sets."""

_MARKS = {
    "cr": "cr",
    "dr": "dr",
    "db": "dr",
    "dt": "dr",
    "c": "cr",
    "d": "dr",
    "h": "cr",
    "s": "dr",
    "ct": "cr",
    "kt": "cr",
}
_BODY = re.compile(r"(?:[0-9][0-9.,'’]*|[.,][0-9]+)", re.ASCII)
_CELL = re.compile(
    rf"(?P<s1>[+-]?)(?P<c1>{SIGN_PATTERN}|[A-Za-z]{{3}})?(?P<s2>[+-]?)(?P<c3>{SIGN_PATTERN})?"
    rf"(?P<body>(?:[0-9][0-9.,'’]*|[.,][0-9]+))"
    rf"(?P<s3>[+-]?)(?P<c2>{SIGN_PATTERN}|[A-Za-z]{{3}})?(?P<s4>-?)(?P<mark>[A-Za-z]{{1,2}})?",
    re.IGNORECASE,
)
_GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}", re.ASCII),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{2,3})*\.[0-9]{3}", re.ASCII),
    "'": re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+", re.ASCII),
}
_AROUND = re.compile(r"([^()0-9]*)\(([^()]*[0-9][^()]*)\)([^()0-9]*)", re.ASCII)
_MARK_NOTE = re.compile(r"(?<=[0-9])\((dr|cr|db|d|c|s|h)\.?\)$", re.IGNORECASE)
_NOTE = re.compile(r"\([A-Za-z]{2,3}\)$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Parts:
    """A number cell taken apart.

    negative: by minus or parentheses. signed: a plus or minus is written. mark: "cr", "dr" or "". body: digits and
    separators. currency: ISO code, or None; has_sign: some currency sign is there, be it an ambiguous one.
    """

    negative: bool
    signed: bool
    mark: str
    body: str
    currency: str | None
    has_sign: bool = False


def split(text: str) -> Parts | None:
    """The parts of a number cell; None when the cell is not one number."""
    if _PLAIN.fullmatch(text):
        first = text[0]
        return Parts(first == "-", first in "+-", "", text.lstrip("+-"), None)
    if len(text) > 60 or not _DIGIT.search(text):
        return None
    cell = text.translate(_SPACES).translate(DIGITS)
    cell = _MARK_NOTE.sub(r"\1", cell) if cell.endswith(")") else cell
    cell = _NOTE.sub("", cell)
    around = False
    inside = _AROUND.fullmatch(cell) if "(" in cell else None
    if inside:
        around = inside[1] != "-"
        cell = "".join(inside.groups())
    match = _CELL.fullmatch(cell)
    return _parts(match, around) if match else None


def _parts(match: re.Match[str], around: bool) -> Parts | None:
    signs = match["s1"] + match["s2"] + match["s3"] + match["s4"]
    code, mark, currency = match["c1"] or match["c3"] or match["c2"], (match["mark"] or "").casefold(), None
    if len(signs) > 1 or (mark and mark not in _MARKS):
        return None
    if code:
        currency = currency_of(code)
        if currency is None and code not in AMBIGUOUS and code.upper() not in CODES:
            return None
    body = match["body"].replace("’", "'")
    if sum(c.isdigit() for c in body) > 23:
        return None
    return Parts(around or "-" in signs, bool(signs) or around, _MARKS.get(mark, ""), body, currency, bool(code))


def decimal_mark(bodies: Iterable[str]) -> str | None:
    """ "." or "," as the cells prove it; None when every cell can be read both ways or has no separator.

    A separator is the decimal one when it comes after another one, or not before exactly three digits.
    """
    votes = _votes(bodies)
    if votes["."] == votes[","]:
        return None
    return "." if votes["."] > votes[","] else ","


def is_one_mark(bodies: Collection[str]) -> bool:
    """Whether cells prove one mark and none the other; half of them at least, and not a handful."""
    low, high = sorted(_votes(bodies).values())
    return not low and high >= 50 and 2 * high >= len(bodies)


def _votes(bodies: Iterable[str]) -> dict[str, int]:
    """How often each mark is proven to be the decimal one."""
    votes = {".": 0, ",": 0}
    for body in bodies:
        point, comma = body.rfind("."), body.rfind(",")
        if point < 0 and comma < 0:
            continue
        if point >= 0 and comma >= 0:
            votes["." if point > comma else ","] += 2
            continue
        mark, other, place = (".", ",", point) if point >= 0 else (",", ".", comma)
        if body.count(mark) > 1:
            votes[other] += 1
        elif len(body) - place - 1 != 3 or place == 0 or place > 3 or body[0] == "0" or "'" in body:
            votes[mark] += 1
    return votes


def number(body: str, mark: str) -> Decimal | None:
    """The number of a body with the decimal mark; None when the separators make no sense with it."""
    whole, dot, fraction = body.rpartition(mark)
    if not dot:
        whole, fraction = body, ""
    if not fraction.isdigit() and fraction:
        return None
    other = "," if mark == "." else "."
    if whole and not whole.isdigit():
        for separator in (other, "'"):
            if separator in whole:
                if not _GROUPED[separator].fullmatch(whole):
                    return None
                whole = whole.replace(separator, "")
        if mark in whole or not whole.isdigit():
            return None
    if len(whole.lstrip("0")) > 15:
        return None
    return Decimal(f"{whole or '0'}.{fraction[:13]}" if fraction else whole)


def value(text: str, mark: str) -> Decimal | None:
    """The signed number of a cell with the decimal mark; marks such as CR are left to the caller."""
    parts = split(text)
    if parts is None:
        return None
    result = number(parts.body, mark)
    return -result if result is not None and parts.negative else result
