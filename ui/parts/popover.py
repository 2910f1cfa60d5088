"""A popover: a small card beside what it explains. Esc or a click elsewhere closes it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.parts.boxes import column, inset
from ui.style import tokens

_GAP = 6


class Popover(QFrame):
    """Shows a widget below a rectangle, or above it where there is no room; deletes itself when it closes."""

    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.content = content
        self.setAccessibleName(content.accessibleName())
        inset(column(content, parent=self), 5)
        self.setMaximumWidth(tokens.px(420))

    def show_at(self, beside: QRect, *, is_trailing: bool = False) -> None:
        """Open beside a rectangle in global coordinates, inside its screen, with the focus inside.

        is_trailing: they end together, for what stands at the end of the window.
        """
        size = self.sizeHint().boundedTo(self.maximumSize())
        if self.hasHeightForWidth():  # lines that wrap at this width
            size.setHeight(max(size.height(), self.heightForWidth(size.width())))
        self.resize(size)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = beside.right() - size.width() if is_mirrored != is_trailing else beside.left()
        y = beside.bottom() + _GAP
        room = self.screen().availableGeometry()
        if y + size.height() > room.bottom():
            y = beside.top() - _GAP - size.height()
        x = max(room.left(), min(x, room.right() - size.width()))
        self.move(QPoint(x, max(room.top(), y)))
        self.show()
        self.focusNextChild()
