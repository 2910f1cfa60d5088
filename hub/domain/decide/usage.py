"""The state that purchases change: what is used of caps, counters, credits, offers, bonuses and balances.

One flat table, key → how much has been counted; every entry starts at 0 unless the case's usage says otherwise, and
every change is an addition, so that changes can be undone, shared between scenarios and compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Protocol

from hub.domain.decide.exact import ZERO
from hub.domain.decide.periods import period_of
from hub.domain.decide.situation import Case, CounterRow, CreditRow, Instrument, Purchase
from hub.domain.decide.terms import BenefitCredit, Cap, Product, Rule

Key = tuple[str, ...] | tuple[str | int, ...]
"""What is counted: a word for the sort of counter, ids, and the period where it has one."""

State = dict[Key, Decimal]


class Readable(Protocol):
    """A state that is only read."""

    def get(self, key: Key, default: Decimal, /) -> Decimal:
        """What a counter holds."""
        ...


def cap_key(cap: Cap, instrument: Instrument, period: int) -> Key:
    """A cap's counter: one per instrument, or one for the product where the cap is shared."""
    if cap.shared:
        return ("product_cap", instrument.product or "", cap.id, period)
    return ("cap", instrument.id, cap.id, period)


def rule_key(rule: str, instrument: str, period: int) -> Key:
    """Spend that a rule has counted."""
    return ("rule", instrument, rule, period)


def category_key(rule: str, instrument: str, period: int, category: str) -> Key:
    """Spend per category of a top_category rule."""
    return ("category", instrument, rule, period, category)


def card_key(rule: str, instrument: str, period: int) -> Key:
    """All spend on the card in the period of a tiered rule."""
    return ("card", instrument, rule, period)


def credit_key(credit: str, instrument: str, period: int) -> Key:
    """What is used of a benefit credit beyond the opening."""
    return ("credit", instrument, credit, period)


def progress_key(offer: str) -> Key:
    """Spend towards a cumulative offer."""
    return ("progress", offer)


def uses_key(offer: str) -> Key:
    """How often an offer has paid since the opening."""
    return ("uses", offer)


def granted_key(offer: str) -> Key:
    """What an offer has paid."""
    return ("granted", offer)


def bonus_key(instrument: str) -> Key:
    """Spend towards a sign-up bonus."""
    return ("bonus", instrument)


def spent_key(instrument: str) -> Key:
    """Billing-currency money spent since the opening, against what was available."""
    return ("spent", instrument)


class Opening:
    """The state before the case, and what the case says about it that never changes."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._instruments = {item.id: item for item in case.instruments}
        self.state: State = {}
        self.previous: dict[Key, Decimal] = {}
        for row in case.usage.counters:
            self._count(row)
        for name, offer in case.usage.offers.items():
            self._put(progress_key(name), offer.progress)
            self._put(granted_key(name), offer.credit_used)
        for name, bonus in case.usage.sign_up.items():
            self._put(bonus_key(name), bonus.progress)

    def remaining(self, credit: BenefitCredit, instrument: Instrument, period: int) -> Decimal:
        """What was left of a benefit credit at the start of the case, or the whole amount in other periods."""
        row = self.credit_row(credit, instrument)
        if row is None or row.remaining is None:
            return credit.amount
        opened = period_of(credit.period, instrument, row.as_of or self._opening_date(by_posting=False))
        return row.remaining if opened == period else credit.amount

    def credit_row(self, credit: BenefitCredit, instrument: Instrument) -> CreditRow | None:
        """The usage row of a credit."""
        return self._case.usage.credits.get((instrument.id, credit.id))

    def _put(self, key: Key, amount: Decimal) -> None:
        if amount:
            self.state[key] = amount

    def _count(self, row: CounterRow) -> None:
        if row.instrument is not None:
            holders = [self._instruments[row.instrument]]
        else:
            holders = [item for item in self._case.instruments if item.product == row.product]
        for instrument in holders:
            for version in self._versions(instrument, row):
                if row.counter in version.caps:
                    self._count_cap(row, version.caps[row.counter], instrument)
                    break
                rule = next((rule for rule in version.rules if rule.id == row.counter), None)
                if rule is not None:
                    self._count_rule(row, rule, instrument)
                    break

    def _versions(self, instrument: Instrument, row: CounterRow) -> Iterator[Product]:
        """The versions that may define a counter, the one of the row's day first."""
        day = row.as_of or self._opening_date(by_posting=False)
        versions = self._case.products[instrument.product or ""]
        return iter(sorted(versions, key=lambda version: not version.valid.holds(day)))

    def _count_cap(self, row: CounterRow, cap: Cap, instrument: Instrument) -> None:
        period = period_of(cap.period, instrument, row.as_of or self._opening_date(by_posting=cap.by_posting))
        self.state[cap_key(cap, instrument, period)] = row.used or ZERO

    def _count_rule(self, row: CounterRow, rule: Rule, instrument: Instrument) -> None:
        period = period_of(rule.period, instrument, row.as_of or self._opening_date(by_posting=rule.by_posting))
        if row.used is not None:
            if row.category is not None:
                self.state[category_key(rule.id, instrument.id, period, row.category)] = row.used
            else:
                self.state[rule_key(rule.id, instrument.id, period)] = row.used
        card = card_key(rule.id, instrument.id, period)
        if row.card_spent is not None:
            self.state[card] = row.card_spent
        if row.previous is not None:
            self.previous[card] = row.previous

    def _opening_date(self, *, by_posting: bool) -> date:
        """The purchase's date, or the earliest transaction date of a history or plan (DECIDE 2.6, 12.11)."""
        first = self._case.events[0]
        if self._case.kind == "purchase" and isinstance(first, Purchase) and by_posting:
            return first.posting_date or first.on
        return min(event.on for event in self._case.events)
