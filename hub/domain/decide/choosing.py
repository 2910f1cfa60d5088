"""Which path a purchase takes in a scenario, and walking through a timeline by such a choice (DECIDE 7, 8)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hub.domain.decide.casebook import Casebook
from hub.domain.decide.exact import ZERO, minor_unit
from hub.domain.decide.lane import Lane
from hub.domain.decide.rank import tolerance
from hub.domain.decide.situation import Purchase, Refund
from hub.domain.decide.tally import Result
from hub.domain.decide.walk import Step, Walk

Possible = Sequence[tuple[Lane, Result]]


class Choice:
    """A way to choose: a number to compare, how far below the best still counts, the order among those."""

    def number(self, result: Result) -> Decimal:
        """What is compared: here the certain net (myopic, DECIDE 8)."""
        return result.certain

    def within(self, _purchase: Purchase) -> Decimal:
        """How far below the best a path may be and still be chosen."""
        return ZERO

    def pick(self, group: Possible) -> tuple[Lane, Result]:
        """Of those, the first as inside a group of the ranking (DECIDE 6.6)."""
        return min(group, key=_inside_group)


class Fair(Choice):
    """The first of the ranking: what a careful user could know then."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self._cent = minor_unit(book.home)

    def number(self, result: Result) -> Decimal:
        """The expected net."""
        return result.expected

    def within(self, purchase: Purchase) -> Decimal:
        """The tolerance of a group of ties."""
        if purchase.currency == self._book.home:
            return tolerance(purchase.amount, self._cent)
        return tolerance(purchase.amount * self._book.reference(purchase.currency, purchase), self._cent)


class Realised(Choice):
    """The highest realised net."""

    def number(self, result: Result) -> Decimal:
        """The realised net."""
        return result.net


def _inside_group(pair: tuple[Lane, Result]) -> tuple[Decimal, int, tuple[int, int, int, str]]:
    lane, result = pair
    return -result.certain, result.unknowns, lane.tie


def walk_by(start: Walk, choice: Choice) -> Walk | None:
    """Walk on, every purchase by choice; None if one can't be paid."""
    walk = start.copy()
    for step in walk.steps[len(walk.nets) :]:
        event = step.event
        if isinstance(event, Refund):
            walk.refund(event)
            continue
        group = _best_group(walk, step, event, choice)
        if not group:
            return None
        lane, result = group[0] if len(group) == 1 else choice.pick(group)
        walk.take(lane, event, result)
    return walk


def walk_preferring(start: Walk, name: str) -> Walk | None:
    """Walk on, every purchase on the path with this id where that is possible, else by the highest realised net."""
    walk, choice = start.copy(), Realised()
    for step in walk.steps[len(walk.nets) :]:
        event = step.event
        if isinstance(event, Refund):
            walk.refund(event)
            continue
        lane = next((lane for lane in step.lanes if lane.id == name), None)
        result = None if lane is None else walk.result(lane, event)
        if lane is None or result is None:
            group = _best_group(walk, step, event, choice)
            if not group:
                return None
            lane, result = choice.pick(group)
        walk.take(lane, event, result)
    return walk


def _best_group(walk: Walk, step: Step, event: Purchase, choice: Choice) -> Possible:
    """The paths whose number is close enough to the best; quick ones that can't come close are not calculated."""
    simple = not step.refunded and not event.return_probability
    board, within = step.board, choice.within(event)
    group: list[tuple[Lane, Result]] = []
    best = border = None
    for lane in board.full if simple else board.lanes:
        found = walk.result(lane, event)
        if found is not None:
            group.append((lane, found))
            number = choice.number(found)
            if best is None or number > best:
                best, border = number, number - within
    if simple:
        amount, dates, state = event.amount, step.dates, walk.state
        for quick, slack, lane in board.quick:
            if border is not None and quick.slope * amount + slack < border:
                break
            result = quick(amount, dates, state)
            group.append((lane, result))
            if best is None or result.net > best:
                best, border = result.net, result.net - within
    if border is None or len(group) == 1:
        return group
    return [pair for pair in group if choice.number(pair[1]) >= border]


def walk_along(start: Walk, assignment: Sequence[Lane | None]) -> Walk | None:
    """Walk on given paths (what stands for a refund is not read); None if one is not possible."""
    walk = start.copy()
    for step, lane in zip(walk.steps, assignment, strict=True):
        if isinstance(step.event, Refund):
            walk.refund(step.event)
            continue
        result = None if lane is None else walk.result(lane, step.event)
        if result is None or lane is None:
            return None
        walk.take(lane, step.event, result)
    return walk
