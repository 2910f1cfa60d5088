"""Cycles are collected on the GUI thread only.

Python collects garbage on whichever thread happens to allocate. A window that is part of a cycle would then be
destroyed by a worker, and Qt crashes. While workers run, the automatic collection is off, and a timer of the GUI thread
collects instead.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS = 1_000
_WHOLE_EVERY = 60
"""The oldest generation is walked once in so many ticks, and not while a worker fills it."""
_LONG = 0.03
_PATIENCE = 1_200
"""Where that takes longer than so many seconds, as with a million lines in memory, it waits until another program is
used, for so many ticks at most."""
_MANY = 10_000
"""Young objects that take too long to walk for the window: a worker has made them, and still holds them."""


class Collector(QObject):
    """Collects instead of Python while it is held; several may be held at once."""

    _held = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ticks = 0
        self._due = _WHOLE_EVERY
        self._is_long = self._is_busy = False
        self._is_released = False
        Collector._held += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def release(self) -> None:
        """Let Python collect by itself again, once nobody else holds it; call it when the workers have stopped."""
        if self._is_released:
            return
        self._is_released = True
        self._timer.stop()
        gc.unfreeze()
        Collector._held -= 1
        if not Collector._held:
            gc.enable()

    def work(self) -> None:
        """A worker has something to do: what it makes, it still holds."""
        self._is_busy = True

    def rest(self) -> None:
        """No worker has anything to do: what was set aside can be collected again."""
        self._is_busy = False
        gc.unfreeze()

    def _collect(self) -> None:
        self._ticks += 1
        count = gc.get_count()[0]
        if count > _MANY and self._is_busy:
            gc.freeze()  # sets them aside at once, with the oldest ones, where `rest` puts them
            self._is_long = True
        elif self._ticks >= self._due and not self._is_busy and (not self._is_long or self._may_stand_still()):
            begun = time.perf_counter()
            gc.collect()
            self._is_long = time.perf_counter() - begun > _LONG
            self._due = self._ticks + _WHOLE_EVERY
        elif count > gc.get_threshold()[0]:
            gc.collect(1)

    def _may_stand_still(self) -> bool:
        is_used = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return not is_used or self._ticks >= self._due + _PATIENCE
