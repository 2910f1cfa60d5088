"""Pay with…: every way to pay for a concrete purchase, from the person's own instruments, terms, caps and offers.

Local and immediate: nothing leaves, so no consent is asked. `DECIDE.md` in the design defines the calculation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.domain.catalogue import terms_of
from hub.domain.decide.model import Comparison
from hub.domain.errors import CaseError
from hub.services import accounts, cases, rates, usage, vouchers
from hub.services import terms as terms_service
from storage import offers as offer_rows
from storage import settings
from storage import terms as rows
from storage.vault import Vault

CHANNELS = ("in_store", "online", "in_app", "phone", "recurring")
_COUPON = {
    "id": "id", "kind": "kind", "value": "value", "min_spend": "min_basket", "max_credit": "max_discount",
    "match": "match", "valid_from": "valid_from", "valid_to": "valid_to",
}  # fmt: skip
"""Names of a coupon's terms: in a catalogue, in a case."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """The situation as the person describes it; what is not known stays empty and is compared as unknown."""

    amount: Decimal
    currency: str
    on: date
    merchant: str = ""
    category: str = ""
    mcc: str = ""
    country: str = ""
    channel: str = ""
    contactless: bool | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what the screen needs to name things: the case it came from and names by id."""

    purchase: Purchase
    comparison: Comparison
    case: Mapping[str, Any]
    names: Mapping[str, str]
    kinds: Mapping[str, str]


def compare(vault: Vault, purchase: Purchase) -> Compared:
    """Every way to pay, ranked by what it is worth to the person. CaseError when there is none at all."""
    case = case_of(vault, purchase)
    if not case["instruments"]:
        raise CaseError("no_instruments", next_step="add_instrument")
    known = terms_service.instruments(vault)
    names = {one.id: one.name for one in known}
    names |= {offer["id"]: offer["title"] for offer, _ in _offers(vault)}
    names |= {one.option_id: one.name for one in vouchers.all_vouchers(vault)}
    kinds = {one.id: one.kind for one in known}
    return Compared(purchase, cases.compare(case), case, names, kinds)


def case_of(vault: Vault, purchase: Purchase) -> dict[str, Any]:
    """The case document (`coffer-case/1`) of a purchase: complete, so that it can be looked at and repeated."""
    with vault.read() as connection:
        chosen = settings.load(connection)
        packs = [document for _, _, _, document in rows.packs_of(connection, "terms")]
        products = rows.all_products(connection)
        programmes = rows.all_programmes(connection)
        own = rows.all_instruments(connection)
        stored_value = vouchers.documents(connection, purchase.on, purchase.merchant)
    profile: dict[str, Any] = {}
    categories: dict[str, Any] = {}
    for pack in packs:
        profile |= pack.get("profile", {})
        categories |= pack.get("terms", {}).get("categories", {})
    profile["home_currency"] = chosen.home_currency
    if chosen.country:
        profile["country"] = chosen.country
    points = {document["id"]: {"value": value} for document, value in programmes if value is not None}
    profile["point_values"] = {**profile.get("point_values", {}), **points}
    instruments = [{key: value for key, value in document.items() if key != "account"} for document, _, _ in own]
    account_of = {document["id"]: account_id for document, _, account_id in own}
    # an offer of one shop is none for a purchase in a shop that nobody named: it would lead every ranking
    offers = [
        (offer, state)
        for offer, state in _offers(vault)
        if (purchase.merchant or not offer.get("merchant")) and offer.get("kind") and "discount" not in offer
    ]
    coupons = [pair for pair in offers if pair[0].get("form") == "coupon"]
    offers = [pair for pair in offers if pair[0].get("form") != "coupon"]
    case: dict[str, Any] = {
        "format": "coffer-case/1",
        "profile": _of_these(profile, {one["id"] for one in instruments}),
        "terms": {
            "programmes": [document for document, _ in programmes],
            "categories": categories,
            "products": products,
        },
        "instruments": instruments,
        "offers": [terms_of(offer) for offer, _ in offers],
        "coupons": [_coupon(offer) for offer, _ in coupons],
        "vouchers": stored_value,
        "situation": {
            "rates": reference(vault, purchase, chosen.home_currency),
            "purchase": document(purchase),
        },
    }
    case["usage"] = usage.of(vault, case, account_of, purchase.on, _states(offers))
    left = _uses_left(vault, [offer for offer, _ in offers])
    if left:
        case["usage"]["offers"] = [*case["usage"].get("offers", ()), *left]
    return case


def _offers(vault: Vault) -> list[tuple[dict[str, Any], str]]:
    with vault.read() as connection:
        return [(offer, state) for offer, state in rows.all_offers(connection) if state not in ("never", "used")]


def _states(offers: list[tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    """Activations that the person told us of; what they did not say stays unknown."""
    known = {"active": "yes", "tracked": "no"}
    return [
        {"id": offer["id"], "state": known[state]}
        for offer, state in offers
        if "activation" in offer and state in known
    ]


def _coupon(offer: Mapping[str, Any]) -> dict[str, Any]:
    return {named: offer[name] for name, named in _COUPON.items() if name in offer}


def _uses_left(vault: Vault, offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How often offers of so many uses may still be used."""
    limited = {offer["id"]: int(offer["uses"]) for offer in offers if "uses" in offer}
    if not limited:
        return []
    with vault.read() as connection:
        used = Counter(str(use["offer"]) for use in offer_rows.uses(connection))
    return [{"offer": offer, "uses_left": max(0, most - used[offer])} for offer, most in limited.items()]


def _of_these(profile: dict[str, Any], ids: set[str]) -> dict[str, Any]:
    payer = {key: value for key, value in profile.get("payer", {}).items() if key in ids}
    return {**profile, "payer": payer}


def reference(vault: Vault, purchase: Purchase, home: str) -> dict[str, Any]:
    """The rates of a case on the purchase's day: of its currency, the home currency and those of the accounts."""
    known = rates.reference(vault, home, purchase.on)
    currencies = {one.account.currency for one in accounts.positions(vault)} | {purchase.currency, home}
    return {"reference": {code: format(known[code].normalize(), "f") for code in sorted(currencies & set(known))}}


def document(purchase: Purchase) -> dict[str, Any]:
    """A purchase as a case holds it, without an id."""
    found: dict[str, Any] = {
        "date": purchase.on.isoformat(),
        "amount": format(purchase.amount, "f"),
        "currency": purchase.currency,
    }
    texts = ("merchant", "category", "mcc", "country", "channel")
    found |= {name: getattr(purchase, name) for name in texts if getattr(purchase, name)}
    if purchase.contactless is not None:
        found["contactless"] = purchase.contactless
    return found
