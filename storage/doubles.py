"""Rows of pairs that may be one transaction: a row that was there, and one that an import added all the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from storage.tables import doubles
from storage.tables import transactions as table


class Pair(NamedTuple):
    """known_id was there before, new_id came with an import; why: code of the mark."""

    known_id: int
    new_id: int
    why: str


def keep(connection: Connection, batch_id: int, wanted: Iterable[tuple[int, str, str]]) -> None:
    """Remember pairs. wanted: (known row, fingerprint of the batch's row, why)."""
    for known_id, key, why in wanted:
        if connection.execute(select(table.c.id).where(table.c.id == known_id)).first() is None:
            continue  # a row of a file that came in with this one
        new = select(table.c.id).where(table.c.batch_id == batch_id, table.c.key == key)
        new_id = connection.execute(new).scalar()
        if new_id is not None:
            row = doubles.insert().prefix_with("OR IGNORE")
            connection.execute(row.values(known_id=known_id, new_id=new_id, why=why))


def open_pairs(connection: Connection) -> list[Pair]:
    """The pairs that nobody decided about, newest first."""
    query = select(doubles).where(~doubles.c.is_settled).order_by(doubles.c.new_id.desc())
    return [Pair(row.known_id, row.new_id, row.why) for row in connection.execute(query)]


def count(connection: Connection) -> int:
    """How many pairs nobody decided about."""
    return int(connection.execute(select(func.count()).where(~doubles.c.is_settled)).scalar_one())


def settle(connection: Connection, known_id: int, new_id: int) -> None:
    """They are two; the pair is not asked about again."""
    pair = (doubles.c.known_id == known_id) & (doubles.c.new_id == new_id)
    connection.execute(update(doubles).where(pair).values(is_settled=True))
