"""The surface charts draw on: colours and fonts by token, x mirrored in right-to-left languages, whole pixels.

Places are given as if the chart ran from left to right; `Canvas` mirrors them with one transform of x
(never by scaling the painter, which would mirror the text).
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ui import icons
from ui.charts import hatching
from ui.locale import is_right_to_left
from ui.style import tokens

START, MIDDLE, END = "start", "middle", "end"
_HALO = 5
_PATTERN_GROUND = 0.27


class Canvas:
    """A painter with an area. painter None: only places and text widths are asked for, nothing is drawn."""

    def __init__(self, painter: QPainter | None, area: QRectF, *, mirrored: bool | None = None) -> None:
        self.painter = painter
        self.area = area
        self.is_mirrored = is_right_to_left() if mirrored is None else mirrored
        if painter is not None:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            # absolute sides below; a right-to-left painter would swap them once more
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def x(self, x: float) -> float:
        """The mirrored x, in a right-to-left language."""
        return self.area.left() + self.area.right() - x if self.is_mirrored else x

    def box(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle, mirrored, on whole pixels."""
        left, top = round(x), round(y)
        right, bottom = round(x + width), round(y + height)
        if self.is_mirrored:
            left, right = round(self.x(right)), round(self.x(left))
        return QRectF(left, top, right - left, bottom - top)

    def fill(self, box: QRectF, color: QColor, pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern) -> None:
        """Fill a box (already mirrored) with a colour; a pattern lies on a light ground of the same colour."""
        if self.painter is None:
            return
        if pattern == Qt.BrushStyle.SolidPattern:
            self.painter.fillRect(box, color)
            return
        self.fill_faintly(box, color, _PATTERN_GROUND)
        self._draw_pattern(box, color, pattern)

    def fill_faintly(self, box: QRectF, color: QColor, opacity: float) -> None:
        """Fill a box (already mirrored) with part of a colour's strength."""
        if self.painter is not None:
            self.painter.setOpacity(opacity)
            self.painter.fillRect(box, color)
            self.painter.setOpacity(1)

    def rounded(self, box: QRectF, color: QColor, radius: float = 2) -> None:
        """Fill a box (already mirrored) with small round corners."""
        if self.painter is not None:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(color)
            self.painter.drawRoundedRect(box, radius, radius)

    def hatch(self, box: QRectF, color: QColor) -> None:
        """Hatch a box (already mirrored): reserved or not yet known."""
        self._draw_pattern(box, color, Qt.BrushStyle.BDiagPattern)

    def _draw_pattern(self, box: QRectF, color: QColor, pattern: Qt.BrushStyle) -> None:
        if self.painter is not None:
            self.painter.setPen(QPen(color, 1))
            self.painter.drawLines(hatching.lines(box, pattern))
            self.painter.setPen(QPen(color, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            self.painter.drawPoints(hatching.dots(box, pattern))

    def outline(self, box: QRectF, color: QColor, *, dashed: bool = False, width: float = 1, radius: float = 0) -> None:
        """A line round a box (already mirrored), inside its edge."""
        if self.painter is None:
            return
        pen = QPen(color, width)
        if dashed:
            pen.setDashPattern([3, 2])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        inside = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        self.painter.drawRoundedRect(inside, radius, radius)

    def across(
        self, y: float, x1: float, x2: float, color: QColor, *, width: float = 1, dashes: Sequence[float] = ()
    ) -> None:
        """A horizontal line on whole pixels."""
        self.path([QPointF(x1, round(y) + 0.5), QPointF(x2, round(y) + 0.5)], color, width=width, dashes=dashes)

    def upright(self, x: float, y1: float, y2: float, color: QColor, *, dashes: Sequence[float] = ()) -> None:
        """A vertical line of 1 px on whole pixels."""
        at = round(self.x(x)) + 0.5
        if self.painter is not None:
            self.painter.setPen(_pen(color, 1, dashes))
            self.painter.drawLine(QPointF(at, y1), QPointF(at, y2))

    def path(self, points: Sequence[QPointF], color: QColor, *, width: float = 1, dashes: Sequence[float] = ()) -> None:
        """A line through points, mirrored here."""
        if self.painter is not None and len(points) > 1:
            self.painter.setPen(_pen(color, width, dashes))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawPolyline(QPolygonF([QPointF(self.x(point.x()), point.y()) for point in points]))

    def area_of(self, points: Sequence[QPointF], color: QColor, opacity: float = 1) -> None:
        """A filled area with these corners, mirrored here."""
        if self.painter is not None and len(points) > 2:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(color)
            self.painter.setOpacity(opacity)
            self.painter.drawPolygon(QPolygonF([QPointF(self.x(point.x()), point.y()) for point in points]))
            self.painter.setOpacity(1)

    def ring(self, x: float, y: float, color: QColor, radius: float = 3.5) -> None:
        """A ring marker with the sheet's colour inside."""
        if self.painter is not None:
            self.painter.setPen(QPen(color, 2))
            self.painter.setBrush(tokens.color("sheet"))
            self.painter.drawEllipse(QPointF(self.x(x), y), radius, radius)

    def dot(self, x: float, y: float, color: QColor, radius: float = 2.75) -> None:
        """A full marker."""
        if self.painter is not None:
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(color)
            self.painter.drawEllipse(QPointF(self.x(x), y), radius, radius)

    def icon(self, name: str, x: float, y: float, tone: str = "text-2", size: int = 0) -> None:
        """An icon with its leading top corner here."""
        if self.painter is not None:
            side = size or tokens.icon_size()
            icons.paint(self.painter, self.box(x, y, side, side), name, tone)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        role: str = "micro",
        tone: str = "text-3",
        *,
        align: str = START,
        weight: int = 0,
        halo: bool = False,
    ) -> None:
        """A text with its baseline at y; align says which end of it is at x (start = leading)."""
        if self.painter is None or not words:
            return
        font = _font(role, weight)
        width = QFontMetricsF(font).horizontalAdvance(words)
        at = self.x(x)
        shift = {START: 0.0, MIDDLE: 0.5, END: 1.0}[align]
        left = at - width * (1 - shift if self.is_mirrored else shift)
        if halo:
            outline = QPainterPath()
            outline.addText(QPointF(left, y), font, words)
            self.painter.strokePath(outline, QPen(tokens.color("sheet"), _HALO))
        self.painter.setFont(font)
        self.painter.setPen(tokens.color(tone))
        self.painter.drawText(QPointF(left, y), words)

    @staticmethod
    def width_of(words: str, role: str = "micro", weight: int = 0) -> float:
        """The width of a text in pixels."""
        return QFontMetricsF(_font(role, weight)).horizontalAdvance(words)

    @staticmethod
    def fitted(words: str, room: float, role: str = "micro", weight: int = 0) -> str:
        """The text, cut at its end with "…" when it is wider than the room."""
        figures = QFontMetricsF(_font(role, weight))
        return figures.elidedText(words, Qt.TextElideMode.ElideRight, room)

    @staticmethod
    def wrapped(words: str, room: float, role: str = "micro", weight: int = 0, most: int = 2) -> list[str]:
        """The text in lines of at most this width, broken between words; what is too long for `most` is cut."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and (Canvas.width_of(longer, role, weight) <= room or len(lines) == most):
                lines[-1] = longer
            else:
                lines.append(word)
        return [Canvas.fitted(line, room, role, weight) for line in lines] or [""]

    @staticmethod
    def height_of(role: str = "micro") -> float:
        """The height of a line of text in pixels."""
        return QFontMetricsF(tokens.font(role)).height()

    @staticmethod
    def ascent_of(role: str = "micro") -> float:
        """How far capitals reach above the baseline."""
        return QFontMetricsF(tokens.font(role)).capHeight()


def _font(role: str, weight: int) -> QFont:
    """Tabular, and laid out without rounding to pixels, so that a PDF has the widths of the screen."""
    font = QFont(tokens.font(role, tabular=True, weight=weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
    return font


def _pen(color: QColor, width: float, dashes: Sequence[float]) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen
