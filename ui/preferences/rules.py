"""The rules that sort: in their order, on or off, moved, removed."""

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
from ui.payment.short import ShortTable
from ui.preferences.reading import Shown
from ui.table import Column, Row, Rows, Tick, Words


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done with rules. turn(rule, is_on). swap(two rules that follow each other). remove(rule)."""

    turn: Callable[[Rule, bool], object]
    swap: Callable[[Rule, Rule], object]
    remove: Callable[[Rule], object]


class RuleList(QWidget):
    """Space turns a rule on or off, Alt+Up and Alt+Down move it, Del removes it."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self._rules: Sequence[Rule] = ()
        self._rows = Rows(4)
        self._rows.on_tick = self._turn
        columns = [
            Column(_("On"), 44),
            Column(_("When a transaction matches")),
            Column(_("Then"), 260),
            Column(_("Used"), 120),
        ]
        self.table = ShortTable(_("Rules"), columns, self._rows)
        self.table.picked.connect(lambda _key: self._enable())
        self.none = Paragraph(
            _("No rules yet. Put a transaction’s category right, and a rule for all that are like it is offered.")
        )
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
        actions = row(self.up, self.down, self.turned, self.drop, 0, gap=3)
        column(why, self.table, self.none, actions, 1, gap=4, parent=self)

    def show_rules(self, shown: Shown) -> None:
        """Show the rules."""
        self._rules = shown.rules
        self._rows.show([_row(one, shown) for one in shown.rules])
        self.table.fit_rows()
        for part in (self.table, self.up, self.down, self.turned, self.drop):
            part.setVisible(bool(shown.rules))
        self.none.setVisible(not shown.rules)
        self._enable()

    def shift(self, by: int) -> None:
        """Move the current rule by one place."""
        at = self._at()
        if at is not None and 0 <= at + by < len(self._rules):
            self._acts.swap(self._rules[at], self._rules[at + by])

    def remove(self) -> None:
        """Remove the current rule."""
        at = self._at()
        if at is not None:
            self._acts.remove(self._rules[at])

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
        for one in (self.drop, self.turned):
            one.setEnabled(at is not None)


def _row(one: Rule, shown: Shown) -> Row:
    parts = []
    if one.category_id is not None:
        parts.append(shown.categories.get(one.category_id, _("removed")))
    if one.payee:
        parts.append(_("payee {name}").format(name=text.name(one.payee)))
    used = ngettext("{count} time", "{count} times", one.uses).format(count=text.count(one.uses))
    tone = "text" if one.is_enabled else "text-3"
    cells = (
        Tick(one.is_enabled, _("on") if one.is_enabled else _("off")),
        Words(text.code(one.query), tone=tone),
        Words(", ".join(parts), tone=tone),
        Words(used if one.uses else _("not yet"), tone="text-2"),
    )
    return Row(one.id, cells)
