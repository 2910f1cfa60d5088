"""Where a balance comes from: what it opened with, every file and its rows, what was typed, the rate of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.domain.account import Account
from hub.services import accounts, holdings, rates
from hub.services.rates import DatedRate
from storage import settings, sums
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one origin. file: its name, "" for what was typed. total: minor units. batch: of the import."""

    file: str
    rows: int
    total: int
    batch: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A balance and all that adds up to it: opening + sources + securities = balance, minor units.

    rate: of its currency to the home currency, None where none is needed or known. worth: in the home currency.
    """

    account: Account
    opening: int
    sources: tuple[Source, ...]
    securities: int
    home: str
    rate: DatedRate | None
    worth: int | None

    @property
    def balance(self) -> int:
        """The sum of it all."""
        return self.opening + sum(one.total for one in self.sources) + self.securities


def balance(vault: Vault, account_id: int, today: date) -> Origin:
    """The origin of an account's balance."""
    account = accounts.get(vault, account_id)
    with vault.read() as connection:
        found = tuple(Source(*row) for row in sums.by_source(connection, account_id))
        home = settings.load(connection).home_currency
    securities = holdings.portfolio(vault, account_id, today).value if account.kind == "investment" else 0
    known = rates.dated(vault, home, today)
    total = account.opening + sum(one.total for one in found) + securities
    worth = rates.convert(total, account.currency, home, {code: one.rate for code, one in known.items()})
    rate = known.get(account.currency) if account.currency != home else None
    return Origin(account, account.opening, found, securities, home, rate, worth)
