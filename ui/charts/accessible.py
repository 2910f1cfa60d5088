"""What a screen reader finds in a chart: the chart, and in it a child for each part with its name and value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget

from ui.style import tokens

if TYPE_CHECKING:
    from ui.charts.view import ChartView


class _Installed:
    """The class of widgets that Qt asks us about."""

    kind: type[ChartView] | None = None


class ChartInterface(QAccessibleWidget):
    """A chart to a screen reader."""

    def __init__(self, view: ChartView) -> None:
        super().__init__(view, QAccessible.Role.Chart, view.accessibleName())
        self._view = view
        # Qt keeps plain pointers to children: they live as long as the chart does
        self._children: list[PartInterface] = []

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """A child for each part."""
        return len(self._view.parts())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt does take none
        """The part with this number."""
        count = self.childCount()
        while len(self._children) < count:
            self._children.append(PartInterface(self._view, self, len(self._children)))
        return self._children[index] if 0 <= index < count else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """The number of a part, -1 for a stranger."""
        return next((number for number, known in enumerate(self._children) if known is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """The part at a place on the screen."""
        for number in range(self.childCount() - 1, -1, -1):
            found = self.child(number)
            if found is not None and found.rect().contains(x, y):
                return found
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """The part the arrow keys are on."""
        current = self._view.current()
        return self.child(self._view.parts().index(current)) if current and self._view.hasFocus() else None


class PartInterface(QAccessibleInterface):
    """A part of a chart to a screen reader."""

    def __init__(self, view: ChartView, chart: ChartInterface, number: int) -> None:
        super().__init__()
        self._view, self._chart, self._number = view, chart, number

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Whether the chart still has this part."""
        return self._number < len(self._view.parts())

    def object(self) -> QObject | None:  # type: ignore[override]  # a part is no object of Qt's
        """None: a part is no object of Qt's."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The chart."""
        return self._chart

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt does take none
        """A part has no parts."""
        del index
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """A part has no parts."""
        del x, y
        return None

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """A part has no parts."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """A part has no parts."""
        del child
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """Its name, or its value."""
        if not self.isValid():
            return ""
        part = self._view.parts()[self._number]
        return {QAccessible.Text.Name: part.name, QAccessible.Text.Value: part.value}.get(kind, "")

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802 - Qt's name
        """Nothing: a part can only be read."""

    def rect(self) -> QRect:
        """Its place on the screen."""
        if not self.isValid():
            return QRect()
        place = self._view.parts()[self._number].rect.toAlignedRect()
        return QRect(self._view.mapToGlobal(place.topLeft()), place.size())

    def role(self) -> QAccessible.Role:
        """An item of a list, which readers name with its number."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """It can be read and focused."""
        found = QAccessible.State()
        found.focusable = True
        found.readOnly = True
        found.focused = self._view.hasFocus() and self._chart.focusChild() is self
        return found

    def backgroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        """The ground it lies on."""
        return tokens.color("sheet")

    def foregroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        """The colour of its text."""
        return tokens.color("text")

    def window(self) -> Any:
        """The chart's window."""
        return self._view.window().windowHandle()


def install(kind: type[ChartView]) -> None:
    """Have Qt ask for the interfaces of charts, the widgets of this class; once."""
    if _Installed.kind is None:
        _Installed.kind = kind
        QAccessible.installFactory(_made)


_known: dict[int, ChartInterface] = {}
"""Interfaces that were handed to Qt, by chart: without a Python reference they would die under it."""


def _made(name: str, thing: QObject) -> QAccessibleInterface | None:
    del name
    if _Installed.kind is None or not isinstance(thing, _Installed.kind):
        return None
    number = id(thing)
    if number not in _known:
        _known[number] = ChartInterface(thing)
        thing.destroyed.connect(lambda: _known.pop(number, None))
    return _known[number]
