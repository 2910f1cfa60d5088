"""Bills: found in the history as series, typed by hand, settled when they are paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from hub.domain.bill import DUE, EXPECTED, LATE, PAID, SKIPPED, Bill, Series
from hub.domain.errors import LedgerError
from hub.domain.money import to_decimal
from hub.domain.recurring import bills_from, state_on
from hub.domain.text import is_similar
from hub.services import recurrence
from storage import bills, recurring
from storage.vault import Vault

TOPICS = ("bills",)
SETTLES_WITHIN = 14
"""Days around its due day in which a payment settles a bill that was typed."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Series and bills as of a day.

    series and income: what recurs, out and in, with what the person said about each. bills: money out by due day:
    paid in the window, late, due, expected. expected_income: money in to come. monthly: what the series cost in a
    month, by currency, minor units (negative).
    """

    today: date
    series: tuple[Series, ...]
    income: tuple[Series, ...]
    bills: tuple[Bill, ...]
    expected_income: tuple[Bill, ...]
    monthly: dict[str, int]

    def of_state(self, *states: str) -> tuple[Bill, ...]:
        """The bills in one of these states."""
        return tuple(bill for bill in self.bills if bill.state in states)


def overview(vault: Vault, today: date, *, back: int = 40, ahead: int = 62) -> Overview:
    """What is paid, late, due and expected between `back` days ago and `ahead` days from now."""
    since, until = today - timedelta(days=back), today + timedelta(days=ahead)
    running = recurrence.current(vault, today)
    with vault.read() as connection:
        judged = bills.series_states(connection)
        stored = bills.all_bills(connection)
        typed = [_typed(connection, bill, today) for bill in stored if not bill.series_key]
    found = [_judged(one, judged) for one, _payments in running]
    payments = [payment for _series, paid in running for payment in paid]
    kept = [one for one in found if one.state != "ignored"]
    settled = {(bill.series_key, bill.due_on): bill for bill in stored if bill.series_key}
    all_bills = [_settled(bill, settled) for bill in bills_from(kept, payments, since, until, today)]
    all_bills += typed
    all_bills = [bill for bill in all_bills if bill.state in (LATE, DUE, EXPECTED) or since <= bill.due_on <= until]
    all_bills.sort(key=lambda bill: (bill.due_on, bill.biller))
    out = tuple(one for one in kept if one.amount < 0)
    return Overview(
        today,
        out,
        tuple(one for one in kept if one.amount > 0),
        tuple(bill for bill in all_bills if bill.amount < 0),
        tuple(bill for bill in all_bills if bill.amount > 0 and bill.state in (DUE, EXPECTED)),
        _monthly(out),
    )


def add(vault: Vault, biller: str, due_on: date, amount: int, currency: str, **details: Any) -> int:
    """A bill typed by hand; its id. amount: minor units, negative = to pay."""
    if not biller.strip():
        raise LedgerError("payee_missing", where={"field": "biller"})
    if amount == 0:
        raise LedgerError("amount_is_zero", where={"field": "amount"})
    values = {"biller": biller.strip(), "due_on": due_on, "amount": amount, "currency": currency, "state": EXPECTED}
    with vault.write("add_bill", values={"biller": values["biller"]}, topics=TOPICS) as write:
        return bills.insert_bill(write.connection, **values, **details)


def change(vault: Vault, bill_id: int, **values: Any) -> None:
    """Change fields of a bill that was typed; LedgerError where one makes no sense."""
    if not str(values.get("biller", "-")).strip():
        raise LedgerError("payee_missing", where={"field": "biller"})
    if values.get("amount") == 0:
        raise LedgerError("amount_is_zero", where={"field": "amount"})
    with vault.write("change_bill", values={"biller": values.get("biller", "")}, topics=TOPICS) as write:
        if bills.update_bill(write.connection, bill_id, **values) == 0:
            raise LedgerError("no_such_bill", where={"bill": bill_id})


def mark(vault: Vault, bill: Bill, state: str) -> None:
    """Say that a bill is paid, skipped, or open again."""
    if state not in (PAID, SKIPPED, EXPECTED):
        raise LedgerError("unknown_status", where={"field": "state"}, status=state, known=[PAID, SKIPPED, EXPECTED])
    with vault.write("mark_bill", values={"biller": bill.biller, "state": state}, topics=TOPICS) as write:
        if bill.id is not None:
            bills.update_bill(write.connection, bill.id, state=state)
        elif state != EXPECTED:
            bills.insert_bill(
                write.connection,
                biller=bill.biller,
                due_on=bill.due_on,
                amount=bill.amount,
                currency=bill.currency,
                account_id=bill.account_id,
                series_key=bill.series_key,
                category_id=bill.category_id,
                state=state,
            )


def remove(vault: Vault, bill_id: int) -> None:
    """Remove a bill that was typed; can be undone."""
    with vault.write("remove_bill", topics=TOPICS) as write:
        bills.delete_bill(write.connection, bill_id)


def judge(vault: Vault, one: Series, state: str) -> None:
    """Confirm a found series, or ignore it for ever."""
    if state not in ("confirmed", "ignored"):
        raise LedgerError("unknown_status", where={"field": "state"}, status=state, known=["confirmed", "ignored"])
    with vault.write(f"{state}_series", values={"payee": one.payee}, topics=TOPICS) as write:
        bills.judge_series(
            write.connection,
            key=one.key,
            payee=one.payee,
            account_id=one.account_id,
            category_id=one.category_id,
            every=one.every,
            unit=one.unit,
            amount=one.amount,
            state=state,
        )


def next_income(found: Overview) -> Bill | None:
    """The next regular income of a size that matters: the largest of the next 45 days."""
    soon = [bill for bill in found.expected_income if (bill.due_on - found.today).days <= 45]
    return max(soon, key=lambda bill: (to_decimal(bill.amount, bill.currency), -bill.due_on.toordinal()), default=None)


def _judged(one: Series, judged: dict[tuple[str, int, int, str], tuple[int, str]]) -> Series:
    known = judged.get((one.key, one.account_id, one.every, one.unit))
    return one if known is None else replace(one, id=known[0], state=known[1])


def _settled(bill: Bill, settled: dict[tuple[str, date], Bill]) -> Bill:
    said = settled.get((bill.series_key, bill.due_on))
    if said is None or bill.state == PAID:
        return bill
    is_settled = said.state in (PAID, SKIPPED)
    return replace(bill, id=said.id, state=said.state if is_settled else bill.state)  # else it was opened again


def _typed(connection: Connection, bill: Bill, today: date) -> Bill:
    """A typed bill with its state of today; a payment of its amount to its biller settles it."""
    if bill.state in (PAID, SKIPPED):
        return bill
    near = timedelta(SETTLES_WITHIN)
    for one in recurring.settling(connection, bill.amount, bill.due_on - near, bill.due_on + near):
        if one.currency == bill.currency and is_similar(one.payee, bill.biller):
            return replace(bill, state=PAID, transaction_id=one.id)
    return replace(bill, state=state_on(bill.due_on, today))


_A_YEAR = {"day": Fraction(36525, 100), "week": Fraction(36525, 700), "month": Fraction(12), "year": Fraction(1)}
"""How often a unit of time comes in a year of 365.25 days."""


def a_month(one: Series) -> Fraction:
    """What a series comes to in an average month, minor units, exact."""
    return one.amount * _A_YEAR[one.unit] / (12 * one.every)


def _monthly(series: Sequence[Series]) -> dict[str, int]:
    """What series cost in a month, rounded to the minor unit."""
    found: dict[str, Fraction] = {}
    for one in series:
        found[one.currency] = found.get(one.currency, Fraction(0)) + a_month(one)
    return {currency: round(total) for currency, total in found.items()}
