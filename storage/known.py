"""What an import compares a file with: the rows of an account, as plain values, a million in a second or two."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from hub.domain.overlap import Known

_ROWS = """SELECT id, booked_on, amount, key, bank_id, status, batch_id IS NULL AND key = '', 0, payee
    FROM transactions WHERE account_id = ?1 AND booked_on BETWEEN ?2 AND ?3 ORDER BY booked_on"""
_GONE = """SELECT -id, booked_on, amount, key, bank_id FROM deleted_lines
    WHERE account_id = ?1 AND booked_on BETWEEN ?2 AND ?3"""
_PLACES = """SELECT t.id, t.batch_id, t.line FROM json_each(?1) wanted CROSS JOIN transactions t ON t.id = wanted.value
    WHERE t.batch_id IS NOT NULL"""
_STEP = 10_000


class _Days(dict[str, date]):
    """Day by its ISO text: a day is read once, however many rows it has."""

    def __missing__(self, text: str) -> date:
        found = self[text] = date.fromisoformat(text)
        return found


class Places(Mapping[int, tuple[str, int]]):
    """The file and line that rows came from, by id, in little room."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names
        self._ids, self._batches, self._lines = array("q"), array("q"), array("q")

    def add(self, rows: Sequence[tuple[int, int, int | None]]) -> None:
        """Add rows: id (rising), batch, line."""
        self._ids.extend(row[0] for row in rows)
        self._batches.extend(row[1] for row in rows)
        self._lines.extend(row[2] or 0 for row in rows)

    def __getitem__(self, row: int) -> tuple[str, int]:
        at = bisect_left(self._ids, row)
        if at == len(self._ids) or self._ids[at] != row:
            raise KeyError(row)
        return self._names[self._batches[at]], self._lines[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def rows(connection: Connection, account_id: int, first: date, last: date) -> Iterator[tuple[Any, ...]]:
    """The rows of an account from one day to another, oldest first: the fields of `Known`."""
    days, names = _Days(), dict[str, str]()
    cursor = connection.connection.cursor()
    cursor.execute(_ROWS, (account_id, first.isoformat(), last.isoformat()))
    while found := cursor.fetchmany(_STEP):
        for row, day, amount, key, bank_id, status, is_hand, is_deleted, payee in found:
            name = names.setdefault(payee, payee)
            yield row, days[day], amount, key, bank_id, status, is_hand == 1, is_deleted == 1, name
    cursor.close()


def deleted(connection: Connection, account_id: int, first: date, last: date) -> list[Known]:
    """The deleted rows of an account, with their ids negative."""
    cursor = connection.connection.cursor()
    cursor.execute(_GONE, (account_id, first.isoformat(), last.isoformat()))
    found = [
        Known(row, date.fromisoformat(day), amount, key, bank_id, is_deleted=True)
        for row, day, amount, key, bank_id in cursor.fetchall()
    ]
    cursor.close()
    return found


def places(connection: Connection, wanted: Iterable[int]) -> Mapping[int, tuple[str, int]]:
    """The file and line that rows came from; rows typed by hand and deleted ones are left out."""
    ids = array("q", sorted(one for one in set(wanted) if one > 0))
    cursor = connection.connection.cursor()
    cursor.execute("SELECT id, file_name FROM batches")
    found = Places(dict(cursor.fetchall()))
    for start in range(0, len(ids), _STEP):
        cursor.execute(_PLACES, (json.dumps(ids[start : start + _STEP].tolist()),))
        found.add(cursor.fetchall())
    cursor.close()
    return found
