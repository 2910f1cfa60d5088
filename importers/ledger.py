"""Journals of ledger and hledger: transactions, not the directives, prices, automatic and periodic rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import Fact, FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import Entry, statements_of
from importers.encoding import decode
from importers.journal import AMOUNT, Side, Value, account_of, behind, complete, inside, mark_of, value_of
from importers.limits import Problems

_DATE = r"(?P<y>[12][0-9]{3})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})"
_HEAD = re.compile(rf"^{_DATE}(?:=\S+)?(?:\s+(?P<state>[*!]))?(?:\s+\((?P<code>[^)]*)\))?(?:\s+(?P<text>.*))?$")
_SIDE = re.compile(r"^[ \t]+(?:[*!]\s+)?(?P<account>[^\s;#(\[][^\t;]*?)(?:(?:\s{2,}|\t)\s*(?P<rest>.*))?$")
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
    mark = mark_of(_bodies(text))
    problems: list[Problem] = Problems()
    balances: dict[tuple[str, str], Decimal] = {}
    entries: list[Entry] = []
    for place, lines in _blocks(text):
        if lines[0].startswith("include"):
            problems.append(Problem(place, "included_file_left_out", lines[0]))
            continue
        entry = _entry(place, lines, mark, balances)
        if entry is None:
            problems.append(Problem(place, "row_unreadable", "\n".join(lines)[:500]))
        else:
            entries.append(entry)
    progress(1, 1, "reading")
    if not entries and not problems:
        raise StatementError("no_statement_inside")
    accounts = {p.account: account_of(p.account) for e in entries for p in e.postings}
    facts = (Fact("decimal_mark", {"is": mark}),)
    return FileReading(
        "ledger", "ledger", Decimal("0.95"), statements_of(entries, accounts), encoding, facts, (), tuple(problems)
    )


def _bodies(text: str) -> Iterator[str]:
    """The numbers behind account names and in format directives."""
    for line in text.splitlines():
        if line[:1] in (" ", "\t") or line.startswith(("commodity", "D ", "P ")):
            for part in re.split(r"\s{2,}|\t|[@={}]", line.split(";")[0])[1:]:
                match = AMOUNT.match(part)
                if match:
                    yield match["body"]


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each transaction with its lines, and include lines; everything else is skipped."""
    block: list[str] = []
    start, comment = 0, False
    for place, line in enumerate(text.splitlines(), 1):
        if line.startswith(("comment", "test")):
            comment = True
        if comment:
            comment = not line.startswith("end")
            continue
        if line[:1] in (" ", "\t") and line.strip():
            if block:
                block.append(line)
            continue
        if block:
            yield start, block
            block = []
        if line[:1].isdigit() or line.startswith("include"):
            start, block = place, [line]
    if block:
        yield start, block


def _entry(place: int, lines: list[str], mark: str, balances: dict[tuple[str, str], Decimal]) -> Entry | None:
    match = _HEAD.match(lines[0].rstrip())
    if not match:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    text, _, _ = (match["text"] or "").partition("  ;")
    payee, bar, note = text.partition("|")
    entry = Entry(
        place, day, payee.strip(), note.strip() if bar else "", None, match["code"] or "", match["state"] == "!"
    )
    entry.raw = "\n".join(lines)
    sides = []
    for line in lines[1:]:
        if line.strip()[:1] in (";", "#", "%", "|", "*", "(", "["):
            continue
        side = _side(line, mark)
        if side is None:
            return None
        sides.append(side)
    return entry if sides and complete(entry, sides, balances) else None


def _side(line: str, mark: str) -> Side | None:
    match = _SIDE.match(line.rstrip())
    if not match:
        return None
    rest, _, note = (match["rest"] or "").partition(";")
    side = Side(match["account"].strip(), None, None, note.strip())
    rest = rest.strip()
    if not rest:
        return side
    if not rest.startswith("="):
        side.value, end = value_of(rest, mark)
        if side.value is None:
            return None
        rest = rest[end:].strip()
        side.weight = _weight(side.value, rest, mark)
    target = re.search(r"={1,2}\*?\s*(.+)$", rest)
    if target:
        side.target, _ = value_of(target[1], mark)
    return side


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
