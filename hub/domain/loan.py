"""Loans: the schedule of payments to the cent, what is left, and what an extra payment saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from hub.domain.errors import LedgerError
from hub.domain.period import add_months

LONGEST = 1200
"""Months after which a schedule is given up: a hundred years."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment: its interest, what it takes off, an extra payment of that day, and what is left; minor units."""

    number: int
    due_on: date
    interest: int
    principal: int
    extra: int
    left: int

    @property
    def payment(self) -> int:
        """Interest and principal, without the extra payment."""
        return self.interest + self.principal


@dataclass(frozen=True, slots=True)
class Saving:
    """What extra payments save: months, and interest in minor units."""

    months: int
    interest: int


def annuity(principal: int, apr: Decimal, months: int) -> int:
    """The level payment that repays a principal in so many months, minor units, rounded half up.

    P · i / (1 − (1 + i)^−n) with i = apr / 12; P / n without interest (the annuity formula).
    """
    if months < 1:
        raise LedgerError("out_of_range", where={"field": "term"}, low=1, high=LONGEST)
    with localcontext() as context:
        context.prec = 50
        monthly = apr / 12
        if not monthly:
            return _rounded(Decimal(principal) / months)
        return _rounded(principal * monthly / (1 - (1 + monthly) ** -months))


def interest_of(balance: int, apr: Decimal) -> int:
    """A month's interest on what is left, minor units, rounded half up."""
    with localcontext() as context:
        context.prec = 50
        return _rounded(Decimal(balance) * apr / 12)


def divide(payment: int, balance: int, apr: Decimal) -> tuple[int, int]:
    """(interest, principal) of one monthly payment on what was left before it."""
    interest = min(payment, interest_of(balance, apr))
    return interest, payment - interest


def schedule(
    principal: int,
    apr: Decimal,
    payment: int,
    first_due_on: date,
    *,
    monthly_extra: int = 0,
    once: tuple[int, int] | None = None,
) -> list[Instalment]:
    """Every payment until nothing is left; the last one takes the rest.

    principal, payment, monthly_extra: positive minor units. once: (number of the payment, extra minor units).
    LedgerError "loan_never_ends" when a payment does not cover its interest.
    """
    left, found = principal, list[Instalment]()
    while left > 0 and len(found) < LONGEST:
        number = len(found) + 1
        interest = interest_of(left, apr)
        if payment <= interest:
            break
        part = min(payment - interest, left)
        extra = monthly_extra + (once[1] if once is not None and once[0] == number else 0)
        extra = min(extra, left - part)
        left -= part + extra
        found.append(Instalment(number, add_months(first_due_on, number - 1), interest, part, extra, left))
    if left > 0:
        raise LedgerError("loan_never_ends", where={"field": "payment"}, interest=interest_of(left, apr))
    return found


def saving(usual: list[Instalment], faster: list[Instalment]) -> Saving:
    """What the faster schedule saves against the usual one."""
    return Saving(len(usual) - len(faster), sum(i.interest for i in usual) - sum(i.interest for i in faster))


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
