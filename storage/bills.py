"""Rows of bills typed by hand or settled, and of what the person said about found series."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from hub.domain.bill import Bill
from storage.tables import bills, series


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
