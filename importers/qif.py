"""QIF, the line format of Quicken and many that followed; bank, cash, card, asset and liability registers.

Each record ends with a caret. Dates have no set order, so the order is decided over the whole file; splits stay
within their transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import BOOKED, Fact, FileReading, Line, Problem, Statement, StatementAccount, line_of
from importers.base import Importer, Progress, Source
from importers.dates import DateReading, decide
from importers.encoding import decode
from importers.limits import Problems
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


@dataclass(slots=True)
class _Record:
    """One record of a register: its line, its fields (the first of each letter), how many splits it has."""

    line: int
    kind: str
    account: str
    fields: dict[str, str] = field(default_factory=dict)
    split: bool = False
    raw: list[str] = field(default_factory=list)


def recognise(source: Source) -> Decimal:
    """Sure when a line starts a QIF section."""
    return Decimal("0.97") if _HEAD.search(source.head[:20000].replace(b"\0", b"")) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the registers of a file, one statement each."""
    text, encoding = decode(source.content)
    records = list(_records(text))
    progress(1, 2, "reading")
    money = [r for r in records if r.kind != "investment"]
    dates = _dates(records).answered(source.answers)
    values, questions = values_of({_amount(r) for r in records}, source.answers)
    problems: list[Problem] = Problems()
    groups: dict[tuple[str, str], list[Line]] = {}
    for record in money:
        found = _line(record, dates, values, problems)
        group = groups.setdefault((record.account, record.kind), [])
        if found:
            group.append(found)
    left_out = [r for r in records if r.kind == "investment"]
    if left_out:
        problems.append(Problem(left_out[0].line, "investment_rows_left_out", "", {"count": len(left_out)}))
    if not groups and not left_out:
        raise StatementError("no_statement_inside")
    statements = [_statement(name, kind, lines) for (name, kind), lines in groups.items()]
    questions = (*dates.questions, *questions)
    facts = (Fact("date_order", {"is": dates.order}),)
    return FileReading("qif", "qif", Decimal("0.97"), tuple(statements), encoding, facts, questions, tuple(problems))


def _dates(records: list[_Record]) -> DateReading:
    cells = [r.fields["D"].replace(" ", "") for r in records if "D" in r.fields]
    return decide(cells, "mdy")


def _records(text: str) -> Iterator[_Record]:
    """The records of all registers; lists of accounts, categories, classes and securities are not registers."""
    kind, account = "current", ""
    in_register, in_account = True, False
    record = _Record(0, kind, account)
    for place, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        if not line:
            continue
        if line.startswith("!"):
            name = line[1:].strip().lower()
            in_account = name.startswith("account")
            if name.startswith("type:"):
                in_register = name[5:].strip() in _KINDS
                kind = _KINDS.get(name[5:].strip()) or "other"
            record = _Record(0, kind, account)
        elif line[0] == "^":
            if in_account and record.fields.get("N"):
                account = record.fields["N"]
            elif in_register and not in_account and record.fields:
                yield record
            record = _Record(0, kind, account)
        elif line[0] != "#":
            _field(record, line, place, kind, account)
    if in_register and not in_account and "D" in record.fields:
        yield record


def _field(record: _Record, line: str, place: int, kind: str, account: str) -> None:
    if not record.line:
        record.line, record.kind, record.account = place, kind, account
    record.raw.append(line)
    letter, value = line[0].upper(), line[1:].strip()
    if letter == "S":
        record.split = True
    elif not (record.split and letter in "DE$%"):
        record.fields.setdefault(letter, value)


def _amount(record: _Record) -> str:
    return record.fields.get("T") or record.fields.get("U") or ""


def _line(record: _Record, dates: DateReading, values: Mapping[str, Decimal], problems: list[Problem]) -> Line | None:
    fields = record.fields
    day = dates.read(fields.get("D", "").replace(" ", ""))
    value = values.get(_amount(record))
    if day is None or value is None:
        code = "amount_unreadable" if day else "date_unreadable"
        problems.append(Problem(record.line, code, " ".join(record.raw)[:500]))
        return None
    label = clean(fields.get("L", ""))
    other = label[1:].split("]")[0] if label.startswith("[") else None
    return line_of(
        record.line, day, value, None, clean(fields.get("P", "")),
        clean(fields.get("M", "")), None, None, None, None, None, BOOKED, other,
        None if other or label == "--Split--" else label or None, None,
        f"#{clean(fields['N'])}" if fields.get("N") else "", "\n".join(record.raw),
    )  # fmt: skip


def _statement(name: str, kind: str, lines: list[Line]) -> Statement:
    """A register as a statement; without an account section the opening balance row names the account."""
    if not name:
        first = next((x for x in lines[:1] if x.payee.casefold() == "opening balance" and x.counterparty), None)
        name = first.counterparty or "" if first else ""
    return Statement(StatementAccount(None, clean(name) or None, kind if kind != "other" else None, None), tuple(lines))


IMPORTER = Importer("qif", recognise, extract)
