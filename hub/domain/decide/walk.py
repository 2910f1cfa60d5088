"""One scenario of a history or plan: events in order, each purchase on one path, with its own running state.

DECIDE section 7. Refunds work on the path that the scenario used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Board, Lane
from hub.domain.decide.memo import Memo
from hub.domain.decide.refunds import Reversal, reverse
from hub.domain.decide.situation import Purchase, Refund
from hub.domain.decide.tally import Dates, Result
from hub.domain.decide.usage import Key, State

_CHECKPOINT = 512
"""A copy of the state is kept at every so many events, so that a recomputation need not start at the first."""


class Step(NamedTuple):
    """One event with what is known of it beforehand; refunded purchases are calculated in full."""

    event: Purchase | Refund
    dates: Dates
    board: Board
    refunded: bool

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The paths that may be taken."""
        return self.board.lanes


@dataclass(slots=True)
class Made:
    """One event as it went, as far as a refund may come back to it.

    result is of a purchase, reversal of a refund that took back what was earned; both change when a later refund
    makes the past run again.
    """

    result: Result | None = None
    reversal: Reversal | None = None

    @property
    def added(self) -> Mapping[Key, Decimal]:
        """How the event moved the state."""
        if self.result is not None:
            return self.result.added
        return self.reversal.added if self.reversal is not None else {}

    @property
    def reversible(self) -> Decimal:
        """What counts in a recomputation: reversible lines and sign-up steps, or what a refund took of them."""
        if self.result is not None:
            return self.result.reversible
        return self.reversal.net if self.reversal is not None else ZERO


class Walk:
    """A scenario on its way: the path of each event (of a refund, that of its purchase) and its realised net.

    memo where many walks come to the same states.
    keeps_past where a refund may make the past run again. made holds only what refunds may come back to: long
    histories must stay light.
    """

    def __init__(self, steps: Sequence[Step], state: State, *, keeps_past: bool, memo: Memo | None = None) -> None:
        self.steps = steps
        self.memo = memo
        self.state = dict(state)
        self.lanes: list[Lane] = []
        self.nets: list[Decimal] = []
        self.made: dict[int, Made] = {}
        self.keeps_past = keeps_past
        self._place: dict[str, int] = {}
        self._lowered: dict[str, Decimal] = {}
        self._checkpoints: dict[int, State] = {}

    def copy(self) -> Walk:
        """The same walk so far, to go on in another way."""
        twin = Walk(self.steps, self.state, keeps_past=self.keeps_past, memo=self.memo)
        twin.lanes = list(self.lanes)
        twin.nets = list(self.nets)
        twin.made = dict(self.made)
        twin._place = dict(self._place)
        twin._lowered = dict(self._lowered)
        twin._checkpoints = dict(self._checkpoints)
        return twin

    @property
    def total(self) -> Decimal:
        """Sum of the realised nets."""
        return sum(self.nets, ZERO)

    def result(self, lane: Lane, purchase: Purchase) -> Result | None:
        """What the next purchase would come to on a path, None where it is not possible."""
        step, quick = self.steps[len(self.nets)], lane.quick
        if quick is not None and self.memo is None and not step.refunded and not purchase.return_probability:
            return quick(purchase.amount, step.dates, self.state)
        return self._result(len(self.nets), lane, purchase, purchase.amount, sure=False)

    def take(self, lane: Lane, purchase: Purchase, result: Result) -> None:
        """Make the next purchase on a path."""
        position = len(self.nets)
        if self.keeps_past or self.steps[position].refunded:
            self._place[purchase.id] = position
            self._append(lane, result.net, Made(result))
            return
        self.lanes.append(lane)
        self.nets.append(result.net)
        if result.added:
            _grow(self.state, result.added)

    def refund(self, refund: Refund) -> None:
        """Make the next event, a refund, as the product of the last hop that paid says."""
        position = self._place[refund.refund_of]
        lane = self.lanes[position]
        version = lane.path[-1].version
        if version is not None and version.recompute_refunds:
            self._append(lane, self._recompute(refund, position), Made())
        else:
            reversal = self._reverse(refund)
            self._append(lane, reversal.net, Made(reversal=reversal))

    def _result(self, position: int, lane: Lane, purchase: Purchase, price: Decimal, *, sure: bool) -> Result | None:
        step = self.steps[position]
        if self.memo is None:
            return lane.result(purchase, step.dates, self.state, price, full=step.refunded, sure=sure)
        return self.memo.result(lane, purchase, step.dates, self.state, price, full=step.refunded, sure=sure)

    def _append(self, lane: Lane, net: Decimal, made: Made) -> None:
        self._checkpoint(len(self.nets))
        self.made[len(self.nets)] = made
        self.lanes.append(lane)
        self.nets.append(net)
        _grow(self.state, made.added)

    def _checkpoint(self, position: int) -> None:
        if self.keeps_past and position % _CHECKPOINT == 0:
            self._checkpoints[position] = dict(self.state)

    def _reverse(self, refund: Refund, until: int | None = None) -> Reversal:
        position = self._place[refund.refund_of]
        made, purchase = self.made[position], self.steps[position].event
        if made.result is None or not isinstance(purchase, Purchase):
            raise TypeError("a refund refers to a purchase")
        earlier = []
        for number in range(position + 1, len(self.nets) if until is None else until):
            event = self.steps[number].event
            if isinstance(event, Refund) and event.refund_of == refund.refund_of:
                reversal = self.made[number].reversal
                earlier.extend([reversal] if reversal is not None else [])
        return reverse(purchase, self.lanes[position], made.result, refund.amount, earlier, self.state)

    def _recompute(self, refund: Refund, position: int) -> Decimal:
        """The purchase is treated as made for the reduced amount; what came after runs again on the same paths."""
        past = range(position, len(self.nets))
        before = sum((self.made[number].reversible for number in past), ZERO)
        self._lowered[refund.refund_of] = self._lowered.get(refund.refund_of, ZERO) + refund.amount
        start = max(number for number in self._checkpoints if number <= position)
        self._checkpoints = {number: state for number, state in self._checkpoints.items() if number <= start}
        self.state = dict(self._checkpoints[start])
        for number in range(start, position):
            _grow(self.state, self.made[number].added)
        for number in past:
            self._checkpoint(number)
            self._again(number)
        return sum((self.made[number].reversible for number in past), ZERO) - before

    def _again(self, number: int) -> None:
        """One event of the past once more; its row keeps its net."""
        step, made = self.steps[number], self.made[number]
        event = step.event
        if isinstance(event, Refund):
            made = Made(reversal=None if made.reversal is None else self._reverse(event, number))
        else:
            price = max(ZERO, event.amount - self._lowered.get(event.id, ZERO))
            made = Made(self._result(number, self.lanes[number], event, price, sure=True))
        self.made[number] = made
        _grow(self.state, made.added)


def _grow(state: State, added: Mapping[Key, Decimal]) -> None:
    for key, amount in added.items():
        state[key] = state.get(key, ZERO) + amount
