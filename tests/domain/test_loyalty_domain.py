"""Properties of points over time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.loyalty import (
    EARNED,
    EXPIRIES,
    INACTIVITY,
    Known,
    Lot,
    Valuation,
    change,
    devaluations,
    ladder,
    units_on,
    value_on,
)
from hub.domain.scoring import Prices, score

FIRST = date(2026, 1, 1)
days = st.integers(0, 800).map(lambda n: FIRST + timedelta(days=n))
units = st.decimals(0, 10**7, places=2)
worth = st.decimals(0, 2, places=6)
balances = st.lists(st.builds(Known, days, units), max_size=12, unique_by=lambda one: one.day)
values = st.lists(st.builds(Valuation, days, worth), max_size=12, unique_by=lambda one: one.day)
lots = st.lists(st.builds(Lot, units, days, st.none() | days), max_size=8)


@given(balances, values, days, days)
def test_balance_and_value_explain_the_whole_change(
    known: list[Known], stated: list[Valuation], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    found = change(known, stated, first, last)
    assert found.by_balance + found.by_value == found.after - found.before
    assert found.after == Fraction(units_on(known, last)) * Fraction(value_on(stated, last) or 0)


@given(balances, values, st.lists(days, min_size=2, max_size=5))
def test_a_change_is_the_sum_of_its_stretches(known: list[Known], stated: list[Valuation], cuts: list[date]) -> None:
    cuts = sorted(cuts)
    whole = change(known, stated, cuts[0], cuts[-1])
    parts = [change(known, stated, first, last) for first, last in pairwise(cuts)]
    assert sum(part.by_balance for part in parts) == whole.by_balance
    assert sum(part.by_value for part in parts) == whole.by_value


@given(balances, st.decimals("0.0001", 2, places=4), days, days)
def test_without_a_new_value_nothing_is_due_to_value(
    known: list[Known], value: Decimal, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    assert change(known, [Valuation(FIRST, value)], first, last).by_value == 0


@given(balances, lots, st.sampled_from(EXPIRIES), st.none() | st.integers(1, 48), days)
def test_the_ladder_holds_today_s_balance_and_nothing_that_ran_out(
    known: list[Known], held: list[Lot], expiry: str, months: int | None, today: date
) -> None:
    rungs = ladder(known, held, expiry, months, today)
    assert sum(one.units for one in rungs) == units_on(known, today)
    assert all(one.until is None or one.until >= today for one in rungs)
    assert [one.until or date.max for one in rungs] == sorted({one.until or date.max for one in rungs})


def test_what_was_spent_came_from_the_lot_that_ran_out_first() -> None:
    known = [Known(date(2026, 1, 31), Decimal(100)), Known(date(2026, 3, 1), Decimal(250)),
             Known(date(2026, 4, 1), Decimal(200))]  # fmt: skip
    found = ladder(known, [], EARNED, 12, date(2026, 5, 1))
    assert [(one.until, int(one.units)) for one in found] == [(date(2027, 1, 31), 50), (date(2027, 3, 1), 150)]
    idle = ladder(known, [], INACTIVITY, 18, date(2026, 5, 1))
    assert [(one.until, int(one.units)) for one in idle] == [(date(2027, 10, 1), 200)]


def test_a_small_fall_is_no_devaluation() -> None:
    stated = [Valuation(FIRST, Decimal("0.0100")), Valuation(date(2026, 2, 1), Decimal("0.0096")),
              Valuation(date(2026, 3, 1), Decimal("0.0091"))]  # fmt: skip
    (fall,) = devaluations([Known(FIRST, Decimal(1000))], stated)
    assert (fall.day, fall.loss) == (date(2026, 3, 1), Decimal("0.5"))


@given(units, units, st.integers(0, 5000), st.integers(0, 9))
def test_a_score_is_between_0_and_100_and_falls_with_what_is_given(
    got: Decimal, fee: Decimal, messages: int, kinds: int
) -> None:
    found = score(got, fee, messages, kinds, Prices())
    assert abs(found.net - (got - found.money - found.attention - found.data)) < Decimal("1E-15")
    if found.points is not None:
        assert 0 <= found.points <= 100
        worse = score(got, fee + 1, messages + 1, kinds, Prices()).points
        assert worse is not None
        assert worse <= found.points
