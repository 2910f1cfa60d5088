"""The name of an account with its colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ui.style import tokens
from ui.table import Payee


@dataclass(frozen=True, slots=True)
class AccountName(Payee):
    """colour: slot of the series colours, a bar below the picture; None = by its name alone."""

    colour: int | None = None

    def paint_picture(self, painter: QPainter, box: QRectF) -> None:
        """Draw the picture and the bar."""
        Payee.paint_picture(self, painter, box)
        if self.colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.series(self.colour))
            high = tokens.px(4)
            painter.drawRoundedRect(QRectF(box.left(), box.bottom() + tokens.px(2), box.width(), high), 2, 2)
