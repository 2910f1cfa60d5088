"""The model of the table: ids in order, rows read page by page, and no jump when nothing but a cell changed.

Where rows are grouped by month, the head of each month is a row of its own: `Months` says where they stand.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QItemSelection

from ui.table import PAGE, Group, Page, PagedRows, Row


@dataclass(frozen=True, slots=True)
class Months:
    """Heads in the order of the rows; starts: where each stands in the table, below: transactions up to its end."""

    heads: tuple[Group, ...] = ()
    starts: tuple[int, ...] = ()
    below: tuple[int, ...] = ()

    @classmethod
    def of(cls, heads: Sequence[Group], counts: Sequence[int]) -> Months:
        """Heads with the number of transactions below each."""
        if not heads:
            return cls()
        starts = tuple(accumulate((count + 1 for count in counts[:-1]), initial=0))
        return cls(tuple(heads), starts, tuple(accumulate(counts)))

    def place(self, at: int) -> tuple[int, int]:
        """(month, row below its head) of a row of the table; -1 is the head itself."""
        month = bisect_right(self.starts, at) - 1
        return month, at - self.starts[month] - 1

    def above(self, at: int) -> int:
        """How many transactions stand above a row of the table."""
        return at - bisect_left(self.starts, at)

    def row(self, at: int) -> int:
        """Where the `at`-th transaction stands in the table."""
        return at + bisect_right(self.below, at) + 1 if self.heads else at


class LedgerPages(PagedRows):
    """Rows of transactions by id. want(page): called for each page that comes into view; answer with `put`."""

    def __init__(self, columns: int, want: Callable[[int], None]) -> None:
        super().__init__(columns, self._ask)
        self._read_page = want
        self._waiting: set[int] = set()
        self.ids: Sequence[int] = ()
        self.months = Months()
        self._old: set[int] = set()

    def show_ids(self, ids: Sequence[int], first: Page, months: Months | None = None, count: int | None = None) -> bool:
        """Show these transactions; True when it began anew, False when only rows changed in their places.

        count: of all rows, when only the ids of the first ones are known; `complete` brings the others.
        """
        grouped = months or Months()
        total = len(ids) if count is None else count
        if ids and self.months == grouped and ids == self.ids:
            self._old = set(self._pages)
            self._asked = set()
            self.put(0, first)
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self._columns - 1))
            return False
        self.ids, self.months = ids, grouped
        self._old = set()
        self._waiting = set()
        self.restart(total + len(grouped.heads))
        if ids:
            self.put(0, first)
        return True

    def complete(self, ids: Sequence[int]) -> None:
        """The ids of all rows are known: pages that came into view meanwhile are read."""
        count = self.rowCount() - len(self.months.heads)
        if len(ids) != count:  # something was written in between: the screen reads it all again
            return
        self.ids, waiting = ids, self._waiting
        self._waiting = set()
        for page in sorted(waiting):
            self._read_page(page)

    def _ask(self, page: int) -> None:
        if page * PAGE < len(self.ids):
            self._read_page(page)
        else:
            self._waiting.add(page)

    def look_ahead(self, page: int) -> None:
        """Read a page before it comes into view."""
        if 0 <= page * PAGE < len(self.ids) and page not in self._pages and page not in self._asked:
            self._asked.add(page)
            self._read_page(page)

    def put(self, page: int, rows: Page) -> None:
        """A page has arrived."""
        self._old.discard(page)
        super().put(page, rows)
        if self.months.heads and len(rows):  # the rows stand further down than their page says
            first, last = (self.months.row(page * PAGE + at) for at in (0, len(rows) - 1))
            self.dataChanged.emit(self.index(first, 0), self.index(last, self._columns - 1))

    def row_at(self, at: int) -> Row | None:
        """The row at a place; an old one stays until its page has come again."""
        if self.months.heads:
            if not 0 <= at < self.rowCount():
                return None
            month, below = self.months.place(at)
            if below < 0:
                return Row(f"month {month}", (self.months.heads[month],) + (None,) * (self._columns - 1))
            at -= month + 1
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
            return self.months.row(self.ids.index(transaction_id))
        except ValueError:
            return -1

    def id_at(self, at: int) -> int | None:
        """The transaction at a row, None for the head of a month; no page is read for it."""
        if self.months.heads and 0 <= at < self.rowCount():
            month, below = self.months.place(at)
            at = -1 if below < 0 else at - month - 1
        return self.ids[at] if 0 <= at < len(self.ids) else None

    def has(self, page: int) -> bool:
        """Whether a page was read."""
        return page in self._pages

    def page_at(self, at: int) -> int:
        """The page that a row belongs to, -1 for none."""
        if not 0 <= at < self.rowCount():
            return -1
        heads = self.months.place(at)[0] + 1 if self.months.heads else 0
        return max(at - heads, 0) // PAGE

    def ids_in(self, selection: QItemSelection) -> list[int]:
        """The ids of selected rows, from top to bottom; no page is read for it. None until all of them are known."""
        spans = sorted(
            {(self.months.above(one.top()), self.months.above(one.bottom() + 1)) for one in selection.toList()}
        )
        if spans and len(self.ids) < self.rowCount() - len(self.months.heads) and spans[-1][1] > len(self.ids):
            return []
        found: array[int] = array("q")
        for first, end in spans:
            found.extend(self.ids[first:end])
        return found.tolist()
