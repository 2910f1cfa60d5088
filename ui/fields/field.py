"""What all fields share: a name above, the control, and one line below for help or for what is wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QVBoxLayout, QWidget

from ui import icons
from ui.locale.text import EntryError
from ui.style import tokens


class Field(QWidget):
    """A named control for one value; subclasses add `value` and `set_value`.

    changed: the person changed it (also while typing). committed: the person is done with it (Enter, focus left,
    choice made) and it can be read.
    """

    changed = Signal()
    committed = Signal()

    def __init__(self, name: str, control: QWidget, *, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._help = help_text
        self.name_label = _label(name, "strong", "text-2")
        self.name_label.setBuddy(control)
        if not name:  # a label that is shown before it has a parent flashes up as a window of its own
            self.name_label.hide()
        self._below = _label(help_text, "small", "text-3")
        self._below.setWordWrap(True)
        if not help_text:
            self._below.hide()
        control.setAccessibleName(name.replace("&", ""))
        control.setAccessibleDescription(help_text)
        self.setFocusProxy(control)
        control.setSizePolicy(control.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space(2))
        for part in (self.name_label, control, self._below):
            column.addWidget(part)

    def value(self) -> Any:
        """The value; raises `EntryError` when what was typed is not one."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; nothing is announced as changed."""
        raise NotImplementedError

    def check(self) -> bool:
        """Show below the field what is wrong with it, if anything; whether all is well."""
        try:
            self.value()
        except EntryError as error:
            from ui.locale import wording  # the tables take long to import: not before a window shows

            self.show_error(wording.error(error).message)
            return False
        self.clear_error()
        return True

    def error(self) -> str:
        """The sentence that is shown below the field, or ""."""
        return self._below.text() if self.property("state") == "error" else ""

    def show_error(self, sentence: str) -> None:
        """Mark the field as wrong, with a sentence that says the repair."""
        self._mark("error", sentence, "negative")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.control, sentence))

    def clear_error(self) -> None:
        """Show the help again instead of an error."""
        self._mark("", self._help, "text-3")

    def _mark(self, state: str, sentence: str, tone: str) -> None:
        if state == (self.property("state") or "") and sentence == self._below.text():
            return
        self._below.setText(sentence)
        self._below.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        self.setProperty("state", state)
        _restyle(self._below, "tone", tone)
        _restyle(self.control, "state", state)


class Entry(QLineEdit):
    """A line edit with a quiet hint at its end ("= 37.50"), and an icon there when it is wrong."""

    def __init__(self, *, is_left_to_right: bool = False) -> None:
        super().__init__()
        self._hint = ""
        if is_left_to_right:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        # without AlignAbsolute the direction of the text decides, and a Latin name lands on the hint's side
        start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def hint(self) -> str:
        """The hint at the end."""
        return self._hint

    def set_hint(self, text: str) -> None:
        """Show a hint at the end; it gives way when the text needs the room."""
        self._hint = text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The text, then the hint or the error's icon."""
        super().paintEvent(event)
        is_wrong = self.property("state") == "error"
        room = self._room_at_end()
        with QPainter(self) as painter:
            if is_wrong:
                side = tokens.icon_size()
                spot = QRect(room.right() - side + 1, room.center().y() - side // 2, side, side)
                if self.isRightToLeft():
                    spot.moveLeft(room.left())
                icons.paint(painter, spot.toRectF(), "circle-alert", "negative")
            elif self._hint and self._fits(room):
                painter.setFont(tokens.font("body", tabular=True))
                painter.setPen(tokens.color("text-2"))
                end = Qt.AlignmentFlag.AlignLeft if self.isRightToLeft() else Qt.AlignmentFlag.AlignRight
                painter.drawText(room, end | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, self._hint)

    def _room_at_end(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        inside.adjust(tokens.space(2), 0, -tokens.space(2), 0)
        taken = sum(tokens.icon_size() + tokens.space(3) for action in self.actions() if action.isVisible())
        return inside.adjusted(taken, 0, 0, 0) if self.isRightToLeft() else inside.adjusted(0, 0, -taken, 0)

    def _fits(self, room: QRect) -> bool:
        figures = self.fontMetrics()
        needed = figures.horizontalAdvance(self.text()) + figures.horizontalAdvance(self._hint) + tokens.space(5)
        return needed <= room.width()


def _label(text: str, role: str, tone: str) -> QLabel:
    label = QLabel(text)
    label.setFont(tokens.font(role))
    label.setProperty("tone", tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    # QLabel aligns by the direction of its text, not of the layout (DESIGN section 7)
    side = Qt.AlignmentFlag.AlignRight if label.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return label


def _restyle(widget: QWidget, name: str, value: str) -> None:
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
