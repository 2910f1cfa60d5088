"""Settings as a person uses them: change one and see it at once, the passphrase, take imports back, order rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hub.domain.errors import WrongPassphrase
from hub.domain.settings import Settings
from hub.services import access, accounts, imports, ledger, outbound, rates, rules, sample, settings, vaults
from hub.services.choosing import Choices
from storage.keys import FLOOR
from ui import locale
from ui.program.program import Program
from ui.screens.settings import SettingsView
from ui.style import tokens

PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    locale.use("en")
    with opened(qtbot) as made:
        yield made


def shown(ready: Opened, **arguments: object) -> SettingsView:
    view = ready.show("settings", **arguments)
    assert isinstance(view, SettingsView)
    return view


def test_every_setting_has_its_field_and_its_name(ready: Opened) -> None:
    view = shown(ready)
    assert view.groups is not None
    assert list(view.groups.fields) == [one.name for one in dataclasses.fields(Settings)]
    for name, field in view.groups.fields.items():
        assert field.value() == getattr(Settings(), name)
    for section in view.pages:
        view._show_section(section)
        assert nameless(view) == []


def test_a_field_that_is_left_is_kept(ready: Opened) -> None:
    view = shown(ready)
    assert view.groups is not None
    buffer = view.groups.fields["buffer"]
    buffer.setFocus()
    entry = buffer.control
    ready.qtbot.keyClick(entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    ready.qtbot.keyClicks(entry, "250*2")
    ready.press(entry, Qt.Key.Key_Return)
    ready.until(lambda: settings.load(ready.vault).buffer == 50000)
    ready.rest()
    ready.qtbot.keyClick(entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    ready.qtbot.keyClicks(entry, "a lot")
    ready.press(entry, Qt.Key.Key_Return)
    ready.rest()
    assert buffer.error()
    assert settings.load(ready.vault).buffer == 50000


def test_everything_off_ends_what_was_allowed(ready: Opened) -> None:
    outbound.grant(ready.vault, rates.outgoing(ready.vault))
    view = shown(ready)
    assert view.groups is not None
    view.groups.fields["is_everything_off"].control.click()  # type: ignore[attr-defined]  # a switch
    ready.until(lambda: settings.load(ready.vault).is_everything_off)
    ready.rest()
    assert outbound.grants(ready.vault)[0].revoked is not None


def test_another_home_currency_makes_its_amounts_anew(ready: Opened) -> None:
    view = shown(ready)
    first = view.groups
    view.change("home_currency", "JPY")
    ready.until(lambda: view.groups is not first)
    assert view.groups is not None
    assert view.groups.currency == "JPY"


def test_an_import_is_taken_back_and_brought_again(ready: Opened, tmp_path: Path) -> None:
    path = tmp_path / "cash.csv"
    path.write_bytes(sample.sample_files(TODAY)["cash.csv"])
    account = accounts.add(ready.vault, "Cash", "cash", "EUR")
    choices = Choices(accounts={(path.name, 0): account})
    imports.accept(ready.vault, imports.preview(ready.vault, [path], choices=choices))
    count = len(ledger.find(ready.vault, "", TODAY))
    assert count
    view = shown(ready, section="imports")
    assert view.imports.isVisible()
    assert not view.imports.undo.isEnabled()
    view.imports.table.go_to(0)
    ready.click(view.imports.undo)
    ready.until(lambda: not ledger.find(ready.vault, "", TODAY))
    ready.rest()
    assert "cash.csv" in ready.toast
    ready.frame.take_back()
    ready.until(lambda: len(ledger.find(ready.vault, "", TODAY)) == count)


def test_taking_an_import_back_lists_the_later_edits_it_would_lose(ready: Opened, tmp_path: Path) -> None:
    path = tmp_path / "cash.csv"
    path.write_bytes(sample.sample_files(TODAY)["cash.csv"])
    imports.accept(ready.vault, imports.preview(ready.vault, [path]))
    ledger.change(ready.vault, ledger.find(ready.vault, "", TODAY)[:1], notes="seen")
    view = shown(ready, section="imports")
    view.imports.table.go_to(0)
    ready.click(view.imports.undo)
    ready.until(lambda: view.taking_back.question is not None and view.taking_back.question.isVisible())
    question = view.taking_back.question
    said = " ".join(one.text() for one in question.findChildren(QLabel))
    assert "Imported" in said
    assert "1 later change" in said
    ready.click(next(one for one in question.findChildren(QPushButton) if "Keep" in one.text()))
    assert ledger.find(ready.vault, "", TODAY)
    view.taking_back.question = None
    ready.click(view.imports.undo)
    ready.until(lambda: view.taking_back.question is not None and view.taking_back.question.isVisible())
    ready.click(next(one for one in view.taking_back.question.findChildren(QPushButton) if "Take all" in one.text()))
    ready.until(lambda: not ledger.find(ready.vault, "", TODAY))


def test_rules_are_turned_moved_and_removed(ready: Opened) -> None:
    groceries = next(one.id for one in ledger.categories(ready.vault) if one.name == "groceries")
    for query in ("payee:one", "payee:two", "payee:three"):
        rules.add(ready.vault, query, groceries, None, TODAY, apply=False)

    def order() -> list[tuple[str, bool]]:
        return [(one.query.removeprefix("payee:"), one.is_enabled) for one in rules.all_rules(ready.vault)]

    view = shown(ready, section="rules")
    table = view.rules.table
    table.setFocus()
    table.go_to(0)
    ready.press(table, Qt.Key.Key_Space)
    ready.until(lambda: order()[0] == ("one", False))
    ready.rest()
    ready.qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    ready.until(lambda: [name for name, _on in order()] == ["two", "one", "three"])
    ready.rest()
    table.go_to(2)
    ready.press(table, Qt.Key.Key_Delete)
    ready.until(lambda: len(order()) == 2)
    ready.rest()
    ready.frame.take_back()
    ready.until(lambda: len(order()) == 3)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, dressed: Callable[..., None], tmp_path: Path) -> Iterator[Program]:
    made = Program(
        qapp, tmp_path / "vault", {}, create=partial(vaults.create, kdf=FLOOR), again=lambda _folder: None,
        today=lambda: TODAY,
    )  # fmt: skip
    vault = vaults.create(tmp_path / "vault", PASSPHRASE, kdf=FLOOR)
    settings.change(vault, language="en", theme="light")
    made._enter(vault)
    made.window.show()
    made.window.frame.navigate("settings")
    qtbot.waitUntil(lambda: not made.tasks.running, timeout=20_000)
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    locale.use("en")


def view_of(program: Program) -> SettingsView:
    view = program.window.frame.views.view("settings")
    assert isinstance(view, SettingsView)
    return view


def test_theme_size_and_language_count_at_once(qtbot: QtBot, program: Program) -> None:
    view_of(program).change("theme", "dark")
    qtbot.waitUntil(lambda: tokens.look().theme == "dark", timeout=20_000)
    view_of(program).change("font_percent", 150)
    qtbot.waitUntil(lambda: tokens.look().scale == 1.5, timeout=20_000)
    qtbot.waitUntil(lambda: not program.tasks.running, timeout=20_000)
    view_of(program).change("density", "compact")
    qtbot.waitUntil(lambda: tokens.look().is_compact, timeout=20_000)
    qtbot.waitUntil(lambda: not program.tasks.running, timeout=20_000)
    view_of(program).change("language", "fr")
    qtbot.waitUntil(lambda: locale.language() == "fr", timeout=20_000)
    qtbot.waitUntil(lambda: not program.tasks.running, timeout=20_000)
    groups = view_of(program).groups
    assert groups is not None
    assert groups.fields["theme"].control.accessibleName() == "Thème"


def test_the_passphrase_is_changed_only_with_the_old_one(qtbot: QtBot, program: Program) -> None:
    view = view_of(program)
    view._choose("security")
    view.security.passphrase.ask()
    dialog = view.security.passphrase.dialog
    assert dialog is not None
    for field, typed in ((dialog.old, "wrong"), (dialog.new, "five other words to keep"), (dialog.again, "five other")):
        field.entry.setText(typed)
    dialog.yes.click()
    assert dialog.again.error()
    dialog.again.entry.setText("five other words to keep")
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.old.error()), timeout=30_000)
    dialog.old.entry.setText(PASSPHRASE)
    left: list[str] = []
    dialog.finished.connect(lambda _result: left.append(dialog.old.entry.text() + dialog.new.entry.text()))
    dialog.yes.click()
    qtbot.waitUntil(lambda: left == [""], timeout=60_000)  # closed, and nothing stays in its fields
    with pytest.raises(WrongPassphrase):
        access.change_passphrase(program.vault, PASSPHRASE, "x", kdf=FLOOR)


@pytest.mark.parametrize("look", [tokens.Look(scale=2.0), tokens.Look("contrast")])
def test_nothing_is_wider_than_the_sheet(ready: Opened, dressed: Callable[..., None], look: tokens.Look) -> None:
    dressed(look)
    ready.window.rebuild()
    view = shown(ready)
    for section, page in view.pages.items():
        view._show_section(section)
        assert page.minimumSizeHint().width() <= view.width(), section
