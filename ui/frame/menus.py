"""The menus with their mnemonics and shortcuts. A name is what happens; who does it is looked up when it is chosen.

scope "screen": the current screen has it among its commands, else the item is off. scope "program": without somebody
who does it the item is not shown at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ui import icons
from ui.locale import N_, _
from ui.style import tokens

if TYPE_CHECKING:
    from ui.palette import Entry
    from ui.screen import Place


@dataclass(frozen=True, slots=True)
class Item:
    """A menu item: name of the command, words with mnemonic, shortcuts (";" between two), icon, scope."""

    name: str
    words: str
    keys: str = ""
    icon: str = ""
    scope: str = "program"
    is_checkable: bool = False


_LINE = Item("", "")
_SCREEN = "screen"
MENUS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        N_("&File"),
        (
            Item("new_vault", N_("New &vault…"), "", "plus"),
            Item("open_vault", N_("&Open vault…"), "", "folder-open"),
            _LINE,
            Item("import", N_("&Import files…"), "Ctrl+I", "file-down"),
            Item("export", N_("&Export…"), "Ctrl+E", "upload"),
            Item("picture", N_("Share a &picture…"), "", "eye-off"),
            Item("backup", N_("&Back up…"), "", "database-backup"),
            _LINE,
            Item("remove_sample", N_("Remove the &sample data"), "", "flask-conical"),
            Item("lock", N_("&Lock"), "Ctrl+Shift+L", "lock"),
            Item("quit", N_("&Quit"), "Ctrl+Q", "log-out"),
        ),
    ),
    (
        N_("&Edit"),
        (
            Item("undo", N_("&Undo"), "Ctrl+Z", "undo-2"),
            Item("redo", N_("&Redo"), "Ctrl+Shift+Z;Ctrl+Y", "redo-2"),
            _LINE,
            Item("add_expense", N_("Add e&xpense…"), "Ctrl+Shift+N", "plus"),
            Item("new", N_("&New"), "Ctrl+N", "circle-plus", _SCREEN),
            Item("edit", N_("&Edit"), "F2", "pencil", _SCREEN),
            Item("delete", N_("&Delete"), "", "trash-2", _SCREEN),
            _LINE,
            Item("find", N_("&Find here"), "Ctrl+F", "list-filter", _SCREEN),
        ),
    ),
    (
        N_("&View"),
        (
            Item("theme_system", N_("As the s&ystem"), "", "monitor"),
            Item("theme_light", N_("&Light"), "", "sun"),
            Item("theme_dark", N_("&Dark"), "", "moon"),
            Item("theme_contrast", N_("High &contrast"), "", "contrast"),
            _LINE,
            Item("larger", N_("L&arger text"), "Ctrl++;Ctrl+=", "plus"),
            Item("smaller", N_("&Smaller text"), "Ctrl+-", "minus"),
            Item("normal_size", N_("&Normal size"), "Ctrl+0", "history"),
            _LINE,
            Item("hide_amounts", N_("&Hide amounts"), "Ctrl+H", "eye-off", is_checkable=True),
            Item("reload", N_("&Reload"), "F5", "refresh-cw"),
        ),
    ),
    (
        N_("&Go"),
        (
            Item("back", N_("&Back"), "Alt+Left", "arrow-left"),
            Item("forward", N_("&Forward"), "Alt+Right", "arrow-right"),
            Item("actions", N_("&Actions and records…"), "Ctrl+K", "search"),
            Item("ask", N_("As&k…"), "Ctrl+L", "message-square"),
            _LINE,
        ),
    ),
    (
        N_("&Tools"),
        (
            Item("rates", N_("Fetch exchange &rates…"), "", "refresh-cw"),
            Item("find_doubles", N_("Find possible &duplicates"), "", "copy"),
            Item("packs", N_("Import &terms or offers…"), "", "ticket"),
            _LINE,
            Item("settings", N_("&Settings"), "Ctrl+,", "settings-2"),
        ),
    ),
    (
        N_("&Help"),
        (
            Item("shortcuts", N_("&Keyboard shortcuts"), "F1;Ctrl+?", "keyboard"),
            _LINE,
            Item("about", N_("&About Coffer"), "", "info"),
        ),
    ),
)
_GO = "&Go"


class Menus(QObject):
    """Fills a menu bar; chosen(name of the command) when an item or its shortcut is used."""

    chosen = Signal(str)

    def __init__(self, bar: QMenuBar, places: Sequence[Place], parent: QObject) -> None:
        super().__init__(parent)
        self.actions: dict[str, QAction] = {}
        self._items = {item.name: item for _title, items in MENUS for item in items if item.name}
        bar.clear()
        bar.setFixedHeight(tokens.frame("menu"))
        for title, items in MENUS:
            menu = bar.addMenu(_(title))
            menu.setToolTipsVisible(True)
            for item in items:
                self._add(menu, item)
            if title == _GO:
                self._add_places(menu, places)

    def enable(self, program: Collection[str], screen: Collection[str]) -> None:
        """Turn items on by what the program and the current screen can do now."""
        for name, item in self._items.items():
            action = self.actions[name]
            is_there = name in screen or name in program
            action.setEnabled(is_there)
            action.setVisible(is_there or item.scope == _SCREEN)

    def entries(self, _query: str = "") -> list[Entry]:
        """Everything that can be done now, for the palette."""
        from ui.palette import Entry

        return [
            Entry(
                words=_plain(action.text(), is_place=name.startswith("go ")),
                run=action.trigger,
                key=action.shortcut().toString().replace("+", " "),
                icon=str(action.data()),
            )
            for name, action in self.actions.items()
            if action.isEnabled() and action.isVisible()
        ]

    def _add(self, menu: QMenu, item: Item) -> None:
        if not item.name:
            menu.addSeparator()
            return
        keys = [QKeySequence(one) for one in item.keys.split(";") if one]
        action = self._action(menu, item.name, _(item.words), item.icon, keys)
        action.setCheckable(item.is_checkable)

    def _add_places(self, menu: QMenu, places: Sequence[Place]) -> None:
        for at, place in enumerate(one for one in places if one.group):
            keys = [QKeySequence(f"Ctrl+{at + 1}")] if at < 9 else []
            self._action(menu, f"go {place.name}", _(place.title).replace("&", "&&"), place.icon, keys)

    def _action(self, menu: QMenu, name: str, words: str, icon: str, keys: list[QKeySequence]) -> QAction:
        made = QAction(icons.icon(icon, "text-2"), words, self)
        made.setData(icon)
        made.setIconVisibleInMenu(False)
        made.setMenuRole(QAction.MenuRole.NoRole)
        made.setShortcuts(keys)
        made.triggered.connect(lambda _checked: self.chosen.emit(name))
        menu.addAction(made)
        self.actions[name] = made
        return made


def _plain(words: str, *, is_place: bool) -> str:
    """The words of an action without the sign of its mnemonic, and without the dots that announce a dialog."""
    plain = words.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return plain if is_place else plain.rstrip("…")
