"""Offers and whether they fit: by what this person buys anyway, worked out on the device.

The order knows what an offer is worth to the person and nothing else. What a source is paid for an offer
(commission) is not part of an offer here: it is stored and shown apart, and this module can't see it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate
from typing import NamedTuple

from hub.domain.errors import PackError
from hub.domain.merchants import MerchantIndex
from hub.domain.money import digits_of, parse_decimal

LOOK_BACK = 365
"""Days of own spending that count."""

FEWEST_VISITS = 2
"""Visits to a merchant that make a habit."""

LEAST_WORTH = Decimal(1)
"""Offers worth less than this in a year are not worth a line."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A conditional benefit as a catalogue states it; terms as in DECIDE section 2.5, amounts in whole units.

    merchant: whom it is for; empty = the terms decide. region: country codes, empty = everywhere. instruments,
    products, networks: a card offer needs one of these. needs_activation: must be activated first. max_credit:
    in all, None = without limit. programme: value is in units of it.
    """

    id: str
    merchant: str
    title: str
    kind: str
    value: Decimal
    source: str = ""
    region: tuple[str, ...] = ()
    origin: str = "card"
    valid_from: date | None = None
    valid_to: date | None = None
    min_spend: Decimal = Decimal(0)
    max_credit: Decimal | None = None
    programme: str | None = None
    instruments: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    needs_activation: bool = False


class Visit(NamedTuple):
    """One payment to a merchant: its amount in minor units, positive = spent."""

    payee: str
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether an offer can be used.

    ways: ids of own instruments, their products and networks. unit_values: programme → home money for a unit.
    """

    currency: str
    country: str = ""
    ways: frozenset[str] = frozenset()
    unit_values: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfferMatch:
    """An offer against own spending.

    reason: why it fits ("you_buy_there") or not: expired, not_started, other_region, no_such_card, never_there,
    rarely_there, baskets_too_small, worth_little, unit_without_value. worth: minor units until it ends, a year at
    most; per: once or year. visits, spent: there in the last year; usual: the middle basket; enough: visits that
    reach the minimum.
    """

    offer: Offer
    fits: bool
    reason: str
    worth: int = 0
    per: str = "once"
    payees: tuple[str, ...] = ()
    visits: int = 0
    spent: int = 0
    usual: int = 0
    enough: int = 0


def offer_of(document: Mapping[str, object], where: str = "") -> Offer:
    """The offer of a catalogue's JSON object; PackError with its place when it is not one."""
    try:
        offer_id, kind = str(document["id"]), str(document["kind"])
        if kind not in {"percent", "fixed"}:
            raise PackError("unknown_offer_kind", where={"path": f"{where}.kind"}, kind=kind)
        top = document.get("max_credit")
        return Offer(
            id=offer_id,
            merchant=str(document.get("merchant", "")),
            title=str(document.get("title", "")),
            kind=kind,
            value=parse_decimal(str(document["value"])),
            source=str(document.get("source", "")),
            region=_texts(document.get("region")),
            origin=str(document.get("origin", "card")),
            valid_from=_day(document.get("valid_from")),
            valid_to=_day(document.get("valid_to")),
            min_spend=parse_decimal(str(document.get("min_spend", "0"))),
            max_credit=None if top is None else parse_decimal(str(top)),
            programme=None if document.get("programme") is None else str(document["programme"]),
            instruments=_texts(document.get("instruments")),
            products=_texts(document.get("products")),
            networks=_texts(document.get("networks")),
            needs_activation="activation" in document,
        )
    except KeyError as error:
        raise PackError("missing_field", where={"path": where}, field=str(error.args[0])) from None
    except ValueError as error:
        raise PackError("bad_value", where={"path": where}, reason=str(error)) from None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


@dataclass(frozen=True, slots=True)
class _Habit:
    """Own spending at one merchant in the last year: sorted amounts and their running sums, minor units."""

    payees: tuple[str, ...]
    amounts: tuple[int, ...]
    sums: tuple[int, ...]


