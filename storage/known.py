"""What an import compares a file with: the rows of an account, as plain values, a million in a second or two."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain, compress, groupby, islice
from operator import gt, itemgetter

from sqlalchemy import Connection

from hub.domain.overlap import Known, Overlap, Row
from hub.domain.shared_days import Cover, Held

_ROWS = """SELECT booked_on, id, key, status, amount, bank_id, batch_id IS NULL AND key = '', payee, batch_id, line
    FROM transactions WHERE account_id = ?1 AND booked_on BETWEEN ?2 AND ?3 ORDER BY booked_on"""
_GONE = """SELECT -id, booked_on, amount, key, bank_id FROM deleted_lines
    WHERE account_id = ?1 AND booked_on BETWEEN ?2 AND ?3"""
_PLACES = """SELECT t.id, t.batch_id, t.line FROM json_each(?1) wanted CROSS JOIN transactions t ON t.id = wanted.value
    WHERE t.batch_id IS NOT NULL"""
_MEETING = """SELECT id, booked_on, key, batch_id FROM transactions
    WHERE account_id = ?1 AND booked_on IN (?2, ?3) AND status = 'booked' AND key <> ''"""
_ENDS = """SELECT * FROM (SELECT booked_on FROM transactions WHERE batch_id = ?1 ORDER BY id LIMIT 50) UNION ALL
    SELECT * FROM (SELECT booked_on FROM transactions WHERE batch_id = ?1 ORDER BY id DESC LIMIT 50)"""
_STEP = 10_000


class Places(Mapping[int, tuple[str, int]]):
    """The file and line that rows came from, by id, in little room. names: files by batch."""

    def __init__(self, names: Mapping[int, str], ids: array[int], batches: array[int], numbers: array[int]) -> None:
        if any(map(gt, ids, islice(ids, 1, None))):
            order = sorted(range(len(ids)), key=ids.__getitem__)
            ids, batches, numbers = (array("q", map(one.__getitem__, order)) for one in (ids, batches, numbers))
        self._names, self._ids, self._batches, self._numbers = names, ids, batches, numbers

    def __getitem__(self, row: int) -> tuple[str, int]:
        at = bisect_left(self._ids, row)
        if at == len(self._ids) or self._ids[at] != row or self._batches[at] not in self._names:
            raise KeyError(row)
        return self._names[self._batches[at]], self._numbers[at]

    def __iter__(self) -> Iterator[int]:
        return (row for row, batch in zip(self._ids, self._batches, strict=True) if batch in self._names)

    def __len__(self) -> int:
        return sum(batch in self._names for batch in self._batches)


def by_day(connection: Connection, account_id: int, first: date, last: date) -> Iterator[tuple[date, Iterator[Row]]]:
    """The rows of an account from one day to another, by day, oldest first."""
    cursor = connection.connection.cursor()
    cursor.execute(_ROWS, (account_id, first.isoformat(), last.isoformat()))
    stored: Iterator[Row] = chain.from_iterable(iter(partial(cursor.fetchmany, _STEP), []))
    for day, same in groupby(stored, itemgetter(0)):
        yield date.fromisoformat(day), same
    cursor.close()


def meeting(connection: Connection, account_id: int, first: date, last: date) -> list[Held]:
    """The booked rows of an account on two days, with the batches they came with."""
    cursor = connection.connection.cursor()
    cursor.execute(_MEETING, (account_id, first.isoformat(), last.isoformat()))
    found = [Held(row, date.fromisoformat(day), key, batch) for row, day, key, batch in cursor.fetchall()]
    cursor.close()
    return found


def covers(connection: Connection, batches: Iterable[int], opened: tuple[date | None, int]) -> list[Cover]:
    """The days of batches, by their rows, and their closing balances; those without rows are left out.

    opened: first day of the account, and the balance before it. Rows are written in the order of time, so that the days
    at both ends of a batch are those of its first and last rows.
    """
    cursor = connection.connection.cursor()
    found = []
    for batch in batches:
        cursor.execute(_ENDS, (batch,))
        days = [date.fromisoformat(day) for (day,) in cursor.fetchall()]
        closing = [one for (one,) in cursor.execute("SELECT closing FROM batches WHERE id = ?1", (batch,))]
        if days:
            first, last = min(days), max(days)
            found.append(Cover(batch, first, last, opened[1] if first == opened[0] else None, *closing))
    cursor.close()
    return found


def was_imported(connection: Connection, account_id: int, file_hash: str) -> bool:
    """Whether the very same file came into an account before."""
    cursor = connection.connection.cursor()
    cursor.execute("SELECT 1 FROM batches WHERE account_id = ?1 AND file_hash = ?2 LIMIT 1", (account_id, file_hash))
    found = cursor.fetchone() is not None
    cursor.close()
    return found


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


def places(connection: Connection, overlap: Overlap, others: Iterable[int]) -> Places:
    """The file and line that the rows of an overlap, and others, came from; those typed by hand are left out."""
    found = (overlap.ids, overlap.batches, overlap.numbers)
    ids, batches, numbers = (array("q", compress(one, overlap.ids)) for one in found)
    wanted = sorted({one for one in others if one > 0}.difference(ids))
    cursor = connection.connection.cursor()
    cursor.execute("SELECT id, file_name FROM batches")
    names = dict(cursor.fetchall())
    for start in range(0, len(wanted), _STEP):
        cursor.execute(_PLACES, (json.dumps(wanted[start : start + _STEP]),))
        for row, batch, number in cursor.fetchall():
            ids.append(row)
            batches.append(batch)
            numbers.append(number or 0)
    cursor.close()
    return Places(names, ids, batches, numbers)
