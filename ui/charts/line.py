"""A line over time: the known past, today, and a forecast with its fan; a buffer line; steps for balances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPointF, QSize

from ui.charts.axis import Scale, scale, tick_text
from ui.charts.canvas import END, MIDDLE, START, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Point:
    """A known amount (minor units) on a day."""

    on: date
    value: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected on a day: the middle, and for each band its lowest and highest, widest band first."""

    on: date
    middle: int
    bands: tuple[tuple[int, int], ...] = ()


FAN = (16, 22, 34)
"""How strong the bands are in percent of ink, widest first (95, 80, 50 %)."""


@dataclass(frozen=True)
class Line(Plot):
    """An amount over time. is_stepped: the value holds until the next one (balances, prices).

    today: parts the known from the expected; buffer: an amount that should not be undercut; names_lowest: write at
    the lowest point, of what is ahead where there is a forecast. beside, beside_name: a line to compare with.
    height: pixels at 100 %.
    """

    title: str
    currency: str
    points: tuple[Point, ...]
    forecast: tuple[Forecast, ...] = ()
    today: date | None = None
    buffer: int | None = None
    is_stepped: bool = False
    names_lowest: bool = False
    from_zero: bool = True
    beside: tuple[Point, ...] = ()
    beside_name: str = ""
    height: int = 160

    def paint(self, canvas: Canvas) -> None:
        """Grid, fan, buffer, today, the lines, then the direct labels."""
        frame = _Frame.of(self, canvas)
        self._paint_axes(canvas, frame)
        self._paint_fan(canvas, frame)
        if self.buffer is not None:
            y = frame.scale.y(self.buffer)
            canvas.across(y, frame.left, frame.right, tokens.color("warning"), width=1.25, dashes=(3, 2))
            canvas.text(frame.right, y + canvas.ascent_of() + 4, _("buffer"), tone="warning", align=END, halo=True)
        known = self._path(frame, [(point.on, point.value) for point in self.points])
        if self.is_stepped and known:
            base = frame.scale.y(max(frame.scale.low, 0))
            canvas.area_of(
                [QPointF(known[0].x(), base), *known, QPointF(known[-1].x(), base)], tokens.color("accent-tint")
            )
        canvas.path(known, tokens.color("accent" if self.is_stepped else "text"), width=1.75)
        ahead = [(point.on, point.middle) for point in self.forecast]
        if ahead and self.points:
            ahead.insert(0, (self.points[-1].on, self.points[-1].value))
        canvas.path(self._path(frame, ahead), tokens.color("accent"), width=1.75, dashes=(3, 2))
        self._paint_beside(canvas, frame)
        self._paint_marks(canvas, frame)

    def parts(self, canvas: Canvas) -> list[Part]:
        """Each point, known then expected."""
        frame = _Frame.of(self, canvas)
        found: list[Part] = []
        for point in self.points:
            place = canvas.box(frame.x(point.on) - 4, frame.scale.y(point.value) - 4, 8, 8)
            name = text.day_long(point.on)
            found.append(Part(name, text.money(point.value, self.currency), place, len(found), 0, point.on))
        for ahead in self.forecast:
            place = canvas.box(frame.x(ahead.on) - 4, frame.scale.y(ahead.middle) - 4, 8, 8)
            name = _("{day}, expected").format(day=text.day_long(ahead.on))
            found.append(Part(name, self._expected(ahead), place, len(found), 0, ahead.on))
        for point in self.beside:
            place = canvas.box(frame.x(point.on) - 4, frame.scale.y(point.value) - 4, 8, 8)
            name = _("{day}, {name}").format(day=text.day_long(point.on), name=self.beside_name)
            found.append(Part(name, text.money(point.value, self.currency), place, len(found), 0, point.on))
        return found

    def table(self) -> Table:
        """A row for each day; expected ones with their bands."""
        names = [_("{share} from"), _("{share} to")]
        shares = [text.percent(share) for share in _SHARES][-len(self.forecast[0].bands) :] if self._has_bands else []
        bands = [name.format(share=share) for share in shares for name in names]
        head = (_("Day"), self.title, *bands)
        rows = [
            (text.day(point.on), text.amount(point.value, self.currency), *([""] * len(bands))) for point in self.points
        ]
        for ahead in self.forecast:
            limits = [text.amount(limit, self.currency) for band in ahead.bands for limit in band]
            rows.append((text.day(ahead.on), text.amount(ahead.middle, self.currency), *limits))
        if self.beside:
            others = {point.on: text.amount(point.value, self.currency) for point in self.beside}
            days = [point.on for point in self.points] + [ahead.on for ahead in self.forecast]
            rows = [(*row, others.get(on, "")) for row, on in zip(rows, days, strict=True)]
            head = (*head, self.beside_name)
        return Table(head, tuple(rows))

    def size_hint(self) -> QSize:
        """Wide enough for six month names."""
        return QSize(tokens.px(300), tokens.px(self.height))

    @property
    def _has_bands(self) -> bool:
        return bool(self.forecast and self.forecast[0].bands)

    def _expected(self, ahead: Forecast) -> str:
        middle = text.money(ahead.middle, self.currency)
        if not ahead.bands:
            return middle
        low, high = (text.money(limit, self.currency) for limit in ahead.bands[0])
        return _("{middle}, between {low} and {high}").format(middle=middle, low=low, high=high)

    def _path(self, frame: _Frame, places: Sequence[tuple[date, int]]) -> list[QPointF]:
        found: list[QPointF] = []
        for on, value in places:
            at = QPointF(frame.x(on), frame.scale.y(value))
            if self.is_stepped and found:
                found.append(QPointF(at.x(), found[-1].y()))
            found.append(at)
        return found

    def _paint_axes(self, canvas: Canvas, frame: _Frame) -> None:
        step = frame.scale.ticks[1] - frame.scale.ticks[0]
        for tick in frame.scale.ticks:
            y = frame.scale.y(tick)
            canvas.across(y, frame.left, frame.right, tokens.color("axis" if tick == 0 else "grid"))
            words = tick_text(tick, self.currency, step)
            canvas.text(frame.left - tokens.space(3), y + canvas.ascent_of() / 2, words, align=END)
        y = frame.bottom + tokens.space(3) + canvas.ascent_of()
        for first in frame.months(canvas):
            canvas.text(frame.x(first), y, text.month_at_short(first), align=START)

    def _paint_fan(self, canvas: Canvas, frame: _Frame) -> None:
        if not (self._has_bands and self.points):
            return
        start = QPointF(frame.x(self.points[-1].on), frame.scale.y(self.points[-1].value))
        bands = len(self.forecast[0].bands)
        for band in range(bands):
            highs = [QPointF(frame.x(ahead.on), frame.scale.y(ahead.bands[band][1])) for ahead in self.forecast]
            lows = [QPointF(frame.x(ahead.on), frame.scale.y(ahead.bands[band][0])) for ahead in self.forecast]
            strength = FAN[-bands:][band] / 100
            canvas.area_of([start, *highs, *reversed(lows)], tokens.color("accent"), strength)

    def _paint_beside(self, canvas: Canvas, frame: _Frame) -> None:
        """The other line, dotted, with its name at its end."""
        if self.beside:
            places = [(point.on, point.value) for point in self.beside]
            canvas.path(self._path(frame, places), tokens.color("text-2"), width=1.5, dashes=(1, 2))
            y = frame.scale.y(self.beside[-1].value) - 6
            canvas.text(frame.right, y, self.beside_name, tone="text-2", align=END, halo=True)

    def _paint_marks(self, canvas: Canvas, frame: _Frame) -> None:
        if self.today is not None:
            x = frame.x(self.today)
            canvas.upright(x, frame.scale.top, frame.bottom, tokens.color("axis"), dashes=(2, 2))
            # the word stands where there is room: before the line, unless the line is near the start
            is_early = x - frame.left < canvas.width_of(_("today")) + 8
            y = frame.scale.top + canvas.ascent_of() + 2
            canvas.text(x + (5 if is_early else -5), y, _("today"), align=START if is_early else END, halo=True)
        if self.points and self.today is not None:
            last = self.points[-1]
            canvas.ring(frame.x(last.on), frame.scale.y(last.value), tokens.color("text"))
        if self.names_lowest and (self.points or self.forecast):
            values = [(ahead.middle, ahead.on) for ahead in self.forecast]
            value, on = min(values or [(point.value, point.on) for point in self.points])
            x, y = frame.x(on), frame.scale.y(value)
            canvas.dot(x, y, tokens.color("accent"))
            words = text.amount(value, self.currency, whole=True)
            half = canvas.width_of(words, weight=600) / 2
            x = min(max(x, frame.left + half), frame.right - half)
            y += canvas.ascent_of() + 8
            canvas.text(x, y, words, tone="text", align=MIDDLE, weight=600, halo=True)


