"""What the rules of one hop earn: choice of rules, spend caps, tiers (DECIDE 5.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hub.domain.decide.exact import ONE, ZERO, round_to
from hub.domain.decide.limits import Limit
from hub.domain.decide.prepare import Candidate, Earner, Hop
from hub.domain.decide.tally import Tally
from hub.domain.decide.terms import Step, Tiers
from hub.domain.decide.worlds import Box


class Part:
    """One component of a purchase's reward: `spend` is what the rule counts, numerator/per the unrounded units.

    base is the spend that earns, which is not counted in an overflow and in a top category.

    period_units is set where the rule rounds the period's total instead (rounding_scope period).
    """

    __slots__ = ("base", "earner", "numerator", "per", "period_units", "rate", "role", "spend", "step")

    def __init__(self, earner: Earner, role: str, spend: Decimal, step: Step | None) -> None:
        self.base = spend
        self.earner = earner
        self.role = role
        self.spend = spend
        self.step = step
        self.numerator = ZERO
        self.per = earner.rule.per
        self.rate: Decimal | None = earner.rule.rate
        self.period_units: Decimal | None = None

    @property
    def raw(self) -> Decimal:
        """Units before rounding."""
        return self.numerator if self.per == ONE else self.numerator / self.per

    def facts(self, tally: Tally) -> Mapping[str, object]:
        """The arithmetic behind the line, worked out when somebody looks."""
        return _Facts(self, tally)

    def limit_amount(self, limit: Limit) -> Decimal:
        """A cap's amount for this rule: a step's cap_amount replaces that of the rule's first cap (DECIDE 12.4)."""
        return _limit_amount(self.earner, limit, self.step)


class _Facts(Mapping[str, object]):
    """What a reward is made of: rule_kind, base (spend or amount it counts), rate, per, raw units, caps.

    caps: cap, basis, amount, and what was left before and after the whole purchase.
    """

    __slots__ = ("_part", "_tally")

    _NAMES = ("rule_kind", "base", "rate", "per", "raw", "caps")

    def __init__(self, part: Part, tally: Tally) -> None:
        self._part = part
        self._tally = tally

    def __iter__(self) -> Iterator[str]:
        return iter(self._NAMES)

    def __len__(self) -> int:
        return len(self._NAMES)

    def __getitem__(self, name: str) -> object:
        part, rule = self._part, self._part.earner.rule
        if name == "caps":
            return [self._cap(limit) for limit in (*part.earner.spend, *part.earner.units, *part.earner.counts)]
        return {"rule_kind": rule.kind, "base": part.base, "rate": part.rate, "per": part.per, "raw": part.raw}[name]

    def _cap(self, limit: Limit) -> Mapping[str, object]:
        key = limit.key(self._tally.dates)
        amount = self._part.limit_amount(limit)
        before = max(ZERO, amount - self._tally.state.get(key, ZERO))
        after = max(ZERO, before - self._tally.added.get(key, ZERO))
        basis = limit.cap.basis
        return {"cap": limit.cap.id, "basis": basis, "amount": amount, "left_before": before, "left_after": after}


