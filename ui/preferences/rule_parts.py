"""The parts of a rule that splits: each with its category and its share, a percentage, an amount, or the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from hub.domain.rule_parts import RulePart
from ui.drafting import Content, fill, typed
from ui.fields import ChoiceField
from ui.fields.plain import NumberField
from ui.locale import _
from ui.parts.boxes import column, row
from ui.parts.buttons import button, icon_button

_PERCENT, _AMOUNT, _REST = "percent", "amount", "rest"
_FEWEST = 2


class PartsField(QWidget):
    """Rows of parts; the last one takes the rest unless it is told otherwise. on_change: after every change."""

    def __init__(self, categories: Sequence[tuple[int | None, str]], on_change: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(_("Parts"))
        self._categories, self._on_change = categories, on_change
        self.rows: list[PartRow] = []
        self._column = column(gap=3)
        add = button(_("Add a part"), self._add_first, kind="link", grade="small")
        column(self._column, row(add, 0), gap=3, parent=self)
        self.set_value(())

    def value(self) -> tuple[RulePart, ...]:
        """The parts in their order; `EntryError` while a share can't be read."""
        return tuple(one.value() for one in self.rows)

    def set_value(self, parts: Sequence[RulePart]) -> None:
        """Show these parts; none = a half and the rest."""
        while self.rows:
            self._drop(self.rows[-1])
        for part in parts or (RulePart(None, percent=Decimal(50)), RulePart(None)):
            self._put(part, len(self.rows))

    def typed(self) -> list[Content]:
        """What stands in each row, whether it can be read or not."""
        return [typed(one) for one in self.rows]

    def put(self, rows: Sequence[Content]) -> None:
        """Put back what stood in the rows."""
        self.set_value([RulePart(None)] * len(rows))
        for row_of_fields, content in zip(self.rows, rows, strict=True):
            fill(row_of_fields, content)
            row_of_fields.show_kind()
        self._on_change()

    def _add_first(self) -> None:
        self._put(RulePart(None, percent=Decimal(10)), max(0, len(self.rows) - 1))
        self._on_change()

    def _put(self, part: RulePart, at: int) -> None:
        made = PartRow(part, self._categories, self._on_change, self._remove)
        self.rows.insert(at, made)
        self._column.insertWidget(at, made)

    def _remove(self, part: PartRow) -> None:
        if len(self.rows) > _FEWEST:
            self._drop(part)
            self._on_change()

    def _drop(self, part: PartRow) -> None:
        self.rows.remove(part)
        self._column.removeWidget(part)
        part.hide()
        part.deleteLater()


class PartRow(QWidget):
    """One part: category, kind of share, share."""

    def __init__(
        self,
        part: RulePart,
        categories: Sequence[tuple[int | None, str]],
        on_change: Callable[[], object],
        on_remove: Callable[[PartRow], object],
    ) -> None:
        super().__init__()
        self.category = ChoiceField("", categories)
        self.category.set_value(part.category_id)
        self.category.control.setAccessibleName(_("Category of the part"))
        self.kind = ChoiceField("", [(_PERCENT, _("percent")), (_AMOUNT, _("amount")), (_REST, _("the rest"))])
        self.kind.set_value(_PERCENT if part.percent is not None else _AMOUNT if part.amount is not None else _REST)
        self.kind.control.setAccessibleName(_("Kind of share"))
        self.share = NumberField("", places=4)
        self.share.set_value(part.percent if part.percent is not None else part.amount)
        self.share.control.setAccessibleName(_("Share"))
        self._note = part.note
        remove = icon_button("x", _("Remove this part"), lambda: on_remove(self), grade="small")
        line = row(self.category, self.kind, self.share, remove, gap=2, parent=self)
        for at, weight in enumerate((4, 3, 2)):
            line.setStretch(at, weight)
        self.show_kind()
        self.kind.changed.connect(self.show_kind)
        for field in (self.category, self.kind, self.share):
            field.changed.connect(on_change)

    def value(self) -> RulePart:
        """The part; `EntryError` while its share can't be read."""
        kind = self.kind.value()
        share = None if kind == _REST else self.share.value() or Decimal()
        return RulePart(
            self.category.value(),
            share if kind == _PERCENT else None,
            share if kind == _AMOUNT else None,
            self._note,
        )

    def show_kind(self) -> None:
        """Ask for a share where there is one to tell."""
        self.share.setEnabled(self.kind.value() != _REST)
