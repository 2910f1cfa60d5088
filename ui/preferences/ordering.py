"""A short table whose rows are dragged into another order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from ui.payment.short import ShortTable
from ui.style import tokens


class OrderTable(ShortTable):
    """moved(from, to): the row at the one place was dropped at the other."""

    moved = Signal(int, int)
    _pressed: tuple[int, QPointF] | None = None
    _target = -1

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember what is taken hold of."""
        row = self.rowAt(int(event.position().y()))
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (row, event.position()) if is_left and row >= 0 else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the row would come to lie."""
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            way = event.position().y() - self._pressed[1].y()
            if self._target >= 0 or abs(way) >= QApplication.startDragDistance():
                self._target = self._place(event.position().y())
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.viewport().update()
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let it go there."""
        held, target = self._pressed, self._target
        self._forget()
        super().mouseReleaseEvent(event)
        if held is not None and target >= 0 and target != held[0]:
            self.moved.emit(held[0], target)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Outside nothing is moved."""
        self._forget()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows, and a line where the held one would lie."""
        super().paintEvent(event)
        if self._target >= 0 and self._pressed is not None:
            at = self._target + (self._target > self._pressed[0])
            y = self.rowViewportPosition(at) if at < self.model().rowCount() else self.viewport().height() - 2
            with QPainter(self.viewport()) as painter:
                painter.fillRect(QRectF(0, y - 1, self.viewport().width(), 2), tokens.color("accent"))

    def _place(self, y: float) -> int:
        row = self.rowAt(int(y))
        return row if row >= 0 else 0 if y < 0 else self.model().rowCount() - 1

    def _forget(self) -> None:
        self._pressed, self._target = None, -1
        self.unsetCursor()
        self.viewport().update()
