"""The fields of all settings, group by group: the name of the group beside its fields, made from the dataclass."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import get_type_hints

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from hub.domain.settings import Settings
from ui.fields.field import Field
from ui.fields.forms import Spec, make_field
from ui.locale import wording
from ui.locale.text import EntryError
from ui.parts.boxes import column, hairline, row
from ui.parts.texts import Paragraph
from ui.style import tokens

_PREFIX = "setting"
_NAME, _FIELD = 200, 340
_ANY = 16_777_215
"""Qt's own word for no limit of a width."""
_TWO_FROM = _NAME + 2 * _FIELD + 60


class Groups(QWidget):
    """changed(name, value) when the person is done with a field and its value is another one."""

    changed = Signal(str, object)

    def __init__(self, currency: str, today: date) -> None:
        super().__init__()
        self.currency = currency
        self.fields: dict[str, Field] = {}
        self.groups: dict[str, Group] = {}
        self._settings = Settings()
        outer = column(gap=5, parent=self)
        types = get_type_hints(Settings)
        for known in dataclasses.fields(Settings):
            key = known.metadata["group"]
            if key not in self.groups:
                if self.groups:
                    outer.addWidget(hairline())
                self.groups[key] = Group(wording.label(f"{_PREFIX}_group", key))
                outer.addWidget(self.groups[key])
            help_text = wording.label_or_empty(f"{_PREFIX}_help", known.name)
            label = wording.label(_PREFIX, known.name)
            spec = Spec(known.name, types[known.name], known.metadata, currency, today, label, help_text)
            self._add(spec, self.groups[key])

    def show_settings(self, settings: Settings) -> None:
        """Show these values; a field that is being edited keeps what is typed."""
        self._settings = settings
        for name, field in self.fields.items():
            if not field.control.hasFocus() or field.property("state") != "error":
                field.set_value(getattr(settings, name))

    def refuse(self, name: str, sentence: str) -> None:
        """Say below a field why its value was not taken."""
        self.fields[name].show_error(sentence)

    def _add(self, spec: Spec, group: Group) -> None:
        field = make_field(spec, _PREFIX)
        field.setObjectName(spec.name)
        field.committed.connect(lambda: self._committed(spec.name))
        self.fields[spec.name] = field
        group.add(field)

    def _committed(self, name: str) -> None:
        try:
            value = self.fields[name].value()
        except EntryError:
            self.fields[name].check()
            return
        if value != getattr(self._settings, name):
            self.changed.emit(name, value)


class Group(QWidget):
    """The name of a group at the leading side, its fields in two columns; below each other where it is narrow."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._columns = 2
        self._name = Paragraph(name, "section", "text")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.space(7))
        self._grid.setVerticalSpacing(tokens.space(5))
        self._outer = row(self._name, self._grid, gap=5, parent=self)
        self._outer.setAlignment(self._name, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._outer.setStretch(1, 1)

    def add(self, part: QWidget) -> None:
        """Add a field, or something else that belongs here."""
        self._parts.append(part)
        self._place()  # at once: what is never placed would outlive the group

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give way where it is narrow."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= tokens.px(_TWO_FROM) else 1
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        is_wide = self._columns == 2
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._outer.setDirection(way)
        self._name.setMinimumWidth(tokens.px(_NAME) if is_wide else 0)
        self._name.setMaximumWidth(tokens.px(_NAME) if is_wide else _ANY)
        for at, part in enumerate(self._parts):
            part.setMaximumWidth(tokens.px(_FIELD) if is_wide else _ANY)
            self._grid.addWidget(part, at // self._columns, at % self._columns, Qt.AlignmentFlag.AlignTop)
        for at in range(2):
            self._grid.setColumnStretch(at, int(at < self._columns))
