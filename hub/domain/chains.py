"""Funding chains: a purchase that a wallet takes from a card, which the bank pays, is one purchase.

The files of the wallet and of the card both show it going out. Where the wallet's file leaves out what it drew from
the card, the purchase would count twice; the missing row is what this finds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from hub.domain.money import to_decimal, to_minor
from hub.domain.text import fold
from hub.domain.transfers import WINDOW, Movement, Own, stated_fee


class Funding(NamedTuple):
    """A purchase in a wallet and the row of the account that paid it. confidence: 0 to 100; why is a code."""

    purchase_id: int
    source_id: int
    confidence: int
    why: str


def missing_fundings(
    movements: Iterable[Movement],
    own: Mapping[int, Own],
    funded_by: Mapping[int, int],
    rejected: Collection[tuple[int, int]] = (),
) -> list[Funding]:
    """Purchases that a funded account shows although their money came from another one, surest first.

    movements: rows in no transfer. funded_by: wallet → the account that it draws on. The source's row must name the
    wallet, have the same amount and lie within the window.
    """
    by_amount: dict[tuple[int, str, int], list[Movement]] = defaultdict(list)
    rows = [one for one in movements if one.amount < 0]
    for one in rows:
        by_amount[one.account_id, one.currency, one.amount].append(one)
    pairs = []
    for one in rows:
        source = funded_by.get(one.account_id)
        if source is None:
            continue
        for other in by_amount.get((source, one.currency, one.amount), ()):
            days = abs((other.booked_on - one.booked_on).days)
            pair = (min(one.id, other.id), max(one.id, other.id))
            if days <= WINDOW and pair not in rejected and _names(own[one.account_id], other.text):
                pairs.append(Funding(one.id, other.id, 95 - 5 * days, "names_wallet"))
    pairs.sort(key=lambda pair: (-pair.confidence, pair.purchase_id, pair.source_id))
    return _single(pairs)


def chain_of(account_id: int, funded_by: Mapping[int, int | None]) -> list[int]:
    """The accounts that a payment runs through, from this one to the last that pays; a ring ends where it began."""
    found = [account_id]
    while (following := funded_by.get(found[-1])) is not None and following not in found:
        found.append(following)
    return found


def cost(legs: Sequence[tuple[int, str]], rates: Mapping[str, Decimal], home: str) -> int | None:
    """What a move between own accounts cost in the home currency: fees and the distance from the rate.

    legs: (minor units, currency) of all its rows. Minor units, positive = lost; None when a rate is not known.
    """
    if len({currency for _minor, currency in legs}) == 1:
        currency = legs[0][1]
        lost = -sum(minor for minor, _currency in legs)
        if currency == home:
            return lost
    total = Decimal(0)
    for minor, currency in legs:
        rate = Decimal(1) if currency == home else rates.get(currency)
        if rate is None:
            return None
        total -= to_decimal(minor, currency) * rate
    return to_minor(total, home)


def fee_of(legs: Sequence[Movement]) -> tuple[int, int] | None:
    """The row of a move that paid its fee, and the fee: minor units of that row's currency, negative.

    In one currency the fee is what did not arrive; between currencies what a row's text states, as the rest is the
    rate. None where nothing is lost, where no row arrived, and for a chain that lost all: that is a purchase.
    """
    arrived = sum(leg.amount for leg in legs if leg.amount > 0)
    outs = sorted((leg for leg in legs if leg.amount < 0), key=lambda leg: (leg.amount, leg.id))
    if not arrived or not outs:
        return None
    if len({leg.currency for leg in legs}) > 1:
        return next(((leg.id, -fee) for leg in outs if (fee := stated_fee(leg))), None)
    lost = -sum(leg.amount for leg in legs)
    is_fee = lost > 0 and (len(legs) == 2 or lost < arrived)
    return (outs[0].id, -lost) if is_fee else None


def _names(wallet: Own, words: str) -> bool:
    folded = fold(words)
    names = (fold(wallet.name), fold(wallet.institution), fold(wallet.name).split(" ")[0])
    return any(len(name) >= 4 and name in folded for name in names)


def _single(pairs: list[Funding]) -> list[Funding]:
    taken: set[int] = set()
    found = []
    for pair in pairs:
        if taken & {pair.purchase_id, pair.source_id}:
            continue
        taken |= {pair.purchase_id, pair.source_id}
        found.append(pair)
    return found
