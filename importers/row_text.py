"""The texts of a row: payee, description, id, account and the rest, by the columns that hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import repeat

from importers.columns import Columns

_EMPTY = frozenset(("/", "-", "--", "n/a", "N/A", "null", "NULL", "None", "0", "nan", "No Description"))
_RUNS = re.compile(r"\s+")


def clean(text: str) -> str:
    """A text without control and direction characters, with single blanks."""
    if text.isprintable():
        return text.strip() if "  " not in text else _RUNS.sub(" ", text).strip()
    kept = [c for c in text if c in "\n\r\t\u200c" or unicodedata.category(c) not in ("Cc", "Cf")]
    return _RUNS.sub(" ", "".join(kept)).strip()


Table = Sequence[Sequence[str]]


class TextReader:
    """Reads the texts of rows by their columns, a column at a time."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._description = columns.description or columns.memo or columns.type_places
        self._memo = [p for p in columns.memo if p not in self._description]
        self._notes = self._memo if columns.description else []
        others = [p for p in (columns.category, columns.status) if p is not None]
        named = [*columns.payee, *columns.payer, *self._description, *self._memo, *columns.type_places, *others]
        self._all = list(dict.fromkeys(named))

    def all(self, cells: Sequence[str]) -> str:
        """Every text of a row that may tell what it is for."""
        return " ".join([cells[p] for p in self._all if cells[p]])

    def payees(self, table: Table, values: Sequence[Decimal]) -> Iterable[str]:
        """The other sides; where payer and payee have a column each, the sign tells which it is."""
        columns = self._columns
        if not columns.payee and not columns.payer:
            return repeat("")
        payees = _first(table, columns.payee)
        if not columns.payer:
            return payees
        payers = _first(table, columns.payer)
        return [to or of if v < 0 else of or to for v, to, of in zip(values, payees, payers, strict=True)]

    def descriptions(self, table: Table) -> Iterable[str]:
        """What the bank wrote."""
        texts = _joined(table, self._description)
        spare = [*([] if self._notes else self._memo), *self._columns.type_places]
        if not spare or all(texts):
            return texts
        return [text or other for text, other in zip(texts, _first(table, spare), strict=True)]

    def notes(self, table: Table) -> Iterable[str]:
        """What stands beside the description."""
        return _joined(table, self._notes) if self._notes else repeat("")

    def ids(self, table: Table) -> Iterable[str | None]:
        """The bank's own ids."""
        return _one(table, self._columns.id)

    def accounts(self, table: Table) -> list[str]:
        """The holder's accounts that the rows belong to, "" when no column says."""
        places = self._columns.account
        if not places:
            return [""] * len(table)
        return [cells[places[0]].strip(" '\"=") for cells in table]

    def counterparties(self, table: Table) -> Iterable[str | None]:
        """The other side's account numbers."""
        return _one(table, self._columns.counterparty)

    def categories(self, table: Table) -> Iterable[str | None]:
        """The categories that the file names."""
        return _one(table, self._columns.category)

    def mccs(self, table: Table) -> Iterable[str | None]:
        """The merchant category codes."""
        return _one(table, self._columns.mcc)


def _cleaned(texts: list[str]) -> list[str]:
    """The texts without what is not meant to be seen: mostly there is none of that, in all of them at once."""
    whole = "".join(texts)
    if whole.isprintable() and "  " not in whole and _EMPTY.isdisjoint(texts):
        return list(map(str.strip, texts))
    return [t if t.isprintable() and "  " not in t and t not in _EMPTY else _full(t) for t in texts]


def _full(text: str) -> str:
    return "" if text in _EMPTY else clean(text)


def _first(table: Table, places: Sequence[int]) -> list[str]:
    """The first filled cell of each row among some columns."""
    if len(places) == 1:
        place = places[0]
        return _cleaned([cells[place] for cells in table])
    return [next((t for p in places if (t := _full(cells[p]))), "") for cells in table]


def _joined(table: Table, places: Sequence[int]) -> list[str]:
    """The cells of some columns as one text for each row, without repetitions."""
    if len(places) == 1:
        return _first(table, places)
    return [" ".join(dict.fromkeys([t for p in places if (t := _full(cells[p]))])) for cells in table]


def _one(table: Table, place: int | None) -> Iterable[str | None]:
    if place is None:
        return repeat(None)
    return [None if not t or t in _EMPTY else t for t in [cells[place].strip(" '\t") for cells in table]]
