"""Models for tables: rows of cells that are all there, and rows that are read page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.table.cells import Cell, Group, Tick

CELL = Qt.ItemDataRole.UserRole
"""Role of a `Cell` (None while its page is not there yet)."""
ROW = Qt.ItemDataRole.UserRole + 1
"""Role of a `Row`."""
_Index = QModelIndex | QPersistentModelIndex
_ANYWHERE = QModelIndex()
PAGE = 200
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, one cell for each column (None = empty), or one `Group` across all.

    has_line: a hairline above. words: what a screen reader says of the whole row; by default its cells.
    """

    key: object
    cells: tuple[Cell | None, ...]
    has_line: bool = True
    words: str = ""

    @property
    def group(self) -> Group | None:
        """The head of a group that this row is, else None."""
        first = self.cells[0] if self.cells else None
        return first if isinstance(first, Group) else None


class Page(Protocol):
    """Rows of a page: a list of them, or something that makes each when it is looked at."""

    def __len__(self) -> int:
        """How many there are."""
        raise NotImplementedError

    def __getitem__(self, at: int, /) -> Row:
        """The row at a place of the page."""
        raise NotImplementedError


class _Model(QAbstractTableModel):
    """What both models share; subclasses answer `row_at` and `rowCount`."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self.on_tick: Callable[[object, bool], None] | None = None

    def row_at(self, at: int) -> Row | None:
        """The row, None while it is not there yet."""
        raise NotImplementedError

    def columnCount(self, _parent: _Index = _ANYWHERE) -> int:  # noqa: N802 - Qt's name
        """As many as the table has."""
        return self._columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Cells for the delegate, plain words for everybody else."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        cell = row.cells[index.column()] if index.column() < len(row.cells) else None
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(cell, Tick):
            return Qt.CheckState.Checked if cell.is_on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.words or ", ".join(one.words for one in row.cells if one is not None and one.words)
        if role == Qt.ItemDataRole.DisplayRole and cell is not None:
            return cell.words
        return None

    def setData(self, index: _Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """A tick was turned."""
        row = self.row_at(index.row())
        cell = self.data(index, CELL)
        if role != Qt.ItemDataRole.CheckStateRole or row is None or not isinstance(cell, Tick) or self.on_tick is None:
            return False
        self.on_tick(row.key, not cell.is_on)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Heads of groups can't be selected."""
        row = self.row_at(index.row())
        if row is not None and row.group is not None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if isinstance(self.data(index, CELL), Tick) else flags


class Rows(_Model):
    """Rows that are all there."""

    def __init__(self, columns: int) -> None:
        super().__init__(columns)
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; when the keys are the same, selection and place stay."""
        if [one.key for one in rows] == [one.key for one in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self._columns - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, at: int) -> Row | None:
        """The row at a place."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: _Index = _ANYWHERE) -> int:  # noqa: N802 - Qt's name
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)


class PagedRows(_Model):
    """Rows read page by page: `want(page)` is called once for each page that comes into view; answer with `put`.

    A page holds `PAGE` rows from `page * PAGE` on. At most 40 pages are kept.
    """

    _KEPT = 40

    def __init__(self, columns: int, want: Callable[[int], None]) -> None:
        super().__init__(columns)
        self._want = want
        self._total = 0
        self._pages: dict[int, Page] = {}
        self._asked: set[int] = set()

    def restart(self, total: int) -> None:
        """Start anew with this many rows: another filter, another order, changed data."""
        self.beginResetModel()
        self._total = total
        self._pages, self._asked = {}, set()
        self.endResetModel()

    def put(self, page: int, rows: Page) -> None:
        """A page has arrived."""
        self._pages[page] = rows
        self._asked.discard(page)
        for oldest in list(self._pages)[: max(0, len(self._pages) - self._KEPT)]:
            del self._pages[oldest]
        first, last = page * PAGE, min(page * PAGE + len(rows), self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self._columns - 1))

    def forget(self, page: int) -> None:
        """A page that was asked for does not come; it is asked for again when it is looked at again."""
        self._asked.discard(page)

    def row_at(self, at: int) -> Row | None:
        """The row at a place; asks for its page when it is not there."""
        page, inside = divmod(at, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked and 0 <= at < self._total:
                self._asked.add(page)
                self._want(page)
            return None
        return rows[inside] if inside < len(rows) else None

    def rowCount(self, parent: _Index = _ANYWHERE) -> int:  # noqa: N802 - Qt's name
        """How many there are in all."""
        return 0 if parent.isValid() else self._total
