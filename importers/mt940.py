"""SWIFT MT940 and MT942 as real banks write them.

Tags start lines; everything up to the next tag belongs to it. Prose before the data, SWIFT envelopes, missing
separators, control bytes, several :86: for a row, and lines that begin with a dash inside a text are all met.
SWIFT Standards MT, category 9; German subfields ?20 to ?63 after the DFÜ agreement, annex 3.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice

from hub.domain.errors import StatementError
from hub.domain.statement import BOOKED, Balance, FileReading, Line, Problem, Statement, StatementAccount, line_of
from importers.amounts import number
from importers.base import Importer, Progress, Source
from importers.currencies import currency_of
from importers.encoding import decode
from importers.limits import STATEMENT_LIMIT, Problems
from importers.row_text import clean
from importers.swift_text import said

_TAG = re.compile(r"\n[\x00-\x09\x0b-\x20]{0,20}(?:\{4:)?:(\d{2}[A-Z]?|NS|MF|940|942):")
_ROW = re.compile(
    r"(?P<value>\d{6})\s*+(?P<entry>\d{4})?\s*+(?P<sign>R[CD]|E[CD]|[CD])(?P<funds>[A-Z])?\s*+(?P<amount>\d[\d.]*(?:,\d*)?)"
    r"(?P<type>[A-Z][A-Z0-9]{3})?(?P<ref>[^\n]*)(?P<more>(?:\n.*)*)",
    re.DOTALL,
)
_BALANCE = re.compile(r"\s*(?P<sign>[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})?(?P<amount>\d[\d.]*(?:,\d*)?)")
_END = re.compile(r"\n-\}?[^\S\n]*+(?=\n|\Z)")


_FEBRUARY, _INTEREST_DAYS = 2, (29, 30)
"""The month whose value dates hold these days in any year, where interest is reckoned by months of 30 days."""
_MANY, _SHORTEST = 100_000, {"61": 32, "86": 36}
_SHORTEST_ELSE = 12
"""From so many fields on, so many characters each on average are the least that rows, their texts and other fields of
statements have."""


_MESSAGES = 5 * STATEMENT_LIMIT
"""Messages of one file; those of a day for each of a hundred accounts are fewer in three years."""


@dataclass(slots=True)
class _Message:
    """One statement message while it is read."""

    account: str = ""
    currency: str | None = None
    opening: Balance | None = None
    closing: Balance | None = None
    rows: list[tuple[int, str]] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)


def recognise(source: Source) -> Decimal:
    """Sure when lines begin with the tags of a statement."""
    head = source.head[:20000].decode("latin-1").replace("\r", "\n")
    tags = set(_TAG.findall(f"\n{head}"))
    if "25" in tags and tags & {"60F", "60M", "61", "62F", "28C", "28"}:
        return Decimal("0.97")
    return Decimal("0.8") if {"61", "86"} <= tags else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the messages of a file; those of one account become one statement."""
    text, encoding = decode(source.content)
    text = "\n" + text.replace("\r\n", "\n").replace("\r", "\n")
    problems: list[Problem] = Problems()
    messages = list(islice(_messages(text), _MESSAGES + 1))
    if len(messages) > _MESSAGES:
        raise StatementError("too_large", next_step="split_file", limit=_MESSAGES)
    progress(1, 2, "reading")
    statements = _statements(messages, problems)
    form = "mt942" if re.search(r"^:34F:", text, re.MULTILINE) and ":60F:" not in text else "mt940"
    return FileReading(form, "mt940", Decimal("0.98"), tuple(statements), encoding, (), (), tuple(problems))


def _fields(text: str) -> Iterator[tuple[str, int, str]]:
    """Tag, line and value of every field."""
    line = before = count = least = place = end = 0
    tag = ""
    for match in chain(_TAG.finditer(text), (None,)):
        if tag:
            count += 1
            least += _SHORTEST.get(tag, _SHORTEST_ELSE)
            if count > _MANY and least > place:
                raise StatementError("no_statement_inside", where={"line": line}, next_step="other_export")
            line += text.count("\n", before, place)
            before = place
            value = text[end : match.start() + 1] if match else text[end:]
            if "\n-" in value:
                value = _END.split(value)[0] if tag != "86" else _cut(value)
            yield tag, line, value
        if match:
            tag, place, end = match[1], match.start(1), match.end()


def _cut(value: str) -> str:
    """A text up to the line that ends the message: a dash alone."""
    lines = value.split("\n")
    for place, line in enumerate(lines):
        if place and line.strip() in ("-", "-}"):
            return "\n".join(lines[:place])
    return value


