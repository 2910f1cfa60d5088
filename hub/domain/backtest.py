"""Forecasts of the past against what came: made as they would have been made then, once a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.domain.conformal import GRID
from hub.domain.projection import Group, Past

EVERY = 7
"""Days between two forecasts of the past."""
BACK = 730
"""How far back they begin, at most, in days."""
LEARNING = 100
"""Days of history that a forecast needs."""
_ANCHOR = 3


@dataclass(frozen=True)
class Tested:
    """By account and ordinal of the origin: (forecast, outcome) in whole minor units for each day of the grid.

    A row is as long as outcomes are known.
    """

    rows: Mapping[int, Mapping[int, tuple[tuple[int, int], ...]]]

    def errors(self, accounts: Sequence[int]) -> dict[int, list[float]]:
        """Outcome − forecast by days ahead, of the sum of accounts, at the origins that all of them have."""
        mine = [self.rows[number] for number in accounts if self.rows.get(number)]
        if not mine:
            return {}
        found: dict[int, list[float]] = {}
        for origin in sorted(set.intersection(*(set(one) for one in mine))):
            for at, horizon in enumerate(GRID):
                if all(at < len(one[origin]) for one in mine):
                    error = sum(one[origin][at][1] - one[origin][at][0] for one in mine)
                    found.setdefault(horizon, []).append(float(error))
        return found


def origins(first: int, today: int) -> list[int]:
    """The origins of an account that begins on one ordinal: fixed days of the calendar, so that they stay."""
    begin = max(first + LEARNING, today - BACK)
    begin += (_ANCHOR - begin) % EVERY
    return list(range(begin, today - GRID[0] + 1, EVERY))


def run(pasts: Sequence[Past]) -> Tested:
    """Forecast accounts that belong together from each origin, as of then."""
    if not pasts:
        return Tested({})
    today = pasts[0].last
    places = origins(max(one.first for one in pasts if len(one.ends) > 1 or one is pasts[0]), today)
    group = Group(pasts, places, GRID[-1])
    rows: dict[int, dict[int, tuple[tuple[int, int], ...]]] = {one.account.id: {} for one in pasts}
    for origin in places:
        projected = group.project(origin, min(GRID[-1], today - origin))
        for past in pasts:
            found = projected[past.account.id]
            rows[past.account.id][origin] = tuple(
                (round(found[horizon - 1]), past.balance(origin + horizon))
                for horizon in GRID
                if origin + horizon <= today
            )
    return Tested(rows)
