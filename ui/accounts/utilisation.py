"""How much of a card's limit is used, as a table cell: words and a bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from hub.domain.account import Position
from ui.locale import _, text
from ui.style import tokens
from ui.table import Words
from ui.table.slots import Slots, draw_text

HIGH, FULL = 50, 90
"""Percent of the limit from which the bar warns, and from which it is trouble."""


@dataclass(frozen=True, slots=True)
class Utilisation(Words):
    """Words with a bar below them. percent: how much of the limit is used."""

    percent: int = 0

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw the words and the bar."""
        line, high = tokens.line("small"), tokens.px(6)
        top = round(slot.center().y() - (line + tokens.px(4) + high) / 2)
        draw_text(painter, QRectF(slot.left(), top, slot.width(), line), self.words, "small", self.tone)
        width = min(slot.width(), tokens.px(120))
        place = Slots(QRectF(slot.left(), top + line + tokens.px(4), slot.width(), high), slots.is_mirrored)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("border"))
        painter.drawRoundedRect(place.at(0, width), 3, 3)
        used = width * min(self.percent, 100) / 100
        if used:
            painter.setBrush(tokens.color(bar_tone(self.percent)))
            painter.drawRoundedRect(place.at(0, max(used, high)), 3, 3)


def bar_tone(percent: int) -> str:
    """The colour of a bar that is filled so far."""
    return "negative" if percent >= FULL else "warning" if percent >= HIGH else "accent"


def used_percent(position: Position) -> int | None:
    """How much of the limit is used, in whole percent rounded up; None without a limit."""
    limit = position.account.limit
    if not limit:
        return None
    return -(-max(-position.balance, 0) * 100 // limit)


def utilisation(position: Position) -> Utilisation | None:
    """The cell of an account with a limit."""
    percent, limit = used_percent(position), position.account.limit
    if percent is None or limit is None:
        return None
    whole = text.amount(limit, position.account.currency, whole=True)
    words = _("{percent} % of {limit}").format(percent=text.number(percent), limit=whole)
    tone = "negative" if percent >= FULL else "text-2"
    return Utilisation(words, tone=tone, percent=percent)
