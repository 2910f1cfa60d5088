"""Today: what is free to spend, what the next days bring, and what is worth doing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from hub.domain.account import Position
from hub.domain.bill import Bill
from hub.domain.forecast import DayAhead, FreeToSpend, free_to_spend, lowest, next_days
from hub.services import bills
from storage import accounts, monthly, settings
from storage.vault import Vault

STRIP_DAYS = 7
LEAST_AHEAD = 62
"""Days in which bills are looked for, so that the next income is among them."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for a decision: transactions without a category, and late bills."""

    uncategorised: int
    late_bills: int


@dataclass(frozen=True, slots=True)
class Today:
    """All that the screen shows. main: the account of the strip (the spendable one with most bookings), its days ahead
    and the lowest of them; None without accounts."""

    day: date
    positions: tuple[Position, ...]
    free: FreeToSpend
    main: Position | None
    ahead: tuple[DayAhead, ...]
    lowest: DayAhead | None
    overview: bills.Overview
    inbox: Inbox
    spent_this_month: int
    spent_last_month: int


def look(vault: Vault, day: date, days: int = STRIP_DAYS, *, at_once: bool = False) -> Today:
    """The state of things on a day, in the home currency. days: how many `ahead` shows; at_once: see `bills`."""
    overview = bills.overview(vault, day, ahead=max(days, LEAST_AHEAD), at_once=at_once)
    with vault.read() as connection:
        chosen = settings.load(connection)
        positions = tuple(p for p in accounts.positions(connection) if not p.account.is_archived)
        inbox = Inbox(_uncategorised(connection), len(overview.of_state("late")))
        month = day.replace(day=1)
        before = (month - timedelta(days=1)).replace(day=1)
        same_day = min(before + timedelta(days=day.day - 1), month - timedelta(days=1))
        this_month = _spent(connection, month, day, chosen.home_currency)
        last_month = _spent(connection, before, same_day, chosen.home_currency)
    coming = [*overview.bills, *overview.expected_income]
    main = _main(positions, chosen.home_currency)
    ahead = () if main is None else next_days(main.balance, _drawn_on(main, coming), day, days)
    return Today(
        day,
        positions,
        free_to_spend(positions, coming, day, chosen.buffer, chosen.home_currency),
        main,
        ahead,
        lowest(ahead),
        overview,
        inbox,
        this_month,
        last_month,
    )


def _main(positions: tuple[Position, ...], currency: str) -> Position | None:
    fitting = [one for one in positions if one.account.kind == "current" and one.account.currency == currency]
    return max(fitting, key=lambda one: (one.transactions, -one.account.id), default=None)


def _drawn_on(main: Position, coming: list[Bill]) -> list[Bill]:
    return [bill for bill in coming if bill.account_id in (main.account.id, None)]


def _uncategorised(connection: Connection) -> int:
    """How many rows a person still has to sort."""
    count, _total = monthly.uncategorised(connection)
    return count


def _spent(connection: Connection, first: date, last: date, currency: str) -> int:
    """Money out between two days without transfers, minor units, positive."""
    return -monthly.money_out(connection, first, last, currency)
