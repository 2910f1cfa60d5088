"""Fields for plain text and for numbers."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.fields.field import Entry, Field
from ui.locale import text
from ui.locale.text import EntryError


class TextField(Field):
    """A line of text; the value is free of blanks at its ends."""

    def __init__(
        self,
        name: str,
        *,
        is_required: bool = False,
        placeholder: str = "",
        help_text: str = "",
        longest: int = 200,
        parent: QWidget | None = None,
    ) -> None:
        self.entry = Entry()
        super().__init__(name, self.entry, help_text=help_text, parent=parent)
        self._is_required = is_required
        self.entry.setPlaceholderText(placeholder)
        self.entry.setMaxLength(longest)
        self.entry.textEdited.connect(self._edited)
        self.entry.editingFinished.connect(self.committed)

    def value(self) -> str:
        """The text; `EntryError` when it is required and missing."""
        typed = self.entry.text().strip()
        if self._is_required and not typed:
            raise EntryError("text_missing", where={"position": 0})
        return typed

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.entry.setText(value)
        self.clear_error()

    def _edited(self) -> None:
        self.clear_error()
        self.changed.emit()


class NumberField(Field):
    """A number or an inline sum; the value is exact, None when empty and not required."""

    def __init__(
        self,
        name: str,
        *,
        places: int = 8,
        is_required: bool = False,
        least: Decimal | None = None,
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.entry = Entry(is_left_to_right=True)
        super().__init__(name, self.entry, help_text=help_text, parent=parent)
        self._places, self._is_required, self._least = places, is_required, least
        self.entry.textEdited.connect(self._edited)
        self.entry.editingFinished.connect(self.committed)

    def value(self) -> Decimal | None:
        """The number; `EntryError` when it is none, too small, or missing though required."""
        typed = self.entry.text().strip()
        if not typed and not self._is_required:
            return None
        found = text.parse_number(typed, self._places)
        if self._least is not None and found < self._least:
            raise EntryError("number_too_small", where={"position": 0}, least=self._least)
        return found

    def set_value(self, value: Decimal | int | None) -> None:
        """Show a number; None empties the field."""
        self.entry.setText("" if value is None else text.number(value))
        self.clear_error()

    def _edited(self, typed: str) -> None:
        self.clear_error()
        self.entry.set_hint(_result(typed, self._places))
        self.changed.emit()


def _result(typed: str, places: int) -> str:
    if not text.is_sum(typed):
        return ""
    try:
        return text.code(f"= {text.number(text.parse_number(typed, places))}")
    except EntryError:
        return ""