class Earning:
    """One run of a hop's rules on an earning base; billed is the amount that matchers test."""

    def __init__(self, hop: Hop, base: Decimal, billed: Decimal, tally: Tally, box: Box) -> None:
        self._hop = hop
        self._base = base
        self._billed = billed
        self._tally = tally
        self._box = box
        self._steps: dict[int, Step | None] = {}
        self.parts: list[Part] = []
        self.applied: list[Earner] = []

    def run(self) -> list[Part]:
        """The components in the order of DECIDE 5.8: main rule, its overflow, then each other with its overflow."""
        main = next((c for c in self._hop.replace if self._applies(c)), None)
        if main is not None:
            self._main_replace(main.earner)
        else:
            base = next((c for c in self._hop.base if self._applies(c)), None)
            if base is not None:
                self._spend_part(base.earner, self._base, "rule")
        for candidate in self._hop.others:
            if self._applies(candidate):
                self._other(candidate)
        return self.parts

    def _main_replace(self, earner: Earner) -> None:
        over = self._spend_part(earner, self._base, "rule")
        if over and earner.rule.overflow_rate is None:
            base = next((c for c in self._hop.base if self._applies(c)), None)
            if base is not None:
                self._spend_part(base.earner, over, "overflow")

    def _other(self, candidate: Candidate) -> None:
        earner = candidate.earner
        if earner.rule.kind == "fixed":
            part = Part(earner, "rule", ZERO, self._step(earner))
            part.numerator, part.per, part.rate = earner.rule.amount, ONE, None
            self._take(part)
        elif earner.rule.kind == "top_category":
            self._top_category(earner)
        else:
            matched = not earner.on_card or self._matches(candidate)
            self._spend_part(earner, self._base if matched else ZERO, "rule", counted=matched)

    def _applies(self, candidate: Candidate) -> bool:
        """Matched, active, count caps not used up. A cliff by card spend applies without a match too (DECIDE 5.8)."""
        earner = candidate.earner
        if not earner.on_card and not self._matches(candidate):
            return False
        if earner.categories and self._category(earner) is None:
            return False
        if candidate.fact is not None and not self._box.ask_yes(candidate.fact):
            return False
        return all(
            limit.used(self._tally) < _limit_amount(earner, limit, self._step(earner)) for limit in earner.counts
        )

    def _matches(self, candidate: Candidate) -> bool:
        return candidate.test is None or bool(candidate.test(self._hop.view, self._billed, self._box))

    def _category(self, earner: Earner) -> str | None:
        """The first listed category that the purchase is in."""
        for name, test in earner.categories:
            if test(self._hop.view, self._billed, self._box):
                return name
        return None

    def _step(self, earner: Earner) -> Step | None:
        """The step of a rule whose tiers go by the previous period's spend."""
        tiers = earner.rule.tiers
        if tiers is None or tiers.mode != "previous":
            return None
        if earner.index not in self._steps:
            self._steps[earner.index] = tiers.step_at(earner.counter.previous(self._tally))
        return self._steps[earner.index]

    def _take(self, part: Part, *, counted: bool = True) -> None:
        self.parts.append(part)
        if counted:
            self.applied.append(part.earner)

    def _spend_part(self, earner: Earner, base: Decimal, role: str, *, counted: bool = True) -> Decimal:
        """Adds what a rule earns on spend, within its spend caps; what is above them is returned (or earned here)."""
        step = self._step(earner)
        spend = base
        for limit in earner.spend:
            left = _limit_amount(earner, limit, step) - limit.used(self._tally)
            spend = max(ZERO, min(spend, left))
        part = Part(earner, role, spend, step)
        _earn_on_spend(part, self._billed, self._tally)
        self._take(part, counted=counted)
        over = base - spend
        if over and earner.rule.overflow_rate is not None:
            rest = Part(earner, "overflow", ZERO, step)
            rounding = earner.rule.amount_rounding
            rest.base, rest.rate = over, earner.rule.overflow_rate
            rest.numerator = round_to(over, rounding.mode, rounding.step) * rest.rate
            self._take(rest)
        return over

    def _top_category(self, earner: Earner) -> None:
        """An extra on the category with the most spend, up to max_spend of it."""
        name = self._category(earner) or ""
        tally, counter, rule = self._tally, earner.counter, earner.rule
        keys = [counter.category_key(tally.dates, category) for category, _ in earner.categories]
        own = counter.category_key(tally.dates, name)
        spent = {key: counter.read(tally, key) for key in keys}
        before = max(spent.values())
        after = max(before, spent[own] + self._base)
        if rule.max_spend is not None:
            before, after = min(before, rule.max_spend), min(after, rule.max_spend)
        part = Part(earner, "rule", ZERO, None)
        part.base = after - before
        part.numerator = (rule.rate or ZERO) * part.base
        self._take(part)
        tally.add(own, self._base)


def _limit_amount(earner: Earner, limit: Limit, step: Step | None) -> Decimal:
    if step is not None and step.cap_amount is not None and limit is earner.first_cap:
        return step.cap_amount
    return limit.amount


def _earn_on_spend(part: Part, billed: Decimal, tally: Tally) -> None:
    """Units before rounding on the spend of a part: plain, or by the tiers of its rule."""
    earner, rule = part.earner, part.earner.rule
    tiers = rule.tiers
    if tiers is not None and tiers.mode == "cliff":
        _cliff(part, tiers, billed, tally)
        return
    rounding = rule.amount_rounding
    amount = round_to(part.spend, rounding.mode, rounding.step)
    if tiers is not None and tiers.mode == "marginal":
        before = earner.counter.read(tally, earner.counter.spend_key(tally.dates))
        part.numerator = _brackets(tiers, before, amount)
        part.rate = None
        return
    if part.step is not None and part.step.rate is not None:
        part.rate = part.step.rate
    rate = part.rate or ZERO
    part.numerator = amount * rate
    if rule.period_rounding:
        before = earner.counter.read(tally, earner.counter.spend_key(tally.dates))
        part.period_units = _period_units(part, before + part.spend, rate) - _period_units(part, before, rate)


def _period_units(part: Part, total: Decimal, rate: Decimal) -> Decimal:
    """h(z): the rounded units of a period's whole spend."""
    earner, rounding = part.earner, part.earner.rule.amount_rounding
    units = round_to(total, rounding.mode, rounding.step) * rate / part.per
    return round_to(units, earner.unit_mode, earner.unit_step)


def _brackets(tiers: Tiers, before: Decimal, amount: Decimal) -> Decimal:
    """The spend from `before` on, split at the steps: sum of part × rate."""
    total = ZERO
    after = before + amount
    for position, step in enumerate(tiers.steps):
        end = tiers.steps[position + 1].start if position + 1 < len(tiers.steps) else after
        part = min(after, end) - max(before, step.start)
        if part > ZERO:
            total += part * (step.rate or ZERO)
    return total


def _cliff(part: Part, tiers: Tiers, billed: Decimal, tally: Tally) -> None:
    """The reached rate pays on everything counted so far, less what was paid before."""
    counter = part.earner.counter
    counted = counter.read(tally, counter.spend_key(tally.dates))
    if tiers.measure == "card":
        before = counter.read(tally, counter.card_key(tally.dates))
        after = before + billed
    else:
        before, after = counted, counted + part.spend
    new, old = tiers.step_at(after).rate or ZERO, tiers.step_at(before).rate or ZERO
    part.numerator = new * (counted + part.spend) - old * counted
    part.rate = new
