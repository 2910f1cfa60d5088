"""The texts of a row: payee, description, id, account and the rest, by the columns that hold them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from importers.columns import Columns

_EMPTY = frozenset(("/", "-", "--", "n/a", "N/A", "null", "NULL", "None", "0", "nan"))
_RUNS = re.compile(r"\s+")


def clean(text: str) -> str:
    """A text without control and direction characters, with single blanks."""
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else _RUNS.sub(" ", text).strip()
    kept = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf") or c == "\u200c" else " " if c in "\n\r\t" else ""
        for c in text
    )
    return _RUNS.sub(" ", kept).strip()


@dataclass(slots=True)
class Texts:
    """What a row says in words."""

    payee: str
    description: str
    id: str | None
    account: str
    counterparty: str | None
    category: str | None
    mcc: str | None
    notes: str


class TextReader:
    """Reads the texts of rows by their columns."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.description = columns.description or columns.type_places
        self.extra = [p for p in columns.memo if p not in self.description]

    def all(self, cells: list[str]) -> str:
        """Every text that may tell what a row is for."""
        columns = self.columns
        places = [*columns.payee, *columns.payer, *self.description, *self.extra, *columns.type_places]
        if columns.category is not None:
            places.append(columns.category)
        if columns.status is not None:
            places.append(columns.status)
        return " ".join(cells[p] for p in places if cells[p])

    def read(self, cells: list[str], out: bool) -> Texts:
        """The texts of a row; out: money left, which tells payer from payee where both have a column."""
        columns = self.columns
        payee = self._first(cells, columns.payee)
        if columns.payer:
            payer = self._first(cells, columns.payer)
            payee = payee or payer if out else payer or payee
        description = self._joined(cells, self.description)
        if not description and not payee:
            description = self._joined(cells, columns.type_places)
        elif not description:
            description = self._joined(cells, self.extra) or self._joined(cells, columns.type_places)
        return Texts(
            payee, description, self._one(cells, columns.id), " ".join(cells[p] for p in columns.account[:1]).strip(" '\"="),
            self._one(cells, columns.counterparty), self._one(cells, columns.category), self._one(cells, columns.mcc),
            self._joined(cells, self.extra) if columns.description else "",
        )  # fmt: skip

    def _first(self, cells: list[str], places: list[int]) -> str:
        for place in places:
            if cells[place] and cells[place] not in _EMPTY:
                return clean(cells[place])
        return ""

    def _joined(self, cells: list[str], places: list[int]) -> str:
        if len(places) == 1:
            text = cells[places[0]]
            return clean(text) if text not in _EMPTY else ""
        seen: list[str] = []
        for place in places:
            text = clean(cells[place])
            if text and text not in _EMPTY and text not in seen:
                seen.append(text)
        return " ".join(seen)

    def _one(self, cells: list[str], place: int | None) -> str | None:
        if place is None:
            return None
        text = cells[place].strip(" '\t")
        return text if text and text not in _EMPTY else None
