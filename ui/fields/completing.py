"""Completes a search while it is typed: a list below the field, chosen with the arrows and Enter, or with Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem

from hub.domain.completion import Completion, Vocabulary, completions
from ui.locale import N_, _
from ui.style import tokens

_KINDS = {"payee": N_("payee"), "account": N_("account"), "category": N_("category"), "tag": N_("tag")}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Offers(QListWidget):
    """The list below the line: never takes the focus, closes when the line loses it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "popup")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("What may follow"))
        self._line = line

    def offer(self, words: Sequence[str]) -> None:
        """Show these lines, none of them chosen; hide when there is none."""
        self.clear()
        height = tokens.px(28)
        for one in words:
            item = QListWidgetItem(one)
            item.setSizeHint(QSize(0, height))
            self.addItem(item)
        self.setVisible(bool(words))
        if words:
            self.setFixedSize(tokens.px(340), height * len(words) + 2 * self.frameWidth())
            self.move(self._line.mapToGlobal(QPoint(0, self._line.height() + tokens.px(4))))

    def step(self, by: int) -> None:
        """Choose the next or the one before, round and round."""
        count = self.count()
        at = self.currentRow()
        self.setCurrentRow((at + by) % count if at >= 0 else (0 if by > 0 else count - 1))


class QueryCompleter(QObject):
    """Offers what may follow in a line that holds a search. Enter takes the chosen one, Tab the first, Esc none."""

    def __init__(self, line: QLineEdit, today: Callable[[], date]) -> None:
        super().__init__(line)
        self.known = Vocabulary()
        self.popup = Offers(line)
        self._line, self._today = line, today
        self._found: list[Completion] = []
        line.textEdited.connect(self._typed)
        line.installEventFilter(self)
        self.popup.itemClicked.connect(lambda item: self._take(self.popup.row(item)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move in the list, Enter and Tab take, Esc closes; without a list the line gets its keys."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.popup.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not self.popup.isVisible():
            return super().eventFilter(watched, event)
        return self._key(event.key())

    def _key(self, key: int) -> bool:
        chosen = self.popup.currentRow()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.popup.hide()
        elif key == Qt.Key.Key_Tab or (key in _ENTER and chosen >= 0):
            self._take(max(chosen, 0))
        else:
            if key in _ENTER:
                self.popup.hide()
            return False
        return True

    def _typed(self, typed: str) -> None:
        found = completions(typed, self._line.cursorPosition(), self.known, self._today())
        self._found = found if self._line.hasFocus() else []
        self.popup.offer([_words(one) for one in self._found])

    def _take(self, at: int) -> None:
        chosen = self._found[at]
        self.popup.hide()
        self._line.setSelection(chosen.start, chosen.end - chosen.start)
        self._line.insert(chosen.text)


def _words(one: Completion) -> str:
    kind = _KINDS.get(one.kind, "")
    return f"{one.shown}  ({_(kind)})" if kind else one.shown
