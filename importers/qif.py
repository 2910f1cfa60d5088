"""QIF, the line format of Quicken and many that followed; bank, cash, card, asset and liability registers.

Each record ends with a caret. Dates have no set order, so the order is decided over the whole file; splits stay
within their transaction.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import compress, repeat
from operator import not_

from hub.domain.errors import StatementError
from hub.domain.line_columns import Gathered
from hub.domain.statement import BOOKED, Fact, FileReading, Line, Problem, Question, Statement, StatementAccount
from importers.amounts import split
from importers.base import Importer, Progress, Source
from importers.dates import DateReading, decide
from importers.encoding import decode
from importers.limits import STATEMENT_LIMIT, Problems
from importers.line_breaks import lined
from importers.open_marks import values_of
from importers.qif_records import Part, Records, registers
from importers.row_text import clean

_HEAD = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe)?[ \t]*!(?:Type:|Account|Option:|Clear:)", re.IGNORECASE | re.MULTILINE)

_COMMA, _POINT = re.compile(r",[0-9]{2}$"), re.compile(r"\.[0-9]{1,2}$")
_SIGN = re.compile(r"[^0-9.,'+ -]")


def recognise(source: Source) -> Decimal:
    """Sure when a line starts a QIF section."""
    return Decimal("0.97") if _HEAD.search(source.head[:20000].replace(b"\0", b"")) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the registers of a file, one statement each."""
    text, encoding = decode(source.content)
    parts = list(registers(lined(text)))
    progress(1, 2, "reading")
    dates, values, currency, questions = _meanings(parts, source.answers)
    problems: list[Problem] = Problems()
    groups: dict[tuple[str, str], Gathered] = {}
    left_out: list[int] = []
    for part in parts:
        records = part.read()
        if part.kind == "investment":
            left_out += records.lines
        elif records.lines:
            group = groups.setdefault((part.account, part.kind), Gathered())
            _gather(group, records, dates, values, currency, problems)
        if len(groups) > STATEMENT_LIMIT:
            raise StatementError("too_large", next_step="split_file", limit=STATEMENT_LIMIT)
    if left_out:
        problems.append(Problem(left_out[0], "investment_rows_left_out", "", {"count": len(left_out)}))
    if not groups and not left_out:
        raise StatementError("no_statement_inside")
    statements = [_statement(name, kind, currency, group.lines()) for (name, kind), group in groups.items()]
    questions = (*dates.questions, *questions)
    facts = (Fact("date_order", {"is": dates.order}),)
    return FileReading("qif", "qif", Decimal("0.97"), tuple(statements), encoding, facts, questions, tuple(problems))


def _meanings(
    parts: Sequence[Part], answers: Mapping[str, str]
) -> tuple[DateReading, dict[str, Decimal], str | None, tuple[Question, ...]]:
    """What the days and amounts of all records mean, the currency that signs name, and what the amounts leave open."""
    days, amounts = list[str](), set[str]()
    known = dict[str, str]()
    has_commas = has_points = False
    for part in parts:
        found, sums = part.asked()
        days += [known.setdefault(day, day) for day in found if day]
        if part.kind != "investment":
            has_commas |= any(map(_COMMA.search, set(sums)))
            has_points |= any(map(_POINT.search, set(sums)))
        amounts.update(sums)
    is_comma = has_commas and not has_points
    order = "dmy" if is_comma else "mdy"  # who writes the month first writes a decimal point
    dates = decide(days, order, day_first=is_comma).answered(answers)
    values, questions = values_of(amounts, answers)
    return dates, values, _currency(amounts), questions


def _currency(amounts: Collection[str]) -> str | None:
    """The one currency whose sign or code stands at amounts."""
    if not _SIGN.search("".join(amounts)):
        return None
    named = {parts.currency for one in amounts if (parts := split(one)) is not None and parts.currency}
    return named.pop() if len(named) == 1 else None


def _gather(
    group: Gathered,
    part: Records,
    dates: DateReading,
    values: Mapping[str, Decimal],
    currency: str | None,
    problems: list[Problem],
) -> None:
    """Add the lines of some records to those of their register."""
    days = {day: dates.read(day) for day in set(part.days)}
    booked = list(map(days.__getitem__, part.days))
    amounts = list(map(values.get, part.amounts))
    if None in booked or None in amounts:
        good = [day is not None and value is not None for day, value in zip(booked, amounts, strict=True)]
        for place, day, raw in compress(zip(part.lines, booked, part.raws, strict=True), map(not_, good)):
            code = "amount_unreadable" if day else "date_unreadable"
            problems.append(Problem(place, code, raw.replace("\n", " ")[:500]))
        part, booked, amounts = part.only(good), list(compress(booked, good)), list(compress(amounts, good))
    labels = {label: _label(label) for label in set(part.labels)}
    meant = list(map(labels.__getitem__, part.labels))
    none: repeat[None] = repeat(None)
    columns = (
        part.lines, booked, amounts, repeat(currency), _cleaned(part.payees), _cleaned(part.memos), *[none] * 5,
        repeat(BOOKED), [other for other, _ in meant], [category for _, category in meant], none,
        [f"#{number}" if number else "" for number in _cleaned(part.numbers)], part.raws,
    )  # fmt: skip
    if booked:
        group.add(len(booked), columns)


def _label(text: str) -> tuple[str | None, str | None]:
    """The account of the other side, or the category."""
    label = clean(text)
    if label.startswith("["):
        return label[1:].split("]")[0] or None, None
    return None, None if label == "--Split--" else label or None


def _cleaned(texts: Sequence[str]) -> list[str]:
    """The texts as `clean` gives them: mostly they are so, all of them."""
    whole = "".join(texts)
    return list(texts) if whole.isprintable() and "  " not in whole else list(map(clean, texts))


def _statement(name: str, kind: str, currency: str | None, lines: Sequence[Line]) -> Statement:
    """A register as a statement; without an account section the opening balance row names the account."""
    if not name:
        first = next((x for x in lines[:1] if x.payee.casefold() == "opening balance" and x.counterparty), None)
        name = first.counterparty or "" if first else ""
    return Statement(StatementAccount(None, clean(name) or None, kind if kind != "other" else None, currency), lines)


IMPORTER = Importer("qif", recognise, extract)
