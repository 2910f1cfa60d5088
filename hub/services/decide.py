"""Pay with…: every way to pay for a concrete purchase, from the person's own instruments, terms, caps and offers.

Local and immediate: nothing leaves, so no consent is asked. `DECIDE.md` in the design defines the calculation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hub.domain.catalogue import terms_of
from hub.domain.decide.model import Comparison
from hub.domain.errors import CaseError
from hub.domain.shop import Shop, additions
from hub.services import accounts, cases, rates, shops, usage, vouchers
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
    """The situation as the person describes it; what is not known stays empty and is compared as unknown.

    accepted: (instrument, yes or no) as the person said it of the shop.
    """

    amount: Decimal
    currency: str
    on: date
    merchant: str = ""
    category: str = ""
    mcc: str = ""
    country: str = ""
    channel: str = ""
    contactless: bool | None = None
    accepted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what the screen needs to name things: the case it came from and names by id."""

    purchase: Purchase
    comparison: Comparison
    case: Mapping[str, Any]
    names: Mapping[str, str]
    kinds: Mapping[str, str]


def compare(vault: Vault, purchase: Purchase, shop: Shop | None = None) -> Compared:
    """Every way to pay, ranked by what it is worth to the person. CaseError when there is none at all.

    shop: what is known of the merchant, where the caller looked it up already.
    """
    case = case_of(vault, purchase, shop)
    if not case["instruments"]:
        raise CaseError("no_instruments", next_step="add_instrument")
    known = terms_service.instruments(vault)
    names = {one.id: one.name for one in known}
    names |= {offer["id"]: offer["title"] for offer, _ in _offers(vault)}
    names |= {one.option_id: one.name for one in vouchers.all_vouchers(vault)}
    kinds = {one.id: one.kind for one in known}
    return Compared(purchase, cases.compare(case), case, names, kinds)


def completed(vault: Vault, purchase: Purchase) -> Purchase:
    """A purchase with what is known of its shop where nobody said it: kind or code, country, channel."""
    with vault.read() as connection:
        country = settings.load(connection).country
    shop = shops.find(vault, purchase.merchant, _own(vault)[0]["terms"]["categories"])
    if shop is None:
        return purchase
    said = {name: getattr(purchase, name) for name in ("category", "mcc", "country", "channel", "contactless")}
    added = additions(shop, said, country)
    return replace(purchase, **{name: value for one in added.values() for name, value in one.items()})


def case_of(vault: Vault, purchase: Purchase, shop: Shop | None = None) -> dict[str, Any]:
    """The case document (`coffer-case/1`) of a purchase: complete, so that it can be looked at and repeated."""
    case, account_of = _own(vault)
    # an offer of one shop is none for a purchase in a shop that nobody named: it would lead every ranking
    offers = [
        (offer, state)
        for offer, state in _offers(vault)
        if (purchase.merchant or not offer.get("merchant")) and offer.get("kind") and "discount" not in offer
    ]
    _add_offers(case, offers)
    with vault.read() as connection:
        case["vouchers"] = vouchers.documents(connection, purchase.on, purchase.merchant)
    bought = document(purchase)
    taken = acceptance(vault, purchase, case, shop)
    if taken:
        bought["acceptance"] = taken
    case["situation"] = {"rates": reference(vault, purchase, case["profile"]["home_currency"]), "purchase": bought}
    cards = [pair for pair in offers if pair[0].get("form") != "coupon"]
    case["usage"] = usage.of(vault, case, account_of, purchase.on, _states(cards))
    left = _uses_left(vault, [offer for offer, _ in cards])
    if left:
        case["usage"]["offers"] = [*case["usage"].get("offers", ()), *left]
    return case


def acceptance(
    vault: Vault, purchase: Purchase, case: Mapping[str, Any], shop: Shop | None = None
) -> list[dict[str, str]]:
    """What the shop of a purchase takes: as the person said, as it took before, as a catalogue says."""
    found = shop or shops.find(vault, purchase.merchant, case["terms"]["categories"])
    return shops.acceptance(found, case, purchase.accepted)


def _own(vault: Vault) -> tuple[dict[str, Any], dict[str, int | None]]:
    """The person's side of a case: profile, terms and instruments; and accounts by instrument."""
    with vault.read() as connection:
        chosen = settings.load(connection)
        packs = [document for _, _, _, document in rows.packs_of(connection, "terms")]
        products = rows.all_products(connection)
        programmes = rows.all_programmes(connection)
        own = rows.all_instruments(connection)
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
    terms = {"programmes": [document for document, _ in programmes], "categories": categories, "products": products}
    case: dict[str, Any] = {
        "format": "coffer-case/1",
        "profile": _of_these(profile, {one["id"] for one in instruments}),
        "terms": terms,
        "instruments": instruments,
    }
    return case, {document["id"]: account_id for document, _, account_id in own}


def _add_offers(case: dict[str, Any], offers: list[tuple[dict[str, Any], str]]) -> None:
    coupons = [offer for offer, _ in offers if offer.get("form") == "coupon"]
    case["offers"] = [terms_of(offer) for offer, _ in offers if offer.get("form") != "coupon"]
    case["coupons"] = [_coupon(offer) for offer in coupons]


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
