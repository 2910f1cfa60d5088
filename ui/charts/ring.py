"""The level ring: five arcs, those done in ink, the current one partly."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPen

from ui.charts.canvas import MIDDLE, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens

_GAP = 10
"""Degrees between two arcs."""


@dataclass(frozen=True)
class LevelRing(Plot):
    """Where someone stands. names: of all levels, lowest first; level: the current one, from 1; percent: done of it."""

    title: str
    names: tuple[str, ...]
    level: int
    percent: int

    def paint(self, canvas: Canvas) -> None:
        """Arcs from twelve o'clock, clockwise in every language, and the number in the middle."""
        ring = self._ring(canvas)
        sweep = 360 / len(self.names) - _GAP
        for index in range(len(self.names)):
            start = 90 - _GAP / 2 - index * (sweep + _GAP)
            self._arc(canvas, ring, start, sweep, tokens.color("border"))
            done = 100 if index + 1 < self.level else self.percent if index + 1 == self.level else 0
            if done:
                self._arc(canvas, ring, start, sweep * done / 100, tokens.color("accent"))
        middle = ring.center()
        y = middle.y() + canvas.ascent_of("title") / 2
        canvas.text(canvas.x(middle.x()), y, text.count(self.level), "title", "text", align=MIDDLE)

    def parts(self, canvas: Canvas) -> list[Part]:
        """The ring as a whole: it says one thing."""
        name = self.names[min(self.level, len(self.names)) - 1]
        value = _("level {level} of {all}, {name}").format(level=self.level, all=len(self.names), name=name)
        return [Part(self.title, value, self._ring(canvas))]

    def table(self) -> Table:
        """The levels and which are met."""
        states = [_("met"), _("current"), _("not yet")]
        rows = [
            (name, states[0 if index + 1 < self.level else 1 if index + 1 == self.level else 2])
            for index, name in enumerate(self.names)
        ]
        return Table((_("Level"), _("State")), tuple(rows))

    def size_hint(self) -> QSize:
        """72 × 72."""
        return QSize(tokens.px(72), tokens.px(72))

    def _ring(self, canvas: Canvas) -> QRectF:
        side = min(canvas.area.width(), canvas.area.height()) - tokens.px(6)
        left = canvas.area.left() + tokens.px(3)
        return canvas.box(left, canvas.area.center().y() - side / 2, side, side)

    @staticmethod
    def _arc(canvas: Canvas, ring: QRectF, start: float, sweep: float, color: QColor) -> None:
        if canvas.painter is not None:
            pen = QPen(color, tokens.px(6))
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            canvas.painter.setPen(pen)
            canvas.painter.drawArc(ring, round(start * 16), round(-sweep * 16))
