"""The best assignment of a history or plan: every assignment where they are few (DECIDE section 7)."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Lane
from hub.domain.decide.memo import Memo
from hub.domain.decide.situation import Purchase, Refund
from hub.domain.decide.tally import Result
from hub.domain.decide.usage import Key, State
from hub.domain.decide.walk import Walk

MOST_ASSIGNMENTS = 100_000
"""Up to so many assignments the best one is certain."""

Chain = tuple["Chain", Lane] | None
"""Paths taken so far, the last first."""


def best_of_all(start: Walk) -> Walk | None:
    """The walk with the largest total of all assignments; None if each leaves a purchase that nothing can pay."""
    opening = start.copy()
    opening.memo = Memo()
    if any(isinstance(step.event, Refund) for step in start.steps):
        return _deepest(opening)
    return _along(start, _by_state(opening, opening.memo))


def _deepest(start: Walk) -> Walk | None:
    """Depth first: refunds look back at how purchases went, so that hardly any two branches are the same."""
    best: Walk | None = None
    waiting = [start]
    while waiting:
        walk = waiting.pop()
        position = len(walk.nets)
        if position == len(walk.steps):
            best = walk if best is None or walk.total > best.total else best
            continue
        step = walk.steps[position]
        if isinstance(step.event, Refund):
            walk.refund(step.event)
            waiting.append(walk)
            continue
        for lane in step.lanes:
            result = walk.result(lane, step.event)
            if result is not None:
                branch = walk.copy()
                branch.take(lane, step.event, result)
                waiting.append(branch)
    return best


def _by_state(start: Walk, memo: Memo) -> Chain:
    """Event by event; of the assignments that lead to the same state only the best goes on."""
    front: dict[frozenset[tuple[Key, Decimal]], tuple[Decimal, State, Chain]] = {
        frozenset(): (ZERO, dict(start.state), None)
    }
    for step in start.steps:
        if not isinstance(step.event, Purchase):
            raise TypeError("refunds look back")
        reached: dict[frozenset[tuple[Key, Decimal]], tuple[Decimal, State, Chain]] = {}
        for total, state, chain in front.values():
            for lane in step.lanes:
                price = step.event.amount
                result = memo.result(lane, step.event, step.dates, state, price, full=False, sure=False)
                if result is None:
                    continue
                after = _grown(state, result)
                name = frozenset(after.items())
                if name not in reached or reached[name][0] < total + result.net:
                    reached[name] = (total + result.net, after, (chain, lane))
        front = reached
    return max(front.values(), key=lambda node: node[0])[2] if front else None


def _grown(state: State, result: Result) -> State:
    if not result.added:
        return state
    after = dict(state)
    for key, amount in result.added.items():
        after[key] = after.get(key, ZERO) + amount
    return after


def _along(start: Walk, chain: Chain) -> Walk | None:
    """The walk of a chain of paths."""
    lanes: list[Lane] = []
    while chain is not None:
        chain, lane = chain
        lanes.append(lane)
    walk = start.copy()
    for step, lane in zip(start.steps, reversed(lanes), strict=False):
        result = walk.result(lane, step.event) if isinstance(step.event, Purchase) else None
        if result is None or not isinstance(step.event, Purchase):
            return None
        walk.take(lane, step.event, result)
    return walk if len(walk.nets) == len(walk.steps) else None
