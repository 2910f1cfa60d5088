"""Notices when nobody has used the window for a while, sleep of the computer included."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_EVERY_MS = 5000
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.Drop,
    }
)


class Idle(QObject):
    """left(): the time is over. The clock on the wall counts, so that a sleep of an hour locks on waking."""

    left = Signal()

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        self._app = app
        self._seconds = 0
        self._last = time.time()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, minutes: int) -> None:
        """Begin to watch; 0 = never."""
        self._seconds = minutes * 60
        self._last = time.time()
        self.stop()
        if minutes:
            self._app.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def look(self) -> None:
        """See whether the time is over."""
        if self._timer.isActive() and time.time() - self._last >= self._seconds:
            self.stop()
            self.left.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Every use starts the time anew."""
        if event.type() in _USE:
            self._last = time.time()
        return False
