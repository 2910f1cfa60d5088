"""An empty place says what will be here and how to fill it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.parts.boxes import column, inset, row
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.style import tokens


class Empty(QFrame):
    """A dashed frame with an icon, a headline, why it is empty, one primary and at most one other button."""

    def __init__(
        self, icon: str, headline: str, why: str, *actions: QPushButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "empty")
        self.setAccessibleName(headline)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = column(gap=2, parent=self)
        inset(layout, 7)
        layout.addStretch()
        layout.addWidget(Picture(icon, "text-3", "hero"), 0, centre)
        layout.addSpacing(tokens.space(2))
        layout.addWidget(label(headline, "section"), 0, centre)
        words = Paragraph(why)
        words.setAlignment(centre)
        words.setFixedWidth(tokens.px(280))
        words.setMinimumHeight(words.heightForWidth(tokens.px(280)))  # an aligned item is not asked for its height
        layout.addWidget(words, 0, centre)
        layout.addSpacing(tokens.space(3))
        if actions:
            layout.addLayout(row(1, *actions, 1))
        layout.addStretch()
