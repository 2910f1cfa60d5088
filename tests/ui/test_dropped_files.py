"""Files dropped on the window: rows before the whole is read, what asks for a decision first, and three clicks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from kept import PASSPHRASE, TODAY, Kept
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.services import accounts, imports, ledger
from ui.screens.bring import Bring

HEAD = "Buchungstag;Empfaenger;Verwendungszweck;Betrag;Saldo\n"
ROWS = 1500


class Clicks(QObject):
    """Counts what a person does with the mouse, a drop among it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.count = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_drop = event.type() is QEvent.Type.Drop
        self.count += is_drop or (event.type() is QEvent.Type.MouseButtonRelease and watched.isWidgetType())
        return False


@pytest.fixture
def kept(qapp: QApplication, qtbot: QtBot, tmp_path: Path, dressed: Callable[..., None]) -> Iterator[Kept]:
    one = Kept(qapp, qtbot, tmp_path / "vault")
    one.start()
    one.unlock.passphrase.entry.setText(PASSPHRASE)
    one.click(one.unlock.open_button)
    one.until(lambda: one.program.window.inside is not None)
    one.rest()
    yield one
    one.close()


def bank_file(path: Path, rows: int) -> Path:
    """A statement as long as is asked, with its running balance."""
    balance, lines = 500_000, [HEAD]
    for number in range(rows):
        amount = 1_000 + number % 97
        balance -= amount
        day = date(2023, 1, 2) + timedelta(number // 2)
        lines.append(
            f"{day:%d.%m.%Y};Markt {number % 41} am Tor;KARTE {number % 89:04};-{_cents(amount)};{_cents(balance)}\n"
        )
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _cents(amount: int) -> str:
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100},{abs(amount) % 100:02}"


def drop(kept: Kept, *files: Path) -> Bring:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(kept.program.window, enter)
    assert enter.isAccepted()
    dropped = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(kept.program.window, dropped)
    screen = kept.program.window.frame.views.view("bring")
    assert isinstance(screen, Bring)
    return screen


def heads(screen: Bring) -> list[str]:
    """The heads of the groups, from above."""
    model = screen.table.model()
    rows = [model.row_at(at) for at in range(model.rowCount())]  # type: ignore[attr-defined]  # our own model
    return [row.group.words for row in rows if row.group is not None]


def test_the_first_rows_of_a_large_file_show_while_it_is_read(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bank_file(tmp_path / "large.csv", ROWS)
    may_go_on, whole = threading.Event(), imports.preview

    def held(*given: Any, **named: Any) -> imports.Preview:
        assert may_go_on.wait(60)
        return whole(*given, **named)

    monkeypatch.setattr(imports, "preview", held)
    screen = drop(kept, path)
    try:
        kept.until(lambda: screen.brought is not None)
        assert screen.brought is not None
        assert screen.brought.preview.is_provisional
        shown = screen.table.model().rowCount()
        assert 100 < shown < ROWS
        assert screen.table.isVisible()
        assert not screen.add.isEnabled()
        assert "while the rest is read" in screen.head.sentence.words
        screen.deeds.tick(0, is_on=False)
        assert screen.brought.preview.files[0].parts[0].taken[0]
        assert "Still reading" in kept.program.window.frame.desk.status.words.accessibleName()
        assert "2 January 2023" in screen.table.model().row_at(1).words  # type: ignore[attr-defined]  # our own model
        assert ledger.find(kept.program.vault, "", TODAY) == []
    finally:
        may_go_on.set()
    kept.until(lambda: screen.brought is not None and not screen.brought.preview.is_provisional)
    assert f"{ROWS:,} of {ROWS:,} lines" in screen.head.sentence.words
    assert screen.table.model().rowCount() > ROWS
    assert screen.add.isEnabled()
    kept.rest()


def test_from_the_drop_to_the_ledger_in_three_clicks(kept: Kept, qapp: QApplication, tmp_path: Path) -> None:
    path = bank_file(tmp_path / "rheinbank.csv", 40)
    clicks = Clicks(qapp)
    screen = drop(kept, path)
    kept.until(lambda: screen.brought is not None and screen.add.isEnabled())
    kept.click(screen.add)
    kept.until(lambda: kept.toast.startswith("Added 40 transactions"))
    kept.rest()
    qapp.removeEventFilter(clicks)
    vault = kept.program.vault
    assert clicks.count <= 3
    assert len(ledger.find(vault, "", TODAY)) == 40
    assert sum(one.last_booked_on is not None for one in accounts.positions(vault)) == 1


def test_what_is_left_out_stands_below_what_is_added(kept: Kept, tmp_path: Path) -> None:
    imports.accept(kept.program.vault, imports.preview(kept.program.vault, [bank_file(tmp_path / "old.csv", 60)]))
    screen = drop(kept, bank_file(tmp_path / "new.csv", 64))
    kept.until(lambda: screen.brought is not None and screen.add.isEnabled())
    assert "4 of 64 lines" in screen.head.sentence.words
    found = heads(screen)
    assert found[-1] == "Already there"
    assert found[0].startswith("New")
    kept.rest()
