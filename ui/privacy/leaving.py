"""Taking the data out: a file in any format, or all of the vault; each is a disclosure and recorded as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.errors import HubError
from hub.services import export
from hub.services.export import Written
from ui.fields import ChoiceField
from ui.locale import N_, _, ngettext, text
from ui.parts.boxes import column, heading, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.privacy.forgetting import ForgetDialog
from ui.screen import Context

FORMATS = {
    "csv": N_("Table (CSV)"),
    "xlsx": N_("Workbook (XLSX)"),
    "json": N_("Everything (JSON)"),
    "ofx": N_("For other programs (OFX)"),
    "qif": N_("For older programs (QIF)"),
    "beancount": N_("Journal (beancount)"),
    "hledger": N_("Journal (hledger)"),
    "markdown": N_("Report (Markdown)"),
}


class Leaving(QWidget):
    """failed: gets what could not be written."""

    def __init__(self, context: Context, failed: Callable[[HubError], None]) -> None:
        super().__init__()
        self._context, self._failed = context, failed
        self.kind = ChoiceField(_("Format"), [(code, _(words)) for code, words in FORMATS.items()])
        self.save = button(_("Save a file…"), self._ask, icon="file-down")
        self.all = button(_("Take everything…"), self._ask_folder, icon="folder-open")
        self.erase = button(_("Erase for good…"), self.forget, kind="danger", icon="trash-2")
        self.dialog: ForgetDialog | None = None
        why = Paragraph(
            _("The file is not encrypted: whoever has it can read it. What was written is on record."),
            "small",
        )
        proof = Paragraph(
            _("Everything means a folder with all tables and receipts, proved by reading it into a new vault."), "small"
        )
        column(
            heading(_("Take your data out")), why, self.kind, row(self.save, self.all, 0, gap=3), proof,
            row(self.erase, 0), gap=3, parent=self,
        )  # fmt: skip

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

    def leave(self, place: Path) -> None:
        """Write all of the vault into a new folder and say whether it came back the same."""
        from hub.services import leaving  # half of the formats come with it

        vault = self._context.vault

        def said(left: leaving.Left) -> None:
            words = _("Everything is in {folder}, and came back the same") if left.is_proved else ""
            words = words or _("{folder} is written, but not all of it came back the same")
            self._context.frame.toast(words.format(folder=text.code(left.path.name)))

        self._context.tasks.run(
            lambda progress: leaving.to_folder(vault, place, progress), said, title=_("Exporting"), failed=self._failed
        )

    def forget(self) -> None:
        """Ask what to erase for good."""
        self.dialog = ForgetDialog(self._context, self._failed)
        self.dialog.open()

    def _ask(self) -> None:
        kind = self.kind.value()
        ending = export.ENDINGS.get(kind, kind)
        suggested = f"coffer-{self._context.today().isoformat()}.{ending}"
        parent = self._context.frame.dialog_parent()
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Export"), suggested, f"*.{ending}")
        if chosen:
            self.write(kind, Path(chosen))

    def _ask_folder(self) -> None:
        parent = self._context.frame.dialog_parent()
        chosen = QFileDialog.getExistingDirectory(parent, _("Make a folder inside of this one"))
        if chosen:
            self.leave(Path(chosen) / f"coffer-{self._context.today().isoformat()}")
