"""How far a forecast may be off, from how far past forecasts were: split conformal prediction, no distribution assumed.

The limits are quantiles of signed errors (outcome − forecast), each side for itself; statistics in float.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import ceil, floor

LEVELS = (95, 80, 50)
"""Percent of outcomes that the bands are to hold, widest first."""
GRID = (1, 2, 3, 5, 7, 10, 14, 18, 22, 26, 30, 38, 46, 60, 75, 90)
"""Days ahead at which past forecasts are compared with what came."""
FEWEST = 8
"""Past forecasts that a band needs."""
_GROWTH = 0.75
"""Beyond the grid limits grow as this power of the days: between chance (0.5) and a wrong level (1)."""


def limits(errors: Mapping[int, Sequence[float]], days: int) -> list[tuple[tuple[float, float], ...]]:
    """For each of so many days ahead what to add to the forecast for the low and high end of each level.

    errors: by days ahead. Empty without enough of them.
    """
    at = [horizon for horizon in GRID if len(errors.get(horizon, ())) >= FEWEST]
    if not at:
        return []
    known = [_of_horizon(sorted(errors[horizon])) for horizon in at]
    widened = known[:1]
    for one in known[1:]:
        widened.append([(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(widened[-1], one, strict=True)])
    near = [_between(at, widened, day) for day in range(1, min(days, at[-1] - 1) + 1)]
    return near + _beyond(at[-1], widened[-1], days)


def _beyond(last: int, known: Sequence[tuple[float, float]], days: int) -> list[tuple[tuple[float, float], ...]]:
    """The limits of the last day of the grid and of those after it, ever wider."""
    wider = [(day / last) ** _GROWTH for day in range(last, days + 1)]
    return list(zip(*([(low * one, high * one) for one in wider] for low, high in known), strict=True))


def _of_horizon(errors: Sequence[float]) -> list[tuple[float, float]]:
    """The ends of each band, never on the same side of the forecast; errors: ascending."""
    found = []
    for level in LEVELS:
        share = (1.0 - level / 100.0) / 2.0
        tail = max(0.0, share - (1.0 - share) / len(errors))  # the (n + 1) of split conformal prediction
        found.append((min(0.0, _quantile(errors, tail)), max(0.0, _quantile(errors, 1.0 - tail))))
    return found


def _quantile(values: Sequence[float], share: float) -> float:
    place = share * (len(values) - 1)
    low, high = floor(place), ceil(place)
    return values[low] + (values[high] - values[low]) * (place - low)


def _between(
    at: Sequence[int], known: Sequence[Sequence[tuple[float, float]]], day: int
) -> tuple[tuple[float, float], ...]:
    """The limits of a day before the last of the grid: between two of it in proportion."""
    place = bisect_left(at, day)
    if at[place] == day or place == 0:
        share = 1.0 if at[place] == day else (day / at[0]) ** _GROWTH
        return tuple((low * share, high * share) for low, high in known[place])
    before, after = at[place - 1], at[place]
    share = (day - before) / (after - before)
    pairs = zip(known[place - 1], known[place], strict=True)
    return tuple((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairs)
