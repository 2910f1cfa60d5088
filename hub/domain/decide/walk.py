"""One scenario of a history or plan: events in order, each purchase on one path, with its own running state.

DECIDE section 7. Refunds work on the path that the scenario used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Board, Lane
from hub.domain.decide.refunds import Reversal, reverse
from hub.domain.decide.situation import Purchase, Refund
from hub.domain.decide.tally import Dates, Result
from hub.domain.decide.usage import Key, State

_CHECKPOINT = 512
"""A copy of the state is kept at every so many events, so that a recomputation need not start at the first."""


@dataclass(frozen=True, slots=True)
class Step:
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
    """One event as it went: the path (of a refund, that of its purchase) and the realised net.

    result is of a purchase, reversal of a refund that took back what was earned; both change when a later refund
    makes the past run again, the net does not.
    """

    lane: Lane
    net: Decimal
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
    """A scenario on its way; keeps_past where a refund may make the past run again."""

    def __init__(self, steps: Sequence[Step], state: State, *, keeps_past: bool) -> None:
        self.steps = steps
        self.state = dict(state)
        self.made: list[Made] = []
        self._keeps_past = keeps_past
        self._place: dict[str, int] = {}
        self._lowered: dict[str, Decimal] = {}
        self._checkpoints: dict[int, State] = {}

    def copy(self) -> Walk:
        """The same walk so far, to go on in another way."""
        twin = Walk(self.steps, self.state, keeps_past=self._keeps_past)
        twin.made = list(self.made)
        twin._place = dict(self._place)
        twin._lowered = dict(self._lowered)
        twin._checkpoints = dict(self._checkpoints)
        return twin

    @property
    def total(self) -> Decimal:
        """Sum of the realised nets."""
        return sum((made.net for made in self.made), ZERO)

    def result(self, lane: Lane, purchase: Purchase) -> Result | None:
        """What the next purchase would come to on a path, None where it is not possible."""
        step = self.steps[len(self.made)]
        return lane.result(purchase, step.dates, self.state, purchase.amount, full=step.refunded)

    def take(self, lane: Lane, purchase: Purchase, result: Result) -> None:
        """Make the next purchase on a path."""
        self._place[purchase.id] = len(self.made)
        self._append(Made(lane, result.net, result))

    def refund(self, refund: Refund) -> None:
        """Make the next event, a refund, as the product of the last hop that paid says."""
        position = self._place[refund.refund_of]
        lane = self.made[position].lane
        version = lane.path[-1].version
        if version is not None and version.recompute_refunds:
            self._append(Made(lane, self._recompute(refund, position)))
        else:
            reversal = self._reverse(refund)
            self._append(Made(lane, reversal.net, reversal=reversal))

    def _append(self, made: Made) -> None:
        if self._keeps_past and len(self.made) % _CHECKPOINT == 0:
            self._checkpoints[len(self.made)] = dict(self.state)
        self.made.append(made)
        self._grow(made)

    def _grow(self, made: Made) -> None:
        state = self.state
        for key, amount in made.added.items():
            state[key] = state.get(key, ZERO) + amount

    def _reverse(self, refund: Refund) -> Reversal:
        position = self._place[refund.refund_of]
        made, purchase = self.made[position], self.steps[position].event
        if made.result is None or not isinstance(purchase, Purchase):
            raise TypeError("a refund refers to a purchase")
        earlier = []
        for number in range(position + 1, len(self.made)):
            event, reversal = self.steps[number].event, self.made[number].reversal
            if reversal is not None and isinstance(event, Refund) and event.refund_of == refund.refund_of:
                earlier.append(reversal)
        return reverse(purchase, made.lane, made.result, refund.amount, earlier, self.state)

    def _recompute(self, refund: Refund, position: int) -> Decimal:
        """The purchase is treated as made for the reduced amount; what came after runs again on the same paths."""
        before = sum((made.reversible for made in self.made[position:]), ZERO)
        self._lowered[refund.refund_of] = self._lowered.get(refund.refund_of, ZERO) + refund.amount
        past = self.made
        self._rewind(position)
        for number in range(position, len(past)):
            self._append(self._again(past[number], number))
        return sum((made.reversible for made in self.made[position:]), ZERO) - before

    def _rewind(self, position: int) -> None:
        """Go back to before an event: to the last checkpoint, and forward from there."""
        start = max(number for number in self._checkpoints if number <= position)
        self._checkpoints = {number: state for number, state in self._checkpoints.items() if number <= start}
        self.state = dict(self._checkpoints[start])
        past, self.made = self.made, self.made[:position]
        for made in past[start:position]:
            self._grow(made)

    def _again(self, past: Made, number: int) -> Made:
        """One event of the past once more; its row keeps its net."""
        step = self.steps[number]
        event = step.event
        if isinstance(event, Refund):
            reversal = None if past.reversal is None else self._reverse(event)
            return Made(past.lane, past.net, reversal=reversal)
        price = max(ZERO, event.amount - self._lowered.get(event.id, ZERO))
        result = past.lane.result(event, step.dates, self.state, price, full=step.refunded, sure=True)
        return Made(past.lane, past.net, result)
