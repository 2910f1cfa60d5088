"""Accounts: where value sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.period import clamp_day

KINDS = ("current", "savings", "card", "wallet", "cash", "loan", "investment", "points", "iou")
"""Kinds of account; the order is the order on screen."""

SPENDABLE = frozenset({"current", "wallet", "cash"})
"""Kinds whose balance is in reach for daily spending."""

OWED = frozenset({"card", "loan"})
"""Kinds whose balance is normally negative: money owed."""

POINTS = "XXX"
"""The currency code of points: ISO 4217 for "no currency"; a balance of them is no money."""

COSTINGS = ("fifo", "average")
"""How the cost of what was sold is found: the oldest first, or the average of all."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its terms.

    number: IBAN or number as the bank writes it, without blanks. opening: balance before the first transaction,
    minor units. limit: card limit, minor units, positive. statement_day: last day of the card's statement, 1 to
    31 (31 = month's end). due_days: days from the statement's end to its due day; due_day: the day of the month
    instead. apr: yearly rate as a fraction. minimum_rate, minimum_floor: least payment of a card statement, as a
    fraction of its balance and in minor units, the greater counts. funded_by: account that a wallet or card draws on.
    payment, term, first_due_on: a loan's monthly payment (minor units, positive), months, and first day. programme: of
    points. costing: "fifo" or "average" cost of an investment. colour: slot of the series colours, 0 to 7. position:
    order on screen.
    """

    id: int
    name: str
    kind: str
    currency: str
    institution: str = ""
    number: str = ""
    opening: int = 0
    opened_on: date | None = None
    limit: int | None = None
    statement_day: int | None = None
    due_days: int | None = None
    apr: Decimal | None = None
    funded_by: int | None = None
    position: int = 0
    is_archived: bool = False
    notes: str = ""
    colour: int | None = None
    due_day: int | None = None
    minimum_rate: Decimal | None = None
    minimum_floor: int | None = None
    payment: int | None = None
    term: int | None = None
    first_due_on: date | None = None
    programme: str = ""
    costing: str = "fifo"


@dataclass(frozen=True, slots=True)
class Position:
    """An account with its balance in minor units and what is known about its freshness."""

    account: Account
    balance: int
    transactions: int
    last_booked_on: date | None
    last_import_on: date | None


def statement_end(account: Account, on: date) -> date | None:
    """The first statement end on or after a day; None without a statement day."""
    if account.statement_day is None:
        return None
    end = clamp_day(on.year, on.month, account.statement_day)
    if end < on:
        year, month = (on.year + 1, 1) if on.month == 12 else (on.year, on.month + 1)
        end = clamp_day(year, month, account.statement_day)
    return end
