"""The rows of OFX statements, some thousand at a time and a column at a time: most have the tags of an earlier row."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import compress, repeat
from typing import NamedTuple

from hub.domain.line_columns import FIELDS, Gathered
from hub.domain.statement import BOOKED, Line, Problem
from importers.amounts import number, split
from importers.currencies import currency_of
from importers.dates import DateReading
from importers.row_text import clean

ROW_END = re.compile(
    r"</STMTTRN\s*>|</BANKTRANLIST\s*>|<(?:LEDGERBAL|AVAILBAL|INVBANKTRAN|BALLIST)\s*>|</(?:CC)?STMTRS\s*>",
    re.IGNORECASE,
)
_FIELD = re.compile(r"<([A-Z0-9.]++)[^<>]*+>([^<]*+)", re.IGNORECASE)
_TAG = re.compile(r"<([A-Z0-9.]++)>", re.IGNORECASE)
_HELD = re.compile(r"<(/?)(PAYEE|BANKACCTTO|CCACCTTO|CURRENCY|ORIGCURRENCY|IMAGEDATA|EXTDPAYEE)\s*+>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_DAY = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])", re.ASCII)
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?", re.ASCII)
_NAMES = "DTPOSTED DTUSER TRNAMT NAME MEMO TRNTYPE FITID DTAVAIL SIC CHECKNUM BENEFIT PURPOSE".split()
"""The tags of OFX, and of its kin: whether an amount without a sign went out ("debit"), and what it was for."""
_NO_ORIGINAL: tuple[Decimal | None, str | None] = None, None
_SHAPES = 8
"""Orders of tags that a statement's rows are looked for in."""

_Texts = tuple[str, ...]
"""What a row holds: all of its text, then the texts of `_NAMES`, "" where it lacks one."""


class _Held(NamedTuple):
    """What the aggregates in a row say: its own currency, what it was converted from, the other side's account."""

    currency: str | None
    converted: dict[str, str]
    to: str | None


class Rows:
    """Reads the rows of a statement. mark: the decimal mark of its amounts; problems receives rows without a usable
    date or amount."""

    def __init__(self, currency: str | None, mark: str, problems: list[Problem]) -> None:
        self._currency, self._mark, self._problems = currency, mark, problems
        self._shapes = _Shapes()
        self._gathered = Gathered()

    def lines(self) -> Sequence[Line]:
        """What was read."""
        return self._gathered.lines()

    def read(self, blocks: Sequence[str], numbers: Sequence[int]) -> None:
        """Read rows. blocks: the text of each, up to the next one; numbers: of the lines they stand on."""
        rows, held = list[_Texts](), dict[int, _Held]()
        for at, block in enumerate(blocks):
            row = self._shapes.texts(block)
            if row is None:
                row, held[at] = self._unusual(block)
            rows.append(row)
        bodies, *columns = zip(*rows, strict=True)
        posted, used, stated, names, memos, kinds, ids, available, codes, checks, ways, reasons = map(_tidy, columns)
        days = [day_of(one) or day_of(other) for one, other in zip(posted, used, strict=True)]
        amounts = self._amounts(stated)
        if any(ways):
            amounts = [_gone(amount, way) for amount, way in zip(amounts, ways, strict=True)]
        if any(reasons):
            memos = [memo or reason for memo, reason in zip(memos, reasons, strict=True)]
        payees, texts = _said(names), _said(memos)
        fields: dict[str, Sequence[object]] = {
            "line": numbers,
            "booked_on": days,
            "amount": amounts,
            "payee": payees,
            "description": [
                text or ("" if payee else kind) for text, payee, kind in zip(texts, payees, kinds, strict=True)
            ],
            "id": [one or None for one in ids],
            "value_on": [day_of(one) if one else None for one in available],
            "mcc": [one or None for one in codes],
            "notes": [one and f"#{one}" for one in checks],
            "raw": list(map(" ".join, map(str.split, bodies))),
        } | self._held(held, amounts)
        if None in days or None in amounts:
            fields = self._usable(fields)
        same = {"currency": self._currency, "status": BOOKED}
        if count := len(fields["line"]):
            self._gathered.add(count, [fields[name] if name in fields else repeat(same.get(name)) for name in FIELDS])

    def _unusual(self, block: str) -> tuple[_Texts, _Held]:
        """A row whose tags are in no order that was met, or that holds aggregates."""
        end = ROW_END.search(block)
        row = block[: end.start()] if end else block
        self._shapes.learn(row)
        held, outside = _aggregates(row) if "</" in row else ({}, row)
        fields = fields_of(outside)
        if "NAME" not in fields:
            fields["NAME"] = held.get("PAYEE", {}).get("NAME") or held.get("EXTDPAYEE", {}).get("NAME") or ""
        own = currency_of(held.get("CURRENCY", {}).get("CURSYM", ""))
        to = held.get("BANKACCTTO") or held.get("CCACCTTO") or {}
        of = _Held(own, held.get("ORIGCURRENCY", {}), to.get("ACCTID"))
        return (row, *(fields.get(name, "") for name in _NAMES)), of

    def _held(self, held: Mapping[int, _Held], amounts: Sequence[Decimal | None]) -> dict[str, Sequence[object]]:
        """The fields that are in aggregates, where a row holds such. held: by place."""
        if not any(map(any, held.values())):
            return {}
        owns, originals = [self._currency] * len(amounts), [_NO_ORIGINAL] * len(amounts)
        others: list[str | None] = [None] * len(amounts)
        for at, (own, converted, to) in held.items():
            owns[at], others[at] = own or self._currency, to
            originals[at] = self._original(converted, amounts[at])
        before, codes = zip(*originals, strict=True)
        return {"currency": owns, "original_amount": before, "original_currency": codes, "counterparty": others}

    def _original(self, converted: Mapping[str, str], amount: Decimal | None) -> tuple[Decimal | None, str | None]:
        """The amount before conversion: amount ÷ rate, where the bank gives the rate (OFX 2.3 section 5.2)."""
        code, rate = currency_of(converted.get("CURSYM", "")), amount_of(converted.get("CURRATE", ""), ".")
        if amount is None or code is None or not rate or code == self._currency:
            return _NO_ORIGINAL
        return round(amount / rate, 2), code

    def _amounts(self, texts: Sequence[str]) -> list[Decimal | None]:
        if self._mark == "." and all(map(_PLAIN.fullmatch, texts)):
            return list(map(Decimal, texts))
        return [amount_of(text, self._mark) for text in texts]

    def _usable(self, fields: Mapping[str, Sequence[object]]) -> dict[str, Sequence[object]]:
        """The fields of the rows with a day and an amount; the others are problems."""
        about = list(zip(*(fields[name] for name in ("line", "booked_on", "amount", "raw")), strict=True))
        for line, day, amount, raw in about:
            if day is None or amount is None:
                code = "amount_unreadable" if day else "date_unreadable"
                self._problems.append(Problem(line, code, raw[:500]))
        wanted = [day is not None and amount is not None for _line, day, amount, _raw in about]
        return {name: list(compress(values, wanted)) for name, values in fields.items()}


