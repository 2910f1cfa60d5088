"""The page of backups: how the vault stands, every backup with its age and proof, making, checking and restoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hub.domain.progress import Progress
from hub.services import backup
from hub.services.backup import Bundle, Checked, Standing
from ui.locale import _, text, wording
from ui.parts.bars import ProblemBar, WorkBar
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, set_tone
from ui.payment.short import ShortTable
from ui.safety import saying
from ui.safety.restoring import Looked, RestoreDialog
from ui.screen import Context
from ui.table import Amount, Column, Row, Rows, Tag, Words
from ui.tasks import Job


@dataclass(frozen=True, slots=True)
class Shown:
    """The backups newest first, how the vault stands with them, and when each was read again."""

    bundles: tuple[Bundle, ...]
    standing: Standing
    checked: Mapping[Path, Checked]
    own: Path


class Backups(QWidget):
    """A list with what can be done about it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.shown: Shown | None = None
        self.dialog: RestoreDialog | None = None
        self.words = Paragraph(role="section", tone="text")
        self.sub = Paragraph(
            _(
                "Each is complete, encrypted as the vault is, and was read by another program before it counted. Kept"
                " are 7 daily, 4 weekly and 12 monthly ones, and all that were made by hand."
            )
        )
        self.now = button(_("Back up now"), self.make, icon="database-backup")
        self.elsewhere = button(_("Back up to a folder…"), self._choose_folder, icon="hard-drive")
        self.work = WorkBar()
        self.problem = ProblemBar()
        self._rows = Rows(5)
        columns = [
            Column(_("Made"), 190), Column(_("Why"), 150), Column(_("Proof"), 170),
            Column(_("Size"), 90, is_trailing=True), Column(_("Where")),
        ]  # fmt: skip
        self.table = ShortTable(_("Backups"), columns, self._rows, height="two-line")
        self.table.picked.connect(lambda _key: self._enable())
        self.table.opened.connect(lambda _key: self.restore())
        self.check = button(_("Read it again"), self.verify, icon="shield-check")
        self.back = button(_("Restore it…"), self.restore, icon="archive-restore")
        self.other = button(_("Restore another…"), self._choose_backup, kind="quiet")
        actions = row(self.now, self.elsewhere, 0, gap=3)
        of_one = row(self.check, self.back, self.other, 0, gap=3)
        parts = (self.words, self.sub, actions, self.work, self.problem, self.table, of_one)
        column(*parts, 1, gap=4, parent=self)
        context.tasks.changed.connect(self.work.refresh)
        for one in (self.sub, self.now, self.elsewhere, self.table, self.check, self.back, self.other):
            one.setVisible(context.vault.is_lasting)
        self._enable()

    def show_page(self) -> None:
        """The page came on screen, or something was done: read the list."""
        vault = self._context.vault
        if not vault.is_lasting:
            self.words.say(_("This vault lies in memory and is gone when it is closed: there is nothing to back up."))
            return

        def read(_progress: Progress) -> Shown:
            own = backup.places(vault)[0]
            return Shown(tuple(backup.listed(vault)), backup.standing(vault), backup.checked(vault), own)

        self._context.tasks.run(
            read, self.show_backups, owner=self, key=f"backups {id(self)}", failed=self.problem.show_error
        )

    def show_backups(self, shown: Shown) -> None:
        """Show the list, the newest first."""
        self.shown = shown
        now = datetime.now(UTC)
        self.words.say(saying.standing_words(shown.standing, now))
        set_tone(self.words, "warning" if shown.standing.is_old or shown.standing.problem else "text")
        self._rows.show([_row(one, shown, now) for one in shown.bundles])
        self.table.fit_rows()
        self.table.setVisible(bool(shown.bundles))
        self._enable()

    def make(self, into: Path | None = None) -> None:
        """Make a backup, in the vault's own folder or in another."""
        vault = self._context.vault

        def done(made: Bundle) -> None:
            self._context.frame.toast(
                _("Made a backup, {size}, and read all of it again").format(size=text.size(made.size))
            )
            self._context.frame.changed("backups")
            self.show_page()

        self.problem.hide()
        self.now.setEnabled(False)
        job = self._context.tasks.run(
            lambda progress: backup.make(vault, into, "hand", progress), done, owner=self,
            title=_("Backing up"), failed=self.problem.show_error, ended=lambda: self.now.setEnabled(True),
        )  # fmt: skip
        self.work.watch(job, _("Backing up"), _("Copied while the vault is in use, then read by another program."))

    def verify(self) -> None:
        """Read all of the chosen backup again."""
        one, vault = self._current(), self._context.vault
        if one is None:
            return

        def done(found: list[tuple[str, str]]) -> None:
            if found:
                self.problem.say(
                    _("This backup is not whole ({reason}). Make another one; this one stays as it is.").format(
                        reason=found[0][0].replace("_", " ")
                    )
                )
            else:
                self._context.frame.toast(_("The backup is whole: all of it was read again"))
            self.show_page()

        self.problem.hide()
        job: Job = self._context.tasks.run(
            lambda progress: backup.verify(vault, one, progress), done, owner=self, title=_("Reading a backup"),
            failed=self.problem.show_error,
        )  # fmt: skip
        self.work.watch(job, _("Reading the backup"))

    def restore(self) -> None:
        """Ask for what opens the chosen backup, and show what would change."""
        one = self._current()
        if one is not None:
            self.restore_from(one.folder)

    def restore_from(self, bundle: Path) -> None:
        """The same for the folder of any backup."""
        context = self._context
        vault = context.vault

        def look(secret: str, slot_type: str) -> Looked:
            opened = backup.open_bundle(bundle, secret, slot_type)
            return Looked(
                lambda folder, progress: backup.restore(opened, folder, progress),
                backup.preview(vault, bundle, opened) if opened.header.vault_id == vault.id else None,
            )

        frame = context.frame
        self.dialog = RestoreDialog(bundle, vault.folder, context.tasks, look, frame.close_for, frame.dialog_parent())
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for backups"), str(Path.home()))
        if chosen:
            self.make(Path(chosen))

    def _choose_backup(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder of the backup"), str(Path.home()))
        if chosen:
            self.restore_from(Path(chosen))

    def _current(self) -> Bundle | None:
        key = self.table.current()
        found = self.shown.bundles if self.shown is not None else ()
        return next((one for one in found if one.folder == key), None)

    def _enable(self) -> None:
        for one in (self.check, self.back):
            one.setEnabled(self._current() is not None)


def _row(one: Bundle, shown: Shown, now: datetime) -> Row:
    made = one.made_at.astimezone()
    again = shown.checked.get(one.folder)
    proof: Tag | Words = Words(_("when it was made"), icon="check", tone="text-2")
    if again is not None and again.is_whole:
        proof = Words(
            _("again {when}").format(when=text.moment(again.at.astimezone(), now.astimezone())), icon="shield-check",
            tone="positive",
        )  # fmt: skip
    elif again is not None:
        proof = Tag(_("not whole"), "negative", "triangle-alert")
    is_own = one.folder.parent == shown.own
    cells = (
        Words(text.moment(made, now.astimezone()), sub=saying.age(made, now)),
        Words(wording.label("backup_reason", one.reason), tone="text-2"),
        proof,
        Amount(text.size(one.size), "quiet"),
        Words(_("with the vault") if is_own else text.code(str(one.folder.parent)), tone="text-2"),
    )
    return Row(one.folder, cells)
