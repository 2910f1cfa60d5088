"""A short way through the calculation for the plain case, a few microseconds instead of dozens.

It stands only where nothing is unknown and the path has nothing but plain rules with spend and unit caps, in home
currency, without charges, offers, credits, bonuses or tiers. Everything else takes the full calculation; a test holds
both to the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hub.domain.decide.casebook import AT_VALUE, Casebook, Method
from hub.domain.decide.charges import Conditions
from hub.domain.decide.exact import ONE, ZERO, minor_unit, round_to
from hub.domain.decide.financing import days_until_due, float_factor
from hub.domain.decide.limits import Limit
from hub.domain.decide.matching import always
from hub.domain.decide.prepare import Candidate, Earner, Hop
from hub.domain.decide.route import Route
from hub.domain.decide.situation import Payer, Purchase
from hub.domain.decide.tally import Dates, Result
from hub.domain.decide.usage import Key, Readable

_NOTHING: Mapping[Key, Decimal] = MappingProxyType({})
_TRANSACTOR = Payer()
_MONTH_DAYS = 31


class QuickLane:
    """The plain rules of one hop, and float."""

    __slots__ = ("_cent", "_limits", "_rate", "_stateless", "floating", "main", "others", "over", "slack", "slope")

    def __init__(self, book: Casebook, hop: Hop | None, floating: Floating | None) -> None:
        self._cent = minor_unit(book.home)
        self.floating = floating
        candidates = (*hop.replace, *hop.base) if hop is not None else ()
        main = candidates[0].earner if candidates else None
        self.main = None if main is None else PlainRule(main, book)
        self.over: PlainRule | None = None
        if main is not None and hop is not None and main.rule.kind == "replace" and main.rule.overflow_rate is None:
            self.over = PlainRule(hop.base[0].earner, book) if hop.base else None
        self.others = tuple(PlainRule(c.earner, book) for c in hop.others) if hop is not None else ()
        steps = [step for step in (self.main, self.over, *self.others) if step is not None]
        self._limits = tuple(limit for step in steps for limit in (*step.spend, *step.units))
        self._stateless = not self._limits
        alone = self._stateless and self.main is not None and not self.others
        self._rate = self.main.product_rate if alone and self.main is not None else None
        self.slope, self.slack = self._bound(steps)

    def _bound(self, steps: Sequence[PlainRule]) -> tuple[Decimal, Decimal]:
        """slope and slack with net ≤ slope·amount + slack for every amount and state."""
        slope = ZERO if self.floating is None else self.floating.most
        slack = self._cent
        mains = [step for step in (self.main, self.over) if step is not None]
        slope += max((step.slope for step in mains), default=ZERO) + sum((s.slope for s in self.others), ZERO)
        slack += sum((step.slack for step in steps), ZERO)
        return slope, slack

    def __call__(self, amount: Decimal, dates: Dates, state: Readable) -> Result:
        """The result of an amount in home currency."""
        net = ZERO
        added = _NOTHING
        if amount:
            if self._rate is not None:
                net = (amount * self._rate).quantize(self._cent)
            elif self._stateless:
                net = self._plain(amount)
            else:
                added = {}
                net = self._capped(amount, dates, state, added)
            if self.floating is not None:
                whole = net + self.floating(amount, dates.on).quantize(self._cent)
                return Result(whole, whole, 0, whole, net, added, _NOTHING)
        return Result(net, net, 0, net, net, added, _NOTHING)

    def reads(self, dates: Dates, state: Readable) -> dict[Key, Decimal]:
        """What it reads of a state."""
        return {key: state.get(key, ZERO) for key in (limit.key(dates) for limit in self._limits)}

    def _plain(self, amount: Decimal) -> Decimal:
        net = ZERO if self.main is None else self.main.worth(amount, self._cent)
        for step in self.others:
            net += step.worth(amount, self._cent)
        return net

    def _capped(self, amount: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]) -> Decimal:
        net = ZERO
        grown: dict[Key, Decimal] = {}
        main = self.main
        if main is not None:
            spend = main.counted(amount, dates, state, grown)
            net = main.capped_worth(spend, self._cent, dates, state, added)
            over = amount - spend
            if over and main.over_rate is not None:
                net += main.over_worth(over, self._cent, dates, state, added)
            elif over and self.over is not None:
                net += self._earn(self.over, over, dates, state, added, grown)
        for step in self.others:
            net += self._earn(step, amount, dates, state, added, grown)
        if grown:
            added |= {key: spend for key, spend in grown.items() if spend}
        return net

    def _earn(
        self,
        step: PlainRule,
        amount: Decimal,
        dates: Dates,
        state: Readable,
        added: dict[Key, Decimal],
        grown: dict[Key, Decimal],
    ) -> Decimal:
        spend = step.counted(amount, dates, state, grown)
        net = step.capped_worth(spend, self._cent, dates, state, added)
        if step.over_rate is not None and amount != spend:
            net += step.over_worth(amount - spend, self._cent, dates, state, added)
        return net


class Floating:
    """The float of a transactor: what a day's factor makes of an amount. most is the highest factor there can be."""

    def __init__(self, book: Casebook, method: Method, payer: Payer) -> None:
        self._yield = book.case.profile.float_yield
        self._method = method
        self._payer = payer
        self._factors: dict[date, Decimal] = {}
        days = Decimal(_MONTH_DAYS + (method.instrument.payment_due_days or 0))
        if payer.days_until_due is not None:
            days = Decimal(payer.days_until_due)
        self.most = max(ZERO, float_factor(self._yield, days))

    def __call__(self, amount: Decimal, day: date) -> Decimal:
        """The float of an amount bought on a day, not rounded."""
        factor = self._factors.get(day)
        if factor is None:
            due = days_until_due(self._method, self._payer, day)
            factor = self._factors[day] = ZERO if due is None else float_factor(self._yield, due)
        return amount * factor


