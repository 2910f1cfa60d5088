"""What a table cell can be: small values with ready texts, and how each is drawn.

Each has `words`, its plain text for screen readers, copying and the two-line row.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui import icons
from ui.locale import _
from ui.parts import monogram
from ui.style import marks, tokens
from ui.table.slots import Slots, draw_text, text_width


@dataclass(frozen=True, slots=True)
class Words:
    """Text, with a second line below it where the row has room; is_wide: it goes on over empty cells after it."""

    words: str
    sub: str = ""
    tone: str = "text"
    role: str = "body"
    icon: str = ""
    is_trailing: bool = False
    is_mono: bool = False
    is_wide: bool = False

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw icon and text."""
        role = "mono" if self.is_mono else self.role
        inner = Slots(slot, slots.is_mirrored)
        start = 0.0
        if self.icon:
            side = tokens.icon_size("small")
            icons.paint(painter, _square(inner.at(0, side), side), self.icon, self.tone)
            start = side + tokens.px(8)
        lines = inner.at(start, max(inner.width - start, 0))
        two_lines(painter, lines, (self.words, role, self.tone), self.sub, is_trailing=self.is_trailing)


@dataclass(frozen=True, slots=True)
class Day:
    """A date: the number and the weekday; is_first: shown once, in the first row of a day."""

    number: str
    weekday: str
    is_first: bool = True

    @property
    def words(self) -> str:
        """The date as one text."""
        return f"{self.number} {self.weekday}"

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw number and weekday, once per day."""
        if self.is_first:
            inner = Slots(slot, slots.is_mirrored)
            taken = draw_text(painter, slot, self.number, "strong", tabular=True) + tokens.px(4)
            draw_text(painter, inner.at(taken, inner.width - taken), self.weekday, "body", "text-2")


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word: state "" (neutral), positive, negative, warning, info."""

    words: str
    state: str = ""
    icon: str = ""

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw the tag at the leading edge of its slot."""
        paint_tag(painter, slot, self, is_mirrored=slots.is_mirrored)


@dataclass(frozen=True, slots=True)
class Payee:
    """The other side: monogram and name, then a note, icons (split, paperclip) or a tag.

    key: what decides the colour of the monogram. icon: instead of the monogram (transfers). verbatim: the bank's text.
    """

    words: str
    key: str = ""
    is_person: bool = False
    sub: str = ""
    note: str = ""
    verbatim: str = ""
    icons: tuple[str, ...] = ()
    tag: Tag | None = None
    icon: str = ""
    tone: str = "text"

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw picture, name and what follows it."""
        inner = Slots(slot, slots.is_mirrored)
        side = tokens.px(24)
        self.paint_picture(painter, _square(inner.at(0, side), side))
        start = side + tokens.px(10)
        room = inner.width - start
        name = inner.at(start, room)
        if self.sub:
            two_lines(painter, name, (self.words, "strong", self.tone), self.sub)
            return
        at = start + draw_text(painter, name, self.words, "strong", self.tone) + tokens.px(10)
        for icon in self.icons:
            size = tokens.icon_size("small")
            if at + size < inner.width:
                icons.paint(painter, _square(inner.at(at, size), size), icon, "text-3")
            at += size + tokens.px(10)
        if self.tag is not None and at + tokens.px(40) < inner.width:
            paint_tag(painter, inner.at(at, inner.width - at), self.tag, is_mirrored=slots.is_mirrored)
        elif self.note or self.verbatim:
            role = "mono" if self.verbatim else "small"
            draw_text(painter, inner.at(at, inner.width - at), self.note or self.verbatim, role, "text-3")

    def paint_picture(self, painter: QPainter, box: QRectF) -> None:
        """Draw the monogram, or the icon on a raised ground."""
        if self.icon:
            painter.setPen(QPen(tokens.color("border-control"), 1))
            painter.setBrush(tokens.color("raised"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            icons.paint(painter, _square(box, tokens.icon_size("small")), self.icon, "text-2")
            return
        ratio = painter.device().devicePixelRatioF()
        size = 36 if box.width() > tokens.px(30) else 24
        picture = monogram.pixmap(self.words, key=self.key, is_person=self.is_person, size=size, ratio=ratio)
        painter.drawPixmap(box.topLeft(), picture)


@dataclass(frozen=True, slots=True)
class Category:
    """A category chip: name and series slot; without a name it says "To sort"; icon instead of the swatch."""

    name: str
    slot: int | None = None
    icon: str = ""

    @property
    def words(self) -> str:
        """The name, or what is missing."""
        return self.name or _("To sort")

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw the chip."""
        px = tokens.px
        mark = tokens.icon_size("small") if self.icon or not self.name else px(8)
        width = min(text_width(self.words, "small", weight=500) + mark + px(8 + 6 + 9), slot.width())
        height = px(22)
        inner = Slots(slot, slots.is_mirrored)
        chip = inner.at(0, width)
        box = QRectF(chip.left(), round(chip.center().y() - height / 2), width, height).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(tokens.color("border" if self.name else "border-control"), 1)
        if not self.name:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, tokens.radius("chip"), tokens.radius("chip"))
        self._paint_mark(painter, _square(inner.at(px(8), mark), mark))
        words = inner.at(px(8) + mark + px(6), width - px(8 + 6 + 7) - mark)
        draw_text(painter, words, self.words, "small", "text-2" if self.name else "text", weight=500)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        if self.icon or not self.name:
            icons.paint(painter, box, self.icon or "circle-help", "text-2" if self.name else "text")
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.series(self.slot or 0))
            painter.drawRoundedRect(box, 2, 2)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, already written. kind: out, in (plus and arrow), transfer (⇄, no sign), sum, quiet (left out).

    fraction and code: set where currencies mix in a column; then `words` is the part before the decimal sign and all
    rows stand on it.
    """

    words: str
    kind: str = "out"
    fraction: str = ""
    code: str = ""

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw it at the trailing edge, or on the decimal sign."""
        inner = Slots(slot, slots.is_mirrored)
        tone = {"in": "positive", "transfer": "text-2", "quiet": "text-2"}.get(self.kind, "text")
        weight = 600 if self.kind in {"in", "sum"} else 500
        if self.code:
            self._paint_on_decimal(painter, inner, tone, weight)
            return
        taken = draw_text(painter, slot, self.words, "strong", tone, tabular=True, weight=weight, is_trailing=True)
        icon = {"in": "arrow-down-left", "transfer": "arrow-left-right"}.get(self.kind)
        if icon is not None:
            side = tokens.icon_size("small")
            at = inner.width - taken - tokens.px(6) - side
            icons.paint(painter, _square(inner.at(at, side), side), icon, tone)

    def _paint_on_decimal(self, painter: QPainter, inner: Slots, tone: str, weight: int) -> None:
        """Whole part up to the decimal sign, fraction after it, then the code; figures never mirror."""
        code, fraction = tokens.px(36), tokens.px(32)
        number = inner.at(0, inner.width - code)
        if inner.is_mirrored:  # the block of figures stands at the trailing edge, after the code
            number = inner.at(inner.width - code - tokens.px(124), tokens.px(124))
        split = number.right() - fraction
        whole = QRectF(number.left(), number.top(), split - number.left(), number.height())
        tail = QRectF(split, number.top(), fraction, number.height())
        draw_text(
            painter, whole, self.words, "strong", tone, tabular=True, weight=weight, is_trailing=not inner.is_mirrored
        )
        draw_text(
            painter, tail, self.fraction, "strong", tone, tabular=True, weight=weight, is_trailing=inner.is_mirrored
        )
        draw_text(painter, inner.at(inner.width - code, code), self.code, "small", "text-3")


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box; the model answers `CheckStateRole` for the same cell."""

    is_on: bool
    words: str = ""

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw the box."""
        side = tokens.icon_size()
        box = _square(Slots(slot, slots.is_mirrored).at(0, side), side)
        marks.paint_tick(painter, box, marks.state_of(is_on=self.is_on))


@dataclass(frozen=True, slots=True)
class Action:
    """A small outline button inside a row; clicking it emits `Table.acted`."""

    words: str
    icon: str = ""

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw the button at the trailing edge."""
        px = tokens.px
        mark = tokens.icon_size("small") + px(7) if self.icon else 0
        width = text_width(self.words, "small", weight=500) + mark + px(20) + 2
        inner = Slots(slot, slots.is_mirrored)
        button = inner.at(inner.width - width, width)
        height = px(26)
        box = QRectF(button.left(), round(button.center().y() - height / 2), width, height).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        painter.setPen(QPen(tokens.color("border-control"), 1))
        painter.setBrush(tokens.color("sheet"))
        painter.drawRoundedRect(box, tokens.radius("control"), tokens.radius("control"))
        start = inner.width - width + px(10)
        if self.icon:
            side = tokens.icon_size("small")
            icons.paint(painter, _square(inner.at(start, side), side), self.icon, "text")
        draw_text(painter, inner.at(start + mark, width), self.words, "small", "text", weight=500)


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a group of rows, across all columns; figure: at the trailing edge."""

    words: str
    count: str = ""
    comment: str = ""
    icon: str = ""
    tone: str = "text-2"
    figure: str = ""

    def paint(self, painter: QPainter, slot: QRectF, slots: Slots) -> None:
        """Draw icon, name, count and comment."""
        inner = Slots(slot, slots.is_mirrored)
        at = 0.0
        if self.icon:
            side = tokens.icon_size()
            icons.paint(painter, _square(inner.at(0, side), side), self.icon, self.tone)
            at = side + tokens.px(8)
        for words, role, tone in (
            (self.words, "section", "text"),
            (self.count, "body", "text-2"),
            (self.comment, "small", "text-2"),
        ):
            if words:
                at += draw_text(painter, inner.at(at, inner.width - at), words, role, tone) + tokens.px(9)
        draw_text(painter, slot, self.figure, "section", "text", tabular=True, is_trailing=True)


Cell = Words | Day | Tag | Payee | Category | Amount | Tick | Action | Group


def paint_tag(painter: QPainter, slot: QRectF, tag: Tag, *, is_mirrored: bool) -> float:
    """Draw a tag in the middle of the leading edge of a slot and return its width."""
    px = tokens.px
    mark = px(12) + px(4) if tag.icon else 0
    width = text_width(tag.words, "micro") + mark + px(12)
    inner = Slots(slot, is_mirrored)
    place = inner.at(0, width)
    height = px(18)
    box = QRectF(place.left(), round(place.center().y() - height / 2), width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    tone = tag.state or "text-2"
    has_outline = not tag.state or tokens.look().theme == "contrast"
    painter.setPen(QPen(tokens.color(tag.state or "border"), 1) if has_outline else Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color(f"{tag.state}-tint" if tag.state else "raised"))
    painter.drawRoundedRect(box, tokens.radius("chip"), tokens.radius("chip"))
    if tag.icon:
        icons.paint(painter, _square(inner.at(px(6), px(12)), px(12)), tag.icon, tone)
    draw_text(painter, inner.at(px(6) + mark, width), tag.words, "micro", tone)
    return width


def two_lines(
    painter: QPainter, slot: QRectF, first: tuple[str, str, str], second: str, *, is_trailing: bool = False
) -> None:
    """Draw a line of (words, role, tone), and a small one below it when there is one."""
    words, role, tone = first
    is_tabular = is_trailing
    if not second:
        draw_text(painter, slot, words, role, tone, is_trailing=is_trailing, tabular=is_tabular)
        return
    upper, lower = tokens.line("strong"), tokens.line("small")
    top = round(slot.center().y() - (upper + lower) / 2)
    draw_text(painter, QRectF(slot.left(), top, slot.width(), upper), words, role, tone, is_trailing=is_trailing)
    below = QRectF(slot.left(), top + upper, slot.width(), lower)
    draw_text(painter, below, second, "small", "text-2", is_trailing=is_trailing)


def _square(slot: QRectF, side: float) -> QRectF:
    centre = QPointF(slot.center().x(), slot.center().y())
    return QRectF(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)
