"""Files that appear in the watched folder while a vault is open: said, offered on Today, and never added unasked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from ui.locale import _, ngettext, text

if TYPE_CHECKING:
    from hub.services.vaults import Vault
    from hub.services.watching import Offered
    from ui.window import MainWindow

SETTLED_MS = 1_500
"""Milliseconds after the last change of the folder: browsers write a file and then give it its name."""


class Arrivals(QObject):
    """Watches one folder for one open vault."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._vault: Vault | None = None
        self._folder = ""
        self._known: frozenset[Path] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _path: self._settled.start())

    def follow(self, vault: Vault, folder: str) -> None:
        """Watch this folder from now on, none where it is empty; what waits there already is not told again."""
        if vault is self._vault and folder == self._folder:
            return
        self.stop()
        self._vault, self._folder = vault, folder
        if folder and self._watcher.addPath(str(Path(folder).expanduser())):
            self.look()

    def stop(self) -> None:
        """Watch nothing."""
        self._settled.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._vault, self._folder, self._known = None, "", None

    def look(self) -> None:
        """See what is there now, off the window's thread."""
        vault, inside = self._vault, self._window.inside
        if vault is None or inside is None:
            return
        from hub.services import watching

        self._window.tasks.run(
            lambda progress: watching.offered(vault, datetime.now(UTC), progress),
            lambda found: self._tell(found, vault),
            owner=inside,
            key="arrivals",
        )

    def _tell(self, found: Sequence[Offered], vault: Vault) -> None:
        inside = self._window.inside
        if inside is None or vault is not self._vault:
            return
        before, self._known = self._known, frozenset(one.path for one in found)
        fresh = [one for one in found if before is not None and one.path not in before]
        if not fresh:
            return
        inside.changed("downloads")
        if len(fresh) == 1:
            names = {"file": text.code(fresh[0].path.name), "account": text.name(fresh[0].account)}
            inside.say(_("{file} has arrived for {account} and waits on Today.").format(**names), "file-down")
            return
        words = ngettext(
            "{count} file of your accounts has arrived and waits on Today.",
            "{count} files of your accounts have arrived and wait on Today.",
            len(fresh),
        )
        inside.say(words.format(count=text.count(len(fresh))), "file-down")
