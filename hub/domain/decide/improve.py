"""A good assignment where there are too many to try: paths change one by one, in pairs and in bundles while that pays.

Single changes fill what is free, pairs exchange a cap that is full, bundles reach a threshold (sign-up bonus,
cumulative offer, cliff) that no single purchase reaches. What comes out is the best found, without a proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from hub.domain.decide.exact import ZERO
from hub.domain.decide.lane import Lane
from hub.domain.decide.timeline import Change, Timeline
from hub.domain.decide.usage import Key, State
from hub.domain.decide.walk import Step

BUDGET = 100_000
"""Calculations that one improvement may cost; a full one counts as ten quick ones."""

_THRESHOLDS = frozenset(("bonus", "progress", "rule", "card"))
_MOST_PARTNERS = 24
_MOST_IN_BUNDLE = 60


class Improvement:
    """One search for a better assignment."""

    def __init__(
        self,
        steps: Sequence[Step],
        opening: State,
        lanes: Sequence[Lane],
        budget: int = BUDGET,
    ) -> None:
        self.timeline = Timeline(steps, opening, lanes)
        self._budget = budget
        self._interest: dict[Key, list[tuple[int, Lane]]] = defaultdict(list)
        self._stateful: list[int] = []

    def run(self) -> None:
        """Improve until nothing pays any more or the budget is used."""
        self._survey()
        while self._open():
            paid = self._singles()
            paid = self._bundles() or paid
            paid = self._pairs() or paid
            if not paid:
                return

    def _open(self) -> bool:
        return self.timeline.spent < self._budget

    def _survey(self) -> None:
        """Which purchase could read which counter on which path."""
        for position, step in enumerate(self.timeline.steps):
            if not self._open():
                return
            reads = False
            for lane in step.lanes:
                tried = self.timeline.attempt({position: lane})
                if tried is None:
                    continue
                _, result = tried[1][position]
                for key in result.added:
                    self._interest[key].append((position, lane))
                reads = reads or bool(result.seen) or bool(result.added)
            if reads:
                self._stateful.append(position)

    def _singles(self) -> bool:
        paid = False
        for position in self._stateful:
            if not self._open():
                break
            best = self._best({}, position)
            if best is not None and best[0] > ZERO:
                self.timeline.accept(best[1])
                paid = True
        return paid

    def _best(self, others: dict[int, Lane], position: int) -> tuple[Decimal, Change] | None:
        """The best other path for a purchase, together with other moves."""
        found: tuple[Decimal, Change] | None = None
        for lane in self.timeline.steps[position].lanes:
            if lane is self.timeline.lanes[position]:
                continue
            tried = self.timeline.attempt({**others, position: lane})
            if tried is not None and (found is None or tried[0] > found[0]):
                found = tried
        return found

    def _pairs(self) -> bool:
        """A purchase leaves what another one wants."""
        paid = False
        for position in self._stateful:
            lane = self.timeline.lanes[position]
            for rival, wanted in self._partners(position):
                if not self._open():
                    return paid
                if self.timeline.lanes[position] is not lane or self.timeline.lanes[rival] is wanted:
                    continue
                best = self._best({rival: wanted}, position)
                if best is not None and best[0] > ZERO:
                    self.timeline.accept(best[1])
                    paid = True
        return paid

    def _partners(self, position: int) -> list[tuple[int, Lane]]:
        found: dict[tuple[int, str], tuple[int, Lane]] = {}
        for key in self.timeline.results[position].added:
            for rival, lane in self._interest[key]:
                if rival != position and self.timeline.lanes[rival] is not lane:
                    found[rival, lane.id] = (rival, lane)
        near = sorted(found.values(), key=lambda partner: abs(partner[0] - position))
        return near[:_MOST_PARTNERS]

    def _bundles(self) -> bool:
        """Several purchases move together towards one counter with a threshold."""
        paid = False
        for key, interested in list(self._interest.items()):
            if key[0] not in _THRESHOLDS or not self._open():
                continue
            best = self._best_bundle(interested)
            if best is not None and best[0] > ZERO:
                self.timeline.accept(best[1])
                paid = True
        return paid

    def _best_bundle(self, interested: Sequence[tuple[int, Lane]]) -> tuple[Decimal, Change] | None:
        """The cheapest purchases first, as many as pay best."""
        priced: list[tuple[Decimal, int, Lane]] = []
        for position, lane in interested:
            if self.timeline.lanes[position] is lane:
                continue
            tried = self.timeline.attempt({position: lane})
            if tried is not None:
                priced.append((-tried[0], position, lane))
        priced.sort(key=lambda item: (item[0], item[1]))
        moves: dict[int, Lane] = {}
        found: tuple[Decimal, Change] | None = None
        for _, position, lane in priced[:_MOST_IN_BUNDLE]:
            if position in moves:
                continue
            moves[position] = lane
            tried = self.timeline.attempt(moves)
            if tried is not None and (found is None or tried[0] > found[0]):
                found = tried
            if not self._open():
                break
        return found
