"""The focus ring of a window: one frame that follows the focus, shown only after a key press, not after a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QFocusFrame,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_OWN_RING = (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QMenu, QMenuBar, QMainWindow)
"""What shows its focus itself: fields by their border, views inside the row."""
_SILENT_KEYS = frozenset({Qt.Key.Key_Alt, Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Meta})


class _Hand:
    """What the person used last."""

    is_key = False
    is_alt = False


def is_by_key() -> bool:
    """Whether the person uses keys now: only then is a focus shown."""
    return _Hand.is_key


def are_mnemonics_shown() -> bool:
    """Whether menus underline their letters: while Alt is held, and as long as a menu that was opened so is open."""
    return _Hand.is_alt


class FocusRing(QObject):
    """Shows the ring around what has the focus, in all windows of an application.

    A widget that draws its own sets the property `ring` to 0; another radius than the usual 8 px is its value.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        app.installEventFilter(self)
        app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember whether the person uses keys or the pointer."""
        kind = event.type()
        if kind in {QEvent.Type.KeyPress, QEvent.Type.KeyRelease} and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt:
                is_held = kind == QEvent.Type.KeyPress
                self._set_alt(is_alt=is_held or QApplication.activePopupWidget() is not None)
            elif kind == QEvent.Type.KeyPress and event.key() not in _SILENT_KEYS:
                self._set_by_key(is_by_key=True)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            self._set_by_key(is_by_key=False)
            self._set_alt(is_alt=False)
        return False

    @property
    def target(self) -> QWidget | None:
        """What the ring is shown around now, None while there is none."""
        try:
            return self._frame.widget() if self._frame is not None and self._frame.isVisible() else None
        except RuntimeError:  # the window of the frame is gone
            self._frame = None
            return None

    def _set_by_key(self, *, is_by_key: bool) -> None:
        if is_by_key != _Hand.is_key:
            _Hand.is_key = is_by_key
            now = QApplication.focusWidget()
            self._moved(None, now)
            if now is not None:
                now.update()

    def _set_alt(self, *, is_alt: bool) -> None:
        if is_alt != _Hand.is_alt:
            _Hand.is_alt = is_alt
            window = QApplication.activeWindow()
            if isinstance(window, QMainWindow):
                window.menuBar().update()

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._drop()
        if now is None or not _Hand.is_key or isinstance(now, _OWN_RING) or now.property("ring") == 0:
            return
        self._frame = QFocusFrame(now.window())
        self._frame.setWidget(now)

    def _drop(self) -> None:
        if self.target is not None and self._frame is not None:
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None
