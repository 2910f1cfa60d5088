"""Files that are no statements, or try to harm: refused with a code, or their bad rows reported."""

from __future__ import annotations

import io
import sqlite3
import time
import zipfile

import pytest

from hub.domain.errors import StatementError
from importers import archives, detect, xml_tree

TABLE = b"Date,Text,Amount\n2026-01-05,bread,-3.50\n2026-01-06,milk,-1.00\n"


def packed(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def nested(depth: int) -> bytes:
    content = TABLE
    for _ in range(depth):
        content = packed(inner=content)
    return content


def empty_database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a(b)")
    return connection.serialize()


XML = b'<?xml version="1.0"?>'
CAMT = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'

REFUSED = {
    "nothing": (b"", "empty_file"),
    "blanks": (b" \r\n\t\0\0", "empty_file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "picture"),
    "a photo": (b"\xff\xd8\xff\xe0" + b"x" * 100, "picture"),
    "a page": (b"%PDF-1.7\n1 0 obj", "broken_pdf"),
    "a program": (b"MZ\x90\0" + b"\0" * 100, "program"),
    "another archive": (b"7z\xbc\xaf\x27\x1c" + b"x" * 50, "unsupported_archive"),
    "noise": (bytes(range(256)) * 40, "unknown_format"),
    "a letter": (b"Dear bank,\nplease send me my statement.\nYours\n", "no_table"),
    "one endless line": (b"a" * (9 << 20), "line_too_long"),
    "too many columns": (TABLE.replace(b"\n", b",x" * 600 + b"\n"), "too_many_columns"),
    "entities": (XML + b'<!DOCTYPE d [<!ENTITY a "aaaa">]>' + CAMT + b"&a;</Document>", "forbidden_xml"),
    "a foreign file": (XML + b"<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///x'>]>" + CAMT + b"&a;", "forbidden_xml"),
    "deep XML": (XML + CAMT + b"<a>" * 300 + b"</a>" * 300 + b"</Document>", "nested_too_deep"),
    "broken XML": (XML + CAMT + b"<BkToCstmrStmt><Stmt>", "not_well_formed"),
    "an empty message": (XML + CAMT + b"</Document>", "no_statement_inside"),
    "a broken archive": (b"PK\x03\x04" + b"\0" * 50, "broken_archive"),
    "a broken gzip": (b"\x1f\x8b\x08" + b"\0" * 50, "broken_archive"),
    "archives in archives": (nested(4), "nested_too_deep"),
    "a path out": (packed(**{"..__..__etc__x": TABLE}).replace(b"../", b"../"), "unsafe_archive"),
    "an empty archive": (packed(), "empty_file"),
    "a broken workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "broken_spreadsheet"),
    "a broken database": (b"SQLite format 3\0" + b"x" * 600, "broken_database"),
    "a database of something else": (empty_database(), "unknown_format"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str) -> None:
    content, code = REFUSED[name]
    start = time.process_time()
    with pytest.raises(StatementError) as caught:
        detect.read(f"{name}.bin", content)
    assert caught.value.code == code
    assert caught.value.where["file"] == f"{name}.bin"
    assert time.process_time() - start < 2


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = packed(bomb=b"\0" * (40 << 20))
    assert len(content) < 1 << 16
    with pytest.raises(StatementError, match="archive_too_large"):
        archives.open_zip(content)


def test_entries_that_overlap_are_refused() -> None:
    content = bytearray(packed(a=TABLE * 50, b=TABLE * 50))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = (10).to_bytes(4, "little")
    with pytest.raises(StatementError, match="unsafe_archive"):
        archives.open_zip(bytes(content))


def test_xml_has_a_limit_of_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "ELEMENT_LIMIT", 100)
    with pytest.raises(StatementError, match="too_large"):
        xml_tree.parse(b"<a>" + b"<b/>" * 200 + b"</a>")


def test_a_bare_document_type_is_no_harm() -> None:
    assert xml_tree.parse(b"<!DOCTYPE a><a><b>1</b></a>").tag == "a"


DAMAGED = {
    "no amount": (b"2026-01-07,cake,", "amount_missing"),
    "no number": (b"2026-01-07,cake,about five", "amount_unreadable"),
    "no day": (b"2026-02-31,cake,-5.00", "date_unreadable"),
    "no date": (b",cake and tea,-5.00", "date_missing"),
    "a long cell": (b"2026-01-07," + b"x" * 70000 + b",", "cell_too_long"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_row_is_reported_and_the_others_read(name: str) -> None:
    row, code = DAMAGED[name]
    reading = detect.read("x.csv", TABLE * 1 + row + b"\n2026-01-08,tea,-2.00\n")
    assert [(p.line, p.code) for p in reading.problems] == [(4, code)]
    assert len(reading.statements[0].lines) == 3


@pytest.mark.parametrize("name", ["no amount", "no number", "no day"])
def test_a_damaged_last_row_is_reported(name: str) -> None:
    row, code = DAMAGED[name]
    reading = detect.read("x.csv", TABLE + row + b"\n")
    assert [(p.line, p.code) for p in reading.problems] == [(4, code)]
    assert len(reading.statements[0].lines) == 2


def test_controls_and_directions_in_texts_are_taken_out() -> None:
    content = "Date,Payee,Amount\n2026-01-05,\u202eevil\u202c\x07 shop\u200b,-1.00\n2026-01-06,b,-2.00\n".encode()
    assert detect.read("x.csv", content).statements[0].lines[0].payee == "evil shop"


def test_no_text_of_any_format_keeps_directions() -> None:
    turned = "\u202egnirekab\u202c"
    files = {
        "ofx": f"<OFX><STMTRS><CURDEF>EUR<ACCTID>1{turned}<STMTTRN><DTPOSTED>20260105<TRNAMT>-1.00"
        f"<FITID>{turned}<NAME>{turned}</STMTTRN></STMTRS></OFX>",
        "qif": f"!Type:Bank\nD01/31/2026\nT-1.00\nP{turned}\nL[{turned}]\nN{turned}\n^\n",
        "mt940": f":20:a\n:25:DE1{turned}\n:60F:C260101EUR1,\n:61:2601050105D1,NTRF{turned}//{turned}\n"
        f":86:166?20{turned}?31{turned}?32{turned}\n:62F:C260131EUR0,\n",
        "csv": "Date,Payee,Amount,Category,Reference,IBAN\n"
        f"2026-01-05,{turned},-1.00,{turned},{turned}1,{turned}\n2026-01-06,b,-2.00,,,\n",
    }
    for name, text in files.items():
        (statement, *_) = detect.read(name, text.encode()).statements
        shown = [statement.account.id, statement.account.name]
        for line in statement.lines:
            shown += [line.payee, line.description, line.notes, line.id, line.counterparty, line.category]
        assert "gnirekab" in "".join(filter(None, shown)), name
        assert "\u202e" not in "".join(filter(None, shown)), name


def test_two_encodings_in_one_file_are_told() -> None:
    content = "Date,Payee,Amount\n2026-01-05,Käse,-1.00\n".encode() + "2026-01-06,Öl,-2.00\n".encode("cp1252")
    reading = detect.read("x.csv", content)
    assert [line.payee for line in reading.statements[0].lines] == ["Käse", "Öl"]
    assert [problem.code for problem in reading.problems] == ["mixed_encodings"]


def test_formulas_stay_text() -> None:
    content = b'Date,Payee,Amount\n2026-01-05,"=HYPERLINK(""x"")",-1.00\n2026-01-06,b,-2.00\n'
    assert detect.read("x.csv", content).statements[0].lines[0].payee == '=HYPERLINK("x")'


def test_a_tie_names_both(monkeypatch: pytest.MonkeyPatch) -> None:
    first = detect.all_importers()[0]
    twins = (first, type(first)("twin", first.recognise, first.extract))
    monkeypatch.setattr(detect, "all_importers", lambda: twins)
    source = detect.Source("x", TABLE)
    if first.recognise(source):
        with pytest.raises(StatementError, match="ambiguous_format"):
            detect.choose(source)


BROKEN = {
    "rows without days": TABLE + b"2026-02-31,a,-1.00\n" * 51_000,
    "bookings without a day": b":20:a\n:25:b\n:60F:C260101EUR1,\n" + b":61:\n" * 51_000,
    "transactions without a day": b"<OFX><STMTRS>" + b"<STMTTRN><TRNAMT>1\n" * 51_000,
    "quotes that never close": TABLE + b'2026-01-07,"a,-1.00\n' * 200_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_damaged_everywhere_is_refused(name: str) -> None:
    with pytest.raises(StatementError, match="too_damaged"):
        detect.read(name, BROKEN[name])


def test_headings_above_every_row_are_refused_and_headings_above_every_page_are_not() -> None:
    with pytest.raises(StatementError, match="too_many_tables"):
        detect.read("x.csv", b"Date,Text,Amount\n2026-01-07,a,-1.00\n" * 51_000)
    pages = b"Date,Text,Amount\n" + b"2026-01-07,a,-1.00\n" * 40
    (statement,) = detect.read("x.csv", pages * 500).statements
    assert len(statement.lines) == 20_000


@pytest.mark.parametrize("line", [b"1\n", b"\n", b"\r\n", b"a;\n", b'a,"b\n'])
def test_millions_of_tiny_lines_are_refused_before_they_become_rows(line: bytes) -> None:
    start = time.process_time()
    with pytest.raises(StatementError, match="no_table"):
        detect.read("x.csv", TABLE + line * 3_000_000)
    assert time.process_time() - start < 3


ENDLESS = {
    "lines": b"a" + b"\n" * 200_000,
    "high bytes": b"\xe9\xe8;" * 60_000,
    "open quotes": b"Date,Text,Amount\n" + b'2026-01-05,"a,1.00\n' * 10_000,
    "headings": b"Date,Text,Amount\n2026-01-05,a,1.00\n" * 15_000,
    "comments": b"<table><tr><td>1</td></tr>" + b"<!--" * 50_000,
    "open tags": b"<OFX><STMTRS><STMTTRN>" + b"<A" * 100_000,
    "open aggregates": b"<OFX><STMTRS><STMTTRN>" + b"<PAYEE>" * 30_000,
    "statements": b"<OFX>" + b"<STMTRS>" * 20_000,
    "sides": b"2026-01-01 a\n" + b"  b:c  1 EUR\n" * 15_000,
    "one line of plain letters": b"<table><tr><td>1</td></tr>" + b"a " * 100_000 + b"\n\xe9;",
    "brackets": (TABLE + b"2026-01-07," + b"(" * 60_000 + b",1.00\n") * 2,
    "blanks behind a brace": b'2026-01-02 * "a"\n  A:b  1 X {' + b" " * 20_000 + b"x}\n  C:d\n" + b"  A:b  1 EUR\n",
    "aggregates without an end": b"<OFX><STMTRS><STMTTRN>" + b"<PAYEE></A>" * 30_000,
    "blanks in a booking": b":20:a\n:25:b\n:60F:C260101EUR1,\n:61:260105" + b" " * 60_000 + b"x\n",
    "ends of a message": b":20:a\n:25:b\n:60F:C260101EUR1,\n-" + b"\n" * 60_000 + b"x\n",
    "blanks in a text": b":20:a\n:25:b\n:60F:C260101EUR1,\n:61:2601050105D1,NTRF\n:86:a" + b" " * 90_000 + b"x\n",
    "declarations": XML + CAMT + b"<?xml " * 100_000,
    "a long document type": XML + CAMT + b"<!DOCTYPE" + b" " * 100_000 + b"<",
    "a label and blanks": b"Date: 2026-01-05\nAmount: 1.00\nPayee: a" + b" " * 60_000 + b"x\n\n",
    "an account and blanks": b"2026/01/02 a\n  a:" + b" " * 60_000,
    "tags": b":20:a\n:25:b\n:60F:C260101EUR1,\n" + b":61:\n" * 40_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_repetition_costs_no_more_than_its_length(name: str) -> None:
    start = time.process_time()
    try:
        detect.read(name, ENDLESS[name])
    except StatementError as error:
        assert error.code != "unreadable"  # noqa: PT017 - being read is right too
    assert time.process_time() - start < 5
