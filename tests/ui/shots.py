"""Pictures of the window as the mocks show it: `python -m tests.ui.shots <folder> [name …]`, also on a display."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui import places
from ui.style import style, tokens
from ui.style.focus import FocusRing
from ui.tasks import Tasks
from ui.window import MainWindow

SHOTS = {
    "today.light": ("today", tokens.Look(), False),
    "today.rtl": ("today", tokens.Look(), True),
    "transactions.light": ("transactions", tokens.Look(), False),
    "transactions.dark": ("transactions", tokens.Look("dark"), False),
    "transactions.rtl": ("transactions", tokens.Look(), True),
    "transactions.contrast": ("transactions", tokens.Look("contrast"), False),
    "transactions.200": ("transactions", tokens.Look(scale=2.0), False),
    "transactions.80": ("transactions", tokens.Look(scale=0.8), False),
}


def settle(app: QApplication, seconds: float = 0.25) -> None:
    """Let loads arrive and layouts settle."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def main() -> None:
    """Draw all shots into a folder."""
    folder = Path(sys.argv[1])
    wanted = sys.argv[2:]
    places.PACKAGE = "sample_places"
    app = QApplication(["shots"])
    FocusRing(app)
    for name, (place, look, is_mirrored) in SHOTS.items():
        if wanted and name not in wanted:
            continue
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight)
        style.apply(app, look)
        tasks = Tasks()
        commands = dict.fromkeys(("import", "export", "undo", "lock", "quit", "add_expense"), print)
        window = MainWindow(tasks, commands)
        inside = window.enter(None, place)  # type: ignore[arg-type]  # the sample screens have no vault
        inside.badge("today", 7)
        inside.badge("transactions", 4)
        inside.badge("bills", 1, is_due=True)
        window.resize(1366, 860)
        window.show()
        settle(app)
        view = inside.views.view(place)
        if place == "transactions" and look.scale == 1:
            view.table.go_to(5)
        inside.toast("Added 22 transactions from rheinbank-2026-11.csv; 3 duplicates left out", lambda: None)
        inside.desk.status.say_at_end("Backup checked at 07:30")
        settle(app)
        window.grab().save(str(folder / f"{name}.png"))
        tasks.close()
        window.close()


if __name__ == "__main__":
    main()
