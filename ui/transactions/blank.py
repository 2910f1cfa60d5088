"""What stands in the place of the table when there are no rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.locale import _
from ui.parts.boxes import column, holding
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.style import tokens


def nothing_yet(on_import: Callable[[], object], on_add: Callable[[], object]) -> QWidget:
    """The vault holds no transaction at all."""
    start = button(_("Import a file"), on_import, kind="primary", icon="file-down")
    by_hand = button(_("Add by hand"), on_add)
    why = _("Bring in a file from your bank, or write down what you paid in cash.")
    return _framed(Empty("list", _("No transactions yet"), why, start, by_hand))


def nothing_found(on_clear: Callable[[], object]) -> QWidget:
    """The filters find nothing."""
    clear = button(_("Show everything"), on_clear, kind="primary")
    return _framed(Empty("search", _("Nothing matches"), _("No row is what the filters ask for."), clear))


def _framed(empty: Empty) -> QWidget:
    around = column(empty)
    around.setContentsMargins(tokens.frame("gutter"), 0, tokens.frame("gutter"), tokens.space(7))
    return holding(around)
