"""Archives and workbooks made to harm: refused before or while they are opened, whatever they hold."""

from __future__ import annotations

import gzip
import io
import os
import zipfile

import pytest
import xlsxwriter

from hub.domain.errors import StatementError
from importers import detect, spreadsheet
from tests.fuzz.pdf_seeds import pdf_seeds

TABLE = b"Date,Text,Amount\n2026-01-05,bread,-3.50\n2026-01-06,milk,-1.00\n"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
_CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
_LINK = 0o120777 << 16


def zipped(name: str, content: bytes = TABLE, attributes: int = 0, *, locked: bool = False) -> bytes:
    """An archive with one entry, as a program would not write it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = attributes
        archive.writestr(entry, content)
    out = bytearray(target.getvalue())
    if locked:
        out[6] |= 1
        out[out.index(b"PK\x01\x02") + 8] |= 1
    return bytes(out)


ARCHIVES = {
    "an absolute path": (zipped("/etc/passwd"), "unsafe_archive"),
    "a drive": (zipped("C:\\x.csv"), "unsafe_archive"),
    "a path up in another notation": (zipped("..\\..\\x.csv"), "unsafe_archive"),
    "a link": (zipped("a.csv", b"/etc/passwd", _LINK), "unsafe_archive"),
    "a password": (zipped("a.csv", locked=True), "locked_archive"),
    "a gzip bomb": (gzip.compress(b"0" * (4 << 20)), "archive_too_large"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_refused(name: str) -> None:
    content, code = ARCHIVES[name]
    with pytest.raises(StatementError) as caught:
        detect.read("input", content)
    assert caught.value.code == code


def ods(rows: str) -> bytes:
    target = io.BytesIO()
    table = f'<table:table table:name="a">{rows}</table:table>'
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0"/>')
        body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
    return target.getvalue()


def row(*cells: str, more: str = "", each: str = "") -> str:
    return f"<table:table-row{more}>{''.join(_CELL.format(each, cell) for cell in cells)}</table:table-row>"


def xlsx(*rows: list[str], formula: str = "") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    if formula:
        sheet.write_formula(1, 1, formula, None, "click")
    book.close()
    return target.getvalue()


def replaced(book: bytes, part: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            kept = old.getinfo(name).compress_type
            new.writestr(name, content if name == part else old.read(name), compress_type=kept)
    return target.getvalue()


HEAD = row("Date", "Text", "Amount") + row("2026-01-05", "bread", "-3.50") + row("2026-01-06", "milk", "-1.00")
ROWS = (["Date", "Text", "Amount"], ["2026-01-05", "bread", "-3.50"], ["2026-01-06", "milk", "-1.00"])
FILLED = row("x", more=' table:number-rows-repeated="1048576"', each=' table:number-columns-repeated="16384"')
ENTITY = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
DAMAGED = f"""<?xml version="1.0"?><office:document-content {_SPACES}><office:body><office:spreadsheet>
<table:table table:name="a">{row("x")}</tab\x1fle:table></office:spreadsheet></office:body></office:document-content>
""".encode()
WORKBOOKS = {
    "a cell that fills all of a sheet": (ods(HEAD + FILLED), {"broken_spreadsheet"}),
    "10,000 columns in one cell": (ods(row("x", each=' table:number-columns-repeated="10000"')), {"too_many_columns"}),
    "10,000 columns": (xlsx(["Amount"] * 10_000, ["1.00"] * 10_000), {"too_many_columns"}),
    "a foreign file": (replaced(xlsx(*ROWS), "xl/sharedStrings.xml", ENTITY), {"broken_spreadsheet", "no_table"}),
    "a bomb of a text": (
        replaced(xlsx(*ROWS), "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * (8 << 20) + b"</t></si></sst>"),
        {"archive_too_large"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_is_refused(name: str) -> None:
    content, codes = WORKBOOKS[name]
    with pytest.raises(StatementError) as caught:
        detect.read("input", content)
    assert caught.value.code in codes


@pytest.mark.parametrize("table", [DAMAGED, DAMAGED[DAMAGED.index(b"<office") :], b'<?xml encoding="U1TF-8"?><a/>'])
def test_a_damaged_table_is_refused_at_once(table: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "sheets_of", pytest.fail)
    with pytest.raises(StatementError, match="broken_spreadsheet"):
        detect.read("input", replaced(ods(HEAD), "content.xml", table))


def test_a_workbook_with_a_password_is_told_as_such() -> None:
    sealed = "<manifest:encryption-data>sealed</manifest:encryption-data>"
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{sealed}</manifest:file-entry>'
    listed = f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0">{entry}</manifest:manifest>'.encode()
    locked = replaced(ods(HEAD), "META-INF/manifest.xml", listed)
    with pytest.raises(StatementError, match="locked_file"):
        detect.read("input", replaced(locked, "content.xml", bytes(range(256))))


@pytest.mark.parametrize("content", [ods(HEAD), xlsx(*ROWS, formula='=HYPERLINK("http://x", "click")')])
def test_what_does_no_harm_is_read(content: bytes) -> None:
    lines = detect.read("input", content).statements[0].lines
    assert [line.payee or line.description for line in lines] in (["bread", "milk"], ["click", "milk"])


def test_a_page_of_a_pdf_that_takes_too_long_ends_the_reading() -> None:
    pytest.importorskip("pdfplumber")
    content = pdf_seeds()[0].replace(b"BT ", b"BT " + b"(a) Tj " * 300_000, 1)
    start = os.times()
    with pytest.raises(StatementError, match="too_slow"):
        detect.read("input", content)
    end = os.times()
    assert end.children_user + end.children_system - start.children_user - start.children_system < 4
