"""A chart on the screen: Tab goes to it, arrows between its parts, Enter opens one; its parts reach a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.charts import accessible
from ui.charts.canvas import Canvas
from ui.charts.plot import Part, Plot, Table
from ui.style import tokens


class ChartView(QWidget):
    """Shows a `Plot`. part_chosen: Enter or a click on a part; part_focused: the arrow keys came to it."""

    part_chosen = Signal(object)
    part_focused = Signal(object)

    def __init__(self, plot: Plot | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install(ChartView)
        self._plot: Plot | None = None
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if plot is not None:
            self.set_plot(plot)

    def set_plot(self, plot: Plot) -> None:
        """Show another chart; the current part stays where it is if there are as many."""
        self._plot = plot
        self._current = min(self._current, max(0, len(self.parts()) - 1))
        self.setAccessibleName(plot.title)
        self._take_height()
        self.updateGeometry()
        self.update()

    @property
    def plot(self) -> Plot | None:
        """The chart that is shown."""
        return self._plot

    def table(self) -> Table:
        """The chart's numbers, for "show as table"."""
        return self._plot.table() if self._plot else Table((), ())

    def parts(self) -> list[Part]:
        """The parts with their places in the widget."""
        return self._plot.parts(Canvas(None, self._area())) if self._plot else []

    def current(self) -> Part | None:
        """The part the arrow keys are on."""
        parts = self.parts()
        return parts[self._current] if self._current < len(parts) else None

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the design gives the chart, and the room of the ring around a part."""
        hint = self._plot.size_hint() if self._plot else QSize(0, 0)
        return hint + QSize(2 * _INSET, 2 * _INSET)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Half the width still reads."""
        return QSize(self.sizeHint().width() // 2, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Some charts change their layout, and so their height, where it is narrow."""
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        # a height for a width would be capped at the size hint's height by every box layout
        if self._plot is not None and self.width() > 2 * _INSET:
            self.setFixedHeight(self._plot.height_for(self.width() - 2 * _INSET) + 2 * _INSET)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The chart, and a ring round the current part while the chart has the focus."""
        del event
        if self._plot is None:
            return
        with QPainter(self) as painter:
            canvas = Canvas(painter, self._area())
            self._plot.paint(canvas)
            part = self.current()
            if part and self.hasFocus() and self.property("keyboard"):
                grown = part.rect.adjusted(-3, -3, 3, 3)
                canvas.outline(grown, tokens.color("focus"), width=tokens.focus_width(), radius=4)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, Home and End move; Enter chooses."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.current():
            self.part_chosen.emit(self.current())
        elif not self._move(key):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring shows after a key, not after a click."""
        self.setProperty("keyboard", event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        self.update()
        if self.property("keyboard"):
            self._announce()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses the part under the pointer."""
        index = self._at(event.position())
        if index >= 0:
            self._current = index
            self.part_chosen.emit(self.parts()[index])

    def event(self, event: QEvent) -> bool:
        """The tool tip is the part's name and value."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._at(QPointF(event.pos()))
            if index >= 0:
                QToolTip.showText(event.globalPos(), self.parts()[index].spoken, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)

    def _at(self, place: QPointF) -> int:
        """The smallest part under a place: a piece before the bar it belongs to."""
        hits = [
            (part.rect.width() * part.rect.height(), index)
            for index, part in enumerate(self.parts())
            if part.rect.contains(place)
        ]
        return min(hits)[1] if hits else -1

    def _move(self, key: Qt.Key) -> bool:
        parts = self.parts()
        if not parts:
            return False
        here = parts[self._current]
        ahead = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0)
        if Canvas(None, self._area()).is_mirrored:
            ahead = -ahead
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            target = 0 if key == Qt.Key.Key_Home else len(parts) - 1
        elif ahead:
            target = _nearest(parts, here.column + ahead, here.row)
        elif down and any(part.row for part in parts):
            target = _nearest(parts, here.column, here.row + down)
        else:
            return False
        if target >= 0:
            self._current = target
            self.setProperty("keyboard", True)
            self.update()
            self._announce()
            self.part_focused.emit(parts[target])
        return True

    def _announce(self) -> None:
        part = self.current()
        if part:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, part.spoken))


_INSET = 4


def _nearest(parts: list[Part], column: int, row: int) -> int:
    """The part of this column in this row or in the nearest one above it; -1 when there is no such column or row."""
    rows = [(part.row, index) for index, part in enumerate(parts) if part.column == column]
    if not rows or row < 0:
        return -1
    return max((known, index) for known, index in rows if known <= row)[1]
