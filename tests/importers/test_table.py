"""What a table means when evidence decides, and what is asked when it does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hub.domain.errors import Cancelled
from hub.domain.statement import FileReading
from importers import detect


def read(text: str, **answers: str) -> FileReading:
    return detect.read("x.csv", text.encode(), answers=answers)


def amounts(reading: FileReading) -> list[str]:
    return [str(line.amount) for statement in reading.statements for line in statement.lines]


def asked(reading: FileReading) -> dict[str, str]:
    return {question.code: question.assumed for question in reading.questions}


def test_a_list_of_unsigned_amounts_is_spending_and_asked_about() -> None:
    text = "date,title,amount\n2026-01-05,Bakery,3.50\n2026-01-13,Cinema,12.00\n2026-01-20,Salary,100.00\n"
    assert amounts(read(text)) == ["-3.50", "-12.00", "100.00"]
    assert asked(read(text)) == {"money_out_sign": "spent"}
    answered = read(text, money_out_sign="received")
    assert amounts(answered) == ["3.50", "12.00", "100.00"]
    assert [(q.assumed, q.is_answered) for q in answered.questions] == [("received", True)]


def test_a_card_whose_payments_are_negative_is_turned() -> None:
    rows = ["01/15/2026,Bakery,3.50", "01/16/2026,PAYMENT - THANK YOU,-50.00", "01/17/2026,Cinema,9.00"]
    assert amounts(read("Date,Description,Amount\n" + "\n".join(rows))) == ["-3.50", "50.00", "-9.00"]


def test_outgoing_payments_of_an_account_are_not_turned() -> None:
    text = "Date,Type,Amount\n15/01/2026,PAYMENT,-3.50\n16/01/2026,PAYMENT,-5.00\n17/01/2026,SALARY,900.00\n"
    assert amounts(read(text)) == ["-3.50", "-5.00", "900.00"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_running_balances_give_unsigned_amounts_their_sign(newest_first: bool) -> None:
    rows = ["2026-01-05,a,100.00,100.00", "2026-01-06,b,30.00,70.00", "2026-01-07,c,5.00,75.00"]
    text = "Date,Text,Amount,Balance\n" + "\n".join(reversed(rows) if newest_first else rows) + "\n"
    found = read(text)
    assert sorted(amounts(found)) == ["-30.00", "100.00", "5.00"]
    assert found.statements[0].balances_agree
    assert asked(found) == {}


def test_balances_that_fall_when_amounts_are_positive_turn_the_signs() -> None:
    rows = ["2026-01-05,a,10.00,90.00", "2026-01-06,b,-5.00,95.00", "2026-01-07,c,1.00,94.00"]
    assert amounts(read("Date,Text,Amount,Balance\n" + "\n".join(rows))) == ["-10.00", "5.00", "-1.00"]


def test_balances_before_the_row_don_t_turn_the_signs() -> None:
    rows = ["2026-01-05,a,-10.00,100.00", "2026-01-06,b,5.00,90.00", "2026-01-07,c,-1.00,95.00"]
    assert amounts(read("Date,Text,Amount,Balance\n" + "\n".join(rows))) == ["-10.00", "5.00", "-1.00"]


def test_minus_in_the_debit_column_means_what_the_balances_say() -> None:
    head = "Date,Text,Debit,Credit,Balance\n"
    out = "2026-01-05,b,5.00,,95.00\n2026-01-06,a,-10.00,,85.00\n2026-01-07,c,,1.00,86.00\n"
    back = "2026-01-05,b,5.00,,95.00\n2026-01-06,a,-10.00,,105.00\n2026-01-07,c,,1.00,106.00\n"
    assert amounts(read(head + out)) == ["-5.00", "-10.00", "1.00"]
    assert amounts(read(head + back)) == ["-5.00", "10.00", "1.00"]


def test_opening_and_closing_rows_are_balances_not_movements() -> None:
    text = (
        "Datum;Text;Betrag;Saldo\n01.01.2026;Anfangssaldo;;100,00\n05.01.2026;Brot;-3,50;96,50\n"
        "31.01.2026;Endsaldo;;96,50\nSumme;;-3,50;\n"
    )
    found = read(text)
    assert amounts(found) == ["-3.50"]
    assert found.problems == ()
    statement = found.statements[0]
    assert statement.opening is not None
    assert statement.closing is not None
    assert (statement.opening.amount, statement.closing.amount) == (Decimal("100.00"), Decimal("96.50"))


def test_an_order_of_days_that_stays_open_is_asked() -> None:
    found = read("Date,Description,Amount\n02/03/2026,a,-1.00\n")
    assert asked(found) == {"day_or_month_first": "mdy"}
    answered = read("Date,Description,Amount\n02/03/2026,a,-1.00\n", day_or_month_first="dmy")
    assert answered.statements[0].lines[0].booked_on == date(2026, 3, 2)


def test_dates_without_a_year_ask_for_it() -> None:
    text = "Date,Text,Amount\n31/01,a,-1.00\n30/01,b,2.00\n"
    found = read(text, today="2026-03-01")
    assert [line.booked_on for line in found.statements[0].lines] == [date(2026, 1, 31), date(2026, 1, 30)]
    assert asked(found) == {"year": "2026"}
    assert read(text, year="2025").statements[0].lines[0].booked_on == date(2025, 1, 31)


def test_a_thousand_or_a_decimal_is_asked_only_when_open() -> None:
    assert asked(read("Datum;Text;Betrag\n2026-01-31;a;-1.234\n2026-02-01;b;2.345\n")) == {"decimal_mark": ","}
    assert asked(read("Date,Text,Amount\n2026-01-31,a,-1.234\n2026-02-01,b,500.5\n")) == {}


def test_accounts_and_currencies_part_a_table() -> None:
    rows = ["A,2026-01-05,a,-1.00,EUR", "B,2026-01-05,b,-2.00,EUR", "A,2026-01-06,c,3.00,USD"]
    found = read("Account,Date,Text,Amount,Currency\n" + "\n".join(rows))
    assert [(s.account.name, s.account.currency, len(s.lines)) for s in found.statements] == [
        ("A", "EUR", 1), ("B", "EUR", 1), ("A", "USD", 1),
    ]  # fmt: skip


def test_tables_with_the_same_headings_are_judged_together() -> None:
    head = "Date,Text,Amount\n"
    found = read(f"Account: 111111\n{head}2026-01-05,a,-1.00\n\nAccount: 222222\n{head}2026-01-06,b,2.00\n")
    assert [s.account.id for s in found.statements] == ["111111", "222222"]
    assert amounts(found) == ["-1.00", "2.00"]
    assert asked(found) == {}


def test_shops_may_be_named_like_sums_and_balances() -> None:
    rows = ["2026-01-05,TOTAL ENERGIES,-1.00", "2026-01-06,New Balance Store,-2.00", "2026-01-07,Total,-3.00"]
    assert amounts(read("Date,Text,Amount\n" + "\n".join(rows))) == ["-1.00", "-2.00", "-3.00"]


def test_balances_find_the_amounts_of_a_table_without_headings() -> None:
    rows = ["7,2026-01-05,a,150,9850", "7,2026-01-16,b,200,10050", "7,2026-01-17,c,50,10000"]
    assert amounts(read("\n".join(rows))) == ["-150", "200", "-50"]


def test_the_same_headings_again_go_on_with_the_table() -> None:
    head = "Date,Text,Amount\n"
    found = read(head + "2026-01-05,a,-1.00\n" + head + "2026-01-06,b,2.00\n")
    assert [len(s.lines) for s in found.statements] == [2]


def test_a_date_for_the_first_row_of_a_day_serves_the_rows_below() -> None:
    text = "Date,Text,Amount\n2026-01-05,a,-1.00\n,b,-2.00\n,c,-3.00\n2026-01-06,d,4.00\n"
    assert [line.booked_on.day for line in read(text).statements[0].lines] == [5, 5, 5, 6]


def test_failed_payments_are_reported_and_pending_ones_marked() -> None:
    rows = ["2026-01-05,a,FAILED,-1.00", "2026-01-06,b,PENDING,-2.00", "2026-01-07,c,Completed,-3.00"]
    found = read("Date,Text,Status,Amount\n" + "\n".join(rows))
    lines = found.statements[0].lines
    assert [(line.description, line.status) for line in lines] == [("b", "pending"), ("c", "booked")]
    assert [problem.code for problem in found.problems] == ["not_executed"]


def test_the_raw_line_is_the_line_of_the_file() -> None:
    found = read('Date,Text,Amount\n2026-01-05,"a, b",-1.00\n2026-01-06,"c\nd",2.00\n')
    assert [line.raw for line in found.statements[0].lines] == ['2026-01-05,"a, b",-1.00', '2026-01-06,"c\nd",2.00']
    assert [line.line for line in found.statements[0].lines] == [2, 3]


def test_progress_is_told_and_stops_the_work() -> None:
    def cancel(done: int, total: int = 0, note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        detect.read("x.csv", b"Date,Text,Amount\n2026-01-05,a,-1.00\n2026-01-06,b,2.00\n", cancel)


def test_no_text_is_lost_where_rows_are_read_in_parts() -> None:
    rows = [f"2026-01-{n % 28 + 1:02},Shop {n},-{n}.50\n,and more of {n},\n" for n in range(1, 7001)]
    found = read("date,text,amount\n" + "".join(rows)).statements[0].lines
    assert [line.description for line in found] == [f"Shop {n} and more of {n}" for n in range(1, 7001)]
