"""Arithmetic: named lines that add up, each of which can say where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.parts.boxes import column, row, sum_line
from ui.parts.buttons import button
from ui.parts.texts import label
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, how it came about, its written amount; explain: called when the amount is asked."""

    name: str
    amount: str
    how: str = ""
    tone: str = "text"
    explain: Callable[[], object] | None = None


class Arithmetic(QWidget):
    """Lines below each other, and the sum under a rule.

    title: what it is, with `figure` at its end. links: (words, action) below. The accessible name reads it all.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        total: Line | None = None,
        *,
        title: str = "",
        figure: str = "",
        links: Sequence[tuple[str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = column(gap=2, parent=self)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setHorizontalSpacing(tokens.space(5))
        self._grid.setColumnStretch(0, 1)
        outer.addLayout(self._grid)
        if title:
            self._add(Line(title, figure), weight=600)
        for line in lines:
            self._add(line, weight=500)
        if total is not None:
            self._grid.addWidget(sum_line(), self._grid.rowCount(), 0, 1, 2)
            self._add(total, weight=600)
        if links:
            outer.addLayout(row(*(button(words, act, kind="link", grade="small") for words, act in links), 0, gap=5))
        everything = [Line(title, figure)] * bool(title) + list(lines) + [total] * (total is not None)
        self.setAccessibleName("; ".join(f"{one.name} {one.amount}" for one in everything if one is not None))

    def _add(self, line: Line, weight: int) -> None:
        at = self._grid.rowCount()
        name = row(label(line.name, "body", "text", weight=600 if weight == 600 else 400), gap=2)
        if line.how:
            name.addWidget(label(line.how, "small", "text-3"))
        name.addStretch()
        self._grid.addLayout(name, at, 0)
        self._grid.setRowMinimumHeight(at, tokens.px(24))
        if line.explain is not None:
            self._grid.addWidget(button(line.amount, line.explain, kind="link"), at, 1, _END)
        else:
            amount = label(line.amount, "body", line.tone, tabular=True, weight=weight, is_trailing=True)
            self._grid.addWidget(amount, at, 1)


_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
