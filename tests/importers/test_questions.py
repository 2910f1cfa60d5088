"""Every question that the readers ask changes what is read once it is answered, and evidence needs no answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hub.domain.statement import FileReading
from importers import detect
from ui.locale.wording import statements

IMPORTERS = Path(detect.__file__).parent
ASKED = {
    "day_or_month_first": b"Date,Payee,Amount\n03/04/2026,Bakery,-3.50\n05/06/2026,Market,-12.00\n",
    "money_out_sign": b"date,title,amount\n2026-01-05,Bakery,3.50\n2026-01-13,Cinema,12.00\n",
    "decimal_mark": b"Datum;Text;Betrag\n2026-01-05;Brot;-1.234\n2026-01-06;Kino;-2.500\n",
    "currency_of_sign": b"Date,Payee,Amount\n01/15/2026,Bakery,-$3.50\n01/16/2026,Cinema,-$12.00\n",
    "fee_beside": b"Date,Text,Amount,Fee,Currency\n2026-01-05,b,-5.00,0.25,EUR\n2026-01-06,a,-10.00,0.00,EUR\n",
    "minor_units": b"Date,Text,Amount,Currency\n"
    + b"".join(b"2026-01-%02d,Shop %d,-%d,EUR\n" % (n, n, 100 + 37 * n) for n in range(5, 15)),
    "minus_in_debit": b"Date,Text,Debit,Credit\n2026-01-05,b,5.00,\n2026-01-06,a,-10.00,\n2026-01-07,c,,1.00\n",
    "neutral_rows": (
        "交易时间,交易对方,收/支,金额\n2026-01-05,面包,支出,3.50\n2026-01-06,工资,收入,90.00\n2026-01-07,零钱,/,20.00\n"
    ).encode(),
    "year": b"Date,Text,Amount\n31/01,a,-1.00\n30/01,b,2.00\n",
}
QIF = b"!Type:Bank\nD3/4/26\nT-3.50\nPBakery\n^\nD5/6/26\nT-9.00\nPMarket\n^\n"
IIF = (
    b"!TRNS\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\n!SPL\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\n!ENDTRNS\n"
    b"TRNS\tCHECK\t3/4/2026\tChecking\tBakery\t-3.50\nSPL\tCHECK\t3/4/2026\tFood\tBakery\t3.50\nENDTRNS\n"
)


def read(content: bytes, **answers: str) -> FileReading:
    return detect.read("x", content, answers=answers)


def said(reading: FileReading) -> list[tuple[object, ...]]:
    return [
        (line.booked_on, line.amount, line.currency or statement.account.currency)
        for statement in reading.statements
        for line in statement.lines
    ]


def test_every_code_that_a_reader_asks_is_here_and_has_words() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in IMPORTERS.glob("*.py"))
    codes = set(re.findall(r'Question\(\s*"(\w+)"', source))
    assert codes == set(ASKED)
    assert codes <= set(statements.QUESTIONS)


@pytest.mark.parametrize("code", ASKED)
def test_every_answer_reads_otherwise_and_stays_to_be_changed(code: str) -> None:
    open_ = read(ASKED[code])
    (question,) = [one for one in open_.questions if one.code == code]
    assert not question.is_answered
    readings = {choice: read(ASKED[code], **{code: choice}) for choice in question.choices}
    assert said(readings[question.assumed]) == said(open_)
    assert len({tuple(said(one)) for one in readings.values()}) > 1
    for choice, answered in readings.items():
        (kept,) = [one for one in answered.questions if one.code == code]
        assert (kept.assumed, kept.is_answered) == (choice, True)
        assert set(question.choices) <= set(kept.choices)


@pytest.mark.parametrize("content", [QIF, IIF], ids=["qif", "iif"])
def test_other_formats_that_ask_for_the_order_of_days_take_the_answer(content: bytes) -> None:
    orders = {choice: read(content, day_or_month_first=choice) for choice in ("dmy", "mdy")}
    first = {choice: said(one)[0][0] for choice, one in orders.items()}
    assert str(first["dmy"]) == "2026-04-03"
    assert str(first["mdy"]) == "2026-03-04"
    assert all(one.questions[0].is_answered for one in orders.values())


def test_what_the_file_proves_needs_no_answer_and_takes_none() -> None:
    days = b"Date,Payee,Amount\n13/04/2026,Bakery,-3.50\n"
    assert said(read(days, day_or_month_first="mdy")) == said(read(days))
    proven = b"Date,Text,Amount,Balance\n2026-01-05,a,10.00,90.00\n2026-01-06,b,5.00,85.00\n2026-01-07,c,1.00,84.00\n"
    assert said(read(proven, money_out_sign="received")) == said(read(proven))


def test_an_answer_that_is_no_choice_changes_nothing() -> None:
    content = ASKED["money_out_sign"]
    assert read(content, money_out_sign="twelve") == read(content)
