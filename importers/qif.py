"""QIF, the line format of Quicken and many that followed; bank, cash, card, asset and liability registers.

Each record ends with a caret. Dates have no set order, so the order is decided over the whole file; splits stay
within their transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hub.domain.errors import StatementError
from hub.domain.statement import BOOKED, Fact, FileReading, Line, Problem, Statement, StatementAccount, line_of
from importers.base import Importer, Progress, Source
from importers.dates import decide
from importers.encoding import decode
from importers.limits import STATEMENT_LIMIT, Problems
from importers.line_breaks import lined
from importers.open_marks import values_of
from importers.row_text import clean

_KINDS = {
    "bank": "current",
    "cash": "cash",
    "ccard": "card",
    "oth a": None,
    "oth l": "loan",
    "oth s": None,
    "invst": "investment",
}
_HEAD = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe)?[ \t]*!(?:Type:|Account|Option:|Clear:)", re.IGNORECASE | re.MULTILINE)


_MARK = re.compile(r"\n([!^])([^\n]*)")
_AFTER_SPLIT = frozenset("SDE$%")
"""Fields that belong to a split once one has begun."""

_USUAL = frozenset("DTUPMCNLA")
"""Fields of a record without splits."""
_BLANK_END = re.compile(r"[^\S\n]\n")

_MANY, _SHORTEST, _SHORTEST_HEAD = 100_000, 28, 8
"""From so many marks on, so many characters for each record and heading on average are the least that books have: a
day, a sum of five digits and a word of four letters."""


_COMMA = re.compile(r",[0-9]{2}$")
_MOST = 10_000
"""Lines of a record, splits included; one with more of them has lost its end."""


class _Record(NamedTuple):
    """One record of a register: its line, its register, the first field of each letter that says something."""

    line: int
    kind: str
    account: str
    day: str
    amount: str
    payee: str
    memo: str
    label: str
    number: str
    raw: str


def recognise(source: Source) -> Decimal:
    """Sure when a line starts a QIF section."""
    return Decimal("0.97") if _HEAD.search(source.head[:20000].replace(b"\0", b"")) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the registers of a file, one statement each."""
    text, encoding = decode(source.content)
    text = lined(text)
    if _BLANK_END.search(text):
        text = "\n".join(map(str.rstrip, text.split("\n")))
    records = list(_records(text))
    progress(1, 2, "reading")
    money = [r for r in records if r.kind != "investment"]
    commas = any(_COMMA.search(r.amount) for r in money)
    order = "dmy" if commas else "mdy"  # who writes the month first writes a decimal point
    dates = decide([r.day for r in records if r.day], order, day_first=commas).answered(source.answers)
    days = {cell: dates.read(cell) for cell in {r.day for r in money}}
    values, questions = values_of({r.amount for r in records}, source.answers)
    problems: list[Problem] = Problems()
    groups: dict[tuple[str, str], list[Line]] = {}
    for record in money:
        found = _line(record, days.get(record.day), values.get(record.amount), problems)
        group = groups.setdefault((record.account, record.kind), [])
        if found:
            group.append(found)
        if len(groups) > STATEMENT_LIMIT:
            raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
    left_out = [r for r in records if r.kind == "investment"]
    if left_out:
        problems.append(Problem(left_out[0].line, "investment_rows_left_out", "", {"count": len(left_out)}))
    if not groups and not left_out:
        raise StatementError("no_statement_inside")
    statements = [_statement(name, kind, lines) for (name, kind), lines in groups.items()]
    questions = (*dates.questions, *questions)
    facts = (Fact("date_order", {"is": dates.order}),)
    return FileReading("qif", "qif", Decimal("0.97"), tuple(statements), encoding, facts, questions, tuple(problems))


def _records(text: str) -> Iterator[_Record]:
    """The records of all registers; lists of accounts, categories, classes and securities are not registers."""
    kind, account = "current", ""
    in_register, in_account = True, False
    place = counted = end = least = 0
    for count, mark in enumerate(_MARK.finditer(text)):
        sign, begin = mark[1], mark.start()
        least += _SHORTEST if sign == "^" else _SHORTEST_HEAD
        if count > _MANY and least > begin:
            raise StatementError("no_statement_inside", next_step="other_export")
        if sign == "!":
            name = mark[2].strip().lower()
            in_account = name.startswith("account")
            if name.startswith("type:"):
                in_register = name[5:].strip() in _KINDS
                kind = _KINDS.get(name[5:].strip()) or "other"
        elif in_account:
            account = _fields(_said(text[end:begin])).get("N") or account
        elif in_register and end < begin:
            place += text.count("\n", counted, end)
            counted = end
            record = _record(text[end:begin], place, kind, account)
            if record:
                yield record
        end = mark.end()
    if in_register and not in_account:
        record = _record(text[end:], place + text.count("\n", counted, end), kind, account)
        if record and _fields(record.raw.split("\n")).get("D") is not None:
            yield record


def _said(block: str) -> list[str]:
    """The lines that hold something."""
    return [line for line in block.split("\n") if line and line[0] != "#"]


def _fields(lines: list[str]) -> dict[str, str]:
    """The first field of each letter; those of splits stay within them."""
    starts = [line[0].upper() for line in lines]
    if "S" in starts:
        split = starts.index("S")
        kept = [at for at, letter in enumerate(starts) if at < split or letter not in _AFTER_SPLIT]
        lines, starts = [lines[at] for at in kept], [starts[at] for at in kept]
    return {letter: line[1:].strip() for letter, line in zip(reversed(starts), reversed(lines), strict=True)}


def _record(block: str, place: int, kind: str, account: str) -> _Record | None:
    """The record of a block that begins behind a line; None for one without fields."""
    if block.count("\n") > _MOST and block.strip("\n").count("\n") > _MOST:
        raise StatementError("no_statement_inside", where={"line": place + 1}, next_step="other_export")
    fields = {line[:1]: line[1:].strip() for line in reversed(block[1:].split("\n"))}
    raw = block[1:]
    if not fields.keys() <= _USUAL:
        lines = _said(block)
        fields, raw = _fields(lines), "\n".join(lines)
        if not fields:
            return None
        place += block.split("\n").index(lines[0]) - 1
    get = fields.get
    return _Record(
        place + 1, kind, account, get("D", "").replace(" ", ""), get("T") or get("U") or "", get("P", ""),
        get("M", ""), get("L", ""), get("N", ""), raw,
    )  # fmt: skip


def _line(record: _Record, day: date | None, value: Decimal | None, problems: list[Problem]) -> Line | None:
    place, _, _, _, _, payee, memo, label, number, raw = record
    if day is None or value is None:
        code = "amount_unreadable" if day else "date_unreadable"
        problems.append(Problem(place, code, raw.replace("\n", " ")[:500]))
        return None
    label = label and clean(label)
    other = label[1:].split("]")[0] if label.startswith("[") else None
    return line_of(
        place, day, value, None, payee and clean(payee),
        memo and clean(memo), None, None, None, None, None, BOOKED, other,
        None if other or label == "--Split--" else label or None, None,
        f"#{clean(number)}" if number else "", raw,
    )  # fmt: skip


def _statement(name: str, kind: str, lines: list[Line]) -> Statement:
    """A register as a statement; without an account section the opening balance row names the account."""
    if not name:
        first = next((x for x in lines[:1] if x.payee.casefold() == "opening balance" and x.counterparty), None)
        name = first.counterparty or "" if first else ""
    return Statement(StatementAccount(None, clean(name) or None, kind if kind != "other" else None, None), tuple(lines))


IMPORTER = Importer("qif", recognise, extract)
