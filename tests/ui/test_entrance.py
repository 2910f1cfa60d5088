"""Before a vault is open: welcome, the new passphrase, unlock and its errors, sample data, what is remembered."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from opened import nameless
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.errors import VaultBusy, VaultDamaged, VaultError, VaultTooNew, WrongPassphrase
from hub.domain.settings import Settings
from hub.services import accounts, closed_vault, settings, vaults
from hub.services.strength import strength
from storage.keys import FLOOR
from ui.entrance import strength as saying
from ui.program import appearance, program, system
from ui.program.idle import Idle
from ui.program.memory import FileMemory
from ui.program.program import Program
from ui.screens import unlock, welcome
from ui.style import tokens

TODAY = date(2026, 11, 19)
PASSPHRASE = "four words nobody guesses"


class House:
    """Starts programs on one folder and closes them all at the end."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.app, self.qtbot, self.folder = app, qtbot, folder
        self.memory: dict[str, str] = {}
        self.again: list[Path] = []
        self.programs: list[Program] = []

    def start(self, language: str = "en") -> Program:
        create = partial(vaults.create, kdf=FLOOR)
        made = Program(
            self.app, self.folder, self.memory, create=create, again=self.again.append, today=lambda: TODAY,
            language=language,
        )  # fmt: skip
        self.programs.append(made)
        made.start()
        return made

    def vault(self) -> None:
        """A vault in the folder, at rest."""
        vaults.create(self.folder, PASSPHRASE, kdf=FLOOR).close()

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def click(self, widget: Any) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def close(self) -> None:
        for one in self.programs:
            one.close()
            one.window.close()
            one.window.deleteLater()
            one.deleteLater()


@pytest.fixture
def house(qapp: QApplication, qtbot: QtBot, tmp_path: Path, dressed: Callable[..., None]) -> Iterator[House]:
    made = House(qapp, qtbot, tmp_path / "vault")
    yield made
    made.close()


def content(made: Program) -> Any:
    return made.window.centralWidget().content  # type: ignore[union-attr]  # only one of the two stands alone


def test_without_a_vault_it_welcomes_and_with_one_it_asks_for_the_passphrase(house: House) -> None:
    first = house.start()
    assert isinstance(content(first), welcome.Welcome)
    assert nameless(content(first)) == []
    house.vault()
    second = house.start()
    assert isinstance(content(second), unlock.Unlock)
    assert nameless(content(second)) == []
    assert str(house.folder) in second.window.centralWidget().findChild(unlock.Unlock)._folder.as_posix()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (VaultBusy("vault_busy", where={"path": "/v"}), "open already"),
        (VaultDamaged("header_damaged", field="sum"), "damaged"),
        (VaultDamaged("database_damaged"), "Restore the newest backup"),
        (VaultTooNew("vault_too_new"), "newer Coffer"),
        (VaultError("no_permission", where={"path": "/v"}), "may not read"),
    ],
)
def test_each_error_of_a_vault_has_its_own_sentence(house: House, error: VaultError, said: str) -> None:
    house.vault()
    screen = content(house.start())
    screen.show_problem(error)
    assert screen.problem.isVisibleTo(screen)
    assert said in screen.problem.words.accessibleName()
    assert not screen.anyway.isVisibleTo(screen)
    assert screen.open_button.isEnabled()


def test_a_warning_can_be_overruled(house: House) -> None:
    house.vault()
    screen = content(house.start())
    screen.show_problem(VaultDamaged("older_than_remembered"))
    assert screen.anyway.isVisibleTo(screen)


def test_a_wrong_passphrase_is_said_at_its_field_and_caps_lock_too(house: House) -> None:
    house.vault()
    screen = content(house.start())
    screen.show_problem(WrongPassphrase("wrong_passphrase"))
    assert screen.passphrase.error().startswith("This does not open the vault.")
    letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(screen.passphrase.entry, letter)
    screen.show_problem(WrongPassphrase("wrong_passphrase"))
    assert "Caps Lock is on" in screen.passphrase.error()


def test_a_second_window_says_that_the_first_has_the_vault(house: House) -> None:
    house.vault()
    with vaults.Vault.open(house.folder, PASSPHRASE):
        made = house.start()
        screen = content(made)
        screen.passphrase.entry.setText(PASSPHRASE)
        house.click(screen.open_button)
        house.until(lambda: screen.problem.isVisibleTo(screen))
        assert "open already" in screen.problem.words.accessibleName()


