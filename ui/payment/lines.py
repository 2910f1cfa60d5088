"""The arithmetic of a way to pay in a narrow place: what came about how stands beside the name, or below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.parts.arithmetic import Line
from ui.parts.boxes import column, row, sum_line
from ui.parts.texts import Paragraph, label
from ui.style import tokens
from ui.table.slots import text_width

_FIGURES = 76
"""Room that the amounts take, at 100 %."""


class Lines(QWidget):
    """Lines that add up, and their sum. width: pixels of the whole at 100 %."""

    def __init__(self, lines: Sequence[Line], total: Line, width: int) -> None:
        super().__init__()
        self._room = tokens.px(width - _FIGURES)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.space(3))
        self._grid.setVerticalSpacing(tokens.space(2))
        self._grid.setColumnStretch(0, 1)
        for line in lines:
            self._add(line, weight=500)
        self._grid.addWidget(sum_line(), self._grid.rowCount(), 0, 1, 2)
        self._add(total, weight=600)
        self.setAccessibleName("; ".join(f"{one.name} {one.amount}" for one in (*lines, total)))

    def _add(self, line: Line, weight: int) -> None:
        at = self._grid.rowCount()
        is_sum = weight == 600
        taken = text_width(line.name, "body", weight=weight) + text_width(line.how, "small") + tokens.space(3)
        if taken <= self._room:
            how = [label(line.how, "small", "text-3")] if line.how else []
            name = label(line.name, "body", "text", weight=600 if is_sum else 400)
            self._grid.addLayout(row(name, *how, 0, gap=2), at, 0)
        else:
            below = [Paragraph(line.how, "small", "text-3")] if line.how else []
            self._grid.addLayout(column(Paragraph(line.name, "body", "text"), *below, gap=0), at, 0)
        amount = label(line.amount, "body", line.tone, tabular=True, weight=weight, is_trailing=True)
        self._grid.addWidget(amount, at, 1, Qt.AlignmentFlag.AlignTop)
