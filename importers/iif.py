"""QuickBooks IIF: tab-separated blocks of TRNS, SPL and ENDTRNS lines below headings that start with "!"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.dates import decide
from importers.encoding import decode
from importers.limits import Problems
from importers.line_breaks import lined
from importers.open_marks import values_of

_KINDS = {
    "BANK": "current",
    "CCARD": "card",
    "OCASSET": None,
    "OASSET": None,
    "OCLIAB": "loan",
    "LTLIAB": "loan",
    "AR": None,
    "AP": "loan",
}
_NO_MONEY = frozenset(("INC", "EXP", "EXINC", "EXEXP", "EQUITY", "COGS", "FIXASSET", "NONPOSTING"))

_COLUMNS = ("DATE", "AMOUNT", "ACCNT", "NAME", "MEMO", "TRNSID", "DOCNUM", "ACCNTTYPE")
_LINE = re.compile(r"\n([^\n]+)")
_MANY, _SHORTEST = 100_000, 24
"""From so many lines on, so many characters each on average are the least that lines of books have."""


class _Row(NamedTuple):
    """A line of a transaction or of the list of accounts; "" for what it doesn't say."""

    place: int
    kind: str
    day: str
    amount: str
    account: str
    name: str
    memo: str
    id: str
    number: str
    type: str
    raw: str


class _Heading:
    """The columns of the lines of one kind."""

    def __init__(self, names: Sequence[str]) -> None:
        places = {name: place for place, name in enumerate(names, 1)}
        wanted = [places.get(name, 0) for name in _COLUMNS]
        self.width = max(wanted) + 1
        self.cells = itemgetter(*wanted)
        self._names = names if len(places) < len(names) else None
        self._end = len(names) + 1

    def raw(self, kind: str, cells: Sequence[str]) -> str:
        """The cells that have a heading, the last of each name, and the kind of the line."""
        if self._names is not None:
            return "\t".join([*dict(zip(self._names, cells[1:], strict=False)).values(), kind])
        return "\t".join([*cells[1 : self._end], kind])


def recognise(source: Source) -> Decimal:
    """Sure of a line that begins with !TRNS, or of one of the lists beside it."""
    head = source.head.lstrip(b"\xef\xbb\xbf")
    if b"!TRNS\t" in head or b"\n!TRNS" in head or head.startswith(b"!TRNS"):
        return Decimal("0.98")
    return Decimal("0.9") if head.startswith((b"!ACCNT\t", b"!HDR\t")) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the transactions; accounts that no list types count as own where a TRNS line names them."""
    text, encoding = decode(source.content)
    rows = list(_rows(lined(text)))
    progress(1, 2, "reading")
    dates = decide([row.day for row in rows if row.day], "mdy").answered(source.answers)
    days = {cell: dates.read(cell) for cell in {row.day for row in rows}}
    values, questions = values_of({row.amount for row in rows}, source.answers)
    problems: list[Problem] = Problems()
    entries = list(_entries(rows, days, values, problems))
    statements = statements_of(entries, _accounts(rows, entries))
    questions = (*dates.questions, *questions)
    return FileReading("iif", "iif", Decimal("0.97"), statements, encoding, (), questions, tuple(problems))


def _rows(text: str) -> Iterator[_Row]:
    """Each line by the heading of its kind."""
    headings: dict[str, _Heading] = {}
    unknown = _Heading(())
    place = counted = 0
    for count, match in enumerate(_LINE.finditer(text)):
        begin = match.start(1)
        place += text.count("\n", counted, begin)
        counted = begin
        if count >= _MANY and count * _SHORTEST > begin:
            raise StatementError("no_statement_inside", where={"line": place}, next_step="other_export")
        line = match[1]
        cells = list(map(str.strip, line.split("\t")))
        if '"' in line:
            cells = [cell.strip('"') for cell in cells]
        kind = cells[0]
        if kind.startswith("!"):
            headings[kind[1:]] = _Heading(cells[1:])
        elif kind:
            heading = headings.get(kind, unknown)
            raw = heading.raw(kind, cells)
            cells[0] = ""
            if len(cells) < heading.width:
                cells += [""] * (heading.width - len(cells))
            day, amount, account, name, memo, id_, number, type_ = heading.cells(cells)
            yield _Row(place, kind, day, amount, account, name, memo, id_, number, type_, raw)


def _entries(
    rows: list[_Row], days: Mapping[str, date | None], values: Mapping[str, Decimal], problems: list[Problem]
) -> Iterator[Entry]:
    entry: Entry | None = None
    for place, kind, written, sum_, account, name, memo, id_, number, _, raw in rows:
        if kind == "ENDTRNS":
            if entry is not None and entry.postings:
                yield entry
            entry = None
        if kind not in ("TRNS", "SPL"):
            continue
        day, amount = days[written], values.get(sum_)
        if kind == "TRNS":
            entry = Entry(place, day, name, memo, id_ or None, number, raw=raw) if day is not None else None
        if day is None or amount is None:
            problems.append(Problem(place, "amount_unreadable" if day else "date_unreadable", raw))
        elif entry is not None:
            entry.postings.append(Posting(account, amount, memo, payee=name))
    if entry is not None and entry.postings:
        yield entry


def _accounts(rows: list[_Row], entries: list[Entry]) -> dict[str, BookAccount]:
    types = {row.name: row.type.upper() for row in rows if row.kind == "ACCNT"}
    accounts: dict[str, BookAccount] = {}
    for entry in entries:
        for place, posting in enumerate(entry.postings):
            kind = types.get(posting.account)
            own = kind in _KINDS if kind else place == 0 and not types and kind not in _NO_MONEY
            known = accounts.get(posting.account)
            if known is None or (own and not known.own):
                accounts[posting.account] = BookAccount(posting.account, own, _KINDS.get(kind or ""))
    return accounts


IMPORTER = Importer("iif", recognise, extract)
