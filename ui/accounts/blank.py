"""What stands in the place of the list when there is no account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.locale import _
from ui.parts.boxes import column, holding
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.style import tokens


def nothing_yet(on_import: Callable[[], object], on_add: Callable[[], object]) -> QWidget:
    """No account at all."""
    bring = button(_("Import a file"), on_import, icon="file-down")
    add = button(_("Add an account"), on_add)
    why = _("A file from your bank brings its account along, or add one by hand.")
    around = column(Empty("landmark", _("No accounts yet"), why, bring, add))
    around.setContentsMargins(tokens.frame("gutter"), 0, tokens.frame("gutter"), tokens.space(7))
    return holding(around)
