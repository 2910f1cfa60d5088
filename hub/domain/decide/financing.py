"""Time and money: float, interest, instalments and their EU annual percentage rate (DECIDE 5.14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from hub.domain.decide.casebook import Method
from hub.domain.decide.charges import Bill
from hub.domain.decide.exact import CONTEXT, ONE, ZERO, minor_unit, money_text, round_money, round_to
from hub.domain.decide.periods import closing_date
from hub.domain.decide.situation import Payer
from hub.domain.decide.tally import Tally
from hub.domain.decide.terms import NO_COSTS, Costs, LateFee, Plan
from hub.domain.decide.worlds import Box

_DAYS_OF_YEAR = Decimal(365)
_MONTHS_OF_YEAR = Decimal(12)
_DAYS_UNTIL_PAID = 30
_TRANSACTOR = Payer()
_HUNDREDTH = Decimal("0.01")
_LEAST_APR, _MOST_APR = -9_900, 100_000
"""The bounds −0.99 and 10 of the bisection, in hundredths of a per cent."""


@lru_cache(maxsize=4096)
def discount(yearly: Decimal, years: Decimal) -> Decimal:
    """(1 + yearly)^(−years)."""
    return CONTEXT.power(ONE + yearly, -years) if yearly else ONE


def float_factor(yearly: Decimal, days: Decimal) -> Decimal:
    """What idle money earns in some days, per unit of money."""
    return ONE - discount(yearly, days / _DAYS_OF_YEAR)


def without_plan(method: Method, bill: Bill, tally: Tally, box: Box) -> None:
    """Float of who pays in full, interest of who does not."""
    if method.lacks_terms or method.kind not in ("credit_card", "charge_card"):
        return
    profile = tally.book.case.profile
    name = method.instrument.id
    payer = profile.payer.get(name, _TRANSACTOR)
    due = _due(method, payer, tally)
    amount = bill.billed + bill.fee
    revolves = method.kind == "credit_card" and (
        payer.state == "revolver" or (payer.state == "unknown" and not box.ask_yes(f"payer:{name}"))
    )
    if not revolves:
        if due is not None and profile.float_yield:
            factor = float_factor(profile.float_yield, due)
            facts = {"base": amount, "days": due, "yield": profile.float_yield}
            tally.line("float", amount * factor * bill.billing_rate, name, "float", facts)
        return
    costs = method.version.costs if method.version is not None else NO_COSTS
    days = payer.days_until_paid
    if days is None:
        days = int(due) if due is not None else _DAYS_UNTIL_PAID
    facts = {"base": amount, "days": Decimal(days), "apr": costs.purchase_apr}
    tally.line("interest", -_interest(amount, days, costs, bill.billing_rate), name, "interest", facts)


def _due(method: Method, payer: Payer, tally: Tally) -> Decimal | None:
    """days_until_due, looked up once per instrument and day."""
    known = tally.book.due
    key = (method.instrument.id, tally.dates.on)
    if key not in known:
        known[key] = days_until_due(method, payer, tally.dates.on)
    return known[key]


def days_until_due(method: Method, payer: Payer, day: date) -> Decimal | None:
    """Days from purchase to payment: as stated, or from the statement; None if neither is known."""
    if payer.days_until_due is not None:
        return Decimal(payer.days_until_due)
    own = method.instrument
    if own.close_day is None or own.payment_due_days is None:
        return None
    return Decimal((closing_date(own.close_day, day) - day).days + own.payment_due_days)


def _interest(amount: Decimal, days: int, costs: Costs, rate: Decimal) -> Decimal:
    basis = Decimal(costs.day_count_days)
    if costs.compound:
        return amount * (((basis + costs.purchase_apr) / basis) ** days - ONE) * rate
    return amount * costs.purchase_apr * days * rate / basis


@dataclass(frozen=True, slots=True)
class Schedule:
    """The payments of a plan: amounts in billing currency with their times in years, and the fee at time 0."""

    payments: tuple[tuple[Decimal, Decimal], ...]
    fee: Decimal

    @property
    def total(self) -> Decimal:
        """Sum of the payments, without the fee."""
        return sum((amount for amount, _ in self.payments), ZERO)


def schedule(plan: Plan, billed: Decimal, currency: str) -> Schedule:
    """When a plan takes how much for a billed amount."""
    count = plan.count
    if plan.interval_months is not None:
        interval, year = Decimal(plan.interval_months), _MONTHS_OF_YEAR
    else:
        interval, year = Decimal(plan.interval_days or 0), _DAYS_OF_YEAR
    if plan.instalment_amount is not None:
        amounts = [plan.instalment_amount] * count
    elif plan.nominal_rate:
        amounts = [_annuity(billed, plan.nominal_rate * interval / year, count, currency)] * count
    else:
        part = round_to(billed / count, "floor", minor_unit(currency))
        amounts = [part] * (count - 1) + [billed - part * (count - 1)]
    times = [(number + plan.first_after) * interval / year for number in range(count)]
    fee = round_money(plan.fee_fixed + plan.fee_rate * billed, currency)
    return Schedule(tuple(zip(amounts, times, strict=True)), fee)


def _annuity(billed: Decimal, rate: Decimal, count: int, currency: str) -> Decimal:
    growth = (ONE + rate) ** count
    return round_money(billed * rate * growth / (growth - ONE), currency)


def with_plan(method: Method, plan: Plan, bill: Bill, tally: Tally) -> None:
    """Cost, float, late fee and EU APR of paying by a plan."""
    terms = schedule(plan, bill.billed, bill.currency)
    total = terms.total
    facts = {"billed": bill.billed, "payments": total, "fee": terms.fee, "count": Decimal(plan.count)}
    tally.line("plan_cost", (bill.billed - total - terms.fee) * bill.billing_rate, plan.id, "plan_cost", facts)
    yearly = tally.book.case.profile.float_yield
    if yearly:
        present = sum((amount * discount(yearly, time) for amount, time in terms.payments), ZERO)
        tally.line("float", (total - present) * bill.billing_rate, plan.id, "plan_float", {"yield": yearly})
    rate = eu_apr_percent(terms, bill.billed)
    if rate is not None:
        tally.flags.add(f"eu_apr_percent:{rate:.2f}")
    if plan.late_fee is not None:
        _late_fee(method, plan, plan.late_fee, bill, tally)


def _late_fee(method: Method, plan: Plan, terms: LateFee, bill: Bill, tally: Tally) -> None:
    missed = tally.book.case.profile.missed_instalments.get(f"{method.instrument.id}/{plan.id}", 0)
    most = plan.count if terms.max_count is None else terms.max_count
    fees = []
    for number in (min(missed, most), most):
        fee = terms.amount * number
        if terms.cap_fraction is not None:
            fee = min(fee, terms.cap_fraction * bill.billed)
        fees.append(round_money(fee, bill.currency))
    tally.flags.add(f"late_fee_max:{money_text(fees[1], bill.currency)}")
    facts = {"missed": Decimal(min(missed, most)), "fee": fees[0]}
    tally.contingent("late_fee", -fees[0] * bill.billing_rate, plan.id, "late_fee", facts)


def eu_apr_percent(terms: Schedule, billed: Decimal) -> Decimal | None:
    """X with Σ payments·(1 + X)^(−t) + fee = B, in per cent with 2 decimals (Directive 2008/48/EC, annex I).

    None if every payment falls today. The bisection runs over the rounding borders themselves: the result is the
    hundredth whose borders hold the solution.
    """
    if all(not time for _, time in terms.payments):
        return None
    target = billed - terms.fee
    if terms.total == target:
        return ZERO
    low, high = _LEAST_APR, _MOST_APR
    while low < high:
        middle = (low + high) // 2
        border = (Decimal(middle) + Decimal("0.5")) / 10_000
        if _present(terms.payments, border) >= target:
            low = middle + 1
        else:
            high = middle
    return Decimal(low) * _HUNDREDTH


def _present(payments: Sequence[tuple[Decimal, Decimal]], yearly: Decimal) -> Decimal:
    """Present value of payments at a yearly rate; equally spaced payments need one power only."""
    first = payments[0][1]
    spacing = payments[1][1] - first if len(payments) > 1 else ZERO
    ratio = discount(yearly, spacing) if spacing else ONE
    total = ZERO
    for amount, _ in reversed(payments):
        total = total * ratio + amount
    return total * discount(yearly, first) if first else total
