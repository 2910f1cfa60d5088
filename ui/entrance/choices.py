"""A big button with an icon, a name, one line of what it means, and an arrow."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import icons
from ui.parts.texts import is_mirrored
from ui.style import tokens
from ui.table.slots import Slots, draw_text


class BigChoice(QAbstractButton):
    """One way to begin; is_primary: the one in ink."""

    def __init__(
        self, icon: str, name: str, sub: str, on_click: Callable[[], object], *, is_primary: bool = False
    ) -> None:
        super().__init__()
        self._icon, self._name, self._sub, self._is_primary = icon, name, sub, is_primary
        self.setAccessibleName(name)
        self.setAccessibleDescription(sub)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", tokens.radius("card") + 2)
        self.clicked.connect(lambda _checked: on_click())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lines and room around them."""
        return QSize(tokens.px(320), tokens.px(68))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, icon, two lines, arrow."""
        px = tokens.px
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            slots = Slots(QRectF(self.rect()), is_mirrored())
            icon_tone, tone, sub_tone = ("on-accent",) * 3 if self._is_primary else ("accent", "text", "text-2")
            icons.paint(painter, _square(slots.at(px(17), px(20)), px(20)), self._icon, icon_tone)
            icons.paint(painter, _square(slots.at(slots.width - px(36), px(18)), px(18)), "arrow-right", sub_tone)
            room = slots.at(px(51), slots.width - px(51 + 48))
            upper, lower = tokens.line("strong") + px(2), tokens.line("small")
            top = round(room.center().y() - (upper + lower) / 2)
            first = QRectF(room.left(), top, room.width(), upper)
            draw_text(painter, first, self._name, "strong", tone, weight=600, size=15)
            draw_text(painter, QRectF(room.left(), top + upper, room.width(), lower), self._sub, "small", sub_tone)

    def _paint_ground(self, painter: QPainter) -> None:
        is_hot = self.underMouse() or self.isDown()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._is_primary:
            ground = edge = "accent-press" if self.isDown() else "accent-hover" if is_hot else "accent"
        else:
            ground, edge = "row-hover" if is_hot else "sheet", "border-control"
        painter.setPen(QPen(tokens.color(edge), 1))
        painter.setBrush(tokens.color(ground))
        painter.drawRoundedRect(box, tokens.radius("card"), tokens.radius("card"))


def _square(slot: QRectF, side: float) -> QRectF:
    return QRectF(slot.left(), round(slot.center().y() - side / 2), side, side)
