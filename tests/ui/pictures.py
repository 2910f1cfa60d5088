"""Pictures of the real screens with the sample household: `python -m tests.ui.pictures FOLDER [name …]`.

Names are `<screen>.<look>`: looks are light, dark, contrast, 200, fr, rtl. The README's pictures are made with it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hub.domain.settings import Settings
from hub.services import demo, sample, vaults
from storage.vault import Vault
from ui import locale
from ui.locale import qt as locale_qt
from ui.style import style, tokens
from ui.style.focus import FocusRing
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 21)
LOOKS = {
    "light": (tokens.Look(), "en"),
    "dark": (tokens.Look("dark"), "en"),
    "contrast": (tokens.Look("contrast"), "en"),
    "200": (tokens.Look(scale=2.0), "en"),
    "fr": (tokens.Look(), "fr"),
    "rtl": (tokens.Look(), "qps-plocm"),
}
SCREENS = ("today", "accounts", "transactions", "bills", "payment", "offers", "privacy", "settings", "bring")
README = (
    "today.light", "payment.light", "transactions.dark", "bills.light", "privacy.light", "bring.light",
)  # fmt: skip
ARGUMENTS = {"payment": {"line": "84 fuel in France tomorrow"}}


def settle(app: QApplication, seconds: float) -> None:
    """Let loads arrive and layouts settle."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def arguments(screen: str, folder: Path) -> dict[str, object]:
    """What a screen is opened with."""
    if screen != "bring":
        return dict(ARGUMENTS.get(screen, {}))
    files = sample.sample_files(TODAY)
    path = folder / "rheinbank-current.csv"
    path.write_bytes(files["rheinbank-current.csv"])
    return {"paths": (str(path),)}


def main() -> None:
    """Draw all pictures that are asked for into a folder."""
    target, wanted = Path(sys.argv[1]), sys.argv[2:] or list(README)
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication(["pictures"])
    FocusRing(app)
    with tempfile.TemporaryDirectory() as scratch, Vault.in_memory() as vault:
        vaults.prepare(vault)
        demo.load(vault, TODAY)
        for name in wanted:
            screen, _, look_name = name.partition(".")
            look, language = LOOKS[look_name]
            locale.use(language)
            locale_qt.install(app)
            style.apply(app, look)
            tasks = Tasks()
            window = MainWindow(
                tasks, dict.fromkeys(("import", "export", "undo", "lock", "quit", "add_expense"), print)
            )
            inside = window.enter(vault, "today", settings=Settings, today=lambda: TODAY)
            window.resize(1366, 860)
            window.show()
            inside.navigate(screen, **arguments(screen, Path(scratch)))
            settle(app, 2.5)
            window.grab().save(str(target / f"{name}.png"))
            window.close()
            tasks.close()
            settle(app, 0.1)


if __name__ == "__main__":
    main()
