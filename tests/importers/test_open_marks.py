"""Amounts that can be read as thousands or as thousandths: decided by evidence, else asked, never guessed silently."""

from __future__ import annotations

import pytest

from hub.domain.statement import FileReading
from importers import detect

DAYS = ("01.03.2026", "03.03.2026", "05.03.2026", "06.03.2026")


def table(amounts: list[str], balances: list[str] | None = None, head: str = "Datum;Text") -> bytes:
    rows = [f"{day};Shop {at};{amount}" for at, (day, amount) in enumerate(zip(DAYS, amounts, strict=False))]
    if balances is not None:
        rows = [f"{row};{balance}" for row, balance in zip(rows, balances, strict=True)]
    return "\n".join([f"{head};Betrag{';Saldo' if balances else ''}", *rows, ""]).encode()


def read(content: bytes, **answers: str) -> tuple[list[str], list[tuple[str, str]]]:
    found: FileReading = detect.read("a.csv", content, answers=answers)
    amounts = [str(line.amount) for one in found.statements for line in one.lines]
    return amounts, [(one.code, one.assumed) for one in found.questions]


@pytest.mark.parametrize("sign", [".", ","])
def test_smaller_amounts_without_a_sign_show_that_the_others_are_grouped(sign: str) -> None:
    grouped = [one.replace(".", sign) for one in ("-3.450", "-950", "25.100", "-12.005")]
    assert read(table(grouped)) == (["-3450", "-950", "25100", "-12005"], [])


def test_few_of_them_are_asked_about_and_both_answers_count() -> None:
    content = table(["-3.450", "-950", "25.100"])
    assert read(content) == (["-3450", "-950", "25100"], [("decimal_mark", ",")])
    other, asked = read(content, decimal_mark=".")
    assert (other, asked) == (["-3.450", "-950", "25.100"], [("decimal_mark", ".")])


def test_long_amounts_without_a_sign_leave_it_open() -> None:
    _amounts, asked = read(table(["-3.450", "12500", "25.100"]))
    assert [code for code, _assumed in asked] == ["decimal_mark"]


def test_the_balances_decide_where_they_can() -> None:
    assert read(table(["-3.450", "-950", "25.100"], ["46.550", "45.600", "70.700"])) == (
        ["-3450", "-950", "25100"],
        [],
    )
    _amounts, asked = read(table(["-3.450", "-12.500", "25.100"], ["96.550", "84.050", "109.150"]))
    assert [code for code, _assumed in asked] == ["decimal_mark"]  # they hold under both


@pytest.mark.parametrize(
    ("money", "amount"), [("-3.450 kr", "-3450"), ("-3.450 EUR", "-3450"), ("-3.450 KWD", "-3.450")]
)
def test_a_currency_without_thousandths_speaks_for_whole_amounts(money: str, amount: str) -> None:
    amounts, _asked = read(table([money, money.replace("3", "5"), money.replace("3", "8")], head="Date;Payee"))
    assert amounts[0] == amount


def test_registers_ask_too() -> None:
    content = b"!Type:Bank\nD03/13/2026\nT-3.450\nPNetto\n^\nD03/14/2026\nT-12.950\nPRema\n^\n"
    found = detect.read("a.qif", content)
    assert [(one.code, one.assumed) for one in found.questions] == [("decimal_mark", ".")]
    other = detect.read("a.qif", content, answers={"decimal_mark": ","})
    assert [str(line.amount) for line in other.statements[0].lines] == ["-3450", "-12950"]
