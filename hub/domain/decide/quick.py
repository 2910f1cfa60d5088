"""A short way through the calculation for the plain case, a few microseconds instead of dozens.

It stands only where nothing is unknown and the path has nothing but plain rules with spend and unit caps, in home
currency, without charges, offers, credits, bonuses or tiers. Everything else takes the full calculation; a test holds
both to the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_UP, Decimal
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
_SLOPE = Decimal("1E-9")
"""Places of a slope, which is rounded up: a bound of sixty digits only costs time."""


class QuickLane:
    """The plain rules of one hop, and float."""

    __slots__ = ("_cent", "_limits", "_rate", "floating", "main", "others", "over", "slack", "slope")

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
        alone = not self._limits and self.main is not None and not self.others
        self._rate = self.main.product_rate if alone and self.main is not None else None
        self.slope, self.slack = self._bound(steps)

    def _bound(self, steps: Sequence[PlainRule]) -> tuple[Decimal, Decimal]:
        """slope and slack with net ≤ slope·amount + slack for every amount and state."""
        slope = ZERO if self.floating is None else self.floating.most
        slack = self._cent
        mains = [step for step in (self.main, self.over) if step is not None]
        slope += max((step.slope for step in mains), default=ZERO) + sum((s.slope for s in self.others), ZERO)
        slack += sum((step.slack for step in steps), ZERO)
        return slope.quantize(_SLOPE, ROUND_UP), slack

    def __call__(self, amount: Decimal, dates: Dates, state: Readable) -> Result:
        """The result of an amount in home currency."""
        if not amount:
            return Result(ZERO, ZERO, 0, ZERO, ZERO, _NOTHING, _NOTHING)
        added: dict[Key, Decimal] = {}
        if self._rate is not None:
            net = (amount * self._rate).quantize(self._cent)
        else:
            net = self._earned(amount, dates, state, added)
        if self.floating is None:
            return Result(net, net, 0, net, net, added, _NOTHING)
        factor = self.floating.factors.get(dates.on)
        if factor is None:
            factor = self.floating.factor(dates.on)
        whole = net + (amount * factor).quantize(self._cent)
        return Result(whole, whole, 0, whole, net, added, _NOTHING)

    def reads(self, dates: Dates, state: Readable) -> dict[Key, Decimal]:
        """What it reads of a state."""
        return {key: state.get(key, ZERO) for key in (limit.key(dates) for limit in self._limits)}

    def _earned(self, amount: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]) -> Decimal:
        net = ZERO
        if self.main is not None:
            net, rest = self.main.earned(amount, dates, state, added)
            if rest and self.over is not None:
                net += self.over.earned(rest, dates, state, added)[0]
        for rule in self.others:
            net += rule.earned(amount, dates, state, added)[0]
        return net


class Floating:
    """The float of a transactor: what a day's factor makes of an amount. most is the highest factor there can be."""

    def __init__(self, book: Casebook, method: Method, payer: Payer) -> None:
        self._yield = book.case.profile.float_yield
        self._method = method
        self._payer = payer
        self.factors: dict[date, Decimal] = {}
        days = Decimal(_MONTH_DAYS + (method.instrument.payment_due_days or 0))
        if payer.days_until_due is not None:
            days = Decimal(payer.days_until_due)
        self.most = max(ZERO, float_factor(self._yield, days))

    def __call__(self, amount: Decimal, day: date) -> Decimal:
        """The float of an amount bought on a day, not rounded."""
        return amount * self.factor(day)

    def factor(self, day: date) -> Decimal:
        """The float of one unit of money spent on a day; kept in `factors`."""
        found = self.factors.get(day)
        if found is None:
            due = days_until_due(self._method, self._payer, day)
            found = self.factors[day] = ZERO if due is None else float_factor(self._yield, due)
        return found


