"""Editing where it stands, many at once, by single keys; receipts by dropping, looking and taking off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from hub.services import accounts, attachments, ledger, outbound, settings
from ui.table.rows import CELL
from ui.transactions.entering import EntryDialog


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
    for day, amount, payee in ((17, -6348, "Grünmarkt"), (16, -1850, "Kino Harmonie"), (14, -2247, "Bakery")):
        text = "KARTENZAHLUNG 4471" if payee == "Bakery" else ""
        ledger.add(ready.vault, account, TODAY.replace(day=day), amount, payee, description=text)
    ready.rest()
    return ready


def screen_of(ready: Opened) -> Any:
    screen = ready.show("transactions")
    screen.bar.show_all()
    ready.rest()
    return screen


def rows(ready: Opened) -> dict[str, Any]:
    return {one.payee: one for one in ledger.load(ready.vault, ledger.find(ready.vault, "", TODAY))}


def at_cell(ready: Opened, screen: Any, row: int, key: str) -> None:
    table = screen.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, table.layout_in_use.keys.index(key)))
    ready.rest()


def test_a_cell_is_edited_where_it_stands_and_a_sum_is_worked_out(filled: Opened) -> None:
    screen = screen_of(filled)
    at_cell(filled, screen, 0, "payee")
    screen.hands.edit()
    filled.until(lambda: screen.hands.editor is not None and screen.hands.editor.isVisible())
    editor = screen.hands.editor
    assert editor.accessibleName() == "Payee"
    editor.setText("Green Market")
    filled.press(editor, Qt.Key.Key_Tab)
    filled.until(lambda: "Green Market" in rows(filled))
    filled.until(lambda: screen.hands.editor is not editor and screen.hands.editor.isVisible())
    editor = screen.hands.editor
    assert editor.key == "amount"
    editor.setText("-12.50-3")
    filled.press(editor, Qt.Key.Key_Return)
    filled.until(lambda: rows(filled)["Green Market"].amount == -1550)
    filled.rest()
    at_cell(filled, screen, 0, "amount")
    screen.hands.edit()
    filled.until(lambda: screen.hands.editor is not editor and screen.hands.editor.isVisible())
    screen.hands.editor.setText("12 apples")
    filled.press(screen.hands.editor, Qt.Key.Key_Return)
    assert screen.hands.editor.isVisible()
    assert screen.hands.editor.accessibleDescription()
    filled.press(screen.hands.editor, Qt.Key.Key_Escape)
    assert rows(filled)["Green Market"].amount == -1550


def test_many_are_edited_at_once_after_a_preview_and_one_undo_takes_it_back(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.table.setFocus()
    screen.table.selectAll()
    filled.press(screen.table, Qt.Key.Key_B)
    dialog = screen.hands.many
    assert dialog is not None
    assert nameless(dialog) == []
    assert not dialog.yes.isEnabled()
    leisure = next(one.id for one in ledger.categories(filled.vault) if one.name == "leisure")
    dialog.category.set_value(leisure)
    dialog.add_tags.set_value("trip, fun")
    dialog.try_out()
    filled.rest()
    assert "3 of 3 would change: category (3), tags (3)." in dialog.trial.accessibleName()
    filled.click(dialog.yes)
    filled.until(lambda: len(ledger.find(filled.vault, "category:leisure tag:trip tag:fun", TODAY)) == 3)
    filled.rest()
    filled.frame.take_back()
    filled.until(lambda: ledger.find(filled.vault, "category:leisure or tag:fun", TODAY) == [])


def test_a_single_key_turns_cleared_unless_switched_off(filled: Opened) -> None:
    screen = screen_of(filled)
    at_cell(filled, screen, 1, "payee")
    filled.press(screen.table, Qt.Key.Key_K)
    filled.until(lambda: rows(filled)["Kino Harmonie"].status == "reconciled")
    filled.rest()
    filled.press(screen.table, Qt.Key.Key_K)
    filled.until(lambda: rows(filled)["Kino Harmonie"].status == "booked")
    filled.rest()
    settings.change(filled.vault, single_keys=False)
    filled.frame.context = screen.context
    screen.hands._context = type(screen.context)(
        filled.vault, filled.tasks, filled.frame, lambda: settings.load(filled.vault), lambda: TODAY
    )
    filled.press(screen.table, Qt.Key.Key_K)
    filled.rest()
    assert rows(filled)["Kino Harmonie"].status == "booked"


def test_the_inspector_knows_how_it_was_paid_and_the_person_may_know_better(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.beside.look(rows(filled)["Bakery"].id)
    filled.rest()
    inspector = screen.beside.inspector
    assert inspector.channel.box.currentText() == "Chip and PIN"
    inspector.channel.set_value("tap")
    inspector.channel.committed.emit()
    filled.until(lambda: rows(filled)["Bakery"].channel == "tap")
    filled.rest()
    assert screen.beside.inspector.channel.value() == "tap"


def test_the_dialog_keeps_state_channel_and_the_other_currency(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.add()
    filled.rest()
    dialog = next(one for one in filled.window.findChildren(EntryDialog) if one.isVisible())
    dialog.amount.set_value(2310)
    dialog.payee.set_value("Diner")
    dialog.state.set_value("pending")
    dialog.original.set_value(25)
    filled.click(dialog.yes)
    assert dialog.currency.error()
    dialog.currency.set_value("usd")
    filled.click(dialog.yes)
    filled.until(lambda: "Diner" in rows(filled))
    made = rows(filled)["Diner"]
    assert (made.status, made.original_amount, made.original_currency) == ("pending", -2500, "USD")
    filled.rest()


def drop(screen: Any, row: int, path: Path) -> None:
    table = screen.table
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    spot = QPointF(120, table.rowViewportPosition(row) + 8)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    table.dropEvent(QDropEvent(spot, Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_bank_file_dropped_beside_the_rows_is_looked_at(filled: Opened, tmp_path: Path) -> None:
    screen, path = screen_of(filled), tmp_path / "bank.csv"
    path.write_text("Date,Payee,Amount\n2026-11-20,Hotel,-80.00\n", "utf-8")
    data, port = QMimeData(), screen.table.viewport()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    below = QPointF(120, port.height() - 4)
    assert screen.table.rowAt(round(below.y())) == -1
    for event in (
        QDragEnterEvent(below, copy, data, buttons, keys),
        QDragMoveEvent(below, copy, data, buttons, keys),
        QDropEvent(below, copy, data, buttons, keys),
    ):
        event.ignore()
        QApplication.sendEvent(port, event)
        assert event.isAccepted()
    filled.rest()
    assert filled.frame.travel.here.place == "bring"
    assert "1 of 1 line" in filled.frame.views.view("bring").head.sentence.words
    assert ledger.find(filled.vault, "has:receipt", TODAY) == []


def test_a_file_dropped_on_a_row_is_kept_shown_saved_and_taken_off(filled: Opened, tmp_path: Path) -> None:
    screen = screen_of(filled)
    picture = tmp_path / "till.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(picture))
    words = tmp_path / "note.txt"
    words.write_text("Paid in cash, größte Tüte", "utf-8")
    drop(screen, 0, picture)
    filled.until(lambda: ledger.find(filled.vault, "has:receipt", TODAY) != [])
    filled.rest()
    one = rows(filled)["Grünmarkt"].id
    assert ledger.find(filled.vault, "has:receipt", TODAY) == [one]
    index = screen.table.model().index(0, screen.table.layout_in_use.keys.index("payee"))
    filled.until(lambda: index.data(CELL).icons == ("paperclip",))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("with a receipt")
    drop(screen, 0, words)
    filled.until(lambda: len(attachments.listed(filled.vault, one)) == 2)
    filled.rest()
    kinds = {file.name: file for file in attachments.listed(filled.vault, one)}
    assert {name: file.media_type for name, file in kinds.items()} == {
        "till.png": "image/png",
        "note.txt": "text/plain",
    }
    files = screen.beside._acts.files
    files.show(kinds["note.txt"])
    filled.until(lambda: files.viewer is not None and files.viewer.isVisible())
    assert isinstance(files.viewer.content, QPlainTextEdit)
    assert "größte Tüte" in files.viewer.content.toPlainText()
    files.viewer.accept()
    files.write(kinds["note.txt"], tmp_path / "copy.txt")
    filled.until((tmp_path / "copy.txt").exists)
    filled.rest()
    assert outbound.disclosures(filled.vault)[-1].body == words.read_bytes()
    files.remove(kinds["till.png"])
    filled.until(lambda: len(attachments.listed(filled.vault, one)) == 1)
    filled.rest()
    filled.frame.take_back()
    filled.until(lambda: len(attachments.listed(filled.vault, one)) == 2)
    assert attachments.content(filled.vault, kinds["till.png"].id) == picture.read_bytes()


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(filled: Opened, tmp_path: Path) -> None:
    screen = screen_of(filled)
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    drop(screen, 0, huge)
    filled.rest()
    assert "film.mp4: This file is larger than" in filled.frame.desk.status.words.text()
    assert attachments.listed(filled.vault, rows(filled)["Grünmarkt"].id) == []
