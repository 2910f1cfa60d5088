"""Sums read from the sums of months, and from single rows where days cut a month."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from storage import derived, exact
from storage.derived_tables import FEE, SPLIT, TOTAL, UNSPLIT

_UNCOUNTED = "(SELECT id FROM categories WHERE kind IN ('transfer', 'ignored'))"
_OUT = f"""
    SELECT sum(out_high), sum(out_low) FROM (
        SELECT {exact.NAMED.format("min(t.amount, 0)", "out")}
        FROM accounts a CROSS JOIN transactions t INDEXED BY ix_transactions_account ON t.account_id = a.id
        WHERE a.currency = ?1 AND t.booked_on BETWEEN ?2 AND ?3 AND t.transfer_id IS NULL AND t.status <> 'expected'
          AND coalesce(t.category_id, 0) NOT IN {_UNCOUNTED}
        UNION ALL
        SELECT {exact.SUM.format("f.amount")} FROM accounts a CROSS JOIN derived_fees f ON f.account_id = a.id
        WHERE a.currency = ?1 AND f.booked_on BETWEEN ?2 AND ?3 AND f.category_id NOT IN {_UNCOUNTED})"""  # noqa: S608 - constants only


_ALL = f"""
    SELECT a.currency, sum(m.out_high), sum(m.out_low), sum(m.in_high), sum(m.in_low), sum(m.count) AS transactions_in
    FROM (
        SELECT account_id, out_high, out_low, in_high, in_low, 0 AS count
        FROM derived_months WHERE kind IN (:unsplit, :split, :fee)
          AND whole_id NOT IN {_UNCOUNTED}
        UNION ALL
        SELECT account_id, 0, 0, 0, 0, count FROM derived_months WHERE kind = :total
        UNION ALL
        SELECT account_id, 0, 0, 0, 0, count(*)
        FROM transactions INDEXED BY ix_transactions_account WHERE status = 'expected' GROUP BY account_id
    ) m JOIN accounts a ON a.id = m.account_id
    GROUP BY a.currency HAVING transactions_in > 0 ORDER BY transactions_in DESC"""  # noqa: S608 - constants only


def uncategorised(connection: Connection, currency: str | None = None) -> tuple[int, int]:
    """How many booked transactions have no category, no parts and no other side, and the sum of their sizes."""
    derived.settle_months(connection)
    row = connection.exec_driver_sql(
        """SELECT coalesce(sum(m.count), 0), sum(m.in_high - m.out_high), sum(m.in_low - m.out_low)
           FROM derived_months m JOIN accounts a ON a.id = m.account_id
           WHERE m.kind = ?1 AND m.category_id = 0 AND (?2 IS NULL OR a.currency = ?2)""",
        (UNSPLIT, currency),
    ).one()
    return int(row[0]), exact.whole(row[1], row[2])


def totals(connection: Connection) -> list[tuple[str, int, int, int]]:
    """(currency, sum out, sum in, count) of all transactions, as `transactions.totals` counts them."""
    derived.settle_months(connection)
    rows = connection.exec_driver_sql(_ALL, {"unsplit": UNSPLIT, "split": SPLIT, "fee": FEE, "total": TOTAL})
    return [(row[0], exact.whole(row[1], row[2]), exact.whole(row[3], row[4]), row[5]) for row in rows]


def money_out(connection: Connection, first: date, last: date, currency: str) -> int:
    """What went out between two days, both included: minor units, at most 0, without what is in no sum."""
    values = (currency, first.isoformat(), last.isoformat())
    return exact.whole(*connection.exec_driver_sql(_OUT, values).one())
