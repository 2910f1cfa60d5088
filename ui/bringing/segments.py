"""The segments above the lines: which of them are shown, with their counts, as many as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ui.bringing.lines import choices
from ui.bringing.reckoned import GROUPS
from ui.locale import _
from ui.parts.segmented import Segmented
from ui.style import tokens

_GAP = 3


class LineSegments(Segmented):
    """Where there is little room, only those that have lines. beside: what stands in the same row."""

    def __init__(self, beside: Sequence[QWidget]) -> None:
        self._counts: Mapping[str, int] = dict.fromkeys(GROUPS, 0)
        self._beside = tuple(beside)
        super().__init__(_("Which lines"), choices(self._counts, is_narrow=False))

    def show_counts(self, counts: Mapping[str, int], width: int) -> None:
        """Show how many lines each has. width: of the screen."""
        self._counts = counts
        self.fit(width)

    def fit(self, width: int) -> None:
        """Follow the width of the screen."""
        taken = sum(one.sizeHint().width() + tokens.space(_GAP) for one in self._beside if not one.isHidden())
        self.show_choices(choices(self._counts, is_narrow=False))
        for one in self._buttons.values():
            one.ensurePolished()  # its style adds to its width
        own = sum(one.sizeHint().width() for one in self._buttons.values())
        if own + taken > width - 2 * tokens.frame("gutter"):
            self.show_choices(choices(self._counts, is_narrow=True))
