"""Beside a preview: what was expected and not seen yet, and receipts without a row; what it is and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from opened import Opened, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hub.services import accounts, attachments, bills, ledger
from ui.bringing.after import After
from ui.bringing.recognised import FileInspector

ROWS = """Buchungstag;Empfaenger;Verwendungszweck;Betrag
02.11.2026;Gruenmarkt;GRUENMARKT DANKT;-46,83
06.11.2026;Dr. Albrecht;Rechnung 3319;-128,40
13.11.2026;Cafe Inselweg;CAFE INSELWEG;-18,60
"""


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


def bring(ready: Opened, folder: Path) -> tuple[Any, After]:
    path = folder / "bank.csv"
    path.write_text(ROWS, encoding="utf-8")
    screen, pane = ready.show("bring", paths=(str(path),)), ready.frame.desk.sheet.pane
    ready.until(lambda: isinstance(pane.content, FileInspector) and pane.content.after is not None)
    ready.rest()
    return screen, pane.content.after


def figures(after: After) -> str:
    """The words and figures that are shown, in their order."""
    found = [one for one in after.findChildren(QLabel) if one.isVisibleTo(after)]
    return " ".join(one.text() for one in found if one.text())


def test_what_waits_is_counted_told_and_followed(ready: Opened, tmp_path: Path) -> None:
    vault = ready.vault
    current = accounts.add(vault, "Current", "current", "EUR")
    bills.add(vault, "Dr. Albrecht", date(2026, 11, 5), -12_840, "EUR")
    bills.add(vault, "Stadtkasse", date(2026, 11, 10), -5_000, "EUR")
    paper = tmp_path / "receipt.pdf"
    paper.write_bytes(b"%PDF-1.7 receipt")
    attachments.add(vault, ledger.add(vault, current, date(2026, 11, 13), -1_860, "Café Inselweg"), paper)

    screen, after = bring(ready, tmp_path)
    screen.deeds.choose_account(current)
    ready.rest()
    ready.until(lambda: len(ready.frame.desk.sheet.pane.content.after.links) == 2)
    after = ready.frame.desk.sheet.pane.content.after
    assert "Expected, not seen yet" in figures(after)
    assert "Receipts without a row" in figures(after)
    assert [after.links[key].text() for key in ("payments", "receipts")] == ["1", "0"]
    assert after.links["payments"].accessibleName() == "Expected, not seen yet: 2 now, 1 after adding"

    screen.deeds.tick(1, is_on=False)
    ready.until(lambda: after.links["payments"].text() == "2")
    screen.deeds.tick(1, is_on=True)
    ready.until(lambda: after.links["payments"].text() == "1")

    ready.press(after.links["payments"], Qt.Key.Key_Space)
    popover = QApplication.activePopupWidget()
    assert popover is not None
    told = " ".join(one.text() for one in popover.findChildren(QLabel))
    assert told.index("Stadtkasse") < told.index("Comes with what you add") < told.index("Dr. Albrecht")
    ready.click(popover.findChildren(QPushButton)[0])
    ready.rest()
    assert ready.frame.travel.here.place == "bills"


def test_nothing_is_said_where_nothing_waits(ready: Opened, tmp_path: Path) -> None:
    _screen, after = bring(ready, tmp_path)
    assert after.links == {}
    assert "Expected" not in figures(after)
