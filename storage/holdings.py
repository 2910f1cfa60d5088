"""Rows of securities, their trades and prices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from hub.domain.holdings import Price, Security, Trade
from storage.tables import prices, securities, trades


def all_securities(connection: Connection) -> list[Security]:
    """Every security by name."""
    return [Security(**row._mapping) for row in connection.execute(select(securities).order_by(securities.c.name))]


def insert_security(connection: Connection, name: str, symbol: str, currency: str) -> int:
    """A new security; its id."""
    made = securities.insert().values(name=name, symbol=symbol, currency=currency)
    return int(connection.execute(made).lastrowid)


def trades_of(connection: Connection, account_id: int | None = None) -> list[Trade]:
    """The trades of an account, or all of them, oldest first."""
    query = select(trades).order_by(trades.c.day, trades.c.id)
    if account_id is not None:
        query = query.where(trades.c.account_id == account_id)
    return [_trade(row._mapping) for row in connection.execute(query)]


def insert_trade(connection: Connection, **values: Any) -> int:
    """A new trade; its id. quantity and price are decimals."""
    values |= {name: format(values[name], "f") for name in ("quantity", "price")}
    return int(connection.execute(trades.insert().values(**values)).lastrowid)


def delete_trade(connection: Connection, trade_id: int) -> Trade | None:
    """Remove a trade; what it was, None when there was none."""
    row = connection.execute(select(trades).where(trades.c.id == trade_id)).first()
    connection.execute(delete(trades).where(trades.c.id == trade_id))
    return None if row is None else _trade(row._mapping)


def prices_on(connection: Connection, day: date) -> dict[int, Price]:
    """The newest price of each security on or before a day."""
    newest = select(prices.c.security_id, func.max(prices.c.day).label("day")).where(prices.c.day <= day)
    latest = newest.group_by(prices.c.security_id).subquery()
    same = (prices.c.security_id == latest.c.security_id) & (prices.c.day == latest.c.day)
    query = select(prices).join(latest, same)
    return {row.security_id: _price(row._mapping) for row in connection.execute(query)}


def all_prices(connection: Connection) -> list[Price]:
    """Every price, oldest first."""
    return [_price(row._mapping) for row in connection.execute(select(prices).order_by(prices.c.day))]


def put_prices(connection: Connection, found: Iterable[Price]) -> int:
    """Store prices, newer sources over older ones; how many."""
    rows = [
        {"security_id": one.security_id, "day": one.day, "price": format(one.price, "f"), "source": one.source}
        for one in found
    ]
    statement = insert(prices)
    statement = statement.on_conflict_do_update(
        index_elements=["security_id", "day"],
        set_={"price": statement.excluded.price, "source": statement.excluded.source},
    )
    if rows:
        connection.execute(statement, rows)
    return len(rows)


def _trade(row: Any) -> Trade:
    return Trade(**{**row, "quantity": Decimal(row["quantity"]), "price": Decimal(row["price"])})


def _price(row: Any) -> Price:
    return Price(**{**row, "price": Decimal(row["price"])})
