"""The two tables of the screen, with heads of groups lower than rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.style import tokens
from ui.table import Column, Row, Rows, Table


class BillTable(Table):
    """Rows of two lines under heads of groups. keys: what single keys do while the table has the focus."""

    def __init__(
        self, name: str, columns: Sequence[Column], keys: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        self.rows = Rows(len(columns))
        super().__init__(name, columns, self.rows, height="two-line")
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetShortcut)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the current one stays where its key is still there."""
        kept = self.current()
        self.clearSpans()
        self.rows.show(rows)
        for at, one in enumerate(rows):
            if one.group is not None:
                self.setRowHeight(at, tokens.px(36))
        if kept is not None and self.current() != kept:
            self.choose(kept)

    def choose(self, key: object) -> bool:
        """Make the row with this key the current one; whether there is one."""
        for at in range(self.rows.rowCount()):
            row = self.rows.row_at(at)
            if row is not None and row.group is None and row.key == key:
                self.go_to(at)
                return True
        return False

    def first(self) -> object:
        """The key of the first row that is no head."""
        for at in range(self.rows.rowCount()):
            row = self.rows.row_at(at)
            if row is not None and row.group is None:
                return row.key
        return None
