"""The table of a preview's lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, QRect

from hub.services.imports import Part
from ui.bringing.lines import Grouped, LineRows, columns
from ui.bringing.reckoned import Moves
from ui.locale import _
from ui.table import Category, Table
from ui.table.rows import CELL, ROW
from ui.transactions.reading import Names


class LineTable(Table):
    """Lines with ticks; on_tick(key of the line, is_on)."""

    def __init__(self, on_tick: Callable[[object, bool], None]) -> None:
        self._lines = LineRows()
        self._lines.on_tick = on_tick
        super().__init__(_("Lines"), columns(""), self._lines, is_flush=True)

    def show_lines(self, found: Grouped, part: Part, names: Names, today: date, moves: Moves) -> None:
        """Show the lines of a part."""
        self.columns = tuple(columns(part.account.currency))
        self._lines.show_lines(found, part, names, today, moves)
        self.horizontalHeader().viewport().update()

    def key_at(self, at: QPoint) -> int | None:
        """The line at a place of the view; None for heads of groups and what can't be read."""
        row = self.indexAt(at).data(ROW)
        return row.key if row is not None and isinstance(row.key, int) else None

    def category_at(self, index: QModelIndex) -> tuple[int | None, QRect | None]:
        """The line whose chip is at an index, and where it is, in global coordinates."""
        row = index.data(ROW)
        if row is None or not isinstance(row.key, int) or not isinstance(index.data(CELL), Category):
            return None, None
        rect = self.visualRect(index)
        return row.key, QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())
