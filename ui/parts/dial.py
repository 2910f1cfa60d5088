"""The dial of a safe, the mark of what the person controls: how much to reveal, and where files are dropped.

It stays clockwise in every language (DESIGN section 7).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDial, QWidget

from ui.locale import _
from ui.style import focus, tokens

_FROM, _SWEEP, _TICKS = -120, 240, 48
_RIM, _MAJOR, _MINOR, _KNOB, _INNER, _NAMES = 74, 62, 68, 52, 45, 84


class RevealDial(QDial):
    """A dial with named places. Arrow keys, Home, End, the wheel, and a click on a name turn it.

    places: from least to most revealed; `valueChanged` tells the new place.
    """

    def __init__(self, places: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places = tuple(places)
        self.setRange(0, len(self.places) - 1)
        self.setPageStep(1)
        self.setWrapping(False)
        self.setAccessibleName(_("How much to reveal"))
        self.setFixedSize(self.sizeHint())
        self.setProperty("ring", 0)
        self.valueChanged.connect(self._describe)
        self._describe(self.value())

    @property
    def place(self) -> str:
        """The name of the current place."""
        return self.places[self.value()]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size of the design, wider where the names are longer."""
        names = max(self._name_box(at).width() for at in range(len(self.places)))
        return QSize(max(tokens.px(272), round(2 * (names + tokens.px(_RIM + 2)))), tokens.px(196))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a name turns the dial there."""
        named = next((at for at in range(len(self.places)) if self._name_box(at).contains(event.position())), None)
        if named is None:
            super().mousePressEvent(event)
        else:
            self.setValue(named)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ticks, knob, pointer, and the names around."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ticks(painter)
            self._paint_knob(painter)
            for at, name in enumerate(self.places):
                is_here = at == self.value()
                painter.setFont(tokens.font("strong" if is_here else "small"))
                painter.setPen(tokens.color("accent" if is_here else "text-2"))
                painter.drawText(self._name_box(at), Qt.AlignmentFlag.AlignCenter, name)

    def _paint_ticks(self, painter: QPainter) -> None:
        steps = max(len(self.places) - 1, 1)
        reached = _TICKS * self.value() / steps
        for tick in range(_TICKS + 1):
            is_major = tick * steps % _TICKS == 0
            color = tokens.color("accent" if tick <= reached else "border-control")
            painter.setPen(QPen(color, 2.5 if is_major else 1.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            angle = _FROM + _SWEEP * tick / _TICKS
            painter.drawLine(self._at(angle, _RIM), self._at(angle, _MAJOR if is_major else _MINOR))

    def _paint_knob(self, painter: QPainter) -> None:
        unit, centre = tokens.look().scale, self._at(0, 0)
        for radius, edge, ground in ((_KNOB, "border-control", "sheet"), (_INNER, "border", "raised")):
            painter.setPen(QPen(tokens.color(edge), 1))
            painter.setBrush(tokens.color(ground))
            painter.drawEllipse(centre, radius * unit, radius * unit)
        angle = self._angle(self.value())
        pen = QPen(tokens.color("accent"), 4 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(self._at(angle, 24), self._at(angle, 43))
        painter.setFont(tokens.font("section"))
        painter.setPen(tokens.color("text"))
        box = QRectF(centre.x() - 45 * unit, centre.y() - 11 * unit, 90 * unit, 22 * unit)
        words = _("{step} of {count}").format(step=self.value(), count=len(self.places) - 1)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"\u2066{words}\u2069")
        if self.hasFocus() and focus.is_by_key():
            painter.setPen(QPen(tokens.color("focus"), tokens.focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, (_KNOB + 4) * unit, (_KNOB + 4) * unit)

    def _name_box(self, at: int) -> QRectF:
        angle, unit = self._angle(at), tokens.look().scale
        spot = self._at(angle, _NAMES)
        width = QFontMetricsF(tokens.font("strong")).horizontalAdvance(self.places[at]) + 2
        height = tokens.line("small") + 2.0
        way = math.sin(math.radians(angle))
        left = spot.x() - width / 2 if abs(way) < 0.1 else spot.x() if way > 0 else spot.x() - width
        top = spot.y() - (14 * unit if abs(way) < 0.1 else height / 2)
        return QRectF(left, top, width, height)

    def _angle(self, place: int) -> float:
        return _FROM + _SWEEP * place / max(len(self.places) - 1, 1)

    def _at(self, angle: float, radius: float) -> QPointF:
        unit, turn = tokens.look().scale, math.radians(angle - 90)
        middle = QPointF(self.width() / 2, 110 * unit)
        return middle + QPointF(math.cos(turn), math.sin(turn)) * radius * unit

    def _describe(self, _value: int) -> None:
        self.setAccessibleDescription(self.place)
        self.update()


class DropDial(QWidget):
    """The big dial of the first start: its ring is the target for files, its middle holds a widget."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.is_hot = False
        content.setParent(self)
        self.setMinimumSize(tokens.px(300), tokens.px(300))

    def set_hot(self, *, is_hot: bool) -> None:
        """Show that files are held over it."""
        self.is_hot = is_hot
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size of the design."""
        return QSize(tokens.px(494), tokens.px(494))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ring, ticks and figures from 0 to 90, and the dashed middle."""
        side = min(self.width(), self.height())
        radius, centre = side / 2 - 1, QPointF(self.width() / 2, self.height() / 2)
        inner = radius * 0.7
        box = self.content.sizeHint().boundedTo(QSize(round(inner * 1.6), round(inner * 1.6)))
        self.content.setGeometry(
            round(centre.x() - box.width() / 2), round(centre.y() - box.height() / 2), box.width(), box.height()
        )
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.color("border"), 1))
            painter.drawEllipse(centre, radius, radius)
            for tick in range(100):
                self._paint_tick(painter, centre, radius, tick)
            pen = QPen(tokens.color("accent" if self.is_hot else "border-control"), 1.5, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(tokens.color("accent-tint" if self.is_hot else "raised"))
            painter.drawEllipse(centre, inner, inner)
            self._paint_pointer(painter, centre, inner)

    def _paint_tick(self, painter: QPainter, centre: QPointF, radius: float, tick: int) -> None:
        is_ten, is_five = tick % 10 == 0, tick % 5 == 0
        turn = math.tau * tick / 100 - math.pi / 2
        way = QPointF(math.cos(turn), math.sin(turn))
        length = 0.09 if is_ten else 0.06 if is_five else 0.04
        color = tokens.color("accent" if is_ten else "border-control")
        painter.setPen(QPen(color, 2.5 if is_ten else 1.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(centre + way * radius * 0.96, centre + way * radius * (0.96 - length))
        if is_ten:
            spot = centre + way * radius * 0.8
            painter.setFont(tokens.font("body", tabular=True))
            painter.setPen(tokens.color("text-2"))
            painter.drawText(QRectF(spot.x() - 20, spot.y() - 10, 40, 20), Qt.AlignmentFlag.AlignCenter, str(tick))

    def _paint_pointer(self, painter: QPainter, centre: QPointF, inner: float) -> None:
        top, unit = centre.y() - inner + 6, tokens.look().scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accent"))
        left, right = QPointF(centre.x() - 8 * unit, top + 15 * unit), QPointF(centre.x() + 8 * unit, top + 15 * unit)
        painter.drawPolygon([QPointF(centre.x(), top), left, right])
