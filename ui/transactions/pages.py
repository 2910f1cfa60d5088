"""The model of the table: ids in order, rows read page by page, and no jump when nothing but a cell changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection

from ui.table import PAGE, PagedRows, Row


class LedgerPages(PagedRows):
    """Rows of transactions by id. want(page): called for each page that comes into view; answer with `put`."""

    def __init__(self, columns: int, want: Callable[[int], None]) -> None:
        super().__init__(columns, want)
        self.ids: Sequence[int] = ()
        self._old: set[int] = set()

    def show_ids(self, ids: Sequence[int], first: Sequence[Row]) -> bool:
        """Show these transactions; True when it began anew, False when only rows changed in their places."""
        if ids and list(ids) == list(self.ids):
            self._old = set(self._pages)
            self._asked = set()
            self.put(0, first)
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, self._columns - 1))
            return False
        self.ids = ids
        self._old = set()
        self.restart(len(ids))
        if ids:
            self.put(0, first)
        return True

    def put(self, page: int, rows: Sequence[Row]) -> None:
        """A page has arrived."""
        self._old.discard(page)
        super().put(page, rows)

    def row_at(self, at: int) -> Row | None:
        """The row at a place; an old one stays until its page has come again."""
        page, inside = divmod(at, PAGE)
        if page in self._old and page not in self._asked:
            self._asked.add(page)
            self._want(page)
            rows = self._pages[page]
            return rows[inside] if inside < len(rows) else None
        return super().row_at(at)

    def place_of(self, transaction_id: int) -> int:
        """The row of a transaction, -1 when it is not among them."""
        try:
            return self.ids.index(transaction_id)
        except ValueError:
            return -1

    def ids_in(self, selection: QItemSelection) -> list[int]:
        """The ids of selected rows, from top to bottom; no page is read for it."""
        spans = sorted({(one.top(), one.bottom()) for one in selection.toList()})
        return [one for top, bottom in spans for one in self.ids[top : bottom + 1]]
