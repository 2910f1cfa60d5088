"""From components to lines: rounding, unit caps, and how counters and caps grow (DECIDE 5.9)."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.exact import ZERO, round_money, round_to
from hub.domain.decide.prepare import Hop
from hub.domain.decide.rewards import Earning, Part
from hub.domain.decide.tally import Entry, Tally
from hub.domain.decide.usage import State
from hub.domain.decide.worlds import Box

COUNTED_TIERS = ("marginal", "cliff")
"""Tier modes that read what the rule has counted in the period."""


def earn(hop: Hop, kind: str, base: Decimal, billed: Decimal, rate: Decimal, tally: Tally, box: Box) -> None:
    """Add the reward lines of a hop's rules on an earning base, and what they use of caps and counters.

    kind is reward, wallet_reward or voucher_reward; billed the amount that matchers test; rate is ρ(b).
    """
    for name, test in hop.dormant_rules:
        if test(hop.view, billed, None) is not False:
            tally.flags.add(f"activation_possible:{name}")
    earning = Earning(hop, base, billed, tally, box)
    parts = earning.run()
    if not parts:
        return
    version = hop.method.version
    total_first = version is not None and version.total_first
    for part, units in zip(parts, _rounded(parts) if total_first else map(_units, parts), strict=True):
        _book(part, units, kind, rate, tally)
    _count(earning, tally)


def _units(part: Part) -> Decimal:
    if part.period_units is not None:
        return part.period_units
    return round_to(part.raw, part.earner.unit_mode, part.earner.unit_step)


def _rounded(parts: list[Part]) -> list[Decimal]:
    """total_first: running totals per programme are rounded as the first component is; the steps between are the units.

    Sums stay fractions over a common denominator until they are rounded (DECIDE 12.13).
    """
    running: dict[str | None, tuple[Decimal, Decimal, Decimal, Part]] = {}
    found: list[Decimal] = []
    for part in parts:
        if part.period_units is not None:
            found.append(part.period_units)
            continue
        programme = part.earner.rule.programme
        top, bottom, before, first = running.get(programme, (ZERO, part.per, ZERO, part))
        if bottom == part.per:
            top += part.numerator
        else:
            top, bottom = top * part.per + part.numerator * bottom, bottom * part.per
        after = round_to(top / bottom, first.earner.unit_mode, first.earner.unit_step)
        running[programme] = (top, bottom, after, first)
        found.append(after - before)
    return found


def _book(part: Part, units: Decimal, kind: str, rate: Decimal, tally: Tally) -> None:
    """Limit units by the unit caps, let these grow, and add the line."""
    for limit in part.earner.units:
        units = min(units, max(ZERO, part.limit_amount(limit) - limit.used(tally)))
    if not units:
        return
    for limit in part.earner.units:
        tally.add(limit.key(tally.dates), units)
    rule = part.earner.rule
    worth = units * (rate if rule.programme is None else tally.unit_value(rule.programme))
    amount = round_money(worth, tally.book.home)
    tally.entries.append(Entry(kind, amount, True, rule.id, part.role, part.facts(tally), rule.programme, units))


def _count(earning: Earning, tally: Tally) -> None:
    """Spend caps grow by the largest spend of the rules naming them, count caps by one, rule counters by own spend."""
    grown: State = {}
    for part in earning.parts:
        for limit in part.earner.spend:
            key = limit.key(tally.dates)
            grown[key] = max(grown.get(key, ZERO), part.spend)
        tiers = part.earner.rule.tiers
        counted = tiers is not None and tiers.mode in COUNTED_TIERS
        if part.spend and (counted or part.earner.rule.period_rounding):
            tally.add(part.earner.counter.spend_key(tally.dates), part.spend)
    for key, spend in grown.items():
        if spend:
            tally.add(key, spend)
    one = Decimal(1)
    for key in {limit.key(tally.dates) for earner in earning.applied for limit in earner.counts}:
        tally.add(key, one)
