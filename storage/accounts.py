"""Rows of accounts and categories, as domain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from hub.domain.account import Account, Position
from hub.domain.transaction import EXPECTED, Category
from storage import derived, exact, transfers
from storage.derived_tables import TOTAL, months
from storage.tables import accounts, batches, categories, transactions

_ACCOUNT_FIELDS = tuple(f.name for f in fields(Account))
_DECIMALS = frozenset({"apr", "minimum_rate"})


def account_of(row: Row[Any]) -> Account:
    """The account of a row of the accounts table."""
    values = {name: row._mapping[name] for name in _ACCOUNT_FIELDS}
    values |= {name: Decimal(values[name]) for name in _DECIMALS if values[name] is not None}
    return Account(**values)


def _row_of(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: format(value, "f") if name in _DECIMALS and value is not None else value for name, value in values.items()
    }


def all_accounts(connection: Connection, *, archived: bool = True) -> list[Account]:
    """Every account in the order on screen."""
    query = select(accounts).order_by(accounts.c.position, accounts.c.id)
    if not archived:
        query = query.where(~accounts.c.is_archived)
    return [account_of(row) for row in connection.execute(query)]


def account(connection: Connection, account_id: int) -> Account | None:
    """One account, None when there is no such."""
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).first()
    return None if row is None else account_of(row)


def insert_account(connection: Connection, **values: Any) -> int:
    """A new account at the end of the list; its id."""
    last: int = connection.execute(select(func.coalesce(func.max(accounts.c.position), 0))).scalar_one()
    result = connection.execute(accounts.insert().values(**_row_of({"position": last + 1, **values})))
    return int(result.lastrowid)


def arrange(connection: Connection, account_ids: Sequence[int]) -> None:
    """Put all accounts in this order."""
    for at, account_id in enumerate(account_ids, 1):
        update_account(connection, account_id, position=at)


def update_account(connection: Connection, account_id: int, **values: Any) -> None:
    """Change fields of an account."""
    connection.execute(accounts.update().where(accounts.c.id == account_id).values(**_row_of(values)))


def delete_account(connection: Connection, account_id: int) -> None:
    """Remove an account with all its transactions; what is left alone of a transfer is one no more."""
    with transfers.none_left_alone(connection, transactions.c.account_id == account_id):
        connection.execute(accounts.delete().where(accounts.c.id == account_id))


def positions(connection: Connection) -> list[Position]:
    """Every account with balance, number of transactions, last booking and last import.

    Balance = opening + all transactions that are not merely expected, from the sums of months.
    """
    derived.settle_months(connection)
    counted = and_(transactions.c.account_id == accounts.c.id, transactions.c.status != EXPECTED)
    sums = (
        select(
            months.c.account_id,
            func.sum(months.c.out_high + months.c.in_high).label("high"),
            func.sum(months.c.out_low + months.c.in_low).label("low"),
            func.sum(months.c["count"]).label("count"),
        )
        .where(months.c.kind == TOTAL)
        .group_by(months.c.account_id)
        .subquery()
    )
    newest = select(transactions.c.booked_on).where(counted).order_by(transactions.c.booked_on.desc()).limit(1)
    last = newest.correlate(accounts).scalar_subquery()
    imported = (
        select(func.max(batches.c.imported_at))
        .where(batches.c.account_id == accounts.c.id)
        .correlate(accounts)
        .scalar_subquery()
    )
    query = (
        select(accounts, sums.c.high, sums.c.low, sums.c["count"], last.label("last"), imported.label("imported"))
        .outerjoin(sums, sums.c.account_id == accounts.c.id)
        .order_by(accounts.c.position, accounts.c.id)
    )
    return [
        Position(
            account=account_of(row),
            balance=row.opening + exact.whole(row.high, row.low),
            transactions=row._mapping["count"] or 0,
            last_booked_on=row.last,
            last_import_on=None if row.imported is None else date.fromisoformat(row.imported[:10]),
        )
        for row in connection.execute(query)
    ]


def all_categories(connection: Connection) -> list[Category]:
    """Every category in the order on screen."""
    rows = connection.execute(select(categories).order_by(categories.c.position, categories.c.id))
    return [Category(**row._mapping) for row in rows]


def insert_category(connection: Connection, **values: Any) -> int:
    """A new category at the end of the list; its id."""
    last: int = connection.execute(select(func.coalesce(func.max(categories.c.position), 0))).scalar_one()
    result = connection.execute(categories.insert().values(**{"position": last + 1, **values}))
    return int(result.lastrowid)
