"""What an import compares a file with: the rows of an account, as plain values, a million in a second or two."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from hub.domain.matching import Known

_ROWS = """SELECT id, booked_on, amount, key, bank_id, status, batch_id IS NULL AND key = '', payee
    FROM transactions WHERE account_id = ?1 AND booked_on BETWEEN ?2 AND ?3"""
_GONE = """SELECT -id, booked_on, amount, key, bank_id FROM deleted_lines
    WHERE account_id = ?1 AND booked_on BETWEEN ?2 AND ?3"""
_PLACES = "SELECT id, batch_id, line FROM transactions WHERE account_id = ?1 AND batch_id IS NOT NULL"


class _Days(dict[str, date]):
    """Day by its ISO text: a day is read once, however many rows it has."""

    def __missing__(self, text: str) -> date:
        found = self[text] = date.fromisoformat(text)
        return found


def rows(connection: Connection, account_id: int, first: date, last: date) -> list[Known]:
    """The rows of an account from one day to another, deleted ones included, with their ids negative."""
    days, within = _Days(), (account_id, first.isoformat(), last.isoformat())
    cursor = connection.connection.cursor()
    cursor.execute(_ROWS, within)
    found = [
        Known(row, days[day], amount, key, bank_id, status, is_hand == 1, False, payee)
        for row, day, amount, key, bank_id, status, is_hand, payee in cursor.fetchall()
    ]
    cursor.execute(_GONE, within)
    found += [
        Known(row, days[day], amount, key, bank_id, is_deleted=True)
        for row, day, amount, key, bank_id in cursor.fetchall()
    ]
    cursor.close()
    return found


def places(connection: Connection, account_id: int, wanted: Collection[int]) -> dict[int, tuple[str, int]]:
    """The file and line that rows of an account came from; rows typed by hand are left out."""
    cursor = connection.connection.cursor()
    cursor.execute("SELECT id, file_name FROM batches")
    names = dict(cursor.fetchall())
    cursor.execute(_PLACES, (account_id,))
    found = {row: (names[batch], line or 0) for row, batch, line in cursor.fetchall() if row in wanted}
    cursor.close()
    return found
