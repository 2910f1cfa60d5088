"""Looks through the whole vault for rows that may be there twice, and puts them into the inbox of `doubles`.

Rows of one file are never each other's double: a bank that lists two equal coffees means two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, select

from hub.domain.progress import Progress, silent
from hub.domain.text import is_similar
from hub.services.ledger import TOPICS
from storage.tables import doubles
from storage.tables import transactions as table
from storage.vault import Vault

NEAR = 3
"""Days between a row typed by hand and the bank's; rows of two files are on one day."""
MOST = 500
"""Pairs that one look adds."""
_WHY = "possible_duplicate"


class _Row(NamedTuple):
    id: int
    account_id: int
    amount: int
    booked_on: date
    batch_id: int | None
    payee: str
    description: str


def look(vault: Vault, progress: Progress = silent) -> int:
    """Add every pair that is not known yet to the inbox; how many."""
    with vault.read() as connection:
        known = {frozenset(row) for row in connection.execute(select(doubles.c.known_id, doubles.c.new_id))}
        found = []
        for one, other in _pairs(_rows(connection)):
            progress(0, 0, "matching")
            if frozenset((one.id, other.id)) not in known:
                found.append((one, other))
            if len(found) == MOST:
                break
    if found:
        with vault.write("find_doubles", values={"count": len(found)}, topics=TOPICS) as write:
            rows = [{"known_id": one.id, "new_id": other.id, "why": _WHY} for one, other in found]
            write.connection.execute(doubles.insert().prefix_with("OR IGNORE"), rows)
    return len(found)


def _rows(connection: Connection) -> Iterator[_Row]:
    of = table.c
    columns = (of.id, of.account_id, of.amount, of.booked_on, of.batch_id, of.payee, of.description)
    query = select(*columns).where(table.c.transfer_id.is_(None))
    order = (table.c.account_id, table.c.amount, table.c.booked_on, table.c.id)
    for row in connection.execution_options(stream_results=True).execute(query.order_by(*order)):
        yield _Row(*row)


def _pairs(rows: Iterable[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Rows of one account with one amount, near each other and alike; each row is in one pair at most."""
    for _same, group in groupby(rows, key=lambda row: (row.account_id, row.amount)):
        waiting: list[_Row] = []
        for row in group:
            waiting = [one for one in waiting if (row.booked_on - one.booked_on).days <= NEAR]
            twin = next((one for one in waiting if _are_alike(one, row)), None)
            if twin is None:
                waiting.append(row)
            else:
                waiting.remove(twin)
                yield (twin, row) if twin.id < row.id else (row, twin)


def _are_alike(one: _Row, other: _Row) -> bool:
    if one.batch_id is not None and other.batch_id is not None:
        if one.batch_id == other.batch_id or one.booked_on != other.booked_on:
            return False
    elif one.batch_id is None and other.batch_id is None and one.booked_on != other.booked_on:
        return False
    first, second = one.payee or one.description, other.payee or other.description
    return not first or not second or is_similar(first, second) or is_similar(first, other.description)
