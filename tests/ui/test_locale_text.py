"""Money, numbers and dates as people write them, in every language there is data for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hub.domain.money import Money
from ui import locale
from ui.locale import text

TODAY = date(2026, 11, 19)
LEFT, POP = "\u2066", "\u2069"


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    text.hide_amounts(False)
    text.use_digits("")
    locale.use("en")


def speak(language: str) -> None:
    """Use a language, also one that has no catalogue yet."""
    locale.use(language)
    locale._Chosen.language = language.partition("_")[0] if language != "qps-plocm" else language


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "−€\u00a01,234,567.89"),
        ("en_US", "−€\u00a01,234,567.89"),
        ("fr", "−1\u202f234\u202f567,89\u00a0€"),
        ("de", "−1.234.567,89\u00a0€"),
        ("en_IN", "−€\u00a012,34,567.89"),
        ("zh", "−€\u00a01,234,567.89"),
        ("fa", f"{LEFT}−€\u00a0۱٬۲۳۴٬۵۶۷٫۸۹{POP}"),
        ("ar_EG", f"{LEFT}−١٬٢٣٤٬٥٦٧٫٨٩\u00a0€{POP}"),
        ("qps-plocm", f"{LEFT}−€\u00a01,234,567.89{POP}"),
    ],
)
def test_money_has_the_pattern_digits_and_isolates_of_the_language(language: str, expected: str) -> None:
    speak(language)
    assert text.money(-123456789, "EUR") == expected


@pytest.mark.parametrize(
    ("minor", "currency", "expected"),
    [(0, "EUR", "0.00"), (-5, "EUR", "−0.05"), (2400, "JPY", "2,400"), (-1250, "KWD", "−1.250"), (99, "EUR", "0.99")],
)
def test_amounts_have_the_digits_of_their_currency(minor: int, currency: str, expected: str) -> None:
    assert text.amount(minor, currency) == expected


def test_plus_is_written_only_when_asked_and_never_for_zero() -> None:
    assert text.amount(291245, "EUR") == "2,912.45"
    assert text.amount(291245, "EUR", sign=True) == "+2,912.45"
    assert text.amount(0, "EUR", sign=True) == "0.00"


def test_whole_amounts_round_half_away_from_zero_and_lose_the_sign_of_nothing() -> None:
    assert text.money(227650, "EUR", whole=True) == "€\u00a02,277"
    assert text.money(-227650, "EUR", whole=True) == "−€\u00a02,277"
    assert text.amount(-49, "EUR", whole=True) == "0"


def test_parts_of_an_amount_meet_at_the_decimal_sign() -> None:
    assert text.amount_parts(-1250, "KWD") == ("−1", ".250")
    assert text.amount_parts(-2400, "JPY") == ("−2,400", "")
    locale.use("fr")
    assert text.amount_parts(Money(123456, "EUR")) == ("1\u202f234", ",56")


def test_hidden_amounts_have_one_width_and_show_nothing() -> None:
    text.hide_amounts(True)
    assert text.money(5, "EUR") == text.money(-99999999, "EUR") == text.amount(1, "JPY") == text.HIDDEN
    assert text.amount_parts(12345, "EUR") == (text.HIDDEN, "")
    assert text.money(5, "EUR", hidden=False) == "€\u00a00.05"
    assert text.count(7) == "7"


def test_digits_follow_the_setting() -> None:
    speak("fa")
    assert text.count(1234) == f"{LEFT}۱٬۲۳۴{POP}"
    text.use_digits("latin")
    assert text.count(1234) == f"{LEFT}1,234{POP}"
    speak("ar")
    text.use_digits("native")
    assert text.amount(1250, "EUR") == f"{LEFT}١٢٫٥٠{POP}"
    assert text.day_month(TODAY) == "١٩ نوفمبر"


def test_percent_and_number() -> None:
    assert text.percent(Decimal("0.314")) == "31\u00a0%"
    assert text.percent(Decimal("0.5649"), 1, sign=True) == "+56.5\u00a0%"
    assert text.number(Decimal("1.0843")) == "1.0843"
    assert text.number(Decimal("-2.5"), 0) == "−3"
    locale.use("fr")
    assert text.percent(Decimal("-0.075"), 1) == "−7,5\u00a0%"


def test_sizes() -> None:
    assert [text.size(96), text.size(1234), text.size(14_300_000)] == ["96\u00a0B", "1.2\u00a0kB", "14\u00a0MB"]


def test_ten_thousand_amounts_are_quick() -> None:
    locale.use("fr")
    text.money(1, "EUR")
    start = time.perf_counter()
    for minor in range(10_000):
        text.money(-minor * 37, "EUR")
    assert time.perf_counter() - start < 0.3  # 0.05 s on an idle machine; the design asks for 0.1


@pytest.mark.parametrize(
    ("language", "on", "expected"),
    [
        ("en", date(2026, 11, 19), "today"),
        ("en", date(2026, 11, 18), "yesterday"),
        ("en", date(2026, 11, 24), "Tuesday"),
        ("en", date(2026, 11, 26), "26 November"),
        ("en", date(2026, 11, 17), "17 November"),
        ("en", date(2028, 2, 1), "1 February 2028"),
        ("en_US", date(2026, 11, 30), "November 30"),
        ("fr", date(2026, 11, 24), "mardi"),
        ("fr", date(2026, 12, 1), "1er décembre"),
        ("fr", date(2026, 11, 20), "demain"),
    ],
)
def test_days_in_words(language: str, on: date, expected: str) -> None:
    locale.use(language)
    assert text.day_in_words(on, TODAY) == expected


def test_days_with_prepositions_fit_into_sentences() -> None:
    assert [text.on_day(on, TODAY) for on in (date(2026, 11, 25), date(2026, 11, 30), TODAY)] == [
        "on Wednesday",
        "on 30 November",
        "today",
    ]
    assert text.until_day(date(2026, 11, 25), TODAY) == "until Wednesday"
    locale.use("fr")
    assert [text.on_day(on, TODAY) for on in (date(2026, 11, 25), date(2026, 12, 1), TODAY)] == [
        "mercredi",
        "le 1er décembre",
        "aujourd’hui",
    ]
    assert text.until_day(date(2026, 11, 25), TODAY) == "jusqu’à mercredi"
    assert text.until_day(date(2026, 11, 30), TODAY) == "jusqu’au 30 novembre"


def test_dates_in_full_and_short() -> None:
    assert text.day_long(TODAY) == "Thursday 19 November 2026"
    assert text.day(TODAY) == "19 Nov 2026"
    assert text.day_figures(TODAY) == "19/11/2026"
    assert text.month_short(date(2026, 9, 1)) == "Sep"
    assert text.month_short(date(2025, 12, 1), year=True) == "Dec 25"
    locale.use("fr")
    assert text.day_long(date(2026, 3, 1)) == "dimanche 1er mars 2026"
    assert text.day_figures(date(2026, 3, 1)) == "01/03/2026"


def test_periods_name_whole_months() -> None:
    assert text.period(date(2025, 12, 1), date(2026, 10, 31)) == "December 2025 to October 2026"
    assert text.period(date(2026, 2, 1), date(2026, 2, 28)) == "February 2026"
    assert text.period(date(2026, 3, 1), date(2026, 3, 15)) == "1 March to 15 March 2026"
    assert text.period_short(date(2024, 11, 1), date(2026, 11, 21)) == "1 Nov 2024 to 21 Nov 2026"
    assert text.period_short(date(2026, 4, 3), date(2026, 6, 7)) == "3 Apr to 7 Jun 2026"
    assert text.period_short(date(2026, 4, 3), date(2026, 4, 3)) == "3 Apr 2026"
    locale.use("fr")
    assert text.period(date(2026, 1, 1), date(2026, 3, 31)) == "janvier à mars 2026"
    assert text.period(date(2026, 3, 1), date(2026, 3, 15)) == "du 1er mars au 15 mars 2026"


def test_moments() -> None:
    now = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
    assert text.moment(datetime(2026, 11, 19, 14, 58, tzinfo=UTC), now) == "2 minutes ago"
    assert text.moment(datetime(2026, 11, 19, 10, 42, tzinfo=UTC), now) == "today 10:42"


def test_the_first_weekday_follows_the_territory() -> None:
    locale.use("en_US")
    assert text.first_weekday() == 6
    locale.use("en")
    assert text.first_weekday() == 0


def test_names_are_isolated_only_where_the_text_runs_from_the_right() -> None:
    assert text.name("Streamly") == "Streamly"
    locale.use("qps-plocm")
    assert text.name("Streamly") == "\u2068Streamly\u2069"
    assert text.code("DE02 1234") == "\u2066DE02 1234\u2069"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_that_somebody_else_wrote_cannot_turn_the_order_of_letters(language: str) -> None:
    speak(language)
    for shown in (text.code("pay\u202efdp.exe"), text.name("pay\u202efdp.exe")):
        assert "pay\ufffdfdp.exe" in shown
