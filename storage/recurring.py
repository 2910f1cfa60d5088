"""What was found to recur, kept between looks, and the payments that it is found in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from hub.domain.recurring import Payment
from storage import derived, meta
from storage.derived_tables import TOTAL

MOST = 1000
"""Payments of one payee that are looked at: who is paid more often than daily is no subscription."""
SINCE, UNTIL, KINDS = "series_since", "series_until", "series_kinds"
"""Names in `meta`: the first and last day of the payments that were looked at, and what counted as a transfer."""

_PAYMENTS = """
    SELECT t.id, t.account_id, t.booked_on, t.amount, a.currency, t.payee, t.category_id
    FROM transactions t {index} JOIN accounts a ON a.id = t.account_id
    WHERE t.transfer_id IS NULL AND t.status <> 'expected' AND t.booked_on BETWEEN ? AND ?
      AND coalesce(t.category_id, 0) NOT IN (SELECT id FROM categories WHERE kind = 'transfer')
      {more}"""
_ALIKE = """
    SELECT id, account_id, booked_on, amount, currency, payee, category_id FROM (
        SELECT *, julianday(booked_on) - lag(julianday(booked_on)) OVER near AS since,
               lead(julianday(booked_on)) OVER near - julianday(booked_on) AS until
        FROM ({}) WINDOW near AS (PARTITION BY account_id, amount ORDER BY booked_on))
    WHERE since <= 1 OR until <= 1"""
_NTH = "t.category_id, row_number() OVER (PARTITION BY t.payee ORDER BY t.booked_on DESC, t.id DESC) AS nth"
_REPEATED = f"""
    SELECT id, account_id, booked_on, amount, currency, payee, category_id FROM (
        SELECT *, count(*) OVER (PARTITION BY account_id, amount) AS alike FROM ({{}}) WHERE nth <= {MOST})
    WHERE alike > 1"""  # noqa: S608 - constants only


def state(connection: Connection) -> tuple[str | None, str | None, str | None]:
    """(first day, last day, transfer categories) of the last look; Nones before the first."""
    return meta.get(connection, SINCE), meta.get(connection, UNTIL), meta.get(connection, KINDS)


def transfer_kinds(connection: Connection) -> str:
    """The categories that make a payment a transfer, as text."""
    rows = connection.exec_driver_sql("SELECT id FROM categories WHERE kind = 'transfer' ORDER BY id").scalars()
    return ",".join(map(str, rows))


def stale_payees(connection: Connection) -> set[str]:
    """Payees whose transactions changed since the last look."""
    return set(connection.exec_driver_sql("SELECT payee FROM derived_payees_stale").scalars())


def payees_between(connection: Connection, first: date, last: date) -> set[str]:
    """Payees with transactions on these days."""
    statement = "SELECT DISTINCT payee FROM transactions WHERE booked_on BETWEEN ? AND ?"
    return set(connection.exec_driver_sql(statement, (first.isoformat(), last.isoformat())).scalars())


def payees_in(connection: Connection, buckets: Iterable[str]) -> set[str]:
    """The payees that belong to buckets."""
    statement = "SELECT payee FROM derived_payees WHERE bucket = ?"
    return {payee for bucket in buckets for payee in connection.exec_driver_sql(statement, (bucket,)).scalars()}


def payments(connection: Connection, first: date, last: date, payees: Collection[str] | None = None) -> list[Payment]:
    """Payments of these days without transfers, of each payee the newest `MOST`; payees: only theirs."""
    days = (first.isoformat(), last.isoformat())
    if payees is None:
        more = "ORDER BY t.booked_on DESC, t.id DESC"
        return _newest(_rows(connection, _PAYMENTS.format(index="INDEXED BY ix_transactions_day", more=more), days))
    more = f"AND t.payee = ? ORDER BY t.booked_on DESC, t.id DESC LIMIT {MOST}"
    statement = _PAYMENTS.format(index="INDEXED BY ix_transactions_payee", more=more)
    return [_payment(row) for payee in sorted(payees) for row in _rows(connection, statement, (*days, payee))]


def alike(connection: Connection, first: date, last: date, least: int) -> list[Payment]:
    """Payments of at least so many minor units that have one of the same account and amount within a day of them."""
    statement = _ALIKE.format(_PAYMENTS.format(index="INDEXED BY ix_transactions_day", more="AND t.amount <= ?"))
    return list(map(_payment, _rows(connection, statement, (first.isoformat(), last.isoformat(), -least))))


def repeated(connection: Connection, first: date, last: date, payees: Iterable[str]) -> list[Payment]:
    """Of the newest `MOST` payments of each of these payees those out whose account and amount come again."""
    found = _PAYMENTS.format(index="INDEXED BY ix_transactions_payee", more="").replace("t.category_id\n", f"{_NTH}\n")
    found = found.replace("FROM transactions t", "FROM json_each(?) chosen CROSS JOIN transactions t")
    statement = _REPEATED.format(f"{found} AND t.payee = chosen.value AND t.amount < 0")
    days = (first.isoformat(), last.isoformat())
    return list(map(_payment, _rows(connection, statement, (json.dumps(sorted(payees)), *days))))


def count(connection: Connection, first: date) -> int:
    """How many transactions there are from a month on, by the sums of months."""
    derived.settle_months(connection)
    values = (TOTAL, first.isoformat()[:7])
    query = "SELECT coalesce(sum(count), 0) FROM derived_months WHERE kind = ? AND month >= ?"
    return int(connection.exec_driver_sql(query, values).scalar_one())


def settling(
    connection: Connection, amounts: tuple[int, int], first: date, last: date
) -> list[tuple[Payment, str, str]]:
    """Payments of an amount within bounds between two days, with what the bank wrote and the other account."""
    more = "AND t.amount BETWEEN ? AND ? ORDER BY t.id"
    statement = _PAYMENTS.format(index="INDEXED BY ix_transactions_amount", more=more).replace(
        "t.category_id\n", "t.category_id, t.description, coalesce(t.counterparty, '')\n"
    )
    values = (first.isoformat(), last.isoformat(), *amounts)
    return [(_payment(row[:-2]), row[-2], row[-1]) for row in connection.exec_driver_sql(statement, values)]


def blocks_between(connection: Connection, first: date, last: date) -> set[int]:
    """The blocks of texts that transactions of these days are in."""
    statement = "SELECT DISTINCT id >> 8 FROM transactions WHERE booked_on BETWEEN ? AND ?"
    return set(connection.exec_driver_sql(statement, (first.isoformat(), last.isoformat())).scalars())


def worded(connection: Connection, first: date, last: date, ids: Iterable[int]) -> list[tuple[Payment, str]]:
    """Of these transactions the payments of these days, each with what the bank wrote."""
    statement = _PAYMENTS.format(index="", more="AND t.id = ?").replace(
        "t.category_id\n", "t.category_id, t.description\n"
    )
    days = (first.isoformat(), last.isoformat())
    rows = (connection.exec_driver_sql(statement, (*days, one)).first() for one in ids)
    return [(_payment(row[:-1]), row[-1]) for row in rows if row is not None]


def found(connection: Connection) -> list[str]:
    """What was found in each bucket that has something, as it was kept."""
    return list(connection.exec_driver_sql("SELECT found FROM derived_series ORDER BY bucket").scalars())


def keep(
    connection: Connection, series: Mapping[str, str], payees: Mapping[str, str], looked_at: tuple[str, str, str]
) -> None:
    """Keep what was found in buckets ("" = nothing) and which payees belong to them."""
    for bucket, content in series.items():
        if content:
            connection.exec_driver_sql("INSERT OR REPLACE INTO derived_series VALUES (?, ?)", (bucket, content))
        else:
            connection.exec_driver_sql("DELETE FROM derived_series WHERE bucket = ?", (bucket,))
    if payees:
        rows = list(payees.items())
        connection.exec_driver_sql("INSERT OR REPLACE INTO derived_payees VALUES (?, ?)", rows)
    connection.exec_driver_sql("DELETE FROM derived_payees_stale")
    for name, value in zip((SINCE, UNTIL, KINDS), looked_at, strict=True):
        meta.put(connection, name, value)


def forget(connection: Connection) -> None:
    """Forget everything that was found."""
    connection.exec_driver_sql("DELETE FROM derived_series")
    connection.exec_driver_sql("DELETE FROM derived_payees")


def _rows(connection: Connection, statement: str, values: tuple[object, ...]) -> Sequence[Sequence[Any]]:
    cursor = connection.connection.cursor()
    cursor.execute(statement, values)
    rows = cursor.fetchall()
    cursor.close()
    return rows


def _newest(rows: Sequence[Sequence[Any]]) -> list[Payment]:
    """The payments of rows that come newest first, of each payee no more than `MOST`."""
    most = {payee for payee, number in Counter(row[5] for row in rows).items() if number > MOST}
    if not most:
        return list(map(_payment, rows))
    left, kept = dict.fromkeys(most, MOST), []
    for row in rows:
        if row[5] in most:
            left[row[5]] -= 1
            if left[row[5]] < 0:
                continue
        kept.append(_payment(row))
    return kept


def _payment(row: Sequence[Any]) -> Payment:
    return Payment(row[0], row[1], _day(row[2]), *row[3:])


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return date.fromisoformat(text)
