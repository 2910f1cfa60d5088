"""Benefit credits and sign-up bonuses of a hop (DECIDE 5.13, 5.15)."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.charges import Bill
from hub.domain.decide.exact import ONE, ZERO, round_money
from hub.domain.decide.periods import period_of
from hub.domain.decide.prepare import Bonus, Hop
from hub.domain.decide.tally import Tally
from hub.domain.decide.usage import bonus_key, credit_key
from hub.domain.decide.worlds import Box


def benefit_credits(hop: Hop, bill: Bill, tally: Tally, box: Box) -> None:
    """Add the use-it-or-lose credits that the purchase uses."""
    instrument = hop.method.instrument
    for credit, test in hop.credits:
        if test is not None and not test(hop.view, bill.billed, box):
            continue
        period = period_of(credit.period, instrument, tally.dates.on)
        key = credit_key(credit.id, instrument.id, period)
        opening = tally.book.opening
        remaining = max(ZERO, opening.remaining(credit, instrument, period) - tally.read(key))
        if not credit.partial_use and bill.billed < remaining:
            continue
        row = opening.credit_row(credit, instrument)
        weight = ONE if row is None else row.weight
        used = min(bill.billed, remaining)
        if used:
            tally.add(key, used)
            facts = {"used": used, "left_before": remaining, "weight": weight}
            tally.line("benefit_credit", used * weight * bill.billing_rate, credit.id, "benefit_credit", facts)


def sign_up(hop: Hop, spend: Decimal, bill: Bill, tally: Tally, box: Box) -> None:
    """Add the share of a sign-up bonus that the spend is worth, and what a completed step really pays.

    spend is E for the last hop, B for the hops before it; nothing happens without spend.
    """
    bonus = hop.bonus
    if bonus is None or not spend or (bonus.test is not None and not bonus.test(hop.view, bill.billed, box)):
        return
    name = hop.method.instrument.id
    unit = bill.billing_rate if bonus.terms.programme is None else tally.unit_value(bonus.terms.programme)
    key = bonus_key(name)
    before = tally.read(key)
    after = before + spend
    numerator, denominator = ZERO, ONE
    last = ZERO
    for number, (threshold, reward) in enumerate(bonus.terms.steps, 1):
        if before < threshold <= after:
            tally.flags.add(f"sign_up_completes:{number}")
            tally.bonus += round_money(reward * unit, tally.book.home)
        if before < threshold and not _reachable(bonus, threshold - before):
            tally.flags.add(f"sign_up_infeasible:{number}")
        else:
            width = threshold - last
            inside = max(ZERO, min(after, threshold) - max(before, last))
            numerator = numerator * width + reward * unit * inside * denominator
            denominator *= width
        last = threshold
    tally.add(key, spend)
    facts = {"before": before, "spend": spend, "steps": len(bonus.terms.steps)}
    tally.contingent("sign_up_share", numerator / denominator, name, "sign_up", facts)


def _reachable(bonus: Bonus, missing: Decimal) -> bool:
    forecast = bonus.row.forecast_spend
    return forecast is None or forecast >= missing
