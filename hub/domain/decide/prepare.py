"""Prepares the hops of a path for one view: what is decided once is left out of every calculation.

A test that is already true for every amount and world is None, one that is false is dropped (DECIDE 4.3, 5.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.decide.casebook import Casebook, Method
from hub.domain.decide.exact import ONE, minor_unit
from hub.domain.decide.facts import View
from hub.domain.decide.limits import Counter, Limit
from hub.domain.decide.matching import Test, always, category_test
from hub.domain.decide.situation import ActivationRow, Offer, SignUpRow
from hub.domain.decide.terms import Activation, BenefitCredit, Product, Rule, SignUpBonus, Validity


class Earner:
    """A rule of one instrument with its caps, counters and unit rounding."""

    __slots__ = (
        "categories",
        "counter",
        "counts",
        "first_cap",
        "index",
        "on_card",
        "rule",
        "spend",
        "test",
        "unit_mode",
        "unit_step",
        "units",
    )

    def __init__(self, rule: Rule, index: int, method: Method, version: Product, book: Casebook) -> None:
        limits = [Limit(version.caps[name], method.instrument) for name in rule.caps]
        ignores_spend = rule.kind in ("fixed", "top_category")
        self.rule = rule
        self.index = index
        self.test = book.test(rule.match)
        self.spend = () if ignores_spend else tuple(x for x in limits if x.cap.basis == "spend")
        self.units = tuple(x for x in limits if x.cap.basis in ("units", "cash"))
        self.counts = tuple(x for x in limits if x.cap.basis == "count")
        self.first_cap = limits[0] if limits else None
        self.counter = Counter(rule, method.instrument)
        self.on_card = rule.tiers is not None and rule.tiers.mode == "cliff" and rule.tiers.measure == "card"
        money = rule.programme is None
        self.unit_mode = rule.unit_mode or ("half_up" if money else "floor")
        self.unit_step = rule.unit_step or (minor_unit(method.currency) if money else ONE)
        self.categories = tuple((name, category_test(frozenset((name,)), book.words)) for name in rule.categories)

    @property
    def best_first(self) -> tuple[int, Decimal, int]:
        """Highest priority, then highest rate as written, then first listed (DECIDE 5.8)."""
        return (-self.rule.priority, -self.rule.written_rate, self.index)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that may apply: test None is true, fact is the unknown activation it waits for."""

    earner: Earner
    test: Test | None
    fact: str | None


@dataclass(frozen=True, slots=True)
class Deal:
    """A card offer that may apply on a hop of a path; lone: no other offer and no earning base depends on it."""

    offer: Offer
    test: Test | None
    fact: str | None
    lone: bool


@dataclass(frozen=True, slots=True)
class Bonus:
    """A sign-up bonus that is open on the day."""

    terms: SignUpBonus
    row: SignUpRow
    test: Test | None


@dataclass(frozen=True, slots=True, eq=False)
class Hop:
    """One hop of a path with what it sees and what may apply to it. excluded None is never.

    ranged: a programme with a range of unit values is involved. linear: its value changes the lines of units only,
    not what applies, nor shares of offers and bonuses.
    """

    method: Method
    view: View
    excluded: Test | None
    replace: tuple[Candidate, ...]
    base: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    dormant_rules: tuple[tuple[str, Test], ...]
    tiered: tuple[Earner, ...]
    credits: tuple[tuple[BenefitCredit, Test | None], ...]
    bonus: Bonus | None
    deals: tuple[Deal, ...]
    dormant_offers: tuple[tuple[str, Test], ...]
    ranged: bool
    linear: bool


