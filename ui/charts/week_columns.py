"""One day of the next seven as a column: its name, and below each other what is due; long names take two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.charts.canvas import Canvas
from ui.locale import gettext as _
from ui.locale import ngettext, text
from ui.style import tokens

if TYPE_CHECKING:
    from ui.charts.week import Day, Due, Week


def head() -> int:
    """The height of a day's name."""
    return tokens.space(3) + tokens.line("small") + tokens.space(2)


def room(wide: float) -> float:
    """The width for texts in a column."""
    return wide - tokens.px(14)


def due_height(due: Due, wide: float) -> int:
    """The height of one thing that is due, in a column of this width."""
    return (len(_name_lines(due, wide)) + 1) * tokens.line("small") + tokens.px(5)


def height(week: Week, day: Day, wide: float) -> int:
    """The height of a day in a column of this width."""
    dues = sum(due_height(due, wide) for due in day.dues[: week.most_dues])
    return head() + dues + (tokens.line("small") if len(day.dues) > week.most_dues else 0)


def paint(week: Week, canvas: Canvas, day: Day, left: float, wide: float) -> None:
    """Draw a day."""
    x = left + tokens.px(10)
    _paint_name(week, canvas, day, x, wide)
    y = canvas.area.top() + head() + tokens.line("small") * 0.75
    if not day.dues:
        canvas.text(x, y, _("Nothing due"), "small", "text-3")
    for due in day.dues[: week.most_dues]:
        _paint_due(week, canvas, due, x, y, wide)
        y += due_height(due, wide)
    left_out = len(day.dues) - week.most_dues
    if left_out > 0:
        words = ngettext("{count} more", "{count} more", left_out).format(count=text.count(left_out))
        canvas.text(x, y, words, "small", "text-3")


def _paint_name(week: Week, canvas: Canvas, day: Day, x: float, wide: float) -> None:
    y = canvas.area.top() + tokens.space(3) + tokens.line("small") * 0.75
    is_today = day.on == week.today
    weight = 600 if is_today else 500
    name = text.capital(_("today") if is_today else text.weekday(day.on))
    if canvas.width_of(f"{name}  {day.on.day}", "small", weight) > room(wide):
        name = text.weekday_short(day.on)
    canvas.text(x, y, name, "small", "text" if is_today else "text-2", weight=weight)
    after = x + canvas.width_of(name, "small", weight) + tokens.px(5)
    canvas.text(after, y, text.number(text.day_number(day.on)), "small", "text-3")


def _paint_due(week: Week, canvas: Canvas, due: Due, x: float, y: float, wide: float) -> None:
    is_income = due.amount is not None and due.amount > 0
    if due.icon:
        tone = "negative" if due.is_urgent else "positive" if is_income else "text-2"
        side = tokens.icon_size("small")
        canvas.icon(due.icon, x, y - tokens.line("small") * 0.75 + 1, tone, side)
    x += _indent(due)
    for line in _name_lines(due, wide):
        canvas.text(x, y, line, "small", "text", weight=_weight(due))
        y += tokens.line("small")
    amount = text.amount(due.amount, week.currency, sign=True) if due.amount is not None else due.note
    tone = "positive" if is_income else "text" if due.amount is not None else "text-3"
    weight = 500 if due.amount is not None else 0
    canvas.text(x, y, canvas.fitted(amount, room(wide) - _indent(due), "small", weight), "small", tone, weight=weight)


def _name_lines(due: Due, wide: float) -> list[str]:
    return Canvas.wrapped(due.name, room(wide) - _indent(due), "small", _weight(due))


def _indent(due: Due) -> int:
    return tokens.icon_size("small") + tokens.px(6) if due.icon else 0


def _weight(due: Due) -> int:
    return 600 if due.is_urgent or (due.amount is not None and due.amount > 0) else 0
