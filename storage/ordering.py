"""The order of transactions: by a column and the day, or by the name that an account or a category is shown with.

Names are few and rows are many: without a condition the rows of one name after another are read from an index that
is in their order already, so that a first page costs the same however many rows there are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, case, func, select

from hub.domain.text import fold
from storage.tables import accounts, categories
from storage.tables import transactions as table

SORTS: dict[str, ColumnElement[Any]] = {
    "booked_on": table.c.booked_on,
    "payee": table.c.payee,
    "amount": table.c.amount,
    "account": table.c.account_id,
    "category": table.c.category_id,
    "description": table.c.description,
    "notes": table.c.notes,
    "value_on": table.c.value_on,
    "status": table.c.status,
    "channel": table.c.channel,
}
_BY_DAY = frozenset({"payee", "account", "category"})
"""Sorts whose indexes go on with the day: ties are read in its order instead of being sorted."""
_NAMED: dict[str, Table] = {"account": accounts, "category": categories}
_PIECE = 300_000
"""Characters of a list of ids that are read at a time, so that other threads have their turn."""

Condition = ColumnElement[bool] | None


def ids(
    connection: Connection,
    condition: Condition,
    sort: str,
    *,
    descending: bool,
    limit: int | None,
    names: Mapping[int, str],
) -> list[int]:
    """Ids in order; ties by day and id in the same direction. names: what categories are shown as, by id."""
    column = SORTS[sort]
    if sort not in _NAMED:
        keys = [column, table.c.booked_on, table.c.id] if sort in _BY_DAY else [column, table.c.id]
        return _read(connection, _ordered(condition, keys, descending=descending), limit)
    owners = _by_name(connection, sort, names, descending=descending)
    if condition is not None:
        rank = case({one: at for at, one in enumerate(owners) if one is not None}, value=column, else_=_nowhere(owners))
        query = select(table.c.id).where(condition)
        query = query.order_by(rank, *_turned([table.c.booked_on, table.c.id], descending=descending))
        return _read(connection, query, limit)
    found: list[int] = []
    for one in owners:
        rest = None if limit is None else limit - len(found)
        if rest == 0:
            break
        own = _ordered(column.is_(one), [table.c.booked_on, table.c.id], descending=descending)
        found += _read(connection, own, rest)
    return found


def _by_name(connection: Connection, sort: str, names: Mapping[int, str], *, descending: bool) -> list[int | None]:
    """Accounts or categories by their names; rows without one stand where an empty name does."""
    owners = _NAMED[sort]
    rows = connection.execute(select(owners.c.id, owners.c.name)).all()
    shown = names if sort == "category" else {}
    ranked = sorted((fold(shown.get(row.id, row.name)), row.id) for row in rows)
    found = [None, *(number for _name, number in ranked)]
    return found[::-1] if descending else found


def _nowhere(owners: list[int | None]) -> int:
    return owners.index(None)


def _ordered(condition: Condition, keys: list[ColumnElement[Any]], *, descending: bool) -> Select[Any]:
    query = select(table.c.id).order_by(*_turned(keys, descending=descending))
    return query if condition is None else query.where(condition)


def _turned(keys: list[ColumnElement[Any]], *, descending: bool) -> list[ColumnElement[Any]]:
    return [key.desc() for key in keys] if descending else keys


def _read(connection: Connection, query: Select[Any], limit: int | None) -> list[int]:
    if limit is not None:
        return list(connection.execute(query.limit(limit)).scalars())
    # As one text: a million rows one by one would take three times as long.
    listed = connection.execute(select(func.group_concat(query.subquery().c.id))).scalar()
    found: array[int] = array("q")
    for piece in _pieces(listed or ""):
        found.extend(map(int, piece.split(",")))
    return found.tolist()


def _pieces(listed: str) -> Iterator[str]:
    start = 0
    while start < len(listed):
        end = listed.find(",", start + _PIECE)
        end = len(listed) if end < 0 else end
        yield listed[start:end]
        start = end + 1
