"""CSV exports of peer programs whose rows are not one account's movements: Firefly III and GnuCash's full export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from hub.domain.statement import FileReading, Problem, Statement
from importers.amounts import decimal_mark, number, split
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.currencies import currency_of
from importers.dates import DateReading, decide
from importers.encoding import decode

Row = tuple[int, dict[str, str]]
_FIREFLY = {"type", "amount", "date", "source_name", "destination_name"}
_GNUCASH = {"Transaction ID", "Full Account Name", "Amount Num.", "Commodity/Currency"}
_OWN_ROOTS = (
    "asset", "liabilit", "actif", "passif", "aktiva", "passiva", "verbindlich", "fremdkapital", "activo", "pasivo",
    "attivit", "passivit", "ativo", "aktywa", "актив", "пассив",
)  # fmt: skip


def recognise(source: Source) -> Decimal:
    """Sure when the first line holds the headings of one of the programs."""
    return Decimal("0.96") if _reader(source.head) else Decimal(0)


def _reader(head: bytes) -> Callable[[list[Row], list[Problem]], tuple[Statement, ...]] | None:
    first = head.lstrip(b"\xef\xbb\xbf").splitlines()[0].decode("utf-8", "replace") if head.strip() else ""
    names = {c.strip() for cells in csv.reader([first[:4000]]) for c in cells}
    if names >= _FIREFLY:
        return _firefly
    return _gnucash if names >= _GNUCASH else None


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the export with the headings it has."""
    text, encoding = decode(source.content)
    rows = list(_rows(text))
    progress(1, 2, "reading")
    read = _reader(source.head)
    assert read is not None  # noqa: S101 - recognise has seen the headings
    problems: list[Problem] = []
    statements = read(rows, problems)
    return FileReading("csv", "peer_tables", Decimal("0.98"), statements, encoding, (), (), tuple(problems))


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    head = [c.strip() for c in next(reader, [])]
    for cells in reader:
        if any(cells):
            row = dict.fromkeys([*head, *_FIREFLY, *_GNUCASH], "")
            yield reader.line_num, row | dict(zip(head, (c.strip() for c in cells), strict=False))


def _amount(text: str, mark: str = ".") -> Decimal | None:
    parts = split(text)
    value = number(parts.body, mark) if parts else None
    return -value if value is not None and parts is not None and parts.negative else value


def _firefly(rows: list[Row], problems: list[Problem]) -> tuple[Statement, ...]:
    """Firefly III: each row once, from the account the money left or, for deposits, the one it reached."""
    entries: list[Entry] = []
    accounts: dict[str, BookAccount] = {}
    for line, row in rows:
        kind = row["type"].casefold().replace("_", " ")
        amount, day = _amount(row["amount"]), _iso(row["date"])
        if amount is None or day is None:
            problems.append(Problem(line, "amount_unreadable" if day else "date_unreadable", ",".join(row.values())))
            continue
        inward = kind == "deposit" or (
            kind in ("opening balance", "reconciliation") and row["source_name"] != row["destination_name"]
        )
        own, other = ("destination_name", "source_name") if inward else ("source_name", "destination_name")
        if kind == "opening balance" and row.get("source_type", "").startswith(("Asset", "Liab")):
            own, other = other, own
        code = currency_of(row.get("currency_code", ""))
        entry = Entry(
            line, day, row[other], row.get("description", ""), row.get("journal_id") or None, raw=",".join(row.values())
        )
        accounts.setdefault(
            row[own], BookAccount(row[own], own=True, number=row.get(own.replace("name", "iban")) or None)
        )
        entry.postings.append(
            Posting(row[own], abs(amount) if own == "destination_name" else -abs(amount), row.get("notes", ""), code)
        )
        if row.get("category"):
            accounts[f"category:{row['category']}"] = BookAccount(row["category"], own=False)
            entry.postings.append(Posting(f"category:{row['category']}", Decimal(0)))
        entries.append(entry)
    return statements_of(entries, accounts)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _gnucash(rows: list[Row], problems: list[Problem]) -> tuple[Statement, ...]:
    """GnuCash: one row for each split; later splits of a transaction may leave its date and text empty."""
    dates = decide(
        [r["Date"] for _, r in rows if r.get("Date")],
        "mdy" if any("$" in r.get("Amount With Sym", "") for _, r in rows) else "",
    )
    mark = decimal_mark([p.body for _, r in rows if (p := split(r.get("Amount Num.", ""))) is not None]) or "."
    entries: dict[str, Entry] = {}
    accounts: dict[str, BookAccount] = {}
    last = ""
    for line, row in rows:
        key = row.get("Transaction ID") or last
        entry = entries.get(key) or _started(line, row, dates)
        amount = _amount(row.get("Amount Num.", ""), mark)
        if entry is None or amount is None:
            problems.append(
                Problem(line, "date_unreadable" if entry is None else "amount_unreadable", ",".join(row.values()))
            )
            continue
        entries[key], last = entry, key
        name = row["Full Account Name"]
        code = currency_of(row.get("Commodity/Currency", "").removeprefix("CURRENCY::"))
        accounts.setdefault(name, BookAccount(name, name.casefold().startswith(_OWN_ROOTS)))
        entry.postings.append(Posting(name, amount, row.get("Memo", ""), code))
    return statements_of(entries.values(), accounts)


def _started(line: int, row: dict[str, str], dates: DateReading) -> Entry | None:
    day = dates.read(row.get("Date", ""))
    if day is None:
        return None
    return Entry(
        line,
        day,
        row.get("Description", ""),
        row.get("Notes", ""),
        row.get("Transaction ID"),
        row.get("Number", ""),
        raw=",".join(row.values()),
    )


IMPORTER = Importer("peer_tables", recognise, extract)
