"""The top bar: back, forward, the Ask box, Add expense, what has left the computer, the eye, the lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ui import icons
from ui.locale import _
from ui.palette import AskBox
from ui.parts.boxes import row
from ui.parts.buttons import icon_button
from ui.parts.texts import set_property
from ui.style import tokens

_STATES = {"offline": ("wifi-off", "positive"), "sent": ("send", "info"), "asking": ("hourglass", "warning")}


class TopBar(QWidget):
    """Signals: back, forward, add, privacy, lock; held(is_held) while the eye is pressed."""

    back = Signal()
    forward = Signal()
    add = Signal()
    privacy = Signal()
    lock = Signal()
    held = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = (_("Offline · nothing sent today"), _("Offline"), "offline")
        self.back_button = icon_button("arrow-left", _("Back"), self.back.emit, kind="desk")
        self.forward_button = icon_button("arrow-right", _("Forward"), self.forward.emit, kind="desk")
        for one in (self.back_button, self.forward_button):
            one.setFixedWidth(tokens.px(28))
            one.setEnabled(False)
        self.ask = AskBox()
        self.add_button = _words_button("plus", _("Add expense"))
        self.add_button.clicked.connect(lambda _checked: self.add.emit())
        self.network = _words_button("wifi-off", "")
        self.network.setProperty("kind", "pill")
        self.network.setFont(tokens.font("small", weight=500))
        self.network.clicked.connect(lambda _checked: self.privacy.emit())
        self.eye = icon_button("eye", _("Hide amounts while held"), kind="desk")
        self.eye.pressed.connect(lambda: self.held.emit(True))
        self.eye.released.connect(lambda: self.held.emit(False))
        self.lock_button = icon_button("lock", _("Lock"), self.lock.emit, kind="desk")
        parts = (self.add_button, self.network, self.eye, self.lock_button)
        layout = row(self.back_button, self.forward_button, self.ask, 0, *parts, gap=3, parent=self)
        layout.setStretchFactor(self.ask, 1000)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setFixedHeight(tokens.frame("topbar"))
        self.set_narrow(is_narrow=False)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Short words and icons in a narrow window."""
        self.ask.set_narrow(is_narrow=is_narrow)
        self.ask.setMaximumWidth(16777215 if is_narrow else tokens.px(440))
        self.forward_button.setVisible(not is_narrow)
        words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if is_narrow else words)
        long, short, _state = self._network
        self.network.setText(f" {short if is_narrow else long}")
        self.network.setAccessibleName(long)

    def show_network(self, words: str, short: str, state: str) -> None:
        """Say what has left: ("Sent 96 B to 1", "Sent", "sent"). state: offline, sent, asking."""
        is_narrow = self.forward_button.isHidden()
        self._network = (words, short, state)
        icon, tone = _STATES[state]
        self.network.setIcon(icons.icon(icon, tone))
        set_property(self.network, "state", state)
        self.set_narrow(is_narrow=is_narrow)


class _WordsButton(QToolButton):
    """An icon with words on the desk."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as icon and words: Qt adds two spaces to words."""
        has_words = self.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
        return super().sizeHint() - QSize(2 * has_words * self.fontMetrics().horizontalAdvance(" "), 0)


def _words_button(icon: str, words: str) -> QToolButton:
    made = _WordsButton()
    made.setProperty("kind", "desk")
    made.setIcon(icons.icon(icon, "positive" if icon == "wifi-off" else "text-2"))
    side = tokens.icon_size("small" if icon == "wifi-off" else "normal")
    made.setIconSize(QSize(side, side))
    made.setText(f" {words}")
    made.setAccessibleName(words)
    made.setToolTip(words)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setMinimumHeight(tokens.control("small" if icon == "wifi-off" else "normal"))
    return made
