"""Rows of OFX read together say what each says alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain import line_columns
from hub.domain.statement import FileReading, Line, Problem
from importers import detect, ofx
from importers.base import Source

_VALUES = {
    "TRNTYPE": ["DEBIT", ""],
    "DTPOSTED": ["20260105", "20260106120000[0:GMT]", " 20260107 ", "2026", ""],
    "DTUSER": ["20260104", ""],
    "TRNAMT": ["-1.00", "+1000", " 2.5 ", "x", ""],
    "FITID": ["1", ""],
    "NAME": ["Corner Bakery", "Marks &amp;amp; Co", "a  b", "Ka\u0308se\u202e", ""],
    "MEMO": ["Card 4215", " &#228; ", ""],
    "DTAVAIL": ["20260109"],
    "SIC": ["5411"],
    "CHECKNUM": ["17", ""],
    "CURRENCY": ["<CURSYM>USD<CURRATE>1.1</CURRENCY>"],
    "ORIGCURRENCY": ["<CURSYM>CHF<CURRATE>0.5</ORIGCURRENCY>"],
    "PAYEE": ["<NAME>Kiosk</PAYEE>"],
    "BANKACCTTO": ["<ACCTID>DE02</BANKACCTTO>"],
}


@st.composite
def _rows(draw: st.DrawFn) -> str:
    names = draw(st.permutations([*_VALUES]))[: draw(st.integers(0, len(_VALUES)))]
    if draw(st.booleans()):  # most rows of a file have the tags of another
        names = ["TRNTYPE", "DTPOSTED", "TRNAMT", "FITID", "NAME"]
    end, between = draw(st.sampled_from(["</{}>", ""])), draw(st.sampled_from(["", "\n", "\n  "]))
    tags = [f"<{name}>{draw(st.sampled_from(_VALUES[name]))}{end.format(name)}" for name in names]
    return between.join([*tags, draw(st.sampled_from(["</STMTTRN>\n", "</STMTTRN>", "\n"]))])


def _read(rows: Sequence[str]) -> FileReading:
    text = "<OFX><STMTRS><CURDEF>EUR<ACCTID>1\n" + "".join(f"<STMTTRN>{row}" for row in rows) + "</STMTRS></OFX>"
    return ofx.extract(Source("input.ofx", text.encode()), lambda *_: None)


@given(st.lists(_rows(), min_size=1, max_size=9))
def test_rows_together_are_the_rows_alone(rows: list[str]) -> None:
    lines, problems, number = list[Line](), list[Problem](), 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ofx, "_STEP", 4)
        patch.setattr(line_columns, "LARGE", 2)
        found = _read(rows)
        for row in rows:
            alone = _read([row])
            lines += [replace(line, line=number) for line in alone.statements[0].lines]
            problems += [replace(problem, line=number) for problem in alone.problems]
            number += row.count("\n")
    assert list(found.statements[0].lines) == lines
    assert list(found.problems) == problems


def test_what_aggregates_hold_stays_with_its_row() -> None:
    plain = "<DTPOSTED>20260105<TRNAMT>-1.00<NAME>Corner Bakery</STMTTRN>"
    held = (
        "<DTPOSTED>20260106<TRNAMT>-5.00<ORIGCURRENCY><CURSYM>CHF<CURRATE>0.5</ORIGCURRENCY>"
        "<BANKACCTTO><ACCTID>DE02</BANKACCTTO><PAYEE><NAME>Kiosk</PAYEE></STMTTRN>"
    )
    first, second, third = _read([plain, held, plain]).statements[0].lines
    assert first == replace(third, line=2)
    assert (first.original_amount, first.counterparty, first.currency) == (None, None, "EUR")
    assert (second.original_amount, second.original_currency) == (Decimal("-10.00"), "CHF")
    assert (second.counterparty, second.payee, second.booked_on) == ("DE02", "Kiosk", date(2026, 1, 6))


def test_a_row_without_an_end_is_not_looked_through_to_the_end_of_the_file() -> None:
    head = b"OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST><STMTTRN><DTPOSTED>20260105<TRNAMT>-1.00<NAME>a"
    ((line,),) = (statement.lines for statement in detect.read("a.ofx", head + b"<A>b\n" * 200_000).statements)
    assert (line.payee, str(line.amount)) == ("a", "-1.00")
    assert len(line.raw) < 150_000


def test_a_direction_beside_amounts_without_signs_is_their_sign() -> None:
    row = (
        "<stmttrn><benefit>{}</benefit><dtposted>20260302</dtposted><trnamt>{}</trnamt><purpose>{}</purpose></stmttrn>"
    )
    rows = "".join(row.format(*row_of) for row_of in [("debit", "5.00", "Rent"), ("credit", "7.50", "Pay")])
    content = f"<pmtnotification><curdef>RSD</curdef><acctid>1</acctid>{rows}</pmtnotification>"
    (statement,) = detect.read("list.xml", content.encode()).statements
    assert [(str(line.amount), line.description) for line in statement.lines] == [("-5.00", "Rent"), ("7.50", "Pay")]
