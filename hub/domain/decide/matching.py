"""Compiles matchers into tests with three values: true, false, or None where a needed fact is unknown.

DECIDE 2.3. A test runs in two ways: against what is known (box None: the answer may be None), or in a box of worlds,
which is asked and split (the answer is never None). An unknown amount also gives None, so that a test without
an amount says what is certain for every amount.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hub.domain.decide.facts import Cell, View, Vocabulary
from hub.domain.decide.terms import CHANNELS, Matcher
from hub.domain.decide.worlds import Box

Test = Callable[[View, Decimal | None, Box | None], bool | None]
"""(view, amount tested, box) → true, false, unknown."""


def always(_view: View, _amount: Decimal | None, _box: Box | None) -> bool | None:
    """The matcher without parts."""
    return True


def compile_matcher(matcher: Matcher, words: Vocabulary) -> Test:
    """The test of a matcher: the AND of its parts, cheapest first."""
    parts = [*_plain_parts(matcher), *_fact_parts(matcher, words)]
    parts.extend(compile_matcher(part, words) for part in matcher.all_of or ())
    if matcher.any_of is not None:
        parts.append(_either([compile_matcher(part, words) for part in matcher.any_of]))
    if matcher.negated is not None:
        parts.append(_not(compile_matcher(matcher.negated, words)))
    if not parts:
        return always
    return parts[0] if len(parts) == 1 else _all(parts)


def category_test(names: frozenset[str], words: Vocabulary) -> Test:
    """Category leaf: a given category compares names; else names with codes test the code, others the unknown name."""
    by_name = words.category_names.mask(names)
    by_code = words.codes.mask(r for name in names for r in words.categories.get(name, ()))
    coded = any(name in words.categories for name in names)
    undefined = words.category_names.mask(name for name in names if name not in words.categories)

    def test(view: View, _amount: Decimal | None, box: Box | None) -> bool | None:
        if view.named_category:
            return bool(view.category[0] & by_name)
        code = _within(view.mcc, by_code, box) if coded else False
        if code or not undefined:
            return code
        name = _within(view.category, undefined, box)
        return name if name or code is False else None

    return test


def _within(cell: Cell, wanted: int, box: Box | None) -> bool | None:
    """Whether a fact's value is among the wanted."""
    mask, fact = cell
    if fact is None:
        return bool(mask & wanted)
    return None if box is None else box.ask(fact, wanted, mask)


def _plain_parts(matcher: Matcher) -> list[Test]:
    """Parts that are always known: currency, wallet, weekday, amount."""
    parts: list[Test] = []
    if (currencies := matcher.currency) is not None:
        parts.append(lambda view, _amount, _box: view.currency in currencies)
    if (foreign := matcher.foreign_currency) is not None:
        parts.append(lambda view, _amount, _box: view.foreign == foreign)
    if (wallets := matcher.wallet) is not None:
        parts.append(lambda view, _amount, _box: not wallets.isdisjoint(view.wallets))
    if (weekdays := matcher.weekday) is not None:
        parts.append(lambda view, _amount, _box: view.weekday in weekdays)
    if (least := matcher.min_amount) is not None:
        parts.append(lambda _view, amount, _box: None if amount is None else amount >= least)
    if (most := matcher.max_amount) is not None:
        parts.append(lambda _view, amount, _box: None if amount is None else amount <= most)
    return parts


def _fact_parts(matcher: Matcher, words: Vocabulary) -> list[Test]:
    """Parts whose facts may be unknown."""
    parts: list[Test] = []
    if matcher.channel is not None:
        channels = sum(1 << CHANNELS.index(channel) for channel in matcher.channel)
        parts.append(lambda view, _amount, box: _within(view.channel, channels, box))
    if matcher.contactless is not None:
        contactless = 1 if matcher.contactless else 2
        parts.append(lambda view, _amount, box: _within(view.contactless, contactless, box))
    if matcher.country is not None:
        countries = words.countries.mask(matcher.country)
        parts.append(lambda view, _amount, box: _within(view.country, countries, box))
    if matcher.merchant is not None:
        merchants = words.merchants.mask(matcher.merchant)
        parts.append(lambda view, _amount, box: _within(view.merchant, merchants, box))
    if matcher.mcc is not None:
        codes = words.codes.mask(matcher.mcc)
        parts.append(lambda view, _amount, box: _within(view.mcc, codes, box))
    if matcher.category is not None:
        parts.append(category_test(matcher.category, words))
    return parts


def _all(parts: list[Test]) -> Test:
    def test(view: View, amount: Decimal | None, box: Box | None) -> bool | None:
        unknown = False
        for part in parts:
            found = part(view, amount, box)
            if found is False:
                return False
            unknown = unknown or found is None
        return None if unknown else True

    return test


def _either(parts: list[Test]) -> Test:
    def test(view: View, amount: Decimal | None, box: Box | None) -> bool | None:
        unknown = False
        for part in parts:
            found = part(view, amount, box)
            if found:
                return True
            unknown = unknown or found is None
        return None if unknown else False

    return test


def _not(part: Test) -> Test:
    def test(view: View, amount: Decimal | None, box: Box | None) -> bool | None:
        found = part(view, amount, box)
        return None if found is None else not found

    return test
