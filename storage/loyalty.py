"""Rows of loyalty: memberships, balances, lots and values of points, messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects.sqlite import insert

from hub.domain.loyalty import Known, Lot, Valuation
from storage.loyalty_tables import memberships, messages, point_balances, point_lots, point_values


def all_memberships(connection: Connection) -> dict[str, dict[str, Any]]:
    """The columns of each membership by programme."""
    rows = connection.execute(select(memberships)).mappings()
    return {row["programme"]: {key: value for key, value in row.items() if key != "programme"} for row in rows}


def put_membership(connection: Connection, programme: str, values: Mapping[str, Any]) -> None:
    """Store what is said of a membership; columns that are not named keep what they hold."""
    statement = insert(memberships).values(programme=programme, **values)
    if values:
        connection.execute(statement.on_conflict_do_update(index_elements=["programme"], set_=dict(values)))
    else:
        connection.execute(statement.on_conflict_do_nothing())


def balances(connection: Connection) -> dict[str, tuple[Known, ...]]:
    """Balances by programme, oldest first."""
    found: dict[str, list[Known]] = {}
    for row in connection.execute(select(point_balances).order_by(point_balances.c.day)):
        found.setdefault(row.programme, []).append(Known(row.day, Decimal(row.units), row.source))
    return {programme: tuple(rows) for programme, rows in found.items()}


def put_balance(connection: Connection, programme: str, known: Known) -> None:
    """Store a balance in the place of one of the same day."""
    values = {"units": format(known.units, "f"), "source": known.source}
    _upsert(connection, point_balances, programme, known.day, values)


def values(connection: Connection) -> dict[str, tuple[Valuation, ...]]:
    """Values of a unit by programme, oldest first."""
    found: dict[str, list[Valuation]] = {}
    for row in connection.execute(select(point_values).order_by(point_values.c.day)):
        found.setdefault(row.programme, []).append(Valuation(row.day, Decimal(row.value), row.source))
    return {programme: tuple(rows) for programme, rows in found.items()}


def put_value(connection: Connection, programme: str, stated: Valuation) -> None:
    """Store a value of a unit in the place of one of the same day."""
    _upsert(
        connection,
        point_values,
        programme,
        stated.day,
        {"value": format(stated.value, "f"), "source": stated.source},
    )


def lots(connection: Connection) -> dict[str, tuple[tuple[int, Lot], ...]]:
    """(id, lot) by programme, in the order in which they were earned."""
    found: dict[str, list[tuple[int, Lot]]] = {}
    for row in connection.execute(select(point_lots).order_by(point_lots.c.earned_on, point_lots.c.id)):
        lot = Lot(Decimal(row.units), row.earned_on, row.expires_on)
        found.setdefault(row.programme, []).append((row.id, lot))
    return {programme: tuple(rows) for programme, rows in found.items()}


def add_lot(connection: Connection, programme: str, lot: Lot) -> int:
    """Store a lot; its id."""
    row = {"units": format(lot.units, "f"), "earned_on": lot.earned_on, "expires_on": lot.expires_on}
    return int(connection.execute(point_lots.insert().values(programme=programme, **row)).lastrowid)


def delete_lot(connection: Connection, lot_id: int) -> int:
    """Remove a lot; how many rows."""
    return connection.execute(point_lots.delete().where(point_lots.c.id == lot_id)).rowcount


def add_messages(connection: Connection, programme: str, day: date, count: int, key: str | None = None) -> bool:
    """Count messages of a day; one with a key that is known already is not counted again."""
    statement = insert(messages).values(programme=programme, day=day, count=count, key=key)
    return connection.execute(statement.on_conflict_do_nothing(index_elements=["key"])).rowcount == 1


def messages_since(connection: Connection, first: date, last: date) -> dict[str, int]:
    """How many messages each programme sent between two days, both included."""
    inside = messages.c.day.between(first, last)
    query = select(messages.c.programme, func.sum(messages.c.count)).where(inside).group_by(messages.c.programme)
    return {programme: int(count) for programme, count in connection.execute(query)}


def _upsert(connection: Connection, table: Table, programme: str, day: date, row: Mapping[str, Any]) -> None:
    statement = insert(table).values(programme=programme, day=day, **row)
    connection.execute(statement.on_conflict_do_update(index_elements=["programme", "day"], set_=dict(row)))
