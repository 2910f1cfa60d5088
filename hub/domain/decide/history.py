"""replay: what the past would have brought with other ways to pay (DECIDE section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from decimal import localcontext
from math import prod
from operator import attrgetter

from hub.domain.decide.casebook import Casebook
from hub.domain.decide.choosing import Fair, walk_along, walk_by, walk_preferring
from hub.domain.decide.exact import CONTEXT
from hub.domain.decide.improve import BUDGET, Improvement
from hub.domain.decide.lane import Lanes, board_of
from hub.domain.decide.model import Chosen, Replay, ReplayRow
from hub.domain.decide.possible import dates_of
from hub.domain.decide.search import MOST_ASSIGNMENTS, best_of_all
from hub.domain.decide.situation import Case, Purchase, Refund
from hub.domain.decide.tally import Dates
from hub.domain.decide.walk import Step, Walk
from hub.domain.memory import no_collection

MOST_IMPROVED = 5_000
"""Longer timelines are not improved: the best of the walks is the best found."""


MOST_STARTS = 3
"""Of the walks to improve, so many of the best."""


def replay(case: Case, budget: int = BUDGET) -> Replay:
    """The history as it was, as a careful user could have paid, and the best in hindsight.

    budget: calculations that the search for hindsight may cost where not all can be tried. Raises CaseError where a
    reference rate is missing.
    """
    with localcontext(CONTEXT), no_collection() if len(case.events) > MOST_IMPROVED else nullcontext():
        return _History(case).replay(budget)


def fair_best(case: Case) -> tuple[Chosen, ...]:
    """As a careful user could have paid, each event as listed; without the search for hindsight."""
    with localcontext(CONTEXT):
        return _History(case).fair()


def timeline(book: Casebook) -> list[Step]:
    """The events of a history or plan by date, then as listed, with the paths that may be taken."""
    lanes = Lanes(book)
    refunded = {event.refund_of for event in book.case.events if isinstance(event, Refund)}
    nothing = board_of(())
    dates: dict[tuple[date, date | None], Dates] = {}
    steps = []
    for event in sorted(book.case.events, key=attrgetter("on")):
        if isinstance(event, Refund):
            steps.append(Step(event, Dates(event.on, event.on, assumed=False), nothing, refunded=False))
        else:
            days = (event.on, event.posting_date)
            when = dates.get(days)
            if when is None:
                when = dates[days] = dates_of(event)
            steps.append(Step(event, when, lanes.board(event), event.id in refunded))
    return steps


def is_exact(book: Casebook, steps: Sequence[Step]) -> bool:
    """Whether the assignments of all paths, before any rejection, are few enough to try each."""
    counts = (len(book.paths(step.event.on)) for step in steps if isinstance(step.event, Purchase))
    total = 1
    for count in counts:
        total *= count
        if total > MOST_ASSIGNMENTS:
            return False
    return True


def few_assignments(steps: Sequence[Step]) -> bool:
    """Whether the paths that are left are few enough to try each assignment."""
    return len(steps) < 100 and prod(max(1, len(step.lanes)) for step in steps) <= MOST_ASSIGNMENTS


def best_found(starts: Sequence[Walk], opening: Walk, budget: int = BUDGET) -> Walk:
    """The best of some walks, improved; a history with refunds is improved as if nothing had been refunded."""
    best = max(starts, key=lambda walk: walk.total)
    if len(best.steps) > MOST_IMPROVED or not budget:
        return best
    names = dict.fromkeys(lane.id for step in best.steps for lane in step.lanes)
    loyal = [walk for name in names if (walk := walk_preferring(opening, name)) is not None]
    different = {walk.total: walk for walk in (*loyal, *starts)}
    for total in sorted(different, reverse=True)[:MOST_STARTS]:
        improved, spent = _improved(different[total], opening, budget)
        best = max(best, improved, key=lambda walk: walk.total)
        budget -= spent
    return best


def _improved(walk: Walk, opening: Walk, budget: int) -> tuple[Walk, int]:
    """A walk improved within a budget, and what that cost."""
    steps = [step for step in walk.steps if isinstance(step.event, Purchase)]
    lanes = [lane for lane, step in zip(walk.lanes, walk.steps, strict=True) if isinstance(step.event, Purchase)]
    search = Improvement(steps, opening.state, lanes, budget)
    search.run()
    better = iter(search.timeline.lanes)
    assignment = [next(better) if isinstance(step.event, Purchase) else None for step in walk.steps]
    return walk_along(opening, assignment) or walk, search.timeline.spent


class _History:
    """One replay at work."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._book = Casebook(case)
        self._steps = timeline(self._book)
        recomputing = any(version.recompute_refunds for versions in case.products.values() for version in versions)
        has_refunds = any(isinstance(event, Refund) for event in case.events)
        self._start = Walk(self._steps, self._book.opening.state, keeps_past=recomputing and has_refunds)

    def fair(self) -> tuple[Chosen, ...]:
        fair = walk_by(self._start, Fair(self._book))
        if fair is None:
            raise TypeError("the path that was used is always possible")
        by_id = {step.event.id: chosen for step, chosen in zip(self._steps, _chosen(fair), strict=True)}
        return tuple(by_id[event.id] for event in self._case.events)

    def replay(self, budget: int) -> Replay:
        actual = walk_along(self._start, [step.lanes[0] if step.lanes else None for step in self._steps])
        fair = walk_by(self._start, Fair(self._book))
        if actual is None or fair is None:
            raise TypeError("the path that was used is always possible")
        best = self._hindsight(actual, fair, budget)
        return Replay(
            self._book.home,
            actual.total,
            fair.total,
            best.total,
            is_exact(self._book, self._steps),
            self._rows(actual, fair, best),
        )

    def _rows(self, actual: Walk, fair: Walk, best: Walk) -> tuple[ReplayRow, ...]:
        """The events as listed; a history is listed by date as a rule, and nothing needs to be looked up then."""
        used, fairly = _chosen(actual), _chosen(fair)
        last = fairly if best is fair else _chosen(best)
        names = [step.event.id for step in self._steps]
        rows = list(map(ReplayRow, names, used, fairly, last))
        if names == [event.id for event in self._case.events]:
            return tuple(rows)
        by_id = dict(zip(names, rows, strict=True))
        return tuple(by_id[event.id] for event in self._case.events)

    def _hindsight(self, actual: Walk, fair: Walk, budget: int) -> Walk:
        if is_exact(self._book, self._steps) or few_assignments(self._steps):
            found = best_of_all(self._start)
            if found is not None:
                return found
        return best_found((actual, fair), self._start, budget)


def _chosen(walk: Walk) -> list[Chosen]:
    return [Chosen(lane.id, net) for lane, net in zip(walk.lanes, walk.nets, strict=True)]
