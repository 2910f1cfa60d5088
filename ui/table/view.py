"""The table: no grid, no stripes; hover and selection run over the whole row; two-line rows where it is narrow.

Columns are named here, rows come from a model of `ui.table.rows`. From 150 % font size on, or where the columns do
not fit, each row shows its payee, the rest in a second line, and the amount at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from ui import icons
from ui.style import focus, marks, tokens
from ui.table import painting
from ui.table.cells import Action, Tick
from ui.table.rows import CELL, PagedRows, Row, Rows
from ui.table.slots import Slots, draw_text
from ui.table.stacked import Stacked

_PAD = 8
_STACK_FROM = 1.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column. width: pixels at 100 %, 0 = takes the room that is left. sort: key for `Table.sorted`, "" = none.

    is_main: its amount stands at the end of a row in two lines, instead of the first. has_tick: its head is the tick of
    all rows.
    """

    title: str
    width: int = 0
    is_trailing: bool = False
    sort: str = ""
    is_main: bool = False
    has_tick: bool = False


class Table(QTableView):
    """A table of rows. opened(key): Enter or double click. picked(key): another row is current. acted(key): the
    button in a row. sorted(column's key, is_down): the head was clicked. all_ticked: the tick in the head was.

    is_flush: the table spans the sheet, its first column starts on the sheet's text line and its last ends on it.
    is_selectable: False for a short list that is only read; its text then stands on the edges. height: row token.
    is_told_whole: rows lead nowhere, so that those in two lines name every amount they hold.
    """

    opened = Signal(object)
    picked = Signal(object)
    acted = Signal(object)
    sorted = Signal(str, bool)
    all_ticked = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        model: Rows | PagedRows,
        *,
        is_flush: bool = False,
        is_selectable: bool = True,
        is_told_whole: bool = False,
        height: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.is_stacked = False
        self.hover_row = -1
        self.edge = tokens.frame("gutter") if is_flush else tokens.px(10) if is_selectable else 0
        self._height = height
        self._rows = model
        self._stacked = Stacked(
            tuple(one.title for one in columns) if is_told_whole else (),
            next((at for at, one in enumerate(columns) if one.is_main), None),
        )
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if is_selectable else mode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self._head = _Head(self)
        self.setHorizontalHeader(self._head)
        self.verticalHeader().hide()
        self.setModel(model)
        self.setItemDelegate(_Ticks(self))
        self._set_heights()
        self._lay_out()
        self.selectionModel().currentRowChanged.connect(self._pick)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.clicked.connect(self._clicked)

    @property
    def row_height(self) -> int:
        """Pixels of a row."""
        return tokens.row("two-line" if self.is_stacked else self._height)

    def current(self) -> object:
        """The key of the current row, None when there is none."""
        row = self._rows.row_at(self.currentIndex().row())
        return row.key if row is not None else None

    def selected(self) -> list[object]:
        """The keys of the selected rows, from top to bottom."""
        spans = (
            self.selectionModel().selection().toList()
        )  # `selectedRows` makes an index of each: minutes for a million
        found = (
            self._rows.row_at(at) for at in sorted({at for one in spans for at in range(one.top(), one.bottom() + 1)})
        )
        return [row.key for row in found if row is not None]

    def go_to(self, at: int) -> None:
        """Make a row the current and only selected one (`selectRow` fails in mirrored layouts of Qt 6.12)."""
        self.setCurrentIndex(self._rows.index(at, 0))

    def show_sorted(self, key: str, *, is_down: bool) -> None:
        """Show in the head by which column the rows are sorted."""
        self._head.show_sorted(key, is_down=is_down)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Name and size the columns anew; there are as many as before."""
        is_changed = [one.width for one in columns] != [one.width for one in self.columns]
        self.columns = tuple(columns)
        if is_changed:
            self._lay_out()
        self.horizontalHeader().viewport().update()

    def show_all_ticked(self, is_on: bool | None) -> None:
        """Show in the head whether all rows are ticked; None: some are."""
        self._head.show_ticked(is_on)

    def fit_rows(self) -> None:
        """Be exactly as high as the rows: for short tables on a screen that scrolls as a whole."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = 0 if self.is_stacked else tokens.row("header")
        self.setFixedHeight(head + sum(self.rowHeight(at) for at in range(self._rows.rowCount())) + 1)

    def column_rect(self, column: int, rect: QRect) -> QRectF:
        """The room of a cell's content: inside the padding, and on the sheet's text line where the table is flush."""
        first, last = column == 0, column == len(self.columns) - 1
        lead = self.edge if first else tokens.px(_PAD)
        trail = self.edge if last else tokens.px(_PAD)
        slots = Slots(QRectF(rect), is_mirrored=self.isRightToLeft())
        return slots.at(lead, slots.width - lead - trail)

    def row_rect(self, rect: QRect) -> QRect:
        """The whole row that a cell's rectangle belongs to."""
        return QRect(0, rect.top(), self.viewport().width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Change between columns and two-line rows."""
        self._lay_out()
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Hover runs over the whole row."""
        self._set_hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the pointer any more."""
        self._set_hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; Space turns the tick of the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space and self._tick(self.currentIndex().row()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the rows that are in view, and the focus ring around the current one."""
        index, viewport = self.currentIndex(), self.viewport()
        with QPainter(viewport) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_rows(painter, event.rect())
            if self.hasFocus() and focus.is_by_key() and index.isValid():
                marks.paint_ring(painter, QRectF(self.row_rect(self.visualRect(index))), 2)

    def draw_unseen(self, row: Row) -> None:
        """Draw a row where nobody sees it: the first time takes much longer than all that follow."""
        picture = QPixmap(max(self.viewport().width(), tokens.px(800)), self.row_height)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            slots = Slots(QRectF(picture.rect()), is_mirrored=self.isRightToLeft())
            painting.paint_ground(painter, row, picture.rect(), is_selected=False, is_hovered=True, is_first=False)
            painting.paint_cells(
                painter, row, slots, self._rooms(), self.edge, self._stacked if self.is_stacked else None
            )

    def _rooms(self) -> list[tuple[int, QRectF]]:
        """The columns that are shown, each with the room of its content."""
        return [
            (at, self.column_rect(at, QRect(self.columnViewportPosition(at), 0, self.columnWidth(at), self.row_height)))
            for at in range(len(self.columns))
            if not self.isColumnHidden(at)
        ]

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        first, last = self.rowAt(max(area.top(), 0)), self.rowAt(area.bottom())
        if first < 0:
            return
        chosen, width, is_mirrored = self.selectionModel(), self.viewport().width(), self.isRightToLeft()
        rooms = self._rooms()
        for at in range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1):
            row, whole = self._rows.row_at(at), QRect(0, self.rowViewportPosition(at), width, self.rowHeight(at))
            is_group = row is not None and row.group is not None
            is_selected = not is_group and chosen.isSelected(self._rows.index(at, 0))
            slots = Slots(QRectF(whole), is_mirrored=is_mirrored)
            painting.paint_ground(
                painter, row, whole, is_selected=is_selected, is_hovered=at == self.hover_row, is_first=at == 0
            )
            if row is not None:
                painting.paint_cells(painter, row, slots, rooms, self.edge, self._stacked if self.is_stacked else None)
            if is_selected:
                painting.paint_bar(painter, slots)

    def _set_heights(self) -> None:
        head = self.verticalHeader()
        head.setMinimumSectionSize(tokens.px(20))
        head.setDefaultSectionSize(self.row_height)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _lay_out(self) -> None:
        wanted = sum(tokens.px(one.width or 140) for one in self.columns)
        is_stacked = len(self.columns) > 2 and (
            tokens.look().scale >= _STACK_FROM or (self.isVisible() and self.viewport().width() < wanted)
        )
        head = self.horizontalHeader()
        if is_stacked != self.is_stacked:
            self.is_stacked = is_stacked
            self._set_heights()
        head.setVisible(not is_stacked)
        for at, column in enumerate(self.columns):
            self.setColumnHidden(at, is_stacked and at > 0)
            if column.width and not is_stacked:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(at, tokens.px(column.width) + self._extra(at))
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _extra(self, at: int) -> int:
        at_edge = (at == 0) + (at == len(self.columns) - 1)
        return at_edge * (self.edge - tokens.px(_PAD))

    def _set_hover(self, row: int) -> None:
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()

    def _pick(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row())
        if row is not None and row.group is None:
            self.picked.emit(row.key)

    def _open(self, at: int) -> None:
        row = self._rows.row_at(at)
        if row is not None and row.group is None:
            self.opened.emit(row.key)

    def _clicked(self, index: QModelIndex) -> None:
        row, cell = self._rows.row_at(index.row()), index.data(CELL)
        if row is not None and isinstance(cell, Action):
            self.acted.emit(row.key)
        elif isinstance(cell, Tick):
            self._tick(index.row())

    def _tick(self, at: int) -> bool:
        for column in range(len(self.columns)):
            index = self._rows.index(at, column)
            if isinstance(index.data(CELL), Tick):
                return self._rows.setData(index, None, Qt.ItemDataRole.CheckStateRole)
        return False


