"""Rows of bills typed by hand or settled, and of what the person said about found series."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from hub.domain.bill import Bill
from hub.domain.contract import Contract
from storage.tables import bills, contracts, series, series_merges


def all_bills(connection: Connection) -> list[Bill]:
    """Every stored bill by due day; one with a series key settles a bill of that series."""
    rows = connection.execute(select(bills).order_by(bills.c.due_on, bills.c.id))
    return [Bill(**{**row._mapping, "series_key": row.series_key or ""}) for row in rows]


def insert_bill(connection: Connection, **values: Any) -> int:
    """A new bill; its id."""
    return int(connection.execute(bills.insert().values(**values)).lastrowid)


def update_bill(connection: Connection, bill_id: int, **values: Any) -> int:
    """Change fields of a bill; how many rows."""
    return connection.execute(update(bills).where(bills.c.id == bill_id).values(**values)).rowcount


def delete_bill(connection: Connection, bill_id: int) -> None:
    """Remove a bill."""
    connection.execute(delete(bills).where(bills.c.id == bill_id))


def series_states(connection: Connection) -> dict[tuple[str, int, int, str], tuple[int, str]]:
    """(key, account, every, unit) of series the person judged → (row id, confirmed or ignored)."""
    return {
        (row.key, row.account_id, row.every, row.unit): (row.id, row.state)
        for row in connection.execute(select(series))
    }


def judge_series(connection: Connection, **values: Any) -> None:
    """Remember that a found series is confirmed or ignored."""
    statement = insert(series).values(**values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["key", "account_id", "every", "unit"],
            set_={"state": values["state"], "amount": values["amount"]},
        )
    )


def forget_series(connection: Connection, row_id: int) -> int:
    """Forget what was said about a series; how many rows."""
    return connection.execute(delete(series).where(series.c.id == row_id)).rowcount


def ignored_series(connection: Connection) -> list[dict[str, Any]]:
    """The rows of series that are ignored, by payee."""
    query = select(series).where(series.c.state == "ignored").order_by(series.c.payee, series.c.id)
    return [dict(row._mapping) for row in connection.execute(query)]


def merges(connection: Connection) -> dict[str, str]:
    """Key of a series → key of the one that it is part of."""
    return {row.key: row.into_key for row in connection.execute(select(series_merges))}


def merge(connection: Connection, key: str, into_key: str) -> None:
    """Remember that a series is part of another."""
    statement = insert(series_merges).values(key=key, into_key=into_key)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"into_key": into_key}))


def separate(connection: Connection, into_key: str) -> int:
    """Forget that others are part of a series; how many were."""
    return connection.execute(delete(series_merges).where(series_merges.c.into_key == into_key)).rowcount


def all_contracts(connection: Connection) -> dict[str, Contract]:
    """Contracts by the key of their series."""
    return {row.series_key: Contract(**row._mapping) for row in connection.execute(select(contracts))}


def put_contract(connection: Connection, series_key: str, **values: Any) -> None:
    """Keep the contract of a series."""
    statement = insert(contracts).values(series_key=series_key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["series_key"], set_=values))


def remove_contract(connection: Connection, series_key: str) -> int:
    """Forget a contract; how many there were."""
    return connection.execute(delete(contracts).where(contracts.c.series_key == series_key)).rowcount
