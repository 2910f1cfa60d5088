"""Drawing rows: each as a whole, ground first, then its cells.

Qt's own way asks model and delegate several times for every cell; with cells in Python that takes longer than the
drawing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from ui.style import tokens
from ui.table.cells import Words
from ui.table.rows import Row
from ui.table.slots import Slots
from ui.table.stacked import Stacked, paint_stacked


def paint_ground(
    painter: QPainter, row: Row | None, whole: QRect, *, is_selected: bool, is_hovered: bool, is_first: bool
) -> None:
    """Draw the ground of a row in its state; row: None while its page is not there."""
    is_group = row is not None and row.group is not None
    if is_group or is_selected or is_hovered:
        tone = "raised" if is_group else "row-selected" if is_selected else "row-hover"
        painter.fillRect(whole, tokens.color(tone))
    if not is_first and (row is None or row.has_line):
        painter.fillRect(QRect(whole.left(), whole.top(), whole.width(), 1), tokens.color("hairline"))


def paint_bar(painter: QPainter, whole: Slots) -> None:
    """Draw the bar of ink at the leading edge of a selected row."""
    painter.fillRect(whole.at(0, 3), tokens.color("accent"))


def paint_cells(
    painter: QPainter, row: Row, whole: Slots, rooms: Sequence[tuple[int, QRectF]], edge: float, stacked: Stacked | None
) -> None:
    """Draw what stands in a row.

    rooms: (column, room of its content) of those that are shown; edge: of the sheet. stacked: how, in two lines.
    """
    if row.group is not None:
        row.group.paint(painter, whole.at(edge, whole.width - 2 * edge), whole)
    elif stacked is not None:
        paint_stacked(painter, whole, row.cells, edge, stacked)
    else:
        for at, (column, room) in enumerate(rooms):
            cell = row.cells[column] if column < len(row.cells) else None
            if cell is not None:
                if isinstance(cell, Words) and cell.is_wide:
                    room = _with_empty(row, rooms, at)  # noqa: PLW2901 - the same room, only wider
                place = QRectF(room.left(), whole.rect.top(), room.width(), whole.rect.height())
                cell.paint(painter, place, Slots(place, whole.is_mirrored))


def _with_empty(row: Row, rooms: Sequence[tuple[int, QRectF]], at: int) -> QRectF:
    """The room of a cell together with that of the empty cells after it."""
    found = rooms[at][1]
    for column, room in rooms[at + 1 :]:
        if column < len(row.cells) and row.cells[column] is not None:
            break
        found = found.united(room)
    return found
