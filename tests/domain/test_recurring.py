"""Series and their bills: month ends, weekends, price steps, skips, doubles, drifting names, what has ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.domain.bill import DUE, EXPECTED, LATE, PAID, Series
from hub.domain.period import add_months, clamp_day
from hub.domain.recurring import Payment, bills_from, due_days, find_series

TODAY = date(2026, 11, 19)


def pays(
    days: Sequence[date], amounts: Sequence[int] | int = -999, payee: str = "Streamly", start: int = 1
) -> list[Payment]:
    each = [amounts] * len(days) if isinstance(amounts, int) else amounts
    return [Payment(start + at, 1, day, each[at], "EUR", payee) for at, day in enumerate(days)]


def monthly(count: int, day: int, last: date = date(2026, 11, 1)) -> list[date]:
    months = [add_months(last, back - count + 1) for back in range(count)]
    return [clamp_day(one.year, one.month, day) for one in months]


def only(payments: list[Payment], today: date = TODAY, *, with_ended: bool = False) -> Series:
    found = find_series(payments, today, with_ended=with_ended)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("day", [1, 15, 28, 29, 30, 31])
def test_a_monthly_day_is_clamped_to_short_months(day: int) -> None:
    series = only(pays(monthly(14, day, date(2026, 1, 1))), date(2026, 2, 5))
    assert (series.every, series.unit) == (1, "month")
    assert series.next_on == clamp_day(2026, 2, day)
    assert due_days(series, date(2026, 5, 31)) == [clamp_day(2026, month, day) for month in (2, 3, 4, 5)]


def test_the_last_working_day_is_learned() -> None:
    ends = monthly(14, 31, date(2026, 9, 1))
    booked = [day - timedelta(max(day.weekday() - 4, 0)) for day in ends]
    series = only(pays(booked, 250_000, "Lindner Verlag"), date(2026, 10, 5))
    assert (series.day, series.shift) == (31, "before")
    assert due_days(series, date(2027, 1, 31)) == [
        date(2026, 10, 30), date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 29),
    ]  # fmt: skip


def test_a_weekend_moves_a_bill_to_the_working_day_after() -> None:
    firsts = monthly(16, 1)
    booked = [day + timedelta((7 - day.weekday()) if day.weekday() > 4 else 0) for day in firsts]
    series = only(pays(booked, -98_000, "Hausverwaltung Seifert"))
    assert (series.day, series.shift) == (1, "after")
    assert due_days(series, date(2027, 2, 28))[-1] == date(2027, 2, 1)
    assert date(2027, 1, 1) in due_days(series, date(2027, 2, 28))


def test_a_new_price_is_a_step_of_the_same_series() -> None:
    series = only(pays(monthly(12, 22, date(2026, 10, 1)), [-999] * 7 + [-1199] * 4 + [-1399]))
    assert [step.amount for step in series.steps] == [-999, -1199, -1399]
    assert series.amount == -1399
    assert not series.varies


def test_amounts_by_use_vary_around_their_middle() -> None:
    amounts = [-8_100, -9_900, -7_600, -8_800, -10_400, -8_300, -9_100, -7_900, -8_600, -9_400]
    series = only(pays(monthly(10, 12), amounts, "Stadtwerke Freiburg"))
    assert series.varies
    assert -9_500 < series.amount < -8_000


def test_a_skipped_and_a_double_payment_do_not_break_a_series() -> None:
    days = monthly(15, 5)
    del days[6]
    days.insert(3, days[3])
    series = only(pays(days))
    assert (series.unit, series.count) == ("month", 15)
    assert series.next_on == date(2026, 12, 5)


def test_a_drifting_name_is_one_payee() -> None:
    days = monthly(12, 9)
    names = ["STREAMLY.COM 107331", "Streamly", "STREAMLY AMSTERDAM NL 44"]
    payments = [pay._replace(payee=names[at % 3]) for at, pay in enumerate(pays(days))]
    assert only(payments).count == 12


def test_a_subscription_is_seen_among_purchases_of_the_same_shop() -> None:
    shop = pays(
        [date(2025, 11, 2) + timedelta(11 * at + at % 5) for at in range(34)],
        [-(700 + 137 * at) for at in range(34)],
        "Marketly",
    )
    prime = pays(monthly(13, 14), -899, "Marketly", start=100)
    series = only(shop + prime)
    assert (series.amount, series.count) == (-899, 13)


@pytest.mark.parametrize(("weeks", "count"), [(1, 12), (2, 9), (4, 8)])
def test_weeks_are_found_when_the_price_is_steady(weeks: int, count: int) -> None:
    days = [date(2026, 11, 16) - timedelta(weeks=weeks * back) for back in reversed(range(count))]
    series = only(pays(days, -2_500, "Musikschule"))
    assert (series.unit, series.every) == ("week", weeks)
    assert series.next_on == date(2026, 11, 16) + timedelta(weeks=weeks)
    amounts = [-(2_000 + 731 * at % 6_000) for at in range(count)]
    assert find_series(pays(days, amounts, "Grünmarkt"), TODAY) == []


@pytest.mark.parametrize("months", [2, 3, 6, 12])
def test_long_cadences(months: int) -> None:
    days = [add_months(date(2026, 10, 8), -months * back) for back in reversed(range(24 // months + 1))]
    series = only(pays(days, -17_250, "Badenia"))
    assert (series.unit, series.every) == (("year", 1) if months == 12 else ("month", months))
    assert series.next_on == add_months(date(2026, 10, 8), months)


def test_habits_are_no_bills() -> None:
    commuting = pays([TODAY - timedelta(2 * at + at % 3) for at in reversed(range(120))], -320, "Regio Einzelfahrt")
    fuel = pays([TODAY - timedelta(11 * at + 5 * (at % 2)) for at in reversed(range(40))], -6_000, "Route Station", 500)
    assert find_series(commuting + fuel, TODAY) == []


def test_what_has_stopped_is_not_expected_again() -> None:
    payments = pays(monthly(12, 9, date(2026, 6, 1)))
    assert find_series(payments, TODAY) == []
    assert only(payments, with_ended=True).last_on == date(2026, 6, 9)


def test_bills_know_what_is_paid_due_and_late() -> None:
    power = pays(monthly(12, 20, date(2026, 10, 1)), [-8_800] * 11 + [-9_600], "Stadtwerke Freiburg")
    phone = pays(monthly(12, 11, date(2026, 10, 1)), -1_999, "Telmo Mobile", 50)
    series = find_series(power + phone, TODAY)
    bills = bills_from(series, power + phone, date(2026, 10, 1), date(2026, 12, 31), TODAY)
    assert [(bill.due_on, bill.biller, bill.state) for bill in bills] == [
        (date(2026, 10, 11), "Telmo Mobile", PAID),
        (date(2026, 10, 20), "Stadtwerke Freiburg", PAID),
        (date(2026, 11, 11), "Telmo Mobile", LATE),
        (date(2026, 11, 20), "Stadtwerke Freiburg", DUE),
        (date(2026, 12, 11), "Telmo Mobile", EXPECTED),
        (date(2026, 12, 20), "Stadtwerke Freiburg", EXPECTED),
    ]
    assert bills[1].change == -800
    assert bills[3].change == 0
    assert bills[3].series_key == next(one.key for one in series if one.payee.startswith("Stadt"))


@example(2, 6, 6, date(2027, 7, 1), "before")  # most payments lie in the month before that of the due day
@example(2, 6, 1, date(2027, 12, 1), "before")  # the next due day is moved into the year before
@given(
    st.integers(1, 31), st.integers(6, 30), st.sampled_from([1, 2, 3, 6]),
    st.dates(date(2023, 1, 1), date(2027, 12, 31)), st.sampled_from(["", "before", "after"]),
)  # fmt: skip
def test_due_days_go_on_month_by_month(day: int, count: int, every: int, end: date, shift: str) -> None:
    nominal = [add_months(end.replace(day=1), -every * back, day) for back in reversed(range(count))]
    moved = {"before": -1, "after": 1}
    booked = []
    for one in nominal:
        while shift and one.weekday() > 4:
            one += timedelta(moved[shift])  # noqa: PLW2901  (walks to the working day)
        booked.append(one)
    series = only(pays(booked), booked[-1])
    assert (series.every, series.unit) == (every, "month")
    coming = due_days(series, add_months(nominal[-1], 12 * every))
    wanted = [add_months(end.replace(day=1), every * ahead, day) for ahead in range(1, len(coming) + 1)]
    assert len(coming) >= 11
    assert all(abs((due - want).days) <= 3 for due, want in zip(coming, wanted, strict=True))
    assert all(due > booked[-1] for due in coming)
