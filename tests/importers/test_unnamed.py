"""Tables without headings: the cells decide which column is what, or it is asked; never guessed in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.domain.statement import FileReading
from importers import detect


def read(text: str, **answers: str) -> FileReading:
    return detect.read("bank.csv", text.encode(), answers={"today": "2026-11-21", **answers})


def asked(reading: FileReading) -> dict[str, tuple[tuple[str, ...], str]]:
    return {one.code: (one.choices, one.assumed) for one in reading.questions}


def amounts(reading: FileReading) -> list[str]:
    return [str(line.amount) for line in reading.statements[0].lines]


def days(reading: FileReading) -> list[int]:
    return [line.booked_on.day for line in reading.statements[0].lines]


_DAYS = "24.10.2026;{};Shop A;-1,50\n25.10.2026;{};Shop B;-2,50\n26.10.2026;{};Shop C;-3,50\n"


def test_the_column_in_whose_order_the_rows_are_holds_the_days_of_booking() -> None:
    reading = read(_DAYS.format("22.10.2026", "25.10.2026", "21.10.2026"))
    assert asked(reading) == {}
    assert days(reading) == [24, 25, 26]
    turned = read(
        "".join(
            f"{2 + at}.10.2026;{day}\n"
            for at, day in ((20, "24.10.2026;A;-1,50"), (22, "25.10.2026;B;-2,50"), (18, "26.10.2026;C;-3,50"))
        )
    )
    assert (asked(turned), days(turned)) == ({}, [24, 25, 26])


def test_two_columns_of_days_in_order_are_asked_about() -> None:
    text = _DAYS.format("25.10.2026", "26.10.2026", "27.10.2026")
    assert asked(read(text)) == {"booking_column": (("1", "2"), "1")}
    assert days(read(text, booking_column="2")) == [25, 26, 27]


def test_a_column_of_times_is_none_of_days() -> None:
    assert asked(read("24.10.2026;08:15:11;A;-1,50\n25.10.2026;07:15:11;B;-2,50\n")) == {}


def test_money_out_stands_where_the_balance_says() -> None:
    reading = read("24.10.2026;A;250,00;;1250,00\n25.10.2026;B;;120,50;1129,50\n26.10.2026;C;;15,00;1114,50\n")
    assert (asked(reading), amounts(reading)) == ({}, ["250.00", "-120.50", "-15.00"])


def test_without_balance_and_words_it_is_asked_which_column_is_money_out() -> None:
    text = "24.10.2026;A;250,00;\n25.10.2026;B;;120,50\n26.10.2026;C;;15,00\n"
    assert asked(read(text)) == {"out_column": (("3", "4"), "3")}
    assert amounts(read(text, out_column="4")) == ["250.00", "-120.50", "-15.00"]
    assert asked(read(text.replace(";A;", ";Salary;"))) == {}
    assert amounts(read(text.replace(";A;", ";Salary;"))) == ["250.00", "-120.50", "-15.00"]


def test_several_columns_of_money_are_asked_about_unless_the_balance_follows_from_one() -> None:
    gross = "24.10.2026;A;10,00;-0,59;9,41;{}\n25.10.2026;B;20,00;-0,89;19,11;{}\n26.10.2026;C;-5,00;0,00;-5,00;{}\n"
    reading = read(gross.format("109,41", "128,52", "123,52"))
    assert (asked(reading), amounts(reading)) == ({}, ["9.41", "19.11", "-5.00"])
    bare = gross.replace(";{}", "")
    assert list(asked(read(bare))) == ["amount_column"]
    assert amounts(read(bare, amount_column="5")) == ["9.41", "19.11", "-5.00"]


@pytest.mark.parametrize("code", ["USD", "JPY"])
def test_a_currency_that_only_some_rows_have_is_that_of_what_was_bought_abroad(code: str) -> None:
    reading = read(
        f"24.10.2026;A;-1,50;;\n25.10.2026;B;-2,50;-2,90;{code}\n26.10.2026;C;-3,50;;\n27.10.2026;D;-4,50;;\n"
    )
    lines = reading.statements[0].lines
    assert {line.currency for line in lines} == {None}
    assert (lines[1].original_currency, lines[1].original_amount) == (code, Decimal("-2.90"))


def test_rows_that_were_not_carried_out_are_left_out() -> None:
    reading = read("24.10.2026;OK;A;-1,50\n25.10.2026;FAILED;B;-2,50\n26.10.2026;OK;C;-3,50\n")
    assert amounts(reading) == ["-1.50", "-3.50"]
    assert [one.code for one in reading.problems] == ["not_executed"]


def test_a_row_with_a_zero_on_both_sides_leaves_the_pair_a_pair() -> None:
    rows = ("0,00;10,00;110,00", "0,00;20,00;130,00", "0,00;0,00;130,00", "30,00;0,00;100,00", "0,00;5,00;105,00")
    reading = read("".join(f"{24 + at}.10.2026;Text {at};{row}\n" for at, row in enumerate(rows)))
    assert (asked(reading), amounts(reading)) == ({}, ["10.00", "20.00", "0.00", "-30.00", "5.00"])
