"""Files made to harm, each read in a child process with limits of time and memory: refused or read, never worse."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

ROOT = Path(__file__).parents[2]
HEAD = b"Date,Payee,Amount\n2026-01-05,bread,-3.50\n"
CAMT = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
CHILD = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from hub.domain.errors import StatementError
from importers import detect
content = open(sys.argv[2], "rb").read()
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    reading = detect.read("input", content)
    said, lines = "read", [line.payee for s in reading.statements for line in s.lines]
except StatementError as error:
    said, lines = error.code, []
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([said, lines[:5], time.process_time() - start, (peak - before) >> 10]))
"""


def zipped(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("_", "."), content)
    return target.getvalue()


def workbook(cell: str, sheet: str = "") -> bytes:
    """A workbook with one hostile sheet: `cell` written at A1, or its XML replaced."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.add_worksheet().write_string(0, 0, cell)
    book.close()
    if not sheet:
        return target.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    "</sheetData></worksheet>"
)
XML = b'<?xml version="1.0"?>'
LOL = b'<!DOCTYPE d [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
ODD, EMPTY = {"read", "no_table", "line_too_long", "too_many_columns"}, {"no_statement_inside"}
CASES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a cell of 100 MB": (lambda: HEAD + b'2026-01-06,"' + b"x" * (100 << 20) + b'",-1.00\n', {"line_too_long", "read"}),
    "a cell of many lines": (lambda: HEAD + b'2026-01-06,"' + b"xxxxxxx\n" * (1 << 18) + b'",-1.00\n', ODD),
    "10,000 columns": (lambda: HEAD + b"2026-01-06" + b",1" * 10_000 + b"\n", {"too_many_columns"}),
    "10,000 headings": (lambda: b"Date" + b",Amount" * 10_000 + b"\n2026-01-05" + b",1" * 10_000, {"too_many_columns"}),
    "NULs": (lambda: HEAD.replace(b",", b"\0,\0"), {"read"}),
    "only NULs": (lambda: b"\0" * (10 << 20), {"empty_file"}),
    "two encodings": (
        lambda: HEAD + "2026-01-06,Käse,-1.00\n".encode() + "2026-01-07,Öl,-1.00\n".encode("cp1252"),
        {"read"},
    ),
    "a bomb in a ZIP file": (lambda: zipped(a_csv=b"0" * (300 << 20)), {"archive_too_large"}),
    "a bomb of rows": (lambda: zipped(a_csv=HEAD + b"2026-01-06,a,-1.00\n" * (8 << 20)), {"archive_too_large"}),
    "archives in archives": (lambda: zipped(a_zip=zipped(b_zip=zipped(c_zip=zipped(d_csv=HEAD)))), {"nested_too_deep"}),
    "a path out of the archive": (lambda: zipped(**{"../../a_csv": HEAD}), {"unsafe_archive"}),
    "a workbook whose only cell is far away": (lambda: workbook("x", FAR), {"broken_spreadsheet", "no_table"}),
    "a workbook that locks itself": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
        {"broken_spreadsheet"},
    ),
    "a billion laughs": (
        lambda: XML + LOL + CAMT + b"&b;" * 1000 + b"</Document>",
        {"forbidden_xml"},
    ),
    "an external entity": (
        lambda: XML + b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + CAMT + b"&a;</Document>",
        {"forbidden_xml"},
    ),
    "10 MB of open elements": (lambda: XML + CAMT + b"<a>\n" * 2_500_000, {"nested_too_deep"}),
    "300,000 attributes": (lambda: CAMT[:-1] + b"".join(b'\na%d=""' % n for n in range(300_000)) + b"/>", EMPTY),
    "10 MB of open tags": (lambda: b"<OFX><STMTRS><STMTTRN>" + b"<A" * 5_000_000, {"read", "line_too_long"}),
    "10 MB of cells": (lambda: b"<table><tr><td>1</td></tr>" + b"<td>" * 2_000_000, ODD),
    "10 MB of quotes": (lambda: HEAD + b'"' * 7_000_000, ODD),
}  # fmt: skip


def child(content: bytes, tmp_path: Path, seconds: int = 60) -> tuple[str, list[str], float, int]:
    """What reading says, the first payees, seconds of work, MB above the start."""
    path = tmp_path / "input"
    path.write_bytes(content)
    run = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROOT), str(path)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    said, payees, spent, peak = json.loads(run.stdout)
    return said, payees, spent, peak


@pytest.mark.parametrize("name", CASES)
def test_it_does_no_harm(name: str, tmp_path: Path) -> None:
    make, outcomes = CASES[name]
    content = make()
    said, _, spent, peak = child(content, tmp_path)
    assert said in outcomes
    assert spent < 8  # two seconds on a machine that has nothing else to do
    assert peak < 500 + (5 * len(content) >> 20)


def test_directions_and_formulas_in_payees_stay_harmless_text(tmp_path: Path) -> None:
    rows = ["2026-01-06,\u202egnirekab\u202c\u2066x\u2069,-1.00", "2026-01-07,\"=cmd|' /C calc'!A0\",-1.00"]
    said, payees, _, _ = child(HEAD + "\n".join(rows).encode(), tmp_path)
    assert (said, payees) == ("read", ["bread", "gnirekabx", "=cmd|' /C calc'!A0"])
