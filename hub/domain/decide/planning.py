"""plan: which way to pay for which planned purchase (DECIDE section 8)."""

from __future__ import annotations

from decimal import localcontext

from hub.domain.decide.casebook import Casebook
from hub.domain.decide.choosing import Choice, Realised, walk_by
from hub.domain.decide.exact import CONTEXT
from hub.domain.decide.history import best_found, few_assignments, is_exact, timeline
from hub.domain.decide.model import Assigned, PurchasePlan
from hub.domain.decide.reading import refuse
from hub.domain.decide.search import best_of_all
from hub.domain.decide.situation import Case, Purchase
from hub.domain.decide.walk import Walk


def plan(case: Case) -> PurchasePlan:
    """The assignment of planned purchases with the largest realised net: certain if there are few, else the best found.

    Raises CaseError where nothing can pay a purchase, or a reference rate is missing.
    """
    with localcontext(CONTEXT):
        book = Casebook(case)
        steps = timeline(book)
        start = Walk(steps, book.opening.state, keeps_past=False)
        myopic = walk_by(start, Choice())
        if myopic is None:
            raise _stuck(start)
        best = _best(book, start, myopic)
        rows = {
            step.event.id: Assigned(step.event.id, lane.id, net)
            for step, lane, net in zip(steps, best.lanes, best.nets, strict=True)
        }
        return PurchasePlan(
            book.home, best.total, myopic.total, is_exact(book, steps), tuple(rows[event.id] for event in case.events)
        )


def _best(book: Casebook, start: Walk, myopic: Walk) -> Walk:
    if is_exact(book, start.steps) or few_assignments(start.steps):
        found = best_of_all(start)
        if found is not None:
            return found
    greedy = walk_by(start, Realised())
    return best_found([walk for walk in (myopic, greedy) if walk is not None], start)


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
