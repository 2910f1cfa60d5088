"""A month of bills: a cell for each day, darker the more is to pay, a tick where all is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize

from hub.domain.money import digits_of
from ui.charts.canvas import END, Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens

LIMITS = (20, 100, 500)
"""Whole units of money at which the next darker step begins (DESIGN section 6)."""

_STEPS = (0.11, 0.28, 0.52, 1.0)
"""How much ink each step has."""


@dataclass(frozen=True, slots=True)
class DayOfBills:
    """What a day has (minor units, positive): still to pay, paid already, and what comes in."""

    to_come: int = 0
    paid: int = 0
    income: int = 0


@dataclass(frozen=True)
class MonthCalendar(Plot):
    """The weeks that touch a month, beginning on the first weekday of the person's country."""

    title: str
    currency: str
    month: date
    days: dict[date, DayOfBills]
    today: date

    def paint(self, canvas: Canvas) -> None:
        """Names of weekdays, the grid, and each day's number and amount."""
        weeks = self._weeks()
        area, head = canvas.area, canvas.area.top() + canvas.height_of() + tokens.space(2)
        for column, on in enumerate(weeks[0]):
            x = area.left() + column * self._wide(canvas) + tokens.px(6)
            canvas.text(x, area.top() + canvas.ascent_of() + 2, text.weekday_short(on), "micro", "text-2")
        for row, week in enumerate(weeks):
            for column, on in enumerate(week):
                self._paint_day(canvas, on, self._box(canvas, row, column))
        for row in range(len(weeks) + 1):
            y = head + row * self._high()
            canvas.across(y, area.left(), area.right(), tokens.color("hairline"))
        for column in range(8):
            x = area.left() + column * self._wide(canvas)
            canvas.upright(min(x, area.right() - 1), head, head + len(weeks) * self._high(), tokens.color("hairline"))
        self._paint_today(canvas, weeks)

    def parts(self, canvas: Canvas) -> list[Part]:
        """A part for each day of the month; what it has is its value."""
        found = []
        for row, week in enumerate(self._weeks()):
            for column, on in enumerate(week):
                if on.month == self.month.month:
                    place = self._box(canvas, row, column)
                    found.append(Part(text.day_long(on), self._said(on), place, column, row, on))
        return found

    def table(self) -> Table:
        """A row for each day that has something."""
        rows = []
        for on in sorted(on for on in self.days if on.month == self.month.month):
            values = (self.days[on].to_come, self.days[on].paid, self.days[on].income)
            amounts = (text.amount(value, self.currency) if value else "" for value in values)
            rows.append((text.day_long(on), *amounts))
        return Table((self.title, _("To come"), _("Paid"), _("Comes in")), tuple(rows))

    def size_hint(self) -> QSize:
        """Cells of 67 × 51."""
        head = Canvas.height_of() + tokens.space(2)
        return QSize(tokens.px(7 * 67), round(head + len(self._weeks()) * self._high()) + 1)

    def _weeks(self) -> list[list[date]]:
        first = self.month.replace(day=1)
        start = first - timedelta(days=(first.weekday() - text.first_weekday()) % 7)
        following = (first + timedelta(days=32)).replace(day=1)
        weeks = []
        while start < following:
            weeks.append([start + timedelta(days=step) for step in range(7)])
            start += timedelta(days=7)
        return weeks

    @staticmethod
    def _wide(canvas: Canvas) -> float:
        return canvas.area.width() / 7

    @staticmethod
    def _high() -> int:
        return tokens.px(51)

    def _box(self, canvas: Canvas, row: int, column: int) -> QRectF:
        top = canvas.area.top() + canvas.height_of() + tokens.space(2) + row * self._high()
        wide = self._wide(canvas)
        return canvas.box(canvas.area.left() + column * wide, top, wide, self._high())

    def _paint_day(self, canvas: Canvas, on: date, box: QRectF) -> None:
        day = self.days.get(on, DayOfBills())
        is_inside = on.month == self.month.month
        step = self._step(day.to_come) if is_inside else -1
        if step >= 0:
            canvas.fill_faintly(box, tokens.color("accent"), _STEPS[step])
        elif day.paid and is_inside:
            canvas.fill(box, tokens.color("raised"))
        is_dark = step == len(_STEPS) - 1
        tone = "on-accent" if is_dark else "text" if is_inside else "text-3"
        left, right = (box.right(), box.left()) if canvas.is_mirrored else (box.left(), box.right())
        start, end = canvas.x(left) + tokens.px(7), canvas.x(right) - tokens.px(5)
        first = box.top() + tokens.px(8) + canvas.ascent_of()
        # the days before and after name their month once
        is_named = not is_inside and (on.day == 1 or on == self._weeks()[0][0])
        name = text.day_month_short(on) if is_named else text.number(on.day)
        canvas.text(start, first, name, "micro", tone)
        if day.paid and not day.to_come:
            side = tokens.icon_size("small")
            canvas.icon("check", end - side, box.top() + tokens.px(4), "positive", side)
        amount, sign = (day.income, True) if day.income else (day.to_come or day.paid, False)
        if amount:
            words = text.amount(amount, self.currency, sign=sign)
            tone = "positive" if sign else tone
            room = box.width() - tokens.px(6)
            if canvas.width_of(words) > room:
                words = text.amount(amount, self.currency, sign=sign, whole=True)
            canvas.text(end, box.bottom() - tokens.px(7), words, "micro", tone, align=END)

    def _paint_today(self, canvas: Canvas, weeks: list[list[date]]) -> None:
        for row, week in enumerate(weeks):
            if self.today in week:
                box = self._box(canvas, row, week.index(self.today)).adjusted(2, 2, -1, -1)
                canvas.outline(box, tokens.color("accent"), width=2, radius=2)

    def _step(self, to_come: int) -> int:
        """Which step of ink an amount has; -1 for nothing."""
        whole = to_come // 10 ** digits_of(self.currency)
        return sum(whole >= limit for limit in LIMITS) if to_come else -1

    def _said(self, on: date) -> str:
        day = self.days.get(on, DayOfBills())
        said = [
            template.format(amount=text.money(amount, self.currency))
            for template, amount in (
                (_("{amount} to come"), day.to_come),
                (_("{amount} paid"), day.paid),
                (_("{amount} comes in"), day.income),
            )
            if amount
        ]
        return ", ".join(said) or _("nothing")
