"""Moves between own accounts: found, linked, taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

from sqlalchemy import Connection, func, select

from hub.domain import transfers as domain
from hub.domain.errors import LedgerError
from hub.domain.transfers import CERTAIN, Own, TransferMatch
from hub.services.ledger import TOPICS
from storage import accounts, transactions
from storage import transfers as rows
from storage.tables import transactions as table
from storage.vault import Vault


def link_new(connection: Connection, batch_ids: Sequence[int]) -> dict[int, int]:
    """Link the sure transfers that new batches complete; how many by batch. Part of the import's own write."""
    new = table.c.batch_id.in_(batch_ids)
    first, last = connection.execute(select(func.min(table.c.booked_on), func.max(table.c.booked_on)).where(new)).one()
    if first is None or len(accounts.all_accounts(connection)) < 2:
        return {}
    window = timedelta(days=domain.WINDOW)
    among = {row.id: row.batch_id for row in connection.execute(select(table.c.id, table.c.batch_id).where(new))}
    found = domain.find_transfers(
        rows.movements(connection, first - window, last + window), _own(connection), rows.rejected(connection), among
    )
    counts: Counter[int] = Counter()
    for match in found:
        if match.confidence >= CERTAIN:
            rows.link(connection, (match.out_id, match.in_id), match.confidence, match.why, "found")
            counts.update(among[i] for i in (match.out_id, match.in_id) if i in among)
    return dict(counts)


def proposed(vault: Vault) -> list[TransferMatch]:
    """Pairs that could be transfers and are not linked, surest first."""
    with vault.read() as connection:
        return domain.find_transfers(rows.movements(connection), _own(connection), rows.rejected(connection))


def link(vault: Vault, ids: Sequence[int]) -> int:
    """Make movements one transfer by hand; LedgerError when they are on one account or in one already."""
    with vault.write("link_transfer", values={"count": len(ids)}, topics=TOPICS) as write:
        chosen = transactions.by_ids(write.connection, ids)
        if len({one.account_id for one in chosen}) < 2:
            raise LedgerError("transfer_needs_two_accounts", where={"transaction": ids[0] if ids else None})
        if any(one.transfer_id is not None for one in chosen):
            raise LedgerError("already_in_a_transfer", where={"transaction": ids[0]}, next_step="unlink_first")
        return rows.link(write.connection, ids, 100, "by_hand", "hand")


def unlink(vault: Vault, transfer_id: int) -> None:
    """Take a transfer apart; its pairs are never proposed again."""
    with vault.write("unlink_transfer", values={"transfer": transfer_id}, topics=TOPICS) as write:
        for first, second in combinations(rows.unlink(write.connection, transfer_id), 2):
            rows.reject(write.connection, first, second)


def _own(connection: Connection) -> dict[int, Own]:
    return {one.id: Own(one.name, one.number, one.institution) for one in accounts.all_accounts(connection)}
