"""Typing what was agreed with a payee, and joining two series that are one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from hub.domain.bill import Series
from hub.domain.contract import Contract
from hub.domain.errors import HubError
from hub.domain.recurring import has_ended
from hub.services import bills
from ui.ask import Dialog
from ui.bills.naming import rhythm
from ui.fields import ChoiceField, DayField, NumberField, SwitchField, TextField
from ui.locale import _, text, wording
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context

Save = Callable[[dict[str, Any], Callable[[], object], Callable[[HubError], None]], object]
"""save(values, then, failed)."""


def agree(context: Context, one: Series, before: Contract | None, save: Save) -> None:
    """Ask for the terms of a contract."""
    dialog = ContractDialog(one, before, context.today(), save, context.frame.dialog_parent())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def join(context: Context, one: Series, on_chosen: Callable[[Series], object]) -> None:
    """Ask which other series one is part of, of those that run and those that have ended."""
    vault, today = context.vault, context.today()

    def opened(others: list[Series]) -> None:
        dialog = JoinDialog(one, others, today, on_chosen, context.frame.dialog_parent())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    context.tasks.run(lambda _progress: bills.joinable(vault, one.key, today), opened)


def _named(one: Series, today: date) -> str:
    words = f"{text.name(one.payee)}, {text.money(abs(one.amount), one.currency)} {rhythm(one)}"
    if not has_ended(one, today):
        return words
    return _("{payment}, last in {month}").format(payment=words, month=text.month_at(one.last_on))


class ContractDialog(Dialog):
    """The terms of a contract."""

    def __init__(self, one: Series, before: Contract | None, today: date, save: Save, parent: QWidget) -> None:
        super().__init__(_("Contract with {payee}").format(payee=text.name(one.payee)), parent, width=520)
        self._save = save
        self.ends = DayField(_("The term ends"), today, help_text=_("A date, or words: friday, 15/3"))
        self.notice = NumberField(_("Days of notice"), places=0)
        self.renews = NumberField(_("Renews by months (0 = it ends)"), places=0)
        self.trial = DayField(_("A trial ends"), today)
        self.cancelled = DayField(_("Notice was given"), today)
        self.autopay = SwitchField(_("They take the money themselves"))
        self.notes = TextField(_("Notes"), longest=1000)
        fields = (self.ends, self.notice, self.renews, self.trial, self.cancelled, self.autopay, self.notes)
        self._fields = fields
        self.add(*fields)
        if before is not None:
            self.ends.set_value(before.term_ends_on)
            self.notice.set_value(Decimal(before.notice_days))
            self.renews.set_value(Decimal(before.renews_months))
            self.trial.set_value(before.trial_ends_on)
            self.cancelled.set_value(before.cancelled_on)
            self.autopay.set_value(before.is_autopay)
            self.notes.set_value(before.notes)
        self.yes = button(_("Save"), self._finish, kind="primary")
        self.add_answers(button(_("Cancel"), self.reject), self.yes, safe=self.yes)

    def refuse(self, error: HubError) -> None:
        """Say at the field why it was not written."""
        self.ends.show_error(str(wording.error(error)))

    def _finish(self) -> None:
        wrong = [one for one in self._fields if not one.check()]
        if wrong:
            wrong[0].setFocus()
            return
        values = {
            "term_ends_on": self.ends.value(),
            "notice_days": int(self.notice.value() or 0),
            "renews_months": int(self.renews.value() or 0),
            "trial_ends_on": self.trial.value(),
            "cancelled_on": self.cancelled.value(),
            "is_autopay": self.autopay.value(),
            "notes": self.notes.value(),
        }
        self._save(values, self.accept, self.refuse)


class JoinDialog(Dialog):
    """Which of the other series this one is part of. on_chosen(series)."""

    def __init__(
        self,
        one: Series,
        others: Sequence[Series],
        today: date,
        on_chosen: Callable[[Series], object],
        parent: QWidget,
    ) -> None:
        super().__init__(_("{payee} is the same as …").format(payee=text.name(one.payee)), parent)
        self._on_chosen = on_chosen
        named = [(two, _named(two, today)) for two in others]
        self.choice = ChoiceField(_("Other payment"), named, placeholder=_("Choose one"))
        said = _("Both become one series; its prices are steps of one price.")
        if not others:
            said = _("Nothing else recurs that it could be one with.")
            self.choice.hide()
        self.add(self.choice, Paragraph(said, "small"))
        self.yes = button(_("Join them"), self._finish)
        self.yes.setEnabled(bool(others))
        no = button(_("Cancel"), self.reject)
        self.add_answers(no, self.yes, safe=no)

    def _finish(self) -> None:
        if self.choice.check():
            self._on_chosen(self.choice.value())
            self.accept()
