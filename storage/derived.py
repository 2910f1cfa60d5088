"""Keeping the derived tables true: what a write made stale is worked out anew before the write ends.

Recounting a part (an account's month, a block of texts) instead of adding differences means that nothing can drift,
whatever changed the rows: an edit, a bulk import, an undo, a category that went away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import apsw
from sqlalchemy import Connection

from storage import dbapi, exact, fees, texts
from storage.derived_tables import FEE, MOVED, PART, SPLIT, TOTAL, UNSPLIT

_MANY = 200
"""Stale months from which one pass over the transactions is cheaper than a look at each month."""
_COLUMNS = "account_id, month, kind, category_id, whole_id, out_high, out_low, in_high, in_low, count"
_SUMS = f"{exact.SUM.format('min({0}, 0)')}, {exact.SUM.format('max({0}, 0)')}, count(*)"
_WHOLE = f"""
    SELECT account_id, month, kind, category, category,
           sum(out_high), sum(out_low), sum(in_high), sum(in_low), sum(count)
    FROM (
        SELECT t.account_id, substr(t.booked_on, 1, 7) AS month,
               CASE WHEN t.transfer_id IS NOT NULL THEN {MOVED} WHEN t.is_split THEN {SPLIT} ELSE {UNSPLIT} END AS kind,
               coalesce(t.category_id, 0) AS category,
               {exact.NAMED.format("min(t.amount, 0)", "out")}, {exact.NAMED.format("max(t.amount, 0)", "in")},
               count(*) AS count
        FROM transactions t WHERE t.status <> 'expected' AND {{}}
        GROUP BY t.account_id, t.booked_on, t.category_id, t.transfer_id, t.status, t.is_split
    ) GROUP BY account_id, month, kind, category"""  # noqa: S608 - constants only
"""By days first, in the order of the accounts' index: nothing is sorted but the sums of days."""
_PARTS = f"""
    SELECT t.account_id, substr(t.booked_on, 1, 7) AS month, {PART}, coalesce(p.category_id, 0) AS category,
           coalesce(t.category_id, 0) AS whole, {_SUMS.format("p.amount")}
    FROM {{}}
    WHERE t.is_split AND t.transfer_id IS NULL AND t.status <> 'expected' AND {{}}
    GROUP BY t.account_id, month, category, whole"""  # noqa: S608 - constants only
_PARTS_OF_ALL = "splits p CROSS JOIN transactions t ON t.id = p.transaction_id"
_PARTS_OF_MONTH = "transactions t CROSS JOIN splits p ON p.transaction_id = t.id"
_IN_MONTH = "t.account_id = ?1 AND t.booked_on BETWEEN ?2 || '-01' AND ?2 || '-31'"
_IS_STALE = "(t.account_id, substr(t.booked_on, 1, 7)) IN (SELECT account_id, month FROM derived_months_stale)"
_TOTAL = f"""
    SELECT account_id, month, {TOTAL}, 0, 0, sum(out_high), sum(out_low), sum(in_high), sum(in_low), sum(count)
    FROM derived_months
    WHERE kind IN ({UNSPLIT}, {SPLIT}, {MOVED}) AND {{}} GROUP BY account_id, month"""  # noqa: S608 - constants only
_FEES = f"""
    SELECT t.account_id, substr(t.booked_on, 1, 7) AS month, {FEE}, t.category_id AS category, t.category_id,
           {_SUMS.format("t.amount")}
    FROM derived_fees t WHERE {{}} GROUP BY t.account_id, month, category"""  # noqa: S608 - constants only
_OF_MONTH = f"kind IN ({UNSPLIT}, {SPLIT}, {PART}, {MOVED}, {TOTAL}, {FEE}) AND account_id = ?1 AND month = ?2"
_OF_STALE = "(account_id, month) IN (SELECT account_id, month FROM derived_months_stale)"
_INSERT = f"INSERT INTO derived_months ({_COLUMNS})"


def settle(connection: Connection) -> None:
    """Bring sums and texts up to date; series are worked out when they are asked for."""
    settle_months(connection)
    texts.settle(connection)


