"""Budgets, debts and goals: what is left, carried, owed and missing, exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hub.domain.budget import Planned, month_of, usual
from hub.domain.debts import AVALANCHE, LEAST, ORDERS, SNOWBALL, Debt, pay_off
from hub.domain.errors import LedgerError
from hub.domain.goal import Goal, funded
from hub.domain.transaction import Category

FOOD, SWEETS, RENT = (
    Category(1, "food", "expense", None, 0, "", 1), Category(2, "sweets", "expense", 1, 0, "", 2),
    Category(3, "rent", "expense", None, 0, "", 3),
)  # fmt: skip
CATEGORIES = [FOOD, SWEETS, RENT]


def test_what_a_category_below_costs_counts_in_the_envelope_above() -> None:
    spent = {(1, "2026-03"): 5_000, (2, "2026-03"): 1_500, (3, "2026-03"): 90_000}
    (food,) = month_of([Planned(1, "2026-01", 20_000, "EUR")], spent, CATEGORIES, "2026-03", "EUR")
    assert (food.spent, food.left, food.carried) == (6_500, 13_500, 0)
    both = month_of([Planned(1, "2026-01", 20_000, "EUR"), Planned(2, "2026-02", 1_000, "EUR")], spent, CATEGORIES,
                    "2026-03", "EUR")  # fmt: skip
    assert [(one.category_id, one.left) for one in both] == [(1, 15_000), (2, -500)]


def test_an_amount_holds_until_the_next_and_zero_ends_it() -> None:
    planned = [Planned(1, "2026-01", 100, "EUR"), Planned(1, "2026-03", 200, "EUR"), Planned(1, "2026-05", 0, "EUR")]
    months = ("2025-12", "2026-02", "2026-04", "2026-06")
    found = {month: month_of(planned, {}, CATEGORIES, month, "EUR") for month in months}
    assert [[one.planned for one in rows] for rows in found.values()] == [[], [100], [200], []]


@given(some.lists(some.tuples(some.integers(0, 999), some.integers(-99, 999)), min_size=1, max_size=30))
def test_what_an_envelope_carries_is_all_that_was_left_in_it(months: list[tuple[int, int]]) -> None:
    names = [f"{2024 + at // 12}-{at % 12 + 1:02d}" for at in range(len(months))]
    planned = [
        Planned(1, name, amount + 1, "EUR", carries=True) for name, (amount, _) in zip(names, months, strict=True)
    ]
    spent = {(1, name): out for name, (_, out) in zip(names, months, strict=True)}
    (found,) = month_of(planned, spent, CATEGORIES, names[-1], "EUR")
    assert found.left == sum(amount + 1 for amount, _ in months) - sum(out for _, out in months)


def test_the_usual_is_the_median_of_six_whole_months() -> None:
    spent = {(1, f"2026-0{month}"): 1_000 * month for month in range(1, 7)} | {(3, "2026-01"): 99_999}
    assert usual(spent, CATEGORIES, "2026-07") == {1: 3_500}


def made(rows: list[tuple[int, int]]) -> list[Debt]:
    return [Debt(at, f"D{at}", owed, Decimal(rate) / 100, owed // 20 + 500) for at, (owed, rate) in enumerate(rows)]


DEBTS = some.lists(some.tuples(some.integers(1, 900_000), some.integers(0, 30)), min_size=1, max_size=4).map(made)


@given(DEBTS, some.integers(0, 50_000))
def test_paying_debts_off_is_exact_and_more_than_the_least_never_costs_more(debts: list[Debt], extra: int) -> None:
    least = pay_off(debts, 0, date(2026, 1, 1), LEAST)
    plans = {order: pay_off(debts, extra, date(2026, 1, 1), order) for order in ORDERS}
    for plan in plans.values():
        assert {one.debt for one in plan.cleared} == set(debts)
        assert sum(one.interest for one in plan.cleared) == plan.interest <= least.interest
        paid = (sum(one.least for one in debts) + extra) * (plan.months - 1)
        owed = sum(one.owed for one in debts) + plan.interest
        assert paid < owed <= paid + sum(one.least for one in debts) + extra
    # cents of rounding aside, the dearest first is never dearer
    assert plans[AVALANCHE].interest <= plans[SNOWBALL].interest + plans[SNOWBALL].months * len(debts)


def test_the_orders_differ_where_the_dearest_is_not_the_smallest() -> None:
    debts = [Debt(1, "Card", 400_000, Decimal("0.19"), 10_000), Debt(2, "Sofa", 60_000, Decimal("0.03"), 3_000)]
    avalanche = pay_off(debts, 20_000, date(2026, 1, 1), AVALANCHE)
    snowball = pay_off(debts, 20_000, date(2026, 1, 1), SNOWBALL)
    assert [one.debt.name for one in snowball.cleared] == ["Sofa", "Card"]
    assert snowball.cleared[0].on < next(one.on for one in avalanche.cleared if one.debt.name == "Sofa")
    assert avalanche.interest < snowball.interest


def test_a_debt_that_grows_never_ends() -> None:
    with pytest.raises(LedgerError) as caught:
        pay_off([Debt(1, "Card", 500_000, Decimal("0.24"), 5_000)], 0, date(2026, 1, 1), LEAST)
    assert caught.value.code == "loan_never_ends"


@given(some.integers(1, 10**7), some.integers(0, 10**7), some.integers(1, 60))
def test_a_goal_is_reached_with_its_monthly_amount_and_not_with_a_cent_less(
    target: int, saved: int, months: int
) -> None:
    due = date(2026 + (2 + months) // 12, (2 + months) % 12 + 1, 15)
    goal = Goal(1, "Bicycle", target, "EUR", due, saved=saved)
    today = date(2026, 3, 15)
    monthly = goal.monthly(today)
    assert goal.months(today) == months
    assert monthly is not None
    assert saved + monthly * months >= target
    assert monthly == 0 or saved + (monthly - 1) * months < target


def test_goals_of_one_account_share_it_and_the_first_due_is_filled_first() -> None:
    goals = [Goal(1, "Later", 5_000, "EUR", date(2027, 1, 1), 9), Goal(2, "Sooner", 3_000, "EUR", date(2026, 5, 1), 9)]
    assert [(one.name, one.saved) for one in funded(goals, {9: 4_000})] == [("Sooner", 3_000), ("Later", 1_000)]
