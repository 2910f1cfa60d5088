"""A window with a vault in memory, for the tests of screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from hub.services import vaults
from hub.services.vaults import Vault
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 19)


class Opened:
    """The window, the vault, and waiting for both."""

    def __init__(self, qtbot: QtBot, window: MainWindow, tasks: Tasks, vault: Vault) -> None:
        self.qtbot, self.window, self.tasks, self.vault = qtbot, window, tasks, vault

    @property
    def frame(self) -> Any:
        return self.window.frame

    def show(self, place: str, **arguments: object) -> Any:
        self.frame.navigate(place, **arguments)
        self.rest()
        return self.frame.views.view(place)

    def rest(self) -> None:
        """Wait for all work, and for what follows from it."""
        self.qtbot.wait(1)
        for _again in range(3):
            self.qtbot.waitUntil(lambda: not self.tasks.running, timeout=20_000)
            self.qtbot.wait(1)

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def click(self, widget: QWidget) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        self.qtbot.keyClick(widget, key)

    @property
    def toast(self) -> str:
        return str(self.frame.desk.sheet.toast.words.accessibleName())


@contextmanager
def opened(qtbot: QtBot, given: Vault | None = None) -> Iterator[Opened]:
    """The window with a vault: the given one, or a new one in memory; closed at the end."""
    with given or Vault.in_memory() as vault:
        vaults.prepare(vault)
        tasks = Tasks()
        window = MainWindow(tasks, {})
        window.resize(1366, 860)
        window.enter(vault, "transactions", today=lambda: TODAY)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        ready = Opened(qtbot, window, tasks, vault)
        ready.rest()
        yield ready
        ready.rest()
        assert strays() == [], "a part of the screen became a window of its own"
        tasks.close()
        window.leave()
        window.close()
        window.deleteLater()


def strays() -> list[QWidget]:
    """Windows on the screen that are neither a main window, a dialog nor something that goes by itself."""
    own = (Qt.WindowType.Dialog, Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Tool)
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return [one for one in shown if not isinstance(one, MainWindow) and one.windowType() not in own]


def nameless(widget: QWidget) -> list[str]:
    """Everything that takes the focus and says nothing to a screen reader."""
    found = []
    for one in widget.findChildren(QWidget):
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(widget)
        own = one.text() if isinstance(one, QAbstractButton) else ""
        is_inner = type(one).__name__.startswith(("QAbstractScrollArea", "qt_", "QScrollArea", "QWidget"))
        if takes and not is_inner and not (one.accessibleName() or own) and not one.objectName().startswith("qt_"):
            found.append(f"{type(one).__name__} in {type(one.parent()).__name__}")
    return found
