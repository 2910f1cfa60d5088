"""Restoring a backup: what opens it, what would change, and then it takes the place of the vault, which is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from hub.domain.errors import HubError, WrongPassphrase
from hub.domain.progress import Progress
from ui.ask import Dialog
from ui.fields import CodeField, PassphraseField
from ui.locale import _, text
from ui.parts.bars import ProblemBar
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.safety.changes import Changes
from ui.screen import Errand, Report
from ui.tasks import Tasks

if TYPE_CHECKING:
    from hub.services.backup import Preview

Look = Callable[[str, str], "Looked"]
"""look(secret, type of way in): opens the backup and compares; runs on a worker."""


class Looked:
    """A backup that was opened: what puts it in place, and what that would change (None = can't be said)."""

    def __init__(self, restore: Callable[[Path, Progress], Path | None], preview: Preview | None) -> None:
        self.restore = restore
        self.preview = preview


class RestoreDialog(Dialog):
    """Asks for what opens the backup, shows what would change, and only then offers to restore."""

    keeps_typed = False

    def __init__(
        self,
        bundle: Path,
        folder: Path,
        tasks: Tasks,
        look: Look,
        run_errand: Callable[[Errand], object],
        parent: QWidget,
    ) -> None:
        super().__init__(_("Restore a backup"), parent, width=520)
        self._folder, self._tasks, self._look, self._run = folder, tasks, look, run_errand
        self._looked: Looked | None = None
        self.passphrase = PassphraseField(_("Passphrase of the backup"))
        self.code = CodeField(_("Recovery code of the backup"))
        self.code.hide()
        self.by_code = QCheckBox(_("Use the recovery code"))
        self.by_code.toggled.connect(self._turn)
        for one in (self.passphrase, self.code):
            one.committed.connect(self._go_on)
            one.changed.connect(self._forget)
        self.changes = Changes()
        self.changes.hide()
        self.problem = ProblemBar()
        self.place = Paragraph(text.code(str(bundle)), "small")
        note = _(
            "It is copied beside the vault, read again as a whole, and put in its place. The present vault is kept."
        )
        self.add(self.place, Paragraph(note), self.passphrase, self.code, self.by_code, self.changes, self.problem)
        self.yes = button(_("See what would change"), self._go_on, kind="primary")
        self.no = button(_("Cancel"), self.reject)
        self.add_answers(self.no, self.yes, safe=self.no)
        self.fit()
        self.passphrase.setFocus()

    def done(self, result: int) -> None:
        """Nothing stays in the fields."""
        self.passphrase.set_value("")
        self.code.set_value("")
        super().done(result)

    def _go_on(self) -> None:
        field = self.code if self.by_code.isChecked() else self.passphrase
        if not self.yes.isEnabled():
            return
        if self._looked is not None:
            self._restore(self._looked)
        elif field.check():
            self.yes.setEnabled(False)
            self.problem.hide()
            secret, kind = str(field.value()), "recovery" if self.by_code.isChecked() else "passphrase"
            look = self._look
            self._tasks.run(
                lambda _progress: look(secret, kind), self._show, owner=self, key=f"look {id(self)}",
                failed=self._refuse,
            )  # fmt: skip

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        self.changes.show_preview(looked.preview, is_known=looked.preview is not None)
        self.changes.show()
        self.yes.setText(_("Restore it"))
        self.yes.setEnabled(True)
        self.yes.setFocus()
        self.fit()

    def _refuse(self, error: HubError) -> None:
        self.yes.setEnabled(True)
        if isinstance(error, WrongPassphrase):
            field = self.code if self.by_code.isChecked() else self.passphrase
            field.show_error(_("This does not open the backup."))
            field.setFocus()
        else:
            self.problem.show_error(error)
        self.fit()

    def _turn(self, to_code: bool) -> None:
        self.code.setVisible(to_code)
        self.passphrase.setVisible(not to_code)
        (self.code if to_code else self.passphrase).setFocus()
        self._forget()

    def _forget(self) -> None:
        """Another secret may open another state: look again first."""
        self._looked = None
        self.changes.hide()
        self.yes.setText(_("See what would change"))

    def _restore(self, looked: Looked) -> None:
        folder = self._folder
        self.accept()
        note = _("Copying it beside the vault, reading all of it, then changing places.")
        self._run(Errand(_("Restoring the backup"), note, lambda progress: _restored(looked, folder, progress)))


def restore_closed(
    folder: Path, tasks: Tasks, parent: QWidget, run_errand: Callable[[Errand], object]
) -> RestoreDialog | None:
    """Choose a backup and restore it while no vault is open; the dialog, None when nothing was chosen."""
    start = folder / "backups"
    chosen = QFileDialog.getExistingDirectory(
        parent, _("Folder of the backup"), str(start if start.is_dir() else folder.parent)
    )
    return show_closed(Path(chosen), folder, tasks, parent, run_errand) if chosen else None


def show_closed(
    bundle: Path, folder: Path, tasks: Tasks, parent: QWidget, run_errand: Callable[[Errand], object]
) -> RestoreDialog:
    """The dialog for a backup that was chosen."""

    def look(secret: str, slot_type: str) -> Looked:
        from hub.services import backup, closed_vault  # the window shows before them

        access = backup.open_bundle(bundle, secret, slot_type)
        is_there = closed_vault.is_used(folder)
        shown = backup.preview_locked(folder, bundle, access, secret, slot_type) if is_there else None
        return Looked(lambda place, progress: backup.restore(access, place, progress), shown)

    made = RestoreDialog(bundle, folder, tasks, look, run_errand, parent)
    made.finished.connect(made.deleteLater)
    made.open()
    return made


def _restored(looked: Looked, folder: Path, progress: Progress) -> Report:
    kept = looked.restore(folder, progress)
    lines = [_("It is now in {folder}.").format(folder=text.code(str(folder)))]
    if kept is not None:
        lines.append(_("The vault that was there is kept in {folder}.").format(folder=text.code(str(kept))))
    return Report(_("The backup is restored."), tuple(lines))
