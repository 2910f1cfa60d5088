"""The first window of a vault listens for what later starts hand over."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from hub.services.process import InstanceLock
from ui.program import handover

_LOOK_AGAIN_MS = 50


class Listening(QObject):
    """Calls on_files(files) for each request; the files may be none: then the window is only to come to the front."""

    def __init__(self, parent: QObject, on_files: Callable[[list[Path], str], object], runtime: Path) -> None:
        super().__init__(parent)
        self._on_files, self._runtime = on_files, runtime
        self._lock: InstanceLock | None = None
        self._place: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._take())
        self._again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)  # a rename just after the look before
        self._again.timeout.connect(self._take)

    def at(self, vault: Path, lock: InstanceLock | None = None) -> None:
        """Listen for this vault from now on; lock: where the start has claimed it already.

        Where another window listens for it, or the place is not the person's own, nothing is listened for.
        """
        place = handover.box(vault, self._runtime)
        if place == self._place and self._lock is not None and lock is None:
            return
        self.stop()
        if place is None:
            return
        self._lock = lock or handover.claim(place)
        if self._lock is not None:
            self._place = place
            self._watcher.addPath(str(place))
            self._take()

    def stop(self) -> None:
        """Listen no longer."""
        if self._place is not None:
            self._watcher.removePath(str(self._place))
        if self._lock is not None:
            self._lock.release()
        self._place = self._lock = None

    def _take(self) -> None:
        found = handover.taken(self._place) if self._place is not None else []
        for request in found:
            self._on_files(list(request.files), request.token)
        if found:
            self._again.start()


def raise_window(window: QWidget, token: str) -> None:
    """Bring a window to the front; token: the permission that the desktop gave to the second start (Wayland)."""
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
    with suppress(KeyError):
        del os.environ["XDG_ACTIVATION_TOKEN"]
