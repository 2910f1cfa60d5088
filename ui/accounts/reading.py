"""What the accounts screen shows, read from the vault. Runs on workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.account import KINDS, Account, Position
from hub.services import accounts, balances
from hub.services.accounts import Standing
from hub.services.balances import DayEnd
from hub.services.vaults import Vault

COURSE_DAYS = 365
"""Days of the course of a balance."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the person stands, and the archived accounts, which the list keeps apart."""

    standing: Standing
    archived: tuple[Position, ...]
    today: date

    @property
    def positions(self) -> tuple[Position, ...]:
        """All accounts, archived ones last."""
        return (*self.standing.positions, *self.archived)

    def groups(self) -> list[tuple[str, list[Position]]]:
        """The accounts in use by kind, in the order of kinds."""
        found = [(kind, [one for one in self.standing.positions if one.account.kind == kind]) for kind in KINDS]
        return [(kind, held) for kind, held in found if held]

    def find(self, account_id: object) -> Position | None:
        """The account with this id."""
        return next((one for one in self.positions if one.account.id == account_id), None)

    def name_of(self, account_id: int | None) -> str:
        """The name of an account, "" for none."""
        found = self.find(account_id)
        return "" if found is None else found.account.name


def read(vault: Vault, today: date) -> Shown:
    """Everything for one look."""
    standing = accounts.standing(vault, today)
    archived = tuple(one for one in accounts.positions(vault) if one.account.is_archived)
    return Shown(standing, archived, today)


def course(vault: Vault, account: Account, today: date) -> list[DayEnd]:
    """The balance of the last year, or since the account was opened."""
    first = today - timedelta(days=COURSE_DAYS)
    if account.opened_on is not None:
        first = min(max(first, account.opened_on), today)
    return balances.course(vault, account.id, first, today)
