"""Two rows that may be one, beside each other, with what differs in strong letters, and the two answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from hub.domain.transaction import Transaction
from hub.services.doubles import Double
from ui.locale import _, text, wording
from ui.parts.boxes import column, inset, row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, label
from ui.style import tokens
from ui.transactions.reading import Names


class Pair(QFrame):
    """One pair; on_same and on_different get it."""

    def __init__(
        self,
        one: Double,
        names: Names,
        on_same: Callable[[Double], object],
        on_different: Callable[[Double], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.space(5))
        grid.setVerticalSpacing(tokens.space(2))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(_("There before"), "small", "text-2"), 0, 1)
        grid.addWidget(label(_("Came with an import"), "small", "text-2"), 0, 2)
        for at, (name, known, new) in enumerate(_facts(one, names), 1):
            grid.addWidget(label(name, "body", "text-2"), at, 0)
            role = "body" if known == new else "strong"
            for place, value in ((1, known), (2, new)):
                shown: QWidget = Paragraph(value, role=role, tone="text")
                grid.addWidget(shown, at, place)
        self.same = button(_("The same: keep one"), lambda: on_same(one))
        self.different = button(_("Different: keep both"), lambda: on_different(one))
        wide = max(self.same.sizeHint().width(), self.different.sizeHint().width())
        for answer in (self.same, self.different):
            answer.setMinimumWidth(wide)
        day = text.day(one.new.booked_on)
        self.setAccessibleName(
            _("{payee}, {day}: the same or different?").format(payee=text.name(one.new.payee), day=day)
        )
        inset(column(grid, row(self.same, self.different, 0, gap=3), gap=4, parent=self), 5, 4)


def _facts(one: Double, names: Names) -> list[tuple[str, str, str]]:
    """Name, value of the row that was there, value of the new one; the rest is the same on both sides."""

    def of(read: Callable[[Transaction], str]) -> tuple[str, str]:
        return read(one.known), read(one.new)

    found = [
        (_("Day"), *of(lambda row: text.day(row.booked_on))),
        (_("Payee"), *of(lambda row: text.name(row.payee))),
        (_("As the bank wrote it"), *of(lambda row: text.name(row.description))),
        (_("Amount"), *of(lambda row: text.amount(row.amount, row.currency, sign=True))),
        (_("Category"), *of(lambda row: names.category(row.category_id))),
        (_("State"), *of(lambda row: wording.label("transaction_state", row.status))),
    ]
    return [fact for fact in found if fact[1] or fact[2]]
