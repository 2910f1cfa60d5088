"""Stacked bars over time: totals above, an average line, hatching for what is to sort, dashes for what is to come."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt

from ui.charts.axis import Scale, scale, tick_text
from ui.charts.canvas import END, MIDDLE, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Series:
    """One layer of the stack, from the bottom up. slot: its colour; is_unsorted: hatched, in no colour."""

    name: str
    slot: int = 0
    is_unsorted: bool = False
    key: object = None


@dataclass(frozen=True, slots=True)
class Column:
    """One bar: an amount (minor units) for each series, and what is expected on top of it."""

    label: str
    amounts: tuple[int, ...]
    to_come: int = 0
    is_current: bool = False
    name: str = ""
    key: object = None

    @property
    def total(self) -> int:
        """What is known, without what is still to come."""
        return sum(self.amounts)


@dataclass(frozen=True)
class Bars(Plot):
    """Stacked bars in one currency. average: a dashed line through all of them, None for none."""

    title: str
    currency: str
    series: tuple[Series, ...]
    columns: tuple[Column, ...]
    average: int | None = None
    average_name: str = field(default="")

    def paint(self, canvas: Canvas) -> None:
        """Grid and axis, bars, average, then totals with a halo."""
        frame = _Frame.of(self, canvas)
        self._paint_axis(canvas, frame)
        for index, column in enumerate(self.columns):
            for row, box in self._boxes(canvas, frame, index):
                self._paint_piece(canvas, row, box)
            self._paint_label(canvas, frame, index, column)
        if self.average is not None:
            y = frame.scale.y(self.average)
            canvas.across(y, frame.left, frame.right, tokens.color("text"), width=1.25, dashes=(4, 3))
        for index, column in enumerate(self.columns):
            if frame.shows_total(index):
                y = frame.scale.y(max(_up(column), 0)) - tokens.space(3)
                total = text.amount(column.total, self.currency, whole=True)
                canvas.text(frame.middle(index), y, total, "micro", "text", align=MIDDLE, weight=500, halo=True)

    def parts(self, canvas: Canvas) -> list[Part]:
        """For each bar its total, then its pieces from the top down."""
        frame = _Frame.of(self, canvas)
        found: list[Part] = []
        for index, column in enumerate(self.columns):
            name = column.name or column.label
            pieces = dict(self._boxes(canvas, frame, index))
            whole = QRectF()
            for box in pieces.values():
                whole = whole.united(box)
            if whole.isEmpty():
                whole = canvas.box(frame.start(index), frame.scale.y(0) - 2, frame.bar, 2)
            total = text.money(column.total, self.currency)
            found.append(Part(name, total, whole, index, 0, column.key))
            for row, box in sorted(pieces.items(), key=lambda item: item[1].top()):
                is_layer = row < len(self.series)
                layer = self.series[row].name if is_layer else _("still to come")
                amount = text.money(column.amounts[row] if is_layer else column.to_come, self.currency)
                key = self.series[row].key if is_layer else None
                place = 1 + sum(part.column == index for part in found) - 1
                found.append(Part(f"{name}, {layer}", amount, box, index, place, key))
        return found

    def table(self) -> Table:
        """A row for each bar, a column for each series and the total."""
        has_more = any(column.to_come for column in self.columns)
        names = tuple(layer.name for layer in self.series)
        head = (self.title, *names, _("Total"), *((_("Still to come"),) if has_more else ()))
        rows = []
        for column in self.columns:
            amounts = (*column.amounts, column.total, *((column.to_come,) if has_more else ()))
            rows.append((column.name or column.label, *(text.amount(value, self.currency) for value in amounts)))
        return Table(head, tuple(rows))

    def size_hint(self) -> QSize:
        """Pitch 62 for each bar, 250 high."""
        return QSize(tokens.px(45 + 36 * max(6, len(self.columns))), tokens.px(250))

    def _paint_axis(self, canvas: Canvas, frame: _Frame) -> None:
        step = frame.scale.ticks[1] - frame.scale.ticks[0]
        for tick in frame.scale.ticks:
            y = frame.scale.y(tick)
            color = tokens.color("axis" if tick == 0 else "grid")
            canvas.across(y, frame.left, frame.right, color)
            words = tick_text(tick, self.currency, step)
            canvas.text(frame.left - tokens.space(3), y + canvas.ascent_of() / 2, words, align=END)

    def _paint_label(self, canvas: Canvas, frame: _Frame, index: int, column: Column) -> None:
        if frame.shows_label(index):
            y = frame.bottom + tokens.space(3) + canvas.ascent_of()
            tone, weight = ("text", 600) if column.is_current else ("text-3", 0)
            canvas.text(frame.middle(index), y, column.label, tone=tone, align=MIDDLE, weight=weight)

    def _boxes(self, canvas: Canvas, frame: _Frame, index: int) -> list[tuple[int, QRectF]]:
        """Series number and place of each piece of a bar; what is to come has the number after the last series."""
        column, found = self.columns[index], []
        above = below = 0
        for row, value in enumerate((*column.amounts, column.to_come)):
            start = above if value > 0 else below
            above, below = above + max(value, 0), below + min(value, 0)
            if value:
                high, low = frame.scale.y(max(start, start + value)), frame.scale.y(min(start, start + value))
                found.append((row, canvas.box(frame.start(index), high, frame.bar, low - high)))
        return found

    def _paint_piece(self, canvas: Canvas, row: int, box: QRectF) -> None:
        if row == len(self.series):
            canvas.outline(box, tokens.color("text-3"), dashed=True)
            return
        # a gap of 1 px in the colour of the sheet parts the pieces
        inner = box.adjusted(0, 1 if box.height() > 2 else 0, 0, 0)
        layer = self.series[row]
        if layer.is_unsorted:
            canvas.hatch(inner, tokens.color("text-3"))
            canvas.outline(inner, tokens.color("text-3"))
        else:
            canvas.fill(inner, tokens.series(layer.slot), tokens.series_pattern(layer.slot))
            if tokens.series_pattern(layer.slot) != Qt.BrushStyle.SolidPattern:
                canvas.outline(inner, tokens.series(layer.slot))


def _up(column: Column) -> int:
    return sum(value for value in column.amounts if value > 0)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things are: the plot between left and right, the pitch of bars, and which texts have room."""

    left: float
    right: float
    bottom: float
    pitch: float
    bar: float
    scale: Scale
    every_label: int
    every_total: int
    count: int

    @classmethod
    def of(cls, plot: Bars, canvas: Canvas) -> _Frame:
        area = canvas.area
        line = canvas.height_of()
        top, bottom = area.top() + line, area.bottom() - line - tokens.space(2)
        highest = [_up(column) + max(column.to_come, 0) for column in plot.columns]
        lowest = [sum(value for value in column.amounts if value < 0) for column in plot.columns]
        values = [*highest, *lowest, *([plot.average] if plot.average is not None else [])]
        amounts = scale(values, top, bottom, wanted=max(2, round((bottom - top) / tokens.px(40))))
        step = amounts.ticks[1] - amounts.ticks[0]
        widest = max(canvas.width_of(tick_text(tick, plot.currency, step)) for tick in amounts.ticks)
        left = area.left() + widest + tokens.space(3)
        count = max(1, len(plot.columns))
        pitch = (area.right() - left) / count
        label = max((canvas.width_of(column.label, weight=600) for column in plot.columns), default=0.0)
        totals = [text.amount(column.total, plot.currency, whole=True) for column in plot.columns]
        total = max((canvas.width_of(words) for words in totals), default=0.0)
        return cls(
            left=left,
            right=area.right(),
            bottom=bottom,
            pitch=pitch,
            bar=min(pitch * 40 / 62, tokens.px(40)),
            scale=amounts,
            every_label=max(1, -(-int(label + tokens.space(3)) // max(1, int(pitch)))),
            every_total=max(1, -(-int(total + tokens.space(2)) // max(1, int(pitch)))),
            count=count,
        )

    def middle(self, index: int) -> float:
        return self.left + (index + 0.5) * self.pitch

    def start(self, index: int) -> float:
        return self.middle(index) - self.bar / 2

    def shows_label(self, index: int) -> bool:
        return (self.count - 1 - index) % self.every_label == 0

    def shows_total(self, index: int) -> bool:
        return (self.count - 1 - index) % self.every_total == 0
