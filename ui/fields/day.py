"""A field for dates that takes words: "tomorrow", "friday", "15/3"."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.fields.field import Entry, Field
from ui.locale import text
from ui.locale.text import EntryError


class DayField(Field):
    """A date; None when empty and not required. Up and down arrows move by a day, with Page keys by a month's length.

    today: the day that words count from.
    """

    def __init__(
        self,
        name: str,
        today: date,
        *,
        is_required: bool = False,
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.entry = Entry()
        super().__init__(name, self.entry, help_text=help_text, parent=parent)
        self._today, self._is_required = today, is_required
        self.entry.textEdited.connect(self._edited)
        self.entry.editingFinished.connect(self._finished)
        self.entry.installEventFilter(self)

    def value(self) -> date | None:
        """The date; `EntryError` when it is none."""
        typed = self.entry.text().strip()
        if not typed and not self._is_required:
            return None
        return text.parse_day(typed, self._today)

    def set_value(self, value: date | None) -> None:
        """Show a date in figures; None empties the field."""
        self.entry.setText("" if value is None else text.day_figures(value))
        self._hint()
        self.clear_error()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move the date."""
        if watched is self.entry and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            days = _STEPS.get(Qt.Key(event.key()), 0)
            if days and self._moved(days):
                return True
        return super().eventFilter(watched, event)

    def _moved(self, days: int) -> bool:
        try:
            start = self.value() or self._today
        except EntryError:
            return False
        self.set_value(start + timedelta(days=days))
        self.changed.emit()
        return True

    def _edited(self) -> None:
        self.clear_error()
        self._hint()
        self.changed.emit()

    def _finished(self) -> None:
        if self.check():
            self.set_value(self.value())
        self.committed.emit()

    def _hint(self) -> None:
        """The date in words, so that a slip shows at once."""
        try:
            found = self.value()
        except EntryError:
            found = None
        self.entry.set_hint(text.day_in_words(found, self._today) if found else "")


_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 30,
    Qt.Key.Key_PageDown: -30,
}
