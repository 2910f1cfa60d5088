"""Loyalty programmes over time: what points are worth, why their worth changed, and when they run out.

Units of points and values of a unit are Decimals; worth is in the home currency, unrounded until it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hub.domain.period import add_months

NEVER, INACTIVITY, EARNED = "never", "inactivity", "earned"
EXPIRIES = (NEVER, INACTIVITY, EARNED)
"""How points run out: not at all, so many months after the last movement, or so many months after they were earned."""
DROP = Decimal("0.05")
"""A value of a unit that falls by this share or more is a devaluation."""


@dataclass(frozen=True, slots=True)
class Known:
    """A balance of units on a day, and where it is from (typed, ofx, csv)."""

    day: date
    units: Decimal
    source: str = "typed"


@dataclass(frozen=True, slots=True)
class Valuation:
    """What a unit is worth from a day on, in home money, and who says so."""

    day: date
    value: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """Units earned together; expires_on is the last day on which they can be used, None = never."""

    units: Decimal
    earned_on: date
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Why a balance's worth changed: by_balance + by_value = after - before, exactly."""

    before: Fraction
    after: Fraction
    by_balance: Fraction
    by_value: Fraction


@dataclass(frozen=True, slots=True)
class Devaluation:
    """A fall of a unit's value on a day; loss: what the balance of that day lost, home money."""

    day: date
    before: Decimal
    after: Decimal
    share: Decimal
    loss: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the expiry ladder: units that can be used until a day (None = for ever)."""

    until: date | None
    units: Decimal


def units_on(balances: Sequence[Known], day: date) -> Decimal:
    """The units of the latest balance known on a day; 0 before the first."""
    return next((one.units for one in reversed(_in_order(balances)) if one.day <= day), Decimal(0))


def value_on(values: Sequence[Valuation], day: date) -> Decimal | None:
    """The value of a unit on a day: the latest stated until then, else the first ever; None when none is stated."""
    ordered = sorted(values, key=lambda one: one.day)
    held = [one.value for one in ordered if one.day <= day]
    return held[-1] if held else ordered[0].value if ordered else None


def change(balances: Sequence[Known], values: Sequence[Valuation], first: date, last: date) -> Change:
    """Split the change of worth between two days into what came and went and what a unit became worth.

    Each step is taken at what the other factor was: d(u·v) = v·du + u·dv. On a day with both, each part is taken at
    the mean of the other factor before and after it, so that the two always add up: u1·v1 - u0·v0 =
    (u1 - u0)(v0 + v1)/2 + (v1 - v0)(u0 + u1)/2.
    """
    units, value = _fraction(units_on(balances, first)), _fraction(value_on(values, first))
    start, by_balance, by_value = units * value, Fraction(0), Fraction(0)
    days = {one.day for one in balances} | {one.day for one in values}
    for day in sorted(one for one in days if first < one <= last):
        to_units, to_value = _fraction(units_on(balances, day)), _fraction(value_on(values, day))
        by_balance += (to_units - units) * (value + to_value) / 2
        by_value += (to_value - value) * (units + to_units) / 2
        units, value = to_units, to_value
    return Change(start, units * value, by_balance, by_value)


def devaluations(
    balances: Sequence[Known], values: Sequence[Valuation], least: Decimal = DROP
) -> tuple[Devaluation, ...]:
    """Falls of a unit's value by the least share or more, oldest first."""
    found = []
    ordered = sorted(values, key=lambda one: one.day)
    for before, after in pairwise(ordered):
        if before.value <= 0 or after.value >= before.value:
            continue
        share = (before.value - after.value) / before.value
        if share >= least:
            loss = units_on(balances, after.day) * (before.value - after.value)
            found.append(Devaluation(after.day, before.value, after.value, share, loss, after.source))
    return tuple(found)


def ladder(
    balances: Sequence[Known], lots: Sequence[Lot], expiry: str, months: int | None, today: date
) -> tuple[Rung, ...]:
    """When today's units run out, soonest first; the units of all rungs add up to today's balance.

    Stated lots come first; what they don't explain follows the programme's rule. What was spent came out of the lots
    that would have run out first, so that a balance is held by the ones that last longest. A lot that has run out
    holds nothing.
    """
    balance = units_on(balances, today)
    if balance <= 0:
        return ()
    known = [one for one in lots if one.expires_on is None or one.expires_on >= today]
    if not lots and expiry == EARNED and months:
        known = [one for one in earned_lots(balances, months) if one.expires_on is not None and one.expires_on >= today]
    rungs: dict[date | None, Decimal] = {}
    rest = balance
    for lot in sorted(known, key=lambda one: one.expires_on or date.max, reverse=True):
        taken = min(rest, lot.units)
        if taken > 0:
            rungs[lot.expires_on] = rungs.get(lot.expires_on, Decimal(0)) + taken
            rest -= taken
    if rest > 0:
        until = _idle_until(balances, months, today) if expiry == INACTIVITY and months else None
        rungs[until] = rungs.get(until, Decimal(0)) + rest
    return tuple(Rung(day, units) for day, units in sorted(rungs.items(), key=lambda pair: pair[0] or date.max))


def earned_lots(balances: Sequence[Known], months: int) -> tuple[Lot, ...]:
    """Lots from a balance that rose: each rise is a lot that runs out so many months later."""
    found, before = [], Decimal(0)
    for one in _in_order(balances):
        if one.units > before:
            found.append(Lot(one.units - before, one.day, add_months(one.day, months)))
        before = one.units
    return tuple(found)


def earned_between(balances: Sequence[Known], values: Sequence[Valuation], first: date, last: date) -> Decimal:
    """Worth of the units that came in after `first` until `last`, each at the value of its day."""
    total, before = Decimal(0), units_on(balances, first)
    for one in _in_order(balances):
        if first < one.day <= last:
            total += max(one.units - before, Decimal(0)) * (value_on(values, one.day) or Decimal(0))
            before = one.units
    return total


def _idle_until(balances: Sequence[Known], months: int, today: date) -> date:
    """The day on which units run out when nothing moves; a balance that was only looked at is no movement."""
    moved, before = None, Decimal(0)
    for one in _in_order(balances):
        if one.day <= today and one.units != before:
            moved, before = one.day, one.units
    return max(add_months(moved or today, months), today)


def _in_order(balances: Iterable[Known]) -> list[Known]:
    return sorted(balances, key=lambda one: one.day)


def _fraction(number: Decimal | None) -> Fraction:
    return Fraction(number or 0)
