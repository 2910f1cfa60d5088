"""Journals of ledger and hledger: transactions, not the directives, prices, automatic and periodic rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import islice

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import Entry, statements_of
from importers.encoding import decode
from importers.journal import (
    AMOUNT,
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
    mark_of,
    price_of,
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
_ASIDE = re.compile(r"\s*+(?:[;#%|]|\*(?:\S|\s*+$)|(?:[*!]\s++)?[(\[])")
"""A comment, or a posting outside of the sum; a star with a blank behind it says that the posting is cleared."""
_NAME = r"([^\W\d_][^\s;]*(?: [^\s;]+)*)"
_USUAL = re.compile(
    r"([12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2})(?: ([*!]))?(?: \(([^)\n]*)\))? ([^\s*!(][^\n]*)\n[ \t]+"
    rf"{_NAME}(?:  |\t)[ \t]*([+-]?)([0-9]{{1,15}}(?:\.[0-9]{{1,13}})?)(?: ([A-Z]{{3}}))?\n[ \t]+{_NAME}(?=\n(?![ \t]))"
)
"""What most transactions are: an account with an amount, one without; read as by the other patterns, in one step."""
_START = re.compile(r"\n(?=[\d²³¹]|include|(comment|test))")
_END = re.compile(r"\n(?![ \t][^\S\n]*+\S)")
_NUMBERED = re.compile(r"\n(?:[ \t]|commodity|D |P )[^\n;.,]*+[.,][^\n;]*")
_SAMPLE = 10_000
"""Lines with a number by which the decimal mark is decided; more don't change the answer."""
_ASSIGNED = re.compile(r"\n[ \t][^\n;=]*[ \t]=")
_BYTES_HEAD = re.compile(
    rb"^[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:=\S+)?(?: +[*!])?"
    rb"(?: [^\n,;]*(?:, [^\n,;]*)*(?:(?<=  );[^\n]*)?)?\r?\n[ \t]+\S",
    re.MULTILINE,
)
_BYTES_SIDE = re.compile(rb"^[ \t]++(?:[*!][ \t]++)?[^\s:;]++:(?:[^ \t\n]++| (?! ))*(?:  |\t)\s*+\S", re.MULTILINE)
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
    sides = Sides(partial(_side, mark=mark))
    entries: list[Entry] = []
    for place, block, usual in _blocks(text, is_plain=mark == "." and balances is None):
        if block.startswith("include"):
            problems.append(Problem(place, "included_file_left_out", block.partition("\n")[0]))
            continue
        entry = _usual(place, usual) if usual else _entry(place, block, sides, balances)
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


def _blocks(text: str, *, is_plain: bool) -> Iterator[tuple[int, str, re.Match[str] | None]]:
    """Each transaction with its lines, and include lines; everything else is skipped. is_plain: look for usual ones."""
    place = counted = at = count = 0
    while start := _START.search(text, at):
        begin = start.end()
        if start[1]:
            at = text.find("\nend", begin) + 1
            if not at:
                return
            continue
        usual = _USUAL.match(text, begin) if is_plain else None
        if usual:
            at = usual.end()
        else:
            end = _END.search(text, begin)
            at = end.start() if end else len(text)
        place += text.count("\n", counted, begin)
        counted, count = begin, count + 1
        check_length(count, begin, place)
        yield place, text[begin:at], usual


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    try:
        return date(*map(int, re.split("[-/.]", text)))
    except ValueError:
        return None


def _usual(place: int, match: re.Match[str]) -> Entry | None:
    written, state, code, text, *sides = match.groups("")
    day = _day(written)
    if day is None:
        return None
    payee, _, note = text.partition("  ;")[0].partition("|")
    return Entry(place, day, payee.strip(), note.strip(), None, code, state == "!", both(*sides), match[0])


def _entry(place: int, block: str, sides: Sides, balances: Balances | None) -> Entry | None:
    """A transaction; None when its head, one of its sides or its sum can't be read."""
    head, *lines = block.split("\n")
    match = _HEAD.match(head.rstrip())
    day = _day(match[1]) if match else None
    if match is None or day is None:
        return None
    found = sides.of(lines)
    if not found:
        return None
    _, state, code, text = match.groups("")
    payee, _, note = text.partition("  ;")[0].partition("|")
    entry = Entry(place, day, payee.strip(), note.strip(), None, code, state == "!", raw=block)
    return entry if complete(entry, found, balances) else None


def _side(line: str, mark: str) -> Side | None:
    """A posting; None for a comment or one outside of the sum. Or what can't be read."""
    if _ASIDE.match(line):
        return None
    match = _SIDE.match(line.rstrip())
    if not match:
        return UNREADABLE
    rest, _, note = (match["rest"] or "").partition(";")
    account, note, rest = match["account"].strip(), note.strip(), rest.strip()
    value: Value | None = None
    weight = None
    if rest and not rest.startswith("="):
        value, end = value_of(rest, mark)
        if value is None:
            return UNREADABLE
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
        price, _ = price_of(words.removeprefix("="), mark) if words else (None, 0)
        if price is not None:
            amount = price.amount if total else price.amount * abs(value.amount)
            return Value(-abs(amount) if value.amount < 0 else abs(amount), price.commodity)
    return None


IMPORTER = Importer("ledger", recognise, extract)
