"""Fields for one of a few things, and for yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.fields.field import Field
from ui.locale.text import EntryError


class ChoiceField(Field):
    """One of the options, each a value and its name."""

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[Any, str]],
        *,
        placeholder: str = "",
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.box = QComboBox()
        super().__init__(name, self.box, help_text=help_text, parent=parent)
        self._values: list[Any] = []
        self.box.setPlaceholderText(placeholder)
        self.set_options(options)
        if placeholder:
            self.box.setCurrentIndex(-1)
        self.box.activated.connect(self._chosen)

    def set_options(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other options; the current one stays where it is among them."""
        current = self._values[self.box.currentIndex()] if self.box.currentIndex() >= 0 else None
        self._values = [value for value, _name in options]
        self.box.clear()
        self.box.addItems([name for _value, name in options])
        if current in self._values:
            self.box.setCurrentIndex(self._values.index(current))

    def value(self) -> Any:
        """The value of the chosen option; `EntryError` while none is chosen."""
        index = self.box.currentIndex()
        if index < 0:
            raise EntryError("choice_missing", where={"position": 0})
        return self._values[index]

    def set_value(self, value: Any) -> None:
        """Choose the option with this value; one that is not offered leaves nothing chosen."""
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self.clear_error()

    def _chosen(self) -> None:
        self.clear_error()
        self.changed.emit()
        self.committed.emit()


class SwitchField(Field):
    """Yes or no, at once."""

    def __init__(self, name: str, *, help_text: str = "", parent: QWidget | None = None) -> None:
        self.switch = QCheckBox(name)
        self.switch.setProperty("kind", "switch")
        super().__init__(name, self.switch, help_text=help_text, parent=parent)
        self.name_label.hide()  # the switch says its own name
        self.switch.clicked.connect(self.changed)
        self.switch.clicked.connect(self.committed)

    def value(self) -> bool:
        """Whether it is on."""
        return self.switch.isChecked()

    def set_value(self, value: bool) -> None:
        """Turn it on or off."""
        self.switch.setChecked(value)
