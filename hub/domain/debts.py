"""Paying debts off: the dearest first (avalanche) against the smallest first (snowball), to the cent.

Each month every debt bears a month's interest and gets its least payment; what is over of the monthly sum, and the
payments of debts that are done, go to the first in the order. Interest as `hub.domain.loan` reckons it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.errors import LedgerError
from hub.domain.loan import LONGEST, interest_of
from hub.domain.period import add_months

AVALANCHE, SNOWBALL, LEAST = "avalanche", "snowball", "least"
ORDERS = (AVALANCHE, SNOWBALL)


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed on an account and the least payment a month, minor units, positive; apr: a fraction."""

    account_id: int
    name: str
    owed: int
    apr: Decimal
    least: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """A debt with the day it is paid off and what its interest came to until then, minor units."""

    debt: Debt
    on: date
    interest: int


@dataclass(frozen=True, slots=True)
class Payoff:
    """Debts in the order they are cleared; interest and months in all; sums: what is owed after each month."""

    order: str
    cleared: tuple[Cleared, ...]
    interest: int
    months: int
    sums: tuple[int, ...]

    @property
    def done_on(self) -> date | None:
        """The day nothing is owed any more."""
        return self.cleared[-1].on if self.cleared else None


def pay_off(debts: Sequence[Debt], extra: int, first_on: date, order: str) -> Payoff:
    """The plan of one order, with `extra` a month beside the least payments; LEAST: no extra, nothing goes over.

    first_on: the day of the first payments. LedgerError "loan_never_ends" when payments don't cover the interest.
    """
    left = {one.account_id: one.owed for one in debts if one.owed > 0}
    known = {one.account_id: one for one in debts}
    interest = dict.fromkeys(left, 0)
    budget = sum(known[number].least for number in left) + extra
    cleared: list[Cleared] = []
    sums: list[int] = []
    while left:
        on = add_months(first_on, len(sums), first_on.day)
        before = sum(left.values())
        for number, owed in left.items():
            charged = interest_of(owed, known[number].apr)
            interest[number] += charged
            left[number] = owed + charged
        _pay(left, known, budget, order)
        for number in [number for number, amount in left.items() if amount <= 0]:
            cleared.append(Cleared(known[number], on, interest[number]))
            del left[number]
        sums.append(sum(left.values()))
        if left and (len(sums) >= LONGEST or sums[-1] >= before):
            raise LedgerError("loan_never_ends", where={"field": "payment"}, interest=sum(interest.values()))
    return Payoff(order, tuple(cleared), sum(interest.values()), len(sums), tuple(sums))


def _pay(left: dict[int, int], known: dict[int, Debt], budget: int, order: str) -> None:
    """One month's payments."""
    over = budget
    for number, owed in left.items():
        paid = min(known[number].least, owed)
        left[number] = owed - paid
        over -= paid
    if order == LEAST:
        return
    ranked = sorted(left, key=lambda n: (left[n], n) if order == SNOWBALL else (-known[n].apr, left[n], n))
    for number in ranked:
        paid = min(over, left[number])
        left[number] -= paid
        over -= paid
