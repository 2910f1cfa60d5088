"""Size and place of the window: the first time 1366×860 or 85 % of the screen in its middle, then as it was left."""

from __future__ import annotations

from collections.abc import MutableMapping

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

_KEY = "window.geometry"
_FIRST = QSize(1366, 860)
_SMALLEST = QSize(640, 480)
_SHARE = 85


def restore(window: QMainWindow, memory: MutableMapping[str, str]) -> None:
    """Put the window where it was, or where a first window belongs."""
    room = window.screen().availableGeometry()
    window.setMinimumSize(_SMALLEST.boundedTo(room.size()))
    kept = memory.get(_KEY, "")
    if kept and window.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii")))):
        return
    size = _FIRST
    if size.width() > room.width() or size.height() > room.height():
        size = QSize(room.width() * _SHARE // 100, room.height() * _SHARE // 100)
    window.resize(size)
    window.move(room.center() - window.rect().center())


def remember(window: QMainWindow, memory: MutableMapping[str, str]) -> None:
    """Keep where the window is."""
    memory[_KEY] = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
