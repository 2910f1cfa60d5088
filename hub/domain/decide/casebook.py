"""A case made ready to calculate: terms by date, unit values, rates, compiled matchers, paths.

Everything that depends on a date alone changes only at the dates that the case itself names; between them lies an
*epoch*, and what is prepared for an epoch holds for every day of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.decide.checks import kind_of
from hub.domain.decide.exact import ONE, ZERO
from hub.domain.decide.facts import Vocabulary
from hub.domain.decide.matching import Test, always, compile_matcher
from hub.domain.decide.reading import refuse
from hub.domain.decide.situation import Case, Instrument, Purchase
from hub.domain.decide.terms import PLAIN_WALLET, Matcher, Product, Validity, WalletTerms
from hub.domain.decide.usage import Opening

MOST_HOPS = 3

AT_VALUE, AT_LOW, AT_HIGH = range(3)
"""The three value sets of the interval: every programme at value, at low, at high (DECIDE 6.3)."""


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """An instrument with the terms of a day, one value per epoch; version is None where there are none that day."""

    instrument: Instrument
    version: Product | None
    lacks_terms: bool
    kind: str
    network: str | None
    currency: str

    @property
    def is_wallet(self) -> bool:
        """Whether it is a wallet."""
        return self.kind == "wallet"

    @property
    def wallet(self) -> WalletTerms:
        """Wallet terms; without a wallet block a pass-through that passes the code on (DECIDE 12.7)."""
        return self.version.wallet if self.version is not None else PLAIN_WALLET

    @property
    def names(self) -> tuple[str, ...]:
        """The ids by which matchers and acceptance may name it."""
        product = self.instrument.product
        return (self.instrument.id,) if product is None else (self.instrument.id, product)


Path = tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class UnitValue:
    """Home money per unit at value, low and high; known is False where nothing values the programme."""

    at: tuple[Decimal, Decimal, Decimal]
    known: bool

    @property
    def is_range(self) -> bool:
        """Whether low or high differs from the value."""
        return self.at[AT_LOW] != self.at[AT_VALUE] or self.at[AT_HIGH] != self.at[AT_VALUE]


class Casebook:
    """A case with everything that is compiled once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.home = case.profile.home_currency
        self.words = Vocabulary(case)
        self.opening = Opening(case)
        self.instruments = {item.id: item for item in case.instruments}
        self.activations = {(row.id, row.instrument): row for row in case.usage.activations}
        self.floats: dict[str, object] = {}
        self.due: dict[tuple[str, date], Decimal | None] = {}
        self._tests: dict[int, Test] = {}
        self._values: dict[str, UnitValue] = {}
        self._bounds = sorted(set(bounds(case)))
        self._epochs: dict[date, int] = {}
        self._methods: dict[int, dict[str, Method]] = {}
        self._paths: dict[int, tuple[Path, ...]] = {}

    def test(self, matcher: Matcher) -> Test:
        """The compiled test of one of the case's matchers."""
        found = self._tests.get(id(matcher))
        if found is None:
            found = always if matcher == Matcher() else compile_matcher(matcher, self.words)
            self._tests[id(matcher)] = found
        return found

    def epoch(self, day: date) -> int:
        """The number of the stretch of days within which no date of the case lies."""
        found = self._epochs.get(day)
        if found is None:
            found = self._epochs[day] = bisect_right(self._bounds, day.toordinal())
        return found

    def methods(self, day: date) -> dict[str, Method]:
        """Instruments by id with the terms of a day."""
        epoch = self.epoch(day)
        if epoch not in self._methods:
            self._methods[epoch] = {item.id: self._method(item, day) for item in self.case.instruments}
        return self._methods[epoch]

    def paths(self, day: date) -> tuple[Path, ...]:
        """Every path of DECIDE 4.1.3, before any rejection."""
        epoch = self.epoch(day)
        if epoch not in self._paths:
            methods = self.methods(day)
            found = [path for method in methods.values() for path in _paths_from(method, methods, ())]
            self._paths[epoch] = tuple(path for path in found if len({hop.currency for hop in path}) == 1)
        return self._paths[epoch]

    def reference(self, currency: str, purchase: Purchase) -> Decimal:
        """ρ: home units per unit of a currency, by the purchase's own rates or the situation's."""
        if currency == self.home:
            return ONE
        rates = self.case.rates if purchase.rates is None else purchase.rates
        rate = rates.reference.get(currency)
        if not rate:
            holder = "$.situation" if purchase.rates is None else purchase.place
            raise refuse("missing_rate", f"{holder}.rates.reference.{currency}", currency=currency)
        return rate

    def network_rate(self, purchase: Purchase, billing: str) -> Decimal | None:
        """Billing units per unit of purchase currency as the network says, if it does."""
        rates = self.case.rates if purchase.rates is None else purchase.rates
        return rates.network.get((purchase.currency, billing))

    def value(self, programme: str) -> UnitValue:
        """What a unit of a programme is worth (DECIDE 2.2)."""
        found = self._values.get(programme)
        if found is None:
            found = self._values[programme] = self._value(programme)
        return found

    def country(self, purchase: Purchase) -> str | None:
        """The purchase's country, by default the profile's."""
        return purchase.country if purchase.country is not None else self.case.profile.country

    def _value(self, programme: str) -> UnitValue:
        points = self.case.profile.point_values
        if programme in points:
            own = points[programme]
            return UnitValue((own.value, own.low, own.high), known=True)
        terms = self.case.programmes.get(programme)
        if terms is not None and terms.converts_to is not None:
            ratio = terms.ratio
            if terms.converts_to in points:
                target = points[terms.converts_to]
                return UnitValue((ratio * target.value, ratio * target.low, ratio * target.high), known=True)
            other = self.case.programmes.get(terms.converts_to)
            if other is not None and other.cash_value is not None:
                return UnitValue((ratio * other.cash_value,) * 3, known=True)
        if terms is not None and terms.cash_value is not None:
            return UnitValue((terms.cash_value,) * 3, known=True)
        return UnitValue((ZERO,) * 3, known=False)

    def _method(self, instrument: Instrument, day: date) -> Method:
        versions = self.case.products[instrument.product] if instrument.product is not None else ()
        valid = [version for version in versions if version.valid.holds(day)]
        version = max(valid, key=lambda v: (v.valid.first or date.min).toordinal()) if valid else None
        shown = version or (versions[0] if versions else None)
        return Method(
            instrument,
            version,
            lacks_terms=bool(versions) and version is None,
            kind=kind_of(self.case, instrument) if instrument.kind or shown is None else shown.kind,
            network=instrument.network or (shown.network if shown else None),
            currency=instrument.currency or (shown.currency if shown else None) or self.home,
        )


