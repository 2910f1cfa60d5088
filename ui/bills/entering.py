"""Typing a bill: to whom, how much, when, from where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from hub.domain.account import Account
from hub.domain.bill import Bill
from hub.domain.errors import HubError
from hub.services.bill_files import BillReading
from ui.drafting import Content, Drafted, fill
from ui.fields import AmountField, ChoiceField, DayField, Field, TextField
from ui.locale import _, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.screen import Context
from ui.style import tokens

_KNOWN, _ESTIMATE, _RANGE = "known", "estimate", "range"
_AUTOPAY = " autopay"
"""Stands among the ids of ways to pay; no id begins with a blank."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed; amount in minor units, negative = to pay."""

    biller: str
    due_on: date
    amount: int
    currency: str
    account_id: int | None
    notes: str
    amount_most: int | None = None
    is_estimate: bool = False
    is_autopay: bool = False
    instrument_id: str | None = None
    iban: str = ""
    reference: str = ""
    bic: str = ""

    def values(self) -> dict[str, Any]:
        """By the names that the service takes."""
        return asdict(self)


class BillDialog(QDialog):
    """The fields of a bill; on_done(entered) when all of them can be read. before: the bill that is edited."""

    def __init__(
        self,
        accounts: Sequence[Account],
        currency: str,
        today: date,
        on_done: Callable[[Entered], object],
        parent: QWidget,
        *,
        before: Bill | None = None,
        instruments: Sequence[tuple[str, str]] = (),
        reading: BillReading | None = None,
    ) -> None:
        super().__init__(parent)
        self._bic = reading.bic if reading is not None else before.bic if before is not None else ""
        self._accounts = {one.id: one for one in accounts}
        self._home = before.currency if before is not None else currency
        self._on_done = on_done
        title = _("Add a bill") if before is None else _("Edit the bill")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(520))
        self._make_fields(today, instruments)
        self.yes = button(_("Add") if before is None else _("Save"), self._finish, kind="primary")
        self._lay_out(title)
        if before is not None:
            self._show_before(before)
        elif reading is not None:
            self._show_reading(reading)
        self._fit_range()
        self.biller.setFocus()

    def _make_fields(self, today: date, instruments: Sequence[tuple[str, str]]) -> None:
        self.biller = TextField(_("To"), is_required=True, placeholder=_("who is to be paid"))
        self.amount = AmountField(_("Amount"), self._home, is_required=True, may_be_negative=False)
        self.day = DayField(_("Due"), today, is_required=True, help_text=_("A date, or words: friday, 15/3"))
        named = [(one.id, one.name) for one in self._accounts.values()]
        self.account = ChoiceField(_("Paid from"), [(None, _("Not decided yet")), *named])
        certain = [(_KNOWN, _("This amount")), (_ESTIMATE, _("About this amount")), (_RANGE, _("From … to …"))]
        self.certainty = ChoiceField(_("How sure"), certain)
        self.most = AmountField(_("At most"), self._home, may_be_negative=False)
        ways: list[tuple[object, str]] = [(None, _("I pay it myself")), (_AUTOPAY, _("They take it themselves"))]
        self.how = ChoiceField(_("How it is paid"), [*ways, *instruments])
        self.iban = TextField(_("IBAN"), placeholder=_("of who is to be paid"), longest=42)
        self.reference = TextField(_("Reference"), placeholder=_("what the transfer should say"), longest=140)
        self.notes = TextField(_("Notes"), placeholder=_("invoice number, reference"), longest=1000)

    def _lay_out(self, title: str) -> None:
        self.yes.setDefault(True)
        no = button(_("Cancel"), self.reject)
        rows = (
            self.biller, _pair(self.amount, self.day), _pair(self.certainty, self.most), _pair(self.account, self.how),
            _pair(self.iban, self.reference), self.notes,
        )  # fmt: skip
        outer = column(Paragraph(title, role="title", tone="text"), *rows, row(0, no, self.yes), gap=5, parent=self)
        margin = tokens.space(6)
        outer.setContentsMargins(margin, margin, margin, margin)
        self.account.committed.connect(self._change_currency)
        self.certainty.committed.connect(self._fit_range)

    def _show_before(self, before: Bill) -> None:
        self.biller.set_value(before.biller)
        self.amount.set_value(-before.amount)
        self.day.set_value(before.due_on)
        self.account.set_value(before.account_id)
        self.notes.set_value(before.notes)
        is_range = before.amount_most is not None
        self.certainty.set_value(_RANGE if is_range else _ESTIMATE if before.is_estimate else _KNOWN)
        self.most.set_value(None if before.amount_most is None else -before.amount_most)
        self.how.set_value(_AUTOPAY if before.is_autopay else before.instrument_id)
        self.iban.set_value(before.iban)
        self.reference.set_value(before.reference)

    def _show_reading(self, reading: BillReading) -> None:
        """What a file says, to be looked at before it is added."""
        self._home = reading.currency
        self.amount.set_currency(reading.currency)
        self.most.set_currency(reading.currency)
        self.biller.set_value(reading.biller)
        self.amount.set_value(reading.amount)
        self.day.set_value(reading.due_on)
        self.how.set_value(_AUTOPAY if reading.is_autopay else None)
        self.iban.set_value(reading.iban)
        self.reference.set_value(reading.reference)

    def _fit_range(self) -> None:
        self.most.setEnabled(self.certainty.value() == _RANGE)

    def refuse(self, error: HubError) -> None:
        """Say at its field why it was not written; everything typed is still there."""
        by_name = {"amount": self.amount, "iban": self.iban}
        field = by_name.get(str(error.where.get("field")), self.biller)
        field.show_error(str(wording.error(error)))
        field.setFocus()
        self.yes.setEnabled(True)

    def _change_currency(self) -> None:
        account = self._accounts.get(self.account.value())
        self.amount.set_currency(account.currency if account is not None else self._home)

    def _finish(self) -> None:
        fields: tuple[Field, ...] = (
            self.biller, self.amount, self.day, self.most, self.account, self.how, self.iban, self.reference,
            self.notes,
        )  # fmt: skip
        wrong = [one for one in fields if not one.check()]
        if wrong:
            wrong[0].setFocus()
            return
        amount, due_on = self.amount.value(), self.day.value()
        if amount is None or due_on is None:
            return  # both are required, so their fields have said so
        self.yes.setEnabled(False)
        most = self.most.value() if self.certainty.value() == _RANGE else None
        how = self.how.value()
        self._on_done(
            Entered(
                self.biller.value(),
                due_on,
                -amount,
                self.amount.currency,
                self.account.value(),
                self.notes.value(),
                amount_most=None if most is None else -most,
                is_estimate=self.certainty.value() == _ESTIMATE,
                is_autopay=how == _AUTOPAY,
                instrument_id=None if how == _AUTOPAY else how,
                iban=self.iban.value(),
                reference=self.reference.value(),
                bic=self._bic,
            )
        )


def enter(
    context: Context,
    accounts: Sequence[Account],
    before: Bill | None,
    save: Callable[[Entered, Bill | None, Callable[[], object], Callable[[HubError], None]], object],
    draft: Content | None = None,
    *,
    instruments: Sequence[tuple[str, str]] = (),
    reading: BillReading | None = None,
) -> None:
    """Open the dialog for a new bill, or for one that was typed; save(entered, before, then, failed).

    draft: what was typed before a lock. instruments: ids and names of ways to pay. reading: what a file says.
    """
    dialog = BillDialog(
        accounts,
        context.settings().home_currency,
        context.today(),
        lambda entered: save(entered, before, dialog.accept, dialog.refuse),
        context.frame.dialog_parent(),
        before=before,
        instruments=instruments,
        reading=reading,
    )
    dialog.finished.connect(dialog.deleteLater)
    Drafted(dialog, "bill", None if before is None else before.id)
    if draft is not None:
        fill(dialog, draft)
    dialog.open()


def _pair(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = row(first, second, gap=5, parent=made)
    for at, widget in enumerate((first, second)):
        layout.setStretch(at, 1)
        layout.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
    return made
