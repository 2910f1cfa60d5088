"""A segmented choice: one outline, one of a few at a time; arrow keys move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui import icons
from ui.parts.texts import is_mirrored
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the choices: key, words, a count after the name (already written), an icon before it."""

    key: str
    words: str
    count: str = ""
    icon: str = ""


class Segmented(QWidget):
    """A row of choices of which one is current; chosen(key) when the person takes another."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[Choice], current: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(0)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(button.property("key")))
        self.show_choices(choices, current)

    @property
    def current(self) -> str:
        """The key of the current choice."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Make a choice the current one, without a signal."""
        self._buttons[key].setChecked(True)

    def show_choices(self, choices: Sequence[Choice], current: str = "") -> None:
        """Show these choices; the current one stays when it is still among them."""
        wanted = current or self.current
        if [one.key for one in choices] != list(self._buttons):
            for button in self._buttons.values():
                self._group.removeButton(button)
                button.hide()  # it takes room until it is deleted
                button.deleteLater()
            self._buttons = {one.key: self._button(one.key) for one in choices}
        for at, choice in enumerate(choices):
            self._name(self._buttons[choice.key], choice, _corner(at, len(choices)))
        chosen = wanted if wanted in self._buttons else choices[0].key
        self._buttons[chosen].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow keys, Home and End move the choice."""
        keys = list(self._buttons)
        at = keys.index(self.current)
        forward = Qt.Key.Key_Left if is_mirrored() else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if is_mirrored() else Qt.Key.Key_Left
        moved = {forward: at + 1, back: at - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(keys) - 1}.get(
            Qt.Key(event.key())
        )
        if moved is None or not 0 <= moved < len(keys):
            super().keyPressEvent(event)
            return
        self._buttons[keys[moved]].setChecked(True)
        self._buttons[keys[moved]].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(keys[moved])

    def _button(self, key: str) -> QToolButton:
        made = _Segment(self)
        made.setProperty("key", key)
        self._group.addButton(made)
        self._layout.addWidget(made)
        return made

    def _name(self, button: QToolButton, choice: Choice, corner: str) -> None:
        words = f"{choice.words}  {choice.count}" if choice.count else choice.words
        button.setText(f" {words}" if choice.icon else words)
        button.setAccessibleName(words)
        button.setProperty("corner", corner)
        if choice.icon:
            hot = "on-accent" if tokens.look().theme == "contrast" else "accent"  # as the text on it
            button.setIcon(icons.icon(choice.icon, "text-2", hot=hot))
            button.setIconSize(QSize(tokens.icon_size("small"), tokens.icon_size("small")))


class _Segment(QToolButton):
    """One segment: arrow keys belong to the row, only the current one takes the focus by Tab."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFont(tokens.font("small", weight=500))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.toggled.connect(self._take_focus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as with its current weight, so that nothing moves when the choice does."""
        hint = super().sizeHint()
        return QSize(hint.width() + tokens.px(3) * (not self.isChecked()), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the arrows to the row."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _take_focus(self, is_current: bool) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)


def _corner(at: int, count: int) -> str:
    if count == 1:
        return "both"
    first, last = ("right", "left") if is_mirrored() else ("left", "right")
    return first if at == 0 else last if at == count - 1 else "middle"
