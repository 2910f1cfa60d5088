"""The understood situation as five facts below the line; each can be pressed to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QSizePolicy, QWidget

from ui.locale import _
from ui.style import tokens
from ui.table.slots import Slots, draw_text, text_width

_PAD = 12


class Fact(QAbstractButton):
    """One fact: its name small, its value below; quiet: nobody said it, it is assumed."""

    def __init__(self, name: str, on_click: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self.value, self.is_quiet, self.has_line = name, "", False, False
        self.whence = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: on_click())

    def say(self, value: str, *, is_quiet: bool, whence: str = "") -> None:
        """Show a value, and where it comes from when nobody said it."""
        self.value, self.is_quiet, self.whence = value, is_quiet, whence
        spoken = _("{name}: {value}").format(name=self.name, value=value)
        self.setAccessibleName(_("{fact} ({whence})").format(fact=spoken, whence=whence) if whence else spoken)
        is_cut = text_width(value, "strong") > self.width() - 2 * tokens.px(_PAD)
        self.setToolTip("\n".join(filter(None, (value if is_cut else "", whence))))
        self.updateGeometry()
        self.update()

    @property
    def headline(self) -> str:
        """The name, and where the value comes from."""
        return _("{name} · {whence}").format(name=self.name, whence=self.whence) if self.whence else self.name

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the longer of both lines."""
        widest = max(text_width(self.headline, "micro"), text_width(self.value, "strong"))
        return QSize(
            round(widest) + 2 * tokens.px(_PAD) + 2, tokens.line("micro") + tokens.line("strong") + tokens.px(12)
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It can be elided."""
        return QSize(tokens.px(64), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Hover is seen."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw ground, name and value, and the line that parts it from the one before."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        with QPainter(self) as painter:
            if self.underMouse() or self.isDown():
                painter.fillRect(self.rect(), tokens.color("row-hover"))
            slots = Slots(QRectF(self.rect()), is_mirrored=mirrored)
            if self.has_line:
                painter.fillRect(slots.at(0, 1), tokens.color("border"))
            room = slots.at(tokens.px(_PAD), slots.width - 2 * tokens.px(_PAD))
            top, name, value = tokens.px(5), tokens.line("micro"), tokens.line("strong")
            draw_text(painter, QRectF(room.left(), top, room.width(), name), self.headline, "micro", "text-3")
            tone = "text-2" if self.is_quiet else "text"
            below = QRectF(room.left(), top + name, room.width(), value)
            draw_text(painter, below, self.value, "body" if self.is_quiet else "strong", tone)


class FactBar(QFrame):
    """The facts side by side, in two or three rows where there is no room for one."""

    def __init__(self, names: Mapping[str, str], on_open: Callable[[str, QWidget], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(_("What was understood"))
        self.facts: dict[str, Fact] = {}
        self._grid = QGridLayout(self)
        self._grid.setSpacing(0)
        self._grid.setContentsMargins(1, 1, 1, 1)
        for part, name in names.items():
            self.facts[part] = Fact(name, partial(self._open, part, on_open), self)
        self._columns = 0
        self._place()

    def _open(self, part: str, on_open: Callable[[str, QWidget], object]) -> None:
        on_open(part, self.facts[part])

    def say(self, values: Sequence[tuple[str, str, bool, str]]) -> None:
        """Show (part, value, is_quiet, whence) for each fact; those that are not among them are hidden."""
        shown = {part for part, *_said in values}
        if shown != {part for part, fact in self.facts.items() if not fact.isHidden()}:
            self._columns = 0
        for part, fact in self.facts.items():
            fact.setVisible(part in shown)
        for part, value, is_quiet, whence in values:
            self.facts[part].say(value, is_quiet=is_quiet, whence=whence)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give way where it is narrow."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two beside each other fit anywhere."""
        return QSize(tokens.px(160), super().minimumSizeHint().height())

    def _place(self) -> None:
        facts = [one for one in self.facts.values() if not one.isHidden()]
        wanted = sum(one.sizeHint().width() for one in facts)
        columns = len(facts) if wanted <= self.width() else 3 if wanted <= 2 * self.width() else 2
        for at in range(len(self.facts)):
            width = facts[at].sizeHint().width() if at < len(facts) else 0
            self._grid.setColumnStretch(at, width if columns == len(facts) else int(at < columns))
        if columns == self._columns:
            return
        self._columns = columns
        for at, fact in enumerate(facts):
            is_last = at == len(facts) - 1
            span = columns - at % columns if is_last else 1
            self._grid.addWidget(fact, at // columns, at % columns, 1, span)
            fact.has_line = at % columns > 0
