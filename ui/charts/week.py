"""The next seven days: what is due on each, and below it the balance as a step line over the buffer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainterPath

from ui.charts import week_columns, week_rows
from ui.charts.canvas import Canvas
from ui.charts.plot import Part, Plot, Table
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens

_NARROWEST = 112
"""A column narrower than this can't hold a name and its icon: the days are then written below each other."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing on a day: amount in minor units, negative = out, None = no money; note: instead of the amount."""

    name: str
    amount: int | None = None
    icon: str = ""
    note: str = ""
    is_urgent: bool = False
    key: object = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day: what is due, and the balance at its end (minor units)."""

    on: date
    dues: tuple[Due, ...]
    balance: int


@dataclass(frozen=True)
class Week(Plot):
    """Days side by side. opening: the balance before the first; buffer: what should stay, None for none."""

    title: str
    currency: str
    days: tuple[Day, ...]
    opening: int
    today: date
    buffer: int | None = None
    most_dues: int = 3

    def paint(self, canvas: Canvas) -> None:
        """Columns, what is due, the step line, the balances, and the frame over all."""
        if self._is_narrow(canvas.area.width()):
            week_rows.paint(self, canvas)
            return
        area, split = canvas.area, self._split(canvas)
        if canvas.painter is not None:
            canvas.painter.save()
            corners = QPainterPath()
            corners.addRoundedRect(area, tokens.radius("card"), tokens.radius("card"))
            canvas.painter.setClipPath(corners)
        wide = area.width() / len(self.days)
        for index, day in enumerate(self.days):
            left = area.left() + index * wide
            if day.on == self.today:
                canvas.fill(canvas.box(left, area.top(), wide, split - area.top()), tokens.color("raised"))
            if index:
                canvas.upright(left, area.top(), split, tokens.color("hairline"))
            week_columns.paint(self, canvas, day, left, wide)
        canvas.across(split, area.left(), area.right(), tokens.color("hairline"))
        self._paint_balance(canvas, wide)
        if canvas.painter is not None:
            canvas.painter.restore()
        canvas.outline(area, tokens.color("border"), radius=tokens.radius("card"))

    def parts(self, canvas: Canvas) -> list[Part]:
        """For each day the day with its balance, then what is due on it."""
        area = canvas.area
        if self._is_narrow(area.width()):
            return week_rows.parts(self, canvas)
        wide = area.width() / len(self.days)
        found = []
        for index, day in enumerate(self.days):
            left = area.left() + index * wide
            found.append(self.day_part(index, canvas.box(left, area.top(), wide, area.height())))
            y = area.top() + week_columns.head()
            for row, due in enumerate(day.dues[: self.most_dues]):
                high = week_columns.due_height(due, wide)
                where = canvas.box(left, y, wide, high)
                found.append(Part(due.name, self.due_value(due), where, index, row + 1, due.key))
                y += high
        return found

    def day_part(self, index: int, place: QRectF) -> Part:
        """A day with its balance, as a part at a place."""
        day = self.days[index]
        value = _("balance {amount}").format(amount=text.money(day.balance, self.currency))
        return Part(text.day_long(day.on), value, place, index, 0, day.on)

    def due_value(self, due: Due) -> str:
        """What to say of a thing that is due, besides its name."""
        return text.money(due.amount, self.currency) if due.amount is not None else due.note

    def table(self) -> Table:
        """A row for each thing due, and for each day without any; with the balance of the day."""
        rows = []
        for day in self.days:
            balance = text.amount(day.balance, self.currency)
            for due in day.dues or (Due(_("Nothing due")),):
                amount = text.amount(due.amount, self.currency, sign=True) if due.amount is not None else due.note
                rows.append((text.day_long(day.on), due.name, amount, balance))
        return Table((_("Day"), _("Due"), _("Amount"), _("Balance")), tuple(rows))

    def size_hint(self) -> QSize:
        """Seven columns side by side."""
        wide = len(self.days) * tokens.px(124)
        return QSize(wide, self.height_for(wide))

    def height_for(self, width: int) -> int:
        """As high as the fullest day needs; rows need another height than columns."""
        if self._is_narrow(width):
            return week_rows.height(self)
        wide = width / max(1, len(self.days))
        highest = max((week_columns.height(self, day, wide) for day in self.days), default=0)
        least = week_columns.head() + 4 * tokens.line("small") + tokens.px(10)
        return max(highest, least) + tokens.space(2) + self._below()

    def _is_narrow(self, width: float) -> bool:
        return width < tokens.px(_NARROWEST) * len(self.days)

    def _below(self) -> int:
        return tokens.px(61) + tokens.px(24)

    def _split(self, canvas: Canvas) -> float:
        return round(canvas.area.bottom() - self._below())

    def _paint_balance(self, canvas: Canvas, wide: float) -> None:
        area, split = canvas.area, self._split(canvas)
        base = round(area.bottom() - tokens.px(24))
        band = QRectF(area.left(), split + 1, area.width(), base - split - 1)
        usual, low = self._range()
        top, bottom = band.top() + tokens.px(12), band.bottom() - tokens.px(6)
        rise = max(1, usual - low)

        def y_of(value: int) -> float:
            return max(band.top(), min(bottom, bottom - (value - low) * (bottom - top) / rise))

        path, at = [QPointF(area.left(), y_of(self.opening))], self.opening
        for index, day in enumerate(self.days):
            if day.balance != at:
                # a change shows a little into its day, as in the middle of the morning
                x = area.left() + index * wide + tokens.px(10)
                path += [QPointF(x, y_of(at)), QPointF(x, y_of(day.balance))]
                at = day.balance
        path.append(QPointF(area.right(), y_of(at)))
        below = [QPointF(area.left(), base), *path, QPointF(area.right(), base)]
        canvas.area_of(below, tokens.color("accent-tint"))
        if self.buffer is not None:
            y = y_of(self.buffer)
            canvas.across(y, area.left(), area.right(), tokens.color("axis"), dashes=(4, 3))
            words = _("Buffer {amount}").format(amount=text.amount(self.buffer, self.currency))
            canvas.text(area.left() + tokens.px(10), y - tokens.px(6), words)
        canvas.path(path, tokens.color("accent"), width=1.75)
        canvas.across(base, area.left(), area.right(), tokens.color("hairline"))
        self._paint_sums(canvas, wide, base, usual)

    def _paint_sums(self, canvas: Canvas, wide: float, base: float, usual: int) -> None:
        lowest = min(day.balance for day in self.days)
        y = base + tokens.px(12) + canvas.ascent_of() / 2
        for index, day in enumerate(self.days):
            x = canvas.area.left() + index * wide + tokens.px(10)
            words = text.amount(day.balance, self.currency)
            is_lowest = day.balance == lowest
            tone = "negative" if day.balance < 0 else "text" if is_lowest else "text-2"
            canvas.text(x, y, words, "micro", tone, weight=600 if is_lowest else 0)
            if day.balance > usual:
                x += canvas.width_of(words) + tokens.px(6)
                side = tokens.icon_size("small")
                canvas.icon("arrow-up", x, y - canvas.ascent_of() / 2 - side / 2, "positive", side)

    def _range(self) -> tuple[int, int]:
        """Highest and lowest amount of the plot; a jump by income leaves it at the top, so that the rest shows."""
        values = sorted({self.opening, *(day.balance for day in self.days)})
        usual = values[-1]
        if len(values) > 2 and values[-1] - values[0] > 2 * (values[-2] - values[0]) > 0:
            usual = values[-2]
        low = min([values[0], *([self.buffer] if self.buffer is not None else [])])
        return max(usual, low + 1), low
