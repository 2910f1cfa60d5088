"""Net worth over time: every account at the end of each month, in the home currency at that day's rates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.domain.account import POINTS, Account
from hub.domain.holdings import Price, Security, Trade, held
from hub.domain.period import Month
from hub.services import rates
from storage import accounts, holdings, settings, sums
from storage import rates as rate_rows
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Worth:
    """What all accounts come to at the end of a day. total: minor units of the home currency, without `missing`:
    currencies that no rate was known for that day. owed: the part of it below zero, as a negative number."""

    on: date
    total: int
    owed: int
    missing: tuple[str, ...]


def over_time(vault: Vault, today: date, months: int = 12) -> list[Worth]:
    """The ends of so many months before this one, and today; points are no money and are left out."""
    with vault.read() as connection:
        home = settings.load(connection).home_currency
        known = [one for one in accounts.all_accounts(connection) if one.currency != POINTS]
        monthly = sums.by_month(connection)
        now = {one.account.id: one.balance for one in accounts.positions(connection)}
        first = Month.of(today).plus(-months)
        days = [first.plus(at).last for at in range(months)] + [today]
        tables = [rate_rows.rates_on(connection, day) for day in days]
        invested = _Invested(
            holdings.trades_of(connection), holdings.all_prices(connection), holdings.all_securities(connection)
        )
    moved: dict[int, dict[str, int]] = defaultdict(dict)
    for account_id, month, total in monthly:
        moved[account_id][month] = total
    found = []
    for day, table in zip(days, tables, strict=True):
        reference = rates.per_home(table, home)
        balances = [
            (one, now[one.id] if day == today else _balance(one, moved[one.id], day))
            for one in known
            if _is_open(one, day)
        ]
        found.append(_worth(day, balances, invested, home, reference))
    return found


def _is_open(account: Account, day: date) -> bool:
    return account.opened_on is None or account.opened_on <= day


def _balance(account: Account, moved: dict[str, int], month_end: date) -> int:
    last = f"{month_end:%Y-%m}"
    return account.opening + sum(total for month, total in moved.items() if month <= last)


def _worth(
    day: date, balances: list[tuple[Account, int]], invested: _Invested, home: str, reference: dict[str, Decimal]
) -> Worth:
    total, owed, missing = 0, 0, set()
    for account, balance in balances:
        value = balance + invested.value(account, day)
        converted = rates.convert(value, account.currency, home, reference)
        if converted is None:
            missing.add(account.currency)
            continue
        total += converted
        owed += min(0, converted)
    return Worth(day, total, owed, tuple(sorted(missing)))


class _Invested:
    """What the securities of an account were worth on a day."""

    def __init__(self, trades: list[Trade], prices: list[Price], securities: list[Security]) -> None:
        self._trades, self._prices, self._securities = trades, prices, securities

    def value(self, account: Account, day: date) -> int:
        """Minor units of the account's currency; what has no price or another currency is left out."""
        trades = [one for one in self._trades if one.account_id == account.id and one.day <= day]
        if not trades:
            return 0
        newest = {one.security_id: one for one in self._prices if one.day <= day}  # oldest first: the last one stays
        found = held(self._securities, trades, newest, account.costing)
        return sum(one.value or 0 for one in found if one.security.currency == account.currency)
