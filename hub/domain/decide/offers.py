"""Card offers on a path: which apply, what they credit, what they promise (DECIDE 5.6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from hub.domain.decide.charges import Bill
from hub.domain.decide.exact import ONE, ZERO, money_text, round_money
from hub.domain.decide.prepare import Deal, Hop
from hub.domain.decide.situation import Offer, OfferRow
from hub.domain.decide.tally import Entry, Tally, Toggle
from hub.domain.decide.usage import Key, granted_key, progress_key, uses_key
from hub.domain.decide.worlds import Box

_NO_ROW = OfferRow()


@dataclass(slots=True)
class _Yield:
    """What one offer gives: credit in its own units (or billing money); worth of credit or share in home money."""

    deal: Deal
    flags: set[str]
    credit: Decimal = ZERO
    worth: Decimal = ZERO
    is_share: bool = False
    counts_progress: bool = False
    is_valued: bool = False


def card_offers(hop: Hop, bill: Bill, tally: Tally, box: Box, *, toggles: bool) -> Decimal:
    """Add the offers that apply on one hop; gives the money credits that lower the earning base.

    toggles: an unknown activation that nothing else depends on is kept apart instead of splitting the box.
    """
    for name, test in hop.dormant_offers:
        if uses_left(tally, name) and test(hop.view, bill.billed, None) is not False:
            tally.flags.add(f"activation_possible:{name}")
    found: list[_Yield] = []
    best: dict[str, _Yield] = {}
    for deal in hop.deals:
        apart = toggles and deal.lone and deal.fact is not None
        given = _try(hop, deal, bill, tally, box, apart=apart)
        if given is None:
            continue
        found.append(given)
        group = deal.offer.stack_group
        if group is not None and (group not in best or given.worth > best[group].worth):
            best[group] = given
    lowered = ZERO
    for given in found:
        deal, group = given.deal, given.deal.offer.stack_group
        if group is None or best[group] is given:
            apart = toggles and deal.lone and deal.fact is not None
            lowered += _book(given, bill, tally, box, apart=apart)
    return lowered


def uses_left(tally: Tally, offer: str) -> bool:
    """Whether an offer may still pay."""
    row = tally.book.case.usage.offers.get(offer, _NO_ROW)
    return row.uses_left is None or tally.read(uses_key(offer)) < row.uses_left


def _try(hop: Hop, deal: Deal, bill: Bill, tally: Tally, box: Box, *, apart: bool) -> _Yield | None:
    """What an offer would give; None where it does not apply. Flags of an offer kept apart stay with it."""
    offer = deal.offer
    if not uses_left(tally, offer.id):
        return None
    if deal.test is not None and not deal.test(hop.view, bill.billed, box):
        return None
    if deal.fact is not None and not apart and not box.ask_yes(deal.fact):
        return None
    flags: set[str] = set() if apart else tally.flags
    most = None if offer.max_credit is None else max(ZERO, offer.max_credit - tally.read(granted_key(offer.id)))
    if offer.cumulative:
        return _cumulative(deal, bill, tally, most, flags)
    basis = bill.list_billed if offer.list_basis else bill.billed
    if basis < offer.min_spend:
        flags.add(f"offer_short:{offer.id}:{money_text(offer.min_spend - basis, bill.currency)}")
        return _Yield(deal, flags) if apart else None
    credit = percent_or_fixed(offer, bill.billed, bill.currency)
    credit = credit if most is None else min(credit, most)
    return _Yield(deal, flags, credit, credit * _unit(offer, bill, tally), is_valued=True)


def percent_or_fixed(offer: Offer, basis: Decimal, currency: str) -> Decimal:
    """The credit of an offer before its limit: money rounded to the minor unit and within the basis, units down."""
    if offer.programme is not None:
        return (offer.value * basis).to_integral_value(ROUND_FLOOR) if offer.percent else offer.value
    return min(round_money(offer.value * basis, currency) if offer.percent else offer.value, basis)


def _cumulative(deal: Deal, bill: Bill, tally: Tally, most: Decimal | None, flags: set[str]) -> _Yield | None:
    offer, billed = deal.offer, bill.billed
    missing = offer.min_spend - tally.read(progress_key(offer.id))
    if missing <= ZERO:
        return None
    unit = _unit(offer, bill, tally)
    if billed >= missing:
        credit = offer.value if most is None else min(offer.value, most)
        return _Yield(deal, flags, credit, credit * unit, counts_progress=True, is_valued=True)
    forecast = tally.book.case.usage.offers.get(offer.id, _NO_ROW).forecast_spend
    if forecast is not None and forecast < missing:
        flags.add(f"offer_infeasible:{offer.id}")
        return _Yield(deal, flags, counts_progress=True)
    worth = offer.value * billed * unit / offer.min_spend
    return _Yield(deal, flags, ZERO, worth, is_share=True, counts_progress=True, is_valued=True)


def _unit(offer: Offer, bill: Bill, tally: Tally) -> Decimal:
    """Home money per unit of the offer."""
    if offer.programme is None:
        return bill.billing_rate
    return tally.book.value(offer.programme).at[tally.which]


def _book(found: _Yield, bill: Bill, tally: Tally, box: Box, *, apart: bool) -> Decimal:
    """Add an applying offer's line and changes, or keep them apart; gives the credit that lowers the earning base."""
    offer = found.deal.offer
    amount = round_money(found.worth, tally.book.home)
    added: dict[Key, Decimal] = {}
    if found.credit:
        added[uses_key(offer.id)] = ONE
        added[granted_key(offer.id)] = found.credit
    if found.counts_progress:
        added[progress_key(offer.id)] = bill.billed
    if offer.programme is not None and found.is_valued and not tally.book.value(offer.programme).known:
        found.flags.add(f"no_value:{offer.programme}")
    units = found.credit if offer.programme is not None else ZERO
    kind = "offer_share" if found.is_share else "offer_credit"
    facts = {"billed": bill.billed, "value": offer.value, "credit": found.credit, "percent": offer.percent}
    entry = Entry(kind, amount, not found.is_share, offer.id, "offer", facts, offer.programme, units, offer)
    if apart and amount and found.deal.fact is not None:
        tally.toggles.append(Toggle(found.deal.fact, entry, added, frozenset(found.flags)))
        return ZERO
    tally.flags |= found.flags
    for key, change in added.items():
        tally.add(key, change)
    if amount or units:
        tally.entries.append(entry)
    if offer.programme is not None or not found.credit or offer.reduces_base == "no":
        return ZERO
    lowers = offer.reduces_base == "yes" or box.ask_yes(f"credit_base:{offer.id}")
    return found.credit if lowers else ZERO
