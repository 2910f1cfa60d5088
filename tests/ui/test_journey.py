"""A person's first hour: a vault, two bank files, a correction, undo, a comparison, a permission, lock, unlock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hub.domain.errors import ConsentNeeded
from hub.services import accounts, ledger, outbound, rates, rules, sample, terms, vaults
from storage.keys import FLOOR
from ui.program.program import Program
from ui.screens import unlock, welcome
from ui.screens.bring import Bring
from ui.screens.transactions import Transactions
from ui.transactions.choosing import CategoryList

TODAY = date(2026, 11, 19)
PASSPHRASE = "four words nobody guesses"


class Started:
    """A program with its window shown and active, and where it ends when it locks."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.locked_at: list[Path] = []
        self.qtbot = qtbot
        create = partial(vaults.create, kdf=FLOOR)
        self.program = Program(
            app, folder, {}, create=create, again=self.locked_at.append, today=lambda: TODAY, language="en"
        )
        self.window = self.program.window
        with qtbot.waitExposed(self.window):
            self.program.start()
        self.activate()

    def activate(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def content(self) -> Any:
        return self.window.centralWidget().content  # type: ignore[union-attr]  # welcome and unlock stand alone

    def view(self, name: str) -> Any:
        return self.window.frame.views.view(name)

    def transactions(self) -> Transactions:
        found = self.view("transactions")
        assert isinstance(found, Transactions)
        return found

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def rest(self) -> None:
        self.until(lambda: not self.program.tasks.running)

    def press(self, widget: QWidget | None, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        combined = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            combined |= one
        self.qtbot.keyClick(widget or self.window, key, combined)

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Started]]:
    opened: list[Started] = []

    def one() -> Started:
        opened.append(Started(qapp, qtbot, tmp_path / "vault"))
        return opened[-1]

    yield one
    for program in opened:
        program.program.close()
        program.window.close()
        program.program.window.deleteLater()
        program.program.deleteLater()


def drop(window: QWidget, files: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, none))


def test_a_first_hour(start: Callable[[], Started], tmp_path: Path) -> None:
    files = []
    for name in ("meridian-card.ofx", "cash.csv"):
        files.append(tmp_path / name)
        files[-1].write_bytes(sample.sample_files(TODAY)[name])
    begun = start()
    make_a_vault(begun)
    bring_in(begun, files)
    see_where_one_stands(begun)
    correct_and_make_a_rule(begun)
    undo_and_redo_everything(begun)
    compare_a_purchase(begun)
    withdraw_a_permission(begun)
    lock_and_unlock(begun, start)


def make_a_vault(begun: Started) -> None:
    first = begun.content()
    assert isinstance(first, welcome.Welcome)
    begun.click(first.start)
    form = first.form
    assert form is not None
    begun.qtbot.keyClicks(form.first.entry, "short")
    begun.until(form.meter.words.accessibleName)
    form.first.entry.clear()
    begun.qtbot.keyClicks(form.first.entry, PASSPHRASE)
    begun.qtbot.keyClicks(form.second.entry, "something else")
    begun.click(form.make)
    assert "not the same" in form.second.error()
    form.second.entry.clear()
    begun.qtbot.keyClicks(form.second.entry, PASSPHRASE)
    begun.click(form.make)
    begun.until(lambda: begun.window.inside is not None)


def bring_in(begun: Started, files: list[Path]) -> None:
    drop(begun.window, files)
    screen = begun.view("bring")
    assert isinstance(screen, Bring)
    begun.until(lambda: screen.brought is not None)
    preview = screen.brought.preview  # type: ignore[union-attr]  # waited for
    assert screen.add.text().strip() == f"Add {preview.to_add}"
    assert preview.to_add == sum(len(part.taken) for file in preview.files for part in file.parts) > 200
    begun.click(screen.add)
    begun.until(lambda: begun.transactions().shown is not None)
    begun.rest()
    assert "Added" in begun.window.frame.desk.sheet.toast.words.accessibleName()


def see_where_one_stands(begun: Started) -> None:
    vault = begun.program.vault
    card, cash = accounts.positions(vault)
    stated = next(line for line in sample.sample_files(TODAY)["meridian-card.ofx"].split(b"<") if b"BALAMT" in line)
    assert card.balance == int(stated.partition(b">")[2].replace(b".", b""))
    rows = ledger.load(vault, ledger.find(vault, 'account:"cash"', TODAY))
    assert cash.balance == sum(one.amount for one in rows)
    screen = begun.transactions()
    assert screen.table is not None
    assert screen.shown is not None
    assert screen.head.sentence.words.startswith("You spent €")
    assert screen.table.model().rowCount() == len(screen.shown.ids)


