"""What each month did to each account, kept until a write to that month; and kept back-tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from storage import derived, exact
from storage.derived_tables import TOTAL

Days = list[tuple[int, int]]
Moves = list[tuple[int, int, int]]

_APART = 3
"""Months between two missing ones up to which one pass over both is cheaper than a pass over each."""
_DAYS = f"""
    SELECT t.booked_on, {exact.SUM.format("t.amount")} FROM transactions t INDEXED BY ix_transactions_account
    WHERE t.account_id = ?1 AND t.booked_on BETWEEN ?2 AND ?3 AND t.transfer_id IS NULL AND t.status <> 'expected'
    GROUP BY t.booked_on"""  # noqa: S608 - constants only
_MOVES = """
    SELECT t.account_id, t.booked_on, t.amount, t.transfer_id FROM transactions t INDEXED BY ix_transactions_account
    WHERE t.account_id = ?1 AND t.booked_on BETWEEN ?2 AND ?3 AND t.transfer_id IS NOT NULL AND t.status <> 'expected'
    ORDER BY t.id"""


class Flow(NamedTuple):
    """An account's days as (ordinal, sum without moves) and its moves as (ordinal, amount, transfer); minor units."""

    days: Days
    moves: Moves


def read(connection: Connection, account_ids: Iterable[int], first: str, last: str) -> dict[int, Flow]:
    """The kept flows by account between two months ("2026-03")."""
    found = {}
    for account_id in account_ids:
        rows = connection.exec_driver_sql(
            "SELECT days, moved FROM derived_flows WHERE account_id = ? AND month BETWEEN ? AND ? ORDER BY month",
            (account_id, first, last),
        ).all()
        days: Days = [(on, amount) for row in rows for on, amount in json.loads(row[0])]
        moves: Moves = [(on, amount, number) for row in rows for on, amount, number in json.loads(row[1])]
        found[account_id] = Flow(days, moves)
    return found


def fill(connection: Connection, lost: Iterable[tuple[int, str]]) -> None:
    """Work out the flows of (account, month) and keep them."""
    months: dict[int, list[str]] = {}
    for account_id, month in lost:
        months.setdefault(account_id, []).append(month)
    for account_id, these in months.items():
        _fill(connection, account_id, these)


def missing(connection: Connection, first: str, last: str) -> list[tuple[int, str]]:
    """(account, month) that have transactions and are not kept."""
    derived.settle_months(connection)
    rows = connection.exec_driver_sql(
        """SELECT account_id, month FROM derived_months WHERE kind = ? AND month BETWEEN ? AND ?
           EXCEPT SELECT account_id, month FROM derived_flows""",
        (TOTAL, first, last),
    )
    return [(row[0], row[1]) for row in rows]


def backtests(connection: Connection) -> dict[tuple[str, str], str]:
    """The kept back-tests by the accounts that belong together and the digest of what they are made of."""
    rows = connection.exec_driver_sql("SELECT accounts, stamp, content FROM derived_backtests")
    return {(accounts, stamp): content for accounts, stamp, content in rows}


def keep_backtests(connection: Connection, made: Sequence[tuple[str, str, str]]) -> None:
    """Keep back-tests as (accounts, digest, content), each instead of what its accounts had."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO derived_backtests (accounts, stamp, content) VALUES (?, ?, ?)", list(made)
    )


def _fill(connection: Connection, account_id: int, months: list[str]) -> None:
    days: dict[str, Days] = {month: [] for month in months}
    moves: dict[str, Moves] = {month: [] for month in months}
    for first, last in _spans(sorted(months)):
        between = (account_id, f"{first}-01", f"{last}-31")
        for on, high, low in connection.exec_driver_sql(_DAYS, between):
            days.get(on[:7], []).append((date.fromisoformat(on).toordinal(), exact.whole(high, low)))
        for _account, on, amount, number in connection.exec_driver_sql(_MOVES, between):
            moves.get(on[:7], []).append((date.fromisoformat(on).toordinal(), amount, number))
    rows = [(account_id, month, _text(days[month]), _text(moves[month])) for month in months]
    connection.exec_driver_sql("INSERT OR REPLACE INTO derived_flows VALUES (?, ?, ?, ?)", rows)


def _spans(months: list[str]) -> list[tuple[str, str]]:
    """Months in ascending order as runs (first, last) without long gaps."""
    found: list[tuple[str, str]] = []
    for month in months:
        if found and _number(month) - _number(found[-1][1]) <= _APART:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return found


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:])


def _text(rows: Days | Moves) -> str:
    return json.dumps(rows, separators=(",", ":"))
