"""Reconciling: tick what a statement lists until its closing balance is met, and keep that it was."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.account import Account
from hub.domain.errors import LedgerError
from hub.domain.transaction import BOOKED, RECONCILED, Transaction
from hub.services import accounts
from hub.services.ledger import TOPICS
from storage import accounts as account_rows
from storage import reconciliations as rows
from storage import sums, transactions
from storage.reconciliations import Met
from storage.vault import Vault

__all__ = ["LATE", "Broken", "Met", "Sheet", "broken", "finish", "guarded", "history", "reopen", "sheet"]

LATE = 10
"""Days after the closing day whose rows are shown as well: they may belong to the next statement."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What can be ticked. before: opening and all that is reconciled; minor units. closing: what the last file of the
    account says, with its day, None when none does."""

    account: Account
    before: int
    rows: tuple[Transaction, ...]
    closing: tuple[date, int] | None
    last: Met | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A reconciliation that no longer holds: rows that had met it were edited or deleted."""

    account: Account
    met: Met

    @property
    def off(self) -> int:
        """What its rows come to now, less what they came to, minor units; zero when only days were edited."""
        return self.met.now - self.met.then


def sheet(vault: Vault, account_id: int, closing_on: date) -> Sheet:
    """The open rows of an account up to a few days after a statement's closing day, oldest first."""
    account = accounts.get(vault, account_id)
    with vault.read() as connection:
        found = transactions.where(connection, rows.open_until(account_id, closing_on + timedelta(days=LATE)))
        before = account.opening + rows.settled(connection, account_id)
        past = rows.history(connection, account_id)
        said = sums.last_closing(connection, account_id)
    return Sheet(account, before, tuple(found), said, past[-1] if past else None)


def finish(vault: Vault, account_id: int, closing_on: date, closing: int, ids: Collection[int], today: date) -> int:
    """Mark these rows as reconciled with a statement; the reconciliation's id.

    closing: minor units. LedgerError "does_not_reconcile" with the difference when they don't come to it.
    """
    account = accounts.get(vault, account_id)
    with vault.write("reconcile", values={"account": account.name}, topics=TOPICS) as write:
        chosen = [one for one in transactions.by_ids(write.connection, list(ids)) if one.account_id == account_id]
        total = sum(one.amount for one in chosen)
        reached = account.opening + rows.settled(write.connection, account_id) + total
        if reached != closing or any(one.status == RECONCILED for one in chosen):
            raise LedgerError(
                "does_not_reconcile", where={"account": account.name}, currency=account.currency,
                difference=closing - reached,
            )  # fmt: skip
        made = rows.insert(
            write.connection, account_id=account_id, closing_on=closing_on, closing=closing, made_on=today, total=total
        )
        rows.mark(write.connection, made, ((one.id, one.amount, one.booked_on) for one in chosen))
        transactions.change(write.connection, [one.id for one in chosen], status=RECONCILED)
    return made


def reopen(vault: Vault, account_id: int) -> Met:
    """Take the newest reconciliation of an account back: its rows are open again; LedgerError when there is none."""
    account = accounts.get(vault, account_id)
    with vault.write("reopen", values={"account": account.name}, topics=TOPICS) as write:
        past = rows.history(write.connection, account_id)
        if not past:
            raise LedgerError("nothing_reconciled", where={"account": account.name})
        transactions.change(write.connection, rows.release(write.connection, past[-1].id), status=BOOKED)
    return past[-1]


def history(vault: Vault, account_id: int) -> list[Met]:
    """What was reconciled of an account, newest first."""
    with vault.read() as connection:
        return rows.history(connection, account_id)[::-1]


def broken(vault: Vault) -> list[Broken]:
    """The reconciliations that no longer hold because a row was edited or deleted since, oldest first."""
    with vault.read() as connection:
        past = rows.history(connection)
        known = {one.id: one for one in account_rows.all_accounts(connection)}
    return [Broken(known[met.account_id], met) for met in past if met.changed or met.now != met.then]


def guarded(vault: Vault, ids: Sequence[int]) -> dict[int, date]:
    """By transaction id the closing day of the statement it met: what to warn of before it is edited."""
    with vault.read() as connection:
        return rows.days_of(connection, ids)
