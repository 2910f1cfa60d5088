"""What past purchases have used of caps and tiers: the counters that a comparison starts from.

The past is walked along the paths that were really used (as in replay, DECIDE section 7); its final state gives
the usage rows (DECIDE 2.6) of the periods that hold the day of the comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext

from hub.domain.decide.casebook import Casebook, bounds
from hub.domain.decide.exact import CONTEXT, ZERO
from hub.domain.decide.lane import Lanes, board_of
from hub.domain.decide.periods import period_before, period_of
from hub.domain.decide.situation import Case, Instrument, Purchase
from hub.domain.decide.tally import Dates
from hub.domain.decide.terms import Matcher, Product, Rule
from hub.domain.decide.usage import State, cap_key, card_key, category_key, rule_key
from hub.domain.decide.walk import Step, Walk


@dataclass(frozen=True, slots=True)
class Counter:
    """One usage row: what an instrument has used of a cap or a rule's counters in the period that holds `as_of`."""

    instrument: str
    counter: str
    as_of: date
    used: Decimal | None = None
    category: str | None = None
    card_spent: Decimal | None = None
    previous: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the past counters need. first: its first day, None = all there is.

    instruments: those whose terms count anything. starts: days of the extent from which on something counts anew, or
    under other terms. sums: whether purchases alike may be counted as one of their sum; by_merchant: whether alike
    includes the merchant.
    """

    instruments: frozenset[str]
    first: date | None
    starts: tuple[date, ...]
    sums: bool
    by_merchant: bool


def extent(case: Case, used: Collection[str], on: date, earliest: date) -> Extent:
    """What the counters of a day need of the past. used: instruments that paid; earliest: the first day there is.

    Purchases alike between two starts may be added up where only spend is counted, no condition knows an amount or a
    weekday, and no rule fills two caps at once: a spend cap takes as much of a sum as of its parts.
    """
    counting = [
        (instrument, version, rule)
        for instrument in case.instruments
        if instrument.id in used
        for version in case.products.get(instrument.product or "", ())
        for rule in version.rules
        if rule.caps or _counts(rule)
    ]
    periods = {
        (period, instrument.close_day, instrument.opened_on): instrument
        for instrument, version, rule in counting
        for period in (*(version.caps[cap].period for cap in rule.caps), *((rule.period,) if _counts(rule) else ()))
    }
    looks_back = any(rule.tiers is not None and rule.tiers.mode == "previous" for _i, _v, rule in counting)
    firsts = [_first(period, instrument, on, looks_back=looks_back) for (period, *_), instrument in periods.items()]
    first = None if None in firsts else min((day for day in firsts if day is not None), default=on)
    start = max(earliest, first or earliest)
    changes = {date.fromordinal(day) for day in bounds(case) if day <= on.toordinal()}
    for (period, *_), instrument in periods.items():
        changes |= set(_starts(period, instrument, start, on))
    names = frozenset(instrument.id for instrument, _version, _rule in counting)
    versions = [one for _instrument, one, _rule in counting]
    matchers = [one for version in versions for one in _matchers(version)]
    return Extent(
        names,
        first,
        tuple(sorted(day for day in changes if start < day <= on)),
        all(map(_may_be_summed, versions)) and not any(_knows_more(one) for one in matchers),
        any(one.merchant is not None for one in matchers),
    )


def _counts(rule: Rule) -> bool:
    return rule.tiers is not None or bool(rule.categories) or rule.period_rounding


def _first(period: str, instrument: Instrument, on: date, *, looks_back: bool) -> date | None:
    key = period_of(period, instrument, on)
    earlier = period_before(period, instrument, key) if looks_back else None
    return date.fromordinal(earlier or key) if key else None


def _starts(period: str, instrument: Instrument, first: date, on: date) -> Iterator[date]:
    day = on
    while day > first:
        key = period_of(period, instrument, day)
        if not key:
            return
        yield date.fromordinal(key)
        day = date.fromordinal(key) - timedelta(days=1)


def _may_be_summed(version: Product) -> bool:
    has_steps = any(step.cap_amount is not None for r in version.rules if r.tiers for step in r.tiers.steps)
    by_posting = any(one.by_posting for one in version.caps.values()) or any(one.by_posting for one in version.rules)
    is_spend = all(cap.basis == "spend" for cap in version.caps.values())
    return is_spend and not has_steps and not by_posting and all(len(rule.caps) <= 1 for rule in version.rules)


def _matchers(version: Product) -> Iterator[Matcher]:
    roots = [rule.match for rule in version.rules]
    waiting = [*roots, *((version.excluded,) if version.excluded is not None else ())]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [*(one.all_of or ()), *(one.any_of or ()), *((one.negated,) if one.negated is not None else ())]


def _knows_more(one: Matcher) -> bool:
    return one.weekday is not None or one.min_amount is not None or one.max_amount is not None


def counters(case: Case, on: date) -> list[Counter]:
    """The counters on a day after the case's history; those that stand at zero are left out."""
    with localcontext(CONTEXT):
        book = Casebook(case)
        state = _state_after(case, book)
        return [
            counter
            for method in book.methods(on).values()
            if method.version is not None
            for counter in _of_product(method.instrument, method.version, state, on)
        ]


def _state_after(case: Case, book: Casebook) -> State:
    lanes = Lanes(book)
    steps = [
        Step(event, Dates(event.on, event.posting_date or event.on, event.posting_date is None), board, refunded=False)
        for event in sorted((e for e in case.events if isinstance(e, Purchase)), key=lambda e: e.on)
        for board in [board_of([lanes.actual(event)])]
    ]
    walk = Walk(steps, book.opening.state, keeps_past=False)
    for step in steps:
        purchase = step.event
        if isinstance(purchase, Purchase):
            result = walk.result(step.lanes[0], purchase)
            if result is not None:
                walk.take(step.lanes[0], purchase, result)
    return walk.state


def _of_product(instrument: Instrument, version: Product, state: State, on: date) -> Iterator[Counter]:
    for cap in version.caps.values():
        used = state.get(cap_key(cap, instrument, period_of(cap.period, instrument, on)), ZERO)
        if used:
            yield Counter(instrument.id, cap.id, on, used)
    for rule in version.rules:
        yield from _of_rule(instrument, rule, state, on)


def _of_rule(instrument: Instrument, rule: Rule, state: State, on: date) -> Iterator[Counter]:
    period = period_of(rule.period, instrument, on)
    before = period_before(rule.period, instrument, period)
    used = state.get(rule_key(rule.id, instrument.id, period), ZERO)
    spent = state.get(card_key(rule.id, instrument.id, period), ZERO)
    earlier = ZERO if before is None else state.get(card_key(rule.id, instrument.id, before), ZERO)
    if used or spent or earlier:
        yield Counter(instrument.id, rule.id, on, used or None, None, spent or None, earlier or None)
    for category in rule.categories:
        counted = state.get(category_key(rule.id, instrument.id, period, category), ZERO)
        if counted:
            yield Counter(instrument.id, rule.id, on, counted, category)
