"""Beancount files: transactions, and the paddings that balance directives ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import Entry, statements_of
from importers.encoding import decode
from importers.journal import Side, Value, account_of, behind, complete, inside, money_code, value_of
from importers.limits import Problems

_ROOT = r"[^\W\d_a-z][\w-]*"
_ACCOUNT = rf"{_ROOT}(?::[\w-]+)+"
_HEAD = re.compile(
    r'^(\d{4})[-/](\d{2})[-/](\d{2})\s+(\*|!|txn|[A-Z#&?%])(?:\s+"((?:[^"\\]|\\.)*)")?(?:\s+"((?:[^"\\]|\\.)*)")?\s*(.*)$'
)
_SIDE = re.compile(rf"^\s+(?:[*!]\s+)?({_ACCOUNT})\s*(.*)$")
_BALANCE = re.compile(rf"^(\d{{4}}-\d{{2}}-\d{{2}})\s+(balance|pad)\s+({_ACCOUNT})\s+(.*)$")
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
    entries = list(_entries(text, problems))
    progress(1, 1, "reading")
    if not entries and not problems:
        raise StatementError("no_statement_inside")
    accounts = {p.account: account_of(p.account, roots) for e in entries for p in e.postings}
    return FileReading(
        "beancount", "beancount", Decimal("0.97"), statements_of(entries, accounts), encoding, (), (), tuple(problems)
    )


def _entries(text: str, problems: list[Problem]) -> Iterator[Entry]:
    """Transactions and paddings in the order of days, so that balances can be followed."""
    found: list[tuple[date, int, list[str]]] = []
    for place, lines in _blocks(text):
        try:
            found.append((date.fromisoformat(lines[0][:10].replace("/", "-")), place, lines))
        except ValueError:
            problems.append(Problem(place, "date_unreadable", lines[0][:500]))
    found.sort(key=lambda item: (item[0], not _is_balance(item[2][0]), item[1]))
    balances: dict[tuple[str, str], Decimal] = {}
    pads: dict[str, tuple[date, int, str]] = {}
    for day, place, lines in found:
        match = _BALANCE.match(lines[0])
        if match:
            entry = _padding(day, place, match, balances, pads)
            if entry:
                yield entry
            continue
        entry = _entry(day, place, lines, balances)
        if entry is None:
            problems.append(Problem(place, "row_unreadable", "\n".join(lines)[:500]))
        else:
            yield entry


def _is_balance(line: str) -> bool:
    match = _BALANCE.match(line)
    return match is not None and match[2] == "balance"


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each transaction, pad or balance directive with its indented lines."""
    block: list[str] = []
    start = 0
    for place, line in enumerate(text.splitlines(), 1):
        if line[:1] in (" ", "\t") and line.strip():
            if block:
                block.append(line)
            continue
        if block and line.strip():
            yield start, block
            block = []
        if _HEAD.match(line) or _BALANCE.match(line):
            start, block = place, [line]
    if block:
        yield start, block


def _padding(
    day: date,
    place: int,
    match: re.Match[str],
    balances: dict[tuple[str, str], Decimal],
    pads: dict[str, tuple[date, int, str]],
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
    sides = [Side(account, Value(gap, value.commodity)), Side(source, Value(-gap, value.commodity))]
    return entry if gap and complete(entry, sides, balances) else None


def _entry(day: date, place: int, lines: list[str], balances: dict[tuple[str, str], Decimal]) -> Entry | None:
    match = _HEAD.match(lines[0])
    if not match:
        return None
    first, second = (_plain(match[5]), _plain(match[6]))
    payee, narration = (first, second) if match[6] is not None else ("", first)
    entry = Entry(place, day, payee, narration, None, "", match[4] == "!")
    entry.raw = "\n".join(lines)
    sides = []
    for line in lines[1:]:
        found = _SIDE.match(line.split(";")[0].rstrip())
        if found:
            side = _side(found)
            if side is None:
                return None
            sides.append(side)
    return entry if sides and complete(entry, sides, balances) else None


def _plain(text: str | None) -> str:
    return (text or "").replace('\\"', '"').replace("\\n", " ")


def _side(found: re.Match[str]) -> Side | None:
    rest = found[2].strip()
    side = Side(found[1], None)
    if not rest:
        return side
    side.value, end = value_of(rest, ".")
    if side.value is None:
        return None
    tail = rest[end:]
    for words, total in (
        (inside(tail, "{{", "}}"), True),
        (inside(tail, "{", "}"), False),
        (behind(tail, "@@"), True),
        (behind(tail, "@"), False),
    ):
        price, _ = value_of(words.split(",")[0], ".") if words else (None, 0)
        if price is not None:
            amount = price.amount if total else price.amount * abs(side.value.amount)
            side.weight = Value(-abs(amount) if side.value.amount < 0 else abs(amount), price.commodity)
            break
    return side


IMPORTER = Importer("beancount", recognise, extract)
