"""The inspector: blocks beside the screen about one thing; Esc closes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget

from ui.locale import _
from ui.parts.boxes import column, hairline, holding, inset, row, scrolled
from ui.parts.buttons import icon_button
from ui.parts.texts import label
from ui.style import tokens


class Inspector(QWidget):
    """Blocks parted by hairlines. on_close: called by the cross and by Esc."""

    def __init__(self, name: str, on_close: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._on_close = on_close
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(0)
        self._blocks.addStretch()
        column(scrolled(holding(self._blocks)), gap=0, parent=self)
        self.close_button = icon_button("x", _("Close"), on_close, grade="small")

    def title(self, words: str, sub: str = "", picture: QLabel | None = None) -> None:
        """The first block: what it is about, with its monogram, and the cross."""
        line = row(gap=3)
        if picture is not None:
            line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        lines = column(label(words, "title"), gap=0)
        if sub:
            lines.addWidget(label(sub, "small", "text-3"))
        line.addLayout(lines, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.block(line)

    def block(self, *parts: QWidget | QLayout) -> None:
        """Add a block below the others."""
        inner = column(*parts, gap=3)
        inset(inner, 5)
        at = self._blocks.count() - 1
        if at:
            self._blocks.insertWidget(at, hairline())
            at += 1
        self._blocks.insertWidget(at, holding(inner))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)


class InspectorPane(QFrame):
    """The place of the inspector inside the sheet: raised, one line at its leading edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inspector")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setProperty("side", "left" if mirrored else "right")
        line = QFrame()
        line.setProperty("role", "hairline-down")
        line.setFixedWidth(1)
        self._layout = row(line, gap=0, parent=self)
        self._content: QWidget | None = None
        self.hide()

    @property
    def content(self) -> QWidget | None:
        """What is shown now."""
        return self._content

    def show_widget(self, widget: QWidget | None, width: int = 0) -> None:
        """Show a widget, or close. width: pixels at 100 %; 0 = the usual 320."""
        if self._content is not None:
            self._layout.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = widget
        if widget is not None:
            self._layout.addWidget(widget, 1)
            widget.show()
            self.setFixedWidth(tokens.px(width) if width else tokens.frame("inspector"))
        self.setVisible(widget is not None)
