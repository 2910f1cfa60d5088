"""plan: which way to pay for which planned purchase (DECIDE section 8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, localcontext

from hub.domain.decide.casebook import Casebook
from hub.domain.decide.choosing import Choice, Realised, walk_along, walk_by
from hub.domain.decide.exact import CONTEXT
from hub.domain.decide.history import best_found, few_assignments, is_exact, timeline
from hub.domain.decide.model import Assigned, PurchasePlan
from hub.domain.decide.program import Program, Solution, program_of
from hub.domain.decide.reading import refuse
from hub.domain.decide.search import best_of_all
from hub.domain.decide.situation import Case, Purchase
from hub.domain.decide.usage import Key
from hub.domain.decide.walk import Walk

Solve = Callable[[Program], Iterator[Solution]]
"""A solver of mixed-integer programs: suggestions, each closer to the best and slower to come than the one before."""

CLOSE = Decimal("0.001")
"""A plan proven to be this close to the best (0.1 %) is not improved further."""


def plan(case: Case, solve: Solve | None = None) -> PurchasePlan:
    """The assignment of planned purchases with the largest realised net: certain if there are few, else the best found.

    solve suggests an assignment and proves a bound where there are many. Raises CaseError where nothing can pay a
    purchase, or a reference rate is missing.
    """
    with localcontext(CONTEXT):
        book = Casebook(case)
        steps = timeline(book)
        start = Walk(steps, book.opening.state, keeps_past=False)
        myopic = walk_by(start, Choice())
        if myopic is None:
            raise _stuck(start)
        best, solution = _best(book, start, myopic, solve)
        rows = {
            step.event.id: Assigned(step.event.id, lane.id, net)
            for step, lane, net in zip(steps, best.lanes, best.nets, strict=True)
        }
        return PurchasePlan(
            book.home,
            best.total,
            myopic.total,
            is_exact(book, steps),
            tuple(rows[event.id] for event in case.events),
            None if solution is None else solution.bound,
            {} if solution is None else solution.shadow,
        )


def cap_values(case: Case, solve: Solve) -> Mapping[Key, Decimal]:
    """What one unit more of each cap that binds would add to the relaxed plan, in home money, by counter.

    For plans that need no solver to be certain. Empty where the program models nothing that binds.
    """
    with localcontext(CONTEXT):
        book = Casebook(case)
        solution = next(solve(program_of(book, timeline(book), book.opening.state)), None)
        return {} if solution is None else solution.shadow


def _best(book: Casebook, start: Walk, myopic: Walk, solve: Solve | None) -> tuple[Walk, Solution | None]:
    if is_exact(book, start.steps) or few_assignments(start.steps):
        found = best_of_all(start)
        if found is not None:
            return found, None
    solution, suggested = _suggested(book, start, solve)
    if suggested is not None and solution is not None and _is_close(suggested.total, solution.bound):
        return suggested, solution
    greedy = walk_by(start, Realised())
    return best_found([walk for walk in (suggested, myopic, greedy) if walk is not None], start), solution


def _suggested(book: Casebook, start: Walk, solve: Solve | None) -> tuple[Solution | None, Walk | None]:
    """The best suggestion of a solver as the exact calculation prices it, with the lowest bound; not all are possible.

    No more of them are asked for when one is close enough.
    """
    if solve is None or not all(isinstance(step.event, Purchase) for step in start.steps):
        return None, None
    last: Solution | None = None
    best: Walk | None = None
    for solution in solve(program_of(book, start.steps, book.opening.state)):
        bound = _lower(solution.bound, None if last is None else last.bound)
        last = Solution(solution.chosen, bound, solution.shadow)
        lanes = [step.lanes[number] for step, number in zip(start.steps, solution.chosen, strict=True)]
        walk = walk_along(start, lanes)
        if walk is not None and (best is None or walk.total > best.total):
            best = walk
        if best is not None and _is_close(best.total, bound):
            break
    return last, best


def _lower(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return one if other is None else other if one is None else min(one, other)


def _is_close(total: Decimal, bound: Decimal | None) -> bool:
    return bound is not None and bound - total <= CLOSE * abs(bound)


def _stuck(start: Walk) -> Exception:
    """The purchase that nothing can pay when each takes the best path in turn."""
    walk = start.copy()
    for step in walk.steps:
        event = step.event
        if not isinstance(event, Purchase):
            continue
        possible = [(lane, result) for lane in step.lanes if (result := walk.result(lane, event)) is not None]
        if not possible:
            return refuse("nothing_can_pay", event.place, id=event.id)
        lane, result = Choice().pick(possible)
        walk.take(lane, event, result)
    raise AssertionError("the walk was stuck before")