class PlainRule:
    """One plain rule of a quick lane.

    parted: what an amount paid in two parts (within a cap and above it) can bring more than the same shares of what
    the whole would bring by each part's rule: three roundings of half a minor unit, more where units are rounded.
    """

    __slots__ = (
        "_cent",
        "_earner",
        "_fixed",
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
        "worth",
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
        cent = self._cent = minor_unit(book.home)
        to_the_cent = self._money and earner.unit_mode == "half_up" and earner.unit_step == cent
        whole = rule.kind != "fixed" and self._per is None and rule.amount_rounding.mode == "none"
        self.product_rate = self._rate if to_the_cent and whole else None
        self.worth = self._line_of_spend(whole=whole)
        """The line of spend without unit caps."""
        rate = ZERO if self._fixed is not None else max(self._rate, rule.overflow_rate or ZERO) / rule.per
        parts = 1 if rule.overflow_rate is None else 2
        self.slope = rate * self._value
        up = (self._fixed or ZERO) + rate * rule.amount_rounding.step + earner.unit_step
        self.slack = parts * (up * self._value + cent)
        units = ZERO if self.product_rate is not None else (2 if earner.unit_mode == "ceil" else 1) * earner.unit_step
        steps = ZERO if rule.amount_rounding.mode == "none" else rule.amount_rounding.step
        self.parted = (units + 2 * rate * steps) * self._value + cent + cent / 2

    def _line_of_spend(self, *, whole: bool) -> Callable[[Decimal], Decimal]:
        """How spend becomes a line: the usual roundings without a look at what the rule says each time."""
        rate, value, cent = self._rate, self._value, self._cent
        if self.product_rate is not None:
            return lambda spend: (spend * rate).quantize(cent)
        if whole and not self._money and self._earner.unit_mode == "floor" and self._earner.unit_step == ONE:
            return lambda spend: ((spend * rate).to_integral_value(ROUND_FLOOR) * value).quantize(cent)
        return lambda spend: self.line(self.units_of(spend))

    def earned(
        self, amount: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]
    ) -> tuple[Decimal, Decimal]:
        """The line of an amount within the caps, which grow, and the spend above them that has no rate here."""
        spend = self._counted(amount, dates, state, added) if self.spend else amount
        net = self._within(self.units_of(spend), dates, state, added) if self.units else self.worth(spend)
        if spend == amount:
            return net, ZERO
        if self.over_rate is None:
            return net, amount - spend
        units = self.over_units_of(amount - spend)
        return net + (self._within(units, dates, state, added) if self.units else self.line(units)), ZERO

    def _counted(self, amount: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]) -> Decimal:
        """The spend within the spend caps; each of them grows by the largest that a rule counts."""
        spend = amount
        keys = []
        for limit in self.spend:
            key = limit.key(dates)
            keys.append(key)
            left = limit.amount - state.get(key, ZERO)
            spend = min(spend, left)
        if spend <= ZERO:
            return ZERO
        for key in keys:
            if added.get(key, ZERO) < spend:
                added[key] = spend
        return spend

    def units_of(self, spend: Decimal) -> Decimal:
        """The units of spend, before unit caps."""
        return self._units(spend, self._rate)

    def over_units_of(self, over: Decimal) -> Decimal:
        """The units of spend above the spend caps, at the overflow rate."""
        return self._units(over, self.over_rate or ZERO)

    def _within(self, units: Decimal, dates: Dates, state: Readable, added: dict[Key, Decimal]) -> Decimal:
        """The line of units within the unit caps."""
        for limit in self.units:
            left = _left(limit, dates, state) - added.get(limit.key(dates), ZERO)
            units = max(ZERO, min(units, left))
        if units:
            for limit in self.units:
                key = limit.key(dates)
                added[key] = added.get(key, ZERO) + units
        return self.line(units)

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

    def line(self, units: Decimal) -> Decimal:
        """The home money of units."""
        return (units if self._money else units * self._value).quantize(self._cent)


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
