"""The program: one window, one pool of work, at most one open vault; locking forgets everything by starting anew."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hub.domain.errors import HubError
from hub.domain.progress import Progress
from hub.domain.settings import Settings
from hub.services import closed_vault
from hub.services.process import InstanceLock
from ui import crash, locale
from ui.frame import geometry
from ui.locale import _, ngettext, text
from ui.painted import Painted
from ui.program import appearance, keeping, opening
from ui.program.arrivals import Arrivals
from ui.program.chores import Chores
from ui.program.commands import Commands
from ui.program.idle import Idle
from ui.program.listening import Listening, raise_window
from ui.program.sleep import Sleep
from ui.screens import unlock
from ui.tasks import Tasks
from ui.window import MainWindow

if TYPE_CHECKING:  # what the locked window does not show is imported behind it: it is there sooner
    from hub.domain.outgoing import Outgoing
    from hub.services.vaults import Vault
    from ui.screen import Errand

_FIRST_PLACES = ("today", "transactions")


def restart(folder: Path) -> None:
    """Become a new process with the locked window of a vault: nothing else wipes what Python and Qt hold."""
    os.execv(sys.executable, [sys.executable, "-m", "ui.app", "--vault", str(folder)])  # noqa: S606 - ourselves


class Program(QObject):
    """Holds everything together.

    folder: of the vault. create(folder, passphrase): makes one. again(folder): what locking ends with. today: the
    calendar day. language: of this run alone. listening: the place where later starts of the program leave files;
    None: nobody listens.
    """

    _settings_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        memory: MutableMapping[str, str],
        *,
        create: Callable[[Path, str], Vault] | None = None,
        again: Callable[[Path], object] = restart,
        today: Callable[[], date] = date.today,
        language: str = "",
        log: Path | None = None,
        listening: Path | None = None,
    ) -> None:
        super().__init__(app)
        self.app, self.folder, self.memory, self.today = app, folder, memory, today
        self._create, self._again, self._language = create or opening.create, again, language
        self._log = log or folder / "faults.log"
        self.settings = appearance.remembered(memory)
        appearance.dress(app, self.settings, language)
        self.tasks = Tasks(
            self, ask_consent=self._ask_consent, show_problem=self._show_problem, show_crash=self._show_crash
        )
        self.window = MainWindow(self.tasks, memory=memory)
        self.window.on_files = self.bring
        self.window.on_errand = self.run_errand
        self.window.on_close = self.close
        self.is_throwaway = self.is_sample = False
        self._vault: Vault | None = None
        self._waiting: list[Path] = []
        self._commands = Commands(self)
        self._chores = Chores(self.window, self.today)
        self._arrivals = Arrivals(self.window)
        self._listening = None if listening is None else Listening(self, self._hear, listening)
        self._idle = Idle(app)
        self._idle.left.connect(self.lock)
        self._sleep = Sleep(self)
        self._sleep.coming.connect(self._lock_open, Qt.ConnectionType.QueuedConnection)
        self._settings_changed.connect(self._take_settings)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())

    @property
    def vault(self) -> Vault:
        """The open vault."""
        if self._vault is None:
            raise RuntimeError("no vault is open")
        return self._vault

    def start(
        self, files: list[Path] | None = None, passphrase: str = "", *, first: InstanceLock | None = None
    ) -> None:
        """Show the window: unlock where there is a vault, else welcome. Heavy parts are imported after that.

        first: the lock that says that no other window shows this vault.
        """
        self._waiting = list(files or [])
        self._listen(first)
        if closed_vault.is_used(self.folder):
            self.show_unlock()
        else:
            self.show_welcome()
        Painted(self.window, self._warm)
        self.window.show()
        if passphrase and closed_vault.is_used(self.folder):
            self._unlock(passphrase, frozenset())

    def show_welcome(self) -> None:
        """The first screen; an open vault is closed."""
        from ui.screens import welcome

        self._leave()
        ways = welcome.Ways(
            self._make, self._show_sample, self.move_to, self.change_look, self.restore_backup, self.tasks
        )
        self.window.commands = self._commands.always()
        screen = welcome.Welcome(
            opening.free_beside(self.folder),
            ways,
            _language_of(self.settings),
            self.settings.theme,
            self.settings.font_percent,
        )
        screen.files = self._waiting
        self.window.show_alone(screen, _("Encrypted with your passphrase. This window has opened no connection."))
        screen.setFocus()

    def show_unlock(self) -> None:
        """The locked window."""
        self._leave()
        self._listen()
        self.window.commands = self._commands.always()
        ways = unlock.Ways(
            self._unlock, self._unlock_by_code, self._unlock_by_keyring, self.move_to, self.show_welcome,
            self.restore_backup, self.tasks,
        )  # fmt: skip
        screen = unlock.Unlock(self.folder, ways)
        self.window.show_alone(screen, _("Locked. Everything on the disk is encrypted."))
        screen.setFocus()

    def move_to(self, folder: Path) -> None:
        """Another vault; one that is open is locked first."""
        self.folder = folder
        if self._vault is not None:
            self.lock()
        else:
            self.show_unlock()

    def run_errand(self, errand: Errand) -> None:
        """Close the vault, do work that needs it closed, say what came of it, and begin anew: nothing else wipes it."""
        from ui.entrance.errand import ErrandPage

        self._leave()
        self.window.commands = {"quit": self.window.close}
        page = ErrandPage(errand, self.tasks, self.begin_again)
        self.window.show_alone(page, _("The vault is closed meanwhile."))
        page.begin()

    def begin_again(self) -> None:
        """Become a new process at the vault's folder."""
        self.close()
        self._again(self.folder)

    def restore_backup(self) -> None:
        """Put a backup in place while no vault is open."""
        from ui.safety.restoring import restore_closed

        restore_closed(self.folder, self.tasks, self.window, self.run_errand)

    def bring(self, files: list[Path]) -> None:
        """Files were dropped or chosen: look at them, or keep them until a vault is open."""
        if self._vault is not None:
            self.window.frame.navigate("bring", paths=tuple(str(one) for one in files))
            return
        self._waiting = files
        content = self._content()
        if isinstance(content, unlock.Unlock):
            count = len(files)
            template = ngettext(
                "{count} file waits until the vault is open.", "{count} files wait until the vault is open.", count
            )
            content.say(template.format(count=text.count(count)))
            return
        from ui.screens import welcome

        if isinstance(content, welcome.Welcome):
            content.take_files(files)

    def _listen(self, lock: InstanceLock | None = None) -> None:
        if self._listening is not None:
            self._listening.at(self.folder, lock)

    def _hear(self, files: list[Path], token: str) -> None:
        """The program was started a second time."""
        raise_window(self.window, token)
        if files:
            self.bring(files)

    def change_look(self, name: str, value: object) -> None:
        """Change a setting of the look, in the vault or for the next start."""
        if self._vault is not None:
            vault = self._vault

            def work(_progress: Progress) -> None:
                from hub.services import settings

                settings.change(vault, **{name: value})

            self.tasks.run(work)
            return
        self.settings = replace(self.settings, **{name: value})  # type: ignore[arg-type]  # one of the look's fields
        appearance.remember(self.memory, self.settings)
        self._dress()

    def lock(self) -> None:
        """Stop work, close the vault, clear what we put on the clipboard, and become a new process."""
        geometry.remember(self.window, self.memory)
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self.close()
        self._again(self.folder)

    def _lock_open(self) -> None:
        if self._vault is not None and not self.is_throwaway:
            self.lock()

    def close(self) -> None:
        """Wait for the work and close the vault; again is fine."""
        self._idle.stop()
        self._sleep.stop()
        self._chores.stop()
        self._arrivals.stop()
        if self._listening is not None:
            self._listening.stop()
        drafts = keeping.typed(self.window)
        self.tasks.close()
        if self._vault is not None:
            keeping.keep(self._vault, drafts)
            self.window.leave()
            self._vault.close()
            self._vault = None

    def _leave(self) -> None:
        self._idle.stop()
        self._chores.stop()
        self._arrivals.stop()
        drafts = keeping.typed(self.window)
        for job in self.tasks.running:
            job.cancel()
        if self._vault is not None:
            keeping.keep(self._vault, drafts)
            self.window.leave()
            self._vault.close()
            self._vault = None
        self.is_throwaway = self.is_sample = False

    def _make(self, passphrase: str, folder: Path) -> None:
        from ui.screens import welcome

        content = self._content()
        failed = content.show_problem if isinstance(content, welcome.Welcome) else self._show_problem
        self._waiting = content.files if isinstance(content, welcome.Welcome) else self._waiting
        self.folder = folder
        looks = {name: getattr(self.settings, name) for name in appearance.REMEMBERED}
        self.tasks.run(
            lambda _progress: opening.made(self._create, folder, passphrase, looks), self._enter, failed=failed
        )

    def _unlock(self, passphrase: str, accepted: frozenset[str]) -> None:
        folder = self.folder
        self._open(lambda: opening.opened(folder, passphrase, accepted))

    def _unlock_by_code(self, code: str, accepted: frozenset[str]) -> None:
        folder = self.folder
        self._open(lambda: opening.opened_by_code(folder, code, accepted))

    def _unlock_by_keyring(self, accepted: frozenset[str]) -> None:
        folder = self.folder
        self._open(lambda: opening.opened_by_keyring(folder, accepted))

    def _open(self, work: Callable[[], Vault]) -> None:
        content = self._content()
        failed = content.show_problem if isinstance(content, unlock.Unlock) else self._show_problem
        self.tasks.run(lambda _progress: work(), self._enter, failed=failed)

    def _show_sample(self) -> None:
        today = self.today()
        self.is_throwaway = True
        self.window.setEnabled(False)
        self.tasks.run(
            lambda progress: opening.sampled(today, progress), self._enter, ended=lambda: self.window.setEnabled(True)
        )

    def _content(self) -> object:
        """What has the whole sheet while no vault is open."""
        return getattr(self.window.centralWidget(), "content", None)

    def _enter(self, vault: Vault) -> None:
        from hub.services import demo, settings
        from ui import places

        self._vault = vault
        self._listen()
        self.settings = settings.load(vault)
        self.is_sample = demo.is_loaded(vault)
        if not self.is_throwaway:
            self.memory["vault"] = str(self.folder)
            appearance.remember(self.memory, self.settings)
        appearance.dress(self.app, self.settings, self._language)
        vault.subscribe(self._committed)
        self.window.commands = self._commands.inside()
        known = {one.name for one in places.places()}
        first = next(name for name in _FIRST_PLACES if name in known)
        self.window.enter(vault, first, settings=lambda: self.settings, today=self.today)
        self._idle.watch(0 if self.is_throwaway else self.settings.lock_after_minutes)
        if not self.is_throwaway:
            self._sleep.watch()
            vault.makes_backups = True
            self._chores.begin(vault)
        self._arrivals.follow(vault, self.settings.watch_folder)
        files, self._waiting = self._waiting, []
        keeping.bring_back(vault, self.window, partial(self.bring, files) if files else None)

    def _committed(self, topics: frozenset[str]) -> None:
        if "settings" in topics:
            self._settings_changed.emit()

    def _take_settings(self) -> None:
        if self._vault is None:
            return
        from hub.services import settings

        self.settings = settings.load(self._vault)
        self._arrivals.follow(self._vault, self.settings.watch_folder)
        if not self.is_throwaway:
            appearance.remember(self.memory, self.settings)
            self._idle.watch(self.settings.lock_after_minutes)
        self._dress()

    def _dress(self) -> None:
        if not appearance.dress(self.app, self.settings, self._language):
            return
        from ui.entrance.errand import ErrandPage

        if self._vault is not None:
            self.window.rebuild()
        elif isinstance(self._content(), unlock.Unlock):
            self.show_unlock()
        elif not isinstance(self._content(), ErrandPage):
            self.show_welcome()

    def _warm(self) -> None:
        """Import what the first screens need while the person reads or types."""

        self.tasks.run(lambda _progress: opening.warm())

    def _ask_consent(self, outgoing: Outgoing) -> bool:
        from hub.services import outbound
        from ui import consent

        return consent.ask(outgoing, self.window, lambda asked, once: outbound.grant(self.vault, asked, once=once))

    def _show_problem(self, error: HubError) -> None:
        from ui.ask import notice
        from ui.locale import wording

        worded = wording.error(error)
        notice(self.window, worded.message, " ".join(part for part in (worded.place, worded.next_step) if part))

    def _show_crash(self, error: BaseException) -> None:
        crash.show(error, self._log, self.window)


def _language_of(settings: Settings) -> str:
    return locale.language() if settings.language == "system" else settings.language
