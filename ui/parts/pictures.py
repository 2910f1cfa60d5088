"""Pictures as labels that follow a change of theme and of device pixels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from ui import icons
from ui.style import tokens


class Drawn(QLabel):
    """A picture that is drawn anew when the look changes. draw(ratio) makes it for a device pixel ratio."""

    def __init__(self, draw: Callable[[float], QPixmap]) -> None:
        super().__init__()
        self._draw = draw
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the look."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange}:
            self._redraw()

    def _redraw(self) -> None:
        made = self._draw(self.devicePixelRatioF())
        self.setPixmap(made)
        self.setFixedSize(made.deviceIndependentSize().toSize())


class Picture(Drawn):
    """An icon by name, tone and size token."""

    def __init__(self, name: str, tone: str = "text-2", size: str = "normal") -> None:
        self._name, self._tone, self._size = name, tone, size
        super().__init__(self._icon)

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self._redraw()

    def _icon(self, ratio: float) -> QPixmap:
        return icons.pixmap(self._name, self._tone, tokens.icon_size(self._size), ratio)
