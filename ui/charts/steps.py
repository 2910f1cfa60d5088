"""Prices over time: the step line of a subscription, and the small step line of a table cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QSize

from ui.charts.canvas import END, START, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens


@dataclass(frozen=True, slots=True)
class Price:
    """From this day on it costs this much (minor units, positive)."""

    since: date
    amount: int


@dataclass(frozen=True)
class PriceSteps(Plot):
    """What one thing costs over time; prices that begin after `today` are written in ink."""

    title: str
    currency: str
    prices: tuple[Price, ...]
    today: date
    until: date

    def paint(self, canvas: Canvas) -> None:
        """Steps with ring markers, the price above each, the rise below, years on the axis."""
        line, base = canvas.height_of(), self._base(canvas)
        places = self._places(canvas)
        ink = tokens.color("accent")
        path: list[QPointF] = []
        for at in places:
            if path:
                path.append(QPointF(at.x(), path[-1].y()))
            path.append(at)
        if path:
            path.append(QPointF(canvas.area.right(), path[-1].y()))
        canvas.path(path, ink, width=2)
        for index, (price, at) in enumerate(zip(self.prices, places, strict=True)):
            canvas.ring(at.x(), at.y(), ink)
            is_ahead = price.since > self.today
            words = text.amount(price.amount, self.currency)
            before = at.x() + canvas.width_of(words, "small", 600) > canvas.area.right()
            tone = "accent" if is_ahead else "text"
            side = END if is_ahead or before else START
            x = at.x() + (-2 if side == END else 4)
            canvas.text(x, at.y() - tokens.space(3), words, "small", tone, align=side, weight=600, halo=True)
            if index:
                change = price.amount - self.prices[index - 1].amount
                words = text.amount(change, self.currency, sign=True)
                tone = "warning" if change > 0 else "positive"
                is_cut = at.x() + 4 + canvas.width_of(words) > canvas.area.right()
                side = END if is_cut else START
                canvas.text(at.x() + (-4 if is_cut else 4), at.y() + line + 2, words, tone=tone, align=side, halo=True)
        canvas.across(base, canvas.area.left(), canvas.area.right(), tokens.color("axis"))
        self._paint_years(canvas, base)

    def parts(self, canvas: Canvas) -> list[Part]:
        """Each price with the day it begins."""
        found = []
        for index, (price, at) in enumerate(zip(self.prices, self._places(canvas), strict=True)):
            name = _("from {day}").format(day=text.day(price.since))
            place = canvas.box(at.x() - 6, at.y() - 6, 12, 12)
            found.append(Part(name, text.money(price.amount, self.currency), place, index, 0, price.since))
        return found

    def table(self) -> Table:
        """A row for each price."""
        rows = [(text.day(price.since), text.amount(price.amount, self.currency)) for price in self.prices]
        return Table((_("From"), self.title), tuple(rows))

    def size_hint(self) -> QSize:
        """As wide as a column of a screen."""
        return QSize(tokens.px(300), tokens.px(150))

    def _base(self, canvas: Canvas) -> float:
        return canvas.area.bottom() - canvas.height_of() - tokens.space(3)

    def _x(self, canvas: Canvas, on: date) -> float:
        first = self.prices[0].since
        whole = max(1, (self.until - first).days)
        inset = tokens.space(3)
        return canvas.area.left() + inset + (on - first).days * (canvas.area.width() - inset) / whole

    def _places(self, canvas: Canvas) -> list[QPointF]:
        amounts = [price.amount for price in self.prices]
        low, high = min(amounts, default=0), max(amounts, default=0)
        line = canvas.height_of("small")
        top, bottom = canvas.area.top() + line + 4, self._base(canvas) - line - tokens.space(3)
        rise = max(1, high - low)
        return [
            QPointF(self._x(canvas, price.since), round(bottom - (price.amount - low) * (bottom - top) / rise))
            for price in self.prices
        ]

    def _paint_years(self, canvas: Canvas, base: float) -> None:
        if not self.prices:
            return
        first = self.prices[0].since
        for year in range(first.year, self.until.year + 1):
            x = self._x(canvas, max(first, date(year, 1, 1)))
            end = min(canvas.area.right(), self._x(canvas, date(year + 1, 1, 1)))
            if x + canvas.width_of(str(year)) <= end:  # a first year of a few weeks has no room for its number
                canvas.upright(x, base, base + 4, tokens.color("axis"))
                canvas.text(x, canvas.area.bottom(), str(year))


@dataclass(frozen=True)
class Sparkline(Plot):
    """The course of an amount in one cell, 80 × 22; colour and shape say whether it went up or down."""

    title: str
    currency: str
    amounts: tuple[int, ...]

    def paint(self, canvas: Canvas) -> None:
        """A step line with a mark on its last point."""
        places = self._places(canvas)
        if not places:
            return
        path = [places[0]]
        for at in places[1:]:
            path += [QPointF(at.x(), path[-1].y()), at]
        color = tokens.color(_tone(self.amounts))
        canvas.path(path, color, width=1.5)
        canvas.dot(places[-1].x(), places[-1].y(), color)

    def parts(self, canvas: Canvas) -> list[Part]:
        """The whole: from where to where."""
        if not self.amounts:
            return []
        first, last = (text.money(value, self.currency) for value in (self.amounts[0], self.amounts[-1]))
        value = _("from {first} to {last}").format(first=first, last=last)
        return [Part(self.title, value, canvas.area)]

    def table(self) -> Table:
        """A row for each amount."""
        rows = [(text.count(index + 1), text.amount(value, self.currency)) for index, value in enumerate(self.amounts)]
        return Table((_("Number"), self.title), tuple(rows))

    def size_hint(self) -> QSize:
        """80 × 22."""
        return QSize(tokens.px(80), tokens.px(22))

    def _places(self, canvas: Canvas) -> list[QPointF]:
        low, high = min(self.amounts, default=0), max(self.amounts, default=0)
        inside = canvas.area.adjusted(3, 4, -4, -4)
        step = inside.width() / max(1, len(self.amounts) - 1)
        rise = max(1, high - low)
        middle = inside.center().y()
        return [
            QPointF(
                inside.left() + index * step,
                middle if high == low else inside.bottom() - (value - low) * inside.height() / rise,
            )
            for index, value in enumerate(self.amounts)
        ]


def _tone(amounts: Sequence[int]) -> str:
    """A smaller amount than at first warns (a balance or a value of points), a larger one is good news."""
    if not amounts or amounts[-1] == amounts[0]:
        return "text-3"
    return "positive" if amounts[-1] > amounts[0] else "warning"
