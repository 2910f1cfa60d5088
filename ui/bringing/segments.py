"""The segments above the lines: which of them are shown, with their counts, as many as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ui.bringing.lines import choices
from ui.bringing.reckoned import GROUPS
from ui.locale import _
from ui.parts.segmented import Choice, Segmented
from ui.style import tokens
from ui.table.slots import text_width

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
        whole = choices(self._counts, is_narrow=False)
        is_narrow = self._width_of(whole) + taken > width - 2 * tokens.frame("gutter")
        self.show_choices(choices(self._counts, is_narrow=True) if is_narrow else whole)

    def _width_of(self, wanted: Sequence[Choice]) -> int:
        """How wide these would be, by what stands around the words of the first; making them takes longer."""
        first = next(iter(self._buttons.values()))
        first.ensurePolished()
        around = first.sizeHint().width() - text_width(first.text(), "small", weight=500) + tokens.px(3)
        words = (f"{one.words}  {one.count}" for one in wanted)
        return round(sum(text_width(one, "small", weight=500) + around for one in words))
