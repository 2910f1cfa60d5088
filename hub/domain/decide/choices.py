"""What may be combined for one purchase: coupon sets, vouchers, portals, plans (DECIDE 4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from hub.domain.decide.casebook import Casebook, Method, is_open
from hub.domain.decide.charges import Discounts, apply_coupons
from hub.domain.decide.exact import ZERO, round_money
from hub.domain.decide.facts import View
from hub.domain.decide.offers import percent_or_fixed
from hub.domain.decide.prepare import Hop
from hub.domain.decide.situation import Coupon, Offer, OfferRow, Purchase, Voucher
from hub.domain.decide.terms import Plan

MOST_COUPONS = 6
"""Of the available coupons the first 6 are combined (DECIDE 4.1.2)."""

_NO_ROW = OfferRow()


@dataclass(frozen=True, slots=True)
class CouponSet:
    """A set of coupons, in listed order, with what it takes off and the flags of its availability."""

    ids: tuple[str, ...]
    discounts: Discounts
    flags: tuple[str, ...]


def coupon_sets(book: Casebook, purchase: Purchase, view: View) -> list[CouponSet]:
    """All subsets of the available coupons that may stand together."""
    available: list[tuple[Coupon, bool]] = []
    for coupon in book.case.coupons:
        if not coupon.valid.holds(purchase.on) or (not coupon.running and purchase.amount < coupon.min_basket):
            continue
        match = book.test(coupon.match)(view, purchase.amount, None)
        if match is not False:
            available.append((coupon, match is None))
    first = available[:MOST_COUPONS]
    return [
        _coupon_set(members, purchase)
        for size in range(len(first) + 1)
        for members in combinations(first, size)
        if size < 2 or all(coupon.combinable != "no" for coupon, _ in members)
    ]


def _coupon_set(members: tuple[tuple[Coupon, bool], ...], purchase: Purchase) -> CouponSet:
    discounts = apply_coupons(tuple(coupon for coupon, _ in members), purchase.amount, purchase.currency)
    doubted = [
        coupon.id for coupon, unknown in members if unknown or (len(members) > 1 and coupon.combinable == "unknown")
    ]
    flags = (*discounts.flags, *(f"availability_unknown:{name}" for name in doubted))
    return CouponSet(tuple(coupon.id for coupon, _ in members), discounts, flags)


def vouchers(book: Casebook, purchase: Purchase, view: View) -> Iterator[tuple[Voucher, bool]]:
    """Vouchers that may pay, and whether that is unknown (DECIDE 4.1.1)."""
    methods = book.methods(purchase.on)
    for voucher in book.case.vouchers:
        expired = voucher.expires_on is not None and voucher.expires_on < purchase.on
        if expired or voucher.currency != purchase.currency:
            continue
        if voucher.buy is not None and not _can_buy(methods[voucher.buy.with_instrument], purchase):
            continue
        match = book.test(voucher.match)(view, purchase.amount, None)
        if match is not False:
            yield voucher, match is None


def _can_buy(method: Method, purchase: Purchase) -> bool:
    return is_open(method, purchase.on) and not method.lacks_terms and method.currency == purchase.currency


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal that may be used: its credit (money or units), what that is worth by value set, flags."""

    id: str
    credit: Decimal
    programme: str | None
    worth: tuple[Decimal, Decimal, Decimal]
    flags: tuple[str, ...]
    offer: Offer


def portals(book: Casebook, purchase: Purchase, view: View, price: Decimal, *, with_coupons: bool) -> list[Portal]:
    """Portal offers for a price after coupons (DECIDE 4.1.6, 5.10)."""
    found = []
    for offer in book.case.offers:
        row = book.case.usage.offers.get(offer.id, _NO_ROW)
        if not offer.portal or not offer.valid.holds(purchase.on) or row.uses_left == 0:
            continue
        if price < offer.min_spend or (with_coupons and offer.void_with_coupon):
            continue
        match = book.test(offer.match)(view, price, None)
        if match is not False:
            found.append(_portal(book, purchase, offer, row, price, unknown=match is None))
    return found


def _portal(
    book: Casebook, purchase: Purchase, offer: Offer, row: OfferRow, price: Decimal, *, unknown: bool
) -> Portal:
    credit = percent_or_fixed(offer, price, purchase.currency)
    if offer.max_credit is not None:
        credit = min(credit, max(ZERO, offer.max_credit - row.credit_used))
    flags = [f"availability_unknown:{offer.id}"] if unknown else []
    if offer.programme is None:
        rate = book.reference(purchase.currency, purchase)
        money = round_money(credit * rate, book.home)
        return Portal(offer.id, credit, None, (money, money, money), tuple(flags), offer)
    value = book.value(offer.programme)
    if not value.known:
        flags.append(f"no_value:{offer.programme}")
    low, mid, high = (round_money(credit * at, book.home) for at in (value.at[1], value.at[0], value.at[2]))
    return Portal(offer.id, credit, offer.programme, (mid, low, high), tuple(flags), offer)


def plans(book: Casebook, hop: Hop, billed: Decimal, purchase: Purchase) -> Iterator[tuple[Plan, bool]]:
    """Each plan of the product that takes the amount, and whether that is unknown (DECIDE 4.1.5)."""
    version = hop.method.version
    for plan in version.plans if version is not None else ():
        if not plan.valid.holds(purchase.on):
            continue
        if (plan.min_amount or ZERO) > billed or (plan.max_amount is not None and billed > plan.max_amount):
            continue
        match = book.test(plan.match)(hop.view, billed, None)
        if match is not False:
            yield plan, match is None
