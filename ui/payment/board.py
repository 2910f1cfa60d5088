"""The ranked ways to pay in their frame: what the bars mean, the rows, what is left out and why."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from hub.domain.decide.model import Option
from ui.locale import _, ngettext, text, wording
from ui.parts.boxes import column, hairline, row
from ui.parts.buttons import button
from ui.parts.netbar import Ranked, RankedList, scale_of
from ui.parts.pictures import Picture
from ui.parts.texts import Paragraph, label
from ui.payment.ranking import chain, rows, zero_of
from ui.payment.reading import Answer
from ui.style import tokens
from ui.table.slots import Slots, draw_text, text_width

_FIRST = 5
"""Rows that are shown before the rest is asked for."""
_LARGE = 1.5
_BAR, _NET, _NAME_AT = 232, 84, 112
"""Widths of a row's parts at 100 %, as `ui.parts.netbar` draws them."""


class Board(QWidget):
    """The list with its head and foot. on_look(option): a row became current; on_open(option): it was asked for."""

    def __init__(
        self,
        on_look: Callable[[Option], object],
        on_open: Callable[[Option], object],
        on_ways: Callable[[], object],
    ) -> None:
        super().__init__()
        self.options: list[Option] = []
        self._rows: list[Ranked] = []
        self._shows_all = False
        self._on_look = on_look
        self.title = label("", "section")
        self.comment = label(_("order by net only; nobody pays to be higher"), "small", "text-2")
        self.comment.setVisible(tokens.look().scale < _LARGE)
        self.ways = button(_("Your ways to pay"), on_ways, kind="link", grade="small")
        self.scale = Scale()
        self.list = RankedList(_("Ways to pay"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._move)
        self.list.activated.connect(lambda index: on_open(self.options[index.row()]))
        self.more = button("", self._show_all, kind="link", grade="small")
        self.left_out = Paragraph(role="small", tone="text-2")
        self._foot = QFrame()
        foot = row(Picture("ban", "text-3", "small"), self.left_out, gap=3, parent=self._foot)
        foot.setStretchFactor(self.left_out, 1)
        foot.setContentsMargins(tokens.px(14), tokens.px(7), tokens.px(14), tokens.px(7))
        self._line = hairline()
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = column(self.list, self._line, self._foot, gap=0, parent=frame)
        inside.setContentsMargins(1, 1, 1, 1)
        head = row(self.title, self.comment, 0, self.ways, gap=3)
        column(head, self.scale, frame, row(self.more, 0), gap=2, parent=self)

    @property
    def current(self) -> Option | None:
        """The option of the current row."""
        at = self.list.currentIndex().row()
        return self.options[at] if 0 <= at < len(self.options) else None

    def show_answer(self, answer: Answer, weighed: list[tuple[Option, Ranked]] | None = None) -> None:
        """Show the options of a comparison, the best one current. weighed: rows in the order of what matters."""
        shown = rows(answer) if weighed is None else weighed
        order = _("order by net only; nobody pays to be higher")
        self.comment.setText(order if weighed is None else _("order by net and what matters to you"))
        self.options, self._rows = [one for one, _row in shown], [one for _option, one in shown]
        self._shows_all = False
        template = ngettext("{count} way to pay", "{count} ways to pay", len(shown))
        self.title.setText(template.format(count=text.count(len(shown))))
        currency = answer.comparison.currency
        cash = zero_of(answer.comparison, answer.compared.kinds)
        is_cash = cash is not None and not cash.net_expected
        better = _("better than cash, {currency}") if is_cash else _("better than the price, {currency}")
        if weighed is not None:
            better = _("with what matters to you, {currency}")
        self.scale.say(better.format(currency=currency), [one.net for one in self._rows])
        self._fill()
        out = [_rejected(one.id, one.reason, answer) for one in answer.comparison.rejected]
        self.left_out.say(_("Left out: {ways}.").format(ways="; ".join(out)) if out else "")
        self._foot.setVisible(bool(out))
        self._line.setVisible(bool(out))

    def _fill(self) -> None:
        shown = self._rows if self._shows_all else self._rows[:_FIRST]
        self.list.show_options(shown)
        self.list.setFixedHeight(len(shown) * tokens.row("option"))
        rest = len(self._rows) - len(shown)
        self.more.setVisible(rest > 0)
        self.more.setText(ngettext("Show {count} more", "Show {count} more", rest).format(count=text.count(rest)))

    def _show_all(self) -> None:
        self._shows_all = True
        self._fill()

    def _move(self, now: QModelIndex) -> None:
        if 0 <= now.row() < len(self.options):
            self._on_look(self.options[now.row()])


class Scale(QWidget):
    """What the bars below mean: worse to one side of zero, better to the other, and the net at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._better, self._ends = "", (-1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, better: str, nets: list[int]) -> None:
        """better: words for the good side."""
        self._better, self._ends = better, scale_of(nets)
        self.setAccessibleName(better)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One small line."""
        return QSize(tokens.px(200), tokens.line("micro") + tokens.px(2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the words where the rows have their zero."""
        px = tokens.px
        with QPainter(self) as painter:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            slots = Slots(QRectF(self.rect()).adjusted(1, 0, -1, 0), is_mirrored=mirrored)
            net = slots.at(slots.width - px(_NET) - px(12), px(_NET))
            draw_text(painter, net, _("Net"), "micro", "text-3", is_trailing=True)
            bar_at = slots.width - px(_BAR) - px(_NET) - px(24)
            if bar_at < px(_NAME_AT + 120):
                return
            low, high = self._ends
            zero = bar_at + 8 + (px(_BAR) - 16) * -low / (high - low)
            worse, gap = _("worse"), px(6)
            room = slots.width - px(_NET) - px(16) - zero
            better = min(text_width(self._better, "micro"), slots.width)
            start = zero + gap if better < room - gap else slots.width - px(_NET) - px(16) - better
            draw_text(painter, slots.at(start, better + 2), self._better, "micro", "text-3")
            width = text_width(worse, "micro")
            if low and start > zero and zero - gap - width > px(_NAME_AT):
                draw_text(painter, slots.at(zero - gap - width, width + 2), worse, "micro", "text-3")


def _rejected(path: str, reason: str, answer: Answer) -> str:
    hops = re.split("[@~+/]", path)[0].split(">")
    return _("{way}, {reason}").format(way=chain(hops, answer.names), reason=wording.rejection(reason))
