"""Purchases with their paths on one timeline, where a change of path can be tried at small cost.

A change runs on only through later purchases that read what it moved.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from decimal import Decimal
from heapq import heapify, heappop, heappush
from itertools import accumulate

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Lane
from hub.domain.decide.situation import Purchase
from hub.domain.decide.tally import Result
from hub.domain.decide.usage import Key, State
from hub.domain.decide.walk import Step

Change = dict[int, tuple[Lane, Result]]
"""Events with other paths or results."""


class _Past:
    """The state before one event of the timeline, looked up when it is read."""

    __slots__ = ("_change", "_position", "_timeline")

    def __init__(self, timeline: Timeline, position: int, change: Change) -> None:
        self._timeline = timeline
        self._position = position
        self._change = change

    def get(self, key: Key, default: Decimal, /) -> Decimal:
        """What the counter holds before the event."""
        return self._timeline.value(key, self._position, self._change, default)


class Timeline:
    """Purchases with their paths and results; spent counts the calculations (a full one as ten quick ones)."""

    def __init__(self, steps: Sequence[Step], opening: State, lanes: Sequence[Lane]) -> None:
        self.steps = steps
        self.lanes = list(lanes)
        self.results: list[Result] = []
        self.spent = 0
        self._opening = opening
        self._writers: dict[Key, list[int]] = {}
        self._readers: dict[Key, list[int]] = {}
        self._sums: dict[Key, list[Decimal]] = {}
        for position, lane in enumerate(lanes):
            result = self._result(position, lane, {})
            if result is None:
                raise TypeError("a timeline starts from paths that are possible")
            self.results.append(result)
            self._enter(position, result)

    @property
    def total(self) -> Decimal:
        """Sum of the realised nets."""
        return sum((result.net for result in self.results), ZERO)

    def value(self, key: Key, position: int, change: Change, default: Decimal) -> Decimal:
        """What a counter holds before an event, with a change that is only tried."""
        writers = self._writers.get(key, [])
        total = self._sums_of(key, default)[bisect_left(writers, position)]
        for writer, (_, result) in change.items():
            if writer < position:
                total += result.added.get(key, ZERO) - self.results[writer].added.get(key, ZERO)
        return total

    def _sums_of(self, key: Key, default: Decimal) -> list[Decimal]:
        """What a counter holds before each event that moves it, and at the end."""
        sums = self._sums.get(key)
        if sums is None:
            moves = (self.results[writer].added[key] for writer in self._writers.get(key, ()))
            sums = self._sums[key] = list(accumulate(moves, initial=self._opening.get(key, default)))
        return sums

    def attempt(self, moves: dict[int, Lane]) -> tuple[Decimal, Change] | None:
        """What moving purchases to other paths gains, with everything that changes; None where that is impossible."""
        change: Change = {}
        gain = ZERO
        waiting = sorted(moves)
        heapify(waiting)
        queued = set(waiting)
        while waiting:
            position = heappop(waiting)
            lane = moves.get(position, self.lanes[position])
            result = self._result(position, lane, change)
            if result is None:
                return None
            old = self.results[position]
            gain += result.net - old.net
            change[position] = (lane, result)
            for key in old.added.keys() | result.added.keys():
                if old.added.get(key, ZERO) == result.added.get(key, ZERO):
                    continue
                readers = self._readers.get(key, [])
                for reader in readers[bisect_left(readers, position + 1) :]:
                    if reader not in queued:
                        queued.add(reader)
                        heappush(waiting, reader)
        return gain, change

    def accept(self, change: Change) -> None:
        """Make a tried change."""
        for position, (lane, result) in change.items():
            self._leave(position, self.results[position])
            self.lanes[position] = lane
            self.results[position] = result
            self._enter(position, result)

    def _result(self, position: int, lane: Lane, change: Change) -> Result | None:
        event = self.steps[position].event
        if not isinstance(event, Purchase):
            raise TypeError("a timeline holds purchases")
        self.spent += 1 if lane.quick is not None else 10
        dates = self.steps[position].dates
        result = lane.result(event, dates, _Past(self, position, change), event.amount)
        if result is not None and lane.quick is not None and result.tally is None:
            result.seen = lane.quick.reads(dates, {})  # only which keys matters here
        return result

    def _enter(self, position: int, result: Result) -> None:
        for key in result.added:
            insort(self._writers.setdefault(key, []), position)
            self._sums.pop(key, None)
        for key in result.seen:
            insort(self._readers.setdefault(key, []), position)

    def _leave(self, position: int, result: Result) -> None:
        for key in result.added:
            self._writers[key].remove(position)
            self._sums.pop(key, None)
        for key in result.seen:
            self._readers[key].remove(position)
