"""The Ask box and its palette (Ctrl+K): all actions and places, records and help, found by typing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import icons
from ui.locale import _
from ui.parts.boxes import column, key_cap, row
from ui.parts.texts import is_mirrored, leading
from ui.style import tokens
from ui.table.slots import Slots, draw_text

_ENTRY = Qt.ItemDataRole.UserRole
_SHOWN = 9
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find: words, a note behind them (group, amount), a key, an icon, and what happens."""

    words: str
    run: Callable[[], object]
    note: str = ""
    key: str = ""
    icon: str = ""


Source = Callable[[str], Sequence[Entry]]
"""Answers a query with entries; one that reads the store must be quick (it runs while typing)."""


class AskBox(QLineEdit):
    """Search, or ask; asked(words) on Enter when nothing in the palette was chosen."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Search, or ask"))
        self.addAction(icons.icon("search", "text-3"), QLineEdit.ActionPosition.LeadingPosition)
        self._cap = key_cap("Ctrl K")
        layout = row(0, self._cap, parent=self)
        layout.setContentsMargins(tokens.px(6), 0, tokens.px(6), 0)
        room = self._cap.sizeHint().width() + tokens.px(4)
        self.setTextMargins(room if is_mirrored() else 0, 0, 0 if is_mirrored() else room, 0)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumWidth(tokens.px(120))
        self.set_narrow(is_narrow=False)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """A shorter place holder."""
        long = _("Search, or ask: “how much for fuel this year?”")
        self.setPlaceholderText(_("Search, or ask") if is_narrow else long)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width of the design."""
        return QSize(tokens.px(440), super().sizeHint().height())


class Palette(QFrame):
    """The list below the Ask box; opens with its focus, narrows down while typing, Enter runs, Esc closes."""

    def __init__(self, ask: AskBox, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "floating")
        self._ask, self._window = ask, window
        self.sources: list[Source] = []
        self._back: QWidget | None = None
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setAccessibleName(_("Found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("background: transparent;")
        self.list.clicked.connect(self._run)
        column(self.list, parent=self).setContentsMargins(4, 4, 4, 4)
        ask.installEventFilter(self)
        ask.textEdited.connect(self._find)
        ask.returnPressed.connect(self._enter)
        self.hide()

    def open(self) -> None:
        """Put the cursor into the Ask box and show everything."""
        focus = self._window.focusWidget()
        if focus is not self._ask:
            self._back = focus
        self._ask.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ask.selectAll()
        self._find(self._ask.text())

    def close_list(self, *, give_back: bool = False) -> None:
        """Close; give_back: the focus returns to where it was."""
        self.hide()
        if give_back:
            self._ask.clear()
            (self._back or self._window).setFocus(Qt.FocusReason.OtherFocusReason)

    def found(self) -> list[str]:
        """The words of what is listed now."""
        return [self._model.item(at).text() for at in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys move in the list while the cursor stays in the box; Esc closes; leaving closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key == Qt.Key.Key_Escape:
                self.close_list(give_back=True)
                return True
            if key in _MOVES:
                self._move(_MOVES[key])
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _find(self, query: str) -> None:
        entries = [entry for source in self.sources for entry in source(query)]
        ranked = sorted(
            (
                (rank, at, entry)
                for at, entry in enumerate(entries)
                if (rank := rank_of(entry.words, query)) is not None
            ),
            key=lambda one: one[:2],
        )
        self._model.clear()
        for _rank, _at, entry in ranked[:50]:
            item = QStandardItem(entry.words)
            item.setData(entry, _ENTRY)
            item.setEditable(False)
            self._model.appendRow(item)
        if ranked:
            self.list.setCurrentIndex(self._model.index(0, 0))
            self._place()
        self.setVisible(bool(ranked))

    def _place(self) -> None:
        margin = 8
        rows = min(self._model.rowCount(), _SHOWN)
        corner = self._ask.mapTo(self._window, QPoint(0, self._ask.height() + tokens.px(4)))
        room = self._window.height() - corner.y() - tokens.px(16)
        height = min(rows * tokens.row("comfortable") + margin + 2, room)
        self.setGeometry(corner.x(), corner.y(), max(self._ask.width(), tokens.px(320)), height)
        self.raise_()

    def _move(self, by: int) -> None:
        if not self.isVisible():
            self._find(self._ask.text())
        at = min(max(self.list.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        self.list.setCurrentIndex(self._model.index(at, 0))

    def _enter(self) -> None:
        if self.isVisible() and self.list.currentIndex().isValid():
            self._run(self.list.currentIndex())
        elif self._ask.text().strip():
            self._ask.asked.emit(self._ask.text().strip())

    def _run(self, index: QModelIndex) -> None:
        entry: Entry = index.data(_ENTRY)
        self.close_list(give_back=True)
        entry.run()


def rank_of(words: str, query: str) -> int | None:
    """How well words fit a query, 0 best; None when they do not: each part must begin a word, or be inside one."""
    plain, parts = folded(words), folded(query).split()
    if not parts:
        return 0
    if plain.startswith(" ".join(parts)):
        return 0
    starts = plain.split()
    if all(any(word.startswith(part) for word in starts) for part in parts):
        return 1
    return 2 if all(part in plain for part in parts) else None


def folded(words: str) -> str:
    """Words without case and accents, for comparing."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    return "".join(one for one in bare if not unicodedata.combining(one))


class _EntryDelegate(QStyledItemDelegate):
    """Draws what was found: icon, words, note, key."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows of one height."""
        return QSize(0, tokens.row("comfortable"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        entry: Entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent-tint" if is_current else "row-hover"))
            painter.drawRoundedRect(option.rect, tokens.radius("control"), tokens.radius("control"))
        px = tokens.px
        slots = Slots(QRectF(option.rect), is_mirrored=option.direction == Qt.LayoutDirection.RightToLeft)
        side = tokens.icon_size()
        icons.paint(painter, slots.at(px(10), side), entry.icon or "chevron-right", "text-2")
        start = px(10) + side + px(10)
        key = slots.at(slots.width - px(150), px(140))
        end = draw_text(painter, key, entry.key, "micro", "text-3", is_trailing=True) + px(16)
        room = slots.width - start - end
        taken = draw_text(painter, slots.at(start, room), entry.words, "strong") + px(10)
        draw_text(painter, slots.at(start + taken, room - taken), entry.note, "small", "text-3")
        painter.restore()
