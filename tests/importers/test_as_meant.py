"""Amounts in hundredths and fees beside the amounts: proven by balances or headings, asked about, or left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.domain.statement import FileReading
from importers import detect

CENTS = "Date,Text,Amount,Currency{more}\n" + "".join(
    f"2026-01-{n:02},Shop {n},-{100 + 37 * n},EUR{{{n}}}\n" for n in range(5, 15)
)


def read(text: str, **answers: str) -> FileReading:
    return detect.read("x.csv", text.encode(), answers=answers)


def amounts(reading: FileReading) -> list[str]:
    return [str(line.amount) for statement in reading.statements for line in statement.lines]


def cents(more: str = "", cells: dict[int, str] | None = None) -> str:
    filled = cells or {}
    text = CENTS.replace("{more}", more)
    for n in range(5, 15):
        text = text.replace(f"{{{n}}}", filled.get(n, ""))
    return text


def test_whole_amounts_that_could_be_cents_are_asked_about() -> None:
    reading = read(cents())
    (question,) = reading.questions
    assert (question.code, question.assumed, question.choices) == ("minor_units", "whole", ("whole", "hundredths"))
    assert amounts(reading)[0] == "-285"
    assert amounts(read(cents(), minor_units="hundredths"))[0] == "-2.85"


@pytest.mark.parametrize(
    "text",
    [
        cents().replace("EUR", "JPY"),
        cents().replace(",Currency", "").replace(",EUR", ""),
        "Date,Text,Amount,Currency\n" + "".join(f"2026-01-{n:02},Rent,-{n * 100},EUR\n" for n in range(5, 15)),
        "Date,Text,Amount,Currency\n" + "".join(f"2026-01-{n:02},Bus,-{n},EUR\n" for n in range(5, 15)),
        cents().replace("-285", "-2.85"),
    ],
    ids=["no decimals in the currency", "no currency", "round", "small", "decimals"],
)
def test_other_whole_amounts_are_not(text: str) -> None:
    assert read(text).questions == ()


def test_balances_with_decimals_prove_cents() -> None:
    balance, cells = Decimal("500.00"), dict[int, str]()
    for n in range(5, 15):
        balance -= Decimal(100 + 37 * n) / 100
        cells[n] = f",{balance:.2f}"
    reading = read(cents(",Balance", cells))
    assert reading.questions == ()
    assert amounts(reading)[0] == "-2.85"
    assert reading.statements[0].balances_agree
    assert [fact.values["because"] for fact in reading.facts if fact.code == "hundredths"] == ["balance"]


def test_a_heading_names_cents() -> None:
    reading = read(cents().replace("Amount", "amount_cents"))
    assert reading.questions == ()
    assert amounts(reading)[0] == "-2.85"


FEES = (
    "Date,Text,Amount,Fee,Currency{0}\n2026-01-05,b,-5.00,0.25,EUR{1}\n"
    "2026-01-06,a,-10.00,0.00,EUR{2}\n2026-01-07,c,30.00,0.50,EUR{3}\n"
)


def test_a_fee_that_no_balance_tells_of_is_asked_about() -> None:
    text = FEES.format("", "", "", "")
    (question,) = read(text).questions
    assert (question.code, question.assumed) == ("fee_beside", "inside")
    assert amounts(read(text)) == ["-5.00", "-10.00", "30.00"]
    assert amounts(read(text, fee_beside="beside")) == ["-5.25", "-10.00", "29.50"]


@pytest.mark.parametrize(
    ("balances", "first"),
    [((",94.75", ",84.75", ",114.25"), "-5.25"), ((",95.00", ",85.00", ",115.00"), "-5.00")],
    ids=["on top", "part of it"],
)
def test_balances_prove_where_a_fee_is(balances: tuple[str, str, str], first: str) -> None:
    reading = read(FEES.format(",Balance", *balances))
    assert reading.questions == ()
    assert reading.statements[0].balances_agree
    assert amounts(reading)[0] == first


def test_nothing_is_asked_where_the_amounts_are_those_after_fees() -> None:
    text = FEES.format(",Net", ",-5.25", ",-10.00", ",29.50").replace("Amount", "Gross")
    assert read(text).questions == ()
    assert amounts(read(text)) == ["-5.25", "-10.00", "29.50"]
