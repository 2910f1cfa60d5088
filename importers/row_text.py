"""The texts of a row: payee, description, id, account and the rest, by the columns that hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import repeat

from importers.columns import Columns

_DASHES = 40
"""How many dashes stand for nothing at most."""
_EMPTY = frozenset(
    ("/", "n/a", "N/A", "null", "NULL", "None", "0", "nan", "No Description", *("-" * n for n in range(1, _DASHES)))
)
_RUNS = re.compile(r"\s+")


def clean(text: str) -> str:
    """A text without control and direction characters, with single blanks."""
    if text.isprintable():
        return text.strip() if "  " not in text else _RUNS.sub(" ", text).strip()
    flat = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if flat.isprintable():
        return " ".join(flat.split())
    kept = [c for c in text if c in "\n\r\t\u200c" or unicodedata.category(c) not in ("Cc", "Cf")]
    return _RUNS.sub(" ", "".join(kept)).strip()


Table = Sequence[Sequence[str]]
"""Rows by column."""


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

    def alls(self, table: Table) -> list[str]:
        """The same of each row of a table."""
        if not self._all:
            return [""] * len(table[0])
        return [" ".join(filter(None, texts)) for texts in zip(*[table[p] for p in self._all], strict=True)]

    def payees(self, table: Table, values: Sequence[Decimal]) -> Iterable[str]:
        """The other sides; where payer and payee have a column each, the sign tells which it is."""
        columns = self._columns
        if not columns.payee and not columns.payer:
            return repeat("")
        if not columns.payer:
            return _first(table, columns.payee)
        payers = _first(table, columns.payer)
        payees = _first(table, columns.payee) if columns.payee else repeat("")
        return [to or of if v < 0 else of or to for v, to, of in zip(values, payees, payers, strict=False)]

    def descriptions(self, table: Table) -> Iterable[str]:
        """What the bank wrote."""
        texts = _joined(table, self._description) if self._description else repeat("")
        spare = [*([] if self._notes else self._memo), *self._columns.type_places]
        if not spare or (isinstance(texts, list) and all(texts)):
            return texts
        return [text or other for text, other in zip(texts, _first(table, spare), strict=False)]

    def notes(self, table: Table) -> Iterable[str]:
        """What stands beside the description."""
        return _joined(table, self._notes) if self._notes else repeat("")

    def ids(self, table: Table) -> Iterable[str | None]:
        """The bank's own ids."""
        return _one(table, self._columns.id)

    def accounts(self, table: Table) -> Iterable[str]:
        """The holder's accounts that the rows belong to, "" when no column says."""
        places = self._columns.account
        return [text.strip(" '\"=") for text in table[places[0]]] if places else repeat("")

    def counterparties(self, table: Table) -> Iterable[str | None]:
        """The other side's account numbers."""
        return _one(table, self._columns.counterparty)

    def categories(self, table: Table) -> Iterable[str | None]:
        """The categories that the file names."""
        return _one(table, self._columns.category)

    def mccs(self, table: Table) -> Iterable[str | None]:
        """The merchant category codes."""
        return _one(table, self._columns.mcc)


def _cleaned(texts: Sequence[str]) -> list[str]:
    """The texts without what is not meant to be seen: mostly there is none of that, in all of them at once."""
    whole = "".join(texts)
    if whole.isprintable() and "  " not in whole and _EMPTY.isdisjoint(texts):
        return list(texts)
    known = {t: _full(t) for t in set(texts) if not t.isprintable() or "  " in t or t in _EMPTY}
    return [known.get(t, t) for t in texts]


def _full(text: str) -> str:
    return "" if text in _EMPTY else clean(text)


def _first(table: Table, places: Sequence[int]) -> list[str]:
    """The first filled cell of each row among some columns."""
    columns = [_cleaned(table[place]) for place in places]
    return columns[0] if len(columns) == 1 else [next(filter(None, texts), "") for texts in zip(*columns, strict=True)]


def _joined(table: Table, places: Sequence[int]) -> list[str]:
    """The cells of some columns as one text for each row, without repetitions."""
    columns = [_cleaned(table[place]) for place in places]
    if len(columns) == 1:
        return columns[0]
    return [" ".join(dict.fromkeys(filter(None, texts))) for texts in zip(*columns, strict=True)]


def _one(table: Table, place: int | None) -> Iterable[str | None]:
    if place is None:
        return repeat(None)
    texts = [text.strip(" '\t") for text in table[place]]
    if not "".join(texts).isprintable():
        texts = [text if text.isprintable() else clean(text) for text in texts]
    return [None if not t or t in _EMPTY else t for t in texts]
