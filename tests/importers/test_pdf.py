"""PDF statements in several layouts, drawn here; scans, damage and a missing extra say what to do."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter, QPdfWriter

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers import detect

pytest.importorskip("pdfplumber")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

Text = tuple[int, int, str]
"""Left edge, or minus the right edge of what ends there; height from the top in points; the words."""


def drawn(path: Path, pages: Sequence[Sequence[Text]], picture: QImage | None = None) -> bytes:
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    with QPainter(writer) as painter:
        painter.setFont(QFont("Inter", 9))
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
            if picture is not None:
                painter.drawImage(0, 0, picture)
            for x, y, words in page:
                side = Qt.AlignmentFlag.AlignLeft if x >= 0 else Qt.AlignmentFlag.AlignRight
                painter.drawText(QRectF(x if x >= 0 else -x - 300, y, 400 if x >= 0 else 300, 14), side, words)
    return path.read_bytes()


def read(tmp_path: Path, *pages: Sequence[Text]) -> FileReading:
    return detect.read("statement.pdf", drawn(tmp_path / "s.pdf", pages))


def said(reading: FileReading) -> list[tuple[date, str, str]]:
    (statement,) = reading.statements
    return [(line.booked_on, str(line.amount), line.payee or line.description) for line in statement.lines]


def rows(start: int, *entries: tuple[str, ...], at: tuple[int, ...], step: int = 16) -> list[Text]:
    return [
        (x, start + step * number, cell)
        for number, entry in enumerate(entries)
        for x, cell in zip(at, entry, strict=True)
        if cell
    ]


@pytest.fixture(autouse=True)
def _app(qapp: QGuiApplication) -> None:
    """Fonts need an application."""


def test_one_signed_column_with_a_running_balance_over_two_pages(tmp_path: Path) -> None:
    at = (50, 130, -430, -540)
    head = ("Datum", "Verwendungszweck", "Betrag", "Saldo")
    above = [(50, 60, "Rheinbank Kontoauszug Nr. 11"), (50, 80, "IBAN DE02 1203 0000 0000 2020 51")]
    first = rows(
        110, head, ("02.11.2026", "Hausverwaltung Seifert", "-980,00", "1.020,00"), ("", "Miete November", "", ""),
        ("03.11.2026", "Grünmarkt", "-46,83", "973,17"), ("", "Karte 4711", "", ""), at=at,
    )  # fmt: skip
    second = rows(60, head, ("16.11.2026", "Gehalt", "1.200,00", "2.173,17"), at=at)
    foot = (250, 800, "Seite 1 von 2")
    reading = read(tmp_path, [*above, *first, foot], [*second, (250, 800, "Seite 2 von 2")])
    assert [(day.day, amount) for day, amount, _text in said(reading)] == [
        (2, "-980.00"), (3, "-46.83"), (16, "1200.00"),
    ]  # fmt: skip
    assert "Miete November" in said(reading)[0][2]
    assert "Seite" not in str(said(reading))
    (statement,) = reading.statements
    assert statement.account.id == "DE02120300000000202051"
    assert statement.balances_agree is True
    assert (reading.format, reading.importer, reading.confidence) == ("pdf", "pdf", Decimal("0.95"))
    assert "Grünmarkt" in statement.lines[1].raw


def test_two_columns_and_thousands_parted_by_blanks(tmp_path: Path) -> None:
    at = (40, 120, -400, -480, -560)
    entries = [
        ("Date", "Libellé", "Débit", "Crédit", "Solde"),
        ("02/11/2026", "LOYER NOVEMBRE", "1 980,00", "", "8 020,00"),
        ("05/11/2026", "VIREMENT SALAIRE", "", "2 400,00", "10 420,00"),
        ("19/11/2026", "CAFE", "3,50", "", "10 416,50"),
    ]
    page = rows(90, *entries, at=at)
    reading = read(tmp_path, [(40, 40, "Relevé de compte"), *page])
    assert [amount for _day, amount, _text in said(reading)] == ["-1980.00", "2400.00", "-3.50"]
    assert reading.statements[0].balances_agree is True


def test_marks_for_debit_and_credit_behind_the_amount(tmp_path: Path) -> None:
    entries = [("05.11.2026", "05.11.2026", "Brot & Käse", "3,50 S"), ("13.11.2026", "14.11.2026", "Lohn", "900,00 H")]
    page = rows(100, ("Buchung", "Wert", "Text", "Umsatz EUR"), *entries, at=(50, 120, 190, -520))
    assert said(read(tmp_path, page)) == [
        (date(2026, 11, 5), "-3.50", "Brot & Käse"),
        (date(2026, 11, 13), "900.00", "Lohn"),
    ]


def test_a_list_without_headings(tmp_path: Path) -> None:
    page = rows(
        100, ("01/15/2026", "BAKERY NEW YORK NY", "-$12.34"), ("01/16/2026", "GROCERY", "-$1,045.00"),
        ("01/17/2026", "REFUND BAKERY", "$2.00"), at=(50, 150, -500),
    )  # fmt: skip
    assert [amount for _day, amount, _text in said(read(tmp_path, page))] == ["-12.34", "-1045.00", "2.00"]


def test_a_question_that_a_pdf_leaves_open_is_asked_and_answered(tmp_path: Path) -> None:
    page = rows(
        100, ("Date", "Details", "Amount"), ("03/04/2026", "Bakery", "-3.50"), ("05/06/2026", "Market", "-9.00"),
        at=(50, 150, -500),
    )  # fmt: skip
    content = drawn(tmp_path / "q.pdf", [page])
    assert [one.code for one in detect.read("q.pdf", content).questions] == ["day_or_month_first"]
    answered = detect.read("q.pdf", content, answers={"day_or_month_first": "dmy"})
    assert said(answered)[0][0] == date(2026, 4, 3)


def test_a_scan_is_refused_with_the_next_step(tmp_path: Path) -> None:
    picture = QImage(300, 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.lightGray)
    content = drawn(tmp_path / "scan.pdf", [[], []], picture)
    with pytest.raises(StatementError) as caught:
        detect.read("scan.pdf", content)
    assert (caught.value.code, caught.value.next_step) == ("scanned_pdf", "other_export")


def test_a_letter_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StatementError) as caught:
        read(tmp_path, [(50, 100, "Dear customer, our prices change on 1 January 2027.")])
    assert caught.value.code == "no_table"


def test_without_the_extra_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = drawn(tmp_path / "s.pdf", [[(50, 100, "words")]])
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(StatementError) as caught:
        detect.read("s.pdf", content)
    assert (caught.value.code, caught.value.next_step) == ("pdf_extra_missing", "install_pdf_extra")