def correct_and_make_a_rule(begun: Started) -> None:
    screen, vault = begun.transactions(), begun.program.vault
    begun.activate()
    screen.bar.line.field.setFocus()
    begun.qtbot.keyClicks(screen.bar.line.field, "payee:Schwimmbad")
    begun.press(screen.bar.line.field, Qt.Key.Key_Return)
    begun.until(lambda: screen.shown and "Schwimmbad" in screen.shown.filters.query)
    begun.rest()
    assert screen.table is not None
    screen.table.setFocus()
    screen.table.selectRow(0)
    begun.press(screen.table, Qt.Key.Key_C)
    chooser = QApplication.activePopupWidget()
    assert chooser is not None
    found = chooser.findChild(CategoryList)
    assert found is not None
    begun.qtbot.keyClicks(found.field, "healt")
    begun.press(found.field, Qt.Key.Key_Return)
    begun.until(screen.offer.isVisible)
    assert "Health" in screen.offer.words.accessibleName()
    begun.click(screen.offer.yes)
    begun.until(lambda: rules.all_rules(vault))
    begun.rest()
    health = next(one.id for one in ledger.categories(vault) if one.name == "health")
    pool = ledger.load(vault, ledger.find(vault, "payee:Schwimmbad", TODAY))
    assert len(pool) > 1
    assert {one.category_id for one in pool} == {health}


def undo_and_redo_everything(begun: Started) -> None:
    vault, screen = begun.program.vault, begun.transactions()
    before = len(ledger.find(vault, "", TODAY))
    begun.activate()
    for _step in range(3):
        begun.press(None, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        begun.rest()
    assert ledger.find(vault, "", TODAY) == []
    assert accounts.positions(vault) == []
    begun.until(lambda: screen.stack.currentIndex() == 0)
    assert any("Import a file" in one.text() for one in screen.stack.currentWidget().findChildren(QPushButton))
    for _step in range(3):
        begun.press(None, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
        begun.rest()
    assert len(ledger.find(vault, "", TODAY)) == before
    assert len(rules.all_rules(vault)) == 1


def compare_a_purchase(begun: Started) -> None:
    terms.import_document(begun.program.vault, sample.sample_terms(TODAY), "sample")
    begun.window.frame.navigate("payment")
    screen = begun.view("payment")
    begun.activate()
    screen.asking.entry.setFocus()
    begun.qtbot.keyClicks(screen.asking.entry, "84 fuel in France tomorrow")
    begun.until(lambda: not screen.rest.isActive() and not begun.program.tasks.running and screen.board._rows)
    assert screen.board._rows[0].name.startswith(("Aurum", "Lumo"))
    best = screen.board.options[0]
    assert best.net_expected == sum(line.amount for line in best.lines) > 0


def withdraw_a_permission(begun: Started) -> None:
    vault = begun.program.vault
    outbound.grant(vault, rates.outgoing(vault))
    begun.window.frame.navigate("privacy")
    screen = begun.view("privacy")
    begun.until(lambda: screen.shown is not None and screen.shown.in_force)
    begun.rest()
    screen.granted.table.acted.emit(outbound.grants(vault)[0].id)
    begun.until(lambda: not screen.shown.in_force)
    with pytest.raises(ConsentNeeded):
        rates.fetch(vault)


def lock_and_unlock(begun: Started, start: Callable[[], Started]) -> None:
    folder = begun.program.folder
    begun.press(None, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert begun.locked_at == [folder]
    begun.window.close()
    again = start()
    screen = again.content()
    assert isinstance(screen, unlock.Unlock)
    again.qtbot.keyClicks(screen.passphrase.entry, "not this one")
    again.click(screen.open_button)
    again.until(screen.passphrase.error)
    screen.passphrase.entry.clear()
    again.qtbot.keyClicks(screen.passphrase.entry, PASSPHRASE)
    again.press(screen.passphrase.entry, Qt.Key.Key_Return)
    again.until(lambda: again.window.inside is not None)
    assert len(rules.all_rules(again.program.vault)) == 1
    again.rest()