class Preparation:
    """Prepares hops; earners are shared by all hops of the same instrument and version."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._earners: dict[tuple[str, int], tuple[Earner, ...]] = {}

    def hop(self, method: Method, view: View, offers: tuple[Offer, ...], day: date) -> Hop:
        """A hop on a day; offers are those whose hop this is."""
        version = method.version
        earners = self.earners(method)
        candidates: list[Candidate] = []
        dormant: list[tuple[str, Test]] = []
        for earner in earners:
            self._sort_in(earner, method, view, day, candidates, dormant)
        mains = sorted(candidates, key=lambda c: c.earner.best_first)
        open_offers, dormant_offers = self._deals(offers, method, view, day)
        bonus = self._bonus(method, view, day)
        programmes = {c.earner.rule.programme for c in candidates} | {deal.offer.programme for deal in open_offers}
        programmes.add(bonus.terms.programme if bonus is not None else None)
        return Hop(
            method=method,
            view=view,
            excluded=self._excluded(version, view),
            replace=tuple(c for c in mains if c.earner.rule.kind == "replace"),
            base=tuple(c for c in mains if c.earner.rule.kind == "base"),
            others=tuple(c for c in candidates if c.earner.rule.kind not in ("replace", "base")),
            dormant_rules=tuple(dormant),
            tiered=tuple(earner for earner in earners if earner.rule.tiers is not None),
            credits=self._credits(version, view),
            bonus=bonus,
            deals=open_offers,
            dormant_offers=dormant_offers,
            ranged=any(self._is_range(name) for name in programmes),
            linear=not self._is_range(bonus.terms.programme if bonus else None)
            and all(not self._is_range(deal.offer.programme) or _is_linear(deal) for deal in open_offers),
        )

    def earners(self, method: Method) -> tuple[Earner, ...]:
        """The rules of an instrument's version, as listed."""
        version = method.version
        if version is None:
            return ()
        key = (method.instrument.id, id(version))
        if key not in self._earners:
            self._earners[key] = tuple(
                Earner(rule, index, method, version, self._book) for index, rule in enumerate(version.rules)
            )
        return self._earners[key]

    def _sort_in(
        self,
        earner: Earner,
        method: Method,
        view: View,
        day: date,
        candidates: list[Candidate],
        dormant: list[tuple[str, Test]],
    ) -> None:
        rule = earner.rule
        if not rule.valid.holds(day):
            return
        known = earner.test(view, None, None)
        if known is False and not earner.on_card:
            return
        state = self._state(rule.id, rule.activation, method.instrument.id, day)
        if state == "no":
            if self._may_activate(rule.id, rule.activation, method.instrument.id, day):
                dormant.append((rule.id, earner.test))
            return
        fact = f"activation:{method.instrument.id}:{rule.id}" if state == "unknown" else None
        candidates.append(Candidate(earner, None if known else earner.test, fact))

    def _is_range(self, programme: str | None) -> bool:
        return programme is not None and self._book.value(programme).is_range

    def _state(self, name: str, activation: Activation | None, instrument: str, day: date) -> str:
        """yes, no or unknown on a day (DECIDE 4.3)."""
        if activation is None:
            return "yes"
        row = self._row(name, instrument)
        if row is None or row.state == "unknown":
            return "unknown"
        early = row.activated_on is not None and row.activated_on > day and not activation.retroactive
        return "no" if row.state == "no" or early else "yes"

    def _may_activate(self, name: str, activation: Activation | None, instrument: str, day: date) -> bool:
        row = self._row(name, instrument)
        if activation is None or row is None or row.state != "no":
            return False
        return activation.deadline is None or activation.deadline >= day

    def _row(self, name: str, instrument: str) -> ActivationRow | None:
        rows = self._book.activations
        return rows.get((name, instrument)) or rows.get((name, None))

    def _deals(
        self, offers: tuple[Offer, ...], method: Method, view: View, day: date
    ) -> tuple[tuple[Deal, ...], tuple[tuple[str, Test], ...]]:
        deals: list[Deal] = []
        dormant: list[tuple[str, Test]] = []
        groups = [offer.stack_group for offer in offers if offer.stack_group is not None]
        rules = {earner.rule.id for earner in self.earners(method)}
        for offer in offers:
            test = self._book.test(offer.match)
            known = test(view, None, None)
            if known is False:
                continue
            name = method.instrument.id
            state = self._state(offer.id, offer.activation, name, day)
            if state == "no":
                if self._may_activate(offer.id, offer.activation, name, day):
                    dormant.append((offer.id, test))
                continue
            fact = f"activation:{name}:{offer.id}" if state == "unknown" else None
            lone = (offer.stack_group is None or groups.count(offer.stack_group) == 1) and offer.id not in rules
            lone = lone and (offer.reduces_base == "no" or offer.programme is not None)
            deals.append(Deal(offer, None if known else test, fact, lone))
        return tuple(deals), tuple(dormant)

    def _excluded(self, version: Product | None, view: View) -> Test | None:
        if version is None or version.excluded is None:
            return None
        test = self._book.test(version.excluded)
        known = test(view, None, None)
        return None if known is False else (always if known else test)

    def _credits(self, version: Product | None, view: View) -> tuple[tuple[BenefitCredit, Test | None], ...]:
        found: list[tuple[BenefitCredit, Test | None]] = []
        for credit in version.credits if version is not None else ():
            test = self._book.test(credit.match)
            known = test(view, None, None)
            if known is not False:
                found.append((credit, None if known else test))
        return tuple(found)

    def _bonus(self, method: Method, view: View, day: date) -> Bonus | None:
        """The bonus if it has a row and its window holds the day; an absent bound is open (DECIDE 12.10)."""
        terms = method.version.sign_up_bonus if method.version is not None else None
        row = self._book.case.usage.sign_up.get(method.instrument.id)
        if terms is None or row is None or not sign_up_window(method, terms, row).holds(day):
            return None
        test = self._book.test(terms.match)
        known = test(view, None, None)
        return None if known is False else Bonus(terms, row, None if known else test)


def _is_linear(deal: Deal) -> bool:
    return deal.offer.stack_group is None and not deal.offer.cumulative


def sign_up_window(method: Method, terms: SignUpBonus, row: SignUpRow) -> Validity:
    """From opening to window_end, by default opening + window_days."""
    opened = method.instrument.opened_on
    last = row.window_end
    if last is None and opened is not None and terms.window_days is not None:
        last = date.fromordinal(min(opened.toordinal() + terms.window_days, date.max.toordinal()))
    return Validity(opened, last)
