"""What is known of a purchase, as bits of ordered value sets, and what each hop of a path sees of it.

DECIDE 5.12 (facts a hop sees), 6.1 (all possible values) and 12.8 (their order). Merchant category codes are
grouped into the intervals that the case's own codes and ranges cut out of 0000–9999: codes of one interval can't be
told apart by any matcher of the case. Free names that no matcher of the case uses are one value, "another".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hub.domain.decide.situation import Case
from hub.domain.decide.terms import CHANNELS, Matcher

Cell = tuple[int, str | None]
"""Possible values as bits, and the name of the fact where it is unknown."""

_ALL_CODES = ((0, 9999),)
_CONTACTLESS = 0b11
_ALL_CHANNELS = (1 << len(CHANNELS)) - 1
_UNUSED: Cell = (1, None)
"""A fact that no matcher of the case asks for."""


@dataclass(frozen=True, slots=True)
class View:
    """What one hop sees. named_category: the category is given, so that names decide, not codes.

    currency is the transaction currency, foreign whether it differs from the billing currency, wallets the
    instrument and product ids of the wallets in the path, weekday 0 = Monday.
    """

    mcc: Cell
    category: Cell
    merchant: Cell
    country: Cell
    channel: Cell
    contactless: Cell
    named_category: bool
    currency: str
    foreign: bool
    weekday: int
    wallets: frozenset[str]


class Names:
    """An ordered set of names with one bit each and one more for "another"."""

    def __init__(self, names: Iterable[str]) -> None:
        self._bits = {name: 1 << position for position, name in enumerate(sorted(set(names)))}
        self.another = 1 << len(self._bits)
        self.everything = (self.another << 1) - 1

    def bit(self, name: str) -> int:
        """The bit of a name; names that no matcher uses are "another"."""
        return self._bits.get(name, self.another)

    def mask(self, names: Iterable[str]) -> int:
        """The bits of the names that matchers use."""
        return sum(self._bits[name] for name in set(names) if name in self._bits)


class Codes:
    """Merchant category codes as the intervals that a case can tell apart, ascending; the top bit is "no code"."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        cuts = {0}
        for first, last in ranges:
            cuts.update((first, last + 1))
        self._starts = sorted(cut for cut in cuts if cut < 10_000)
        self.none = 1 << len(self._starts)

    def bit(self, code: int) -> int:
        """The bit of the interval that holds a code."""
        return 1 << (bisect_right(self._starts, code) - 1)

    def mask(self, ranges: Iterable[tuple[int, int]]) -> int:
        """The bits of all intervals inside the ranges."""
        found = 0
        for first, last in ranges:
            if first <= last:
                found |= (self.bit(last) << 1) - self.bit(first)
        return found


class Vocabulary:
    """The values that a case can tell apart, by fact."""

    def __init__(self, case: Case) -> None:
        matchers = list(_matchers(case))
        self.categories = case.categories
        self.uses_weekday = any(m.weekday is not None for m in matchers)
        self._uses_channel = any(m.channel is not None for m in matchers)
        self._uses_contactless = any(m.contactless is not None for m in matchers)
        self.codes = Codes(
            [*(r for m in matchers for r in m.mcc or ()), *(r for ranges in case.categories.values() for r in ranges)]
        )
        self.merchants = Names(name for m in matchers for name in m.merchant or ())
        self.countries = Names(name for m in matchers for name in m.country or ())
        tops = (name for versions in case.products.values() for v in versions for r in v.rules for name in r.categories)
        self.category_names = Names([*(name for m in matchers for name in m.category or ()), *tops])

    @cached_property
    def every_code(self) -> int:
        """0000–9999."""
        return self.codes.mask(_ALL_CODES)

    @cached_property
    def undefined_categories(self) -> int:
        """The possible values of an unknown category: names without codes, or another (DECIDE 6.1)."""
        defined = self.category_names.mask(self.categories)
        return self.category_names.everything & ~defined

    def code_cell(self, code: str | None, candidates: tuple[str, ...], category: str | None, fact: str) -> Cell:
        """Possible codes: the given one, the candidates, those of the category, or all."""
        if code is not None:
            return self.codes.bit(int(code)), None
        if candidates:
            return self.codes.mask((int(c), int(c)) for c in candidates), fact
        if category is not None and self.categories.get(category):
            return self.codes.mask(self.categories[category]), fact
        return self.every_code, fact

    def category_cell(self, name: str | None, fact: str) -> Cell:
        """The given category, or every name without codes and another."""
        return (self.undefined_categories, fact) if name is None else (self.category_names.bit(name), None)

    def merchant_cell(self, name: str | None, fact: str) -> Cell:
        """The given merchant, or every name used and another."""
        return (self.merchants.everything, fact) if name is None else (self.merchants.bit(name), None)

    def country_cell(self, name: str | None) -> Cell:
        """The given country, or every name used and another."""
        return (self.countries.everything, "country") if name is None else (self.countries.bit(name), None)

    def channel_cell(self, channel: str | None, fact: str) -> Cell:
        """The given channel, or all five."""
        if not self._uses_channel:
            return _UNUSED
        return (_ALL_CHANNELS, fact) if channel is None else (1 << CHANNELS.index(channel), None)

    def contactless_cell(self, contactless: bool | None, fact: str) -> Cell:
        """Whether it is contactless; true is the lower bit: it is listed first."""
        if not self._uses_contactless:
            return _UNUSED
        return (_CONTACTLESS, fact) if contactless is None else (1 if contactless else 2, None)


def _matchers(case: Case) -> Iterator[Matcher]:
    """Every matcher of the case, parts included."""
    tops: list[Matcher] = [item.match for items in (case.coupons, case.offers, case.vouchers) for item in items]
    for versions in case.products.values():
        for version in versions:
            tops.extend(rule.match for rule in version.rules)
            tops.extend(credit.match for credit in version.credits)
            tops.extend(plan.match for plan in version.plans)
            tops.extend(m for m in (version.excluded, version.sign_up_bonus and version.sign_up_bonus.match) if m)
    while tops:
        top = tops.pop()
        yield top
        tops.extend((*(top.all_of or ()), *(top.any_of or ())))
        if top.negated is not None:
            tops.append(top.negated)
