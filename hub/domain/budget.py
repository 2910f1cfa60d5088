"""Budgets by category and month: what was planned, spent, and is left; with carry-over where it is an envelope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.domain.period import Month
from hub.domain.transaction import Category


@dataclass(frozen=True, slots=True)
class Planned:
    """From a month on a category has this amount a month (minor units); 0 ends it. carries: what is left goes on."""

    category_id: int
    since: str
    amount: int
    currency: str
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """A category's month, minor units. carried: left over from the months before (negative = overdrawn)."""

    category_id: int
    currency: str
    planned: int
    carried: int
    spent: int
    carries: bool

    @property
    def left(self) -> int:
        """What may still be spent; negative = too much was."""
        return self.planned + self.carried - self.spent


Spent = Mapping[tuple[int, str], int]
"""What was spent net of refunds, minor units, by (category, month)."""


def month_of(
    planned: Iterable[Planned], spent: Spent, categories: Sequence[Category], month: str, currency: str
) -> list[Envelope]:
    """The envelopes of a month ("2026-03") in the order of categories.

    What a category without a budget costs counts in the nearest one above it that has one.
    """
    steps: dict[int, list[Planned]] = {}
    for one in planned:
        if one.currency == currency and one.since <= month:
            steps.setdefault(one.category_id, []).append(one)
    for rows in steps.values():
        rows.sort(key=lambda one: one.since)
    owner = _owners(categories, {number for number, rows in steps.items() if rows[-1].amount > 0})
    sums: dict[tuple[int, str], int] = {}
    for (category, on), amount in spent.items():
        if category in owner:
            place = (owner[category], on)
            sums[place] = sums.get(place, 0) + amount
    order = [one.id for one in categories if one.id in steps and steps[one.id][-1].amount > 0]
    return [_envelope(steps[number], sums, month) for number in order]


def usual(spent: Spent, categories: Sequence[Category], month: str, back: int = 6) -> dict[int, int]:
    """What each expense category usually costs in a month: the median of so many whole months before one.

    Categories that cost nothing in half of them are left out.
    """
    first = _month(month)
    before = [str(first.plus(-at)) for at in range(1, back + 1)]
    found = {}
    for one in categories:
        if one.kind == "expense":
            amounts = sorted(spent.get((one.id, on), 0) for on in before)
            middle = (amounts[(back - 1) // 2] + amounts[back // 2]) // 2
            if middle > 0:
                found[one.id] = middle
    return found


def _owners(categories: Sequence[Category], budgeted: set[int]) -> dict[int, int]:
    """The budgeted category that each category counts in."""
    parents = {one.id: one.parent_id for one in categories}
    found = {}
    for number in parents:
        at: int | None = number
        seen: set[int] = set()
        while at is not None and at not in budgeted and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None and at in budgeted:
            found[number] = at
    return found


def _envelope(rows: Sequence[Planned], sums: Mapping[tuple[int, str], int], month: str) -> Envelope:
    now = rows[-1]
    carried, at = 0, _month(rows[0].since)
    while now.carries and str(at) < month:
        current = [one for one in rows if one.since <= str(at)][-1]
        carried = carried + current.amount - sums.get((now.category_id, str(at)), 0) if current.carries else 0
        at = at.next
    spent = sums.get((now.category_id, month), 0)
    return Envelope(now.category_id, now.currency, now.amount, carried, spent, now.carries)


def _month(text: str) -> Month:
    return Month(int(text[:4]), int(text[5:7]))
