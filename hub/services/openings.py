"""The opening balance that a file proves for its account, or corrects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hub.domain import matching
from hub.domain.account import Account
from hub.domain.line_columns import field_of
from hub.domain.marks import Mark, kinds_of
from hub.domain.money import to_minor
from hub.domain.statement import Balance, Statement
from hub.services.recognising import NewAccount


def opening_of(
    statement: Statement, account: Account | NewAccount, amounts: Sequence[int], marks: Sequence[Mark]
) -> int | None:
    """The opening balance that the file proves for a new account, or a corrected one for older lines; else None.

    A file with proven balances that begins before what is known, and reaches it, says itself what was before. Of other
    files the lines older than the day the opening is known for move it, so that today's balance stays what it was.
    """
    if isinstance(account, NewAccount):
        if statement.opening is not None:
            return to_minor(statement.opening.amount, account.currency)
        if statement.closing is not None:
            return to_minor(statement.closing.amount, account.currency) - sum(amounts)
        return None
    if account.opened_on is None:
        return None
    days = field_of(statement.lines, "booked_on")
    if days and statement.balances_agree and statement.opening is not None:
        reaches = max(days) >= account.opened_on or _is(statement.closing, account.opening, account)
        if reaches and _begins_before(statement, statement.opening, account.opened_on, marks):
            return to_minor(statement.opening.amount, account.currency)
    older = [
        amount
        for day, amount, kind in zip(days, amounts, kinds_of(marks), strict=True)
        if kind == matching.NEW and day < account.opened_on
    ]
    return account.opening - sum(older) if older else None


def _begins_before(statement: Statement, opening: Balance, day: date, marks: Sequence[Mark]) -> bool:
    """Whether the first line of a statement is older than all of a day, or on it and not known yet."""
    lines = statement.lines
    ends = (0, len(lines) - 1)
    firsts = [
        at for at in ends if (held := lines[at].balance) is not None and held - lines[at].amount == opening.amount
    ]
    if not firsts:
        return False
    first = firsts[0] if len(firsts) == 1 or lines[0].booked_on <= lines[-1].booked_on else firsts[-1]
    return lines[first].booked_on < day or (lines[first].booked_on == day and marks[first].kind == matching.NEW)


def _is(stated: Balance | None, amount: int, account: Account) -> bool:
    return stated is not None and to_minor(stated.amount, account.currency) == amount
