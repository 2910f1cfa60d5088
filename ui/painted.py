"""What waits until a window has been painted: it is to be seen first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_FRAME_MS = 12
"""More than Qt waits between a change and its painting."""


def after_painting(owner: QObject, then: Callable[[], object]) -> None:
    """Call then() in a turn of the event loop of its own, when what was changed until now has been laid out and
    painted; never once the owner is gone. A long piece of work is cut by it where the person may act in between."""
    QTimer.singleShot(0, owner, lambda: QTimer.singleShot(_FRAME_MS, owner, then))


class Painted(QObject):
    """Calls then() once, when the widget has been painted for the first time; never when it is never shown."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first time; the event comes just before the painting."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False
