"""Rows of transfers: links between the movements of a move between own accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from hub.domain.transaction import EXPECTED
from hub.domain.transfers import Movement
from storage.tables import accounts, rejected_transfers, transfers
from storage.tables import transactions as table


def movements(connection: Connection, first: date | None = None, last: date | None = None) -> list[Movement]:
    """Movements that are in no transfer yet, within days."""
    query = (
        select(
            table.c.id, table.c.account_id, table.c.booked_on, table.c.amount, accounts.c.currency,
            table.c.payee + " " + table.c.description, table.c.counterparty, table.c.original_amount,
            table.c.original_currency,
        )
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(table.c.transfer_id.is_(None) & (table.c.status != EXPECTED) & (table.c.amount != 0))
        .where(~accounts.c.is_archived)
    )  # fmt: skip
    if first is not None:
        query = query.where(table.c.booked_on >= first)
    if last is not None:
        query = query.where(table.c.booked_on <= last)
    return [Movement(*row) for row in connection.execute(query)]


def rejected(connection: Connection) -> set[tuple[int, int]]:
    """Pairs that the person said no to, smaller id first."""
    return {(row.first_id, row.second_id) for row in connection.execute(select(rejected_transfers))}


def link(connection: Connection, ids: Iterable[int], confidence: int, why: str, made_by: str) -> int:
    """Make these movements one transfer; its id."""
    made = int(connection.execute(transfers.insert().values(confidence=confidence, why=why, made_by=made_by)).lastrowid)
    connection.execute(update(table).where(table.c.id.in_(list(ids))).values(transfer_id=made))
    return made


class Found(NamedTuple):
    """A transfer and the ids of its movements, what left first."""

    id: int
    confidence: int
    why: str
    made_by: str
    ids: tuple[int, ...]


def newest(connection: Connection, limit: int) -> list[Found]:
    """The newest transfers first."""
    query = select(transfers).order_by(transfers.c.id.desc()).limit(limit)
    found = connection.execute(query).all()
    own = table.c.transfer_id.in_([row.id for row in found])
    members: dict[int, list[int]] = {}
    for transfer_id, at in connection.execute(
        select(table.c.transfer_id, table.c.id).where(own).order_by(table.c.amount, table.c.id)
    ):
        members.setdefault(transfer_id, []).append(at)
    return [Found(row.id, row.confidence, row.why, row.made_by, tuple(members.get(row.id, ()))) for row in found]


def unlink(connection: Connection, transfer_id: int) -> list[int]:
    """Take a transfer apart; the ids that were in it."""
    ids = list(connection.execute(select(table.c.id).where(table.c.transfer_id == transfer_id)).scalars())
    connection.execute(update(table).where(table.c.id.in_(ids)).values(transfer_id=None))
    connection.execute(delete(transfers).where(transfers.c.id == transfer_id))
    return ids


@contextmanager
def none_left_alone(connection: Connection, going: ColumnElement[bool]) -> Iterator[None]:
    """Transfers of rows that go inside are taken apart when fewer than two of their rows stay.

    going: a condition on transactions.
    """
    chosen = select(table.c.transfer_id).where(going & table.c.transfer_id.is_not(None)).distinct()
    touched = list(connection.execute(chosen).scalars())
    yield
    left = select(func.count()).where(table.c.transfer_id == transfers.c.id).scalar_subquery()
    for start in range(0, len(touched), 500):
        some = transfers.c.id.in_(touched[start : start + 500])
        connection.execute(delete(transfers).where(some & (left < 2)))


def reject(connection: Connection, first_id: int, second_id: int) -> None:
    """Never propose this pair again."""
    low, high = sorted((first_id, second_id))
    connection.execute(rejected_transfers.insert().prefix_with("OR IGNORE").values(first_id=low, second_id=high))
