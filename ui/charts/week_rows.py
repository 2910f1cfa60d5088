"""The next days below each other, where seven columns have no room (large text, a narrow window)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.charts.canvas import END, Canvas
from ui.charts.plot import Part
from ui.locale import gettext as _
from ui.locale import text
from ui.style import tokens

if TYPE_CHECKING:
    from ui.charts.week import Day, Due, Week


def height(week: Week) -> int:
    """The height of all rows."""
    return sum(_height(day) for day in week.days)


def paint(week: Week, canvas: Canvas) -> None:
    """For each day its name, what is due with its amount, and the balance at the end."""
    area = canvas.area
    lowest = min((day.balance for day in week.days), default=0)
    for day, top in _tops(week, canvas):
        if day.on == week.today:
            canvas.fill(canvas.box(area.left(), top, area.width(), _height(day)), tokens.color("raised"))
        if top > area.top():
            canvas.across(top, area.left(), area.right(), tokens.color("hairline"))
        y = top + tokens.space(2) + tokens.line("small") * 0.75
        canvas.text(area.left() + tokens.space(4), y, _name(week, day), "small", "text-2", weight=500)
        balance = text.amount(day.balance, week.currency)
        tone = "negative" if day.balance < 0 else "text" if day.balance == lowest else "text-2"
        weight = 600 if day.balance == lowest else 0
        canvas.text(area.right() - tokens.space(4), y, balance, "small", tone, align=END, weight=weight)
        if not day.dues:
            canvas.text(_dues_at(week, canvas), y, _("Nothing due"), "small", "text-3")
        for due in day.dues:
            _paint_due(week, canvas, due, y)
            y += _line()
    canvas.outline(area, tokens.color("border"), radius=tokens.radius("card"))


def parts(week: Week, canvas: Canvas) -> list[Part]:
    """For each day the day with its balance, then what is due on it."""
    found = []
    for index, (day, top) in enumerate(_tops(week, canvas)):
        place = canvas.box(canvas.area.left(), top, canvas.area.width(), _height(day))
        found.append(week.day_part(index, place))
        for row, due in enumerate(day.dues):
            y = top + tokens.space(2) + row * _line()
            where = canvas.box(_dues_at(week, canvas), y, _amounts_end(week, canvas) - _dues_at(week, canvas), _line())
            found.append(Part(due.name, week.due_value(due), where, index, row + 1, due.key))
    return found


def _paint_due(week: Week, canvas: Canvas, due: Due, y: float) -> None:
    start, end = _dues_at(week, canvas), _amounts_end(week, canvas)
    is_income = due.amount is not None and due.amount > 0
    said = text.amount(due.amount, week.currency, sign=True) if due.amount is not None else due.note
    tone = "positive" if is_income else "text" if due.amount is not None else "text-3"
    canvas.text(end, y, said, "small", tone, align=END, weight=500 if due.amount is not None else 0)
    indent = 0
    if due.icon:
        side = tokens.icon_size("small")
        tone = "negative" if due.is_urgent else "positive" if is_income else "text-2"
        canvas.icon(due.icon, start, y - tokens.line("small") * 0.75 + 1, tone, side)
        indent = side + tokens.px(6)
    room = end - start - indent - canvas.width_of(said, "small", 500) - tokens.space(3)
    weight = 600 if due.is_urgent or is_income else 0
    name = canvas.fitted(due.name, room, "small", weight)
    canvas.text(start + indent, y, name, "small", "text", weight=weight)


def _tops(week: Week, canvas: Canvas) -> Iterator[tuple[Day, float]]:
    top = canvas.area.top()
    for day in week.days:
        yield day, top
        top += _height(day)


def _line() -> int:
    return tokens.line("small") + tokens.px(4)


def _height(day: Day) -> int:
    return max(1, len(day.dues)) * _line() + 2 * tokens.space(2)


def _name(week: Week, day: Day) -> str:
    name = text.capital(_("today") if day.on == week.today else text.weekday_short(day.on))
    return f"{name} {text.number(text.day_number(day.on))}"


def _dues_at(week: Week, canvas: Canvas) -> float:
    widest = max((canvas.width_of(_name(week, day), "small", 500) for day in week.days), default=0.0)
    return canvas.area.left() + tokens.space(4) + widest + tokens.space(5)


def _amounts_end(week: Week, canvas: Canvas) -> float:
    balances = (text.amount(day.balance, week.currency) for day in week.days)
    widest = max((canvas.width_of(words, "small", 600) for words in balances), default=0.0)
    return canvas.area.right() - tokens.space(4) - widest - tokens.space(7)
