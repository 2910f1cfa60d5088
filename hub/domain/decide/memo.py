"""Results by what was read of the state: the same reading gives the same result."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Lane
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Dates, Result
from hub.domain.decide.usage import Key, State

_Readings = dict[tuple[Key, ...], dict[tuple[Decimal, ...], Result]]


class Memo:
    """Remembers results of purchases on lanes, for searches that come to the same state in many ways."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, Decimal, bool], _Readings] = {}

    def result(
        self, lane: Lane, purchase: Purchase, dates: Dates, state: State, price: Decimal, *, full: bool, sure: bool
    ) -> Result | None:
        """As `Lane.result`, calculated at most once per reading. The same result is the same object."""
        known = self._known.setdefault((purchase.id, id(lane), price, sure), {})
        for keys, results in known.items():
            found = results.get(tuple(state.get(key, ZERO) for key in keys))
            if found is not None:
                return found
        result = lane.traced(purchase, dates, state, price, full=full, sure=sure)
        if result is not None:
            known.setdefault(tuple(result.seen), {})[tuple(result.seen.values())] = result
        return result
