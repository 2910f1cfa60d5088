"""Reads a case document (`coffer-case/1`, DECIDE section 2) into frozen values."""

from __future__ import annotations

from contextlib import nullcontext

from hub.domain.decide import read_person, read_terms
from hub.domain.decide.checks import check_case
from hub.domain.decide.reading import Object, numbered
from hub.domain.decide.situation import Case, Purchase, Refund
from hub.domain.memory import no_collection

FORMAT = "coffer-case/1"

_LONG = 5_000
"""Events from which on the search for cycles is held back: all that is read stays."""


def parse(document: Object) -> Case:
    """The case of a JSON document.

    The document must satisfy `decide.schema.json`. Raises CaseError, where holds the JSON path, for what a schema
    can't say: unknown or duplicate ids, days that don't exist, tier tables that don't ascend.
    """
    profile = read_person.profile(document["profile"], "$.profile")
    home = profile.home_currency
    terms = document.get("terms", {})
    situation = document["situation"]
    kind = next(name for name in ("purchase", "history", "planned") if name in situation)
    case = Case(
        kind=kind,
        profile=profile,
        programmes=read_terms.programmes(terms, "$.terms"),
        categories=read_terms.categories(terms),
        products=read_terms.products(terms, "$.terms"),
        instruments=tuple(read_person.instrument(x, p) for x, p in numbered(document["instruments"], "$.instruments")),
        coupons=tuple(read_person.coupon(x, p) for x, p in numbered(document.get("coupons", ()), "$.coupons")),
        offers=tuple(read_person.offer(x, p) for x, p in numbered(document.get("offers", ()), "$.offers")),
        vouchers=tuple(
            read_person.voucher(x, p, home) for x, p in numbered(document.get("vouchers", ()), "$.vouchers")
        ),
        usage=read_person.usage(document.get("usage", {}), "$.usage"),
        rates=read_person.rates(situation.get("rates", {}), "$.situation.rates"),
        events=_events(situation, kind, home),
    )
    check_case(case)
    return case


def _events(situation: Object, kind: str, home: str) -> tuple[Purchase | Refund, ...]:
    if kind == "purchase":
        return (read_person.purchase(situation["purchase"], "$.situation.purchase", home),)
    listed = situation[kind]
    with no_collection() if len(listed) > _LONG else nullcontext():
        return tuple(
            read_person.refund(item, place) if "refund_of" in item else read_person.purchase(item, place, home)
            for item, place in numbered(listed, f"$.situation.{kind}")
        )
