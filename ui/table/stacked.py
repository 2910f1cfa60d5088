"""A table row in two lines, for large type and narrow windows: its subject, the rest below, the amount at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui import icons
from ui.style import tokens
from ui.table.cells import Action, Amount, Category, Cell, Payee, Tick, Words
from ui.table.slots import Slots, draw_text, text_width

_LEAST = 48
"""Pixels at 100 % of words that are cut, from which they say something."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """How rows stand in two lines. titles: of all columns where a row leads nowhere and names every amount it holds.

    main: column of the amount at the end, None = the first.
    """

    titles: tuple[str, ...] = ()
    main: int | None = None

    def whole(self, cells: Sequence[Cell | None]) -> list[Cell | None]:
        """The cells with every amount but that at the end in words, with the title of its column."""
        if not self.titles:
            return list(cells)
        end = self.main if self.main is not None else next((n for n, one in enumerate(cells) if _is_amount(one)), -1)
        return [
            Words(f"{title} {one.words}{one.fraction}") if isinstance(one, Amount) and at != end else one
            for at, (one, title) in enumerate(zip(cells, self.titles, strict=False))
        ]


def _is_amount(cell: Cell | None) -> bool:
    return isinstance(cell, Amount)


def paint_stacked(painter: QPainter, slots: Slots, cells: Sequence[Cell | None], edge: float, stacked: Stacked) -> None:
    """Draw the cells of a row in two lines; edge: distance of text from both ends."""
    px = tokens.px
    cells = stacked.whole(cells)
    present = [one for one in cells if one is not None and one.words]
    subject = next((one for one in present if isinstance(one, Payee)), present[0] if present else None)
    start = edge
    for tick in (one for one in cells if isinstance(one, Tick)):
        tick.paint(painter, slots.at(start, px(20)), slots)
        start += px(28)
    if isinstance(subject, Payee):
        side = px(36)
        box = slots.at(start, side)
        subject.paint_picture(painter, QRectF(box.left(), round(box.center().y() - side / 2), side, side))
        start += side + px(12)
    end = _paint_end(painter, slots, present, edge, leads_on=not stacked.titles)
    room = slots.at(start, slots.width - start - end)
    upper, lower = tokens.line("strong"), tokens.line("small")
    top = round(room.center().y() - (upper + lower) / 2)
    if subject is not None:
        draw_text(painter, QRectF(room.left(), top, room.width(), upper), subject.words, "strong")
    rest = [one for one in present if one is not subject and not isinstance(one, Amount | Action | Tick)]
    below = Slots(QRectF(room.left(), top + upper, room.width(), lower), slots.is_mirrored)
    rest.sort(key=lambda one: not isinstance(one, Category))
    at = 0.0
    for one in rest:
        at = _paint_part(painter, below, at, one)


def _paint_end(painter: QPainter, slots: Slots, cells: Sequence[Cell], edge: float, *, leads_on: bool) -> float:
    px = tokens.px
    taken = edge
    if leads_on:
        chevron = px(16)
        icons.paint(painter, slots.at(slots.width - edge - chevron, chevron), "chevron-right", "text-3")
        taken += chevron + px(8)
    width = px(120)
    for one in cells:
        if isinstance(one, Amount | Action):
            one.paint(painter, slots.at(slots.width - taken - width, width), slots)
            return taken + px(8) + width
    return taken


def _paint_part(painter: QPainter, line: Slots, at: float, cell: Cell) -> float:
    px = tokens.px
    if at > 0 and line.width - at - px(20) < min(text_width(cell.words, "small"), px(_LEAST)):
        return line.width  # a dot and the beginning of a word say nothing
    if at > 0:
        at += draw_text(painter, line.at(at, px(12)), "·", "small", "text-3") + px(8)
    if isinstance(cell, Category):
        side = px(8) if cell.name and not cell.icon else px(12)
        mark = line.at(at, side)
        centre = QPointF(mark.center())
        box = QRectF(centre.x() - side / 2, round(centre.y() - side / 2), side, side)
        if cell.name and not cell.icon:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.series(cell.slot or 0))
            painter.drawRoundedRect(box, 2, 2)
        else:
            icons.paint(painter, box, cell.icon or "circle-help", "text-2")
        at += side + px(4)
    room = line.at(at, max(line.width - at, 0))
    return at + draw_text(painter, room, cell.words, "small", "text-2") + px(8)
