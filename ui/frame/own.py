"""The commands that the window does itself, and what the parts of its desk are connected to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ui.locale import text

if TYPE_CHECKING:
    from ui.frame.desk import Desk
    from ui.window import MainWindow

_VAULT_MENU = ("lock", "settings", "open_vault", "new_vault", "backup")


_PLACES = {"settings": "settings", "backup": "settings", "rates": "privacy", "packs": "payment"}
"""Commands that lead to a screen, and which."""


class OwnCommands:
    """Back, forward, the palette, hiding amounts, reload, shortcuts, and going to places."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._inside: dict[str, Callable[[], object]] = {
            "back": lambda: window.frame.move(-1),
            "forward": lambda: window.frame.move(1),
            "actions": self._open_palette,
            "ask": self._open_palette,
            "reload": self._reload,
            "hide_amounts": lambda: window.hide_amounts(is_hidden=not text.amounts_hidden()),
            "settings": lambda: window.frame.navigate("settings"),
            "backup": lambda: window.frame.navigate("settings", section="backups"),
            "rates": lambda: window.frame.navigate("privacy"),
            "packs": lambda: window.frame.navigate("payment", ways=True),
        }
        self._always: dict[str, Callable[[], object]] = {
            "shortcuts": self._show_shortcuts,
        }

    def names(self) -> list[str]:
        """What the window can do now."""
        if self._window.inside is None:
            return list(self._always)
        return [
            *self._always,
            *(name for name in self._inside if name not in _PLACES or self._has_place(_PLACES[name])),
        ]

    def run(self, name: str) -> None:
        """Do a command by its name: the screen's, the program's, or the window's own."""
        inside = self._window.inside
        if name.startswith("go ") and inside is not None:
            inside.navigate(name.removeprefix("go "))
            return
        screen = inside.commands if inside is not None else {}
        act = screen.get(name) or self._window.commands.get(name) or self._inside.get(name) or self._always.get(name)
        if act is not None:
            act()

    def connect_desk(self, desk: Desk) -> None:
        """Let the parts of a desk do their commands."""
        top, window = desk.top, self._window
        top.back.connect(lambda: self.run("back"))
        top.forward.connect(lambda: self.run("forward"))
        top.add.connect(lambda: self.run("add_expense"))
        top.lock.connect(lambda: self.run("lock"))
        top.privacy.connect(lambda: self.run("go privacy") if self._has_place("privacy") else None)
        top.held.connect(lambda is_held: window.hide_amounts(is_hidden=is_held))
        top.ask.asked.connect(lambda words: window.on_asked(words) if window.on_asked else None)
        desk.vault_menu.connect(self._show_vault_menu)

    def _show_shortcuts(self) -> None:
        from ui.frame.shortcuts import show_shortcuts

        show_shortcuts(self._window.menus.entries(), self._window)

    def _open_palette(self) -> None:
        self._window.frame.palette.open()

    def _reload(self) -> None:
        self._window.frame.reload()

    def _has_place(self, name: str) -> bool:
        return name in self._window.frame.desk.sidebar.places()

    def _show_vault_menu(self, button: QWidget) -> None:
        menu = QMenu(button)
        for name in _VAULT_MENU:
            action = self._window.menus.actions[name]
            if action.isVisible() and action.isEnabled():
                menu.addAction(action)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
