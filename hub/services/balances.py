"""The course of an account's balance, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from hub.domain.errors import LedgerError
from hub.domain.transaction import EXPECTED
from storage import accounts, exact, sums
from storage.tables import transactions as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The balance at the end of a day, minor units."""

    on: date
    balance: int


def course(vault: Vault, account_id: int, first: date, last: date) -> list[DayEnd]:
    """The balance on the first day, after each day with bookings, and on the last; LedgerError without the account.

    Balance = opening + all transactions that are not merely expected, as in the account's position.
    """
    booked = (table.c.account_id == account_id) & (table.c.status != EXPECTED)
    with vault.read() as connection:
        account = accounts.account(connection, account_id)
        if account is None:
            raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
        balance = account.opening + sums.until(connection, account_id, first - timedelta(days=1))
        by_day = (
            select(table.c.booked_on, *exact.halves(table.c.amount))
            .where(booked & table.c.booked_on.between(first, last))
            .group_by(table.c.booked_on)
            .order_by(table.c.booked_on)
        )
        days = connection.execute(by_day).all()
    found = [] if days and days[0][0] == first else [DayEnd(first, balance)]
    for on, high, low in days:
        balance += exact.whole(high, low)
        found.append(DayEnd(on, balance))
    if found[-1].on < last:
        found.append(DayEnd(last, balance))
    return found
