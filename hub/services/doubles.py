"""The inbox of possible duplicates: an import added a row that may be one that was there; a person decides, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from hub.domain import matching
from hub.domain.errors import LedgerError
from hub.domain.marks import Mark, places_of
from hub.domain.transaction import EXPECTED, Transaction
from hub.services.ledger import TOPICS
from storage import doubles, transactions
from storage.doubles import Pair
from storage.search import folded_text
from storage.vault import Vault

WHYS = frozenset({"possible_duplicate", "possible_match"})


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one. known was there before; new came with an import. why: code of the mark."""

    known: Transaction
    new: Transaction
    why: str


def keep(connection: Connection, batch_id: int, marks: Sequence[Mark], taken: Sequence[bool]) -> None:
    """Remember the doubtful lines that a batch added, as part of the import's own write."""
    doubtful = [
        (mark.id, mark.key, mark.why)
        for mark in (marks[at] for at in places_of(marks, matching.NEW, WHYS) if taken[at])
        if mark.id is not None
    ]
    doubles.keep(connection, batch_id, doubtful)


def waiting(vault: Vault) -> list[Double]:
    """The pairs that nobody decided about, newest first."""
    with vault.read() as connection:
        pairs = doubles.open_pairs(connection)
        rows = {one.id: one for one in transactions.by_ids(connection, _ids(pairs))}
    return [Double(rows[one.known_id], rows[one.new_id], one.why) for one in pairs if {*one[:2]} <= set(rows)]


def count(vault: Vault) -> int:
    """How many pairs wait."""
    with vault.read() as connection:
        return doubles.count(connection)


def are_same(vault: Vault, known_id: int, new_id: int) -> None:
    """They are one: the row that was there stays with its words, and the other goes; its file brings it no more.

    A row that was typed or expected takes over what the bank says of it. LedgerError "no_such_double".
    """
    with vault.write("join_doubles", values={"count": 1}, topics=TOPICS) as write:
        known, new = _pair(write.connection, known_id, new_id)
        transactions.remove(write.connection, [new.id])
        if known.batch_id is None or known.status == EXPECTED:
            transactions.change(
                write.connection,
                [known.id],
                booked_on=new.booked_on,
                value_on=new.value_on,
                amount=new.amount,
                description=new.description,
                status=new.status,
                folded=folded_text(known.payee, new.description, known.notes),
            )


def are_different(vault: Vault, known_id: int, new_id: int) -> None:
    """They are two; the pair is not asked about again. LedgerError "no_such_double"."""
    with vault.write("part_doubles", values={"count": 1}, topics=TOPICS) as write:
        _pair(write.connection, known_id, new_id)
        doubles.settle(write.connection, known_id, new_id)


def _pair(connection: Connection, known_id: int, new_id: int) -> tuple[Transaction, Transaction]:
    is_open = any(pair[:2] == (known_id, new_id) for pair in doubles.open_pairs(connection))
    known, new = transactions.get(connection, known_id), transactions.get(connection, new_id)
    if not is_open or known is None or new is None:
        raise LedgerError("no_such_double", where={"transaction": new_id})
    return known, new


def _ids(pairs: Sequence[Pair]) -> list[int]:
    return sorted({one for pair in pairs for one in pair[:2]})
