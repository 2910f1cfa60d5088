"""The table of transactions: reads its pages beside the GUI thread, and keeps its place when data changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.locale import _, ngettext, text
from ui.screen import Context
from ui.style import tokens
from ui.table import Group, Page, Table
from ui.transactions import cells, reading
from ui.transactions.page_queue import PageQueue
from ui.transactions.pages import LedgerPages, Months
from ui.transactions.reading import Month, Order, Shown

_Flag = QItemSelectionModel.SelectionFlag


class LedgerTable(Table):
    """Rows of `Shown`. chosen: the selection changed. dropped(id, paths): files were dropped on a row.

    rearranged(keys in their new order, widths by key at 100 %): the person dragged or pulled a column.
    """

    chosen = Signal()
    rearranged = Signal(list, dict)
    dropped = Signal(int, list)

    def __init__(self, layout: cells.Layout, context: Context, order: Order) -> None:
        self.layout_in_use = layout
        columns = layout.columns()
        self._queue = PageQueue(self._read_page, self._drop_page)
        self._pages = LedgerPages(len(columns), self._queue.want)
        self._last_value = 0
        self._context = context
        self._shown: Shown | None = None
        super().__init__(_("Transactions"), columns, self._pages, is_flush=True)
        self.show_sorted(order.key, is_down=order.is_down)
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.viewport().installEventFilter(self)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.chosen.emit())

    def show_rows(self, shown: Shown) -> None:
        """Show the rows of a look; where the same rows come again, nothing moves."""
        current, top = self.current(), self.verticalScrollBar().value()
        held = self.selected_ids() if len(self._pages.ids) < 50_000 else []
        self._shown = shown
        self._queue.forget()
        first = self._rows_of(shown, reading.Page(shown.first, shown.with_files))
        heads = _heads(shown.months)
        if self._pages.show_ids(shown.ids, first, heads, shown.count):
            self._hold(current, held, top)
        if len(shown.ids) < shown.count:
            self._read_others(shown)

    def selected_ids(self) -> list[int]:
        """Ids of the selected rows, from top to bottom."""
        return self._pages.ids_in(self.selectionModel().selection())

    def current_key(self) -> str:
        """The key of the current cell's column; "" in two-line rows."""
        at = self.currentIndex().column()
        return self.layout_in_use.keys[at] if at >= 0 and not self.is_stacked else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A column was let go: where it lies and how wide it is now is kept."""
        is_over = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.horizontalHeader().viewport():
            QTimer.singleShot(0, self, self._note_columns)
        return is_over

    def _note_columns(self) -> None:
        head, keys = self.horizontalHeader(), self.layout_in_use.keys
        order = [keys[head.logicalIndex(at)] for at in range(head.count())]
        widths = {
            keys[at]: round((head.sectionSize(at) - self._extra(at)) / tokens.look().scale)
            for at, column in enumerate(self.columns)
            if column.width and abs(head.sectionSize(at) - self._extra(at) - tokens.px(column.width)) > 1
        }
        if order != list(keys) or widths:
            self.rearranged.emit(order, widths)

    def place_of_category(self) -> QRect:
        """Where the chip of the current row is, in global coordinates."""
        keys = self.layout_in_use.keys
        at = keys.index("category") if "category" in keys and not self.is_stacked else 0
        rect = self.visualRect(self._pages.index(self.currentIndex().row(), at))
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Files on a row become its receipts; beside the rows they are imported."""
        self._set_hover(self.rowAt(event.position().toPoint().y()))
        event.setAccepted(event.mimeData().hasUrls())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Files were dropped on a row, or beside the rows: Qt does not ask the window, once the table took the drag."""
        at = self.rowAt(event.position().toPoint().y())
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        target = self._pages.id_at(at)
        if paths and target is not None:
            event.acceptProposedAction()
            self.go_to(at)
            self.dropped.emit(target, paths)
        elif paths:
            event.acceptProposedAction()
            self._context.frame.navigate("bring", paths=tuple(map(str, paths)))
        else:
            event.ignore()

    def _hold(self, current: object, held: Sequence[int], top: int) -> None:
        """Select again what was selected, and stay where the person was looking."""
        if not isinstance(current, int):
            return
        at = self._pages.place_of(current)
        if at < 0:
            return
        chosen = QItemSelection()
        last = self._pages.columnCount() - 1
        for one in held:
            place = self._pages.place_of(one)
            if place >= 0:
                chosen.select(self._pages.index(place, 0), self._pages.index(place, last))
        model = self.selectionModel()
        model.setCurrentIndex(self._pages.index(at, 0), _Flag.NoUpdate)
        model.select(chosen, _Flag.ClearAndSelect | _Flag.Rows)
        self.verticalScrollBar().setValue(top)
        self.scrollTo(self._pages.index(at, 0))

    def _read_others(self, shown: Shown) -> None:
        """Read the ids of all rows beside the first page, which stands already."""
        vault = self._context.vault

        def arrived(ids: Sequence[int]) -> None:
            if shown is self._shown:
                self._pages.complete(ids)
                self.chosen.emit()

        key = f"ids {id(self)}"
        self._context.tasks.run(lambda _progress: reading.all_ids(vault, shown), arrived, owner=self, key=key)

    def _read_page(self, page: int) -> None:
        shown, vault, ids = self._shown, self._context.vault, self._pages.ids
        if shown is None:
            return

        def arrived(found: reading.Page) -> None:
            if shown is self._shown:
                self._pages.put(page, self._rows_of(shown, found))
                self._look_ahead()

        self._context.tasks.run(
            lambda _progress: reading.page(vault, ids, page), arrived, owner=self, ended=self._queue.done
        )

    def _drop_page(self, page: int) -> None:
        self._pages.forget(page)

    def _look_ahead(self) -> None:
        """Read the page that comes next where the person scrolls to, so that it stands before it is seen."""
        value = self.verticalScrollBar().value()
        is_down, self._last_value = value >= self._last_value, value
        edge = self.rowAt(self.viewport().height() - 2 if is_down else 1)
        page = self._pages.page_at(edge)
        if page >= 0 and self._queue.is_idle and self._pages.has(page):
            self._pages.look_ahead(page + (1 if is_down else -1))

    def _rows_of(self, shown: Shown, page: reading.Page) -> Page:
        return cells.PageRows(page, self.layout_in_use, shown.names, shown.today)


def _heads(months: Sequence[Month]) -> Months:
    """Heads of months with what their rows come to."""
    heads = []
    for one in months:
        count = ngettext("{count} row", "{count} rows", one.count).format(count=text.count(one.count))
        figure = "; ".join(text.money(total, currency, sign=True) for currency, total in one.sums)
        heads.append(Group(text.capital(text.month(one.first)), count, figure=figure))
    return Months.of(heads, [one.count for one in months])