def match_offers(offers: Iterable[Offer], visits: Iterable[Visit], today: date, person: Person) -> list[OfferMatch]:
    """Every offer with whether it fits and why: those that fit first, by worth, then by end and id.

    visits: own spending in the person's currency; those of the last year count. Speed: 100,000 offers against
    3,000 payees in seconds; equal merchant names are looked up once.
    """
    since = today - timedelta(LOOK_BACK)
    by_payee: dict[str, list[int]] = defaultdict(list)
    for payee, on, amount in visits:
        if since < on <= today and amount > 0:
            by_payee[payee].append(amount)
    payees = list(by_payee)
    index = MerchantIndex(payees)
    habits: dict[str, _Habit] = {}
    matches = []
    for offer in offers:
        refusal = _refusal(offer, today, person)
        if refusal:
            matches.append(OfferMatch(offer, fits=False, reason=refusal))
            continue
        habit = habits.get(offer.merchant)
        if habit is None:
            names = tuple(payees[at] for at in index.find(offer.merchant))
            amounts = tuple(sorted(amount for name in names for amount in by_payee[name]))
            habit = habits[offer.merchant] = _Habit(names, amounts, (0, *accumulate(amounts)))
        matches.append(_judged(offer, habit, today, person))
    last = date.max
    return sorted(
        matches, key=lambda match: (not match.fits, -match.worth, match.offer.valid_to or last, match.offer.id)
    )


def _refusal(offer: Offer, today: date, person: Person) -> str | None:
    """Why an offer can't be used whatever is bought."""
    if offer.valid_to is not None and offer.valid_to < today:
        return "expired"
    if offer.valid_from is not None and offer.valid_from > today:
        return "not_started"
    if offer.region and person.country and person.country not in offer.region:
        return "other_region"
    scope = {*offer.instruments, *offer.products, *offer.networks}
    if offer.origin == "card" and scope and not scope & person.ways:
        return "no_such_card"
    if offer.programme is not None and offer.programme not in person.unit_values:
        return "unit_without_value"
    return None


def _judged(offer: Offer, habit: _Habit, today: date, person: Person) -> OfferMatch:
    """What an offer is worth at the merchant where so much was bought so often."""
    amounts = habit.amounts
    if not amounts:
        return OfferMatch(offer, fits=False, reason="never_there")
    unit = Decimal(10) ** digits_of(person.currency)
    first = bisect_left(amounts, offer.min_spend * unit)
    enough = len(amounts) - first
    worth, per = _worth(offer, habit, first, today, person, unit) if enough else (0, "once")
    reason = "you_buy_there"
    if len(amounts) < FEWEST_VISITS:
        reason = "rarely_there"
    elif not enough:
        reason = "baskets_too_small"
    elif worth < LEAST_WORTH * unit:
        reason = "worth_little"
    return OfferMatch(
        offer,
        fits=reason == "you_buy_there",
        reason=reason,
        worth=worth,
        per=per,
        payees=habit.payees,
        visits=len(amounts),
        spent=habit.sums[-1],
        usual=amounts[len(amounts) // 2],
        enough=enough,
    )


def _worth(offer: Offer, habit: _Habit, first: int, today: date, person: Person, unit: Decimal) -> tuple[int, str]:
    """Minor units that the offer is expected to bring until it ends, a year at most; once or by the year.

    As often as in the last year, spread evenly: qualifying visits (from the first large enough amount on) × days
    left / 365, times their mean benefit, no more than max_credit.
    """
    enough = len(habit.amounts) - first
    days = LOOK_BACK if offer.valid_to is None else min((offer.valid_to - today).days + 1, LOOK_BACK)
    expected = Decimal(enough) * days / LOOK_BACK
    mean = _benefits(offer, habit, first, unit) / enough
    total = mean * expected if offer.max_credit is None else min(mean * expected, offer.max_credit)
    is_once = expected <= 1 or total == offer.max_credit
    in_money = total * (Decimal(1) if offer.programme is None else person.unit_values[offer.programme])
    return int((in_money * unit).to_integral_value(ROUND_FLOOR)), "once" if is_once else "year"


def _benefits(offer: Offer, habit: _Habit, first: int, unit: Decimal) -> Decimal:
    """What the qualifying visits would bring together, in money or units: no visit more than max_credit.

    The amounts are sorted, so those above the cap are counted and not looked at.
    """
    amounts, sums = habit.amounts, habit.sums
    top = offer.max_credit
    if offer.kind == "fixed":
        each = offer.value if top is None else min(offer.value, top)
        if offer.programme is not None:
            return each * (len(amounts) - first)
        capped = max(bisect_left(amounts, each * unit), first)
        return (sums[capped] - sums[first]) / unit + each * (len(amounts) - capped)
    rate = offer.value if offer.programme is not None else min(offer.value, Decimal(1))
    capped = len(amounts) if top is None or not rate else max(bisect_left(amounts, top / rate * unit), first)
    return rate * (sums[capped] - sums[first]) / unit + (top or 0) * (len(amounts) - capped)
