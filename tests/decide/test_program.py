"""The solver's program: its bound is never below the best of every assignment, and its plan is priced exactly."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest
import random_cases as make

from hub.domain.decide import parse, plan
from hub.domain.decide.casebook import Casebook
from hub.domain.decide.choosing import walk_along
from hub.domain.decide.exact import CONTEXT
from hub.domain.decide.history import timeline
from hub.domain.decide.planning import CLOSE
from hub.domain.decide.program import program_of
from hub.domain.decide.search import best_of_all
from hub.domain.decide.walk import Walk
from hub.services import cases
from hub.services.optimum import solve

Json = dict[str, Any]


def check_bound(case: Json) -> tuple[bool, Decimal]:
    """Whether a bound was proven, and how far it is above the best of every assignment."""
    with localcontext(CONTEXT):
        book = Casebook(parse(case))
        start = Walk(timeline(book), book.opening.state, keeps_past=False)
        best = best_of_all(start)
        assert best is not None
        *_, found = solve(program_of(book, start.steps, book.opening.state))
        lanes = [step.lanes[number] for step, number in zip(start.steps, found.chosen, strict=True)]
        walk = walk_along(start, lanes)
        assert walk is None or walk.total <= best.total
        if found.bound is None:
            return False, Decimal(0)
        assert found.bound >= best.total, (found.bound, best.total)
        return True, found.bound - best.total


def check_many(count: int, *, plain: bool) -> tuple[int, Decimal]:
    proven, above = 0, Decimal(0)
    for seed in range(count):
        case = make.events_case(make.seeded(seed), "planned", count=3, cards=2, plain=plain)
        is_proven, by = check_bound(case)
        proven += is_proven
        above += by
    return proven, above


def test_the_bound_holds_and_is_near_with_plain_rules() -> None:
    proven, above = check_many(12, plain=True)
    assert proven >= 5
    assert above / proven < Decimal("0.25")


def test_the_bound_holds_with_offers_bonuses_and_unknown_facts() -> None:
    check_many(12, plain=False)


@pytest.mark.soak
def test_many_bounds_hold() -> None:
    assert check_many(1_500, plain=True)[0] > 1_000
    assert check_many(1_500, plain=False)[0] > 100


def household(purchases: int) -> Json:
    """Two cards with caps, a sign-up bonus, a one-use offer, an offer with a threshold and a limited balance."""
    capped = {"id": "top", "kind": "replace", "rate": "0.05", "caps": ["month"]}
    first = {
        "id": "first",
        "kind": "credit_card",
        "rules": [{"id": "base", "kind": "base", "rate": "0.01"}, capped],
        "caps": [{"id": "month", "basis": "spend", "amount": "200", "period": "calendar_month"}],
    }
    second = {
        "id": "second",
        "kind": "credit_card",
        "rules": [{"id": "flat", "kind": "base", "rate": "0.02"}],
        "sign_up_bonus": {"steps": [{"min_spend": "500", "reward": "40"}]},
    }
    return {
        "format": "coffer-case/1",
        "profile": {"home_currency": "EUR"},
        "terms": {"products": [first, second]},
        "instruments": [{"id": "a", "product": "first"}, {"id": "b", "product": "second"}],
        "offers": [
            {"id": "once", "instruments": ["a"], "kind": "fixed", "value": "6", "min_spend": "50"},
            {
                "id": "often",
                "instruments": ["b"],
                "kind": "fixed",
                "value": "15",
                "min_spend": "300",
                "cumulative": True,
            },
        ],
        "usage": {
            "sign_up": [{"instrument": "b", "progress": "100"}],
            "offers": [{"offer": "once", "uses_left": 1}, {"offer": "often", "progress": "0"}],
        },
        "situation": {
            "planned": [
                {
                    "id": f"e{n}",
                    "date": f"2026-{1 + n // 20:02}-{1 + n % 20:02}",
                    "amount": f"{20 + 7 * n % 60}.50",
                    "mcc": "5411",
                }
                for n in range(purchases)
            ]
        },
    }


def test_a_small_household_is_bounded_and_its_best_is_found() -> None:
    is_proven, above = check_bound(household(10))
    assert is_proven
    assert above < Decimal(2)


def test_many_purchases_are_planned_to_a_proven_gap() -> None:
    case = parse(household(120))
    found = plan(case, solve)
    assert not found.exact
    assert found.bound is not None
    assert found.bound * (1 - 2 * CLOSE) <= found.total <= found.bound
    assert found.total >= plan(case).total
    caps = [worth for key, worth in found.shadow.items() if key[0] == "cap"]
    assert len(caps) == 6
    assert all(Decimal("0.03") <= worth < Decimal("0.031") for worth in caps)


def test_a_plan_document_with_many_purchases_comes_from_the_solver() -> None:
    document = cases.plan_document(household(120))
    assert Decimal(document["total"]) > Decimal(document["myopic_total"])
    assert Decimal(document["total"]) == sum(Decimal(row["net"]) for row in document["assignment"])


def test_a_plan_in_parts_keeps_what_reaches_across_them_and_its_bound_holds() -> None:
    """A bonus over all months ties parts together; every suggestion is judged, every bound is above the best."""
    case = parse(household(120))
    with localcontext(CONTEXT):
        book = Casebook(case)
        start = Walk(timeline(book), book.opening.state, keeps_past=False)
        quick, *further = solve(program_of(book, start.steps, book.opening.state))
        walks = []
        for found in (quick, *further):
            lanes = [step.lanes[number] for step, number in zip(start.steps, found.chosen, strict=True)]
            walks.append(walk_along(start, lanes))
    best = max(walk.total for walk in walks if walk is not None)
    assert further, "the whole is a suggestion too"
    assert walks[0] is not None
    assert all(found.bound is not None and found.bound >= best for found in (quick, *further))
    assert walks[0].total >= best * (1 - 2 * CLOSE)
    on_bonus = sum(step.event.amount for step, lane in zip(start.steps, walks[0].lanes, strict=True) if lane.id == "b")
    assert on_bonus >= 400
