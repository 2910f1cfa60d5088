"""Beancount files: transactions, and the paddings that balance directives ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import Entry, statements_of
from importers.encoding import decode
from importers.journal import (
    UNREADABLE,
    Balances,
    Side,
    Sides,
    Value,
    account_of,
    behind,
    both,
    check_length,
    complete,
    inside,
    money_code,
    price_of,
    stated,
    value_of,
)
from importers.limits import Problems
from importers.line_breaks import lined

_ROOT = r"[^\W\d_a-z][\w-]*"
_ACCOUNT = rf"{_ROOT}(?::[\w-]+)+"
_STRING = r'\s+"([^"\\]*(?:\\.[^"\\]*)*)"'
_HEAD = re.compile(rf"(\d{{4}}[-/]\d{{2}}[-/]\d{{2}})\s+(\*|!|txn|[A-Z#&?%])(?:{_STRING})?(?:{_STRING})?\s*.*$")
_SIDE = re.compile(rf"\s+(?:[*!]\s+)?({_ACCOUNT})\s*(.*)$")
_USUAL = re.compile(
    rf'(\d{{4}}[-/]\d{{2}}[-/]\d{{2}}) (\*|!|txn)(?: "([^"\\\n]*)")? "([^"\\\n]*)"\n[ \t]+({_ACCOUNT}) +'
    rf"([+-]?)([0-9]{{1,15}}(?:\.[0-9]{{1,13}})?) ([A-Z]{{3}})\n[ \t]+({_ACCOUNT})(?=\n+(?:\S|\Z))"
)
"""What most transactions are: an account with an amount, one without; read as by the other patterns, in one step."""
_BALANCE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})\s+(balance|pad)\s+({_ACCOUNT})\s+(.*)$")
_START = re.compile(r"\n(?=\d{4}[-/]\d{2}[-/]\d{2}\s)")
_END = re.compile(r"\n(?=\S|[^\S \t\n][^\S\n]*+\S)")
_PAD = re.compile(r"\n\d{4}-\d{2}-\d{2}\s+pad\s")
_BYTES_TXN = re.compile(rb'^\d{4}-\d{2}-\d{2}\s+(?:\*|!|txn)(?:[ \t]+"|[ \t]*\r?\n)', re.MULTILINE)
_BYTES_OTHER = re.compile(
    rb"^\d{4}-\d{2}-\d{2} (?:open|close|balance|pad|commodity|price|note|event) |^option \"|^plugin \"", re.MULTILINE
)
_BYTES_SIDE = re.compile(rb"^[ \t]+[A-Z\x80-\xff][\w\x80-\xff-]*:[\w\x80-\xff:-]+ +-?[0-9.,]+ +[A-Z]", re.MULTILINE)
_OPTION = re.compile(r'^option\s+"name_(assets|liabilities)"\s+"([^"]+)"', re.MULTILINE)


def recognise(source: Source) -> Decimal:
    """Sure of its directives, or of its transactions with postings."""
    head = source.head
    if _BYTES_TXN.search(head) and _BYTES_SIDE.search(head):
        return Decimal("0.97")
    return Decimal("0.95") if _BYTES_OTHER.search(head) and _BYTES_SIDE.search(head) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the file's transactions; postings in shares are left out, their money side stays."""
    text, encoding = decode(source.content)
    roots = frozenset(("assets", "liabilities", *(m[1].casefold() for m in _OPTION.findall(text))))
    problems: list[Problem] = Problems()
    entries = list(_entries(lined(text), problems))
    progress(1, 1, "reading")
    if not entries and not problems:
        raise StatementError("no_statement_inside")
    accounts = {name: account_of(name, roots) for name in {p.account for e in entries for p in e.postings}}
    return FileReading(
        "beancount", "beancount", Decimal("0.97"), statements_of(entries, accounts), encoding, (), (), tuple(problems)
    )


_Found = tuple[date, bool, int, Entry | tuple[Entry, list[Side]] | re.Match[str] | str]
"""A directive: its day, False for a balance, its line, then what it is: text where it can't be read."""


def _entries(text: str, problems: list[Problem]) -> Iterator[Entry]:
    """Transactions and paddings in the order of days, so that balances can be followed."""
    balances: Balances | None = {} if _PAD.search(text) else None
    pads: dict[str, tuple[date, int, str]] = {}
    for day, _, place, found in sorted(_directives(text, problems, is_plain=balances is None)):
        if isinstance(found, Entry):
            yield found
        elif isinstance(found, re.Match):
            padding = _padding(day, place, found, balances, pads) if balances is not None else None
            if padding:
                yield padding
        elif isinstance(found, tuple) and complete(*found, balances):
            yield found[0]
        else:
            raw = found if isinstance(found, str) else found[0].raw
            problems.append(Problem(place, "row_unreadable", raw[:500]))


