"""Making or replacing the recovery code: shown, printed, typed once from the paper; only then it counts."""

from __future__ import annotations

from collections.abc import Callable

from hub.domain.errors import HubError
from hub.services import access
from ui.ask import Dialog
from ui.locale import _
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.safety.code import CodePane
from ui.screen import Context


class RecoveryDialog(Dialog):
    """on_kept: the code opens the vault from now on."""

    keeps_typed = False

    def __init__(self, context: Context, on_kept: Callable[[], object], *, has_one: bool) -> None:
        title = _("Replace the recovery code") if has_one else _("Make a recovery code")
        super().__init__(title, context.frame.dialog_parent(), width=520)
        self._context, self._on_kept = context, on_kept
        words = _("It opens the vault when the passphrase is forgotten. Nobody else has it; nobody can make it again.")
        if has_one:
            words = _("The new code takes the place of the former one, in the backups that can be reached too.")
        self._new = access.new_recovery_code()
        self.pane = CodePane(context, self._new)
        self.pane.ready.connect(self._go_on)
        self.add(Paragraph(words), self.pane)
        self.yes = button(_("I have it on paper"), self._go_on, kind="primary")
        self.no = button(_("Cancel"), self.reject)
        self.add_answers(self.no, self.yes, safe=self.no)
        self.fit()

    def done(self, result: int) -> None:
        """Nothing stays in the dialog."""
        self.pane.forget()
        super().done(result)

    def _go_on(self) -> None:
        if self.pane.is_shown:
            self.pane.ask_for_it()
            self.yes.setText(_("Let it open the vault"))
            self.yes.setDefault(True)
            self.fit()
            return
        if not self.pane.field.check() or not self.yes.isEnabled():
            return
        self.yes.setEnabled(False)
        vault, code, typed = self._context.vault, self._new, self.pane.field.value()
        self._context.tasks.run(
            lambda _progress: access.keep_recovery_code(vault, code, typed), self._kept, owner=self, failed=self._refuse
        )

    def _kept(self, _slot: object) -> None:
        self.accept()
        self._on_kept()

    def _refuse(self, error: HubError) -> None:
        self.yes.setEnabled(True)
        if error.code == "retyped_wrong":
            self.pane.refuse(error)
        else:
            self.pane.problem.show_error(error)
