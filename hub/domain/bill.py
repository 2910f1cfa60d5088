"""Bills and the recurring series they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EXPECTED, DUE, PAID, LATE, SKIPPED = "expected", "due", "paid", "late", "skipped"
DISPUTED = "disputed"
"""The person does not accept it: it is neither late nor expected until that is settled."""


@dataclass(frozen=True, slots=True)
class PriceStep:
    """From this day the series costs this much (minor units, negative = out)."""

    since: date
    amount: int


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring payment or income.

    every and unit: "every 1 month", "every 2 week" (unit: day, week, month, year). day: day of the month it falls
    on (31 = last), for months and years. amount: last known, minor units, negative = out; varies: amounts differ
    each time (electricity by use), then amount is the median. state: found, confirmed, ignored.
    confidence: 0 to 100. steps: price history, oldest first. key: the same for the same series found again.
    shift: a due day on a weekend moves to the working day "before" or "after", or "" not. transaction_ids: its
    payments, oldest first.
    """

    id: int
    payee: str
    account_id: int
    currency: str
    every: int
    unit: str
    amount: int
    varies: bool
    next_on: date
    last_on: date
    count: int
    confidence: int
    state: str = "found"
    category_id: int | None = None
    day: int | None = None
    steps: tuple[PriceStep, ...] = ()
    key: str = ""
    shift: str = ""
    transaction_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """An expected payment: to whom, when, how much; from a series or by hand.

    amount: minor units, negative = out; amount_most: the other end of a range, None when it is known or an estimate.
    state: expected, due, paid, late, skipped, disputed. transaction_id: what paid it.
    change: difference to the payment before, minor units, None when there was none.
    is_autopay: the biller takes it. instrument_id: the way to pay it. iban, bic, reference: where a transfer goes.
    """

    id: int | None
    biller: str
    due_on: date
    amount: int
    currency: str
    state: str
    account_id: int | None = None
    series_id: int | None = None
    category_id: int | None = None
    transaction_id: int | None = None
    is_estimate: bool = False
    is_autopay: bool = False
    change: int | None = None
    notes: str = ""
    series_key: str = ""
    amount_most: int | None = None
    instrument_id: str | None = None
    iban: str = ""
    bic: str = ""
    reference: str = ""
    remind_on: date | None = None


def needs_you(bill: Bill) -> bool:
    """Whether nobody else takes the money: a bill that was typed or read and is to be paid by hand."""
    return not bill.series_key and not bill.is_autopay and bill.amount < 0 and bill.state in (DUE, LATE)
