"""CSV exports of peer programs whose rows are not one account's movements: Firefly III and GnuCash's full export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Problem, Statement
from importers.amounts import decimal_mark, number, split
from importers.base import Importer, Progress, Source
from importers.books import BookAccount, Entry, Posting, statements_of
from importers.currencies import currency_of
from importers.dates import DateReading, decide
from importers.encoding import decode
from importers.grid import check_lines
from importers.limits import Problems

Row = tuple[int, list[str]]
"""The line and the cells, in the order of the headings."""
_FIREFLY = {"type", "amount", "date", "source_name", "destination_name"}
_GNUCASH = {"Transaction ID", "Full Account Name", "Amount Num.", "Commodity/Currency"}
_OWN = (*_FIREFLY, *_GNUCASH)
_MANY, _SHORTEST = 100_000, 76
"""From so many lines on, so many characters each on average are the least that rows of these exports have: with some
twenty columns, days and long ids they have twice as many."""
_OWN_ROOTS = (
    "asset", "liabilit", "actif", "passif", "aktiva", "passiva", "verbindlich", "fremdkapital", "activo", "pasivo",
    "attivit", "passivit", "ativo", "aktywa", "актив", "пассив",
)  # fmt: skip


def recognise(source: Source) -> Decimal:
    """Sure when the first line holds the headings of one of the programs."""
    return Decimal("0.96") if _reader(source.head) else Decimal(0)


def _reader(head: bytes) -> Callable[[_Table, list[Problem]], tuple[Statement, ...]] | None:
    first = head.lstrip(b"\xef\xbb\xbf").splitlines()[0].decode("utf-8", "replace") if head.strip() else ""
    names = {c.strip() for cells in csv.reader([first[:4000]]) for c in cells}
    if names >= _FIREFLY:
        return _firefly
    return _gnucash if names >= _GNUCASH else None


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the export with the headings it has."""
    text, encoding = decode(source.content)
    check_lines(text)
    if len(text) < _SHORTEST * (lines := text.count("\n")) and lines > _MANY:
        raise StatementError("no_table", next_step="other_export")
    read = _reader(source.head)
    assert read is not None  # noqa: S101 - recognise has seen the headings
    problems = Problems()
    statements = read(_Table(text), problems)
    progress(1, 2, "reading")
    return FileReading("csv", "peer_tables", Decimal("0.98"), statements, encoding, (), (), tuple(problems))


class _Table:
    """The rows of the export by the names of their columns; one that isn't there is empty."""

    def __init__(self, text: str) -> None:
        self._text = text
        head = next(csv.reader(io.StringIO(text, newline="")), [])
        self._names = [name.strip() for name in head]
        self._places = {name: place for place, name in enumerate(dict.fromkeys([*self._names, *_OWN]))}

    def place(self, name: str) -> int:
        """Where the cells of a column stand in a row; behind the last where it has none."""
        return self._places.get(name, len(self._places))

    def rows(self) -> Iterator[Row]:
        """The rows, filled up to all columns and one that is empty."""
        reader = csv.reader(io.StringIO(self._text, newline=""))
        next(reader, None)
        width, named, is_single = len(self._places) + 1, len(self._names), len(set(self._names)) == len(self._names)
        for cells in reader:
            if any(cells):
                row = list(map(str.strip, cells[:named])) if is_single else self._merged(cells)
                yield reader.line_num, row + [""] * (width - len(row))

    def _merged(self, cells: list[str]) -> list[str]:
        """The cells of a table with two columns of one name, of which the last one counts."""
        row = dict.fromkeys(self._places, "") | dict(zip(self._names, map(str.strip, cells), strict=False))
        return list(row.values())


def _raw(row: Sequence[str]) -> str:
    return ",".join(row[:-1])


@lru_cache(maxsize=4096)
def _amount(text: str, mark: str = ".") -> Decimal | None:
    parts = split(text)
    value = number(parts.body, mark) if parts else None
    return -value if value is not None and parts is not None and parts.negative else value


