"""Painting rows: slots measured from the leading edge, text in them, and the ground of a row in its states.

Qt swaps left and right in `drawText` by itself when the painter runs from right to left; everything here says where
it stands in the layout once, and absolutely, so that nothing is mirrored twice (DESIGN section 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.style import focus, marks, tokens

_State = QStyle.StateFlag
_LINE = int(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_LEFT, _RIGHT = _LINE | int(Qt.AlignmentFlag.AlignLeft), _LINE | int(Qt.AlignmentFlag.AlignRight)
_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Slots:
    """A row whose parts are placed by their distance from its leading edge."""

    rect: QRectF
    is_mirrored: bool

    @property
    def width(self) -> float:
        """Width of the row."""
        return self.rect.width()

    def at(self, start: float, width: float) -> QRectF:
        """The slot that begins `start` after the leading edge."""
        left = self.rect.right() - start - width if self.is_mirrored else self.rect.left() + start
        return QRectF(left, self.rect.top(), width, self.rect.height())


@cache
def _measured(role: str, tabular: bool, weight: int, size: float, _look: tokens.Look) -> tuple[QFont, QFontMetricsF]:
    font = tokens.font(role, tabular=tabular, weight=weight, size=size)
    return font, QFontMetricsF(font)


@lru_cache(maxsize=4096)
def _width(words: str, role: str, tabular: bool, weight: int, size: float, look: tokens.Look) -> float:
    """Kept, because a table writes the same names, days and amounts again and again."""
    return _measured(role, tabular, weight, size, look)[1].horizontalAdvance(words)


def text_width(words: str, role: str = "body", *, tabular: bool = False, weight: int = 0, size: float = 0) -> float:
    """How wide a line of text is."""
    return _width(words, role, tabular, weight, size, tokens.look())


def draw_text(
    painter: QPainter,
    slot: QRectF,
    words: str,
    role: str = "body",
    tone: str = "text",
    *,
    tabular: bool = False,
    weight: int = 0,
    size: float = 0,
    is_trailing: bool = False,
) -> float:
    """Draw one line in the middle of a slot, elided at its end, and return the width it took.

    Text of any script keeps its own order in an isolate and starts at the layout's edge.
    """
    room = slot.width()
    if not words or room <= 0:
        return 0
    font, metrics = _measured(role, tabular, weight, size, tokens.look())
    taken = _width(words, role, tabular, weight, size, tokens.look())
    if taken > room + 0.5:
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        taken = room
    is_mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.setFont(font)
    painter.setPen(tokens.color(tone))
    painter.drawText(slot, _RIGHT if is_mirrored != is_trailing else _LEFT, f"{_ISOLATE}{words}{_END}")
    return taken


def paint_row(painter: QPainter, option: QStyleOptionViewItem, *, has_line: bool, edge: bool = True) -> None:
    """Draw the ground of a row: hover, selection with its bar of ink, a hairline above, the focus ring inside.

    edge: this cell holds the leading edge of the row (the bar is drawn there).
    """
    rect = QRectF(option.rect)
    is_selected = bool(option.state & _State.State_Selected)
    if is_selected:
        painter.fillRect(rect, tokens.color("row-selected"))
    elif option.state & _State.State_MouseOver:
        painter.fillRect(rect, tokens.color("row-hover"))
    if has_line:
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), tokens.color("hairline"))
    if is_selected and edge:
        is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        bar = QRectF(rect.right() - 3 if is_mirrored else rect.left(), rect.top(), 3, rect.height())
        painter.fillRect(bar, tokens.color("accent"))
    if option.state & _State.State_HasFocus and focus.is_by_key():
        marks.paint_ring(painter, rect.adjusted(1, 1, -1, -1), tokens.radius("chip"))
