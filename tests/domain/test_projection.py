"""Forecasts in the small: streams, card statements, habits, bands; what money does must add up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hub.domain import backtest
from hub.domain.account import Account
from hub.domain.cadence import Cadence
from hub.domain.conformal import GRID, LEVELS, limits
from hub.domain.habit import ahead, habits
from hub.domain.past import Flow, Moved, pasts
from hub.domain.projection import Foreseen, Group, Past, Stream, statements

TODAY = date(2026, 3, 10)
ORIGIN = TODAY.toordinal()
BANK = Account(1, "Bank", "current", "EUR")
CARD = Account(2, "Card", "card", "EUR", statement_day=31, due_days=14, funded_by=1)


def still(account: Account, balance: int, days: int = 400, **more: object) -> Past:
    return Past(account, ORIGIN - days + 1, [balance] * days, [0] * days, **more)  # type: ignore[arg-type]  # of the test


def monthly(day: int, amount: int, months: int = 6) -> Stream:
    cadence = Cadence("month", 1, day, 0)
    slot = cadence.slot_near(TODAY)
    slots = range(slot - months, slot + (cadence.due(slot) <= TODAY))
    return Stream(cadence, tuple((cadence.due(one).toordinal(), amount) for one in slots), varies=False)


def test_what_is_regular_comes_on_its_days_over_month_ends_and_leap_days() -> None:
    found = Foreseen(monthly(31, -5_000)).due(date(2028, 1, 31).toordinal() - 700, 0)
    assert found == []  # nothing was known then
    payments = ((date(2027, 11, 30).toordinal(), -1), (date(2027, 12, 31).toordinal(), -2))
    stream = Stream(Cadence("month", 1, 31, 0), payments, varies=False)
    days = [date.fromordinal(on) for on, _amount in Foreseen(stream).due(date(2028, 1, 1).toordinal(), 90)]
    assert days == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31)]
    assert {amount for _on, amount in Foreseen(stream).due(date(2028, 1, 1).toordinal(), 90)} == {-2}


def test_what_has_ended_is_not_foreseen() -> None:
    stream = monthly(5, -1_000)
    assert Foreseen(stream).due(ORIGIN, 30)
    assert Foreseen(stream).due(ORIGIN + 60, 30) == []


def test_a_card_is_settled_from_its_account_on_the_due_day() -> None:
    closed = date(2026, 2, 28).toordinal()
    ends = [0 if on < closed - 5 else -30_000 for on in range(ORIGIN - 399, ORIGIN + 1)]
    card = Past(CARD, ORIGIN - 399, ends, [0] * 400)
    found = Group([still(BANK, 100_000), card], [ORIGIN], 60).project(ORIGIN, 60)
    due = statements(CARD, closed, closed)[0].due
    assert date.fromordinal(due) == date(2026, 3, 16)  # the 14th is a Saturday
    before, after = due - ORIGIN - 2, due - ORIGIN - 1
    assert (found[1][before], found[1][after]) == (100_000, 70_000)
    assert (found[2][before], found[2][after]) == (-30_000, 0)


@given(
    some.lists(some.integers(-50_000, 5_000), min_size=30, max_size=30),
    some.integers(0, 60_000),
    some.integers(1, 28),
)
def test_settling_a_card_moves_money_and_makes_none(spent: list[int], paid: int, day: int) -> None:
    """The sum of both accounts is what it would be if nothing were settled."""
    ends, balance = [], 0
    for at in range(400):
        balance += spent[at - 370] if at >= 370 else 0
        ends.append(balance)
    irregular = [0] * 370 + spent
    card = Past(CARD, ORIGIN - 399, ends, irregular, (monthly(day, -paid - 1),))
    alone = Past(Account(2, "Card", "card", "EUR"), card.first, ends, irregular, card.streams)
    bank = still(BANK, 1_000_000)
    settled = Group([bank, card], [ORIGIN], 90).project(ORIGIN, 90)
    unsettled = Group([bank, alone], [ORIGIN], 90).project(ORIGIN, 90)
    for at in range(90):
        assert settled[1][at] + settled[2][at] == pytest.approx(unsettled[1][at] + unsettled[2][at])


@given(some.lists(some.integers(-20_000, 3_000), min_size=1, max_size=500), some.integers(1, 400))
def test_a_habit_is_the_same_whether_read_day_by_day_or_ahead(amounts: list[int], count: int) -> None:
    first = ORIGIN - len(amounts) + 1
    (habit,) = habits(amounts, first, [ORIGIN])
    assert ahead(habit, ORIGIN + 1, count) == pytest.approx(
        [habit.on(TODAY + timedelta(1 + at)) for at in range(count)]
    )
    assert min(amounts) - 40_000 <= habit.level <= max(amounts) + 40_000


def test_a_habit_knows_its_weekday_and_its_december() -> None:
    days = [TODAY - timedelta(1_000 - at) for at in range(1_001)]
    amounts = [-10_000 if on.weekday() == 5 else -6_000 if on.month == 12 else 0 for on in days]
    (habit,) = habits(amounts, days[0].toordinal(), [ORIGIN])
    assert min(range(7), key=habit.weekdays.__getitem__) == 5
    assert min(range(12), key=habit.months.__getitem__) == 11


@given(some.integers(8, 40), some.integers(1, 9_999), some.randoms(use_true_random=False))
def test_bands_lie_in_each_other_widen_with_time_and_hold_their_share(count: int, most: int, dice: Random) -> None:
    rows = [[dice.randint(-most, most) for _ in GRID] for _ in range(count)]
    errors = backtest.by_horizon(dict(enumerate(rows)))
    found = limits(errors, 365)
    assert len(found) == 365
    for (low95, high95), (low80, high80), (low50, high50) in found:
        assert low95 <= low80 <= low50 <= 0 <= high50 <= high80 <= high95
    for before, after in pairwise(found):
        assert all(a[1] - a[0] >= b[1] - b[0] - 1e-6 for b, a in zip(before, after, strict=True))
    for horizon in GRID:
        for level, (low, high) in zip(LEVELS, found[horizon - 1], strict=True):
            inside = sum(low <= error <= high for error in errors[horizon])
            assert inside >= level / 100 * len(rows) - 2


def test_without_history_there_are_no_bands() -> None:
    assert limits({1: [1.0, 2.0]}, 30) == []
    assert backtest.run([still(BANK, 0, days=30)]).rows == {1: {}}


def test_moves_between_own_accounts_count_on_both_and_settlements_are_no_habit() -> None:
    days = {date(2026, 1, 20).toordinal(): -12_000}
    paid = date(2026, 2, 16).toordinal()
    bank = Flow(BANK, 88_000, {}, [Moved(paid, -12_000, 7)])
    card = Flow(CARD, 0, days, [Moved(paid, 12_000, 7)])
    found = {one.account.id: one for one in pasts([bank, card], [], ORIGIN - 400, ORIGIN)}
    assert (found[1].balance(paid - 1), found[1].balance(paid)) == (100_000, 88_000)
    assert sum(found[1].irregular) == 0
    assert sum(found[2].irregular) == -12_000
    assert found[2].settled == ((paid, 12_000),)


def test_a_back_test_knows_nothing_of_what_came_later() -> None:
    calm = [0] * 500
    storm = [*calm[:400], *[-5_000] * 100]
    first = ORIGIN - 499

    def errors(amounts: list[int]) -> dict[int, list[int]]:
        ends = [sum(amounts[: at + 1]) for at in range(500)]
        return {on: list(row) for on, row in backtest.run([Past(BANK, first, ends, amounts)]).rows[1].items()}

    quiet, loud = errors(calm), errors(storm)
    before = [on for on in quiet if on + GRID[-1] < first + 400]
    assert before
    assert all(quiet[on] == loud[on] for on in before)
    assert loud[max(loud)] != quiet[max(quiet)]


@given(some.integers(30, 900), some.integers(0, 400), some.randoms(use_true_random=False))
@settings(max_examples=15)
def test_a_habit_is_the_same_whichever_others_are_asked_for_with_it(count: int, later: int, dice: Random) -> None:
    amounts = [dice.randint(-10_000, 10_000) for _ in range(count)]
    first = date(2024, 1, 1).toordinal() + later
    origins = list(range(first, first + len(amounts), 29))
    for at, found in zip(origins, habits(amounts, first, origins), strict=True):
        (alone,) = habits(amounts[: at - first + 1], first, [at])
        assert [alone.level, *alone.weekdays, *alone.months] == pytest.approx(
            [found.level, *found.weekdays, *found.months]
        )
