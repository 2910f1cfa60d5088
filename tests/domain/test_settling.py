"""Which payment settles which bill."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.bill import LATE, Bill
from hub.domain.settling import SETTLES_WITHIN, Payment, bounds, fit, settled

DAY = date(2026, 11, 10)


def bill(amount: int = -5_000, due_on: date = DAY, biller: str = "Stadtkasse", **more: object) -> Bill:
    return Bill(None, biller, due_on, amount, "EUR", LATE, **more)  # type: ignore[arg-type]  # any field


def paid(amount: int = -5_000, on: date = DAY, payee: str = "Stadtkasse", **more: object) -> Payment:
    return Payment(amount, "EUR", on, payee, "", **more)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(("days", "is_one"), [(0, True), (SETTLES_WITHIN, True), (SETTLES_WITHIN + 1, False)])
def test_a_payment_comes_near_its_day(days: int, is_one: bool) -> None:
    for way in (-1, 1):
        found = fit(bill(), -5_000, DAY + timedelta(days=way * days), "Stadtkasse", "")
        assert (found is not None) == is_one


def test_a_typed_bill_is_paid_exactly_or_within_its_range_a_series_near_its_last_price() -> None:
    assert bounds(bill()) == (-5_000, -5_000)
    assert bounds(bill(amount_most=-7_000)) == (-7_000, -5_000)
    assert bounds(bill(is_estimate=True)) == bounds(bill(series_key="stadtkasse")) == (-6_500, -3_500)
    assert bounds(bill(amount=5_000, is_estimate=True)) == (3_500, 6_500)


def test_a_code_proves_a_payment_under_any_name() -> None:
    coded = bill(reference="RF18 5390 0754")
    assert fit(coded, -5_000, DAY, "XQZT", "Ref RF1853900754 thanks") is not None
    assert fit(coded, -5_000, DAY, "XQZT", "Ref RF99") is None
    assert settled([coded], [paid(), paid(payee="XQZT")._replace(words="RF1853900754")]) == {0: 1}


def test_what_is_sure_goes_before_what_fits_better() -> None:
    assert settled([bill()], [paid(is_sure=False), paid(on=DAY + timedelta(days=3))]) == {0: 1}
    assert settled([bill()], [paid(is_sure=False)]) == {0: 0}
    assert settled([bill()], [paid()._replace(currency="CHF")]) == {}


AMOUNTS = st.sampled_from([-5_000, -5_100, -4_000])
DAYS = st.integers(-20, 20).map(lambda days: DAY + timedelta(days=days))
NAMES = st.sampled_from(["Stadtkasse", "Streamly", "STADTKASSE FREIBURG"])


@given(
    st.lists(st.builds(bill, AMOUNTS, DAYS, NAMES, is_estimate=st.booleans()), max_size=6),
    st.lists(st.builds(paid, AMOUNTS, DAYS, NAMES, is_sure=st.booleans()), max_size=6),
)
def test_every_payment_settles_one_bill_and_none_that_fits_is_left(bills: list[Bill], payments: list[Payment]) -> None:
    found = settled(bills, payments)
    assert len(set(found.values())) == len(found)
    for at, one in enumerate(bills):
        for number, payment in enumerate(payments):
            fits = fit(one, payment.amount, payment.booked_on, payment.payee, payment.words) is not None
            if at in found and found[at] == number:
                assert fits
            elif fits:
                assert at in found or number in found.values()
