"""Transfers that wait for a yes, chains that count twice, and what is linked. Runs on workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.domain.transaction import Transaction
from hub.services import accounts, ledger, transfers
from hub.services.transfers import Linked
from hub.services.vaults import Vault


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one move (kind "pair"), or one purchase told by a wallet and by what paid it ("chain")."""

    kind: str
    first: Transaction
    second: Transaction
    confidence: int
    why: str

    @property
    def key(self) -> tuple[str, int, int]:
        """What tells it apart."""
        return self.kind, self.first.id, self.second.id


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows. names: of accounts by id."""

    pairs: tuple[Pair, ...]
    linked: tuple[Linked, ...]
    names: dict[int, str]
    today: date


def read(vault: Vault, today: date) -> Shown:
    """Everything for one look."""
    proposed = [("pair", one.out_id, one.in_id, one.confidence, one.why) for one in transfers.proposed(vault)]
    proposed += [
        ("chain", one.purchase_id, one.source_id, one.confidence, one.why) for one in transfers.fundings(vault)
    ]
    ids = [at for one in proposed for at in one[1:3]]
    rows = {one.id: one for one in ledger.load(vault, ids)}
    pairs = tuple(
        Pair(kind, rows[first], rows[second], sure, why)
        for kind, first, second, sure, why in proposed
        if first in rows and second in rows
    )
    names = {one.account.id: one.account.name for one in accounts.positions(vault)}
    return Shown(pairs, tuple(transfers.linked(vault)), names, today)
