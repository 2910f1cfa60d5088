"""Transactions counted and added up by the month they were booked in."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select, true

from hub.domain.transaction import EXPECTED
from storage import exact, fees
from storage.derived_tables import fees as fee_table
from storage.tables import accounts
from storage.tables import transactions as table
from storage.transactions import is_counted


def months(connection: Connection, condition: ColumnElement[bool] | None) -> list[tuple[str, str, int, int]]:
    """(month "2026-03", currency, sum, count) of the transactions that meet a condition, newest month first.

    Moves between own accounts and what is left out count as rows; their fees alone are in the sums.
    """
    month = func.substr(table.c.booked_on, 1, 7)
    own = is_counted() & (table.c.status != EXPECTED)
    query = (
        select(month, accounts.c.currency, *(half.filter(own) for half in exact.halves(table.c.amount)), func.count())
        .join(accounts, accounts.c.id == table.c.account_id)
        .group_by(month, accounts.c.currency)
        .order_by(month.desc(), accounts.c.currency)
    )
    if condition is not None:
        query = query.where(condition)
    rows = connection.execute(query).all()
    paid = _fees(connection, condition)
    return [(row[0], row[1], exact.whole(row[2], row[3]) + paid.get((row[0], row[1]), 0), row[4]) for row in rows]


def _fees(connection: Connection, condition: ColumnElement[bool] | None) -> dict[tuple[str, str], int]:
    month = func.substr(fee_table.c.booked_on, 1, 7)
    query = (
        select(month, accounts.c.currency, *exact.halves(fee_table.c.amount))
        .select_from(fee_table.join(table, table.c.id == fee_table.c.transaction_id))
        .join(accounts, accounts.c.id == fee_table.c.account_id)
        .where(fees.are_counted() & (true() if condition is None else condition))
        .group_by(month, accounts.c.currency)
    )
    return {(row[0], row[1]): exact.whole(row[2], row[3]) for row in connection.execute(query)}