def test_the_look_chosen_before_is_in_the_vault_after(house: House) -> None:
    made = house.start()
    made.change_look("theme", "dark")
    assert tokens.look().theme == "dark"
    assert house.memory["look.theme"] == "dark"
    screen = content(made)
    screen.show_form()
    for one in (screen.form.first, screen.form.second):
        one.entry.setText(PASSPHRASE)
    house.click(screen.form.make)
    assert screen.form.first.entry.text() == screen.form.second.entry.text() == ""
    house.until(lambda: made.window.inside is not None)
    assert settings.load(made.vault).theme == "dark"
    assert house.memory["vault"] == str(house.folder)


def test_the_sample_household_is_shown_without_a_passphrase_and_leaves_nothing(house: House) -> None:
    made = house.start()
    house.click(content(made).sample)
    house.until(lambda: made.window.inside is not None)
    assert len(accounts.positions(made.vault)) >= 5
    assert "remove_sample" in made.window.commands
    assert not house.folder.exists()
    assert "vault" not in house.memory
    made.lock()
    assert house.again == [house.folder]


def test_locking_clears_our_clipboard_and_closes_the_vault(house: House) -> None:
    house.vault()
    made = house.start()
    screen = content(made)
    screen.passphrase.entry.setText(PASSPHRASE)
    house.click(screen.open_button)
    house.until(lambda: made.window.inside is not None)
    QGuiApplication.clipboard().setText("DE99 0000")
    is_known = QGuiApplication.clipboard().ownsClipboard()  # the offscreen platform never says yes
    vault = made.vault
    made.lock()
    assert QGuiApplication.clipboard().text() == ("" if is_known else "DE99 0000")
    with pytest.raises(VaultError, match="vault_closed"), vault.read():
        pass
    with vaults.Vault.open(house.folder, PASSPHRASE):
        pass


def test_the_new_process_is_the_same_program_on_the_same_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(program.os, "execv", lambda path, argv: called.append((path, argv)))
    program.restart(Path("/v"))
    assert called == [(sys.executable, [sys.executable, "-m", "ui.app", "--vault", "/v"])]


def test_idle_time_is_counted_by_the_clock_on_the_wall(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("ui.program.idle.time.time", lambda: now[0])
    idle = Idle(qapp)
    left: list[bool] = []
    idle.left.connect(lambda: left.append(True))
    idle.watch(5)
    now[0] += 299
    idle.look()
    assert left == []
    QApplication.sendEvent(qapp, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))
    now[0] += 299
    idle.look()
    assert left == []
    now[0] += 3600  # a sleep of an hour
    idle.look()
    assert left == [True]
    idle.watch(0)
    now[0] += 99_999
    idle.look()
    assert left == [True]
    qapp.removeEventFilter(idle)


def test_strength_is_said_in_words() -> None:
    judged = {one: strength(one) for one in ("abc", "password1", "1234567890", "correct horse battery staple")}
    said = {one: saying.words(found) for one, found in judged.items()}
    assert [saying.tone(found) for found in judged.values()] == ["negative", "negative", "negative", "positive"]
    assert said["abc"].startswith(("Rows such as", "Too short"))
    assert said["password1"].startswith("This is on every list")
    assert "words" in said["1234567890"]
    assert not any(character.isdigit() for character in said["correct horse battery staple"])


def test_the_memory_is_a_private_file_and_a_damaged_one_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "config" / "window.json"
    memory = FileMemory(path)
    memory["vault"] = "/somewhere"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert dict(FileMemory(path)) == {"vault": "/somewhere"}
    path.write_text("{", "utf-8")
    assert dict(FileMemory(path)) == {}
    path.write_text(json.dumps({"a": 1, "b": "2"}), "utf-8")
    assert dict(FileMemory(path)) == {"b": "2"}


def test_only_known_looks_are_remembered() -> None:
    memory = {"look.theme": "neon", "look.font_percent": "125", "look.reduced_motion": "yes", "look.buffer": "5"}
    found = appearance.remembered(memory)
    assert (found.theme, found.font_percent, found.reduced_motion) == ("system", 125, True)
    assert found.buffer == Settings().buffer
    appearance.remember(memory, found)
    assert appearance.remembered(memory) == found


def test_a_folder_with_what_is_left_of_a_vault_is_used(tmp_path: Path) -> None:
    assert not closed_vault.is_used(tmp_path)
    (tmp_path / "vault.hdr").touch()
    assert closed_vault.is_used(tmp_path)


def test_a_missing_display_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert system.display_problem() == "no_display"
    monkeypatch.setenv("DISPLAY", ":4711")
    assert system.display_problem() == "display_refused" or system.display_problem().startswith("library:")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert system.display_problem() == ""
