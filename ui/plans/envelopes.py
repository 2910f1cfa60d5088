"""The budget on screen: a month's envelopes, and what was spent outside of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hub.domain.period import Month
from ui.fields import AmountField, ChoiceField, SwitchField
from ui.locale import _, text, wording
from ui.parts.boxes import column, row
from ui.parts.buttons import button, icon_button
from ui.parts.empty import Empty
from ui.parts.texts import label
from ui.plans.asking import Asking
from ui.plans.reading import Shown
from ui.table import Amount, Column, Group, Row, Rows, Table, Words


class Envelopes(QWidget):
    """The month with its arrows, the table, or how to begin. moved(by): another month."""

    moved = Signal(int)

    def __init__(
        self,
        on_edit: Callable[[int | None], object],
        on_remove: Callable[[int], object],
        on_usual: Callable[[], object],
    ) -> None:
        super().__init__()
        self._remove = on_remove
        self.month = label("", "section")
        back = icon_button("chevron-left", _("The month before"), lambda: self.moved.emit(-1))
        on = icon_button("chevron-right", _("The month after"), lambda: self.moved.emit(1))
        self.add = button(_("Plan a category"), lambda: on_edit(None), kind="primary", icon="plus")
        self.usual = button(_("Plan what I usually spend"), on_usual)
        self.rows = Rows(5)
        self.table = Table(_("Budget"), [
            Column(_("Category")), Column(_("Planned"), 120, is_trailing=True),
            Column(_("Carried over"), 120, is_trailing=True), Column(_("Spent"), 120, is_trailing=True),
            Column(_("Left"), 120, is_trailing=True),
        ], self.rows, height="two-line")  # fmt: skip
        self.table.opened.connect(lambda key: on_edit(key) if isinstance(key, int) else None)
        self.blank = Empty(
            "chart-column-stacked", _("No month is planned yet"),
            _("Take what each category usually costs, then change what you like."),
            button(_("Plan what I usually spend"), on_usual, kind="primary"),
            button(_("Plan a category"), lambda: on_edit(None)),
        )  # fmt: skip
        tools = row(back, self.month, on, 0, self.usual, self.add, gap=3)
        column(tools, self.table, self.blank, 1, gap=5, parent=self)

    def show_budget(self, shown: Shown) -> None:
        """Fill in the month."""
        seen = shown.budget
        if seen is None:
            return
        month = Month(int(seen.month[:4]), int(seen.month[5:7]))
        self.month.setText(text.month(month.first))
        code = seen.currency
        rows = [
            Row(one.category_id, (
                Words(category_name(shown, one.category_id), _("what is left goes on") if one.carries else ""),
                Amount(text.amount(one.planned, code)),
                Amount(text.amount(one.carried, code, sign=True)) if one.carried else None,
                Amount(text.amount(one.spent, code)),
                Words(text.amount(one.left, code), tone="negative", is_trailing=True)
                if one.left < 0
                else Amount(text.amount(one.left, code)),
            ))
            for one in seen.envelopes
        ]  # fmt: skip
        if rows and seen.unplanned:
            rows.append(Row("rest", (Group(_("Spent without a plan")),)))
            rows += [
                Row(number, (Words(category_name(shown, number)), None, None, Amount(text.amount(amount, code)), None))
                for number, amount in seen.unplanned
            ]
        self.rows.show(rows)
        self.table.fit_rows()
        self.table.setVisible(bool(rows))
        self.blank.setVisible(not rows)
        self.add.setVisible(bool(rows))  # else the frame below has it
        planned = {one.category_id for one in seen.envelopes}
        self.usual.setVisible(bool(rows) and bool(seen.usual.keys() - planned))

    def remove(self) -> None:
        """End the plan of the current category."""
        key = self.table.current()
        if isinstance(key, int):
            self._remove(key)


class EnvelopeDialog(Asking):
    """Category, amount a month, and whether what is left goes on; on_done(category, amount, carries)."""

    def __init__(
        self, shown: Shown, category_id: int | None, on_done: Callable[[int, int, bool], object], parent: QWidget
    ) -> None:
        seen = shown.budget
        planned = {one.category_id: one for one in seen.envelopes} if seen is not None else {}
        options = [(one.id, category_name(shown, one.id)) for one in shown.categories.values() if one.kind == "expense"]
        self._usual = seen.usual if seen is not None else {}
        self._on_done = on_done
        self.category = ChoiceField(_("Category"), options)
        currency = seen.currency if seen is not None else "EUR"
        self.amount = AmountField(_("A month"), currency, is_required=True, may_be_negative=False)
        self.carries = SwitchField(_("What is left goes on to the next month"))
        super().__init__(
            _("Plan a category"), (self.category, self.amount, self.carries), _("Save"), self._take, parent
        )
        known = planned.get(category_id or 0)
        if category_id is not None:
            self.category.set_value(category_id)
        if known is not None:
            self.amount.set_value(known.planned)
            self.carries.set_value(known.carries)
        else:
            self._propose()
        self.category.committed.connect(self._propose)

    def _propose(self) -> None:
        """What the category usually costs stands there to begin with."""
        usual = self._usual.get(self.category.value())
        if usual:
            self.amount.set_value(usual)

    def _take(self) -> None:
        amount = self.amount.value()
        if amount is not None:
            self._on_done(self.category.value(), amount, self.carries.value())


def category_name(shown: Shown, number: int) -> str:
    """The name of a category for people."""
    found = shown.categories.get(number)
    if found is None:
        return ""
    return wording.category(found.name) or found.name.replace("_", " ")
