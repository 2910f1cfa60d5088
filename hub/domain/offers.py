"""Offers and whether they fit: by what this person buys anyway, worked out on the device.

The order knows what an offer is worth to the person and nothing else. What a source is paid for an offer
(commission) is not part of an offer here: it is stored and shown apart, and this module can't see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hub.domain.errors import PackError
from hub.domain.money import parse_decimal

LOOK_BACK = 365
"""Days of own spending that count."""

FEWEST_VISITS = 2
"""Visits to a merchant that make a habit."""

LEAST_WORTH = Decimal(1)
"""Offers worth less than this in a year are not worth a line."""


class Offer(NamedTuple):
    """A conditional benefit as a catalogue states it; terms as in DECIDE section 2.5, amounts in whole units.

    merchant: whom it is for; empty = the terms decide. region: country codes, empty = everywhere. instruments,
    products, networks: a card offer needs one of these. needs_activation: must be activated first. max_credit:
    in all, None = without limit. programme: value is in units of it. uses: how often at most. activate_by: last day to
    activate. form: as its source calls it (percent, cashback, coupon …); code: what has to be typed for it.
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
    uses: int | None = None
    activate_by: date | None = None
    form: str = ""
    code: str = ""

    @property
    def effort(self) -> tuple[str, ...]:
        """What has to be done for it, as codes: activate, type_code, start_there (at the portal or shop page)."""
        coupon = self.form == "coupon"
        parts = {
            "activate": self.needs_activation,
            "type_code": bool(self.code),
            "start_there": self.origin == "portal" and not self.code and not coupon,
        }
        return tuple(name for name, is_so in parts.items() if is_so)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the person taught. never: merchants they want nothing of; same, other: payees that are, or are not, one."""

    never: frozenset[str] = frozenset()
    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    other: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Visit(NamedTuple):
    """One payment to a merchant: its amount in minor units, positive = spent."""

    payee: str
    on: date
    amount: int


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether an offer can be used.

    ways: ids of own instruments, their products and networks. unit_values: programme → home money for a unit.
    activated: offers that were activated already.
    """

    currency: str
    country: str = ""
    ways: frozenset[str] = frozenset()
    unit_values: Mapping[str, Decimal] = field(default_factory=dict)
    activated: frozenset[str] = frozenset()


class OfferMatch(NamedTuple):
    """An offer against own spending.

    reason: why it fits ("you_buy_there") or not: expired, not_started, other_region, no_such_card, never_there,
    rarely_there, baskets_too_small, worth_little, unit_without_value, activation_over, you_said_never. worth: minor
    units until it ends, a year at most; per: once or year. visits, spent: there in the last year; usual: the middle
    basket; enough: visits that reach the minimum.
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
    get = document.get
    try:
        offer_id, kind = str(document["id"]), str(document["kind"])
        if kind not in {"percent", "fixed"}:
            raise PackError("unknown_offer_kind", where={"path": f"{where}.kind"}, kind=kind)
        top, least, uses, unit = get("max_credit"), get("min_spend"), get("uses"), get("programme")
        return Offer(
            id=offer_id,
            merchant=str(get("merchant", "")),
            title=str(get("title", "")),
            kind=kind,
            value=_number(str(document["value"])),
            source=str(get("source", "")),
            region=_texts(get("region")),
            origin=str(get("origin", "card")),
            valid_from=_day(get("valid_from")),
            valid_to=_day(get("valid_to")),
            min_spend=_NOTHING if least is None else _number(str(least)),
            max_credit=None if top is None else _number(str(top)),
            programme=None if unit is None else str(unit),
            instruments=_texts(get("instruments")),
            products=_texts(get("products")),
            networks=_texts(get("networks")),
            needs_activation="activation" in document,
            uses=None if uses is None else int(str(uses)),
            activate_by=_deadline(get("activation")),
            form=str(get("form", kind)),
            code=str(get("code", "")),
        )
    except KeyError as error:
        raise PackError("missing_field", where={"path": where}, field=str(error.args[0])) from None
    except ValueError as error:
        raise PackError("bad_value", where={"path": where}, reason=str(error)) from None


_NOTHING = Decimal(0)
_number = lru_cache(maxsize=1 << 14)(parse_decimal)
"""Offers differ, their numbers and days repeat."""
_date = lru_cache(maxsize=1 << 12)(date.fromisoformat)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if value and isinstance(value, (list, tuple)) else ()  # quicker than a union


def _deadline(activation: object) -> date | None:
    return _day(activation.get("deadline")) if isinstance(activation, Mapping) else None


def _day(value: object) -> date | None:
    return None if value is None else _date(str(value))
