"""The check-up: eight points, each with what mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hub.services.privacy_checkup import Point
from ui.locale import _, ngettext, text, wording
from ui.parts.boxes import clear, column, hairline, heading, row
from ui.parts.buttons import button
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label


class Checkup(QWidget):
    """on_fix(point): its button was pressed."""

    def __init__(self, on_fix: Callable[[Point], object]) -> None:
        super().__init__()
        self._on_fix = on_fix
        self._list: QVBoxLayout = column(gap=4)
        self.found = label("", "small", "text-2")
        column(heading(_("Check-up"), "", self.found), self._list, 1, gap=4, parent=self)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show the points, those that want something first."""
        clear(self._list)
        wanting = sum(not one.is_well for one in points)
        template = ngettext("{count} point wants something", "{count} points want something", wanting)
        self.found.setText(template.format(count=text.count(wanting)) if wanting else _("all is well"))
        for at, one in enumerate(points):
            if at:
                self._list.addWidget(hairline())
            self._list.addLayout(self._line(one))

    def _line(self, one: Point) -> QVBoxLayout:
        icon = Picture(
            "circle-check" if one.is_well else "circle-alert", "positive" if one.is_well else "warning", "small"
        )
        words = (
            wording.point(one.code, one.count, one.names) if not one.is_well else wording.label("point_well", one.code)
        )
        name = label(wording.label("point", one.code), "strong")
        line = row(icon, column(name, Paragraph(words, "small"), gap=0), gap=4)
        line.setStretch(1, 1)
        if not one.is_well:
            line.addWidget(button(wording.label("point_fix", one.code), lambda: self._on_fix(one), grade="small"))
        return column(line, gap=0)
