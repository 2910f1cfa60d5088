"""QIF in whatever parts it is read says the same; splits, comments and lost ends stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers import detect, qif_records
from importers.line_breaks import lined

BOOK = """!Account
NCash
^
!Type:Cash
D01/31/2026
T-5.00
Pbread
^
# said by a program

D02/01/2026
U-7.00
SFood
Eapples
$-7.00
Pmarket
D02/02/2026
^
^
!Type:Memorized
KP
T9.00
^
!Account
NCard
TCCard
^
!Type:CCard
D02/03/2026
T-9.00
L[Cash]
"""
LINES = ["D01/31/2026", "T-1.00", "Pa ", "Lb", "SFood", "$-1.00", "#c", "", "^", "^ ", "!Type:Bank", "!Account", "Nx"]


def test_splits_comments_and_a_record_that_was_cut_off() -> None:
    found = [(part.kind, part.account, part.read()) for part in qif_records.registers(lined(BOOK))]
    assert [(kind, account, records.lines) for kind, account, records in found] == [
        ("cash", "Cash", [5, 11]),
        ("card", "Card", [29]),
    ]
    cash = found[0][2]
    assert (cash.days, cash.amounts) == (["01/31/2026", "02/01/2026"], ["-5.00", "-7.00"])
    assert cash.payees == ["bread", "market"]
    assert cash.raws[1] == "D02/01/2026\nU-7.00\nSFood\nEapples\n$-7.00\nPmarket\nD02/02/2026"
    assert found[1][2].labels == ["[Cash]"]


def said(text: str) -> FileReading | str:
    try:
        return detect.read("a.qif", text.encode())
    except StatementError as error:
        return error.code


@given(st.lists(st.sampled_from(LINES), max_size=30), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_parts_are_the_whole(lines: list[str], size: int) -> None:
    text = "\n".join(["!Type:Bank", *lines])
    whole = said(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(qif_records, "_PART", size)
        assert said(text) == whole


def test_headings_without_end_are_refused() -> None:
    with pytest.raises(StatementError, match="too_large"):
        detect.read("a.qif", b"!Type:Bank\nD01/31/2026\nT-1.00\nPsomebody\n^\n" * 40_001)


def test_the_sign_at_amounts_names_the_currency() -> None:
    reading = detect.read("card.qif", "!Type:CCard\nD30/04/2026\nT£51.00\n^\nD28/04/2026\nT-£7.50\n^\n".encode())
    (statement,) = reading.statements
    assert statement.account.currency == "GBP"
    assert [(str(line.amount), line.currency) for line in statement.lines] == [("51.00", "GBP"), ("-7.50", "GBP")]


def test_one_damaged_comma_does_not_turn_the_days() -> None:
    text = b"!Type:Bank\nD1/5/26\nT-1,234.50\nPa\n^\nD2/6/26\nT-12,34\nPb\n^\n"
    found = detect.read("input.qif", text)
    assert [question.code for question in found.questions] == ["day_or_month_first"]
    assert [line.booked_on.isoformat() for line in found.statements[0].lines] == ["2026-01-05"]
    assert [problem.code for problem in found.problems] == ["amount_unreadable"]
