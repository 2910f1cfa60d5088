"""Icons by name, in the colours of the look: Lucide's line drawings, rendered at device pixels.

An icon is asked for by its meaning's name and a colour token, never by a file or a colour. It follows a change of
theme by itself. One icon means one thing everywhere; arrows, chevrons, lists and messages turn round in
right-to-left languages, clocks and the dial never do (DESIGN section 7).
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.style import tokens

_FLIPPED = frozenset(
    "arrow-right arrow-left chevron-right chevron-left send log-out arrow-down-left arrow-up-right undo-2 redo-2 list"
    " message-square banknote-arrow-down panel-right".split()
)
_LOGO_TICKS = 12


def icon(name: str, tone: str = "text-2", *, hot: str = "") -> QIcon:
    """An icon in a colour token; hot: the colour while checked or under the pointer, when it is another one."""
    return _icon(name, tone, hot or tone)


def pixmap(name: str, tone: str = "text-2", size: int = 0, ratio: float = 1.0) -> QPixmap:
    """The picture of an icon, for painters. size: pixels before the device ratio, by default the normal icon."""
    flip = name in _FLIPPED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _drawn(name, tokens.color(tone).name(), size or tokens.icon_size(), ratio, flip)


def paint(painter: QPainter, rect: QRectF, name: str, tone: str = "text-2") -> None:
    """Draw an icon centred in a square that fits the rectangle."""
    side = round(min(rect.width(), rect.height()))
    corner = QPointF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2))
    painter.drawPixmap(corner, pixmap(name, tone, side, painter.device().devicePixelRatioF()))


def names() -> frozenset[str]:
    """All icons there are."""
    folder = resources.files("ui.style").joinpath("icons")
    return frozenset(entry.name.removesuffix(".svg") for entry in folder.iterdir() if entry.name.endswith(".svg"))


def paint_logo(painter: QPainter, rect: QRectF, tone: str = "accent", ground: str = "desk") -> None:
    """Draw the mark, the dial of a safe: ring, ticks, pointer. Never mirrored."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 24, rect.height() / 24)
    centre = QPointF(12, 12)
    ink, round_cap = tokens.color(tone), Qt.PenCapStyle.RoundCap
    painter.setPen(QPen(ink, 1.3))
    painter.drawEllipse(centre, 11.2, 11.2)
    painter.setPen(QPen(ink, 1.1, Qt.PenStyle.SolidLine, round_cap))
    for tick in range(_LOGO_TICKS):
        turn = math.tau * tick / _LOGO_TICKS
        way = QPointF(math.cos(turn), math.sin(turn))
        painter.drawLine(centre + way * 10.2, centre + way * 8.4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(centre, 5.2, 5.2)
    way = QPointF(math.cos(math.radians(-48)), math.sin(math.radians(-48)))
    painter.setPen(QPen(tokens.color(ground), 1.6, Qt.PenStyle.SolidLine, round_cap))
    painter.drawLine(centre + way * 1.2, centre + way * 4.6)
    painter.restore()


def logo(size: int, ratio: float = 1.0, ground: str = "sheet") -> QPixmap:
    """The mark as a picture, for the window's icon and for labels."""
    made = _empty(size, ratio)
    with QPainter(made) as painter:
        paint_logo(painter, QRectF(0, 0, size, size), ground=ground)
    return made


class _Engine(QIconEngine):
    """Draws an icon at the size and ratio that are asked for, in the colour the token has at that moment."""

    def __init__(self, name: str, tone: str, hot: str) -> None:
        super().__init__()
        self._name, self._tone, self._hot = name, tone, hot

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, QRectF(rect), self._name, self._tone_in(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802 - Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        side = min(size.width(), size.height())
        return pixmap(self._name, self._tone_in(mode, state), max(1, round(side / scale)), scale)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone, self._hot)

    def _tone_in(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text-disabled"
        is_hot = state == QIcon.State.On or mode in {QIcon.Mode.Active, QIcon.Mode.Selected}
        return self._hot if is_hot else self._tone


@cache
def _icon(name: str, tone: str, hot: str) -> QIcon:
    # kept for the life of the program: an engine that Python still knows and Qt has deleted would crash
    _source(name)
    return QIcon(_Engine(name, tone, hot))


@cache
def _source(name: str) -> str:
    text = resources.files("ui.style").joinpath("icons", f"{name}.svg").read_text("utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{tokens.icon_stroke()}"')


@cache
def _drawn(name: str, colour: str, size: int, ratio: float, flip: bool) -> QPixmap:
    made = _empty(size, ratio)
    svg = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    with QPainter(made) as painter:
        if flip:
            painter.translate(size, 0)
            painter.scale(-1, 1)
        svg.render(painter, QRectF(0, 0, size, size))
    return made


def _empty(size: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(math.ceil(size * ratio), math.ceil(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made
