"""What the program does by itself while a vault is open: the day's backup, catalogues that are due, reminders.

Nobody is asked anything by it: what would need a yes is left alone, and the list of catalogues says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from hub.domain.progress import Progress
from ui.program import opening

if TYPE_CHECKING:
    from hub.services.regional import Kept
    from hub.services.vaults import Vault
    from ui.window import MainWindow

FIRST_MS = 20_000
"""Milliseconds before the first round: the first screens are shown and read by then."""
EVERY_MS = 3_600_000


class Chores(QObject):
    """Looks after one open vault, soon after it was opened and then once an hour."""

    def __init__(self, window: MainWindow, today: Callable[[], date]) -> None:
        super().__init__(window)
        self._window, self._today = window, today
        self._vault: Vault | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.do)

    def begin(self, vault: Vault) -> None:
        """Look after this vault from now on."""
        self._vault = vault
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Look after nothing."""
        self._timer.stop()
        self._vault = None

    def do(self) -> None:
        """One round, off the window's thread."""
        vault = self._vault
        if vault is None or self._window.inside is None:
            return
        self._timer.start(EVERY_MS)
        inside, tasks = self._window.inside, self._window.tasks
        tasks.run(
            lambda progress: opening.looked_after(vault, progress),
            lambda _done: inside.changed("backups"),
            owner=inside,
        )
        tasks.run(lambda progress: _asked(vault, progress), self._say_asked, owner=inside)
        today = self._today()
        tasks.run(lambda _progress: remind(vault, today), owner=inside)

    def _say_asked(self, made: Sequence[Kept]) -> None:
        """Say what is new, and what failed; what is as it was is not worth a word."""
        from hub.services.regional import FAILED, NEWER
        from ui.locale.wording.fetched import asked_words

        told = [asked_words(one) for one in made if one.result in (NEWER, FAILED)]
        if told and self._window.inside is not None:
            self._window.inside.toast(" ".join(told))


def _asked(vault: Vault, progress: Progress) -> list[Kept]:
    from hub.services import regional

    return regional.ask_due(vault, progress=progress)


def remind(vault: Vault, today: date) -> bool:
    """Show the day's notice on the desktop, where it was switched on and there is something to say; whether it is."""
    from hub.services import reminders
    from ui.locale.wording.reminding import notice_words
    from ui.program import notices

    found = reminders.waiting(vault, today)
    if not found or not notices.show(*notice_words(found, today)):
        return False
    reminders.told(vault, today)
    return True
