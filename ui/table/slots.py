"""Painting rows: slots measured from the leading edge, text in them, and the ground of a row in its states.

Qt swaps left and right in `drawText` by itself when the painter runs from right to left; everything here says where
it stands in the layout once, and absolutely, so that nothing is mirrored twice (DESIGN section 7).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.style import focus, marks, tokens

_State = QStyle.StateFlag
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
    if not words or slot.width() <= 0:
        return 0
    font = tokens.font(role, tabular=tabular, weight=weight, size=size)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, slot.width() + 0.5)
    is_mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if is_mirrored != is_trailing else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(tokens.color(tone))
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(slot, int(flags), f"{_ISOLATE}{shown}{_END}")
    return min(metrics.horizontalAdvance(shown), slot.width())


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
