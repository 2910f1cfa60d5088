"""Goals: an amount by a day, and what it takes a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Goal:
    """target and saved: minor units, positive. due_on: None = without a date. account_id: that holds what is saved."""

    id: int
    name: str
    target: int
    currency: str
    due_on: date | None = None
    account_id: int | None = None
    saved: int = 0
    is_reached: bool = False

    @property
    def missing(self) -> int:
        """What is still to be saved."""
        return max(0, self.target - self.saved)

    @property
    def percent(self) -> int:
        """How much of it is there, 0 to 100, rounded down."""
        return min(100, 100 * max(0, self.saved) // self.target)

    def months(self, today: date) -> int | None:
        """Payments until its day, one a month, at least one; None without a day."""
        if self.due_on is None:
            return None
        whole = (self.due_on.year - today.year) * 12 + self.due_on.month - today.month
        return max(1, whole - (self.due_on.day < today.day))

    def monthly(self, today: date) -> int | None:
        """What it takes a month to be there in time, rounded up to the minor unit; None without a day."""
        months = self.months(today)
        return None if months is None else -(-self.missing // months)


def funded(goals: Iterable[Goal], balances: Mapping[int, int]) -> list[Goal]:
    """Goals with what their accounts hold: those of one account share it, the one that is due first is filled first."""
    left = dict(balances)
    found = []
    for one in sorted(goals, key=lambda goal: (goal.due_on or date.max, goal.id)):
        if one.account_id is not None and one.account_id in left and not one.is_reached:
            saved = min(one.target, max(0, left[one.account_id]))
            left[one.account_id] -= saved
            found.append(replace(one, saved=saved))
        else:
            found.append(one)
    return found
