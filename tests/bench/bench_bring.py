"""The window while a file is dropped, looked at and added: python -m tests.bench.bench_bring FILE [--add].

A timer beats every millisecond on the event loop; the time between two beats is how long the window stood still. Told
for each phase, in milliseconds: the longest pause by the clock, and how much of it was processor time of this program
(of the window's thread, of all of its threads). What other programs take is in the first and not in the others. While
the rest is read the table is scrolled. One JSON object on standard output; seconds until the first rows and until all
of them, too.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from hub.services import vaults
from storage import keys
from ui.program import opening
from ui.style import style, tokens
from ui.tasks import Tasks
from ui.window import MainWindow

PASSPHRASE = "correct horse battery staple"
TODAY = date(2026, 11, 19)
_CLOCKS = (time.perf_counter, time.thread_time, time.process_time)
_LOOP = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Heart:
    """Beats, and keeps the longest pause of each phase."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.phase = "before"
        self.pauses: dict[str, list[float]] = {}
        self._last = [clock() for clock in _CLOCKS]
        self._timer = QTimer(app)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def _beat(self) -> None:
        now = [clock() for clock in _CLOCKS]
        pause = [round((end - begin) * 1e3, 1) for begin, end in zip(self._last, now, strict=True)]
        self.pauses[self.phase] = max(self.pauses.get(self.phase, [0.0]), pause)
        self._last = now

    def turn(self, phase: str, until: Callable[[], object], seconds: float = 600) -> None:
        """Run the event loop until something is so."""
        self.phase, end = phase, time.perf_counter() + seconds
        while not until() and time.perf_counter() < end:
            self._app.processEvents(_LOOP, 5)


def measure(app: QApplication, folder: Path, source: Path, *, adds: bool) -> dict[str, Any]:
    """Pauses by phase, and seconds."""
    with vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
        tasks = Tasks()
        window = MainWindow(tasks, {})
        window.resize(1366, 860)
        inside = window.enter(vault, "transactions", today=lambda: TODAY)
        window.show()
        heart = Heart(app)
        heart.turn("before", lambda: False, 1.5)
        inside.expect("bring")  # as it is when files hang at the pointer
        view: Any = inside.views.view("bring")
        heart.turn("before", lambda: False, 0.5)
        start = time.perf_counter()
        QTimer.singleShot(0, lambda: inside.navigate("bring", paths=(str(source),)))
        heart.turn("until the first rows", lambda: view.brought is not None)
        first = time.perf_counter() - start
        heart.turn("first rows shown", lambda: False, 0.6)
        bar = view.table.verticalScrollBar()
        for step in range(20):
            bar.setValue(bar.maximum() * (step % 5) // 5)
            heart.turn("scrolled while it is read", lambda: False, 0.08)
        heart.turn("read", lambda: view.brought is not None and not view.brought.preview.is_provisional)
        whole = time.perf_counter() - start
        heart.turn("all rows shown", lambda: False, 0.6)
        QTimer.singleShot(0, lambda: view.deeds.tick(5, is_on=False))
        heart.turn("a tick", lambda: False, 0.3)
        QTimer.singleShot(0, lambda: view.segments.chosen.emit("new"))
        heart.turn("a filter", lambda: False, 0.3)
        if adds:
            QTimer.singleShot(0, view.accept)
            heart.turn("added", lambda: False, 0.3)
            heart.turn("added", lambda: not tasks.running)
            heart.turn("after adding", lambda: False, 1.5)
        tasks.close()
        window.leave()
        window.close()
        window.deleteLater()
        app.processEvents()
    pauses = {name: one for name, one in heart.pauses.items() if name != "before"}
    return {
        "first rows, seconds": round(first, 2),
        "all rows, seconds": round(whole, 2),
        "longest pause: clock, window's thread, all threads": pauses,
    }


def main() -> None:
    """Measure one file in an empty vault."""
    app = QApplication(["bench_bring"])
    style.apply(app, tokens.Look())
    opening.warm()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(app, Path(folder, "vault"), Path(sys.argv[1]), adds="--add" in sys.argv)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