class PlainRule:
    """One plain rule of a quick lane.

    parted: what an amount paid in two parts (within a cap and above it) can bring more than the same shares of what
    the whole would bring by each part's rule: three roundings of half a minor unit, more where units are rounded.
    """

    __slots__ = (
        "_earner",
        "_fixed",
        "_is_product",
        "_money",
        "_per",
        "_rate",
        "_value",
        "over_rate",
        "parted",
        "product_rate",
        "slack",
        "slope",
        "spend",
        "units",
    )

    def __init__(self, earner: Earner, book: Casebook) -> None:
        rule = earner.rule
        self._earner = earner
        self.spend = earner.spend
        self.units = earner.units
        self.over_rate = rule.overflow_rate
        self._fixed = rule.amount if rule.kind == "fixed" else None
        self._rate = rule.rate or ZERO
        self._per = None if rule.per == ONE else rule.per
        self._money = rule.programme is None
        self._value = ONE if rule.programme is None else book.value(rule.programme).at[AT_VALUE]
        cent = minor_unit(book.home)
        to_the_cent = self._money and earner.unit_mode == "half_up" and earner.unit_step == cent
        whole = rule.kind != "fixed" and self._per is None and rule.amount_rounding.mode == "none"
        self._is_product = to_the_cent and whole
        self.product_rate = self._rate if self._is_product else None
        rate = ZERO if self._fixed is not None else max(self._rate, rule.overflow_rate or ZERO) / rule.per
        parts = 1 if rule.overflow_rate is None else 2
        self.slope = rate * self._value
        up = (self._fixed or ZERO) + rate * rule.amount_rounding.step + earner.unit_step
        self.slack = parts * (up * self._value + cent)
        units = ZERO if self._is_product else (2 if earner.unit_mode == "ceil" else 1) * earner.unit_step
        steps = ZERO if rule.amount_rounding.mode == "none" else rule.amount_rounding.step
        self.parted = (units + 2 * rate * steps) * self._value + cent + cent / 2

    def counted(self, amount: Decimal, dates: Dates, state: Readable, grown: dict[Key, Decimal]) -> Decimal:
        """The spend within the spend caps."""
        if not self.spend:
            return amount
        spend = amount
        for limit in self.spend:
            spend = min(spend, _left(limit, dates, state))
        for limit in self.spend:
            key = limit.key(dates)
            if grown.get(key, ZERO) < spend:
                grown[key] = spend
        return spend

    def worth(self, spend: Decimal, cent: Decimal) -> Decimal:
        """The line without unit caps."""
        if self._is_product:
            return (spend * self._rate).quantize(cent)
        return self.line(self.units_of(spend), cent)

    def units_of(self, spend: Decimal) -> Decimal:
        """The units of spend, before unit caps."""
        return self._units(spend, self._rate)

    def over_units_of(self, over: Decimal) -> Decimal:
        """The units of spend above the spend caps, at the overflow rate."""
        return self._units(over, self.over_rate or ZERO)

    def capped_worth(
        self, spend: Decimal, cent: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]
    ) -> Decimal:
        """The line within the unit caps, which grow."""
        if not self.units:
            return self.worth(spend, cent)
        return self._within(self.units_of(spend), cent, dates, state, added)

    def over_worth(
        self, over: Decimal, cent: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]
    ) -> Decimal:
        """The line of spend above the spend caps, at the overflow rate."""
        units = self.over_units_of(over)
        return self._within(units, cent, dates, state, added) if self.units else self.line(units, cent)

    def _within(
        self, units: Decimal, cent: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]
    ) -> Decimal:
        for limit in self.units:
            left = _left(limit, dates, state) - added.get(limit.key(dates), ZERO)
            units = max(ZERO, min(units, left))
        if units:
            for limit in self.units:
                key = limit.key(dates)
                added[key] = added.get(key, ZERO) + units
        return self.line(units, cent)

    def _units(self, spend: Decimal, rate: Decimal) -> Decimal:
        earner = self._earner
        if self._fixed is not None:
            raw = self._fixed
        else:
            rounding = earner.rule.amount_rounding
            raw = (spend if rounding.mode == "none" else round_to(spend, rounding.mode, rounding.step)) * rate
            if self._per is not None:
                raw /= self._per
        return round_to(raw, earner.unit_mode, earner.unit_step)

    def line(self, units: Decimal, cent: Decimal) -> Decimal:
        """The home money of units."""
        return (units if self._money else units * self._value).quantize(cent)


