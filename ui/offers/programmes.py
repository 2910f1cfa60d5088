"""Loyalty programmes: what a unit counts for in comparisons, which the person can say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.ask import Dialog
from ui.fields import NumberField
from ui.locale import _
from ui.locale.text import EntryError
from ui.offers.reading import Programme, Shown
from ui.parts.boxes import column, heading
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.payment.short import ShortTable
from ui.payment.units import per_unit
from ui.table import Action, Amount, Column, Payee, Row, Rows, Words


class Programmes(QWidget):
    """on_value(programme, value or None): the person says what a unit is worth. parent: of the dialog that asks."""

    def __init__(self, on_value: Callable[[Programme, Decimal | None], object], parent: Callable[[], QWidget]) -> None:
        super().__init__()
        self._on_value, self._parent_of_dialog = on_value, parent
        self._known: dict[str, Programme] = {}
        self._home = ""
        self.dialog: ValueDialog | None = None
        self._rows = Rows(4)
        columns = [
            Column(_("Programme")), Column(_("Counts for"), 96, is_trailing=True), Column(_("Because"), 150),
            Column("", 110, is_trailing=True),
        ]  # fmt: skip
        self.table = ShortTable(_("Programmes"), columns, self._rows, is_selectable=False)
        self.table.acted.connect(self.ask)
        self.table.opened.connect(self.ask)
        self.table.clicked.connect(lambda _index: self.ask(self.table.current()) if self.table.is_stacked else None)
        self.none = Paragraph(_("Programmes come with the terms of a card, or when you add a card that gives points."))
        column(heading(_("Programmes"), _("what one unit is worth to you")), self.table, self.none, gap=3, parent=self)

    def show_programmes(self, shown: Shown) -> None:
        """Show what is known."""
        self._home = shown.home
        self._known = {one.id: one for one in shown.programmes}
        self._rows.show([_row(one, shown.home) for one in shown.programmes])
        self.table.fit_rows()
        self.table.setVisible(bool(shown.programmes))
        self.none.setVisible(not shown.programmes)

    def ask(self, key: object) -> None:
        """Ask what a unit of a programme is worth."""
        programme = self._known.get(str(key))
        if programme is None:
            return
        self.dialog = ValueDialog(
            programme, self._home, lambda value: self._on_value(programme, value), self._parent_of_dialog()
        )
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


class ValueDialog(Dialog):
    """One field: the value of a unit; empty = the cash-out value."""

    def __init__(
        self, programme: Programme, home: str, on_done: Callable[[Decimal | None], object], parent: QWidget
    ) -> None:
        super().__init__(_("What is one unit of {programme} worth to you?").format(programme=programme.name), parent)
        self._on_done = on_done
        cash = _("Nobody pays it out in cash.")
        if programme.cash is not None:
            cash = _("Paid out in cash: {value}. Empty: that counts.").format(value=per_unit(programme.cash, home))
        self.value_field = NumberField(_("In {currency}").format(currency=home), least=Decimal(0), help_text=cash)
        self.value_field.set_value(programme.own)
        self.add(
            self.value_field, Paragraph(_("The comparison says from which value on another way is better."), "small")
        )
        self.save = button(_("Save"), self._save, kind="primary")
        cancel = button(_("Cancel"), self.reject)
        self.add_answers(cancel, self.save, safe=cancel)
        self.save.setDefault(True)
        self.value_field.setFocus()
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _save(self) -> None:
        if not self.value_field.check():
            return
        try:
            value = self.value_field.value()
        except EntryError:
            return
        self.accept()
        self._on_done(value)


def _row(one: Programme, home: str) -> Row:
    value = one.value
    shown = (
        Amount(per_unit(value, home))
        if value is not None
        else Words(_("nothing yet"), tone="warning", is_trailing=True)
    )
    because = _("you say so") if one.own is not None else _("cash-out value") if one.cash is not None else _("not said")
    return Row(one.id, (Payee(one.name), shown, Words(because, tone="text-2"), Action(_("Change"), "pencil")))
