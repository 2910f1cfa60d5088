"""Editing a cell where it stands: a field over the cell; Enter keeps, Tab goes on to the next cell, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from hub.domain.transaction import Transaction
from ui.locale import _, text, wording
from ui.locale.text import EntryError
from ui.parts.texts import set_property
from ui.style import tokens
from ui.transactions.ledger_table import LedgerTable

EDITABLE = ("booked_on", "payee", "notes", "amount")
_NAMES: Mapping[str, Callable[[], str]] = {
    "booked_on": lambda: _("Date"),
    "payee": lambda: _("Payee"),
    "notes": lambda: _("Notes"),
    "amount": lambda: _("Amount"),
}


class InlineEditor(QLineEdit):
    """One cell of one transaction. on_done(id, changed fields) when the value is another one; go(key) to the next."""

    def __init__(
        self,
        table: LedgerTable,
        index: QModelIndex,
        one: Transaction,
        today: date,
        on_done: Callable[[int, dict[str, object]], object],
        on_next: Callable[[str, int], object],
        payees: Mapping[str, int | None],
    ) -> None:
        super().__init__(table.viewport())
        self.key = table.layout_in_use.keys[index.column()]
        self._one, self._today, self._on_done, self._on_next, self._payees = one, today, on_done, on_next, payees
        self._is_over, self._table = False, table
        self.setAccessibleName(_NAMES[self.key]())
        self.setText(self._shown())
        self.selectAll()
        if self.key == "payee" and payees:
            completer = QCompleter(sorted(payees, key=str.casefold), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.setCompleter(completer)
        rect = table.visualRect(index)
        height = max(rect.height(), tokens.control())
        width = max(rect.width(), tokens.px(110))
        self.setGeometry(QRect(rect.left(), rect.center().y() - height // 2, width, height))
        self.returnPressed.connect(lambda: self._finish(0))
        self.installEventFilter(self)
        self.show()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tab and Esc do not leave to the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                self._finish(1 if event.key() == Qt.Key.Key_Tab else -1)
                return True
        if event.type() == QEvent.Type.FocusOut and not self._is_over and self.completer() is None:
            self._finish(0)
        return super().eventFilter(watched, event)

    def changed(self) -> dict[str, object]:
        """The fields that would change; `EntryError` when it can't be read."""
        typed, one = self.text().strip(), self._one
        value: object = typed
        if self.key == "amount":
            value = text.parse_amount(typed, one.currency)
        elif self.key == "booked_on":
            value = text.parse_day(typed, self._today)
        elif self.key == "payee" and not typed:
            raise EntryError("text_missing", where={"position": 0})
        return {} if getattr(one, self.key) == value else {self.key: value}

    def _shown(self) -> str:
        one = self._one
        if self.key == "amount":
            return text.amount(one.amount, one.currency, hidden=False)
        if self.key == "booked_on":
            return one.booked_on.isoformat()
        return one.notes if self.key == "notes" else one.payee or one.description

    def _finish(self, by: int) -> None:
        if self._is_over:
            return
        try:
            changed = self.changed()
        except EntryError as error:
            set_property(self, "state", "error")
            self.setToolTip(wording.error(error).message)
            self.setAccessibleDescription(wording.error(error).message)
            return
        self._close()
        if changed:
            self._on_done(self._one.id, changed)
        if by:
            self._on_next(self.key, by)

    def _close(self) -> None:
        self._is_over = True
        self.hide()
        self.deleteLater()
        self._table.setFocus()
