"""Why a payment is higher or lower than the last one and than a year ago: price, usage, days, or once only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.recurring import Payment

SAME, PRICE, USAGE, SEASON, DAYS, ONE_OFF, BACK = "same", "price", "usage", "season", "days", "one_off", "back"
"""Reasons. season: as much as a year ago; back: to the usual amount after an exception."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A payment against another; minor units, positive amounts.

    now, before: what was paid; on: the day of the other payment. reason: one of the reasons. days, days_before:
    what each payment is for, None where there is no payment before to count from.
    """

    now: int
    before: int
    on: date
    reason: str
    days: int | None = None
    days_before: int | None = None

    @property
    def change(self) -> int:
        """More paid (positive) or less."""
        return self.now - self.before


def against_last(payments: Sequence[Payment], at: int, *, varies: bool) -> Difference | None:
    """A payment (by its place, oldest first) against the one before it; None for the first one."""
    if at < 1 or at >= len(payments):
        return None
    now, before = payments[at], payments[at - 1]
    days = (now.booked_on - before.booked_on).days
    earlier = (before.booked_on - payments[at - 2].booked_on).days if at > 1 else None
    reason = _by_use(payments, at, days, earlier) if varies else _by_price(payments, at)
    return Difference(abs(now.amount), abs(before.amount), before.booked_on, reason, days, earlier)


def against_last_year(payments: Sequence[Payment], at: int, *, varies: bool) -> Difference | None:
    """A payment against the one nearest to a year before it (within 25 days); None without one."""
    other = _year_before(payments, at)
    if other is None:
        return None
    now, before = abs(payments[at].amount), abs(other.amount)
    reason = SAME if _alike(now, before) else USAGE if varies else PRICE
    return Difference(now, before, other.booked_on, reason)


def _by_price(payments: Sequence[Payment], at: int) -> str:
    """With a steady price: a step, an exception, or the way back from one."""
    now, before = abs(payments[at].amount), abs(payments[at - 1].amount)
    if _alike(now, before):
        return SAME
    after = [abs(one.amount) for one in payments[at + 1 : at + 3]]
    if after and not _alike(after[0], now) and _alike(after[0], before):
        return ONE_OFF
    if at > 1 and _alike(now, abs(payments[at - 2].amount)):
        return BACK
    usual = [abs(one.amount) for one in payments[:at]]
    if not after and 3 * now > 5 * max(usual):
        return ONE_OFF  # nothing proves a new price yet, and no price has ever risen like this
    return PRICE


def _by_use(payments: Sequence[Payment], at: int, days: int, earlier: int | None) -> str:
    """With amounts by use: the same per day over more days, as a year ago at this time, or more used."""
    now, before = abs(payments[at].amount), abs(payments[at - 1].amount)
    if _alike(now, before):
        return SAME
    if earlier and abs(days - earlier) >= 3 and _alike(now * earlier, before * days, share=20):
        return DAYS
    other = _year_before(payments, at)
    if other is not None and _alike(now, abs(other.amount), share=10):
        return SEASON
    if at >= 4 and now > 2 * max(abs(one.amount) for one in payments[:at]):
        return ONE_OFF
    return USAGE


def _year_before(payments: Sequence[Payment], at: int) -> Payment | None:
    if not 0 <= at < len(payments):
        return None
    wanted = payments[at].booked_on - timedelta(365)
    near = [one for one in payments[:at] if abs((one.booked_on - wanted).days) <= 25]
    return min(near, key=lambda one: abs((one.booked_on - wanted).days), default=None)


def _alike(one: int, other: int, share: int = 100) -> bool:
    """Whether two amounts differ by at most one part in `share`."""
    return share * abs(one - other) <= max(one, other)
