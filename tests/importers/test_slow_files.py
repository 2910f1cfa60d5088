"""What reading costs: calls for each record of large files, and files too dense to be statements.

Calls are counted, not seconds: they are the same on every machine.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from hub.domain.errors import StatementError
from importers import detect

PAGE = b"<html><table><tr><th>Date</th><th>Payee</th><th>Amount</th></tr>\n"


def calls(content: bytes) -> int:
    """Functions that are called while a file is read."""
    count = 0

    def called(_frame: FrameType, event: str, _function: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        with suppress(StatementError):
            detect.read("input", content)
    finally:
        sys.setprofile(None)
    return count


PAGES = {
    "cells": b"<tr><td>2026-01-05</td><td>a b</td><td>-1.00</td></tr>\n",
    "cells without ends": b"<tr><td>2026-01-05<td>a<td>-1.00\n",
    "words in tags": b"<tr><td><b>2026-01-05</b></td><td>a&amp;b</td><td><i>-1.00</i></td></tr>\n",
}
BOOK = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
SHEET = BOOK + b"<Worksheet><Table><Row><Cell><Data>Date</Data></Cell><Cell><Data>Amount</Data></Cell></Row>"
SHEET_ROW = b"<Row><Cell><Data>2026-01-05</Data></Cell><Cell><Data>-1.00</Data></Cell></Row>\n"
SHEET_END = b"</Table></Worksheet></Workbook>"

# name → beginning, one record (# stands for its number), end, and how many calls a record may cost
COSTS = {f"a page of {name}": (PAGE, row, b"</table>", 105) for name, row in PAGES.items()}
COSTS |= {"a sheet in XML": (SHEET, SHEET_ROW, SHEET_END, 105)}

TABLE = b"Payee,Date,Amount\n"
COSTS |= {
    "a table with line breaks in cells": (TABLE, b'"a\nb #",2026-01-05,-1.00\n', b"", 165),
    "a table of rows without days": (TABLE, b'"a # b",soon # x,so much\n', b"", 370),
}

CAMT = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
CAMT_END = b"</Stmt></BkToCstmrStmt></Document>"
ENTRY = b'<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>2026-01-05</Dt></BookgDt>'
COSTS |= {
    "a camt of details": (
        CAMT + ENTRY + b"<NtryDtls>",
        b"<TxDtls><AddtlTxInf>#</AddtlTxInf></TxDtls>",
        b"</NtryDtls></Ntry>" + CAMT_END,
        50,
    ),
    "a camt of balances": (CAMT, b'<Bal><Amt Ccy="EUR">1</Amt></Bal>', CAMT_END, 60),
}


@pytest.mark.parametrize("name", COSTS)
def test_a_record_costs_a_few_calls_and_twice_as_many_twice_as_much(name: str) -> None:
    head, record, foot, most = COSTS[name]
    detect.read("input", head + record * 10 + foot)  # what is made once
    parts = (range(1000, 2000), range(2000, 4000))
    once, twice = (calls(head + b"".join(record.replace(b"#", b"%d" % n) for n in part) + foot) for part in parts)
    assert twice - once < 1000 * most
    assert twice < 2.1 * once


PEER = b"type,amount,date,source_name,destination_name\n"
DENSE = {
    "a page of rows": PAGE + b"<tr>\n" * 110_000,
    "a page of rows with a cell": PAGE + b"<tr><td>1</td></tr>\n" * 110_000,
    "a page of cells and ends": PAGE + b"<td>1</table>\n" * 110_000,
    "an export of short rows": b"type,amount,date,source_name,destination_name\n"
    + b"deposit,1,2026-01-05,a,b\n" * 110_000,
    "a sheet of rows": SHEET + b"<Row/>\n" * 110_000 + SHEET_END,
    "a sheet of rows with a cell": SHEET + b"<Row><Cell><Data>1</Data></Cell></Row>\n" * 110_000 + SHEET_END,
}


@pytest.mark.parametrize("name", DENSE)
def test_more_records_than_a_statement_of_that_size_has_are_refused(name: str) -> None:
    with pytest.raises(StatementError, match="no_table"):
        detect.read("input", DENSE[name])


HOME = b'<homebank v="1.4"><account key="1" name="a"/>'
BARE = {
    "operations without a text": HOME + b'<ope date="738000" amount="1" account="1"/>\n' * 101_000 + b"</homebank>",
    "records of QIF without a text": b"!Type:Bank\n" + b"D1/5/26\nT1\nL[a]\n^\n" * 110_000,
    "transactions of short names": b"2026-01-02 a\n Assets:B  1 EUR\n Income:F\n" * 51_000,
    "rows of SWIFT without a text": b":20:A\n:25:1\n:60F:C260101EUR1,\n" + b":61:260105D1,\n:86:/NAME/a\n" * 51_000,
}


@pytest.mark.parametrize("name", BARE)
def test_more_records_than_a_book_of_that_size_has_are_refused(name: str) -> None:
    with pytest.raises(StatementError, match="no_statement_inside"):
        detect.read("input", BARE[name])


def test_sheets_far_apart_rows_and_sheets_in_sheets_cost_no_more_than_their_length() -> None:
    named = BOOK.replace(b"<Workbook", b'<Workbook xmlns:s="urn:schemas-microsoft-com:office:spreadsheet"')
    far = b'<Worksheet><Table><Row s:Index="1000000"><Cell><Data>x</Data></Cell></Row></Table></Worksheet>'
    once, twice = (calls(named + far * count + b"</Workbook>") for count in (20, 40))
    assert twice - once < 20 * 600
    deep = BOOK + b"<Worksheet>" * 50 + SHEET_ROW * 100 + b"</Worksheet>" * 50 + b"</Workbook>"
    assert calls(deep) < 1.5 * calls(BOOK + b"<Worksheet>" + SHEET_ROW * 100 + b"</Worksheet></Workbook>")
    with pytest.raises(StatementError, match="too_many_tables"):
        detect.read("input", BOOK + far.replace(b"s:", b"") * 1001 + b"</Workbook>")


def test_elements_too_deep_or_too_wide_are_refused() -> None:
    with pytest.raises(StatementError, match="nested_too_deep"):
        detect.read("input", BOOK + b"<a>" * 300 + b"</a>" * 300 + b"</Workbook>")
    with pytest.raises(StatementError, match="too_many_columns"):
        detect.read("input", SHEET + b"<Row>" + b"<Cell/>" * 20_000 + b"</Row>" + SHEET_END)


def test_line_breaks_in_a_cell_before_the_day_are_no_rows_that_were_swallowed() -> None:
    rows = b'"a\nb",2026-01-05,-1.00\n"say ""c""\nd",2026-01-06,-2.00\n'
    (statement,) = detect.read("input", TABLE + rows).statements
    assert [line.payee for line in statement.lines] == ["a b", 'say "c" d']
    reading = detect.read("input", TABLE + b'x,2026-01-05,"-1.00\n"y",2026-01-06,-2.00\n' + rows)
    assert [problem.code for problem in reading.problems] == ["broken_quote"]


def test_lines_that_all_look_like_headings_are_no_tables() -> None:
    lines = b"".join(b'{"date": "2026-01-05", "payee": "p%d", "amount": "1.00"},\n' % n for n in range(3000))
    with pytest.raises(StatementError, match="too_many_tables"):
        detect.read("input", lines)


def test_more_statements_than_a_file_has_are_refused() -> None:
    with pytest.raises(StatementError, match="too_large"):
        detect.read("input", CAMT + b"</Stmt><Stmt>" * 21_000 + CAMT_END)


def test_a_table_whose_rows_are_nothing_but_words_is_refused() -> None:
    with pytest.raises(StatementError, match="too_damaged"):
        detect.read("input", TABLE + b"a b,soon,so much\n" * 60_000)
    mostly = b"2026-01-05,-1.00\n,more words\nand,even more\n" * 20_000
    (statement,) = detect.read("input", b"Date,Amount\n" + mostly).statements
    assert len(statement.lines) == 20_000


GNUCASH = (
    b'<gnc-v2 xmlns:gnc="g" xmlns:act="a" xmlns:trn="t" xmlns:ts="s" xmlns:split="p"><gnc:book><gnc:account>'
    b"<act:id>b</act:id><act:type>BANK</act:type></gnc:account>"
)
HOMEBANK = b'<homebank v="1.4"><account key="1" name="a"/><ope date="738000" amount="-1" account="1" '
BOOKS = {
    "sides of GnuCash": (
        GNUCASH + b"<gnc:transaction><trn:date-posted><ts:date>2026-01-05</ts:date></trn:date-posted><trn:splits>",
        b"<trn:split><split:value>1/1</split:value><split:account>b</split:account></trn:split>",
        b"</trn:splits></gnc:transaction></gnc:book></gnc-v2>",
    ),
    "shares of HomeBank": (HOMEBANK + b'samt="' + b"1||" * 2000 + b'" scat="', b"1||", b'"/></homebank>'),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_transaction_of_many_sides_costs_no_more_than_its_length(name: str) -> None:
    head, side, foot = BOOKS[name]
    once, twice = (calls(head + side * count + foot) for count in (1000, 2000))
    assert twice < 2.1 * once
    (statement,) = detect.read("input", head + side * 2000 + foot).statements
    assert sum(len(line.raw) for line in statement.lines) < 50_000


def test_a_book_of_nothing_but_damaged_transactions_is_refused() -> None:
    with pytest.raises(StatementError, match="too_damaged"):
        detect.read("input", GNUCASH + b"<gnc:transaction/>" * 51_000 + b"</gnc:book></gnc-v2>")
