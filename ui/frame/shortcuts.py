"""The shortcut sheet: every key of the menus, in one dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.ask import Dialog
from ui.locale import _
from ui.palette import Entry
from ui.parts.boxes import holding, key_cap, scrolled
from ui.parts.texts import label
from ui.style import tokens

_COLUMNS = 2


def show_shortcuts(entries: Sequence[Entry], parent: QWidget) -> None:
    """Show what has a key now."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.space(6))
    with_key = [one for one in entries if one.key]
    half = -(-len(with_key) // _COLUMNS)
    for at, entry in enumerate(with_key):
        across, down = divmod(at, half)
        grid.addWidget(label(entry.words), down, across * 2)
        grid.addWidget(key_cap(entry.key), down, across * 2 + 1, Qt.AlignmentFlag.AlignLeading)
    content = holding(grid)
    dialog = Dialog(_("Keyboard shortcuts"), parent, width=720)
    dialog.add(scrolled(content))
    dialog.add_close()
    dialog.is_accepted()
