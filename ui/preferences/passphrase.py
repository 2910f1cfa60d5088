"""Changing the passphrase: the old one, the new one twice. Nothing is kept in the fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.errors import HubError, WrongPassphrase
from ui.ask import Dialog
from ui.entrance.meter import Meter
from ui.fields import PassphraseField
from ui.locale import _, wording
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.tasks import Tasks


class PassphraseDialog(Dialog):
    """on_change(old, new) when both new ones are the same."""

    keeps_typed = False

    def __init__(self, on_change: Callable[[str, str], object], tasks: Tasks, parent: QWidget) -> None:
        super().__init__(_("Change the passphrase"), parent, width=520)
        self._on_change = on_change
        self.old = PassphraseField(_("The passphrase so far"))
        self.new = PassphraseField(_("New passphrase"))
        self.again = PassphraseField(_("The same once more"))
        self.meter = Meter(self.new, tasks)
        note = Paragraph(
            _("Backups here are changed too; copies elsewhere still open with the old one. It takes a moment."),
            "small",
        )
        self.add(self.old, self.new, self.meter, self.again, note)
        self.yes = button(_("Change it"), self._finish, kind="primary")
        no = button(_("Cancel"), self.reject)
        self.add_answers(no, self.yes, safe=no)
        self.yes.setDefault(True)
        self.fit()
        self.old.setFocus()

    def refuse(self, error: HubError) -> None:
        """Say what went wrong; the new one is typed again only when it has to be."""
        self.yes.setEnabled(True)
        field = self.old if isinstance(error, WrongPassphrase) else self.new
        field.show_error(str(wording.error(error)))
        field.setFocus()

    def done(self, result: int) -> None:
        """Nothing stays in the fields."""
        for one in (self.old, self.new, self.again):
            one.set_value("")
        super().done(result)

    def _finish(self) -> None:
        wrong = [one for one in (self.old, self.new) if not one.check()]
        if not wrong and self.again.entry.text() != self.new.entry.text():
            self.again.show_error(_("The two are not the same. Show both to compare them."))
            wrong = [self.again]
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        self._on_change(self.old.value(), self.new.value())