def _left(limit: Limit, dates: Dates, state: Readable) -> Decimal:
    key = limit.key(dates)
    used = state.get(key, ZERO)
    left = limit.amount - used
    return max(ZERO, left)


def quick_lane(
    book: Casebook, route: Route, terms: Conditions, purchase: Purchase, *, apart: bool = False
) -> QuickLane | None:
    """The short way for a path, or None where the full calculation is needed.

    apart: card offers and sign-up bonuses are left aside; the caller adds them.
    """
    last = route.path[-1]
    if purchase.currency != book.home or last.currency != book.home or not _is_free(terms):
        return None
    if last.version is not None and last.version.costs.fx_fee_abroad:
        return None
    hops = [next(iter(seen.values())) for seen in route.hops if len(seen) == 1]
    if len(hops) != len(route.hops) or not all(_is_plain(hop, apart=apart) for hop in hops):
        return None
    earning = [hop for hop in hops if hop.excluded is None and (hop.replace or hop.base or hop.others)]
    payer = book.case.profile.payer.get(last.instrument.id, _TRANSACTOR)
    if len(earning) > 1 or (last.kind == "credit_card" and payer.state != "transactor"):
        return None
    has_float = last.kind in ("credit_card", "charge_card") and not last.lacks_terms
    floating = _floating(book, last, payer) if has_float and book.case.profile.float_yield else None
    return QuickLane(book, earning[0] if earning else None, floating)


def _floating(book: Casebook, method: Method, payer: Payer) -> Floating:
    found = book.floats.get(method.instrument.id)
    if not isinstance(found, Floating):
        found = book.floats[method.instrument.id] = Floating(book, method, payer)
    return found


def _is_free(terms: Conditions) -> bool:
    charged = terms.surcharge_rate or terms.surcharge_fixed or terms.cash_discount_rate
    return not charged and terms.min_amount is None and terms.max_amount is None


def _is_plain(hop: Hop, *, apart: bool) -> bool:
    if hop.credits or hop.tiered or hop.excluded not in (None, always):
        return False
    if (hop.deals or hop.bonus) and not apart:
        return False
    version = hop.method.version
    if version is not None and (version.total_first or (hop.method.is_wallet and version.wallet.fee_rate)):
        return False
    return all(_is_plain_rule(candidate) for candidate in (*hop.replace, *hop.base, *hop.others))


def _is_plain_rule(candidate: Candidate) -> bool:
    earner = candidate.earner
    rule = earner.rule
    known = candidate.test is None and candidate.fact is None
    return known and not earner.counts and rule.kind != "top_category" and not rule.tiers and not rule.period_rounding
