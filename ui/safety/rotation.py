"""A new key for the vault: who holds the old one, or an old passphrase with an old copy, reads nothing new."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from hub.domain.errors import HubError, WrongPassphrase
from hub.domain.progress import Progress
from hub.services import access
from ui.ask import Dialog
from ui.entrance.meter import Meter
from ui.fields import PassphraseField
from ui.locale import _, text, wording
from ui.parts.boxes import column, holding
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.safety.code import CodePane
from ui.screen import Context, Errand, Report


class RotationDialog(Dialog):
    """Passphrases, then the new recovery code on paper; then the vault closes and gets its key."""

    keeps_typed = False

    def __init__(self, context: Context) -> None:
        super().__init__(_("Give the vault a new key"), context.frame.dialog_parent(), width=520)
        self._context = context
        self._code = access.new_recovery_code()
        self.old = PassphraseField(_("The passphrase so far"))
        self.new = PassphraseField(_("New passphrase"))
        self.again = PassphraseField(_("The same once more"))
        self.meter = Meter(self.new, context.tasks)
        self.with_code = QCheckBox(_("With a new recovery code"))
        self.with_code.setChecked(True)
        words = _(
            "For when somebody may know the passphrase and have a copy of the files. A backup is made first; everything"
            " is written under a new key and read again by another program. Former codes and the keyring open nothing"
            " after it. Backups from before keep their old key."
        )
        fields: tuple[QWidget, ...] = (self.old, self.new, self.meter, self.again, self.with_code)
        self._first = holding(column(Paragraph(words), *fields, gap=4))
        self.pane = CodePane(context, self._code)
        self.pane.ready.connect(self._go_on)
        self.pane.hide()
        self.add(self._first, self.pane)
        self.yes = button(_("Go on"), self._go_on, kind="primary")
        self.no = button(_("Cancel"), self.reject)
        self.add_answers(self.no, self.yes, safe=self.no)
        self.fit()
        self.old.setFocus()

    def done(self, result: int) -> None:
        """Nothing stays in the fields."""
        for one in (self.old, self.new, self.again):
            one.set_value("")
        self.pane.forget()
        super().done(result)

    def _go_on(self) -> None:
        if not self.yes.isEnabled():
            return
        if self.pane.isHidden():
            self._prove()
        elif self.pane.is_shown:
            self.pane.ask_for_it()
            self.yes.setText(_("Give it the new key"))
            self.fit()
        elif self.pane.field.check():
            self._check_code()

    def _prove(self) -> None:
        wrong = [one for one in (self.old, self.new) if not one.check()]
        if not wrong and self.again.entry.text() != self.new.entry.text():
            self.again.show_error(_("The two are not the same. Show both to compare them."))
            wrong = [self.again]
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        vault, old = self._context.vault, self.old.value()
        self._context.tasks.run(
            lambda _progress: access.prove(vault, old), self._proved, owner=self, failed=self._refuse
        )

    def _proved(self, _none: object) -> None:
        self.yes.setEnabled(True)
        if not self.with_code.isChecked():
            self._begin("", "")
            return
        self._first.hide()
        self.pane.show()
        self.yes.setText(_("I have it on paper"))
        self.fit()

    def _refuse(self, error: HubError) -> None:
        self.yes.setEnabled(True)
        field = self.old if isinstance(error, WrongPassphrase) else self.new
        field.show_error(str(wording.error(error)))
        field.setFocus()

    def _check_code(self) -> None:
        typed = self.pane.field.value()
        try:
            access.check_retyped(self._code, typed)
        except HubError as error:
            self.pane.refuse(error)
            return
        self._begin(self._code, typed)

    def _begin(self, code: str, typed: str) -> None:
        folder, old, new = self._context.vault.folder, self.old.value(), self.new.value()

        def work(progress: Progress) -> Report:
            made = access.rotate(folder, old, new_passphrase=new, recovery_code=code, retyped=typed, progress=progress)
            line = _("Backups from before, as in {folder}, still open with the old passphrase.")
            return Report(_("The vault has a new key."), (line.format(folder=text.code(str(made.folder))),))

        self.accept()
        note = _("First a backup, then every page under the new key, then all of it is read again.")
        self._context.frame.close_for(Errand(_("Giving the vault a new key"), note, work))
