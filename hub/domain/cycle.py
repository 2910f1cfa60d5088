"""The statement cycles of a card: what each came to, when it is due, and which is to be paid next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hub.domain.account import Account, statement_end
from hub.domain.money import to_decimal, to_minor
from hub.domain.period import add_months, clamp_day


@dataclass(frozen=True, slots=True)
class Cycle:
    """A statement: closes_on is its last day; due_on the day its balance has to be paid, None when it is not known.

    is_closed: its last day is over, nothing is added to it any more.
    """

    closes_on: date
    due_on: date | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class CardStatement:
    """A cycle with its figures, minor units; owed and minimum are positive.

    opens_on: first day. owed: balance when it closed (now, for the running one). minimum: least payment, None when
    its terms are not known. paid: what came in from its closing until the next one's.
    What is left then stands in the next one as well.
    """

    opens_on: date
    closes_on: date
    due_on: date | None
    is_closed: bool
    owed: int
    minimum: int | None
    paid: int

    @property
    def left(self) -> int:
        """What is still to be paid of it, never below zero."""
        return max(0, self.owed - self.paid)


def due_on(account: Account, closes_on: date) -> date | None:
    """The day a statement has to be paid: the first due day after it closes, or so many days after."""
    if account.due_day is not None:
        same = clamp_day(closes_on.year, closes_on.month, account.due_day)
        return same if same > closes_on else add_months(closes_on, 1, account.due_day)
    return None if account.due_days is None else closes_on + timedelta(days=account.due_days)


def cycle(account: Account, today: date) -> Cycle | None:
    """The statement that concerns a person on a day: the closed one until it is due, then the running one.

    None without a statement day.
    """
    end = statement_end(account, today)
    if end is None:
        return None
    before = add_months(end, -1, account.statement_day)
    due_before = due_on(account, before)
    if due_before is not None and due_before >= today:
        return Cycle(before, due_before, is_closed=True)
    return Cycle(end, due_on(account, end), is_closed=False)


def minimum_of(account: Account, owed: int) -> int | None:
    """The least payment of a statement: its share of what is owed, at least the floor, at most all; None unknown."""
    if account.minimum_rate is None and account.minimum_floor is None:
        return None
    share = to_minor(to_decimal(owed, account.currency) * (account.minimum_rate or Decimal(0)), account.currency)
    return min(owed, max(share, account.minimum_floor or 0))


def statements(
    account: Account,
    today: date,
    balance_on: Callable[[date], int],
    received: Callable[[date, date], int],
    count: int = 6,
) -> list[CardStatement]:
    """The running cycle and those before it, newest first; empty without a statement day.

    balance_on(day): balance at its end. received(first, last): what came in within days, both included.
    """
    end = statement_end(account, today)
    if end is None:
        return []
    found = []
    for back in range(count):
        closes = add_months(end, -back, account.statement_day)
        opens = add_months(closes, -1, account.statement_day) + timedelta(days=1)
        is_closed = closes < today
        owed = max(0, -balance_on(min(closes, today)))
        due = due_on(account, closes)
        until = min(add_months(closes, 1, account.statement_day), today)
        paid = received(closes + timedelta(days=1), until) if is_closed else 0
        found.append(CardStatement(opens, closes, due, is_closed, owed, minimum_of(account, owed), paid))
    return found