_SHARES = (Decimal("0.95"), Decimal("0.8"), Decimal("0.5"))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things are: days between left and right, amounts on the scale."""

    left: float
    right: float
    bottom: float
    first: date
    last: date
    scale: Scale

    @classmethod
    def of(cls, plot: Line, canvas: Canvas) -> _Frame:
        area, line = canvas.area, canvas.height_of()
        top, bottom = area.top() + line / 2, area.bottom() - line - tokens.space(2)
        values = [point.value for point in plot.points]
        values += [limit for ahead in plot.forecast for band in ahead.bands for limit in band]
        values += [ahead.middle for ahead in plot.forecast] + [point.value for point in plot.beside]
        values += [plot.buffer] if plot.buffer is not None else []
        wanted = max(2, round((bottom - top) / tokens.px(40)))
        amounts = scale(values, top, bottom, wanted=wanted, from_zero=plot.from_zero)
        step = amounts.ticks[1] - amounts.ticks[0]
        widest = max(canvas.width_of(tick_text(tick, plot.currency, step)) for tick in amounts.ticks)
        days = [point.on for point in plot.points] + [ahead.on for ahead in plot.forecast]
        days += [plot.today] if plot.today is not None else []
        first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 2))
        return cls(area.left() + widest + tokens.space(3), area.right(), bottom, first, last, amounts)

    def x(self, on: date) -> float:
        """The x of a day, not yet mirrored."""
        whole = max(1, (self.last - self.first).days)
        return self.left + (on - self.first).days * (self.right - self.left) / whole

    def months(self, canvas: Canvas) -> list[date]:
        """The first days of the months that have room for their names."""
        found: list[date] = []
        on = self.first
        free = self.left - 1.0
        while on <= self.last:
            width = canvas.width_of(text.month_at_short(on))
            if self.x(on) >= free and self.x(on) + width <= self.right:
                found.append(on)
                free = self.x(on) + width + tokens.space(4)
            on = text.next_month(on)
        return found
