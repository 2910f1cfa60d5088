"""Free to spend and the days ahead, to the cent."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.account import Account, Position
from hub.domain.bill import DUE, EXPECTED, LATE, PAID, Bill
from hub.domain.forecast import free_to_spend, lowest, next_days

TODAY = date(2026, 11, 19)


def position(kind: str, balance: int, currency: str = "EUR", *, archived: bool = False) -> Position:
    account = Account(balance % 97, kind, kind, currency, is_archived=archived)
    return Position(account, balance, 0, None, None)


def bill(days: int, amount: int, state: str = DUE, biller: str = "x", currency: str = "EUR") -> Bill:
    return Bill(None, biller, TODAY + timedelta(days), amount, currency, state)


MIRA = [
    position("current", 184_620), position("savings", 945_000), position("card", 21_275), position("wallet", 3_850),
    position("cash", 14_000), position("card", -48_620), position("current", 99_900, "CHF"),
    position("current", 5_000, archived=True),
]  # fmt: skip
BILLS = [
    bill(1, -9_600), bill(3, -1_399), bill(4, -16_830), bill(4, -1_999), bill(5, -12_840),
    bill(6, 291_245, EXPECTED, "Lindner Verlag"), bill(6, -700), bill(7, -3_490), bill(-2, -980, PAID),
    bill(2, 21_000, EXPECTED, "Jonas Weber"), bill(1, -5_000, currency="CHF"),
]  # fmt: skip


def test_the_design_s_own_numbers_come_out() -> None:
    free = free_to_spend(MIRA, BILLS, TODAY, 80_000, "EUR")
    assert (free.in_reach, free.owed_on_cards, free.bills_before, free.free) == (223_745, 48_620, 42_668, 52_457)
    assert (free.days, free.per_day, free.until) == (6, 8_742, date(2026, 11, 25))
    assert free.income is not None
    assert free.income.biller == "Lindner Verlag"


def test_a_late_bill_counts_and_without_income_a_month_is_looked_ahead() -> None:
    free = free_to_spend(
        [position("current", 50_000)], [bill(-5, -8_000, LATE), bill(29, -1_000), bill(31, -9)], TODAY, 0, "EUR"
    )
    assert (free.bills_before, free.days, free.income) == (9_000, 30, None)
    short = free_to_spend([position("current", 100)], [bill(1, -8_000)], TODAY, 0, "EUR")
    assert (short.free, short.per_day) == (-7_900, 0)


@given(
    st.lists(st.integers(-(10**9), 10**9), max_size=5),
    st.lists(st.tuples(st.integers(-30, 60), st.integers(-(10**6), 10**6)), max_size=10),
    st.integers(0, 10**6),
)
def test_the_parts_add_up_to_what_is_free(balances: list[int], dues: list[tuple[int, int]], buffer: int) -> None:
    free = free_to_spend(
        [position("current", one) for one in balances], [bill(*one) for one in dues], TODAY, buffer, "EUR"
    )
    assert free.in_reach - free.owed_on_cards - free.bills_before - free.buffer == free.free
    assert free.per_day * free.days <= max(free.free, 0)


def test_the_balance_goes_down_and_up_day_by_day() -> None:
    ahead = next_days(184_620, [bill(-1, -100, LATE), *BILLS[:6]], TODAY)
    assert [day.balance for day in ahead] == [184_520, 174_920, 174_920, 173_521, 154_692, 141_852, 433_097]
    assert [len(day.bills) for day in ahead] == [1, 1, 0, 1, 2, 1, 1]
    low = lowest(ahead)
    assert low is not None
    assert low.on == date(2026, 11, 24)
    assert lowest([]) is None
