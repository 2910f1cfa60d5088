"""The sidebar: places in groups, with badges; only icons in a narrow window or with large type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons
from ui.locale import _, text
from ui.screen import GROUPS, Place
from ui.style import focus, marks, tokens
from ui.table.slots import Slots, draw_text, text_width

_ENTRY = Qt.ItemDataRole.UserRole
_MORE = "more"
_State = QStyle.StateFlag
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: a place, or the heading of a group (no name)."""

    name: str
    words: str
    icon: str = ""
    badge: int = 0
    is_due: bool = False


class Sidebar(QListView):
    """The list of places; chosen(name) by click, Enter and the arrow keys."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_narrow = False
        self.current = ""
        self._entries = _entries(places)
        self._hidden: list[Entry] = []
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setObjectName("places")
        self.setAccessibleName(_("Places"))
        self.setItemDelegate(_PlaceDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.set_narrow(is_narrow=False)

    def places(self) -> list[str]:
        """Names of the places, in the order of Ctrl+1 to Ctrl+9."""
        return [one.name for one in self._entries if one.name]

    def show_place(self, name: str) -> None:
        """Mark a place as the current one; one that is not here marks none."""
        self.current = name
        for at in range(self._model.rowCount()):
            if self._model.item(at).data(_ENTRY).name == name:
                self.setCurrentIndex(self._model.index(at, 0))
                return
        self.clearSelection()

    def set_badge(self, name: str, count: int, *, is_due: bool = False) -> None:
        """Put a number beside a place; 0 takes it away."""
        self._entries = [
            Entry(one.name, one.words, one.icon, count, is_due) if one.name == name else one for one in self._entries
        ]
        self._refill()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Show icons only, or icons and names."""
        self.is_narrow = is_narrow
        self.setFixedWidth(tokens.frame("sidebar-icons" if is_narrow else "sidebar") - 2 * tokens.px(8))
        self._refill()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Places that do not fit go under "…"."""
        super().resizeEvent(event)
        self._refill()

    def height_of(self, entry: Entry) -> int:
        """Pixels of a row."""
        if entry.name:
            return tokens.px(42 if self.is_narrow else 31)
        return tokens.px(9) if self.is_narrow else tokens.px(30)

    def _refill(self) -> None:
        self._hidden = []
        shown = list(self._entries)
        room = self.viewport().height() if self.isVisible() else 0
        more = Entry(_MORE, _("More places"), "ellipsis")
        while room and len(shown) > 1 and sum(map(self.height_of, shown)) > room:
            if not self._hidden:
                room -= self.height_of(more)
            dropped = next(one for one in reversed(shown) if one.name != self.current)
            shown.remove(dropped)
            self._hidden.insert(0, dropped)
        if self._hidden:
            shown.append(more)
        self._model.clear()
        for entry in shown:
            self._model.appendRow(_item(entry, is_narrow=self.is_narrow))
        self.show_place(self.current)

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry = index.data(_ENTRY)
        if entry.name == _MORE:
            menu = QMenu(self)
            for hidden in (one for one in self._hidden if one.name):
                name = hidden.name
                menu.addAction(icons.icon(hidden.icon), hidden.words, lambda name=name: self.chosen.emit(name))
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).topRight()))
        elif entry.name:
            self.chosen.emit(entry.name)


def _entries(places: Sequence[Place]) -> list[Entry]:
    made = []
    for group, heading in GROUPS.items():
        inside = [one for one in places if one.group == group]
        if inside:
            made.append(Entry("", _(heading)))
            made += [Entry(one.name, _(one.title), one.icon) for one in inside]
    return made


def _item(entry: Entry, *, is_narrow: bool) -> QStandardItem:
    made = QStandardItem(entry.words)
    made.setData(entry, _ENTRY)
    made.setEditable(False)
    if not entry.name:
        made.setFlags(Qt.ItemFlag.NoItemFlags)
    elif is_narrow:
        made.setToolTip(entry.words)
    spoken = f"{entry.words}, {text.count(entry.badge)}" if entry.badge else entry.words
    made.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    return made


class _PlaceDelegate(QStyledItemDelegate):
    """Draws places and headings."""

    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Fixed heights."""
        return QSize(0, self._sidebar.height_of(index.data(_ENTRY)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        entry: Entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slots = Slots(QRectF(option.rect), is_mirrored=self._sidebar.isRightToLeft())
        if entry.name:
            self._paint_place(painter, option, slots, entry)
        elif not self._sidebar.is_narrow:
            words = slots.at(tokens.px(10), slots.width - tokens.px(10)).adjusted(0, tokens.px(8), 0, 0)
            draw_text(painter, words, entry.words, "micro", "text-3")
        elif index.row():
            line = QRectF(option.rect.left() + 6, option.rect.center().y(), option.rect.width() - 12, 1)
            painter.fillRect(line, tokens.color("border"))
        painter.restore()

    def _paint_place(self, painter: QPainter, option: QStyleOptionViewItem, slots: Slots, entry: Entry) -> None:
        px, is_current = tokens.px, entry.name == self._sidebar.current
        is_filled = is_current and tokens.look().theme == "contrast"
        box = slots.rect.adjusted(0, 0, 0, -1)
        is_hot = bool(option.state & _State.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_current or is_hot:
            painter.setBrush(tokens.color("desk-active" if is_current else "desk-hover"))
            painter.drawRoundedRect(box, tokens.radius("control"), tokens.radius("control"))
        row = Slots(box, slots.is_mirrored)
        if is_current and not is_filled:
            bar = row.at(0, 3).adjusted(0, px(7), 0, -px(7))
            painter.setBrush(tokens.color("accent"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        ink = "on-accent" if is_filled else "accent" if is_current else "text-3"
        side = tokens.icon_size()
        start = (row.width - side) / 2 if self._sidebar.is_narrow else px(10)
        icons.paint(painter, row.at(start, side), entry.icon, ink)
        taken = self._paint_badge(painter, row, entry, is_current=is_current) if entry.badge else 0
        if not self._sidebar.is_narrow:
            tone = "on-accent" if is_filled else "text" if is_current else "text-2"
            words = row.at(px(10) + side + px(10), row.width - px(36) - taken - px(10))
            draw_text(painter, words, entry.words, "body", tone, weight=600 if is_current else 500)
        if option.state & _State.State_HasFocus and focus.is_by_key():
            marks.paint_ring(painter, box, tokens.radius("control") - 1)

    def _paint_badge(self, painter: QPainter, row: Slots, entry: Entry, *, is_current: bool) -> float:
        """A pill with the number: at the end of the row, or on the icon's trailing top; returns the room it takes."""
        px = tokens.px
        words, height = text.count(entry.badge), px(18)
        width = max(text_width(words, "micro", weight=600) + px(9), height)
        pill = row.at(row.width - width - px(1 if self._sidebar.is_narrow else 10), width)
        middle = row.rect.top() + px(11) if self._sidebar.is_narrow else row.rect.center().y()
        pill = QRectF(pill.left(), round(middle - height / 2), width, height)
        is_contrast = tokens.look().theme == "contrast"
        ground = "accent" if entry.is_due else "sheet" if is_current or is_contrast else "desk-active"
        painter.setPen(tokens.color("border") if is_contrast and not entry.is_due else Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color(ground))
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5) if is_contrast else pill, height / 2, height / 2)
        painter.setFont(tokens.font("micro", weight=600, tabular=True))
        painter.setPen(tokens.color("on-accent" if entry.is_due else "text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return 0 if self._sidebar.is_narrow else width + px(6)
