"""Rows of reconciliations: which statement was met, and by which transactions as they were then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select

from hub.domain.transaction import EXPECTED, RECONCILED
from storage import exact
from storage.listed import listed
from storage.tables import reconciled, reconciliations
from storage.tables import transactions as table


@dataclass(frozen=True, slots=True)
class Met:
    """A statement that was met. rows: its transactions that are still there; changed: ids of those edited since.

    closing: minor units. then, now: what its rows came to, and what they come to.
    """

    id: int
    account_id: int
    closing_on: date
    closing: int
    made_on: date
    then: int
    rows: int
    now: int
    changed: tuple[int, ...]


def history(connection: Connection, account_id: int | None = None) -> list[Met]:
    """What was reconciled, oldest first."""
    query = select(reconciliations).order_by(reconciliations.c.closing_on, reconciliations.c.id)
    if account_id is not None:
        query = query.where(reconciliations.c.account_id == account_id)
    found = connection.execute(query).all()
    joined = reconciled.join(table, table.c.id == reconciled.c.transaction_id)
    of = reconciled.c.reconciliation_id
    sums = select(of, func.count(), *exact.halves(table.c.amount)).select_from(joined).group_by(of)
    by_id = {row[0]: (row[1], exact.whole(row[2], row[3])) for row in connection.execute(sums)}
    edited: dict[int, list[int]] = {}
    for reconciliation_id, transaction_id in connection.execute(
        select(of, table.c.id).select_from(joined).where(_is_edited())
    ):
        edited.setdefault(reconciliation_id, []).append(transaction_id)
    made = []
    for row in found:
        count, now = by_id.get(row.id, (0, 0))
        own = (row.id, row.account_id, row.closing_on, row.closing, row.made_on)
        made.append(Met(*own, row.total, count, now, tuple(edited.get(row.id, ()))))
    return made


def insert(connection: Connection, **values: Any) -> int:
    """A new reconciliation; its id. values: the columns of the table."""
    return int(connection.execute(reconciliations.insert().values(**values)).lastrowid)


def mark(connection: Connection, reconciliation_id: int, rows: Iterable[tuple[int, int, date]]) -> None:
    """Keep (id, amount, day) of the transactions that met the statement."""
    values = [
        {"transaction_id": at, "reconciliation_id": reconciliation_id, "amount": amount, "booked_on": on}
        for at, amount, on in rows
    ]
    if values:
        connection.execute(reconciled.insert(), values)


def days_of(connection: Connection, transaction_ids: Iterable[int]) -> dict[int, date]:
    """By transaction id the closing day of the statement that it met."""
    joined = reconciled.join(reconciliations, reconciliations.c.id == reconciled.c.reconciliation_id)
    query = select(reconciled.c.transaction_id, reconciliations.c.closing_on).select_from(joined)
    return {row[0]: row[1] for row in connection.execute(query.where(_among(transaction_ids)))}


def release(connection: Connection, reconciliation_id: int) -> list[int]:
    """Forget a reconciliation; the ids that had met it."""
    own = reconciled.c.reconciliation_id == reconciliation_id
    ids = list(connection.execute(select(reconciled.c.transaction_id).where(own)).scalars())
    connection.execute(delete(reconciliations).where(reconciliations.c.id == reconciliation_id))
    return ids


def settled(connection: Connection, account_id: int) -> int:
    """The sum of an account's reconciled transactions, minor units."""
    mine = (table.c.account_id == account_id) & (table.c.status == RECONCILED)
    return exact.whole(*connection.execute(select(*exact.halves(table.c.amount)).where(mine)).one())


def open_until(account_id: int, until: date) -> ColumnElement[bool]:
    """Transactions of an account that are booked, not reconciled, and not after a day."""
    states = table.c.status.not_in([RECONCILED, EXPECTED])
    return (table.c.account_id == account_id) & states & (table.c.booked_on <= until)


def _is_edited() -> Any:
    return (table.c.amount != reconciled.c.amount) | (table.c.booked_on != reconciled.c.booked_on)


def _among(ids: Iterable[int]) -> ColumnElement[bool]:
    return reconciled.c.transaction_id.in_(listed(ids))
