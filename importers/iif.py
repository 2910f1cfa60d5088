"""QuickBooks IIF: tab-separated blocks of TRNS, SPL and ENDTRNS lines below headings that start with "!"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hub.domain.statement import FileReading, Problem
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.dates import DateReading, decide
from importers.encoding import decode
from importers.limits import Problems
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

Fields = dict[str, str]


def recognise(source: Source) -> Decimal:
    """Sure of a line that begins with !TRNS, or of one of the lists beside it."""
    head = source.head.lstrip(b"\xef\xbb\xbf")
    if b"!TRNS\t" in head or b"\n!TRNS" in head or head.startswith(b"!TRNS"):
        return Decimal("0.98")
    return Decimal("0.9") if head.startswith((b"!ACCNT\t", b"!HDR\t")) else Decimal(0)


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the transactions; accounts that no list types count as own where a TRNS line names them."""
    text, encoding = decode(source.content)
    rows = list(_rows(text))
    progress(1, 2, "reading")
    dates = _dates(rows).answered(source.answers)
    values, questions = values_of({f.get("AMOUNT", "") for _, f in rows}, source.answers)
    problems: list[Problem] = Problems()
    entries = list(_entries(rows, dates, values, problems))
    statements = statements_of(entries, _accounts(rows, entries))
    questions = (*dates.questions, *questions)
    return FileReading("iif", "iif", Decimal("0.97"), statements, encoding, (), questions, tuple(problems))


def _dates(rows: list[tuple[int, Fields]]) -> DateReading:
    return decide([f["DATE"] for _, f in rows if f.get("DATE")], "mdy")


def _rows(text: str) -> Iterator[tuple[int, Fields]]:
    """Each line as fields by the heading of its kind; the kind itself is under ""."""
    heads: dict[str, list[str]] = {}
    for place, line in enumerate(text.splitlines(), 1):
        cells = [c.strip().strip('"') for c in line.split("\t")]
        if cells[0].startswith("!"):
            heads[cells[0][1:]] = cells[1:]
        elif cells[0]:
            yield place, {**dict(zip(heads.get(cells[0], []), cells[1:], strict=False)), "": cells[0]}


def _entries(
    rows: list[tuple[int, Fields]], dates: DateReading, values: Mapping[str, Decimal], problems: list[Problem]
) -> Iterator[Entry]:
    entry: Entry | None = None
    for place, fields in rows:
        kind = fields[""]
        if kind == "ENDTRNS":
            if entry is not None and entry.postings:
                yield entry
            entry = None
        if kind not in ("TRNS", "SPL"):
            continue
        day, amount = dates.read(fields.get("DATE", "")), values.get(fields.get("AMOUNT", ""))
        raw = "\t".join(fields.values())
        if kind == "TRNS":
            entry = None
            if day is not None:
                entry = Entry(
                    place,
                    day,
                    fields.get("NAME", ""),
                    fields.get("MEMO", ""),
                    fields.get("TRNSID") or None,
                    fields.get("DOCNUM", ""),
                )
                entry.raw = raw
        if day is None or amount is None:
            problems.append(Problem(place, "amount_unreadable" if day else "date_unreadable", raw))
            continue
        if entry is not None:
            entry.postings.append(
                Posting(fields.get("ACCNT", ""), amount, fields.get("MEMO", ""), payee=fields.get("NAME", ""))
            )
    if entry is not None and entry.postings:
        yield entry


def _accounts(rows: list[tuple[int, Fields]], entries: list[Entry]) -> dict[str, BookAccount]:
    types = {f.get("NAME", ""): f.get("ACCNTTYPE", "").upper() for _, f in rows if f[""] == "ACCNT"}
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
