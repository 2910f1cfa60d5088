"""A code to be read at the till: black on white in every look, whole pixels, with its quiet zone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hub.services.codes import Picture
from ui.style import tokens

_BARS_HIGH = 96


class CodeView(QWidget):
    """Draws the modules of a picture as large as fits. name: what a screen reader says."""

    def __init__(self, picture: Picture, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setProperty("is_private", True)  # a picture of the screen that is shared covers it
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """At least two pixels for a module; bars as high as a finger."""
        side = self._picture.width
        scale = max(2, tokens.px(240) // side)
        return QSize(side * scale, self._height(scale))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Readable."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """White ground, black modules; a code is never mirrored."""
        rows, quiet = self._picture.rows, self._picture.quiet
        scale = max(1, min(self.width() // self._picture.width, self._scale_by_height()))
        width, height = self._picture.width * scale, self._height(scale)
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        tall = scale if len(rows) > 1 else height - 2 * quiet * scale // 5
        ground, squares = tokens.SCANNED
        with QPainter(self) as painter:
            painter.fillRect(QRect(left, top, width, height), ground)
            above = quiet * scale if len(rows) > 1 else quiet * scale // 5
            for down, row in enumerate(rows):
                for across, is_dark in enumerate(row):
                    if is_dark:
                        x, y = left + (quiet + across) * scale, top + above + down * scale
                        painter.fillRect(QRect(x, y, scale, tall), squares)

    def _scale_by_height(self) -> int:
        rows = len(self._picture.rows)
        return self.height() // (rows + 2 * self._picture.quiet) if rows > 1 else self.width()

    def _height(self, scale: int) -> int:
        rows = len(self._picture.rows)
        return (rows + 2 * self._picture.quiet) * scale if rows > 1 else tokens.px(_BARS_HIGH)
