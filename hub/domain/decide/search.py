"""The best assignment of a history or plan: every assignment where they are few (DECIDE section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Lane
from hub.domain.decide.situation import Purchase, Refund
from hub.domain.decide.tally import Result
from hub.domain.decide.usage import Key, State
from hub.domain.decide.walk import Step, Walk

MOST_ASSIGNMENTS = 100_000
"""Up to so many assignments the best one is certain."""

Assignment = Sequence[Lane | None]
"""The path of each event; what stands for a refund is not read."""


class Memo:
    """Results by what was read of the state: the same reading gives the same result."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._known: dict[tuple[int, int], dict[tuple[Key, ...], dict[tuple[Decimal, ...], Result | None]]] = {}

    def result(self, position: int, lane: Lane, state: State) -> Result | None:
        """The result of a purchase on a path, calculated at most once per reading."""
        known = self._known.setdefault((position, id(lane)), {})
        for keys, results in known.items():
            values = tuple(state.get(key, ZERO) for key in keys)
            if values in results:
                return results[values]
        step = self._steps[position]
        if not isinstance(step.event, Purchase):
            raise TypeError("only purchases have results")
        result = lane.traced(step.event, step.dates, state, full=step.refunded)
        if result is not None:
            keys = tuple(result.seen)
            known.setdefault(keys, {})[tuple(result.seen.values())] = result
        return result


def best_of_all(steps: Sequence[Step], start: Walk) -> Assignment | None:
    """The assignment with the largest total; None if every one leaves a purchase that nothing can pay."""
    memo = Memo(steps)
    if any(isinstance(step.event, Refund) for step in steps):
        return _Tree(steps, memo).best(start)
    return _by_state(steps, memo, start.state)


Chain = tuple["Chain", Lane] | None
"""Paths taken so far, the last first."""


def _by_state(steps: Sequence[Step], memo: Memo, opening: State) -> Assignment | None:
    """Event by event; of the assignments that lead to the same state only the best goes on."""
    front: dict[frozenset[tuple[Key, Decimal]], tuple[Decimal, State, Chain]] = {frozenset(): (ZERO, opening, None)}
    for position, step in enumerate(steps):
        reached: dict[frozenset[tuple[Key, Decimal]], tuple[Decimal, State, Chain]] = {}
        for total, state, chain in front.values():
            for lane in step.lanes:
                result = memo.result(position, lane, state)
                if result is None:
                    continue
                after = _grown(state, result)
                name = frozenset(after.items())
                if name not in reached or reached[name][0] < total + result.net:
                    reached[name] = (total + result.net, after, (chain, lane))
        front = reached
    if not front:
        return None
    _, _, chain = max(front.values(), key=lambda node: node[0])
    lanes: list[Lane] = []
    while chain is not None:
        chain, lane = chain
        lanes.append(lane)
    return lanes[::-1]


def _grown(state: State, result: Result) -> State:
    if not result.added:
        return state
    after = dict(state)
    for key, amount in result.added.items():
        after[key] = after.get(key, ZERO) + amount
    return after


class _Tree:
    """Depth first over all assignments; refunds look back, so that no two branches are the same."""

    def __init__(self, steps: Sequence[Step], memo: Memo) -> None:
        self._steps = steps
        self._memo = memo
        self._best: tuple[Decimal, list[Lane | None]] | None = None

    def best(self, start: Walk) -> Assignment | None:
        self._go(start)
        return None if self._best is None else self._best[1]

    def _go(self, walk: Walk) -> None:
        position = len(walk.nets)
        if position == len(self._steps):
            if self._best is None or walk.total > self._best[0]:
                self._best = (walk.total, list(walk.lanes))
            return
        step = self._steps[position]
        if isinstance(step.event, Refund):
            walk.refund(step.event)
            self._go(walk)
            return
        for lane in step.lanes:
            result = self._memo.result(position, lane, walk.state)
            if result is not None:
                branch = walk.copy()
                branch.take(lane, step.event, result)
                self._go(branch)
