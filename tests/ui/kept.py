"""A program with a lasting vault, for journeys through passphrases, backups and the end of a vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hub.services import accounts, settings, vaults
from storage.keys import FLOOR
from ui.entrance.errand import ErrandPage
from ui.program.program import Program
from ui.screens.settings import SettingsView
from ui.screens.unlock import Unlock

TODAY = date(2026, 11, 19)
PASSPHRASE = "four words nobody guesses"


class Kept:
    """Starts programs one after the other on the same folder."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.app, self.qtbot, self.folder = app, qtbot, folder
        self.again: list[Path] = []
        self.programs: list[Program] = []
        with vaults.create(folder, PASSPHRASE, kdf=FLOOR) as made:
            accounts.add(made, "Current", "current", "EUR", opening=100_000)
            settings.change(made, language="en", theme="light")

    @property
    def program(self) -> Program:
        return self.programs[-1]

    @property
    def settings(self) -> SettingsView:
        view = self.program.window.frame.views.view("settings")
        assert isinstance(view, SettingsView)
        return view

    @property
    def unlock(self) -> Unlock:
        content = self.content()
        assert isinstance(content, Unlock)
        return content

    @property
    def errand(self) -> ErrandPage:
        content = self.content()
        assert isinstance(content, ErrandPage)
        return content

    @property
    def toast(self) -> str:
        return str(self.program.window.frame.desk.sheet.toast.words.accessibleName())

    def content(self) -> Any:
        return getattr(self.program.window.centralWidget(), "content", None)

    def start(self) -> Program:
        create = partial(vaults.create, kdf=FLOOR)
        made = Program(
            self.app, self.folder, {}, create=create, again=self.again.append, today=lambda: TODAY, language="en"
        )
        self.programs.append(made)
        made.start()
        self.rest()
        return made

    def enter(self, section: str = "security") -> SettingsView:
        """Start, unlock and go to a page of the settings."""
        self.start()
        self.unlock.passphrase.entry.setText(PASSPHRASE)
        self.click(self.unlock.open_button)
        self.until(lambda: self.program.window.inside is not None)
        self.program.window.frame.navigate("settings", section=section)
        self.rest()
        return self.settings

    def lock(self) -> None:
        self.program.lock()
        self.start()

    def click(self, widget: QWidget) -> None:
        assert widget.isEnabled()
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)

    def rest(self) -> None:
        self.qtbot.wait(1)
        for _again in range(3):
            self.until(lambda: not self.program.tasks.running)
            self.qtbot.wait(1)

    def close(self) -> None:
        for one in self.programs:
            one.close()
            one.window.close()
            one.window.deleteLater()
            one.deleteLater()
