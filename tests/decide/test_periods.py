"""Periods of caps and the EU annual percentage rate, against dates and rates worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest

from hub.domain.decide.exact import CONTEXT, money_text, plain, round_to
from hub.domain.decide.financing import Schedule, eu_apr_percent
from hub.domain.decide.periods import closing_date, period_before, period_of
from hub.domain.decide.situation import Instrument

CARD = Instrument("a", opened_on=date(2024, 2, 29), close_day=31)
BARE = Instrument("b")


@pytest.mark.parametrize(
    ("period", "instrument", "day", "first"),
    [
        ("calendar_month", BARE, "2026-02-28", "2026-02-01"),
        ("calendar_quarter", BARE, "2026-06-30", "2026-04-01"),
        ("calendar_year", BARE, "2026-12-31", "2026-01-01"),
        ("statement", BARE, "2026-02-28", "2026-02-01"),
        ("statement", Instrument("c", close_day=25), "2026-03-25", "2026-02-26"),
        ("statement", Instrument("c", close_day=25), "2026-03-26", "2026-03-26"),
        ("statement", Instrument("c", close_day=25), "2026-01-01", "2025-12-26"),
        ("statement", Instrument("c", close_day=30), "2026-02-28", "2026-01-31"),
        ("statement", Instrument("c", close_day=30), "2026-03-01", "2026-03-01"),
        ("statement", CARD, "2026-02-28", "2026-02-01"),
        ("anniversary_year", BARE, "2026-02-28", "2026-01-01"),
        ("anniversary_year", CARD, "2026-02-27", "2025-02-28"),
        ("anniversary_year", CARD, "2026-02-28", "2026-02-28"),
        ("anniversary_year", CARD, "2028-02-28", "2027-02-28"),
        ("anniversary_year", CARD, "2028-02-29", "2028-02-29"),
    ],
)
def test_first_day_of_a_period(period: str, instrument: Instrument, day: str, first: str) -> None:
    assert date.fromordinal(period_of(period, instrument, date.fromisoformat(day))) == date.fromisoformat(first)


def test_the_period_before() -> None:
    march = period_of("calendar_month", BARE, date(2026, 3, 10))
    assert period_before("calendar_month", BARE, march) == date(2026, 2, 1).toordinal()
    assert period_before("lifetime", BARE, period_of("lifetime", BARE, date(2026, 3, 10))) is None


def test_closing_date_in_short_months() -> None:
    assert closing_date(31, date(2026, 2, 10)) == date(2026, 2, 28)
    assert closing_date(15, date(2026, 12, 16)) == date(2027, 1, 15)


def monthly(amount: str, count: int, fee: str = "0") -> Schedule:
    return Schedule(tuple((Decimal(amount), Decimal(n + 1) / 12) for n in range(count)), Decimal(fee))


@pytest.mark.parametrize(
    ("terms", "billed", "rate"),
    [
        (monthly("100", 12), "1200", "0"),
        (monthly("1100", 1), "1000", "213.84"),  # 1.1^12 − 1
        (Schedule(((Decimal(121), Decimal(2)),), Decimal(0)), "100", "10.00"),
        (Schedule(((Decimal(90), Decimal(1)),), Decimal(0)), "100", "-10.00"),
        (Schedule(((Decimal(50), Decimal(0)), (Decimal(55), Decimal(1))), Decimal(0)), "100", "10.00"),
        (Schedule(((Decimal(100), Decimal(1)),), Decimal(20)), "100", "25.00"),
        (Schedule(((Decimal(900), Decimal("0.01")),), Decimal(0)), "100", "1000.00"),  # above 10: 10
        (Schedule(((Decimal(100), Decimal(0)),), Decimal(0)), "100", None),
    ],
)
def test_eu_annual_percentage_rate(terms: Schedule, billed: str, rate: str | None) -> None:
    with localcontext(CONTEXT):
        found = eu_apr_percent(terms, Decimal(billed))
    assert found == (None if rate is None else Decimal(rate))


def test_rounding_and_texts() -> None:
    with localcontext(CONTEXT):
        assert round_to(Decimal("-2.5"), "half_up", Decimal(1)) == -3
        assert round_to(Decimal("9.99"), "floor", Decimal(5)) == 5
        assert round_to(Decimal("9.99"), "ceil", Decimal("0.25")) == 10
        assert round_to(Decimal("9.99"), "none", Decimal(5)) == Decimal("9.99")
        assert money_text(Decimal("-0.004"), "EUR") == "0.00"
        assert money_text(Decimal("1.5"), "JPY") == "2"
        assert money_text(Decimal("1.5"), "KWD") == "1.500"
        assert plain(Decimal("120.500")) == "120.5"
        assert plain(Decimal("1E+3")) == "1000"
        assert plain(Decimal("-0.0")) == "0"
