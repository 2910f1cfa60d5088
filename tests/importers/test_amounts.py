from __future__ import annotations

from decimal import Decimal

import pytest

from importers.amounts import decimal_mark, number, split, value


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("12.34", ".", "12.34"),
        ("-12,34", ",", "-12.34"),
        ("12,34-", ",", "-12.34"),
        ("(3000.00)", ".", "-3000"),
        ("-($85.00)", ".", "-85"),
        ("$.23", ".", "0.23"),
        ("-.46", ".", "-0.46"),
        ("1.234.567,89", ",", "1234567.89"),
        ("1,50,000.00", ".", "150000"),
        ("5'200.00", ".", "5200"),
        ("5’200.00", ".", "5200"),
        ("-1 290,00", ",", "-1290"),
        ("-1\u00a0290,00", ",", "-1290"),
        ("٢١٬٣٥٤٫٢٥", ".", "21354.25"),
        ("１２，８００", ".", "12800"),
        ("−12.34", ".", "-12.34"),
        ("+ £1,100.00", ".", "1100"),
        ("R$ -500,00", ",", "-500"),
        ("8,000.00(CN)", ".", "8000"),
        ("-000000010.50", ".", "-10.5"),
        ("SAR -25.00", ".", "-25"),
        ("-42.0", ".", "-42"),
    ],
)
def test_a_cell_is_its_number(text: str, mark: str, expected: str) -> None:
    assert value(text, mark) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["", "abc", "NaN", "Infinity", "1_000", "1e5", "12.34.56", "1,2,3", "--5", "5 apples", "9" * 30, "0x10"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert value(text, ".") is None


@pytest.mark.parametrize(
    ("text", "mark", "currency"),
    [
        ("1,234.00 CR", "cr", None),
        ("0.80Dr", "dr", None),
        ("120.000,00 DB", "dr", None),
        ("CNY13.50", "", "CNY"),
        ("¥28.16", "", None),
        ("1,10 PLN", "", "PLN"),
        ("€ 5", "", "EUR"),
    ],
)
def test_marks_and_currencies_are_kept(text: str, mark: str, currency: str | None) -> None:
    parts = split(text)
    assert parts is not None
    assert (parts.mark, parts.currency) == (mark, currency)


@pytest.mark.parametrize(
    ("bodies", "mark"),
    [
        (["1.234,56"], ","),
        (["1,234.56"], "."),
        (["1,234", "5.5"], "."),
        (["1.234.567"], ","),
        (["0.123"], "."),
        (["1234.567"], "."),
        (["1.234", "5.678"], None),
        (["12", "500"], None),
        (["12,34", "7"], ","),
    ],
)
def test_the_decimal_mark_is_decided_over_all_cells(bodies: list[str], mark: str | None) -> None:
    assert decimal_mark(bodies) == mark


def test_groups_must_be_groups() -> None:
    assert number("12,34", ".") is None
    assert number("1,234", ".") == 1234
