"""Putting accounts in order: drag a row to another of its kind, or Alt with an arrow key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut

from ui.table import Rows, Table


class Dragging(QObject):
    """Watches a table; on_move(key that was dragged, key of the row where it was dropped)."""

    def __init__(self, table: Table, rows: Rows, on_move: Callable[[object, object], object]) -> None:
        super().__init__(table)
        self._table, self._rows, self._on_move = table, rows, on_move
        self._from = -1
        table.viewport().installEventFilter(self)
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(
                QKeySequence(key), table, lambda step=step: self._step(step),
                context=Qt.ShortcutContext.WidgetShortcut,
            )  # fmt: skip

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember where a press began; a release on another row moves it there."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        at = self._table.rowAt(event.position().toPoint().y())
        if event.type() == QEvent.Type.MouseButtonPress:
            self._from = at
        elif event.type() == QEvent.Type.MouseButtonRelease:
            before, self._from = self._from, -1
            if before >= 0 and at not in {before, -1}:
                self._move(before, at)
        return False

    def _step(self, step: int) -> None:
        at = self._table.currentIndex().row()
        self._move(at, at + step)

    def _move(self, before: int, after: int) -> None:
        first, second = self._rows.row_at(before), self._rows.row_at(after)
        if first is not None and second is not None and first.group is None and second.group is None:
            self._on_move(first.key, second.key)
