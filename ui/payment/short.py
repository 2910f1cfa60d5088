"""A table that is exactly as high as its rows, also after it changed between columns and two-line rows."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent

from ui.table import Table


class ShortTable(Table):
    """For the few rows of a screen that scrolls as a whole; call `fit_rows` after showing rows."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit again when the rows got another height."""
        was_stacked = self.is_stacked
        super().resizeEvent(event)
        if was_stacked != self.is_stacked:
            QTimer.singleShot(0, self, self.fit_rows)
