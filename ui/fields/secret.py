"""Fields for a passphrase (hidden, can be shown, can be pasted, says when Caps Lock seems on) and a recovery code."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons
from ui.fields.field import Entry, Field
from ui.locale import gettext as _
from ui.locale.text import EntryError
from ui.style import tokens

_LONGEST = 4096
"""Characters of a passphrase, as `hub.services.vaults` has it; Qt would cut a longer paste without a word."""
_LONGEST_CODE = 200


class PassphraseField(Field):
    """A passphrase as it was typed, blanks included; `take` also empties the field."""

    def __init__(self, name: str, *, help_text: str = "", parent: QWidget | None = None) -> None:
        self.entry = Entry()
        super().__init__(name, self.entry, help_text=help_text, parent=parent)
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)
        self.entry.setMaxLength(1 << 24)
        hints = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        self.entry.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
        self.show_action = self.entry.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self.show_action.setCheckable(True)
        self.show_action.toggled.connect(self._show)
        self._show(visible=False)
        self._is_caps_lock = False
        self.entry.textEdited.connect(self._edited)
        self.entry.returnPressed.connect(self.committed)
        self.entry.installEventFilter(self)

    def value(self) -> str:
        """What was typed; `EntryError` when nothing was."""
        if not self.entry.text():
            raise EntryError("passphrase_missing", where={"position": 0})
        if len(self.entry.text()) > _LONGEST:
            raise EntryError("entry_too_long", where={"position": _LONGEST}, limit=_LONGEST)
        return self.entry.text()

    def take(self) -> str:
        """What was typed, and nothing is left in the field."""
        typed = self.value()
        self.set_value("")
        return typed

    def set_value(self, value: str) -> None:
        """Show a passphrase (hidden), or empty the field."""
        self.entry.setText(value)
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_action.setChecked(False)
        self.clear_error()

    def is_caps_lock(self) -> bool:
        """Whether the last letters look as if Caps Lock were on."""
        return self._is_caps_lock

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice Caps Lock: Qt can't ask for its state, but a capital without Shift shows it."""
        if watched is self.entry and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._notice(event)
        return super().eventFilter(watched, event)

    def _notice(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._is_caps_lock = False
        elif len(letter) == 1 and letter.lower() != letter.upper():
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._is_caps_lock = letter.isupper() != has_shift
        self.entry.set_hint(_("Caps Lock is on") if self._is_caps_lock else "")

    def _show(self, visible: bool) -> None:
        self.entry.setEchoMode(QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password)
        self.show_action.setIcon(icons.icon("eye-off" if visible else "eye"))
        self.show_action.setText(_("Hide the passphrase") if visible else _("Show the passphrase"))

    def _edited(self) -> None:
        self.clear_error()
        self.changed.emit()


class CodeField(Field):
    """A recovery code as it stands on paper: shown, in signs of equal width, left to right in every language."""

    def __init__(self, name: str, *, help_text: str = "", parent: QWidget | None = None) -> None:
        self.entry = Entry(is_left_to_right=True)
        super().__init__(name, self.entry, help_text=help_text, parent=parent)
        self.entry.setFont(tokens.font("mono"))
        self.entry.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.entry.setInputMethodHints(hints | Qt.InputMethodHint.ImhPreferUppercase)
        self.entry.setMaxLength(_LONGEST_CODE)
        self.entry.textEdited.connect(self._edited)
        self.entry.returnPressed.connect(self.committed)

    def value(self) -> str:
        """What was typed; `EntryError` when nothing was."""
        typed = self.entry.text().strip()
        if not typed:
            raise EntryError("code_missing", where={"position": 0})
        return typed

    def set_value(self, value: str) -> None:
        """Show a code, or empty the field."""
        self.entry.setText(value)
        self.clear_error()

    def _edited(self) -> None:
        self.clear_error()
        self.changed.emit()
