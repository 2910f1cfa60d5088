"""The sheet: the one white page on the desk, with the current screen, the inspector beside it, and the toast."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from ui.parts.inspector import InspectorPane
from ui.parts.texts import is_mirrored
from ui.parts.toast import Toast
from ui.style import tokens

_PAGE_FROM = 1.5
"""From this font scale on the inspector is a page of its own."""


class Sheet(QFrame):
    """Rounded, with a border of one pixel. The inspector stands beside the screen, overlays it in a window below
    1100 px, and takes the whole sheet from 150 % font size on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.stack = QStackedWidget()
        self.pane = InspectorPane(self)
        self.toast = Toast(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.stack, 1)

    def show_screen(self, view: QWidget) -> None:
        """Make a screen the current one; the inspector of the last one closes."""
        self.inspect(None)
        if self.stack.indexOf(view) < 0:
            self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)

    def prepare(self, view: QWidget) -> None:
        """Dress a screen that will be shown soon."""
        if self.stack.indexOf(view) < 0:
            self.stack.addWidget(view)
        for one in view.findChildren(QWidget):
            one.ensurePolished()

    def inspect(self, widget: QWidget | None, width: int = 0) -> None:
        """Show a widget in the inspector, or close it."""
        self.pane.show_widget(widget, width)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Round the corners of what lies inside, and put the inspector in its place."""
        super().resizeEvent(event)
        self._place()
        shape = QPainterPath()
        inside = tokens.radius("sheet") - 1
        shape.addRoundedRect(QRectF(self.stack.rect()), inside, inside)
        is_beside = self.pane.isVisible() and self._layout.indexOf(self.pane) >= 0
        self.stack.setMask(QRegion() if is_beside else QRegion(shape.toFillPolygon().toPolygon()))

    def _place(self) -> None:
        is_open = self.pane.content is not None
        is_page = is_open and tokens.look().scale >= _PAGE_FROM
        has_room = self.window().width() >= tokens.frame_unscaled("inspector-overlays-below")
        is_beside = is_open and not is_page and has_room
        self.stack.setVisible(not is_page)
        if is_page:
            self.pane.setFixedWidth(max(self.width() - 2, 1))
        if is_beside or is_page:
            self._layout.addWidget(self.pane)
        else:
            self._layout.removeWidget(self.pane)
            x = 1 if is_mirrored() else self.width() - 1 - self.pane.width()
            self.pane.setGeometry(x, 1, self.pane.width(), self.height() - 2)
            self.pane.raise_()
        self.pane.setVisible(is_open)
