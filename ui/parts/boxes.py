"""Layouts without margins nobody asked for, hairlines, headings, and scroll areas that show the sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.parts.texts import label
from ui.style import tokens


def row(*parts: QWidget | QLayout | int, gap: int = 3, parent: QWidget | None = None) -> QHBoxLayout:
    """Parts side by side; gap: step of `tokens.space`. A number is a stretch of that weight (0 counts as 1)."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    _fill(made, parts, gap)
    return made


def column(*parts: QWidget | QLayout | int, gap: int = 3, parent: QWidget | None = None) -> QVBoxLayout:
    """Parts below each other; gap: step of `tokens.space`. A number is a stretch of that weight."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    _fill(made, parts, gap)
    return made


def holding(layout: QLayout) -> QWidget:
    """A plain widget around a layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def inset(layout: QLayout, sides: int, ends: int | None = None) -> None:
    """Margins of a layout by steps of `tokens.space`: leading and trailing, then top and bottom."""
    across, down = tokens.space(sides), tokens.space(sides if ends is None else ends)
    layout.setContentsMargins(across, down, across, down)


def hairline() -> QFrame:
    """A line of one pixel between groups."""
    return _line("hairline")


def sum_line() -> QFrame:
    """The darker line above a sum."""
    return _line("rule")


def heading(words: str, comment: str = "", *trailing: QWidget) -> QHBoxLayout:
    """The head of a section: its name, one comment on the same baseline, and what stands at the end of the line."""
    made = row(label(words, "section"), gap=3)
    if comment:
        made.addWidget(label(comment, "small", "text-2"))
    made.addStretch()
    for widget in trailing:
        made.addWidget(widget)
    return made


def scrolled(content: QWidget) -> QScrollArea:
    """A widget in an area that scrolls down, never sideways, and shows what lies behind it."""
    made = QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(content)
    made.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def key_cap(words: str) -> QLabel:
    """The picture of a key ("Ctrl K"); always left to right."""
    made = label(words, "micro", "text-3")
    made.setProperty("role", "key")
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setFixedHeight(tokens.px(18))
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _fill(made: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout | int, ...], gap: int) -> None:
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(tokens.space(gap) if gap else 0)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part or 1)
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)


def _line(role: str) -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    made.setFixedHeight(1)
    return made
