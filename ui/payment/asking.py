"""The line that describes a purchase, and below it what was understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons
from ui.fields.field import Entry
from ui.locale import _, text
from ui.parts.boxes import column
from ui.parts.popover import Popover
from ui.parts.texts import Paragraph
from ui.payment import editing, line, naming, reading
from ui.payment.facts import FactBar
from ui.payment.reading import Ground
from ui.payment.situation import FACTS, Situation

_INTO_ANSWERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down})


class Asking(QWidget):
    """described(): `situation` says something else. on_down: the person wants to go into the answers."""

    described = Signal()

    def __init__(self, today: Callable[[], date], on_down: Callable[[], object]) -> None:
        super().__init__()
        self._today, self._on_down = today, on_down
        self._ground: Ground | None = None
        self.situation = Situation(today())
        self._said = self.situation
        self._chosen: set[str] = set()
        self.entry = Entry()
        self.entry.setProperty("grade", "large")
        self.entry.addAction(icons.icon("scale", "accent"), QLineEdit.ActionPosition.LeadingPosition)
        self.entry.setPlaceholderText(_("84 fuel in France tomorrow"))
        self.entry.setAccessibleName(_("What do you want to buy?"))
        self.entry.setMaxLength(line.LONGEST)
        self.entry.textEdited.connect(lambda _typed: self.read())
        self.entry.installEventFilter(self)
        self.bar = FactBar({part: _(naming.NAMES[part]) for part in FACTS}, self._open)
        self.unread = Paragraph(role="small", tone="text-3")
        column(self.entry, self.bar, self.unread, gap=3, parent=self)
        self.setFocusProxy(self.entry)
        self.unread.hide()

    def stand_on(self, ground: Ground) -> None:
        """What is known changed: read the line again."""
        self._ground = ground
        self.read()

    def ask(self, typed: str) -> None:
        """Put words into the line."""
        self._chosen.clear()
        self.entry.setText(typed)
        self.read()

    def read(self) -> None:
        """Understand the line; a fact that was changed by hand stays until the line says something else about it."""
        if self._ground is None:
            return
        said = line.read(self.entry.text(), self._ground.known, self._today())
        self._chosen = {part for part in self._chosen if said.same(self._said, part)}
        self._said = said
        self._take(said.taking(self.situation, self._chosen))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter and Down go into the answers."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _INTO_ANSWERS:
            self._on_down()
            return True
        return super().eventFilter(watched, event)

    def change(self, part: str, changed: Situation) -> None:
        """A fact was changed by hand."""
        self._chosen.add(part)
        self._take(self.situation.taking(changed, {part}))

    def _take(self, situation: Situation) -> None:
        if self._ground is None:
            return
        completed = reading.completed(situation, self._ground, self._chosen)
        self.situation = completed
        known = self._ground.known
        self.bar.say(naming.facts(completed, known, self._today()))
        is_finished = not self.entry.hasFocus() or self.entry.text().endswith(" ")
        unread = completed.unread if is_finished or len(completed.unread) > 1 else ()
        left = ", ".join(f"“{text.name(one)}”" for one in unread)
        self.unread.say(_("Not understood: {words}. Press a fact above to say it.").format(words=left) if left else "")
        self.unread.setVisible(bool(left))
        self.described.emit()

    def _open(self, part: str, beside: QWidget) -> None:
        if self._ground is None:
            return

        def changed(situation: Situation) -> None:
            self.change(part, situation)

        fields = editing.editor(part, self.situation, self._ground.known, self._today(), changed)
        popover = Popover(fields, self.window())
        popover.show_at(QRect(beside.mapToGlobal(beside.rect().topLeft()), beside.size()))
        fields.setFocus()
