"""The dial of a safe that takes bank files: drop them inside, or choose them. Never mirrored."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.locale import _, text
from ui.parts.boxes import column
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.style import tokens

_TICKS = 100
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class DropDial(QWidget):
    """on_files(paths): dropped inside. on_choose(): the button was pressed."""

    def __init__(self, on_files: Callable[[list[Path]], object], on_choose: Callable[[], object]) -> None:
        super().__init__()
        self._on_files = on_files
        self._is_hot = False
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Drop a bank file here"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        words = Paragraph(
            _("CSV, OFX, QFX, QIF, CAMT, MT940, Excel, or a ZIP of them. Several at once are fine."), tone="text-2"
        )
        words.setAlignment(_CENTRE)
        words.setFixedWidth(tokens.px(264))
        words.setMinimumHeight(words.heightForWidth(tokens.px(264)))
        layout = column(gap=3, parent=self)
        layout.addStretch()
        layout.addWidget(Picture("file-down", "accent", "hero"), 0, _CENTRE)
        layout.addWidget(label(_("Drop a bank file here"), "title"), 0, _CENTRE)
        layout.addWidget(words, 0, _CENTRE)
        layout.addSpacing(tokens.space(2))
        layout.addWidget(button(_("Choose files…"), on_choose, icon="folder-open"), 0, _CENTRE)
        layout.addStretch()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As in the design."""
        return QSize(tokens.px(520), tokens.px(520))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words fit inside the inner ring."""
        return QSize(tokens.px(430), tokens.px(430))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._set_hot(is_hot=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """They went away again."""
        super().dragLeaveEvent(event)
        self._set_hot(is_hot=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the files over."""
        self._set_hot(is_hot=False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self._on_files(files)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ring, ticks with their numbers, the inner ring and the pointer."""
        side = min(self.width(), self.height(), tokens.px(520)) - tokens.px(26)
        radius = side / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            painter.translate(QRectF(self.rect()).center())
            painter.setPen(QPen(tokens.color("border"), 1))
            painter.drawEllipse(QPointF(0, 0), radius, radius)
            for tick in range(_TICKS):
                self._paint_tick(painter, tick, radius)
            inner = radius * 0.7
            dashes = QPen(tokens.color("accent" if self._is_hot else "border-control"), 2 if self._is_hot else 1.5)
            dashes.setDashPattern([5, 4])
            painter.setPen(dashes)
            painter.setBrush(tokens.color("accent-tint" if self._is_hot else "raised"))
            painter.drawEllipse(QPointF(0, 0), inner, inner)
            self._paint_pointer(painter, inner)

    def _paint_tick(self, painter: QPainter, tick: int, radius: float) -> None:
        turn = math.tau * tick / _TICKS - math.pi / 2
        way = QPointF(math.cos(turn), math.sin(turn))
        is_named = tick % 10 == 0
        length = radius * (0.09 if is_named else 0.065 if tick % 5 == 0 else 0.04)
        pen = QPen(tokens.color("accent" if is_named else "text-3"), 2.5 if is_named else 1)
        painter.setPen(pen)
        painter.drawLine(way * (radius * 0.96), way * (radius * 0.96 - length))
        if is_named:
            painter.setPen(tokens.color("text-2"))
            painter.setFont(tokens.font("small"))
            words = text.number(tick)
            width = QFontMetricsF(tokens.font("small")).horizontalAdvance(words) + 8
            place = way * (radius * 0.8)
            box = QRectF(place.x() - width / 2, place.y() - 10, width, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_pointer(self, painter: QPainter, inner: float) -> None:
        top, half = -inner + tokens.px(6), tokens.px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accent"))
        painter.drawPolygon(
            QPolygonF([QPointF(0, top), QPointF(half, top + tokens.px(15)), QPointF(-half, top + tokens.px(15))])
        )

    def _set_hot(self, *, is_hot: bool) -> None:
        self._is_hot = is_hot
        self.update()
