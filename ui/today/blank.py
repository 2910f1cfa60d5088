"""What Today says when the vault is empty."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.locale import _
from ui.parts.boxes import column, holding
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.style import tokens

_LARGE = 1.5
"""From this font scale on three buttons have no room side by side."""


def nothing_yet(
    on_import: Callable[[], object], on_account: Callable[[], object], on_sample: Callable[[], object]
) -> QWidget:
    """No account at all: three ways to begin."""
    bring = button(_("Import a file"), on_import, kind="primary", icon="file-down")
    account = button(_("Add an account"), on_account, icon="plus")
    sample = button(_("Try with sample data"), on_sample, icon="flask-conical")
    why = _("Bring in a file from your bank and Today says what is free to spend, what comes, and what is worth doing.")
    if tokens.look().scale < _LARGE:
        return Empty("sun", _("Begin with one account"), why, bring, account, sample)
    return holding(column(Empty("sun", _("Begin with one account"), why), bring, account, sample, gap=4))
