"""What is free to spend until the next income, and the balance day by day.

Exact integers of minor units in one currency; what is known (bills, income), no model of variable spending.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.account import SPENDABLE, Position
from hub.domain.bill import DUE, EXPECTED, LATE, Bill

OPEN = frozenset({EXPECTED, DUE, LATE})
"""States of a bill that is still to be paid."""

HORIZON = 30
"""Days looked ahead when no income is known."""


@dataclass(frozen=True, slots=True)
class FreeToSpend:
    """in_reach − owed_on_cards − bills_before − buffer = free, all minor units of one currency.

    in_reach: current accounts, wallets, cash, and cards with credit on them. bills: those counted, by due day.
    until: day of the next income, or the end of the horizon when income is None; days: from today to it, at least
    1. per_day: free by days, rounded down; 0 when nothing is free.
    """

    in_reach: int
    owed_on_cards: int
    bills_before: int
    buffer: int
    free: int
    per_day: int
    days: int
    until: date
    currency: str
    income: Bill | None
    bills: tuple[Bill, ...]


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day with its bills and incomes, and the balance at its end (minor units)."""

    on: date
    bills: tuple[Bill, ...]
    balance: int


def next_income(bills: Iterable[Bill], today: date, currency: str) -> Bill | None:
    """The next main income after today: the earliest that is at least half of the largest one expected."""
    incomes = [
        bill
        for bill in bills
        if bill.amount > 0 and bill.state in OPEN and bill.due_on > today and bill.currency == currency
    ]
    largest = max((bill.amount for bill in incomes), default=0)
    return min((bill for bill in incomes if 2 * bill.amount >= largest), key=lambda bill: bill.due_on, default=None)


def free_to_spend(
    positions: Iterable[Position], bills: Iterable[Bill], today: date, buffer: int, currency: str
) -> FreeToSpend:
    """What may be spent until the next income without touching bills, cards owed, or the buffer.

    Accounts and bills in other currencies and archived accounts are left out. Late bills count; income before the
    next main one does not.
    """
    known = list(bills)
    here = [one for one in positions if one.account.currency == currency and not one.account.is_archived]
    in_reach = sum(one.balance for one in here if one.account.kind in SPENDABLE)
    cards = [one.balance for one in here if one.account.kind == "card"]
    in_reach += sum(balance for balance in cards if balance > 0)
    owed = -sum(balance for balance in cards if balance < 0)
    income = next_income(known, today, currency)
    until = income.due_on if income else today + timedelta(HORIZON)
    counted = [
        bill
        for bill in sorted(known, key=lambda bill: bill.due_on)
        if bill.amount < 0 and bill.state in OPEN and bill.due_on < until and bill.currency == currency
    ]
    to_pay = -sum(bill.amount for bill in counted)
    free = in_reach - owed - to_pay - buffer
    days = max((until - today).days, 1)
    return FreeToSpend(
        in_reach, owed, to_pay, buffer, free, max(free, 0) // days, days, until, currency, income, tuple(counted)
    )


def next_days(balance: int, bills: Iterable[Bill], today: date, days: int = 7) -> tuple[DayAhead, ...]:
    """The balance at the end of each day from today; late bills weigh on today.

    balance: now, minor units. bills: those that are drawn on what the balance is of.
    """
    by_day: dict[date, list[Bill]] = {}
    for bill in bills:
        if bill.state in OPEN:
            by_day.setdefault(max(bill.due_on, today), []).append(bill)
    ahead = []
    for number in range(days):
        on = today + timedelta(number)
        due = tuple(sorted(by_day.get(on, ()), key=lambda bill: (bill.amount, bill.biller)))
        balance += sum(bill.amount for bill in due)
        ahead.append(DayAhead(on, due, balance))
    return tuple(ahead)


def lowest(ahead: Iterable[DayAhead]) -> DayAhead | None:
    """The first day with the lowest balance."""
    return min(ahead, key=lambda day: (day.balance, day.on), default=None)
