"""Journals of ledger and hledger: transactions, not the directives, prices, automatic and periodic rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import Entry, statements_of
from importers.encoding import decode
from importers.journal import (
    AMOUNT,
    SIDES_KEPT,
    Balances,
    Side,
    Value,
    account_of,
    behind,
    complete,
    inside,
    mark_of,
    stated,
    value_of,
)
from importers.limits import Problems
from importers.line_breaks import lined

_HEAD = re.compile(
    r"([12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?:=\S+)?(?:\s+([*!]))?(?:\s+\(([^)]*)\))?(?:\s+(.*))?$"
)
_SIDE = re.compile(
    r"[ \t]+(?:[*!]\s+)?(?P<account>[^\s;#(\[][^\s;]*(?:[^\S\t][^\s;]+)*)(?:(?:\s{2,}|\t)\s*(?P<rest>.*))?$"
)
_START = re.compile(r"\n(?=[\d²³¹]|include|comment|test)")
_END = re.compile(r"\n(?![ \t][^\S\n]*+\S)")
_NUMBERED = re.compile(r"\n(?:[ \t]|commodity|D |P )[^\n;.,]*+[.,][^\n;]*")
_SAMPLE = 50_000
"""Lines with a number by which the decimal mark is decided; more don't change the answer."""
_ASSIGNED = re.compile(r"\n[ \t][^\n;=]*[ \t]=")
_BYTES_HEAD = re.compile(
    rb"^[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:=\S+)?(?: +[*!])?(?: +[^\n,;]*)?\r?\n[ \t]+\S", re.MULTILINE
)
_BYTES_SIDE = re.compile(rb"^[ \t]++[^\s:;]++:(?:[^ \t\n]++| (?! ))*(?:  |\t)\s*+\S", re.MULTILINE)
_BYTES_BEAN = re.compile(
    rb"^[12][0-9]{3}-[01][0-9]-[0-3][0-9] (?:open|balance|pad|commodity) |^option \"", re.MULTILINE
)


def recognise(source: Source) -> Decimal:
    """Sure of dated lines that indented postings follow; beancount's own directives make it unsure."""
    head = source.head
    if _BYTES_HEAD.search(head) and _BYTES_SIDE.search(head):
        return Decimal("0.4") if _BYTES_BEAN.search(head) else Decimal("0.92")
    return Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the journal's transactions; postings in shares are left out, their money side stays."""
    text, encoding = decode(source.content)
    text = lined(text)
    mark = mark_of(_bodies(text))
    problems: list[Problem] = Problems()
    balances: Balances | None = {} if _ASSIGNED.search(text) else None
    side_of = lru_cache(maxsize=SIDES_KEPT)(lambda line: _side(line, mark))
    entries: list[Entry] = []
    for place, block in _blocks(text):
        if block.startswith("include"):
            problems.append(Problem(place, "included_file_left_out", block.partition("\n")[0]))
            continue
        entry = _entry(place, block, side_of, balances)
        if entry is None:
            problems.append(Problem(place, "row_unreadable", block[:500]))
        else:
            entries.append(entry)
    progress(1, 1, "reading")
    if not entries and not problems:
        raise StatementError("no_statement_inside")
    accounts = {name: account_of(name) for name in {p.account for e in entries for p in e.postings}}
    facts = (Fact("decimal_mark", {"is": mark}),)
    return FileReading(
        "ledger", "ledger", Decimal("0.95"), statements_of(entries, accounts), encoding, facts, (), tuple(problems)
    )


def _bodies(text: str) -> Mapping[str, int]:
    """The numbers with a separator behind account names and in format directives, and how often each stands."""
    found = Counter[str]()
    lines = Counter(match[0] for match in islice(_NUMBERED.finditer(text), _SAMPLE))
    for line, count in lines.items():
        for part in re.split(r"\s{2,}|\t|[@={}]", line[1:])[1:]:
            match = AMOUNT.match(part)
            if match:
                found[match["body"]] += count
    return found


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each transaction with its lines, and include lines; everything else is skipped."""
    place = counted = at = 0
    while start := _START.search(text, at):
        begin = start.end()
        if text.startswith(("comment", "test"), begin):
            at = text.find("\nend", begin) + 1
            if not at:
                return
            continue
        end = _END.search(text, begin)
        at = end.start() if end else len(text)
        place += text.count("\n", counted, begin)
        counted = begin
        yield place, text[begin:at]


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date(*map(int, re.split("[-/.]", text)))
    except ValueError:
        return None


def _entry(place: int, block: str, side_of: Callable[[str], Side | bool], balances: Balances | None) -> Entry | None:
    """A transaction; None when its head, one of its sides or its sum can't be read."""
    head, *lines = block.split("\n")
    match = _HEAD.match(head.rstrip())
    day = _day(match[1]) if match else None
    if match is None or day is None:
        return None
    sides = []
    for line in lines:
        side = side_of(line)
        if isinstance(side, Side):
            sides.append(side)
        elif not side:
            return None
    _, state, code, text = match.groups("")
    payee, bar, note = text.partition("  ;")[0].partition("|")
    entry = Entry(place, day, payee.strip(), note.strip() if bar else "", None, code, state == "!", raw=block)
    return entry if sides and complete(entry, sides, balances) else None


def _side(line: str, mark: str) -> Side | bool:
    """A posting; True for a comment or a posting outside of the sum, False for what can't be read."""
    if line.lstrip()[0] in ";#%|*([":
        return True
    match = _SIDE.match(line.rstrip())
    if not match:
        return False
    rest, _, note = (match["rest"] or "").partition(";")
    account, note, rest = match["account"].strip(), note.strip(), rest.strip()
    value: Value | None = None
    weight = None
    if rest and not rest.startswith("="):
        value, end = value_of(rest, mark)
        if value is None:
            return False
        rest = rest[end:].strip()
        weight = _weight(value, rest, mark) if rest else None
    target = re.search(r"={1,2}\*?\s*(.+)$", rest) if rest else None
    if value is not None:
        return stated(account, value, weight, note)
    return Side(account, None, None, note, value_of(target[1], mark)[0] if target else None)


def _weight(value: Value, rest: str, mark: str) -> Value | None:
    """What a posting with a price or a cost weighs: cost before price, a total (@@, {{ }}) before a rate."""
    for words, total in (
        (inside(rest, "{{", "}}"), True),
        (inside(rest, "{", "}"), False),
        (behind(rest, "@@"), True),
        (behind(rest, "@"), False),
    ):
        price, _ = value_of(words.removeprefix("="), mark) if words else (None, 0)
        if price is not None:
            amount = price.amount if total else price.amount * abs(value.amount)
            return Value(-abs(amount) if value.amount < 0 else abs(amount), price.commodity)
    return None


IMPORTER = Importer("ledger", recognise, extract)
