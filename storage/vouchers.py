"""Rows of vouchers and gift cards, and of what was paid with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from storage.loyalty_tables import voucher_uses, vouchers


def all_rows(connection: Connection) -> list[dict[str, Any]]:
    """The columns of each voucher with `used`, what was paid with it (minor units); soonest to expire first."""
    used = (
        select(voucher_uses.c.voucher_id, func.sum(voucher_uses.c.amount).label("used"))
        .group_by(voucher_uses.c.voucher_id)
        .subquery()
    )
    query = (
        select(vouchers, func.coalesce(used.c.used, 0).label("used"))
        .outerjoin(used, used.c.voucher_id == vouchers.c.id)
        .order_by(vouchers.c.expires_on.is_(None), vouchers.c.expires_on, vouchers.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def insert(connection: Connection, values: Mapping[str, Any]) -> int:
    """Store a voucher; its id."""
    return int(connection.execute(vouchers.insert().values(**values)).lastrowid)


def update(connection: Connection, voucher_id: int, values: Mapping[str, Any]) -> int:
    """Change a voucher; how many rows."""
    return connection.execute(vouchers.update().where(vouchers.c.id == voucher_id).values(**values)).rowcount


def delete(connection: Connection, voucher_id: int) -> int:
    """Remove a voucher with its uses; how many rows."""
    return connection.execute(vouchers.delete().where(vouchers.c.id == voucher_id)).rowcount


def add_use(connection: Connection, voucher_id: int, day: date, amount: int, transaction_id: int | None) -> int:
    """Note a payment with a voucher (minor units; negative puts back after a refund); its id."""
    row = {"voucher_id": voucher_id, "day": day, "amount": amount, "transaction_id": transaction_id}
    return int(connection.execute(voucher_uses.insert().values(**row)).lastrowid)


def uses(connection: Connection, voucher_id: int) -> list[tuple[date, int]]:
    """(day, minor units) of each payment with a voucher, oldest first."""
    query = select(voucher_uses.c.day, voucher_uses.c.amount).where(voucher_uses.c.voucher_id == voucher_id)
    return [(row.day, row.amount) for row in connection.execute(query.order_by(voucher_uses.c.day, voucher_uses.c.id))]
