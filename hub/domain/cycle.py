"""The statement cycle of a card: which statement is to be paid next, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.account import Account, statement_end
from hub.domain.period import add_months


@dataclass(frozen=True, slots=True)
class Cycle:
    """A statement: closes_on is its last day; due_on the day its balance has to be paid, None when it is not known.

    is_closed: its last day is over, nothing is added to it any more.
    """

    closes_on: date
    due_on: date | None
    is_closed: bool


def cycle(account: Account, today: date) -> Cycle | None:
    """The statement that concerns a person on a day: the closed one until it is due, then the running one.

    None without a statement day.
    """
    end = statement_end(account, today)
    if end is None:
        return None
    if account.due_days is None:
        return Cycle(end, None, is_closed=False)
    before = add_months(end, -1, account.statement_day)
    due_on = before + timedelta(days=account.due_days)
    if due_on >= today:
        return Cycle(before, due_on, is_closed=True)
    return Cycle(end, end + timedelta(days=account.due_days), is_closed=False)
