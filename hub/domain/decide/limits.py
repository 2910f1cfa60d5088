"""Caps and rule counters of one instrument: which counter of the state they are on a day, and what is left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.periods import period_before, period_of
from hub.domain.decide.situation import Instrument
from hub.domain.decide.tally import Dates, Tally
from hub.domain.decide.terms import Cap, Rule
from hub.domain.decide.usage import Key, cap_key, card_key, category_key, rule_key


class Limit:
    """A cap as one instrument meets it. A shared cap goes by this instrument's dates (DECIDE 12.5)."""

    __slots__ = ("_keys", "amount", "cap", "instrument")

    def __init__(self, cap: Cap, instrument: Instrument) -> None:
        self.cap = cap
        self.amount = cap.amount
        self.instrument = instrument
        self._keys: dict[date, Key] = {}

    def key(self, dates: Dates) -> Key:
        """The counter for the dates of a purchase."""
        day = dates.posted if self.cap.by_posting else dates.on
        found = self._keys.get(day)
        if found is None:
            found = cap_key(self.cap, self.instrument, period_of(self.cap.period, self.instrument, day))
            self._keys[day] = found
        return found

    def used(self, tally: Tally) -> Decimal:
        """What is used of the cap."""
        if self.cap.by_posting and tally.dates.assumed:
            tally.flags.add("posting_date_assumed")
        return tally.read(self.key(tally.dates))


class Counter:
    """The counters of one rule: own spend, spend per category, all spend on the card."""

    __slots__ = ("_instrument", "_periods", "_rule")

    def __init__(self, rule: Rule, instrument: Instrument) -> None:
        self._rule = rule
        self._instrument = instrument
        self._periods: dict[date, int] = {}

    def spend_key(self, dates: Dates) -> Key:
        """Spend that the rule has counted in the period."""
        return rule_key(self._rule.id, self._instrument.id, self._period(dates))

    def category_key(self, dates: Dates, category: str) -> Key:
        """Spend of one category in the period."""
        return category_key(self._rule.id, self._instrument.id, self._period(dates), category)

    def card_key(self, dates: Dates) -> Key:
        """All spend on the card in the period."""
        return card_key(self._rule.id, self._instrument.id, self._period(dates))

    def read(self, tally: Tally, key: Key) -> Decimal:
        """What a counter of this rule holds."""
        if self._rule.by_posting and tally.dates.assumed:
            tally.flags.add("posting_date_assumed")
        return tally.read(key)

    def previous(self, tally: Tally) -> Decimal:
        """All spend on the card in the period before: as stated for this period, or counted; else 0."""
        key = self.card_key(tally.dates)
        if self._rule.by_posting and tally.dates.assumed:
            tally.flags.add("posting_date_assumed")
        stated = tally.book.opening.previous.get(key)
        if stated is not None:
            return stated
        before = period_before(self._rule.period, self._instrument, self._period(tally.dates))
        return ZERO if before is None else tally.read(card_key(self._rule.id, self._instrument.id, before))

    def _period(self, dates: Dates) -> int:
        day = dates.posted if self._rule.by_posting else dates.on
        found = self._periods.get(day)
        if found is None:
            found = self._periods[day] = period_of(self._rule.period, self._instrument, day)
        return found
