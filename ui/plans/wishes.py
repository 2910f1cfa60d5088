"""Goals on screen: how far each is, and what it takes a month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from hub.domain.goal import Goal
from ui.fields import AmountField, ChoiceField, DayField, TextField
from ui.locale import _, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.empty import Empty
from ui.plans.asking import Asking
from ui.plans.reading import Shown
from ui.table import Amount, Column, Row, Rows, Table, Words


class Wishes(QWidget):
    """The table of goals, or how to begin."""

    def __init__(self, on_edit: Callable[[Goal | None], object], on_remove: Callable[[int], object]) -> None:
        super().__init__()
        self._goals: dict[int, Goal] = {}
        self._on_edit, self._on_remove = on_edit, on_remove
        self.add = button(_("Add a goal"), lambda: on_edit(None), kind="primary", icon="plus")
        self.rows = Rows(5)
        self.table = Table(_("Goals"), [
            Column(_("Goal")), Column(_("By"), 140), Column(_("Saved"), 130, is_trailing=True),
            Column(_("Of"), 130, is_trailing=True), Column(_("A month"), 130, is_trailing=True),
        ], self.rows, height="two-line")  # fmt: skip
        self.table.opened.connect(lambda key: on_edit(self._goals.get(key)))
        self.blank = Empty("target", _("No goal yet"), _("An amount by a day: Coffer says what it takes a month."))
        column(row(0, self.add), self.table, self.blank, 1, gap=5, parent=self)

    def show_goals(self, shown: Shown) -> None:
        """Fill in the goals."""
        self._goals = {one.id: one for one in shown.goals}
        self.rows.show([
            Row(one.id, (
                Words(text.name(one.name), text.percent(Decimal(one.percent) / 100)),
                Words(text.day(one.due_on) if one.due_on is not None else _("no day")),
                Amount(text.money(one.saved, one.currency)), Amount(text.money(one.target, one.currency)),
                _monthly(one, shown.today),
            ))
            for one in shown.goals
        ])  # fmt: skip
        self.table.fit_rows()
        self.table.setVisible(bool(shown.goals))
        self.blank.setVisible(not shown.goals)

    def remove(self) -> None:
        """Remove the current goal."""
        key = self.table.current()
        if isinstance(key, int):
            self._on_remove(key)


def _monthly(one: Goal, today: date) -> Amount | Words | None:
    if not one.missing:
        return Words(_("reached"), tone="positive", is_trailing=True)
    monthly = one.monthly(today)
    return None if monthly is None else Amount(text.money(monthly, one.currency))


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed of a goal; minor units."""

    name: str
    target: int
    currency: str
    due_on: date | None
    account_id: int | None
    saved: int

    def values(self) -> dict[str, Any]:
        """By the names that the service takes."""
        return {name: getattr(self, name) for name in self.__slots__}


class GoalDialog(Asking):
    """Name, amount, day, and where it is saved; on_done(entered)."""

    def __init__(
        self, shown: Shown, currency: str, before: Goal | None, on_done: Callable[[Entered], object], parent: QWidget
    ) -> None:
        self._on_done = on_done
        held = [(one.id, text.name(one.name)) for one in shown.accounts.values()
                if one.currency == currency and one.kind in {"savings", "current", "wallet", "cash"}]  # fmt: skip
        self.name = TextField(_("Goal"), is_required=True, placeholder=_("a bicycle, three months of reserve"))
        self.target = AmountField(_("Amount"), currency, is_required=True, may_be_negative=False)
        self.day = DayField(_("By"), shown.today)
        self.account = ChoiceField(_("Saved on"), [(None, _("Nowhere yet, I type it")), *held])
        self.saved = AmountField(_("Saved so far"), currency, may_be_negative=False)
        title = _("Add a goal") if before is None else _("Edit the goal")
        fields = (self.name, self.target, self.day, self.account, self.saved)
        super().__init__(title, fields, _("Save"), self._take, parent)
        self.account.committed.connect(self._fit)
        if before is not None:
            self.name.set_value(before.name)
            self.target.set_value(before.target)
            self.day.set_value(before.due_on)
            self.account.set_value(before.account_id)
            self.saved.set_value(None if before.account_id is not None else before.saved)
        self._fit()

    def _fit(self) -> None:
        self.saved.setVisible(self.account.value() is None)
        self.adjustSize()

    def _take(self) -> None:
        target = self.target.value()
        if target is None:
            return  # it is required, so its field has said so
        account = self.account.value()
        saved = 0 if account is not None else self.saved.value() or 0
        self._on_done(Entered(self.name.value(), target, self.target.currency, self.day.value(), account, saved))
