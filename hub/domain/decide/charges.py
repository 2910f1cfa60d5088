"""From the list price to the amount that is billed: coupons, method price, currency (DECIDE 5.1, 5.3, 5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.casebook import Casebook, Method, Path
from hub.domain.decide.exact import ONE, ZERO, money_text, round_money
from hub.domain.decide.situation import Acceptance, Coupon, Purchase
from hub.domain.decide.terms import NO_COSTS


class Discounts(NamedTuple):
    """What a set of coupons takes off: amounts by coupon id, the price left, flags."""

    taken: tuple[tuple[str, Decimal], ...]
    price: Decimal
    flags: tuple[str, ...]


def apply_coupons(coupons: tuple[Coupon, ...], list_price: Decimal, currency: str) -> Discounts:
    """Percent coupons in listed order, then fixed ones, each on what is left of the price."""
    price = list_price
    taken: list[tuple[str, Decimal]] = []
    flags: list[str] = []
    for coupon in sorted(coupons, key=lambda coupon: not coupon.percent):
        if coupon.running and price < coupon.min_basket:
            flags.append(f"coupon_short:{coupon.id}:{money_text(coupon.min_basket - price, currency)}")
            continue
        off = round_money(price * coupon.value, currency) if coupon.percent else min(coupon.value, price)
        if coupon.max_discount is not None:
            off = min(off, coupon.max_discount)
        taken.append((coupon.id, off))
        price -= off
    return Discounts(tuple(taken), price, tuple(flags))


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the merchant says about one path; money in purchase currency, None is no limit."""

    accepted: str = "yes"
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    surcharge_rate: Decimal = ZERO
    surcharge_fixed: Decimal = ZERO
    cash_discount_rate: Decimal = ZERO


NO_CONDITIONS = Conditions()


def conditions(path: Path, acceptance: tuple[Acceptance, ...]) -> Conditions:
    """Each value from the first entry that fits the path and has it (DECIDE 2.7)."""
    if not acceptance:
        return NO_CONDITIONS
    facing = next((hop for hop in path if not hop.is_wallet or hop.wallet.staged), path[-1])
    fitting = [entry for entry in acceptance if _fits(entry, path, facing)]
    return Conditions(
        next((e.accepted for e in fitting if e.accepted is not None), "yes"),
        next((e.min_amount for e in fitting if e.min_amount is not None), None),
        next((e.max_amount for e in fitting if e.max_amount is not None), None),
        next((e.surcharge_rate for e in fitting if e.surcharge_rate is not None), ZERO),
        next((e.surcharge_fixed for e in fitting if e.surcharge_fixed is not None), ZERO),
        next((e.cash_discount_rate for e in fitting if e.cash_discount_rate is not None), ZERO),
    )


def _fits(entry: Acceptance, path: Path, facing: Method) -> bool:
    if entry.kind is not None and entry.kind != facing.kind:
        return False
    if entry.network is not None and entry.network != facing.network:
        return False
    if entry.instrument is not None and all(entry.instrument != hop.instrument.id for hop in path):
        return False
    return entry.wallet is None or any(hop.is_wallet and entry.wallet in hop.names for hop in path)


class Bill(NamedTuple):
    """What one path is charged. rest is what the method has to pay (P2), in purchase currency like surcharge, discount
    and price (P3); billed (B), fee (f) and surcharge_billed are in billing currency; rates are ρ(p) and ρ(b)."""

    rest: Decimal
    surcharge: Decimal
    discount: Decimal
    price: Decimal
    billed: Decimal
    fee: Decimal
    surcharge_billed: Decimal
    purchase_rate: Decimal
    billing_rate: Decimal
    currency: str
    list_billed: Decimal


def bill(book: Casebook, purchase: Purchase, path: Path, rest: Decimal, terms: Conditions, *, dcc: bool) -> Bill:
    """Surcharge, cash discount, conversion and FX fee on the last hop of a path."""
    own, billing = purchase.currency, path[-1].currency
    purchase_rate = book.reference(own, purchase)
    billing_rate = purchase_rate if billing == own else book.reference(billing, purchase)
    surcharge = round_money(rest * terms.surcharge_rate + terms.surcharge_fixed, own)
    discount = round_money(rest * terms.cash_discount_rate, own)
    price = rest + surcharge - discount
    version = path[-1].version
    costs = version.costs if version is not None else NO_COSTS
    if own == billing:
        billed = price
    elif dcc:
        markup = ONE + (purchase.dcc_markup_rate or ZERO)
        billed = round_money(price * purchase_rate * markup / billing_rate, billing)
    else:
        rate = book.network_rate(purchase, billing)
        if rate is not None:
            billed = round_money(price * rate, billing)
        else:
            billed = round_money(price * purchase_rate * (ONE + costs.fx_spread_rate) / billing_rate, billing)
    fee = ZERO
    foreign = own != billing
    if (foreign and not dcc) or (costs.fx_fee_abroad and (dcc or _abroad(book, purchase))):
        fee = round_money(max(costs.fx_fee_min, costs.fx_fee_rate * billed + costs.fx_fee_fixed), billing)
    return Bill(
        rest=rest,
        surcharge=surcharge,
        discount=discount,
        price=price,
        billed=billed,
        fee=fee,
        surcharge_billed=round_money(surcharge * billed / price, billing) if surcharge and price else ZERO,
        purchase_rate=purchase_rate,
        billing_rate=billing_rate,
        currency=billing,
        list_billed=purchase.amount if not foreign else purchase.amount * purchase_rate / billing_rate,
    )


def _abroad(book: Casebook, purchase: Purchase) -> bool:
    """Both countries known and different; an unknown country is never abroad (DECIDE 12.8)."""
    home, country = book.case.profile.country, book.country(purchase)
    return home is not None and country is not None and country != home
