"""Pictures of the real screens with the sample household: `python -m tests.ui.pictures FOLDER [name …]`.

Names are `<screen>.<look>`: looks are light, dark, contrast, 200, fr, rtl, and 200-dark, rtl-dark, rtl-200. The import
screen has kinds: `bring-several`, files of which one asks and one can't be read; `bring-letter`, a file that is no
statement. The README's pictures are made with it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import delete

from hub.domain.settings import Settings
from hub.services import accounts, demo, sample, vaults
from storage.tables import transactions as table
from storage.vault import Vault
from ui import locale
from ui.locale import qt as locale_qt
from ui.style import style, tokens
from ui.style.focus import FocusRing
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date.today()  # noqa: DTZ011 - the day on which the household was brought in
LOOKS = {
    "light": (tokens.Look(), "en"),
    "dark": (tokens.Look("dark"), "en"),
    "contrast": (tokens.Look("contrast"), "en"),
    "200": (tokens.Look(scale=2.0), "en"),
    "fr": (tokens.Look(), "fr"),
    "rtl": (tokens.Look(), "qps-plocm"),
    "200-dark": (tokens.Look("dark", scale=2.0), "en"),
    "rtl-dark": (tokens.Look("dark"), "qps-plocm"),
    "rtl-200": (tokens.Look(scale=2.0), "qps-plocm"),
}
SCREENS = ("today", "accounts", "transactions", "bills", "payment", "offers", "privacy", "settings", "bring")
README = (
    "today.light", "payment.light", "transactions.dark", "bills.light", "privacy.light", "bring.light",
)  # fmt: skip
COMMANDS = ("import", "export", "undo", "lock", "quit", "add_expense")
ARGUMENTS = {"payment": {"line": "84 fuel in France tomorrow"}}
LETTER = "Dear Ms Keller,\n\nour terms have changed. You need not do anything.\n\nYours, Rheinbank\n"
ASKING = "Date,Description,Amount\n03/04/2026,Transfer,100.00\n05/04/2026,Interest,1.25\n07/06/2026,Fee,-2.00\n"
STATEMENT = "rheinbank-current.csv"
KINDS = {"": (STATEMENT,), "several": (STATEMENT, "letter.txt", "savings.csv"), "letter": ("letter.txt",)}
"""The files of the kinds of the import screen."""


def settle(app: QApplication, seconds: float, tasks: Tasks | None = None) -> None:
    """Let loads arrive and layouts settle."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
        if tasks is not None and tasks.running:
            end = time.monotonic() + seconds


def arguments(screen: str, kind: str, folder: Path) -> dict[str, object]:
    """What a screen is opened with."""
    if screen != "bring":
        return dict(ARGUMENTS.get(screen, {}))
    files = sample.sample_files(TODAY) | {"letter.txt": LETTER.encode(), "savings.csv": ASKING.encode()}
    for name in KINDS[kind]:
        (folder / name).write_bytes(files[name])
    return {"paths": tuple(str(folder / name) for name in KINDS[kind])}


def household(*, without_last_days: int = 0) -> Vault:
    """The sample household; without the last days of its current account, as before an import."""
    vault = Vault.in_memory()
    vaults.prepare(vault)
    demo.load(vault, TODAY)
    if without_last_days:
        since = TODAY - timedelta(days=without_last_days)
        found = accounts.find(vault, "Rheinbank Current").id
        with vault.write("shorten") as write:
            write.connection.execute(delete(table).where(table.c.account_id == found, table.c.booked_on > since))
    return vault


def main() -> None:
    """Draw all pictures that are asked for into a folder."""
    target, wanted = Path(sys.argv[1]), sys.argv[2:] or list(README)
    target.mkdir(parents=True, exist_ok=True)
    app = QApplication(["pictures"])
    FocusRing(app)
    held = {"now": household(), "before": household(without_last_days=12)}
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted:
            shown, _, look_name = name.partition(".")
            screen, _, kind = shown.partition("-")
            look, language = LOOKS[look_name]
            locale.use(language)
            locale_qt.install(app)
            style.apply(app, look)
            tasks = Tasks()
            window = MainWindow(tasks, dict.fromkeys(COMMANDS, print))
            vault = held["before" if screen == "bring" else "now"]
            inside = window.enter(vault, "today", settings=Settings, today=lambda: TODAY)
            window.resize(1366, 860)
            window.show()
            inside.navigate(screen, **arguments(screen, kind, Path(scratch)))
            settle(app, 1.0, tasks)
            window.grab().save(str(target / f"{name}.png"))
            window.close()
            tasks.close()
            settle(app, 0.1)
    for vault in held.values():
        vault.close()


if __name__ == "__main__":
    main()
