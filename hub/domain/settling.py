"""Whether a payment is that of a bill: by its amount, its day, and the name or a code of who is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hub.domain.bill import Bill
from hub.domain.text import is_similar

SETTLES_WITHIN = 14
"""Days around its due day in which a payment settles a bill."""


class Fit(NamedTuple):
    """How well a payment fits, the best first: is it not proven by a code; off by so many minor units and days."""

    is_unproven: bool
    amount_off: int
    days_off: int


def bounds(bill: Bill) -> tuple[int, int]:
    """Least and most that a payment of a bill can be, minor units.

    Of an estimate and of a series, whose price may change, within three tenths.
    """
    if bill.is_estimate or bill.series_key:
        least, most = sorted((bill.amount * 7 // 10, bill.amount * 13 // 10))
    else:
        least, most = sorted((bill.amount, bill.amount if bill.amount_most is None else bill.amount_most))
    return least, most


def fit(bill: Bill, amount: int, booked_on: date, payee: str, words: str) -> Fit | None:
    """How well a payment in the bill's currency fits, None where it can't be that of the bill.

    words: all that the bank wrote, and the other account; one of the bill's codes in it proves the payment.
    """
    least, most = bounds(bill)
    days = abs((booked_on - bill.due_on).days)
    if days > SETTLES_WITHIN or not least <= amount <= most:
        return None
    written = _code(words)
    is_proven = any(code and code in written for code in (_code(bill.reference), _code(bill.iban)))
    if not is_proven and not is_similar(payee, bill.biller):
        return None
    return Fit(not is_proven, abs(amount - bill.amount), days)


class Payment(NamedTuple):
    """What may pay a bill. amount: minor units. words: see `fit`. is_sure: it is one, others are only offered."""

    amount: int
    currency: str
    booked_on: date
    payee: str
    words: str
    is_sure: bool = True


def settled(bills: Sequence[Bill], payments: Sequence[Payment]) -> dict[int, int]:
    """Which payment settles which bill, by their places: each one only, the best fitting pair first."""
    pairs = [
        ((not one.is_sure, *found), at, number)
        for number, one in enumerate(payments)
        for at, bill in enumerate(bills)
        if bill.currency == one.currency
        and (found := fit(bill, one.amount, one.booked_on, one.payee, one.words)) is not None
    ]
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _rank, at, number in sorted(pairs):
        if at not in chosen and number not in used:
            chosen[at] = number
            used.add(number)
    return chosen


def _code(words: str) -> str:
    """Letters and figures alone, as banks and billers write one code in different groups; "" for too short ones."""
    plain = "".join(sign for sign in words if sign.isalnum()).upper()
    return plain if len(plain) >= 5 else ""