def without_product(method: Method, home: str) -> Method:
    """An instrument as if it had no product: no rewards, no costs (replay of an actual path without terms)."""
    own = method.instrument
    return Method(own, None, lacks_terms=True, kind=method.kind, network=own.network, currency=own.currency or home)


def _paths_from(method: Method, methods: dict[str, Method], before: Path) -> Iterator[Path]:
    path = (*before, method)
    if not method.is_wallet or method.instrument.has_balance:
        yield path
    if not method.is_wallet or len(path) == MOST_HOPS:
        return
    used = {hop.instrument.id for hop in path}
    for name in dict.fromkeys(method.instrument.funding):
        if name not in used:
            yield from _paths_from(methods[name], methods, path)


def bounds(case: Case) -> Iterator[int]:
    """The first day of every epoch but the first, as ordinals."""
    for valid in _validities(case):
        if valid.first is not None:
            yield valid.first.toordinal()
        if valid.last is not None:
            yield valid.last.toordinal() + 1
    for row in case.usage.activations:
        if row.activated_on is not None:
            yield row.activated_on.toordinal()


def _validities(case: Case) -> Iterator[Validity]:
    for versions in case.products.values():
        for version in versions:
            yield version.valid
            for rule in version.rules:
                yield rule.valid
                if rule.activation is not None:
                    yield Validity(None, rule.activation.deadline)
            yield from (plan.valid for plan in version.plans)
    for offer in case.offers:
        yield offer.valid
        if offer.activation is not None:
            yield Validity(None, offer.activation.deadline)
    yield from (coupon.valid for coupon in case.coupons)
    for instrument in case.instruments:
        yield from _instrument_dates(instrument, case)


def _instrument_dates(instrument: Instrument, case: Case) -> Iterator[Validity]:
    yield Validity(instrument.opened_on, instrument.closed_on)
    row = case.usage.sign_up.get(instrument.id)
    if row is not None:
        yield Validity(None, row.window_end)
        for version in case.products.get(instrument.product or "", ()):
            bonus = version.sign_up_bonus
            if bonus is not None and bonus.window_days is not None and instrument.opened_on is not None:
                last = date.fromordinal(min(instrument.opened_on.toordinal() + bonus.window_days, date.max.toordinal()))
                yield Validity(None, last)


def is_open(method: Method, day: date) -> bool:
    """Whether an instrument is open on a day, both ends included."""
    return Validity(method.instrument.opened_on, method.instrument.closed_on).holds(day)
