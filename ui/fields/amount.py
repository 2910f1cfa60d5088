"""A field for money that calculates: "12,5*3" shows "= 37.50" while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.fields.field import Entry, Field
from ui.locale import text
from ui.locale.text import EntryError


class AmountField(Field):
    """An amount in one currency, in minor units; None when empty and not required."""

    def __init__(
        self,
        name: str,
        currency: str,
        *,
        is_required: bool = False,
        may_be_negative: bool = True,
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.entry = Entry(is_left_to_right=True)  # amounts run left to right everywhere
        super().__init__(name, self.entry, help_text=help_text, parent=parent)
        self._currency, self._is_required, self._may_be_negative = currency, is_required, may_be_negative
        self.entry.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._hint()
        self.entry.textEdited.connect(self._edited)
        self.entry.editingFinished.connect(self._finished)

    @property
    def currency(self) -> str:
        """The currency of the amount."""
        return self._currency

    def set_currency(self, currency: str) -> None:
        """Read what is typed as an amount of another currency from now on."""
        self._currency = currency
        self._hint()

    def value(self) -> int | None:
        """Minor units; `EntryError` with the place when it is not an amount."""
        typed = self.entry.text().strip()
        if not typed and not self._is_required:
            return None
        minor = text.parse_amount(typed, self._currency)
        if minor < 0 and not self._may_be_negative:
            raise EntryError("amount_negative", where={"position": 0})
        return minor

    def set_value(self, value: int | None) -> None:
        """Show minor units; None empties the field."""
        self.entry.setText("" if value is None else text.amount(value, self._currency, hidden=False))
        self._hint()
        self.clear_error()

    def _edited(self) -> None:
        self.clear_error()
        self._hint()
        self.changed.emit()

    def _finished(self) -> None:
        if self.check() and text.is_sum(self.entry.text()):
            self.set_value(self.value())
            self.changed.emit()
        self.committed.emit()

    def _hint(self) -> None:
        """The result of a sum, else the currency."""
        typed = self.entry.text()
        hint = text.currency_symbol(self._currency)
        if text.is_sum(typed):
            try:
                minor = text.parse_amount(typed, self._currency)
            except EntryError:
                hint = ""
            else:
                hint = text.code(f"= {text.amount(minor, self._currency, hidden=False)}")
        self.entry.set_hint(hint)
