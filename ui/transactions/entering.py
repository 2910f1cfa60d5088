"""Adding a transaction by hand, and editing one: the same few fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QDialog, QWidget

from hub.domain.account import Account
from hub.domain.channel import CHANNELS, channel_of
from hub.domain.money import to_decimal, to_minor
from hub.domain.transaction import BOOKED, STATES, Category, Transaction
from ui.fields import AmountField, ChoiceField, DayField, TextField
from ui.fields.field import Field
from ui.fields.plain import NumberField
from ui.locale import _, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph
from ui.style import tokens
from ui.transactions.naming import category_name

_OUT, _IN = "out", "in"
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed; amount in minor units of the account's currency, negative = out."""

    account_id: int
    booked_on: date
    amount: int
    payee: str
    category_id: int | None
    notes: str
    status: str
    channel: str | None
    original_amount: int | None
    original_currency: str | None


class EntryDialog(QDialog):
    """Fields of one transaction; on_done(entered) when all of them can be read.

    before: the transaction that is edited, None for a new one. known: payees with the category they had last.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        categories: Sequence[Category],
        today: date,
        on_done: Callable[[Entered], object],
        parent: QWidget,
        *,
        before: Transaction | None = None,
        usual: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._accounts = {one.id: one for one in accounts}
        self._on_done = on_done
        self._known: Mapping[str, int | None] = {}
        title = _("Add a transaction") if before is None else _("Edit the transaction")
        self.setWindowTitle(title)
        self.setFixedWidth(tokens.px(520))
        first = before.account_id if before is not None else usual
        start = self._accounts.get(first) if first is not None else None
        self._make_fields(categories, today, (start or accounts[0]).currency, before)
        self.yes = button(_("Add") if before is None else _("Save"), self._finish, kind="primary")
        self._lay_out(title)
        self._fill(before, today, (start or accounts[0]).id)
        self.account.committed.connect(self._change_currency)
        self._complete_payees()
        self.amount.setFocus()

    def _make_fields(
        self, categories: Sequence[Category], today: date, currency: str, before: Transaction | None
    ) -> None:
        self.way = Segmented(_("Direction"), [Choice(_OUT, _("Expense")), Choice(_IN, _("Income"))], _OUT)
        self.amount = AmountField(_("Amount"), currency, is_required=True)
        self.day = DayField(_("Date"), today, is_required=True)
        self.payee = TextField(_("Payee"), is_required=True)
        self.category = ChoiceField(_("Category"), [(None, _("To sort")), *_named(categories)])
        self.account = ChoiceField(_("Account"), [(one.id, one.name) for one in self._accounts.values()])
        self.notes = TextField(_("Notes"), longest=1000)
        states = [(one, wording.label("transaction_state", one)) for one in STATES]
        self.state = ChoiceField(_("State"), states)
        self.state.set_value(BOOKED)
        told = None if before is None else channel_of(before.description)
        as_told = _("as the bank’s text says") if told is None else wording.label("channel", told)
        ways = [(one, wording.label("channel", one)) for one in CHANNELS if one != told]
        self.channel = ChoiceField(_("Paid how"), [(None, as_told), *ways])
        self.original = NumberField(_("Paid in another currency"), places=4)
        self.currency = TextField(_("Currency"), placeholder="USD", longest=3)

    def _lay_out(self, title: str) -> None:
        self.yes.setDefault(True)
        no = button(_("Cancel"), self.reject)
        rows = (
            self.way, _pair(self.amount, self.day), self.payee, _pair(self.category, self.account), self.notes,
            _pair(self.state, self.channel), _pair(self.original, self.currency),
        )  # fmt: skip
        outer = column(Paragraph(title, role="title", tone="text"), *rows, row(0, no, self.yes), gap=5, parent=self)
        margin = tokens.space(6)
        outer.setContentsMargins(margin, margin, margin, margin)

    def _complete_payees(self) -> None:
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._recall)
        self.payee.entry.setCompleter(completer)

    def offer_payees(self, known: Mapping[str, int | None]) -> None:
        """Complete these payees while typing, and bring back the category each had last."""
        self._known = known
        self._names.setStringList(sorted(known, key=str.casefold))

    def refuse(self, sentence: str) -> None:
        """Say why it was not written; everything typed is still there."""
        self.payee.show_error(sentence)
        self.yes.setEnabled(True)

    def _fill(self, before: Transaction | None, today: date, account_id: int) -> None:
        self.account.set_value(account_id)
        self.day.set_value(today if before is None else before.booked_on)
        self.category.set_value(None if before is None else before.category_id)
        if before is not None:
            self.way.choose(_IN if before.amount > 0 else _OUT)
            self.amount.set_value(abs(before.amount))
            self.payee.set_value(before.payee or before.description)
            self.notes.set_value(before.notes)
            self.state.set_value(before.status)
            self.channel.set_value(before.channel if before.channel != channel_of(before.description) else None)
            if before.original_amount is not None and before.original_currency:
                self.original.set_value(to_decimal(abs(before.original_amount), before.original_currency))
                self.currency.set_value(before.original_currency)

    def _change_currency(self) -> None:
        self.amount.set_currency(self._accounts[self.account.value()].currency)

    def _recall(self, payee: str) -> None:
        category = self._known.get(payee)
        if category is not None and self.category.value() is None:
            self.category.set_value(category)

    def _finish(self) -> None:
        fields: tuple[Field, ...] = (
            self.amount,
            self.day,
            self.payee,
            self.category,
            self.account,
            self.notes,
            self.original,
        )
        wrong = [one for one in fields if not one.check()]
        if wrong:
            wrong[0].setFocus()
            return
        amount, booked_on = self.amount.value(), self.day.value()
        if amount is None or booked_on is None:
            return  # both are required, so their fields have said so
        sign = 1 if self.way.current == _IN else -1
        paid, currency = self.original.value(), self.currency.value().upper()
        if (paid is None) != (not currency) or (currency and not _CURRENCY.fullmatch(currency)):
            self.currency.show_error(_("An amount in another currency needs both: the amount, and three letters."))
            self.currency.setFocus()
            return
        self.yes.setEnabled(False)
        self._on_done(
            Entered(
                self.account.value(),
                booked_on,
                sign * amount,
                self.payee.value(),
                self.category.value(),
                self.notes.value(),
                self.state.value(),
                self.channel.value(),
                None if paid is None else sign * to_minor(paid, currency),
                currency or None,
            )
        )


def _named(categories: Sequence[Category]) -> list[tuple[int | None, str]]:
    return [(one.id, category_name(one)) for one in categories]


def _pair(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = row(first, second, gap=5, parent=made)
    for at in range(2):
        layout.setStretch(at, 1)
    layout.setAlignment(first, Qt.AlignmentFlag.AlignTop)
    layout.setAlignment(second, Qt.AlignmentFlag.AlignTop)
    return made
