"""When an offer is worth a word: at the purchase, before a bill that it lowers, before it runs out. Never else.

A hint at a minimum that is just missed names no thing to buy: only what is planned at that shop anyway, or that the
next usual basket reaches it, makes one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.domain.bill import Bill
from hub.domain.merchants import MerchantIndex
from hub.domain.money import digits_of, to_minor
from hub.domain.offer_life import credit_of
from hub.domain.offers import Offer, OfferMatch, offer_of
from hub.services import bills, offers, planned, settings
from hub.services.offers import OfferView
from storage import offers as rows
from storage.vault import Vault

AHEAD = 7
"""Days before a bill or an end at which an offer is worth a word."""
_OPEN = frozenset({"seen", "tracked", "active"})
_DECIDED = frozenset({"tracked", "active"})
_UNPAID = frozenset({"expected", "due", "late"})


@dataclass(frozen=True, slots=True)
class Moment:
    """An offer in a situation. code: bill_due, ends_soon, activate_soon, missing_credit; on: the day that counts.

    what: the biller; worth: minor units that it brings then.
    """

    code: str
    view: OfferView
    on: date
    worth: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """An offer that the person decided for and that ends. code: ends_soon, activate_soon; on: the last day."""

    code: str
    offer: Offer
    on: date


@dataclass(frozen=True, slots=True)
class Hint:
    """A minimum that is just missed. short, gain: minor units; way: planned (with what) or next_visit."""

    offer: Offer
    short: int
    gain: int
    way: str
    what: str = ""


def moments(vault: Vault, today: date, views: Iterable[OfferView] | None = None) -> list[Moment]:
    """The situations of the next days, soonest first. views: offers that were matched already."""
    known = [one for one in (offers.matched(vault, today) if views is None else views) if one.state in _OPEN]
    currency = settings.load(vault).home_currency
    due = [one for one in bills.overview(vault, today, ahead=AHEAD).bills if one.state in _UNPAID and one.amount < 0]
    found = [*_before_ends(known, today), *_before_bills(due, known, today, currency)]
    return sorted(found, key=lambda one: (one.on, -one.worth, one.view.offer.id))


def at_purchase(vault: Vault, merchant: str, today: date, views: Iterable[OfferView] | None = None) -> list[OfferView]:
    """The offers of a shop where the person is about to pay, those put away or used left out.

    views: offers that were matched already.
    """
    if not merchant:
        return []
    return there(offers.matched(vault, today) if views is None else views, merchant)


def there(views: Iterable[OfferView], merchant: str) -> list[OfferView]:
    """Those of matched offers that count at a shop."""
    index = MerchantIndex([merchant])
    return [one for one in views if _is_usable(one) and one.offer.merchant and index.find(one.offer.merchant)]


def before_bill(vault: Vault, bill: Bill, today: date, views: Iterable[OfferView] | None = None) -> list[Moment]:
    """The offers that lower a bill which is not paid yet, the one that brings most first."""
    if bill.state not in _UNPAID or bill.amount >= 0 or not bill.biller:
        return []
    currency = settings.load(vault).home_currency
    known = offers.matched(vault, today) if views is None else views
    found = _before_bills([bill], known, today, currency)
    return sorted(found, key=lambda one: (-one.worth, one.view.offer.id))


def ending(vault: Vault, today: date) -> list[Ending]:
    """Offers that the person tracks or activated and that end, or have to be activated, in the next days."""
    last = today + timedelta(days=AHEAD)
    with vault.read() as connection:
        followed = rows.in_states(connection, _DECIDED)
    found = []
    for document, state in followed:
        offer = offer_of(document)
        if offer.activate_by is not None and state != "active" and today <= offer.activate_by <= last:
            found.append(Ending("activate_soon", offer, offer.activate_by))
        elif offer.valid_to is not None and today <= offer.valid_to <= last:
            found.append(Ending("ends_soon", offer, offer.valid_to))
    return sorted(found, key=lambda one: (one.on, one.offer.id))


def _is_usable(one: OfferView) -> bool:
    return one.state in _OPEN and (one.match.fits or one.match.reason in _IN_SITUATION)


_IN_SITUATION = frozenset({"never_there", "rarely_there", "baskets_too_small", "worth_little"})
"""Reasons against an offer that don't count for somebody who is paying there."""


def hints(
    vault: Vault, merchant: str, amount: Decimal, today: date, views: Iterable[OfferView] | None = None
) -> list[Hint]:
    """Minimums that a purchase just misses and that are reached without buying anything for their sake."""
    chosen = settings.load(vault)
    currency, price = chosen.home_currency, to_minor(amount, chosen.home_currency)
    wanted = [
        (one.name, to_minor(one.purchase.amount, currency))
        for one in planned.listed(vault)
        if one.done_on is None
        and one.purchase.currency == currency
        and one.purchase.merchant
        and MerchantIndex([one.purchase.merchant]).find(merchant)
    ]
    found = (hint_of(one.match, price, wanted, currency) for one in at_purchase(vault, merchant, today, views))
    return [one for one in found if one is not None]


def hint_of(match: OfferMatch, price: int, planned: Iterable[tuple[str, int]], currency: str) -> Hint | None:
    """The hint for a purchase of a price (minor units) below an offer's minimum; None when only filler would help.

    planned: (what, minor units) of what the person wants to buy there anyway.
    """
    offer = match.offer
    least = int(offer.min_spend * Decimal(10) ** digits_of(currency))
    short = least - price
    if short <= 0 or offer.programme is not None:
        return None
    for what, cost in planned:
        gain = credit_of(offer, price + cost, currency)
        if cost >= short and gain:
            return Hint(offer, short, gain, "planned", what)
    gain = credit_of(offer, max(least, match.usual), currency)
    if match.usual >= least and gain and match.visits > 1:
        return Hint(offer, short, gain, "next_visit")
    return None


def _before_ends(views: Iterable[OfferView], today: date) -> list[Moment]:
    last = today + timedelta(days=AHEAD)
    found = []
    for one in views:
        offer = one.offer
        if not (one.match.fits or (one.state in _DECIDED and one.match.reason in _IN_SITUATION)):
            continue
        deadline = offer.activate_by
        if deadline is not None and one.state != "active" and today <= deadline <= last:
            found.append(Moment("activate_soon", one, deadline, one.match.worth))
        elif offer.valid_to is not None and today <= offer.valid_to <= last:
            found.append(Moment("ends_soon", one, offer.valid_to, one.match.worth))
    return found


def _before_bills(bills_due: Iterable[Bill], views: Iterable[OfferView], today: date, currency: str) -> list[Moment]:
    """Bills at a merchant of an offer, whose amount brings something."""
    due = [bill for bill in bills_due if bill.currency == currency]
    index = MerchantIndex([bill.biller for bill in due])
    found = []
    for one in views:
        for at in index.find(one.offer.merchant) if _is_usable(one) and one.offer.merchant else ():
            bill = due[at]
            ends = one.offer.valid_to
            credit = credit_of(one.offer, -bill.amount, currency)
            if credit and today <= bill.due_on and (ends is None or bill.due_on <= ends):
                found.append(Moment("bill_due", one, bill.due_on, credit, bill.biller))
    return found
