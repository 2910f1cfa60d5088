"""Inputs that once stopped a whole file from being read: one test for each cause that damaging files found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from hub.domain.errors import StatementError
from importers import detect, gnucash, xml_tree

SAMPLES = Path(__file__).parents[1] / "samples"
BOOKS = {
    table: next(
        path.read_bytes()
        for path in sorted((SAMPLES / "sqlite_book").iterdir())
        if f"TABLE {table}".encode() in path.read_bytes() or f'TABLE "{table}"'.encode() in path.read_bytes()
    )
    for table in ("payee_mapping", "ACCOUNTLIST_V1", "commodities")
}


def changed(table: str, change: str) -> bytes:
    """The sample book that has a table, with one statement run on it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as book:
        book.deserialize(BOOKS[table])
        book.execute(change)
        return book.serialize()


CELLS = {
    "words for cents": ("payee_mapping", "UPDATE transactions SET amount = 'many'", "amount_unreadable"),
    "endless cents": ("payee_mapping", "UPDATE transactions SET amount = 9e999", "amount_unreadable"),
    "parts of cents": ("payee_mapping", "UPDATE transactions SET amount = 0.5", "amount_unreadable"),
    "words for a day": ("payee_mapping", "UPDATE transactions SET date = 'some day'", "date_unreadable"),
    "an endless amount": (
        "ACCOUNTLIST_V1", "UPDATE CHECKINGACCOUNT_V1 SET TRANSAMOUNT = 9e999", "amount_unreadable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_a_damaged_cell_of_a_book_is_a_problem_of_its_row(name: str) -> None:
    table, change, code = CELLS[name]
    whole = detect.read("book", BOOKS[table])
    reading = detect.read("book", changed(table, f"{change} WHERE rowid = 2"))
    assert sorted(p.code for p in reading.problems) == sorted([*(p.code for p in whole.problems), code])
    assert sum(len(s.lines) for s in reading.statements) < sum(len(s.lines) for s in whole.statements)


def test_a_currency_without_a_sign_is_none() -> None:
    reading = detect.read("book", changed("commodities", "UPDATE commodities SET mnemonic = NULL"))
    assert reading.statements == ()


def test_a_key_that_is_no_number_is_no_harm() -> None:
    assert detect.read("book", changed("payee_mapping", "UPDATE transactions SET id = 7")).statements[0].lines


def test_the_last_day_of_all_has_no_day_after_it() -> None:
    assert gnucash.posted_on("9999-12-31 22:00:00 +0000") is None


@pytest.mark.parametrize("written", ["gb18030", "gbk", "shift_jis", "big5", "utf-8"])
def test_xml_in_encodings_of_the_far_east_is_read(written: str) -> None:
    said = "gbk" if written == "utf-8" else written
    content = f'<?xml version="1.0" encoding="{said}"?><a><b>中文</b></a>'.encode(written)
    assert xml_tree.text_of(xml_tree.parse(content), "b") == "中文"


@pytest.mark.parametrize("said", ["gb18030", "utf-7", "hex", "no-such"])
def test_xml_in_no_encoding_that_can_be_read_is_refused(said: str) -> None:
    with pytest.raises(StatementError, match="not_well_formed"):
        xml_tree.parse(f'<?xml version="1.0" encoding="{said}"?><a>'.encode() + b"\xff\xff</a>")


def test_a_document_type_is_refused_in_every_encoding() -> None:
    content = '<?xml version="1.0" encoding="gbk"?><!DOCTYPE a [<!ENTITY b "中">]><a>&b;</a>'.encode("gbk")
    with pytest.raises(StatementError, match="forbidden_xml"):
        xml_tree.parse(content)


def test_amounts_of_a_damaged_book_stay_exact() -> None:
    reading = detect.read("book", changed("payee_mapping", "UPDATE transactions SET amount = -1234567"))
    assert {line.amount for s in reading.statements for line in s.lines} == {Decimal("-12345.67")}


def test_an_amount_beyond_all_exponents_is_none() -> None:
    book = '<homebank v="1.4"><account key="1" name="a" initial="7e599999999999999999"/>{}</homebank>'
    reading = detect.read("book", book.format('<ope date="738000" amount="-1.5" account="1"/>').encode())
    (statement,) = reading.statements
    assert (statement.opening, statement.lines[0].amount) == (None, Decimal("-1.5"))
