"""Forecasts of the past against what came: made as they would have been made then, week after week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import sub

from hub.domain.conformal import GRID
from hub.domain.projection import Group, Past

EVERY = 8
"""Days between two forecasts of the past: no week, so that they begin on every weekday."""
BACK = 600
"""How far back they begin, at most, in days."""
LEARNING = 100
"""Days of history that a forecast needs."""


Foreseen = dict[int, dict[int, list[int]]]
"""By ordinal of the origin and account: the balances foreseen for the days of the grid, minor units."""
MODEL = 2
"""Raised when forecasts come to be made in another way: those that are kept are made anew then."""


@dataclass(frozen=True)
class Tested:
    """By account and ordinal of the origin: outcome − forecast, minor units, for each day of the grid that is over."""

    rows: Mapping[int, Mapping[int, Sequence[int]]]

    def together(self, accounts: Sequence[int]) -> dict[int, Sequence[int]]:
        """The errors of the sum of accounts, at every origin that one has; an account without it was not there yet."""
        mine = [self.rows[number] for number in accounts if self.rows.get(number)]
        if len(mine) < 2:
            return dict(mine[0]) if mine else {}
        every = sorted(set().union(*mine))
        return {
            origin: [sum(row) for row in zip(*(one[origin] for one in mine if origin in one), strict=False)]
            for origin in every
        }

    def of(self, past: Past) -> dict[int, Sequence[int]]:
        """The errors of one account, without those of its first days."""
        known = self.rows.get(past.account.id, {})
        return {origin: row for origin, row in known.items() if origin >= past.first + LEARNING}


def by_horizon(rows: Mapping[int, Sequence[int]]) -> dict[int, list[float]]:
    """Errors by days ahead."""
    found: dict[int, list[float]] = {horizon: [] for horizon in GRID}
    for row in rows.values():
        for horizon, error in zip(GRID, row, strict=False):
            found[horizon].append(float(error))
    return found


def origins(first: int, today: int) -> list[int]:
    """The origins of an account that begins on one ordinal: fixed days of the calendar, so that they stay."""
    begin = max(first + LEARNING, today - BACK)
    begin += -begin % EVERY
    return list(range(begin, today - GRID[0] + 1, EVERY))


def foresee(pasts: Sequence[Past], places: Sequence[int]) -> Foreseen:
    """What forecasts of accounts that belong together, made at each origin as of then, said for the days of the grid.

    places: ascending origins. Nothing that came after an origin changes what it says.
    """
    if not pasts or not places:
        return {}
    group = Group(pasts, places, GRID[-1])
    found: Foreseen = {}
    for origin in places:
        projected = group.project(origin, GRID[-1])
        found[origin] = {
            number: [round(balances[horizon - 1]) for horizon in GRID] for number, balances in projected.items()
        }
    return found


def compared(pasts: Sequence[Past], foreseen: Foreseen) -> Tested:
    """What was foreseen at origins against what came until today."""
    rows: dict[int, dict[int, list[int]]] = {one.account.id: {} for one in pasts}
    for origin in sorted(foreseen):
        for past in pasts:
            at, said = origin - past.first, foreseen[origin][past.account.id]
            if at >= 0:
                came = [past.ends[at + horizon] for horizon in GRID if at + horizon < len(past.ends)]
            else:
                came = [past.balance(origin + horizon) for horizon in GRID if origin + horizon <= past.last]
            rows[past.account.id][origin] = list(map(sub, came, said))
    return Tested(rows)


def run(pasts: Sequence[Past]) -> Tested:
    """Forecast accounts that belong together from each origin, as of then, and compare."""
    if not pasts:
        return Tested({})
    return compared(pasts, foresee(pasts, origins(min(one.first for one in pasts), pasts[0].last)))
