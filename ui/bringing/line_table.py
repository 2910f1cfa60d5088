"""The table of a preview's lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent

from hub.services.imports import Part
from ui.bringing.lines import Grouped, LineRows, columns
from ui.bringing.reckoned import Moves
from ui.locale import _
from ui.table import Category, Table
from ui.table.rows import CELL, ROW
from ui.transactions.reading import Names


class LineTable(Table):
    """Lines with ticks; on_tick(key of the line, is_on); on_ticks(lines, is_on) for many, read by a worker."""

    def __init__(
        self, on_tick: Callable[[object, bool], None], on_ticks: Callable[[Iterable[int], bool], object]
    ) -> None:
        self._lines = LineRows()
        self._lines.on_tick = on_tick
        self._on_ticks = on_ticks
        self._found: Grouped | None = None
        super().__init__(_("Lines"), columns(""), self._lines, is_flush=True)
        self.all_ticked.connect(self.tick_all)

    def show_lines(self, found: Grouped, part: Part, names: Names, today: date, moves: Moves, *, is_near: bool) -> None:
        """Show the lines of a part. is_near: no day of them needs its year."""
        self.show_columns(columns(part.account.currency, is_near=is_near))
        self._found = found
        self._lines.show_lines(found, part, names, today, moves)
        self.show_all_ticked(found.is_ticked)

    def tick_all(self) -> None:
        """Turn the tick of all lines that are shown."""
        if self._found is not None:
            is_on = self._found.will_tick
            self._on_ticks(self._found.to_tick(is_on=is_on), is_on)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space turns the ticks of all selected lines, as it does that of one."""
        found, spans = self._found, self.selectionModel().selection().toList()
        key = None if found is None else self._key_of(self.currentIndex())
        rows = [(one.top(), one.bottom() + 1) for one in spans]
        is_many = sum(end - start for start, end in rows) > 1
        if event.key() == Qt.Key.Key_Space and is_many and found is not None and key is not None:
            self._on_ticks(_lines_at(found, rows), not self._lines.is_taken(key))
            event.accept()
        else:
            super().keyPressEvent(event)

    def key_at(self, at: QPoint) -> int | None:
        """The line at a place of the view; None for heads of groups and what can't be read."""
        return self._key_of(self.indexAt(at))

    def _key_of(self, index: QModelIndex) -> int | None:
        row = index.data(ROW)
        return row.key if row is not None and isinstance(row.key, int) else None

    def category_at(self, index: QModelIndex) -> tuple[int | None, QRect | None]:
        """The line whose chip is at an index, and where it is, in global coordinates."""
        row = index.data(ROW)
        if row is None or not isinstance(row.key, int) or not isinstance(index.data(CELL), Category):
            return None, None
        rect = self.visualRect(index)
        return row.key, QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())


def _lines_at(found: Grouped, rows: Iterable[tuple[int, int]]) -> Iterator[int]:
    """The lines in spans of rows."""
    for start, end in rows:
        for at in range(start, end):
            if isinstance(key := found[at], int):
                yield key
