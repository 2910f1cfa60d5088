"""What the days ahead hold: bills, income, card statements, expiries, deadlines of contracts, reminders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BILL, INCOME, CARD, OFFER, POINTS, VOUCHER, REMINDER = (
    "bill", "income", "card", "offer", "points", "voucher", "reminder",
)  # fmt: skip
TRIAL, NOTICE, RENEWAL, END = "trial_ends", "notice_by", "renews", "ends"
KINDS = (BILL, INCOME, CARD, OFFER, POINTS, VOUCHER, REMINDER, TRIAL, NOTICE, RENEWAL, END)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on a day. amount: minor units, negative = out, None where there is none; key: stable, unique."""

    on: date
    kind: str
    title: str
    key: str
    amount: int | None = None
    currency: str = ""
    is_estimate: bool = False


def ordered(events: Iterable[Event], first: date, last: date) -> list[Event]:
    """The events between two days, by day, money first."""
    inside = (one for one in events if first <= one.on <= last)
    return sorted(inside, key=lambda one: (one.on, KINDS.index(one.kind), one.title, one.key))
