"""The desk without a vault: welcome and unlock have the whole sheet, the menus stay, one line says the network."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.frame.statusline import StatusLine
from ui.parts.boxes import column, row
from ui.style import tokens


class Alone(QWidget):
    """A sheet with one widget, and the status line."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.content = content
        self.status = StatusLine()
        sheet = QFrame()
        sheet.setObjectName("sheet")
        column(content, gap=0, parent=sheet).setContentsMargins(1, 1, 1, 1)
        margin = tokens.frame_unscaled("sheet-margin")
        around = row(sheet, gap=0)
        around.setContentsMargins(margin, tokens.px(4), margin, 0)
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        outer.addLayout(around, 1)
        outer.addWidget(self.status)
