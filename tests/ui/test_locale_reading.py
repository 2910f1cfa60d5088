"""What people type: amounts with sums, numbers, dates in words; and back again from what is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import HubError
from ui import locale
from ui.locale import text
from ui.locale.text import EntryError

TODAY = date(2026, 11, 19)  # a Thursday
LANGUAGES = ("en", "en_US", "fr", "fr_CH", "qps-plocm")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    locale._Chosen.language = "en"
    locale.use("en")


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("12", 1200),
        ("12,5*3", 3750),
        ("12.5 × 3", 3750),
        ("1 234,50 €", 123450),
        ("1,234.50", 123450),
        ("1.234,50", 123450),
        ("1'234.5", 123450),
        ("1,234,567", 123456700),
        ("−€ 12", -1200),
        ("-5", -500),
        ("--5", 500),
        ("12 EUR", 1200),
        (".5", 50),
        ("5.", 500),
        ("(1+2)*3/7", 129),
        ("10/3*3", 1000),
        ("1/3", 33),
        ("100-3*20", 4000),
        ("۱۲٫۵", 1250),
        ("١٬٢٣٤٫٥٦", 123456),
        ("\u2066−12.50\u2069", -1250),
        ("0,1+0,2", 30),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_amounts_in_any_spelling(language: str, typed: str, minor: int) -> None:
    locale.use(language)
    assert text.parse_amount(typed, "EUR") == minor


def test_a_single_sign_is_read_as_the_language_means_it() -> None:
    assert text.parse_amount("12,500", "EUR") == 1250000
    locale.use("fr")
    assert text.parse_amount("12,500", "EUR") == 1250
    with pytest.raises(EntryError, match="amount_ambiguous") as raised:
        text.parse_amount("12.500", "EUR")
    assert raised.value.values == {"first": "12500", "second": "12,500"}


def test_the_slash_is_a_decimal_sign_in_persian_only() -> None:
    assert text.parse_amount("524/5", "EUR") == 10480
    locale._Chosen.language = "fa"
    assert text.parse_amount("۵۲۴/۵", "EUR") == 52450


def test_digits_of_the_currency() -> None:
    assert text.parse_amount("2400", "JPY") == 2400
    assert text.parse_amount("1.250", "KWD") == 1250
    assert text.parse_amount("10/3", "JPY") == 3
    with pytest.raises(EntryError, match="amount_too_precise"):
        text.parse_amount("2400.5", "JPY")


@pytest.mark.parametrize(
    ("typed", "code", "position"),
    [
        ("", "amount_missing", 0),
        ("abc", "amount_character", 0),
        ("12$", "amount_character", 2),
        ("12 CHF", "amount_character", 3),
        ("12+", "amount_ends_early", 3),
        ("12+*3", "amount_number_missing", 3),
        ("(1+2", "amount_bracket_open", 0),
        ("1)", "amount_sign_missing", 1),
        ("12 50", "amount_sign_missing", 2),
        ("1/0", "amount_division_by_zero", 1),
        ("12,50,3", "amount_two_decimal_signs", 5),
        ("12.345", "amount_too_precise", 6),
        (",", "amount_number_missing", 0),
        ("9" * 20, "amount_too_large", 0),
        ("9" * 201, "entry_too_long", 200),
        ("(" * 60 + "1" + ")" * 60, "amount_too_deep", 21),
        ("__import__('os')", "amount_character", 0),
        ("1e5", "amount_character", 1),
    ],
)
def test_errors_name_the_place(typed: str, code: str, position: int) -> None:
    with pytest.raises(EntryError) as raised:
        text.parse_amount(typed, "EUR")
    assert (raised.value.code, raised.value.where["position"]) == (code, position)


@pytest.mark.parametrize("language", LANGUAGES)
@given(minor=st.integers(-(10**14), 10**14), currency=st.sampled_from(["EUR", "JPY", "KWD", "CHF"]), sign=st.booleans())
def test_what_is_written_is_read_back(language: str, minor: int, currency: str, sign: bool) -> None:
    locale.use(language)
    assert text.parse_amount(text.amount(minor, currency, sign=sign), currency) == minor
    assert text.parse_amount(text.money(minor, currency, sign=sign), currency) == minor


@pytest.mark.parametrize("language", ["fa", "ar"])
@given(minor=st.integers(-(10**14), 10**14))
def test_native_digits_are_read_back(language: str, minor: int) -> None:
    locale._Chosen.language = language
    assert text.parse_amount(text.amount(minor, "EUR"), "EUR") == minor


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 9999)), min_size=1, max_size=6), st.integers(0, 9999))
def test_sums_are_exact(steps: list[tuple[str, int]], first: int) -> None:
    typed = f"{first / 100:.2f}" + "".join(f"{sign}{cents / 100:.2f}" for sign, cents in steps)
    terms, factor, plus = Fraction(0), Fraction(first, 100), 1
    for sign, cents in steps:
        if sign == "*":
            factor *= Fraction(cents, 100)
        else:
            terms, factor, plus = terms + plus * factor, Fraction(cents, 100), 1 if sign == "+" else -1
    exact = (terms + plus * factor) * 100
    rounded = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    expected = rounded if exact >= 0 else -rounded
    if abs(expected) < 10**15:
        assert text.parse_amount(typed, "EUR") == expected


@given(st.text(max_size=60))
def test_nothing_typed_ends_in_anything_but_an_answer(typed: str) -> None:
    for read in (lambda: text.parse_amount(typed, "EUR"), lambda: text.parse_day(typed, TODAY)):
        try:
            read()
        except HubError as error:
            position = int(str(error.where["position"]))
        else:
            continue
        assert 0 <= position <= len(typed)


def test_numbers() -> None:
    assert text.parse_number("1.0843") == Decimal("1.0843")
    assert text.parse_number("1/3", 4) == Decimal("0.3333")
    assert text.parse_number("1,500") == 1500
    assert str(text.parse_number("100")) == "100" or text.parse_number("100") == 100


def test_a_sum_is_more_than_a_signed_number() -> None:
    assert text.is_sum("12,5*3")
    assert text.is_sum("12−3")
    assert not text.is_sum("-12")
    assert not text.is_sum("12,50")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", TODAY),
        ("Tomorrow", TODAY + timedelta(1)),
        ("demain", TODAY + timedelta(1)),
        ("après-demain", TODAY + timedelta(2)),
        ("aujourd’hui", TODAY),
        ("yesterday", TODAY - timedelta(1)),
        ("friday", date(2026, 11, 20)),
        ("thursday", TODAY),
        ("next thursday", date(2026, 11, 26)),
        ("last friday", date(2026, 11, 13)),
        ("vendredi dernier", date(2026, 11, 13)),
        ("lun", date(2026, 11, 23)),
        ("Tue 24 Nov", date(2026, 11, 24)),
        ("15", date(2026, 11, 15)),
        ("15/3", date(2027, 3, 15)),
        ("31.12", date(2026, 12, 31)),
        ("15.3.26", date(2026, 3, 15)),
        ("2026-03-15", date(2026, 3, 15)),
        ("20260315", date(2026, 3, 15)),
        ("15 mars", date(2027, 3, 15)),
        ("1er décembre 2026", date(2026, 12, 1)),
        ("March 5, 2025", date(2025, 3, 5)),
        ("29/2", date(2028, 2, 29)),
        ("+3", date(2026, 11, 22)),
        ("−2", date(2026, 11, 17)),
        ("۱۵/۳", date(2027, 3, 15)),
    ],
)
def test_dates_in_words_and_figures(typed: str, expected: date) -> None:
    assert text.parse_day(typed, TODAY) == expected


def test_the_order_of_day_and_month_follows_the_language() -> None:
    assert text.parse_day("3/4/2026", TODAY) == date(2026, 4, 3)
    locale.use("en_US")
    assert text.parse_day("3/4/2026", TODAY) == date(2026, 3, 4)
    assert text.parse_day("25/4/2026", TODAY) == date(2026, 4, 25)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "day_missing"),
        ("soon", "day_not_understood"),
        ("31/2", "day_does_not_exist"),
        ("99/99", "day_does_not_exist"),
    ],
)
def test_dates_that_are_none(typed: str, code: str) -> None:
    with pytest.raises(EntryError, match=code):
        text.parse_day(typed, TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
@given(on=st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_written_dates_are_read_back(language: str, on: date) -> None:
    locale.use(language)
    assert text.parse_day(text.day_figures(on), TODAY) == on
    assert text.parse_day(text.day_long(on), TODAY) == on
    assert text.parse_day(text.day(on), TODAY) == on
