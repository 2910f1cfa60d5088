"""Money out with all that may show that something is wrong with it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from hub.domain.alerts import Row
from hub.domain.recurring import Payment

_ROWS = """
    SELECT t.id, t.account_id, t.booked_on, t.amount, a.currency, t.payee, t.category_id, t.description,
           coalesce(t.counterparty, ''), nullif(t.original_currency, a.currency)
    FROM transactions t JOIN accounts a ON a.id = t.account_id
    WHERE t.transfer_id IS NULL AND t.status <> 'expected' AND t.amount < 0 AND t.booked_on BETWEEN ? AND ?
    ORDER BY t.booked_on, t.id"""


def rows(connection: Connection, first: date, last: date) -> list[Row]:
    """Payments of these days without transfers, oldest first."""
    found = connection.exec_driver_sql(_ROWS, (first.isoformat(), last.isoformat()))
    return [
        Row(Payment(row[0], row[1], date.fromisoformat(row[2]), *row[3:7]), row[7], row[8], row[9]) for row in found
    ]