def _messages(text: str) -> Iterator[_Message]:
    message, is_any = _Message(), False
    for tag, line, value in _fields(text):
        if tag == "61":
            message.rows.append((line, value.strip("\n ")))
            message.texts.append([])
            continue
        if tag in ("86", "NS"):
            if message.rows and message.closing is None:
                message.texts[-1].append(value)
            continue
        if tag in ("20", "25") and (message.rows or message.closing or (tag == "25" and message.account)):
            if message.rows or message.opening or message.closing:
                is_any = True
                yield message
            message = _Message()
        if tag == "25":
            message.account = value.strip().split("\n")[0].strip()
        elif tag in ("60F", "60M"):
            message.opening, message.currency = _balance(value, message.currency)
        elif tag in ("62F", "62M"):
            message.closing, message.currency = _balance(value, message.currency)
        elif tag == "34F":
            message.currency = message.currency or currency_of(value.strip()[:3])
    if message.rows or message.opening or message.closing or (message.account and not is_any):
        yield message


@lru_cache(maxsize=4096)
def _balance(value: str, currency: str | None) -> tuple[Balance | None, str | None]:
    match = _BALANCE.match(value)
    if not match:
        return None, currency
    amount = _amount(match["amount"])
    day = _day(match["day"])
    found = currency_of(match["currency"] or "") or currency
    if amount is None:
        return None, found
    return Balance(-amount if match["sign"] == "D" else amount, day), found


@lru_cache(maxsize=4096)
def _amount(text: str) -> Decimal | None:
    whole, comma, cents = text.partition(",")
    if len(text) < 15 and whole.isdecimal() and (cents.isdecimal() or not cents) and text.isascii():
        return Decimal(f"{whole}.{cents}" if cents else whole)
    return number(text.rstrip(",") or "0", "," if comma or "." not in text else ".")


@lru_cache(maxsize=4096)
def _day(digits: str) -> date | None:
    short = int(digits[:2])
    year, month, day = short + (1900 if short >= 80 else 2000), int(digits[2:4]), int(digits[4:6])
    if month == _FEBRUARY and day in _INTEREST_DAYS:
        day = min(day, monthrange(year, month)[1])
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _entry_day(value_on: date, digits: str | None) -> date:
    """The booking day: month and day as written, in the year that is nearest to the value date."""
    if not digits:
        return value_on
    days = []
    for year in (value_on.year, value_on.year - 1, value_on.year + 1):
        try:
            days.append(date(year, int(digits[:2]), int(digits[2:])))
        except ValueError:
            continue
    return min(days, key=lambda d: abs((d - value_on).days)) if days else value_on


def _statements(messages: list[_Message], problems: list[Problem]) -> list[Statement]:
    """One statement for each account and currency, its messages in order."""
    groups: dict[tuple[str, str | None], list[_Message]] = {}
    for message in messages:
        groups.setdefault((message.account, message.currency), []).append(message)
    return [_statement(account, currency, group, problems) for (account, currency), group in groups.items()]


def _statement(account: str, currency: str | None, group: list[_Message], problems: list[Problem]) -> Statement:
    lines: list[Line] = []
    checks: list[bool] = []
    for message in group:
        own = [
            f
            for row, texts in zip(message.rows, message.texts, strict=True)
            if (f := _line(row, texts, currency, problems))
        ]
        lines += own
        if message.opening and message.closing:
            checks.append(message.opening.amount + sum((x.amount for x in own), Decimal(0)) == message.closing.amount)
    opening = next((m.opening for m in group if m.opening), None)
    closing = next((m.closing for m in reversed(group) if m.closing), None)
    if opening and closing and (len(group) > 1 or not checks):
        # A message that is missing between two shows only here.
        checks.append(opening.amount + sum((x.amount for x in lines), Decimal(0)) == closing.amount)
    if checks and not all(checks):
        problems.append(
            Problem(0, "balances_disagree", account, {"statements": len(checks), "wrong": checks.count(False)})
        )
    holder = StatementAccount(clean(account) or None, None, None, currency)
    return Statement(holder, tuple(lines), opening, closing, all(checks) if checks else None)


def _line(row: tuple[int, str], texts: list[str], currency: str | None, problems: list[Problem]) -> Line | None:
    place, value = row
    match = _ROW.match(value)
    if match is None:
        problems.append(Problem(place, "date_unreadable", value[:500]))
        return None
    day, entry, sign, _, written, _, reference, more = match.groups()
    amount, value_on = _amount(written), _day(day)
    if amount is None or value_on is None:
        problems.append(Problem(place, "amount_unreadable" if value_on else "date_unreadable", value[:500]))
        return None
    own, _, banks = reference.partition("//")
    own = own.strip()
    other = own if own != "NONREF" else ""
    if more.strip():
        other = f"{other}\n{more}" if other else more
    text = said(texts, other or own)
    raw = f":61:{value}"
    if len(texts) == 1:
        raw = f"{raw}\n:86:{texts[0].strip()}"
    elif texts:
        raw = "\n".join([raw, *[f":86:{t.strip()}" for t in texts]])
    return line_of(
        place, _entry_day(value_on, entry), -amount if sign in ("D", "RC", "ED") else amount, currency, text.payee,
        text.description, (clean(banks) or None) if banks else None, value_on, None, None, None, BOOKED, text.account,
        None, None, "", raw,
    )  # fmt: skip


IMPORTER = Importer("mt940", recognise, extract)
