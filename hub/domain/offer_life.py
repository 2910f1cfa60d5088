"""What becomes of an offer: the payment that uses it, the credit that is due, whether it came, and what went back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.domain.money import digits_of, to_minor
from hub.domain.offers import Offer

CREDIT_DAYS = 30
"""Days until a credit is expected when its source says nothing."""
GRACE_DAYS = 7
"""Days after that until it counts as missing."""
_REFUND_DAYS = 183
STATES = ("expected", "credited", "missing", "reversed")


@dataclass(frozen=True, slots=True)
class Payment:
    """One transaction. amount: minor units, money out negative."""

    id: int
    account: int
    on: date
    payee: str
    amount: int


@dataclass(frozen=True, slots=True)
class Use:
    """A payment that used an offer. expected, credited, reversed: minor units of currency. asked_on: letter written."""

    id: int
    offer: str
    title: str
    merchant: str
    source: str
    used_on: date
    transaction_id: int | None
    expected: int
    currency: str
    due_on: date
    credited: int = 0
    credited_on: date | None = None
    credit_id: int | None = None
    reversed: int = 0
    reversed_on: date | None = None
    asked_on: date | None = None

    def state(self, today: date) -> str:
        """One of `STATES`."""
        if self.reversed and self.reversed >= max(self.credited, self.expected):
            return "reversed"
        if self.credited:
            return "credited"
        return "missing" if today > self.due_on + timedelta(days=GRACE_DAYS) else "expected"

    @property
    def found(self) -> int:
        """Money found: what was credited and did not go back."""
        return max(0, self.credited - self.reversed)


def credit_of(offer: Offer, spent: int, currency: str, used: int = 0) -> int:
    """Minor units that a payment of an amount should bring; 0 below its minimum or for points.

    used: minor units of the offer's limit that earlier payments took.
    """
    unit = Decimal(10) ** digits_of(currency)
    if offer.programme is not None or spent < offer.min_spend * unit:
        return 0
    whole = offer.value * unit if offer.kind == "fixed" else offer.value * spent
    credit = min(int(whole.to_integral_value()), spent)
    if offer.max_credit is not None:
        credit = min(credit, max(0, to_minor(offer.max_credit, currency) - used))
    return credit


def using(
    offer: Offer, since: date, payments: Iterable[Payment], payees: Sequence[str], before: Sequence[Use], currency: str
) -> list[tuple[Payment, int]]:
    """(payment, credit due) of the payments that use an offer from a day on, oldest first, as often as it may be used.

    payees: the person's names of the merchant; before: uses that are known.
    """
    known, names = {use.transaction_id for use in before}, set(payees)
    taken, times = sum(use.expected for use in before), len(before)
    first = since if offer.valid_from is None else max(since, offer.valid_from)
    found = []
    for payment in sorted(payments, key=lambda one: (one.on, one.id)):
        is_late = offer.valid_to is not None and payment.on > offer.valid_to
        if payment.payee not in names or payment.amount >= 0 or payment.on < first or is_late or payment.id in known:
            continue
        if offer.uses is not None and times >= offer.uses:
            break
        credit = credit_of(offer, -payment.amount, currency, taken)
        if credit:
            found.append((payment, credit))
            taken, times = taken + credit, times + 1
    return found


def credited(use: Use, account: int | None, payments: Iterable[Payment], claimed: Iterable[int]) -> Payment | None:
    """The payment in that is a use's credit: of just that amount, on the account that paid, soonest.

    It comes after the use and no later than half a year after it was due, and belongs to no other use.
    """
    taken, last = set(claimed), use.due_on + timedelta(days=183)
    fitting = [
        one
        for one in payments
        if one.amount == use.expected
        and one.id not in taken
        and use.used_on <= one.on <= last
        and account in (None, one.account)
    ]
    return min(fitting, key=lambda one: (one.on, one.id), default=None)


def refunds(payments: Sequence[Payment], payees: Iterable[str], claimed: Iterable[int]) -> dict[int, tuple[int, date]]:
    """Payment → (minor units that came back, last day): money in from one of the payees, on the account that paid.

    It belongs to the payment of just that amount, else to the latest one that was large enough; half a year at most
    before it. claimed: payments in that are credits.
    """
    names, taken = set(payees), set(claimed)
    ordered = sorted((one for one in payments if one.payee in names), key=lambda one: (one.on, one.amount >= 0, one.id))
    left: dict[int, int] = {}
    found: dict[int, tuple[int, date]] = {}
    for at, one in enumerate(ordered):
        if one.amount <= 0 or one.id in taken:
            left[one.id] = -one.amount
            continue
        fitting = [
            paid
            for paid in ordered[:at]
            if paid.amount < 0
            and (paid.payee, paid.account) == (one.payee, one.account)
            and (one.on - paid.on).days <= _REFUND_DAYS
            and left[paid.id] >= one.amount
        ]
        if fitting:
            paid = max(fitting, key=lambda other: (left[other.id] == one.amount, other.on, other.id))
            left[paid.id] -= one.amount
            found[paid.id] = (-paid.amount - left[paid.id], one.on)
        left[one.id] = 0
    return found


def reversed_by(use: Use, spent: int, refunded: int) -> int:
    """Minor units of the credit that a refund takes back: the same share of it. spent, refunded: positive."""
    if spent <= 0 or refunded <= 0:
        return 0
    whole = use.credited or use.expected
    return min(whole, -(-whole * min(refunded, spent) // spent))
