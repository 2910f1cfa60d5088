"""Exports in the manners of many countries, of banks that do not exist: read right without a word about any bank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from importers import detect


class Layout(NamedTuple):
    """A file, the movements that it holds, the currency ("-": not said)."""

    content: bytes
    movements: list[tuple[str, Decimal]]
    currency: str


def layouts() -> dict[str, Layout]:
    found = {}
    for part in Path(__file__).with_name("made_up_banks.txt").read_text("utf-8").split("\n== ")[1:]:
        head, _, rest = part.partition("\n")
        name, encoding, currency = head.split()
        text, _, rows = rest.partition("\n--\n")
        pairs = [row.split() for row in rows.splitlines() if row]
        movements = [(day, Decimal(amount)) for day, amount in pairs]
        found[name] = Layout(f"{text}\n".encode(encoding), movements, currency)
    return found


LAYOUTS = layouts()


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_movement_is_read(name: str) -> None:
    content, movements, currency = LAYOUTS[name]
    reading = detect.read(name, content)
    lines = [(line, statement.account) for statement in reading.statements for line in statement.lines]
    assert sorted((line.booked_on.isoformat(), line.amount) for line, _ in lines) == sorted(movements)
    if currency != "-":
        assert {line.currency or account.currency for line, account in lines} == {currency}


def test_the_other_side_of_a_taken_back_purchase_is_kept_and_a_failed_one_reported() -> None:
    head = "Date,Shop,Amount,State\n2026-01-05,Baker,-5.00,done\n2026-01-06,Baker,5.00,cancelled\n"
    reading = detect.read("x.csv", f"{head}2026-01-07,Grocer,-9.00,cancelled\n".encode())
    assert [line.amount for line in reading.statements[0].lines] == [Decimal("-5.00"), Decimal("5.00")]
    assert [problem.code for problem in reading.problems] == ["not_executed"]


def test_a_column_of_different_texts_describes_movements_rather_than_one_that_always_says_the_same() -> None:
    head = "Transaction Date,Transaction,Withdrawal (Baht),Deposit (Baht),Channel\n"
    rows = "2026-01-05,Baker,5.00,,APP\n2026-01-06,Wages,,50.00,APP\n2026-01-07,Grocer,9.00,,APP\n"
    lines = detect.read("x.csv", f"{head}{rows}".encode()).statements[0].lines
    assert [line.description for line in lines] == ["Baker", "Wages", "Grocer"]


def test_the_day_beside_the_name_of_an_account_is_not_its_number() -> None:
    head = "Transactions for account Investing as of 02/05/2026 09:00:00 AM\nDate,Description,Amount\n"
    statement = detect.read("x.csv", f"{head}01/27/2026,Baker,-5.00\n01/28/2026,Wages,50.00\n".encode()).statements[0]
    assert statement.account.id is None


def test_balances_at_the_start_and_the_end_of_a_period_stand_around_the_movements() -> None:
    head = "Numéro de compte : 01234567890;Devise : EUR\n\nSolde en fin de période;;;;655,25\n"
    rows = "05/01/2024;17;VIREMENT;;250,50\n10/01/2024;18;CARTE;-75,25;\n15/01/2024;19;RETRAIT;-20,00;\n"
    text = f"{head}Date;Numéro;Libellé;Débit;Crédit\n{rows}Solde en début de période;;;;500,00\n"
    statement = detect.read("x.csv", text.encode()).statements[0]
    assert statement.opening is not None
    assert statement.closing is not None
    assert (statement.opening.amount, statement.closing.amount) == (Decimal("500.00"), Decimal("655.25"))
    assert statement.balances_agree


def test_days_that_stand_in_several_rows_are_no_monthly_bills() -> None:
    days = ["05/01/2023"] * 5 + ["05/02/2023", "05/03/2023"]
    text = "".join(f"{day},SHOP {number},{number}.96,,{90 - number}.04\n" for number, day in enumerate(days))
    reading = detect.read("x.csv", text.encode())
    assert {line.booked_on.month for line in reading.statements[0].lines} == {5}
    assert "day_or_month_first" in {question.code for question in reading.questions}


def test_a_last_row_whose_day_is_no_day_is_reported() -> None:
    text = "Date,Particulars,Withdrawals,Deposits\n30-Sep-26,CAFE,90.00,\n??,mystery,10.00,\n"
    reading = detect.read("x.csv", text.encode())
    assert [line.amount for line in reading.statements[0].lines] == [Decimal("-90.00")]
    assert [problem.code for problem in reading.problems] == ["date_unreadable"]


def test_a_value_day_without_a_year_lies_near_the_day_of_booking() -> None:
    head = "Booking date;Value date;Text;Amount\n"
    rows = "02.01.2026;30.12.;Baker;-5,00\n31.12.2025;30.12.;Shop;-6,00\n05.02.2026;04.02.;Wages;50,00\n"
    lines = detect.read("x.csv", f"{head}{rows}".encode()).statements[0].lines
    assert [line.value_on and line.value_on.isoformat() for line in lines] == ["2025-12-30", "2025-12-30", "2026-02-04"]


def test_the_thirtieth_of_february_is_a_value_day_of_months_of_thirty_days() -> None:
    text = ":20:A\n:25:1/2\n:60F:C260227EUR10,00\n:61:2602300302DR6,00NMSCNONREF\n:86:fee\n:62F:C260302EUR4,00\n-\n"
    (line,) = detect.read("x.sta", text.encode()).statements[0].lines
    assert (line.booked_on.isoformat(), line.amount) == ("2026-03-02", Decimal("-6.00"))
    assert line.value_on is not None
    assert line.value_on.isoformat() == "2026-02-28"
