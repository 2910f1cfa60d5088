"""The dialog for taking the data out: one file in any format, the whole vault as an open folder, or encrypted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from ui.ask import Dialog
from ui.fields import ChoiceField, PassphraseField, TextField
from ui.locale import N_, _, ngettext, text
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context

if TYPE_CHECKING:
    from hub.services.export import Written
    from hub.services.leaving import Left

FORMATS = {
    "csv": (N_("Table (CSV)"), N_("All transactions, for spreadsheets of every kind.")),
    "xlsx": (N_("Workbook (XLSX)"), N_("All transactions, for spreadsheets, with amounts as numbers.")),
    "json": (N_("Everything (JSON)"), N_("Accounts, transactions, categories, for programs; the form is documented.")),
    "ofx": (N_("For other programs (OFX)"), N_("Most finance programs read it.")),
    "qif": (N_("For older programs (QIF)"), N_("Older finance programs read it; it holds less.")),
    "beancount": (N_("Journal (beancount)"), N_("Plain text accounting, with opening balances.")),
    "hledger": (N_("Journal (hledger)"), N_("Plain text accounting, with opening balances.")),
    "markdown": (N_("Report (Markdown)"), N_("Balances, months and categories, to read.")),
}  # fmt: skip
FOLDER, ARCHIVE = "folder", "age"
_WHOLE = {
    FOLDER: (
        N_("All of the vault, as an open folder"),
        N_("Every table and receipt, with a text that explains every file; proved by reading it into a new vault."),
    ),
    ARCHIVE: (
        N_("All of the vault, as one encrypted file"),
        N_("The same in one file (age), for a passphrase or for somebody’s key; proved by reading it back."),
    ),
}
_CHOICES = {**FORMATS, **_WHOLE}


class ExportDialog(Dialog):
    """failed: gets what could not be written."""

    def __init__(self, context: Context, failed: Callable[[HubError], None], kind: str = "csv") -> None:
        super().__init__(_("Take your data out"), context.frame.dialog_parent(), width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._failed = context, failed
        self.kind = ChoiceField(_("Format"), [(code, _(words[0])) for code, words in _CHOICES.items()])
        self.kind.set_value(kind)
        self.kind.committed.connect(self._show)
        self.about = Paragraph("", tone="text")
        self.passphrase = PassphraseField(_("Passphrase of the file"))
        self.again = PassphraseField(_("The same once more"))
        self.key = TextField(_("Or somebody’s key"), placeholder="age1…")
        self.warning = Paragraph("", "small")
        self.add(self.kind, self.about, self.passphrase, self.again, self.key, self.warning)
        self.save = button(_("Save…"), self._ask, icon="file-down")
        cancel = button(_("Cancel"), self.reject)
        self.add_answers(cancel, self.save, safe=cancel)
        self._show()

    def _show(self) -> None:
        kind = self.kind.value()
        self.about.say(_(_CHOICES[kind][1]))
        is_secret = kind == ARCHIVE
        for one in (self.passphrase, self.again, self.key):
            one.setVisible(is_secret)
        self.warning.say(
            _("Nobody can open the file without the passphrase or the key. What was written is on record.")
            if is_secret
            else _("It is not encrypted: whoever has it can read it. What was written is on record.")
        )
        self.fit()

    def _ask(self) -> None:
        kind, context = self.kind.value(), self._context
        name = f"coffer-{context.today().isoformat()}"
        if kind == FOLDER:
            chosen = QFileDialog.getExistingDirectory(self, _("Make a folder inside of this one"))
            if chosen:
                self.accept()
                leave(context, Path(chosen) / name, self._failed)
            return
        if kind == ARCHIVE and not self._has_secret():
            return
        from hub.services import export

        ending = export.ENDINGS.get(kind, kind)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Export"), f"{name}.{ending}", f"*.{ending}")
        if not chosen:
            return
        if kind == ARCHIVE:
            archive(context, Path(chosen), self._secret(), self.key.value().strip(), self._failed)
        else:
            write(context, kind, Path(chosen), self._failed)
        self.accept()

    def _has_secret(self) -> bool:
        """Whether the file will open for somebody: a key, or the same passphrase twice."""
        if self.key.value().strip():
            return True
        if not self.passphrase.check():
            self.passphrase.setFocus()
            return False
        if self.again.entry.text() != self.passphrase.entry.text():
            self.again.show_error(_("The two are not the same. Show both to compare them."))
            self.again.setFocus()
            return False
        return True

    def _secret(self) -> str:
        secret = "" if self.key.value().strip() else self.passphrase.take()
        self.again.set_value("")
        return secret


def write(context: Context, file_format: str, path: Path, failed: Callable[[HubError], None]) -> None:
    """Write everything to a file."""
    vault = context.vault

    def work(_progress: Progress) -> Written:
        from hub.services import export
        from ui.locale.wording.reporting import report_words

        return export.write(vault, file_format, path, report_words())

    def said(written: Written) -> None:
        template = ngettext(
            "Wrote {count} transaction to {file}; it is on record",
            "Wrote {count} transactions to {file}; it is on record",
            written.rows,
        )
        context.frame.toast(template.format(count=text.count(written.rows), file=text.code(written.path.name)))

    context.tasks.run(work, said, title=_("Exporting"), failed=failed)


def leave(context: Context, place: Path, failed: Callable[[HubError], None]) -> None:
    """Write all of the vault into a new folder and say whether it came back the same."""
    vault = context.vault

    def work(progress: Progress) -> Left:
        from hub.services import leaving

        return leaving.to_folder(vault, place, progress)

    context.tasks.run(work, lambda left: _say_left(context, left), title=_("Exporting"), failed=failed)


def archive(context: Context, path: Path, secret: str, key: str, failed: Callable[[HubError], None]) -> None:
    """Write all of the vault into one file that a passphrase or the owner of a key opens."""
    vault = context.vault

    def work(progress: Progress) -> Left:
        from hub.services import leaving

        return leaving.to_archive(vault, path, secret, [key] if key else (), progress)

    context.tasks.run(work, lambda left: _say_left(context, left), title=_("Exporting"), failed=failed)


def _say_left(context: Context, left: Left) -> None:
    words = _("Everything is in {place}, and came back the same") if left.is_proved else ""
    words = words or _("{place} is written, but not all of it came back the same")
    context.frame.toast(words.format(place=text.code(left.path.name)))
