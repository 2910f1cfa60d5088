"""Ctrl+C in the terminal and the end of the login session close the window as its cross does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Signals(QObject):
    """Calls back on the GUI thread when the process is asked to end: Python's own handlers wait for Python to run."""

    def __init__(self, parent: QObject, on_end: Callable[[], object]) -> None:
        super().__init__(parent)
        self._read, self._write = os.pipe()
        for one in (self._read, self._write):
            os.set_blocking(one, False)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda *_what: self._end(on_end))
        signal.set_wakeup_fd(self._write)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)

    def _end(self, on_end: Callable[[], object]) -> None:
        os.read(self._read, 64)
        on_end()
