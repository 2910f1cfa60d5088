"""A block of a page: its name at the leading side, what belongs to it beside; below each other where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from ui.parts.boxes import column, hairline, holding, row
from ui.parts.texts import Paragraph
from ui.style import tokens

_NAME, _TEXT = 200, 720
_BESIDE_FROM = 760


class Block(QWidget):
    """parts: widgets and layouts below each other."""

    def __init__(self, name: str, *parts: QWidget | QLayout, has_line: bool = True) -> None:
        super().__init__()
        self.name = Paragraph(name, "section", "text")
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        content = holding(column(*parts, gap=4))
        content.setMaximumWidth(tokens.px(_TEXT))
        self._row = row(self.name, content, 1, gap=5)
        self._row.setAlignment(self.name, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._row.setStretch(1, 1000)
        outer = column(gap=5, parent=self)
        if has_line:
            outer.addWidget(hairline())
        outer.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give way where it is narrow."""
        super().resizeEvent(event)
        is_wide = self.width() >= tokens.px(_BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self.name.setFixedWidth(tokens.px(_NAME) if is_wide else self.width())