def _directives(text: str, problems: list[Problem], *, is_plain: bool) -> Iterator[_Found]:
    """Each transaction, pad or balance directive, as far as it can be read alone. is_plain: look for usual ones."""
    sides = Sides(_side)
    for place, match, below in _blocks(text, is_plain=is_plain):
        day = _day(match[1])
        if day is None:
            problems.append(Problem(place, "date_unreadable", match[0].partition("\n")[0][:500]))
        elif match.re is _USUAL:
            _, flag, payee, narration, *pair = match.groups("")
            entry = Entry(place, day, payee, narration, None, "", flag == "!", both(*pair), match[0])
            yield day, True, place, entry
        elif match.re is _BALANCE:
            yield day, match[2] != "balance", place, match
        else:
            lines = [one for one in below.split("\n") if one and not one.isspace()]
            entry = _entry(day, place, match, lines)
            found = sides.of(lines)
            yield day, True, place, (entry, found) if found else entry.raw[:500]


def _blocks(text: str, *, is_plain: bool) -> Iterator[tuple[int, re.Match[str], str]]:
    """The line, the head and what is below it of each transaction, pad or balance directive."""
    place = counted = at = count = 0
    while start := _START.search(text, at):
        begin = at = start.end()
        match, below = _USUAL.match(text, begin) if is_plain else None, ""
        if match is None:
            line = text[begin : text.find("\n", begin)]
            match = _HEAD.match(line) or _BALANCE.match(line)
            if match is None:
                continue
            end = _END.search(text, begin)
            at = end.start() if end else len(text)
            below = text[begin + len(line) : at]
        else:
            at = match.end()
        place += text.count("\n", counted, begin)
        counted, count = begin, count + 1
        check_length(count, begin, place)
        yield place, match, below


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None


def _padding(
    day: date, place: int, match: re.Match[str], balances: Balances, pads: dict[str, tuple[date, int, str]]
) -> Entry | None:
    """A pad waits for the next balance of its account, then makes up the difference."""
    account = match[3]
    if match[2] == "pad":
        pads[account] = (day, place, match[4].partition(" ")[0])
        return None
    value, _ = value_of(match[4], ".")
    if value is None or account not in pads or not money_code(value.commodity):
        return None
    since, line, source = pads.pop(account)
    gap = value.amount - balances.get((account, value.commodity), Decimal(0))
    entry = Entry(line, since, "", "pad")
    sides = [stated(account, Value(gap, value.commodity)), stated(source, Value(-gap, value.commodity))]
    return entry if gap and complete(entry, sides, balances) else None


def _entry(day: date, place: int, match: re.Match[str], lines: list[str]) -> Entry:
    head, _, flag, first, second = match[0], *match.groups()
    payee, narration = (_plain(first), _plain(second)) if second is not None else ("", _plain(first))
    return Entry(place, day, payee, narration, pending=flag == "!", raw="\n".join([head, *lines]))


def _plain(text: str | None) -> str:
    return text.replace('\\"', '"').replace("\\n", " ") if text else ""


def _side(line: str) -> Side | None:
    """A posting; None for metadata and comments. Or what can't be read."""
    found = _SIDE.match(line.partition(";")[0].rstrip())
    if not found:
        return None
    account, rest = found.groups()
    if not rest:
        return Side(account, None)
    value, end = value_of(rest, ".")
    if value is None:
        return UNREADABLE
    tail = rest[end:]
    return stated(account, value, _weight(value, tail) if tail else None)


def _weight(value: Value, tail: str) -> Value | None:
    """What a posting with a price or a cost weighs: cost before price, a total (@@, {{ }}) before a rate."""
    for words, total in (
        (inside(tail, "{{", "}}"), True),
        (inside(tail, "{", "}"), False),
        (behind(tail, "@@"), True),
        (behind(tail, "@"), False),
    ):
        price, _ = price_of(words.split(",")[0], ".") if words else (None, 0)
        if price is not None:
            amount = price.amount if total else price.amount * abs(value.amount)
            return Value(-abs(amount) if value.amount < 0 else abs(amount), price.commodity)
    return None


IMPORTER = Importer("beancount", recognise, extract)
