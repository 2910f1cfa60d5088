"""What stands in the place of the list when no bill is known."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.locale import _
from ui.parts.boxes import column, holding
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.style import tokens


def nothing_yet(on_import: Callable[[], object], on_add: Callable[[], object]) -> QWidget:
    """No bill and nothing that recurs."""
    bring = button(_("Import a file"), on_import, icon="file-down")
    add = button(_("Add a bill"), on_add)
    around = column(
        Empty("receipt", _("No bills yet"), _("Coffer finds them in three months of transactions."), bring, add)
    )
    around.setContentsMargins(0, 0, 0, tokens.space(7))
    return holding(around)
