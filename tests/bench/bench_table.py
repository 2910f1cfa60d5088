"""The table of transactions with a real event loop: python -m tests.bench.bench_table FOLDER BANK_CSV [count].

Fills a vault as `bench_ledger` does (or takes the one it left in FOLDER), opens the window without a display, and
measures: the first rows of the unfiltered table, turning through it from end to end a page at a time, and the memory
of the process. A frame is the time between two turns of the event loop, by the clock and by the processor (of the
thread that paints: what other programs take is not in it). One JSON object on standard output.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from bench_ledger import PASSPHRASE, TODAY, fill
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from hub.services import vaults
from storage import keys
from ui.style import style, tokens
from ui.tasks import Tasks
from ui.transactions.filters import Filters
from ui.window import MainWindow

_CLOCKS = {"clock": time.perf_counter, "processor": time.thread_time}
STEPS = 400
"""Places at which the scrolled table is looked at, from the first row to the last."""


def measure(folder: Path, source: Path, count: int) -> dict[str, object]:
    """Times in milliseconds, memory in megabytes."""
    if not folder.exists():
        with vaults.create(folder, PASSPHRASE, kdf=keys.FLOOR) as vault:
            fill(vault, source, count)
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError
    style.apply(app, tokens.Look())
    with vaults.open_vault(folder, lambda: PASSPHRASE) as vault:
        tasks, start = Tasks(), time.perf_counter()
        window = MainWindow(tasks, {})
        window.resize(1366, 860)
        window.enter(vault, "transactions", today=lambda: TODAY)
        window.show()
        _rest(app, tasks)
        opened = time.perf_counter() - start
        view: Any = window.frame.views.view("transactions")
        start = time.perf_counter()
        view.bar.ask(Filters())
        _rest(app, tasks)
        unfiltered = time.perf_counter() - start
        frames = _scrolled(app, tasks, view)
        memory = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize() >> 20
        tasks.close()
        window.leave()
        window.close()
        window.deleteLater()
        app.processEvents()
    return {
        "count": count,
        "window with the newest month": round(opened * 1e3),
        "all rows in the table": round(unfiltered * 1e3),
        **{f"frames by {name}: middle, longest, over 50 ms": _summary(frames[at]) for at, name in enumerate(_CLOCKS)},
        "memory": memory,
    }


def _summary(frames: list[float]) -> list[float]:
    return [round(statistics.median(frames), 1), round(max(frames), 1), sum(one > 50 for one in frames)]


def _scrolled(app: QApplication, tasks: Tasks, view: Any) -> tuple[list[float], list[float]]:
    """The length of every turn of the event loop while the table is moved from its first row to its last."""
    bar = view.table.verticalScrollBar()
    frames: tuple[list[float], list[float]] = ([], [])
    for step in range(STEPS + 1):
        bar.setValue(bar.maximum() * step // STEPS)
        begun = time.perf_counter()
        while True:
            before = [clock() for clock in _CLOCKS.values()]
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            for found, start, clock in zip(frames, before, _CLOCKS.values(), strict=True):
                found.append((clock() - start) * 1e3)
            if not tasks.running or time.perf_counter() - begun > 0.5:
                break
    return frames


def _rest(app: QApplication, tasks: Tasks) -> None:
    for _again in range(3):
        app.processEvents()
        while tasks.running:
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


if __name__ == "__main__":
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    found = measure(Path(sys.argv[1]) / "vault", Path(sys.argv[2]), wanted)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
