"""What is expected in the days of a preview's files and was not seen yet, and receipts that no row of a bank has:
now, and after adding the lines that are ticked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement

from hub.domain.account import Account
from hub.domain.bill import DUE, EXPECTED, LATE, Bill
from hub.domain.line_columns import ends_of, field_of
from hub.domain.marks import MATCH, NEW, ids_of, kinds_of
from hub.domain.settling import SETTLES_WITHIN, Payment, bounds, fit, settled
from hub.domain.transaction import EXPECTED as NOT_BOOKED
from hub.domain.transaction import Transaction
from hub.services import bills
from hub.services.foreseeing import MOST_LINES, Place
from hub.services.previewing import Part, Preview
from storage import attachments, transactions
from storage.tables import transactions as table
from storage.vault import Vault

_NEAR = timedelta(SETTLES_WITHIN)
_EARLY = timedelta(days=5)
"""How long before its due day a payment of a series is booked, at the most; one that was typed is paid at will."""
_OPEN = (LATE, DUE, EXPECTED)

Parts = Sequence[tuple[tuple[int, int], Part]]
"""The parts of a preview with their places."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A payment that is expected, or a receipt.

    name: who is paid, or of the receipt's file. due_on, amount (minor units), currency: of the payment. row: the
    transaction that waits for the bank's line, or bill: the one to be paid. met_by: the line that answers it.
    """

    name: str
    due_on: date
    amount: int
    currency: str
    account_id: int | None
    row: int | None = None
    bill: Bill | None = None
    met_by: Place | None = None

    def is_met(self, shown: Preview) -> bool:
        """Whether adding the lines that are ticked now answers it."""
        if self.row is None:
            return self.met_by is not None and _is_taken(shown, self.met_by)
        places = [place for place, row in _joined(shown) if row == self.row]
        places += [self.met_by] if self.met_by is not None else []
        return any(_is_taken(shown, place) and _mark(shown, place) == self.row for place in places)


@dataclass(frozen=True, slots=True)
class Awaited:
    """What waits before anything is added, by day."""

    payments: tuple[Waiting, ...] = ()
    receipts: tuple[Waiting, ...] = ()


def left(known: Iterable[Waiting], shown: Preview) -> list[Waiting]:
    """What would still wait after adding the lines that are ticked now."""
    return [one for one in known if not one.is_met(shown)]


def look(vault: Vault, shown: Preview, today: date) -> Awaited:
    """What waits in the days of the files, of their accounts or of none.

    Nothing where so many lines are new (`foreseeing.MOST_LINES`) that they are the beginning of a history.
    """
    parts = [((at, number), part) for at, file in enumerate(shown.files) for number, part in enumerate(file.parts)]
    spans = _spans([part for _place, part in parts])
    is_beginning = sum(part.count(NEW) for _place, part in parts) > MOST_LINES
    if spans.all is None or shown.is_provisional or is_beginning:
        return Awaited()
    due = _due(vault, spans, today)
    with vault.read() as connection:
        of_bills = attachments.of_bills(connection) if due else {}
        on_rows = attachments.on_typed(connection)
        typed = transactions.by_ids(connection, sorted({row for _name, row in on_rows}))
        expected = [
            one
            for account_id, span in spans.by_account.items()
            for one in transactions.where(connection, _expected(account_id, *span))
        ]
    twins = [(bill, next((row for row in expected if _is_one(bill, row)), None)) for bill in due]
    rows = _rows([*typed, *expected], parts)
    paid = _paid([bill for bill, row in twins if row is None], parts, {one.id for one in expected})
    kept = [(one.bill, one) for one in paid] + [(bill, rows[row.id]) for bill, row in twins if row is not None]
    receipts = [replace(rows[row], name=name) for name, row in on_rows]
    receipts += [replace(one, name=name) for bill, one in kept if bill for name in of_bills.get(bill.id or 0, ())]
    return Awaited(_told([*(rows[one.id] for one in expected), *paid], spans), _told(receipts, spans))


class _Spans(NamedTuple):
    """The first and last days of the lines: by account that the vault has, and of all."""

    by_account: dict[int, tuple[date, date]]
    all: tuple[date, date] | None

    def of(self, account_id: int | None) -> tuple[date, date] | None:
        """The days that the files tell of, for an account, or for what may be on any."""
        return self.all if account_id is None else self.by_account.get(account_id)


def _spans(parts: Iterable[Part]) -> _Spans:
    by_account: dict[int, tuple[date, date]] = {}
    whole: tuple[date, date] | None = None
    for part in parts:
        ends = ends_of(field_of(part.statement.lines, "booked_on"))
        if ends is None:
            continue
        whole = _wider(whole or ends, ends)
        if isinstance(part.account, Account):
            by_account[part.account.id] = _wider(by_account.get(part.account.id, ends), ends)
    return _Spans(by_account, whole)


def _wider(one: tuple[date, date], other: tuple[date, date]) -> tuple[date, date]:
    return min(one[0], other[0]), max(one[1], other[1])


def _told(found: Iterable[Waiting], spans: _Spans) -> tuple[Waiting, ...]:
    """What the files tell of: due on their days, or answered by them."""
    kept = []
    for one in found:
        span = spans.of(one.account_id)
        if one.met_by is not None or (span is not None and span[0] <= one.due_on <= span[1]):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.due_on, one.name)))


def _due(vault: Vault, spans: _Spans, today: date) -> list[Bill]:
    """Bills and incomes that are open and that a line may be the payment of."""
    if spans.all is None:
        return []
    ahead = max(0, (spans.all[1] + _NEAR - today).days)
    seen = bills.overview(vault, today, ahead=ahead, at_once=True)
    found = []
    for bill in (*seen.bills, *seen.expected_income, *seen.late_income):
        span = spans.of(bill.account_id)
        early = _EARLY if bill.series_key else _NEAR
        if bill.state in _OPEN and span is not None and span[0] - _NEAR <= bill.due_on <= span[1] + early:
            found.append(bill)
    return found


def _expected(account_id: int, first: date, last: date) -> ColumnElement[bool]:
    near = table.c.booked_on.between(first - _NEAR, last + _NEAR)
    return (table.c.account_id == account_id) & near & (table.c.status == NOT_BOOKED)


def _is_one(bill: Bill, row: Transaction) -> bool:
    """Whether an expected row is that of a bill, so that they are not two payments."""
    words = f"{row.description} {row.counterparty or ''}"
    return bill.currency == row.currency and fit(bill, row.amount, row.booked_on, row.payee, words) is not None


def _rows(rows: Iterable[Transaction], parts: Parts) -> dict[int, Waiting]:
    """Rows that wait for the bank's lines, by id."""
    by_id = {row.id: row for row in rows}
    met = {
        row: (*place, line)
        for place, part in parts
        if by_id and part.count(MATCH)
        for line, row in enumerate(ids_of(part.marks))
        if row in by_id
    }
    return {
        one.id: Waiting(
            one.payee or one.description, one.booked_on, one.amount, one.currency, one.account_id, one.id,
            met_by=met.get(one.id),
        )
        for one in by_id.values()
    }  # fmt: skip


