"""What moves between own accounts cost by fees: spending, kept by the row that paid it.

A move is one thing on several rows, in different months even: a write to any of them notes the move, and its fee is
worked out anew from all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from hub.domain.categories import UNCOUNTED
from hub.domain.chains import fee_of
from hub.domain.recurring import Payment
from hub.domain.transfers import Movement
from storage.derived_tables import fees as table
from storage.tables import accounts, categories, transactions

_UNEVEN = """
    SELECT t.transfer_id FROM transactions t JOIN accounts a ON a.id = t.account_id
    WHERE t.transfer_id IN ({}) AND t.status <> 'expected' GROUP BY t.transfer_id
    HAVING sum(t.amount) <> 0 OR min(a.currency) <> max(a.currency)"""
_LEGS = """
    SELECT t.transfer_id, t.id, t.account_id, t.booked_on, t.amount, a.currency, t.payee || ' ' || t.description
    FROM ({}) u CROSS JOIN transactions t ON t.transfer_id = u.transfer_id JOIN accounts a ON a.id = t.account_id
    WHERE t.status <> 'expected' ORDER BY t.transfer_id, t.id"""
_STALE = "SELECT transfer_id FROM derived_moves_stale"
_ALL = "SELECT id FROM transfers"
_MONTHS = f"""
    INSERT INTO derived_months_stale SELECT account_id, substr(booked_on, 1, 7) FROM derived_fees
    WHERE transfer_id IN ({_STALE}) ON CONFLICT DO NOTHING"""  # noqa: S608 - constants only
_CATEGORY = "SELECT coalesce(min(id), 0) FROM categories WHERE name = 'fees'"
_INSERT = "INSERT INTO derived_fees VALUES (?, ?, ?, ?, ?, ?)"


class Fee(NamedTuple):
    """The fee of a move: of the row that paid it. amount: negative minor units; category_id: 0 for none."""

    account_id: int
    booked_on: str
    transaction_id: int
    transfer_id: int
    amount: int
    category_id: int


def settle(connection: Connection) -> None:
    """Work out the fees of the moves that were touched, and note the months that they are in."""
    if connection.exec_driver_sql(f"{_STALE} LIMIT 1").first() is None:
        return
    connection.exec_driver_sql(_MONTHS)
    connection.exec_driver_sql(f"DELETE FROM derived_fees WHERE transfer_id IN ({_STALE})")  # noqa: S608 - constants only
    _keep(connection, _found(connection, _STALE))
    connection.exec_driver_sql(_MONTHS)
    connection.exec_driver_sql("DELETE FROM derived_moves_stale")


def rebuild(connection: Connection) -> None:
    """Work all fees out anew."""
    connection.exec_driver_sql("DELETE FROM derived_fees")
    connection.exec_driver_sql("DELETE FROM derived_moves_stale")
    _keep(connection, _found(connection, _ALL))


def are_whole(connection: Connection) -> bool:
    """Whether the kept fees are those of the moves."""
    kept = connection.exec_driver_sql("SELECT * FROM derived_fees ORDER BY transfer_id")
    return [Fee(*row) for row in kept] == _found(connection, _ALL)


def of_transaction(connection: Connection, transaction_id: int) -> int:
    """The fee that a row of a move paid: minor units, negative; 0 for none."""
    amount = connection.execute(select(table.c.amount).where(table.c.transaction_id == transaction_id)).scalar()
    return amount or 0


def between(connection: Connection, first: date, last: date) -> list[Payment]:
    """The fees of these days that count, as payments to the payee of the row that paid them, oldest first."""
    query = (
        select(
            table.c.transaction_id, table.c.account_id, table.c.booked_on, table.c.amount, accounts.c.currency,
            transactions.c.payee, func.nullif(table.c.category_id, 0),
        )
        .join(transactions, transactions.c.id == table.c.transaction_id)
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(are_counted() & table.c.booked_on.between(first, last))
        .order_by(table.c.booked_on, table.c.transaction_id)
    )  # fmt: skip
    return [Payment(*row) for row in connection.execute(query)]


def by_transaction(connection: Connection) -> dict[int, tuple[int, int | None]]:
    """(fee in negative minor units, its category) by the row that paid it."""
    rows = connection.execute(select(table.c.transaction_id, table.c.amount, table.c.category_id))
    return {row[0]: (row[1], row[2] or None) for row in rows}


def are_counted() -> ColumnElement[bool]:
    """Whether fees are in the sums: not where the person leaves their category out."""
    return table.c.category_id.not_in(select(categories.c.id).where(categories.c.kind.in_(UNCOUNTED)))


def _found(connection: Connection, moves: str) -> list[Fee]:
    category = int(connection.exec_driver_sql(_CATEGORY).scalar_one())
    rows = connection.exec_driver_sql(_LEGS.format(_UNEVEN.format(moves)))
    found = []
    for transfer_id, group in groupby(rows, key=itemgetter(0)):
        legs = {row[1]: row for row in group}
        paid = fee_of([_movement(*row[1:]) for row in legs.values()])
        if paid is not None:
            payer = legs[paid[0]]
            found.append(Fee(payer[2], payer[3], payer[1], transfer_id, paid[1], category))
    return found


def _movement(number: int, account_id: int, on: str, amount: int, currency: str, text: str) -> Movement:
    return Movement(number, account_id, date.fromisoformat(on), amount, currency, text)


def _keep(connection: Connection, found: Iterable[Fee]) -> None:
    rows = [tuple(one) for one in found]
    if rows:
        connection.exec_driver_sql(_INSERT, rows)