def settle_months(connection: Connection) -> None:
    """Count the stale months anew, inside the write that made them stale; the fees of moves first."""
    fees.settle(connection)
    stale = connection.exec_driver_sql("SELECT account_id, month FROM derived_months_stale").all()
    if not stale:
        return
    connection.exec_driver_sql(f"DELETE FROM derived_flows WHERE {_OF_STALE}")  # noqa: S608 - constants only
    if len(stale) > _MANY:
        connection.exec_driver_sql(f"DELETE FROM derived_months WHERE {_OF_STALE}")  # noqa: S608 - constants only
        connection.exec_driver_sql(_INSERT + _WHOLE.format(_IS_STALE))
        connection.exec_driver_sql(_INSERT + _PARTS.format(_PARTS_OF_ALL, _IS_STALE))
        connection.exec_driver_sql(_INSERT + _FEES.format(_IS_STALE))
        connection.exec_driver_sql(_INSERT + _TOTAL.format(_OF_STALE))
    else:
        places = [tuple(one) for one in stale]
        connection.exec_driver_sql(f"DELETE FROM derived_months WHERE {_OF_MONTH}", places)  # noqa: S608 - constants only
        connection.exec_driver_sql(_INSERT + _WHOLE.format(_IN_MONTH), places)
        connection.exec_driver_sql(_INSERT + _PARTS.format(_PARTS_OF_MONTH, _IN_MONTH), places)
        connection.exec_driver_sql(_INSERT + _FEES.format(_IN_MONTH), places)
        connection.exec_driver_sql(_INSERT + _TOTAL.format(_OF_MONTH), places)
    connection.exec_driver_sql("DELETE FROM derived_months_stale")


@contextmanager
def noting_batch(connection: Connection, batch_id: int) -> Iterator[None]:
    """Write or delete rows of one batch without a note for each row: notes are made for the whole batch.

    Only rows of the batch and their parts may be changed inside.
    """
    native = cast("dbapi.Connection", connection.connection.dbapi_connection).native
    _note_batch(connection, batch_id)
    native.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    try:
        yield
    finally:
        native.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)
    _note_batch(connection, batch_id)


def _note_batch(connection: Connection, batch_id: int) -> None:
    """Note what the rows of a batch make stale; they are gone through once, for they may be a million."""
    run = connection.exec_driver_sql
    found = run("SELECT DISTINCT account_id, booked_on, transfer_id FROM transactions WHERE batch_id = ?", (batch_id,))
    days = found.all()
    if not days:
        return
    months = {(account_id, day[:7]) for account_id, day, _transfer_id in days}
    moves = {(transfer_id,) for _account_id, _day, transfer_id in days if transfer_id is not None}
    run("INSERT OR IGNORE INTO derived_months_stale (account_id, month) VALUES (?, ?)", sorted(months))
    if moves:
        run("INSERT OR IGNORE INTO derived_moves_stale VALUES (?)", sorted(moves))
    run("DELETE FROM usage_seen WHERE day >= ?", (min(day for _account_id, day, _transfer_id in days),))
    run(
        "INSERT OR IGNORE INTO derived_texts_stale SELECT DISTINCT id >> 8 FROM transactions WHERE batch_id = ?",
        (batch_id,),
    )
    since = run("SELECT value FROM meta WHERE name = 'series_since'").scalar()
    if since is not None:
        run(
            """INSERT OR IGNORE INTO derived_payees_stale SELECT payee FROM transactions
            WHERE +batch_id = ? AND booked_on >= ?""",
            (batch_id, since),
        )


def rebuild(connection: Connection) -> None:
    """Make everything anew from the transactions; series are found again when they are asked for."""
    for table in ("derived_months", "derived_months_stale", "derived_series", "derived_payees", "derived_payees_stale",
                  "derived_flows"):  # fmt: skip
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - constants only
    fees.rebuild(connection)
    connection.exec_driver_sql(_INSERT + _WHOLE.format("true"))
    connection.exec_driver_sql(_INSERT + _PARTS.format(_PARTS_OF_ALL, "true"))
    connection.exec_driver_sql(_INSERT + _FEES.format("true"))
    connection.exec_driver_sql(_INSERT + _TOTAL.format("true"))
    connection.exec_driver_sql("DELETE FROM meta WHERE name = 'series_since'")
    texts.rebuild(connection)


def are_months_whole(connection: Connection) -> bool:
    """Whether the sums of months and the fees of moves say what the transactions say."""
    if not fees.are_whole(connection):
        return False
    made = _WHOLE.format("true"), _PARTS.format(_PARTS_OF_ALL, "true"), _FEES.format("true")
    total = f"""SELECT t.account_id, substr(t.booked_on, 1, 7) AS month, {TOTAL}, 0, 0, {_SUMS.format("t.amount")}
        FROM transactions t WHERE t.status <> 'expected' GROUP BY t.account_id, month"""  # noqa: S608 - constants only
    fresh = " UNION ALL ".join(f"SELECT * FROM ({one})" for one in (*made, total))  # noqa: S608 - constants only
    kept = f"SELECT {_COLUMNS} FROM derived_months"  # noqa: S608 - constants only
    differs = f"""WITH fresh AS MATERIALIZED ({fresh})
        SELECT 1 FROM (SELECT * FROM (SELECT * FROM fresh EXCEPT {kept})
        UNION ALL SELECT * FROM ({kept} EXCEPT SELECT * FROM fresh)) LIMIT 1"""  # noqa: S608 - constants only
    return connection.exec_driver_sql(differs).first() is None
