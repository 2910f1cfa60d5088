"""The small bars of an inspector: the last few months of one payee, each with its amount."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize

from ui.charts.canvas import MIDDLE, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens


@dataclass(frozen=True)
class Lately(Plot):
    """One bar for each amount (minor units, all of one sign); the last is the current one, in ink."""

    title: str
    currency: str
    labels: tuple[str, ...]
    amounts: tuple[int, ...]

    def paint(self, canvas: Canvas) -> None:
        """Bars on a line, the amount above, the month below."""
        line = canvas.height_of()
        base = round(canvas.area.bottom() - line - tokens.space(1))
        for index, box in enumerate(self._boxes(canvas)):
            is_last = index == len(self.amounts) - 1
            canvas.rounded(box, tokens.color("accent" if is_last else "axis"))
            middle = self._middle(canvas, index)
            amount = text.amount(abs(self.amounts[index]), self.currency, whole=True)
            canvas.text(middle, box.top() - tokens.space(2), amount, tone="text-2", align=MIDDLE)
            canvas.text(middle, canvas.area.bottom() - tokens.space(1), self.labels[index], align=MIDDLE)
        canvas.across(base, canvas.area.left(), canvas.area.right(), tokens.color("axis"))

    def parts(self, canvas: Canvas) -> list[Part]:
        """One part for each bar."""
        amounts = [text.money(value, self.currency) for value in self.amounts]
        named = zip(self.labels, amounts, self._boxes(canvas), strict=True)
        return [Part(name, amount, box, index) for index, (name, amount, box) in enumerate(named)]

    def table(self) -> Table:
        """A row for each bar."""
        amounts = (text.amount(value, self.currency) for value in self.amounts)
        return Table((_("Month"), self.title), tuple(zip(self.labels, amounts, strict=True)))

    def size_hint(self) -> QSize:
        """Six bars side by side."""
        return QSize(tokens.px(44 * max(1, len(self.amounts))), tokens.px(92))

    def _middle(self, canvas: Canvas, index: int) -> float:
        pitch = canvas.area.width() / max(1, len(self.amounts))
        return canvas.area.left() + (index + 0.5) * pitch

    def _boxes(self, canvas: Canvas) -> list[QRectF]:
        line = canvas.height_of()
        base = canvas.area.bottom() - line - tokens.space(1)
        room = base - canvas.area.top() - line
        most = max((abs(value) for value in self.amounts), default=0) or 1
        width = min(tokens.px(30), canvas.area.width() / max(1, len(self.amounts)) * 0.62)
        boxes = []
        for index, value in enumerate(self.amounts):
            height = max(1.0, abs(value) * room / most)
            boxes.append(canvas.box(self._middle(canvas, index) - width / 2, base - height, width, height))
        return boxes