class _Ticks(QStyledItemDelegate):
    """Leaves ticks to the table: by itself it would turn them a second time. What is drawn, the table draws."""

    def editorEvent(self, *_everything: object) -> bool:  # noqa: N802 - Qt's name
        """Nothing is edited in place."""
        return False


class _Head(QHeaderView):
    """The head: names in small grey, one line below, an arrow where it is sorted."""

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._sorted, self._is_down = "", True
        self._is_ticked: bool | None = False
        self.setHighlightSections(False)
        self.setSectionsClickable(any(one.sort or one.has_tick for one in table.columns))
        self.setFixedHeight(tokens.row("header"))
        self.setMinimumSectionSize(tokens.px(32))
        self.sectionClicked.connect(self._sort)

    def show_sorted(self, key: str, *, is_down: bool) -> None:
        """Show by which column the rows are sorted."""
        self._sorted, self._is_down = key, is_down
        self.viewport().update()

    def show_ticked(self, is_on: bool | None) -> None:
        """Show the tick of all rows."""
        if is_on != self._is_ticked:
            self._is_ticked = is_on
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's names
        """Draw one name."""
        column = self._table.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, tokens.color("sheet"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.color("border"))
        room = self._table.column_rect(logicalIndex, rect)
        slots = Slots(room, is_mirrored=self.isRightToLeft())
        if column.has_tick:
            marks.paint_tick(painter, slots.at(0, tokens.icon_size()), marks.state_of(is_on=self._is_ticked))
        arrow = tokens.px(12) if column.sort and column.sort == self._sorted else 0
        words = slots.at(0, slots.width - (arrow if column.is_trailing else 0))
        taken = draw_text(painter, words, column.title, "small", "text-3", weight=500, is_trailing=column.is_trailing)
        if arrow:
            start = slots.width - arrow if column.is_trailing else min(taken + tokens.px(4), slots.width - arrow)
            name = "arrow-down" if self._is_down else "arrow-up"
            icons.paint(painter, slots.at(start, arrow), name, "text-3")
        painter.restore()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the tokens say."""
        return QSize(super().sizeHint().width(), tokens.row("header"))

    def _sort(self, at: int) -> None:
        if self._table.columns[at].has_tick:
            self._table.all_ticked.emit()
        key = self._table.columns[at].sort
        if key:
            self.show_sorted(key, is_down=not self._is_down if key == self._sorted else True)
            self._table.sorted.emit(key, self._is_down)
