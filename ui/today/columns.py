"""Sections that stand side by side where there is room and below each other where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui.parts.boxes import column, row
from ui.parts.texts import Paragraph, label
from ui.style import tokens

_BELOW_FROM = 1.5
"""From this font scale on the comment of a section stands below its name."""


class Columns(QWidget):
    """Widgets of equal width in as many columns as fit; those of one row are equally high.

    least: pixels at 100 % that a column needs; gap: step of the spacing between columns.
    """

    def __init__(self, least: int, gap: int = 5) -> None:
        super().__init__()
        self._least = least
        self._widgets: list[QWidget] = []
        self._shown = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.space(gap))
        self._grid.setVerticalSpacing(tokens.space(5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these instead of the ones before."""
        for old in self._widgets:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._widgets = list(widgets)
        self._shown = 0
        self.setVisible(bool(widgets))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many columns as fit now."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One column fits everywhere."""
        return QSize(
            max((one.minimumSizeHint().width() for one in self._widgets), default=0), super().minimumSizeHint().height()
        )

    def _arrange(self) -> None:
        if not self._widgets:
            return
        gap = self._grid.horizontalSpacing()
        least = max(tokens.px(self._least), *(one.minimumSizeHint().width() for one in self._widgets))
        fitting = (self.width() + gap) // (least + gap)
        wanted = max(1, min(fitting, len(self._widgets)))
        if wanted == self._shown:
            return
        for widget in self._widgets:
            self._grid.removeWidget(widget)
        for at in range(max(self._shown, wanted)):
            self._grid.setColumnStretch(at, 1 if at < wanted else 0)
        self._shown = wanted
        for at, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, at // wanted, at % wanted)
            widget.show()
        for before, after in zip(self._widgets, self._widgets[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.updateGeometry()


class Section(QWidget):
    """The head of a section: its name, and one comment on the same line, or below it in large type."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.name: QLabel = label(words, "section")
        self.comment = Paragraph(role="small")
        if tokens.look().scale >= _BELOW_FROM:
            column(self.name, self.comment, gap=1, parent=self)
            return
        layout = row(self.name, self.comment, gap=3, parent=self)
        layout.setStretchFactor(self.comment, 1)
        layout.setAlignment(self.comment, Qt.AlignmentFlag.AlignBottom)
