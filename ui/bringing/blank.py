"""What stands in the place of the lines: no file chosen, or one that can't be read, with its place and next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from hub.services.imports import FilePreview
from ui.locale import _, wording
from ui.parts.buttons import button
from ui.parts.empty import Empty


def nothing_chosen(on_choose: Callable[[], object]) -> QFrame:
    """No file yet."""
    choose = button(_("Choose files…"), on_choose, kind="primary", icon="folder-open")
    why = _("Drop files of your banks anywhere on this window, or choose them. You see every line before it is added.")
    return Empty("file-down", _("No file yet"), why, choose)


def unreadable(file: FilePreview, on_choose: Callable[[], object]) -> QFrame:
    """A file with what is wrong with it."""
    choose = button(_("Choose another file…"), on_choose, icon="folder-open")
    if file.error is None:
        return Empty("circle-alert", _("There is nothing to add"), _("The file holds no transactions."), choose)
    worded = wording.error(file.error)
    inside = worded.place.removeprefix(wording.place({"file": file.path.name})).lstrip(", ")
    why = " · ".join(part for part in (inside, worded.next_step) if part)
    return Empty("circle-alert", worded.message, why, choose)
