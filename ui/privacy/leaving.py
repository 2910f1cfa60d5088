"""Taking the data out: everything into a file, which is a disclosure and recorded as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError
from hub.services import export
from hub.services.export import Written
from ui.locale import _, ngettext, text
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context


class Leaving(QWidget):
    """failed: gets what could not be written."""

    def __init__(self, context: Context, failed: Callable[[HubError], None]) -> None:
        super().__init__()
        self._context, self._failed = context, failed
        table = button(_("Table (CSV)"), lambda: self._ask("csv"), icon="file-spreadsheet")
        everything = button(_("Everything (JSON)"), lambda: self._ask("json"), icon="file-down")
        why = Paragraph(
            _("The file is not encrypted: whoever has it can read it. What was written is on record."),
            "small",
        )
        column(heading(_("Take your data out")), why, row(table, everything, 0, gap=3), gap=3, parent=self)

    def write(self, file_format: str, path: Path) -> None:
        """Write everything to a file."""
        vault = self._context.vault

        def said(written: Written) -> None:
            template = ngettext(
                "Wrote {count} transaction to {file}; it is on record",
                "Wrote {count} transactions to {file}; it is on record",
                written.rows,
            )
            words = template.format(count=text.count(written.rows), file=text.code(written.path.name))
            self._context.frame.toast(words)

        self._context.tasks.run(
            lambda _progress: export.write(vault, file_format, path), said, title=_("Exporting"), failed=self._failed
        )

    def _ask(self, file_format: str) -> None:
        parent = self._context.frame.dialog_parent()
        suggested = f"coffer-{self._context.today().isoformat()}.{file_format}"
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Export"), suggested, f"*.{file_format}")
        if chosen:
            self.write(file_format, Path(chosen))
