"""Monograms: two letters of a payee in its own colour; companies square, people round."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from ui.parts.pictures import Drawn
from ui.style import tokens

_WORD = re.compile(r"[^\W_]+")


def letters(name: str, *, is_person: bool = False) -> str:
    """Two letters that stand for a name: of its first two words, or the first two of its only one."""
    words: list[str] = _WORD.findall(name)
    if not words:
        return "·"
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    return words[0][:2].upper() if is_person else words[0][:2].capitalize()


def pixmap(name: str, *, key: str = "", is_person: bool = False, size: int = 24, ratio: float = 1.0) -> QPixmap:
    """The picture of a monogram. key: what decides the colour, by default the name. size: at 100 %."""
    slot = tokens.monogram_slot(key or name)
    return _drawn(letters(name, is_person=is_person), slot, is_person, size, ratio, tokens.look())


def monogram(name: str, *, key: str = "", is_person: bool = False, size: int = 24) -> Drawn:
    """A monogram as a label; it says nothing to a screen reader, the name stands beside it."""
    return Drawn(lambda ratio: pixmap(name, key=key, is_person=is_person, size=size, ratio=ratio))


@cache
def _drawn(two: str, slot: int, is_person: bool, size: int, ratio: float, look: tokens.Look) -> QPixmap:
    side = tokens.px(size)
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    back, front = tokens.monogram(slot)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, 0, side, side)
        painter.setBrush(back)
        painter.setPen(QPen(front, 1) if look.theme == "contrast" else Qt.PenStyle.NoPen)
        if look.theme == "contrast":
            rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        corner = rect.width() / 2 if is_person else 8 if size > 30 else 6
        painter.drawRoundedRect(rect, corner, corner)
        painter.setFont(tokens.font("micro", weight=600, size=14 if size > 30 else 10.5))
        painter.setPen(front)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, two)
    return made
