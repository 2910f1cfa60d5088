"""A month of bills as a calendar: what is paid, what is to come, in four steps of ink."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize

from hub.domain.agenda import Event
from ui.bills import months
from ui.bills.months import AnyMonth
from ui.bills.naming import EVENT_ICONS
from ui.charts.canvas import END, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import _, text
from ui.locale.wording.events import event_words
from ui.style import tokens

_STEPS = ((2_000, 0.12), (10_000, 0.28), (50_000, 0.5))
"""Fixed limits in minor units, and how strong the ink is up to each (DESIGN section 6)."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DaySum:
    """What a day holds, minor units, all positive: paid, still to pay, still to come in."""

    paid: int = 0
    to_pay: int = 0
    income: int = 0


@dataclass(frozen=True)
class MonthSheet(Plot):
    """The weeks that touch a month, from `start`, the first day of the first of them."""

    title: str
    currency: str
    month: AnyMonth
    start: date
    sums: Mapping[date, DaySum]
    today: date
    marks: Mapping[date, tuple[Event, ...]] = field(default_factory=dict)

    def paint(self, canvas: Canvas) -> None:
        """Names of weekdays, then a cell for each day."""
        for at in range(7):
            name = text.capital(text.weekday_short(self.start + timedelta(days=at)))
            x = canvas.area.left() + self._pitch(canvas) * at + tokens.px(7)
            canvas.text(x, canvas.area.top() + self._head() - tokens.px(8), name)
        for on in self._days():
            self._paint_ground(canvas, on)
        self._paint_grid(canvas)
        for on in self._days():
            self._paint_words(canvas, on)

    def parts(self, canvas: Canvas) -> list[Part]:
        """A part for each day, with what it holds."""
        return [
            Part(text.day_long(on), self._said(on), self._box(canvas, on), *self._place(on), on) for on in self._days()
        ]

    def table(self) -> Table:
        """A row for each day of the month that holds something."""
        rows = []
        for on in self._days():
            held = self.sums.get(on)
            if held is not None and months.holds(self.month, on):
                amounts = (text.amount(one, self.currency) for one in (held.paid, held.to_pay, held.income))
                rows.append((text.day_long(on), *amounts))
        return Table((_("Day"), _("Paid"), _("To pay"), _("Coming in")), tuple(rows))

    def size_hint(self) -> QSize:
        """Cells at least 51 high."""
        return QSize(tokens.px(7 * 66), self._head() + tokens.px(51) * self._weeks())

    def _weeks(self) -> int:
        return -(-((self.month.last - self.start).days + 1) // 7)

    def _days(self) -> list[date]:
        return [self.start + timedelta(days=at) for at in range(7 * self._weeks())]

    def _head(self) -> int:
        return tokens.line("micro") + tokens.px(10)

    def _pitch(self, canvas: Canvas) -> float:
        return canvas.area.width() / 7

    def _place(self, on: date) -> tuple[int, int]:
        at = (on - self.start).days
        return at % 7, at // 7

    def _box(self, canvas: Canvas, on: date) -> QRectF:
        day, week = self._place(on)
        high = (canvas.area.height() - self._head()) / self._weeks()
        top = canvas.area.top() + self._head() + week * high
        return canvas.box(canvas.area.left() + day * self._pitch(canvas), top, self._pitch(canvas), high)

    def _corners(self, canvas: Canvas, on: date) -> list[QPointF]:
        """As `Canvas.area_of` wants them: not yet mirrored."""
        box = self._box(canvas, on)
        left, right = sorted((canvas.x(box.left()), canvas.x(box.right())))
        return [
            QPointF(left, box.top()),
            QPointF(right, box.top()),
            QPointF(right, box.bottom()),
            QPointF(left, box.bottom()),
        ]

    def _paint_ground(self, canvas: Canvas, on: date) -> None:
        held = self.sums.get(on, DaySum())
        if held.to_pay:
            ink = self._ink(held.to_pay)
            canvas.area_of(self._corners(canvas, on), tokens.color("accent"), ink)
        elif held.paid:
            canvas.fill(self._box(canvas, on), tokens.color("raised"))

    def _paint_grid(self, canvas: Canvas) -> None:
        area, line = canvas.area, tokens.color("hairline")
        top = area.top() + self._head()
        for week in range(self._weeks() + 1):
            y = top + week * (area.height() - self._head()) / self._weeks()
            canvas.across(min(y, area.bottom() - 1), area.left(), area.right(), line)
        for day in range(8):
            x = min(area.left() + day * self._pitch(canvas), area.right() - 1)
            canvas.upright(x, top, area.bottom(), line)
        if self.start <= self.today < self.start + _WEEK * self._weeks():
            box = self._box(canvas, self.today).adjusted(1, 1, 0, 0)
            canvas.outline(box, tokens.color("accent"), width=2, radius=2)

    def _paint_words(self, canvas: Canvas, on: date) -> None:
        held = self.sums.get(on, DaySum())
        box = self._box(canvas, on)
        left, right = sorted((canvas.x(box.left()), canvas.x(box.right())))
        is_strong = self._ink(held.to_pay) == 1
        is_inside = months.holds(self.month, on)
        tone = "on-accent" if is_strong else "text" if is_inside else "text-3"
        number = months.day_number(self.month, on)
        name = text.number(number) if number > 1 or is_inside else text.day_month_short(on)
        weight = 600 if held.to_pay or on == self.today else 500
        canvas.text(left + tokens.px(7), box.top() + tokens.px(16), name, "micro", tone, weight=weight)
        amount, shown_tone = self._amount(held, tone)
        if canvas.width_of(amount, weight=500) > right - left - tokens.px(10):
            amount, shown_tone = self._amount(held, tone, whole=True)
        if amount:
            y = box.bottom() - tokens.px(8)
            canvas.text(right - tokens.px(6), y, amount, "micro", shown_tone, align=END, weight=500)
        side = tokens.icon_size("small")
        at = right - tokens.px(6) - side
        if held.paid and not held.to_pay:
            canvas.icon("check", at, box.top() + tokens.px(5), "positive", side)
            at -= side
        for name in dict.fromkeys(EVENT_ICONS[one.kind] for one in self.marks.get(on, ())):
            if at < left + (right - left) / 3:
                break
            canvas.icon(name, at, box.top() + tokens.px(5), "on-accent" if is_strong else "text-2", side)
            at -= side

    def _amount(self, held: DaySum, tone: str, *, whole: bool = False) -> tuple[str, str]:
        if held.to_pay:
            return text.amount(held.to_pay, self.currency, whole=whole), tone
        if held.income:
            return text.amount(held.income, self.currency, sign=True, whole=whole), "positive"
        return (text.amount(held.paid, self.currency, whole=whole), "text-2") if held.paid else ("", tone)

    @staticmethod
    def _ink(amount: int) -> float:
        return next((ink for limit, ink in _STEPS if amount <= limit), 1.0) if amount else 0.0

    def _said(self, on: date) -> str:
        held = self.sums.get(on, DaySum())
        parts = []
        if held.to_pay:
            parts.append(_("{amount} to pay").format(amount=text.money(held.to_pay, self.currency)))
        if held.paid:
            parts.append(_("{amount} paid").format(amount=text.money(held.paid, self.currency)))
        if held.income:
            parts.append(_("{amount} comes in").format(amount=text.money(held.income, self.currency)))
        parts += [event_words(one) for one in self.marks.get(on, ())]
        return ", ".join(parts) or _("Nothing due")
