"""Taking the data out, and erasing it for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError
from ui.locale import _
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.privacy import exporting
from ui.privacy.exporting import ExportDialog
from ui.safety.forget_dialog import ForgetDialog
from ui.screen import Context


class Leaving(QWidget):
    """failed: gets what could not be written."""

    def __init__(self, context: Context, failed: Callable[[HubError], None]) -> None:
        super().__init__()
        self._context, self._failed = context, failed
        self.save = button(_("Save a file…"), self.export, icon="file-down")
        self.all = button(_("Take everything…"), self.take_all, icon="folder-open")
        self.erase = button(_("Erase for good…"), self.forget, kind="danger", icon="trash-2")
        self.dialog: ForgetDialog | None = None
        why = Paragraph(
            _(
                "One file in any of eight formats, or all of the vault: an open folder or one encrypted file, proved "
                "by reading it into a new vault. What was written is on record."
            ),
            "small",
        )
        column(
            heading(_("Take your data out")), why, row(self.save, self.all, 0, gap=3), row(self.erase, 0), gap=3,
            parent=self,
        )  # fmt: skip

    def export(self) -> None:
        """Choose a format and a file."""
        ExportDialog(self._context, self._failed).open()

    def take_all(self) -> None:
        """All of the vault."""
        ExportDialog(self._context, self._failed, exporting.FOLDER).open()

    def write(self, file_format: str, path: Path) -> None:
        """Write everything to a file."""
        exporting.write(self._context, file_format, path, self._failed)

    def forget(self) -> None:
        """Ask what to erase for good."""
        self.dialog = ForgetDialog(self._context, self._failed)
        self.dialog.open()
