"""What past purchases have used of caps and tiers: the counters that a comparison starts from.

The past is walked along the paths that were really used (as in replay, DECIDE section 7); its final state gives
the usage rows (DECIDE 2.6) of the periods that hold the day of the comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from hub.domain.decide.casebook import Casebook
from hub.domain.decide.exact import CONTEXT, ZERO
from hub.domain.decide.lane import Lanes, board_of
from hub.domain.decide.periods import period_before, period_of
from hub.domain.decide.situation import Case, Instrument, Purchase
from hub.domain.decide.tally import Dates
from hub.domain.decide.terms import Product, Rule
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
