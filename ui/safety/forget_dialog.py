"""Erasing transactions, a period or an account for good: what would go is said first, what nobody reaches, after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from hub.domain.account import Position
from hub.domain.errors import HubError
from hub.services import accounts, forgetting
from hub.services.forgetting import Forgotten, Plan, Scope
from ui import ask
from ui.fields import ChoiceField, DayField
from ui.locale import _, wording
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.safety import forgetting as saying
from ui.screen import Context


class ForgetDialog(ask.Dialog):
    """Transactions, an account, or days of one account or of all.

    Two steps: what would go is shown before the button can be used. ids: of transactions, shown at once.
    """

    keeps_typed = False

    def __init__(self, context: Context, failed: Callable[[HubError], None], ids: tuple[int, ...] = ()) -> None:
        super().__init__(_("Erase for good?"), context.frame.dialog_parent(), width=520)
        self._context, self._failed, self._ids = context, failed, ids
        self.planned: Plan | None = None
        known: list[tuple[int | None, str]] = [(None, _("All accounts"))]
        self.account = ChoiceField(_("Account"), known)
        self.first = DayField(_("From"), context.today())
        self.last = DayField(_("To"), context.today())
        self.backups = QCheckBox(_("Destroy the known backups too, and make a new one"))
        self.note = Paragraph(_("Without days, the account goes as a whole. There is no undo."), "small")
        self.look = button(_("Show what would go"), self._look)
        self.yes = button(_("Erase it"), self._erase, kind="danger")
        self.no = button(_("Keep it"), self.reject)
        self.add(self.account, self.first, self.last, self.backups, self.note, self.look)
        self.add_answers(self.no, self.yes, safe=self.no)
        for field in (self.account, self.first, self.last):
            field.changed.connect(self._unsure)
        self._unsure()
        if ids:
            for part in (self.account, self.first, self.last, self.look):
                part.hide()
            self.note.say(_("There is no undo."))
        self.fit()
        if ids:
            self._look()
            return
        vault = context.vault
        context.tasks.run(lambda _progress: accounts.positions(vault), self._fill, owner=self, failed=failed)

    def _fill(self, found: list[Position]) -> None:
        known: list[tuple[int | None, str]] = [(None, _("All accounts"))]
        self.account.set_options([*known, *((one.account.id, one.account.name) for one in found)])

    def _unsure(self) -> None:
        self.planned = None
        self.yes.setEnabled(False)

    def _scope(self) -> Scope:
        if self._ids:
            return Scope(ids=self._ids)
        first, last, account_id = self.first.value(), self.last.value(), self.account.value()
        if first is None and last is None:
            return Scope(account_id=account_id)
        return forgetting.period(first or last, last or self._context.today(), account_id)  # type: ignore[arg-type]  # one is there

    def _look(self) -> None:
        if not (self.first.check() and self.last.check()):
            return
        vault = self._context.vault
        try:
            scope = self._scope()
        except HubError as error:
            self._refuse(error)
            return
        self._context.tasks.run(
            lambda _progress: forgetting.plan(vault, scope), self._planned, owner=self, failed=self._refuse
        )

    def _planned(self, planned: Plan) -> None:
        self.planned = planned
        self.note.say("\n".join([*saying.there_is(planned), _("There is no undo.")]))
        self.yes.setEnabled(True)
        self.fit()

    def _refuse(self, error: HubError) -> None:
        self.note.say(str(wording.error(error)))
        self.fit()

    def _erase(self) -> None:
        planned, vault, with_backups = self.planned, self._context.vault, self.backups.isChecked()
        if planned is None:
            return
        parent = self._context.frame.dialog_parent()

        def said(done: Forgotten) -> None:
            lines = saying.report(done)
            ask.notice(parent, lines[0], "\n".join(lines[1:]))

        self.accept()
        self._context.tasks.run(
            lambda _progress: forgetting.forget(vault, planned, with_backups=with_backups),
            said,
            title=_("Erasing"),
            failed=self._failed,
        )