class _Shapes:
    """Orders of tags that rows were met in, none holding another: a row in such an order is read in one look."""

    def __init__(self) -> None:
        self._met: list[tuple[re.Pattern[str], tuple[int, ...]]] = []

    def texts(self, block: str) -> _Texts | None:
        """What a row holds; None for one in another order."""
        for at, (pattern, places) in enumerate(self._met):
            if match := pattern.fullmatch(block):
                if at:  # the next row is likely to be of the same order
                    self._met.insert(0, self._met.pop(at))
                return match.group(*places)
        return None

    def learn(self, row: str) -> None:
        """Keep the order of a row's tags, if there are not enough."""
        names = [name.upper() for name in _TAG.findall(row)]
        if len(self._met) == _SHAPES or len(set(names)) < len(names):
            return
        tags = [rf"<{name}>([^<\r\n]*+)(?:</{name}>)?\s*+" for name in map(re.escape, names)]
        pattern = rf"(\s*+{''.join(tags)})(?:</STMTTRN\s*+>\s*+)?()"
        places = {name: place for place, name in enumerate(names, 2)}
        lacking = len(names) + 2
        of = 1, *(places.get(name, lacking) for name in _NAMES)
        self._met.append((re.compile(pattern, re.IGNORECASE), of))


def _gone(amount: Decimal | None, way: str) -> Decimal | None:
    """An amount as its direction says it."""
    return -amount if amount and amount > 0 and way.casefold() == "debit" else amount


def fields_of(block: str) -> dict[str, str]:
    """The filled leaf tags of a block, the first of each name."""
    found = _FIELD.findall(block)
    found.reverse()
    return {
        name.upper(): text if text.isprintable() else clean(text) for name, value in found if (text := value.strip())
    }


def _aggregates(block: str) -> tuple[dict[str, dict[str, str]], str]:
    """The fields of the aggregates that a row holds, by their names, and the row without them."""
    held: dict[str, dict[str, str]] = {}
    outside, place, opened = [], 0, None
    tags = list(_HELD.finditer(block))
    if len(tags) < 2:
        return held, block
    closed = Counter(tag[2].upper() for tag in tags if tag[1])
    for tag in tags:
        name = tag[2].upper()
        if tag[1]:
            closed[name] -= 1
            if opened is not None and name == opened[2].upper():
                held[name] = fields_of(block[opened.end() : tag.start()])
                outside.append(block[place : opened.start()])
                place, opened = tag.end(), None
        elif opened is None and closed[name]:
            opened = tag
    return held, "".join([*outside, block[place:]])


def _tidy(texts: Sequence[str]) -> Sequence[str]:
    """The texts of a tag, without padding and control characters."""
    found = list(map(str.strip, texts))
    return found if "".join(found).isprintable() else [one if one.isprintable() else clean(one) for one in found]


def _said(texts: Sequence[str]) -> list[str]:
    """Texts for people: entities resolved, even those that are escaped twice."""
    return [clean(_ENTITY.sub(_unescaped, _ENTITY.sub(_unescaped, one)) if "&" in one else one) for one in texts]


def _unescaped(entity: re.Match[str]) -> str:
    return _character(entity[0])


_character = lru_cache(maxsize=1024)(html.unescape)


@lru_cache(maxsize=16384)
def day_of(text: str) -> date | None:
    """The day that a date of OFX begins with, or a date as some banks write it."""
    match = _DAY.match(text.strip())
    if match:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    return DateReading("dmy").read(text.strip()) if "/" in text or "-" in text else None


def amount_of(text: str, mark: str) -> Decimal | None:
    """An amount with a decimal mark."""
    if mark == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    parts = split(text.strip())
    if parts is None or parts.has_sign:
        return None
    value = number(parts.body, mark)
    return -value if value is not None and parts.negative else value