def _paid(due: Sequence[Bill], parts: Parts, expected: Collection[int]) -> list[Waiting]:
    """Bills, each with the line that would pay it. expected: rows that are no payment before a line completes them."""
    places, payments = [], []
    for place, payment in _payments(due, parts, expected):
        places.append(place)
        payments.append(payment)
    by = settled(due, payments)
    return [
        Waiting(
            bill.biller, bill.due_on, bill.amount, bill.currency, bill.account_id,
            bill=bill, met_by=places[by[at]] if at in by else None,
        )
        for at, bill in enumerate(due)
    ]  # fmt: skip


def _payments(due: Sequence[Bill], parts: Parts, expected: Collection[int]) -> Iterator[tuple[Place, Payment]]:
    """The lines that would be new payments of an amount that a bill can have."""
    for place, part in parts:
        code = part.account.currency
        starts, ends = _joined_bounds([bounds(bill) for bill in due if bill.currency == code])
        if not starts:
            continue
        rows = zip(kinds_of(part.marks), ids_of(part.marks), part.amounts, strict=True)
        for at, (kind, row, amount) in enumerate(rows):
            range_at = bisect_right(starts, amount) - 1
            if range_at < 0 or amount > ends[range_at]:
                continue
            if kind == NEW or (kind == MATCH and row in expected):
                line = part.statement.lines[at]
                words = f"{line.description} {line.counterparty or ''}"
                payee = part.sorted_as[at].payee or line.payee
                payment = Payment(amount, code, line.booked_on, payee, words, is_sure=part.taken[at])
                yield (*place, at), payment


def _joined_bounds(found: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Ranges of amounts as the least and the most of each, rising, none in another."""
    starts: list[int] = []
    ends: list[int] = []
    for least, most in sorted(found):
        if ends and least <= ends[-1]:
            ends[-1] = max(ends[-1], most)
        else:
            starts.append(least)
            ends.append(most)
    return starts, ends


def _is_taken(shown: Preview, place: Place) -> bool:
    at, number, line = place
    return shown.files[at].parts[number].taken[line]


def _mark(shown: Preview, place: Place) -> int | None:
    """The row that a line is."""
    at, number, line = place
    return shown.files[at].parts[number].marks[line].id


def _joined(shown: Preview) -> Iterator[tuple[Place, int | None]]:
    """The lines that the person joined with rows; a file that is read in another way now may lack one."""
    files = {str(file.path): at for at, file in enumerate(shown.files)}
    for (name, number, line), row in shown.choices.joined.items():
        at = files.get(name)
        parts = () if at is None else shown.files[at].parts
        if at is not None and number < len(parts) and line < len(parts[number].marks):
            yield (at, number, line), row
