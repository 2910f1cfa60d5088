"""The calculation of one path in one box of worlds: the order of DECIDE section 5."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.benefits import benefit_credits, sign_up
from hub.domain.decide.charges import Bill
from hub.domain.decide.exact import ZERO, money_text, round_money
from hub.domain.decide.financing import with_plan, without_plan
from hub.domain.decide.offers import card_offers
from hub.domain.decide.prepare import Hop
from hub.domain.decide.route import Route
from hub.domain.decide.situation import Voucher
from hub.domain.decide.tally import Tally
from hub.domain.decide.terms import Plan
from hub.domain.decide.units import earn
from hub.domain.decide.usage import spent_key
from hub.domain.decide.worlds import Box


class Payment(NamedTuple):
    """What is calculated: a path with its bill, a plan or none; route None is a voucher that pays everything."""

    route: Route | None
    bill: Bill | None
    plan: Plan | None = None
    voucher: Voucher | None = None
    voucher_used: Decimal = ZERO
    buyer: Hop | None = None
    voucher_rate: Decimal = ZERO
    toggles: bool = True

    @property
    def ranged(self) -> bool:
        """Whether a programme with a range of unit values is involved."""
        return (self.route is not None and self.route.ranged) or (self.buyer is not None and self.buyer.ranged)

    @property
    def linear(self) -> bool:
        """Whether other unit values change lines only, not what applies."""
        return self.route is None or self.route.linear


NO_VOUCHER = Payment(None, None)
"""The start of a payment without stored value."""


def calculate(payment: Payment, tally: Tally, box: Box) -> None:
    """Add to the tally all lines of a payment but coupons, portal and return risk."""
    if payment.voucher is not None:
        _voucher(payment, payment.voucher, tally, box)
    if payment.route is not None and payment.bill is not None and payment.bill.rest:
        _path(payment, payment.route, payment.bill, tally, box)


def _voucher(payment: Payment, voucher: Voucher, tally: Tally, box: Box) -> None:
    """5.2: bought or owned stored value; buying comes first, so that the caps it uses are gone for the rest."""
    rate, used = payment.voucher_rate, payment.voucher_used
    buying = voucher.buy
    if buying is None:
        facts = {"used": used, "fraction": voucher.value_fraction}
        saved = used * (1 - voucher.value_fraction) * rate
        tally.line("stored_value_discount", saved, voucher.id, "stored_value_owned", facts)
        return
    facts = {"face": voucher.face, "price": buying.price}
    tally.line("stored_value_discount", (voucher.face - buying.price) * rate, voucher.id, "stored_value_bought", facts)
    lost = {"face": voucher.face, "probability": voucher.breakage}
    tally.line("breakage", -voucher.breakage * voucher.face * rate, voucher.id, "breakage", lost)
    if voucher.face > used:
        tally.flags.add(f"leftover_balance:{money_text(voucher.face - used, voucher.currency)}")
    buyer = payment.buyer
    if buyer is not None and buying.price and not _excluded(buyer, buying.price, box):
        earn(buyer, "voucher_reward", buying.price, buying.price, rate, tally, box)


def _path(payment: Payment, route: Route, bill: Bill, tally: Tally, box: Box) -> None:
    hops = route.seen_by(box)
    last = hops[-1]
    _method_lines(route, bill, tally)
    lowered = ZERO
    for position in route.offer_order:
        lowered += card_offers(hops[position], bill, tally, box, toggles=payment.toggles)
    spends = _rewards(payment, hops, bill, lowered, tally, box)
    for hop in hops:
        if hop.credits:
            benefit_credits(hop, bill, tally, box)
    if payment.plan is None:
        without_plan(last.method, bill, tally, box)
    else:
        with_plan(last.method, payment.plan, bill, tally)
    for hop, spend in zip(hops, spends, strict=True):
        if hop.bonus is not None:
            sign_up(hop, spend, bill, tally, box)
        for earner in hop.tiered:
            tally.add(earner.counter.card_key(tally.dates), bill.billed)
    name = last.method.instrument.id
    if name in tally.book.case.usage.available:
        tally.add(spent_key(name), bill.billed + bill.fee)


def _method_lines(route: Route, bill: Bill, tally: Tally) -> None:
    """5.3 to 5.5: what the method, wallets and the currency cost or save."""
    name, rate = route.path[-1].instrument.id, bill.purchase_rate
    if bill.surcharge:
        tally.line("surcharge", -bill.surcharge * rate, name, "surcharge", {"surcharge": bill.surcharge})
    if bill.discount:
        tally.line("cash_discount", bill.discount * rate, name, "cash_discount", {"discount": bill.discount})
    for hop in route.path:
        if hop.is_wallet and hop.wallet.fee_rate:
            fee = round_money(bill.billed * hop.wallet.fee_rate, bill.currency)
            facts = {"base": bill.billed, "rate": hop.wallet.fee_rate}
            tally.line("wallet_fee", -fee * bill.billing_rate, hop.instrument.id, "wallet_fee", facts)
    spread = bill.billed * bill.billing_rate - bill.price * rate
    if spread:
        facts = {"billed": bill.billed, "price": bill.price, "rate": bill.billing_rate}
        tally.line("fx_spread", -spread, name, "fx_spread", facts)
    if bill.fee:
        tally.line("fx_fee", -bill.fee * bill.billing_rate, name, "fx_fee", {"base": bill.billed, "fee": bill.fee})


def _rewards(payment: Payment, hops: list[Hop], bill: Bill, lowered: Decimal, tally: Tally, box: Box) -> list[Decimal]:
    """5.7 to 5.11: rewards of the last hop, then of the wallets; gives the spend that counts for sign-up, by hop."""
    last = hops[-1]
    version = last.method.version
    base = bill.billed - lowered
    if bill.surcharge_billed and version is not None and not version.surcharge_earns:
        base -= bill.surcharge_billed
    base = max(ZERO, base)
    if payment.plan is not None and not payment.plan.full_rewards:
        base = ZERO
    spends = [base, *(bill.billed for _ in hops[:-1])]
    for number, hop in enumerate((last, *hops[:-1])):
        if spends[number] and _excluded(hop, bill.billed, box):
            spends[number] = ZERO
        if spends[number]:
            kind = "wallet_reward" if hop.method.is_wallet else "reward"
            earn(hop, kind, spends[number], bill.billed, bill.billing_rate, tally, box)
    return [*spends[1:], spends[0]]


def _excluded(hop: Hop, billed: Decimal, box: Box) -> bool:
    return hop.excluded is not None and bool(hop.excluded(hop.view, billed, box))
