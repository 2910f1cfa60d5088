"""Loans: what is left, its schedule, the interest in each payment, and what paying more would save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from hub.domain.account import Account
from hub.domain.errors import LedgerError
from hub.domain.loan import Instalment, Saving, annuity, divide, saving, schedule
from hub.domain.period import add_months
from hub.domain.transaction import EXPECTED, Transaction
from hub.services import accounts
from hub.services.ledger import TOPICS
from storage import search, transactions
from storage.tables import transactions as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that was made: its interest, what it took off, what was left after it; minor units, positive.

    is_booked: the bank's own row says the interest; else it follows from the rate.
    """

    transaction_id: int
    on: date
    interest: int
    principal: int
    left: int
    is_booked: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A loan on a day: left and payment in positive minor units; usual and faster schedules; what faster saves.

    The schedules are empty where rate, payment or first day are not known, or nothing is left.
    """

    account: Account
    left: int
    payment: int | None
    instalments: tuple[Instalment, ...]
    faster: tuple[Instalment, ...]
    saved: Saving | None
    paid: tuple[Paid, ...]

    @property
    def missing_interest(self) -> int:
        """Interest of past payments that no row says: the balance is too good by it."""
        return sum(one.interest for one in self.paid if not one.is_booked)


def plan(
    vault: Vault, account_id: int, today: date, *, monthly_extra: int = 0, once: tuple[int, int] | None = None
) -> Plan:
    """The loan on a day, and with extra payments. once: (number of the coming payment, extra minor units)."""
    account = accounts.get(vault, account_id)
    if account.kind != "loan":
        raise LedgerError("not_of_this_kind", where={"account": account.name}, kind="loan")
    balance, paid = account.opening, []
    charged = 0
    with vault.read() as connection:
        rows = _rows(connection, account_id)
    for row in rows:
        if row.amount < 0:
            charged += -row.amount
        elif account.apr is not None:
            interest, _rest = (charged, 0) if charged else divide(row.amount, max(0, -balance), account.apr)
            left = max(0, -(balance + row.amount))
            paid.append(Paid(row.id, row.booked_on, interest, row.amount - interest, left, bool(charged)))
            charged = 0
        balance += row.amount
    left = max(0, -balance)
    payment = payment_of(account)
    if not left or payment is None or account.apr is None:
        return Plan(account, left, payment, (), (), None, tuple(paid))
    due = _next_due(account.first_due_on or today, today)
    usual = schedule(left, account.apr, payment, due)
    faster: list[Instalment] = []
    if monthly_extra or once:
        faster = schedule(left, account.apr, payment, due, monthly_extra=monthly_extra, once=once)
    saved = saving(usual, faster) if faster else None
    return Plan(account, left, payment, tuple(usual), tuple(faster), saved, tuple(paid))


def payment_of(account: Account) -> int | None:
    """The monthly payment: as agreed, or from the term; None when neither is known."""
    if account.payment:
        return account.payment
    if account.term and account.apr is not None and account.opening < 0:
        return annuity(-account.opening, account.apr, account.term)
    return None


def book_interest(vault: Vault, account_id: int, today: date, payee: str) -> int:
    """Book the interest that no row says, one row for each payment; how many. payee: the words of the rows.

    Each is worked out on the balance that the rows before it leave.
    """
    account = accounts.get(vault, account_id)
    missing = [one for one in plan(vault, account_id, today).paid if not one.is_booked]
    with vault.write("book_interest", values={"account": account.name}, topics=TOPICS) as write:
        balance = account.opening
        chosen = {one.transaction_id for one in missing}
        for row in _rows(write.connection, account_id):
            if row.id in chosen and account.apr is not None:
                interest, _rest = divide(row.amount, max(0, -balance), account.apr)
                if interest:
                    transactions.insert_one(
                        write.connection, account_id=account_id, booked_on=row.booked_on, amount=-interest,
                        payee=payee, folded=search.folded_text(payee, "", ""),
                    )  # fmt: skip
                balance -= interest
            balance += row.amount
    return len(missing)


def _rows(connection: Connection, account_id: int) -> list[Transaction]:
    """What was booked, by day; a day's interest before its payment."""
    booked = (table.c.account_id == account_id) & (table.c.status != EXPECTED)
    return sorted(transactions.where(connection, booked), key=lambda row: (row.booked_on, row.amount > 0, row.id))


def _next_due(first: date, today: date) -> date:
    months = max(0, (today.year - first.year) * 12 + today.month - first.month)
    due = add_months(first, months, first.day)
    return due if due >= today else add_months(first, months + 1, first.day)
