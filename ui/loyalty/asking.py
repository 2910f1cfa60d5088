"""Dialogs that write: off the GUI thread, closed when it is kept, with the reason in them when it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError
from ui import undoing
from ui.locale import _, text, wording
from ui.loyalty.dialogs import Done, FieldsDialog
from ui.screen import Context


class Asking:
    """One dialog at a time; `dialog` is the one that is open."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.dialog: FieldsDialog | None = None

    @property
    def parent(self) -> QWidget:
        """The window."""
        return self.context.frame.dialog_parent()

    def writing(self, write: Callable[[dict[str, Any]], object], name: str = "") -> Done:
        """What to do with a dialog's values: write them, close it, and say so. name: of what is changed."""

        def done(said: dict[str, Any]) -> None:
            dialog = self.dialog
            words = _("Kept what you said of {name}").format(name=text.name(name or str(said.get("name", ""))))

            def refused(error: HubError) -> None:
                if dialog is not None:
                    dialog.refuse(str(wording.error(error)))

            def kept(_made: object) -> None:
                if dialog is not None:
                    dialog.accept()

            undoing.do(self.context, lambda: write(said), words, kept, refused)

        return done

    def ask(self, dialog: FieldsDialog) -> None:
        """Open a dialog."""
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: FieldsDialog) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None
