"""Cycles are collected on the GUI thread only.

Python collects garbage on whichever thread happens to allocate. A window that is part of a cycle would then be
destroyed by a worker, and Qt crashes. While workers run, the automatic collection is off, and a timer of the GUI thread
collects instead.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000
_WHOLE_EVERY = 60
"""The oldest generation is walked once in so many ticks: with a large ledger in memory that takes longest."""
_MANY = 10_000
"""Young objects that take too long to walk for the window: a worker has made them, and still holds them."""


class Collector(QObject):
    """Collects instead of Python while it is held; several may be held at once."""

    _held = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ticks = 0
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

    def rest(self) -> None:
        """No worker has anything to do: what was set aside can be collected again."""
        gc.unfreeze()

    def _collect(self) -> None:
        self._ticks += 1
        count = gc.get_count()[0]
        if count > _MANY:
            gc.freeze()  # sets them aside at once, with the oldest ones, where `rest` puts them
            return
        young = count > gc.get_threshold()[0]
        if self._ticks % _WHOLE_EVERY == 0:
            gc.collect()
        elif young:
            gc.collect(1)
