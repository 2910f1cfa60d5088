"""The rules that sort: made, edited, in their order, on or off, applied, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hub.domain.transaction import Rule
from ui.locale import _, ngettext, text
from ui.parts.boxes import column, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.preferences.ordering import OrderTable
from ui.preferences.reading import Shown
from ui.table import Column, Row, Rows, Tick, Words


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done with rules. order(ids): all of them in their new order."""

    make: Callable[[], object]
    edit: Callable[[Rule], object]
    apply: Callable[[Rule], object]
    turn: Callable[[Rule, bool], object]
    order: Callable[[Sequence[int]], object]
    remove: Callable[[Rule], object]


class RuleList(QWidget):
    """Enter edits a rule, Space turns it on or off, Alt+Up and Alt+Down or dragging move it, Del removes it."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._rules: Sequence[Rule] = ()
        self._rows = Rows(5)
        self._rows.on_tick = self._turn
        columns = [
            Column(_("No."), 48),
            Column(_("On"), 44),
            Column(_("When a transaction matches")),
            Column(_("Then"), 260),
            Column(_("Used"), 120),
        ]
        self.table = OrderTable(_("Rules"), columns, self._rows)
        self.table.picked.connect(lambda _key: self._enable())
        self.table.opened.connect(lambda _key: self._with_current(self._acts.edit))
        self.table.moved.connect(self._move)
        self.none = Paragraph(
            _("No rules yet. Put a transaction’s category right, and a rule for all that are like it is offered.")
        )
        self.new = button(_("New rule"), acts.make, kind="primary", icon="plus")
        self.edit = button(_("Edit"), lambda: self._with_current(self._acts.edit), icon="pencil")
        self.run = button(_("Apply to all"), lambda: self._with_current(self._acts.apply), icon="list-filter")
        self.up = button(_("Earlier"), lambda: self.shift(-1), icon="arrow-up")
        self.down = button(_("Later"), lambda: self.shift(1), icon="arrow-down")
        self.drop = button(_("Remove"), self.remove, kind="quiet", icon="trash-2")
        self.turned = button(_("On or off"), self._turn_current)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Del", self.remove), ("Alt+Up", lambda: self.shift(-1)), ("Alt+Down", lambda: self.shift(1)),
        )  # fmt: skip
        for key, act in keys:
            QShortcut(QKeySequence(key), self.table, act, context=Qt.ShortcutContext.WidgetShortcut)
        why = Paragraph(
            _("The first rule that matches decides. What a rule sorted stays as it is when the rule goes."), "small"
        )
        self._bound = (self.edit, self.run, self.up, self.down, self.turned, self.drop)
        actions = row(self.new, *self._bound, 0, gap=3)
        column(why, actions, self.table, self.none, 1, gap=4, parent=self)

    def show_rules(self, shown: Shown) -> None:
        """Show the rules."""
        self._rules = shown.rules
        self._rows.show([_row(at, one, shown) for at, one in enumerate(shown.rules, 1)])
        self.table.fit_rows()
        for part in (self.table, *self._bound):
            part.setVisible(bool(shown.rules))
        self.none.setVisible(not shown.rules)
        self._enable()

    def shift(self, by: int) -> None:
        """Move the current rule by one place."""
        at = self._at()
        if at is not None and 0 <= at + by < len(self._rules):
            self._move(at, at + by)

    def remove(self) -> None:
        """Remove the current rule."""
        self._with_current(self._acts.remove)

    def _move(self, at: int, to: int) -> None:
        ids = [one.id for one in self._rules]
        ids.insert(to, ids.pop(at))
        self._acts.order(ids)

    def _with_current(self, act: Callable[[Rule], object]) -> None:
        at = self._at()
        if at is not None:
            act(self._rules[at])

    def _at(self) -> int | None:
        key = self.table.current()
        return next((at for at, one in enumerate(self._rules) if one.id == key), None)

    def _turn(self, key: object, is_on: bool) -> None:
        rule = next((one for one in self._rules if one.id == key), None)
        if rule is not None:
            self._acts.turn(rule, is_on)

    def _turn_current(self) -> None:
        at = self._at()
        if at is not None:
            self._acts.turn(self._rules[at], not self._rules[at].is_enabled)

    def _enable(self) -> None:
        at = self._at()
        self.up.setEnabled(at is not None and at > 0)
        self.down.setEnabled(at is not None and at < len(self._rules) - 1)
        for one in (self.edit, self.run, self.drop, self.turned):
            one.setEnabled(at is not None)


def _row(at: int, one: Rule, shown: Shown) -> Row:
    used = ngettext("{count} time", "{count} times", one.uses).format(count=text.count(one.uses))
    tone = "text" if one.is_enabled else "text-3"
    cells = (
        Words(text.count(at), tone="text-2"),
        Tick(one.is_enabled, _("on") if one.is_enabled else _("off")),
        Words(text.code(one.query), tone=tone),
        Words(deeds_in_words(one, shown), tone=tone),
        Words(used if one.uses else _("not yet"), tone="text-2"),
    )
    return Row(one.id, cells)


def deeds_in_words(one: Rule, shown: Shown) -> str:
    """What a rule does: "Groceries, payee Grünmarkt, tag trip"."""
    parts = []
    if one.category_id is not None:
        parts.append(shown.categories.get(one.category_id, _("removed")))
    if one.parts:
        parts.append(
            ngettext("split into {count} part", "split into {count} parts", len(one.parts)).format(
                count=text.count(len(one.parts))
            )
        )
    if one.payee:
        parts.append(_("payee {name}").format(name=text.name(one.payee)))
    parts += [_("tag {name}").format(name=text.name(tag)) for tag in one.tags]
    return ", ".join(parts)
