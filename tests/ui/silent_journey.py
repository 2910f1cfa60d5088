"""A whole journey on the sample data, in a process of its own: start, chores, import, browse, compare,
export, lock.

Run as `python -m tests.ui.silent_journey FOLDER`; prints the steps it made.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hub.services import backup, demo, ledger, regional, settings, vaults
from storage import sharing
from storage.keys import FLOOR
from storage.sharing import CatalogueFile
from storage.vault import Vault
from ui.program.chores import Chores
from ui.program.program import Program

TODAY = date(2026, 11, 19)
PASSPHRASE = "four words nobody guesses"
PATIENCE = 90
FAR = "catalogues.example"


def main(folder: Path) -> None:
    """Make a vault, then use it as a person does, until it locks."""
    with vaults.create(folder / "vault", PASSPHRASE, kdf=FLOOR) as made:
        demo.load(made, TODAY)
        _wants_much(made)
    app = QApplication(["silent"])
    locked: list[Path] = []
    create = partial(vaults.create, kdf=FLOOR)
    program = Program(app, folder / "vault", {}, create=create, again=locked.append, today=lambda: TODAY, language="en")

    def until(condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            app.processEvents()
            time.sleep(0.01)

    program.start()
    window = program.window
    screen: Any = window.centralWidget().content  # type: ignore[union-attr]  # the locked window stands alone
    QTest.keyClicks(screen.passphrase.entry, PASSPHRASE)
    screen.open_button.click()
    until(lambda: window.inside is not None)
    _say("started")
    (chores,) = window.findChildren(Chores)
    chores.do()  # as it does by itself soon after the start and then every hour
    until(lambda: [one.trouble for one in regional.held(program.vault)] == [regional.NOT_ALLOWED])
    until(lambda: backup.listed(program.vault) and not program.tasks.running)
    _say("looked-after")
    statement = folder / "new.csv"
    statement.write_text("Date;Payee;Amount;Currency\n18.11.2026;Green Grocer;-12,40;EUR\n")
    window.frame.navigate("bring", paths=(str(statement),))
    bring: Any = window.frame.views.view("bring")
    until(lambda: bring.brought is not None and not program.tasks.running)
    bring.add.click()
    until(lambda: ledger.find(program.vault, "payee:Grocer", TODAY) and not program.tasks.running)
    _say("imported")
    for place in window.frame.desk.sidebar.places():
        window.frame.navigate(place)
        until(lambda: not program.tasks.running)
    _say("browsed")
    window.frame.navigate("payment")
    payment: Any = window.frame.views.view("payment")
    QTest.keyClicks(payment.asking.entry, "84 fuel in France tomorrow")
    until(lambda: not payment.rest.isActive() and not program.tasks.running and payment.board._rows)
    _say("compared")
    window.frame.navigate("privacy")
    privacy: Any = window.frame.views.view("privacy")
    until(lambda: privacy.dial.leaving is not None and not program.tasks.running)
    privacy.dial.write(folder / "summary.json")
    until(lambda: (folder / "summary.json").exists() and not program.tasks.running)
    _say("exported")
    window.commands["lock"]()
    until(lambda: locked)
    _say("locked")


def _wants_much(vault: Vault) -> None:
    """Leave the chores all there is to do: a catalogue that is due and that nobody allowed, a notice, a backup."""
    long_ago = datetime.now(UTC) - timedelta(days=20)
    content = b"held since then"
    file = CatalogueFile("offers", "de", 1, long_ago, long_ago, content, long_ago, is_scheduled=True, host=FAR)
    with vault.aside() as connection:
        sharing.put_catalogue(connection, file)
    settings.change(vault, desktop_notices=True)


def _say(step: str) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
