"""The net bar and the ranked list: better or worse than zero, one scale for all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons
from ui.style import tokens
from ui.table.slots import Slots, draw_text, paint_row

_OPTION = Qt.ItemDataRole.UserRole
_RANK, _NAME_AT, _BAR, _NET = 28, 112, 232, 84


@dataclass(frozen=True, slots=True)
class Ranked:
    """One option of a ranked list; all words are ready texts.

    rank: written, ties share one. icons: of its chain. net: minor units, for the bar; net_text: as written.
    """

    rank: str
    name: str
    note: str
    icons: tuple[str, ...]
    net: int
    net_text: str


def scale_of(nets: Sequence[int]) -> tuple[int, int]:
    """The ends of one scale for all rows: lowest and highest net with zero inside, never empty."""
    low, high = min([0, *nets]), max([0, *nets])
    return (low, high) if low != high else (-1, 1)


def paint_net_bar(painter: QPainter, rect: QRectF, net: int, scale: tuple[int, int], *, is_mirrored: bool) -> None:
    """Draw one bar around zero: better in ink, worse hatched, zero a ring; the axis runs the whole height."""
    low, high = scale
    room = rect.adjusted(8, 0, -8, 0)
    unit = room.width() / (high - low)
    zero = round(room.right() + low * unit if is_mirrored else room.left() - low * unit)
    painter.fillRect(QRectF(zero, rect.top(), 1, rect.height()), tokens.color("axis"))
    if not net:
        painter.setPen(QPen(tokens.color("text-2"), 1.75))
        painter.setBrush(tokens.color("sheet"))
        painter.drawEllipse(QPointF(zero + 0.5, rect.center().y()), 4, 4)
        return
    end = round(zero - net * unit if is_mirrored else zero + net * unit)
    left, right = sorted((zero, end))
    height = tokens.px(14)
    bar = QRectF(left, round(rect.center().y() - height / 2), max(right - left, 2), height)
    ink = tokens.color("accent" if net > 0 else "negative")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink if net > 0 else QBrush(ink, Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(bar, 2, 2)
    if net < 0:
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


class RankedDelegate(QStyledItemDelegate):
    """Draws a ranked option: rank, chain of icons, name and note, net bar, net."""

    scale = (-1, 1)

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One height for all rows."""
        return QSize(0, tokens.row("option"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row; everything in slots from the leading edge, so that it mirrors."""
        ranked: Ranked = index.data(_OPTION)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slots = Slots(QRectF(option.rect), is_mirrored=option.direction == Qt.LayoutDirection.RightToLeft)
        paint_row(painter, option, has_line=index.row() > 0)
        px = tokens.px
        draw_text(painter, slots.at(px(12), px(_RANK)), ranked.rank, "strong", "text-3", tabular=True)
        for at, name in enumerate(ranked.icons[:2]):
            self._chain(painter, slots.at(px(40 + at * 32), px(28)), name)
        bar_at = slots.width - px(_BAR) - px(_NET) - px(24)
        bar_width = px(_BAR)
        if bar_at < px(_NAME_AT + 120):  # narrow: the bar gives way before the words do
            bar_at, bar_width = slots.width - px(_NET) - px(24), 0
        self._words(painter, slots.at(px(_NAME_AT), bar_at - px(_NAME_AT) - px(8)), ranked)
        if bar_width:
            bar = slots.at(bar_at, bar_width)
            paint_net_bar(painter, bar, ranked.net, self.scale, is_mirrored=slots.is_mirrored)
        tone = "positive" if ranked.net > 0 else "negative" if ranked.net < 0 else "text-2"
        net = slots.at(slots.width - px(_NET) - px(12), px(_NET))
        draw_text(painter, net, ranked.net_text, "body", tone, tabular=True, weight=600, size=14, is_trailing=True)
        painter.restore()

    def _chain(self, painter: QPainter, slot: QRectF, name: str) -> None:
        side = slot.width()
        box = QRectF(slot.left() + 0.5, round(slot.center().y() - side / 2) + 0.5, side - 1, side - 1)
        painter.setPen(QPen(tokens.color("border-control"), 1))
        painter.setBrush(tokens.color("sheet"))
        painter.drawRoundedRect(box, tokens.radius("control"), tokens.radius("control"))
        icon = tokens.icon_size()
        inner = QRectF(box.center().x() - icon / 2, box.center().y() - icon / 2, icon, icon)
        icons.paint(painter, inner, name, "text")

    def _words(self, painter: QPainter, slot: QRectF, ranked: Ranked) -> None:
        name, note = tokens.line("strong"), tokens.line("small")
        top = round(slot.center().y() - (name + note) / 2)
        draw_text(painter, QRectF(slot.left(), top, slot.width(), name), ranked.name, "strong", "text")
        draw_text(painter, QRectF(slot.left(), top + name, slot.width(), note), ranked.note, "small", "text-2")


class RankedList(QListView):
    """A list of ranked options; arrow keys move, `chosen` row is `currentIndex().row()`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self._delegate = RankedDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_options(self, options: Sequence[Ranked]) -> None:
        """Show these options, the first one current."""
        self._delegate.scale = scale_of([one.net for one in options])
        self._rows.clear()
        for option in options:
            item = QStandardItem(option.name)
            item.setData(option, _OPTION)
            spoken = f"{option.rank}. {option.name}: {option.net_text}. {option.note}"
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._rows.appendRow(item)
        if options:
            self.setCurrentIndex(self._rows.index(0, 0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows."""
        return QSize(super().sizeHint().width(), self._rows.rowCount() * tokens.row("option"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """At least two rows."""
        return QSize(tokens.px(320), min(2, self._rows.rowCount()) * tokens.row("option"))
