"""A forecast as it is shown: whole minor units day by day with bands, its lowest point, and what a change would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from hub.domain.account import Account

PURCHASE, CANCEL, AMOUNT = "purchase", "cancel", "amount"
"""Kinds of change: money spent once, a series that ends, a series that comes to another amount."""


class Ahead(NamedTuple):
    """A day: the balance expected at its end, and (low, high) of the bands of 95, 80 and 50 percent; minor units.

    No bands without enough history to test them.
    """

    on: date
    middle: int
    bands: tuple[tuple[int, int], ...] = ()

    @property
    def low(self) -> int:
        """The low end of the band of 80 percent; the middle where there is none."""
        return self.bands[1][0] if self.bands else self.middle


@dataclass(frozen=True, slots=True)
class Compared:
    """What was foreseen on a day for another, and what came; minor units."""

    made_on: date
    on: date
    foreseen: int
    came: int

    @property
    def off(self) -> int:
        """By how much the forecast was wrong: what came less what was foreseen."""
        return self.came - self.foreseen


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of an account, or of all together (account None). balance: today, minor units.

    compared: forecasts of the past for 30 days ahead, oldest first. past: balances at the ends of the days before
    today, oldest first.
    """

    account: Account | None
    currency: str
    today: date
    balance: int
    days: tuple[Ahead, ...]
    compared: tuple[Compared, ...] = ()
    past: tuple[int, ...] = ()

    @property
    def lowest(self) -> Ahead | None:
        """The first day with the lowest expected balance."""
        return min(self.days, key=lambda day: (day.middle, day.on), default=None)

    def within(self, days: int) -> Outlook:
        """The same for fewer days."""
        return replace(self, days=self.days[:days])

    def below(self, least: int) -> Ahead | None:
        """The first day that is expected to end below an amount."""
        return next((day for day in self.days if day.middle < least), None)

    def at_risk(self, least: int) -> Ahead | None:
        """The first day that may end below an amount, by the band of 80 percent."""
        return next((day for day in self.days if day.low < least), None)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that might be done: code of its kind, the day it begins, and what it needs.

    amount: minor units, negative = out: of a purchase, or what the series comes to instead. series_key: of a series
    that ends or changes. account_id: that pays the purchase.
    """

    kind: str
    on: date
    amount: int = 0
    account_id: int | None = None
    series_key: str = ""


def mean_off(compared: Sequence[Compared]) -> int:
    """How far forecasts were off in the mean, without sign, minor units rounded half up; 0 without any."""
    return (2 * sum(abs(one.off) for one in compared) + len(compared)) // (2 * len(compared)) if compared else 0