def _firefly(table: _Table, problems: list[Problem]) -> tuple[Statement, ...]:
    """Firefly III: each row once, from the account the money left or, for deposits, the one it reached."""
    accounts: dict[str, BookAccount] = {}
    entries = list(_transactions(table, accounts, problems))
    return statements_of(entries, accounts)


def _transactions(table: _Table, accounts: dict[str, BookAccount], problems: list[Problem]) -> Iterator[Entry]:
    kinds, amounts, days = map(table.place, ("type", "amount", "date"))
    sides = table.place("source_name"), table.place("destination_name")
    numbers = table.place("source_iban"), table.place("destination_iban")
    source_kind, coded, categorised = map(table.place, ("source_type", "currency_code", "category"))
    described, id_, noted = map(table.place, ("description", "journal_id", "notes"))
    for line, row in table.rows():
        kind = row[kinds].casefold().replace("_", " ")
        amount, day = _amount(row[amounts]), _iso(row[days])
        if amount is None or day is None:
            problems.append(Problem(line, "amount_unreadable" if day else "date_unreadable", _raw(row)))
            continue
        source, reached = (row[place] for place in sides)
        inward = kind == "deposit" or (kind in ("opening balance", "reconciliation") and source != reached)
        if kind == "opening balance" and row[source_kind].startswith(("Asset", "Liab")):
            inward = not inward
        own, other = (reached, source) if inward else (source, reached)
        if own not in accounts:
            accounts[own] = BookAccount(own, own=True, number=row[numbers[inward]] or None)
        postings = [Posting(own, abs(amount) if inward else -abs(amount), row[noted], currency_of(row[coded]))]
        if category := row[categorised]:
            accounts[f"category:{category}"] = BookAccount(category, own=False)
            postings.append(Posting(f"category:{category}", Decimal(0)))
        yield Entry(line, day, other, row[described], row[id_] or None, postings=postings, raw=_raw(row))


@lru_cache(maxsize=4096)
def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _gnucash(table: _Table, problems: list[Problem]) -> tuple[Statement, ...]:
    """GnuCash: one row for each split; later splits of a transaction may leave its date and text empty."""
    rows = list(table.rows())
    days, ids, amounts, signs = map(table.place, ("Date", "Transaction ID", "Amount Num.", "Amount With Sym"))
    names, coded, memos = map(table.place, ("Full Account Name", "Commodity/Currency", "Memo"))
    dates = decide([r[days] for _, r in rows if r[days]], "mdy" if any("$" in r[signs] for _, r in rows) else "")
    mark = decimal_mark([p.body for text in [r[amounts] for _, r in rows] if (p := split(text)) is not None]) or "."
    entries: dict[str, Entry] = {}
    accounts: dict[str, BookAccount] = {}
    last = ""
    for line, row in rows:
        key = row[ids] or last
        entry = entries.get(key) or _started(line, row, table, dates)
        amount = _amount(row[amounts], mark)
        if entry is None or amount is None:
            problems.append(Problem(line, "date_unreadable" if entry is None else "amount_unreadable", _raw(row)))
            continue
        entries[key], last = entry, key
        name = row[names]
        if name not in accounts:
            accounts[name] = BookAccount(name, name.casefold().startswith(_OWN_ROOTS))
        code = currency_of(row[coded].removeprefix("CURRENCY::"))
        entry.postings.append(Posting(name, amount, row[memos], code))
    return statements_of(entries.values(), accounts)


def _started(line: int, row: Sequence[str], table: _Table, dates: DateReading) -> Entry | None:
    day = dates.read(row[table.place("Date")])
    if day is None:
        return None
    payee, notes, id_, number = (row[table.place(n)] for n in ("Description", "Notes", "Transaction ID", "Number"))
    return Entry(line, day, payee, notes, id_, number, raw=_raw(row))


IMPORTER = Importer("peer_tables", recognise, extract)
