"""Which ways to pay are out (DECIDE 4.2), and small facts of a purchase that every command needs."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.casebook import Path, is_open
from hub.domain.decide.charges import Conditions
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Dates


def dates_of(purchase: Purchase) -> Dates:
    """Transaction and posting date."""
    posted = purchase.posting_date
    return Dates(purchase.on, posted or purchase.on, posted is None)


def path_id(path: Path) -> str:
    """The id of a path: its hops in order."""
    return ">".join(hop.instrument.id for hop in path)


def rejection(path: Path, purchase: Purchase, terms: Conditions) -> str | None:
    """Why a path is out before any amount is known, or None."""
    if not all(is_open(hop, purchase.on) for hop in path):
        return "not_open"
    if any(hop.lacks_terms for hop in path):
        return "no_terms"
    return "not_accepted" if terms.accepted == "no" else None


def outside_limits(rest: Decimal, terms: Conditions) -> bool:
    """Whether what the method has to pay is outside what the merchant takes that way."""
    if not rest:
        return False
    below = terms.min_amount is not None and rest < terms.min_amount
    return below or (terms.max_amount is not None and rest > terms.max_amount)
