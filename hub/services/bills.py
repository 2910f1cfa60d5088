"""Bills: found in the history as series, typed by hand, settled when they are paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from hub.domain.bill import DISPUTED, DUE, EXPECTED, LATE, PAID, SKIPPED, Bill, Series
from hub.domain.contract import Contract, a_month
from hub.domain.errors import LedgerError
from hub.domain.merged_series import joinable as domain_joinable
from hub.domain.merged_series import merged
from hub.domain.money import to_decimal
from hub.domain.recurring import Payment, bills_from, has_ended, state_on, sure_first
from hub.domain.settling import SETTLES_WITHIN, bounds, fit
from hub.services import public_holidays, recurrence
from storage import bills, recurring, settings
from storage.vault import Vault

__all__ = ["a_month"]

TOPICS = ("bills",)
_OPEN = (LATE, DUE, EXPECTED, DISPUTED)
STATES = (PAID, SKIPPED, EXPECTED, DISPUTED)
"""What a person can say of a bill."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """A series that the person said is no bill; id: of the row that says so."""

    id: int
    payee: str
    account_id: int
    every: int
    unit: str
    amount: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Series and bills as of a day.

    series and income: what recurs, out and in, with what the person said about each. bills: money out by due day:
    paid in the window, late, due, expected. expected_income: money in to come. monthly: what the series cost in a
    month, by currency, minor units (negative). ignored: what is no bill for ever. contracts: by key of series.
    late_income: money in that did not come.
    """

    today: date
    series: tuple[Series, ...]
    income: tuple[Series, ...]
    bills: tuple[Bill, ...]
    expected_income: tuple[Bill, ...]
    monthly: dict[str, int]
    ignored: tuple[Ignored, ...] = ()
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    late_income: tuple[Bill, ...] = ()

    def of_state(self, *states: str) -> tuple[Bill, ...]:
        """The bills in one of these states."""
        return tuple(bill for bill in self.bills if bill.state in states)


def overview(vault: Vault, today: date, *, back: int = 40, ahead: int = 62, at_once: bool = False) -> Overview:
    """What is paid, late, due and expected between `back` days ago and `ahead` days from now.

    at_once: by what was found to recur last, where to find it anew takes long (`recurrence.is_long`).
    """
    since, until = today - timedelta(days=back), today + timedelta(days=ahead)
    running = current(vault, today, at_once=at_once)
    with vault.read() as connection:
        judged = bills.series_states(connection)
        stored = bills.all_bills(connection)
        typed = _typed(connection, [one for one in stored if not one.series_key], today)
        contracts = bills.all_contracts(connection)
        ignored = tuple(_ignored(row) for row in bills.ignored_series(connection))
        country = settings.load(connection).country
    found = [_judged(one, judged) for one, _payments in running]
    payments = [payment for _series, paid in running for payment in paid]
    kept = [one for one in found if one.state != "ignored"]
    closed = public_holidays.between(country, today, until) if any(one.shift for one in kept) else frozenset()
    details = [bill for bill in stored if bill.series_key]
    all_bills = [
        _settled(_agreed(bill, contracts), details) for bill in bills_from(kept, payments, since, until, today, closed)
    ]
    all_bills += typed
    all_bills = [one for one in all_bills if one.state in _OPEN or since <= one.due_on <= until]
    all_bills.sort(key=lambda bill: (bill.due_on, bill.biller))
    out = tuple(one for one in kept if one.amount < 0)
    return Overview(
        today,
        out,
        tuple(one for one in kept if one.amount > 0),
        tuple(bill for bill in all_bills if bill.amount < 0),
        tuple(bill for bill in all_bills if bill.amount > 0 and bill.state in (DUE, EXPECTED)),
        _monthly(out),
        ignored,
        contracts,
        tuple(bill for bill in all_bills if bill.amount > 0 and bill.state == LATE),
    )


def current(vault: Vault, today: date, *, at_once: bool = False) -> list[tuple[Series, list[Payment]]]:
    """What recurs as of a day, with its payments, the surest first; what the person joined is one."""
    with vault.read() as connection:
        into = bills.merges(connection)
    if not into:
        return recurrence.current(vault, today, at_once=at_once)
    found = merged(recurrence.current(vault, today, with_ended=True, at_once=at_once), into)
    running = (one for one in found if not has_ended(one[0], today))
    return sorted(running, key=lambda one: sure_first(one[0]))


def add(vault: Vault, biller: str, due_on: date, amount: int, currency: str, **details: Any) -> int:
    """A bill typed by hand; its id. amount: minor units, negative = to pay."""
    if not biller.strip():
        raise LedgerError("payee_missing", where={"field": "biller"})
    if amount == 0:
        raise LedgerError("amount_is_zero", where={"field": "amount"})
    _refuse_iban(str(details.get("iban", "")))
    values = {"biller": biller.strip(), "due_on": due_on, "amount": amount, "currency": currency, "state": EXPECTED}
    with vault.write("add_bill", values={"biller": values["biller"]}, topics=TOPICS) as write:
        return bills.insert_bill(write.connection, **values, **details)


def change(vault: Vault, bill_id: int, **values: Any) -> None:
    """Change fields of a bill that was typed; LedgerError where one makes no sense."""
    if not str(values.get("biller", "-")).strip():
        raise LedgerError("payee_missing", where={"field": "biller"})
    if values.get("amount") == 0:
        raise LedgerError("amount_is_zero", where={"field": "amount"})
    _refuse_iban(str(values.get("iban", "")))
    with vault.write("change_bill", values={"biller": values.get("biller", "")}, topics=TOPICS) as write:
        if bills.update_bill(write.connection, bill_id, **values) == 0:
            raise LedgerError("no_such_bill", where={"bill": bill_id})


def _refuse_iban(typed: str) -> None:
    if typed:
        from stdnum import iban  # here, because it is needed for few bills

        if not iban.is_valid(typed):
            raise LedgerError("iban_wrong", where={"field": "iban"})


def mark(vault: Vault, bill: Bill, state: str) -> None:
    """Say that a bill is paid, skipped, disputed, or open again."""
    if state not in STATES:
        raise LedgerError("unknown_status", where={"field": "state"}, status=state, known=list(STATES))
    with vault.write("mark_bill", values={"biller": bill.biller, "state": state}, topics=TOPICS) as write:
        if bill.id is not None:
            bills.update_bill(write.connection, bill.id, state=state)
        elif state != EXPECTED:
            _keep(write.connection, bill, state)


def detail(vault: Vault, bill: Bill, **values: Any) -> int:
    """Keep details of a bill, also of one that follows from a series; the id of its row."""
    with vault.write("change_bill", values={"biller": bill.biller}, topics=TOPICS) as write:
        bill_id = bill.id if bill.id is not None else _keep(write.connection, bill, EXPECTED)
        if values:
            bills.update_bill(write.connection, bill_id, **values)
    return bill_id


def _keep(connection: Connection, bill: Bill, state: str) -> int:
    return bills.insert_bill(
        connection,
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


def bring_back(vault: Vault, ignored: Ignored) -> None:
    """Show a series again that was ignored."""
    with vault.write("bring_back_series", values={"payee": ignored.payee}, topics=TOPICS) as write:
        if bills.forget_series(write.connection, ignored.id) == 0:
            raise LedgerError("no_such_series", where={"series": ignored.id})


def merge(vault: Vault, part: Series, into: Series) -> None:
    """Say that two series are one; the second gives its name. LedgerError: one and the same, two currencies."""
    if part.key == into.key or part.currency != into.currency or (part.amount < 0) != (into.amount < 0):
        raise LedgerError("cannot_merge", where={"series": part.key}, payee=part.payee, into=into.payee)
    with vault.write("merge_series", values={"payee": part.payee, "into": into.payee}, topics=TOPICS) as write:
        bills.merge(write.connection, part.key, into.key)


def joinable(vault: Vault, key: str, today: date) -> list[Series]:
    """The series that one may be joined with, likeliest first; also those that have ended, under an old name."""
    return domain_joinable(with_ended(vault, today), key)


def with_ended(vault: Vault, today: date) -> list[tuple[Series, list[Payment]]]:
    """What recurs and what did, each with its payments, what the person joined as one."""
    with vault.read() as connection:
        into = bills.merges(connection)
    return merged(recurrence.current(vault, today, with_ended=True), into)


def separate(vault: Vault, one: Series) -> None:
    """Take apart what was merged into a series."""
    with vault.write("separate_series", values={"payee": one.payee}, topics=TOPICS) as write:
        bills.separate(write.connection, one.key)


def parts(vault: Vault, key: str) -> list[str]:
    """The keys of the series that were merged into one."""
    with vault.read() as connection:
        return sorted(part for part, into in bills.merges(connection).items() if into == key)


def next_income(found: Overview) -> Bill | None:
    """The next regular income of a size that matters: the largest of the next 45 days."""
    soon = [bill for bill in found.expected_income if (bill.due_on - found.today).days <= 45]
    return max(soon, key=lambda bill: (to_decimal(bill.amount, bill.currency), -bill.due_on.toordinal()), default=None)


def _judged(one: Series, judged: dict[tuple[str, int, int, str], tuple[int, str]]) -> Series:
    known = judged.get((one.key, one.account_id, one.every, one.unit))
    return one if known is None else replace(one, id=known[0], state=known[1])


_DETAILS = ("notes", "instrument_id", "iban", "bic", "reference", "remind_on")
_NEAR = 12
"""Days around the due day in which what was said about a bill of a series is about its payment."""


def _settled(bill: Bill, details: list[Bill]) -> Bill:
    """A bill of a series with what was said about it."""
    near = [one for one in details if one.series_key == bill.series_key]
    days = _NEAR if bill.state == PAID else 0
    near = [one for one in near if abs((one.due_on - bill.due_on).days) <= days]
    said = min(near, key=lambda one: abs((one.due_on - bill.due_on).days), default=None)
    if said is None:
        return bill
    told = {name: getattr(said, name) or getattr(bill, name) for name in _DETAILS}
    is_said = said.state in (PAID, SKIPPED, DISPUTED) and bill.state != PAID
    return replace(bill, id=said.id, state=said.state if is_said else bill.state, **told)  # else it was opened again


def _agreed(bill: Bill, contracts: Mapping[str, Contract]) -> Bill:
    """A bill of a series with how its contract says it is paid."""
    contract = contracts.get(bill.series_key)
    if contract is None:
        return bill
    return replace(bill, is_autopay=contract.is_autopay, instrument_id=contract.instrument_id)


def _ignored(row: Mapping[str, Any]) -> Ignored:
    return Ignored(row["id"], row["payee"], row["account_id"], row["every"], row["unit"], row["amount"])


def _typed(connection: Connection, typed: Iterable[Bill], today: date) -> list[Bill]:
    """Typed bills with their states of today; a payment settles one bill only, the best fitting one first."""
    used: set[int] = set()
    found = []
    for bill in typed:
        if bill.state in (PAID, SKIPPED):
            found.append(bill)
            continue
        paid = _payment_of(connection, bill, used)
        if paid is not None:
            used.add(paid.id)
            found.append(replace(bill, state=PAID, transaction_id=paid.id, amount=paid.amount, is_estimate=False))
        else:
            state = DISPUTED if bill.state == DISPUTED else state_on(bill.due_on, today)
            found.append(replace(bill, state=state))
    return found


def _payment_of(connection: Connection, bill: Bill, used: set[int]) -> Payment | None:
    """The payment that settled a bill: by its reference, its account or its payee, and an amount that can be it."""
    near, ranked = timedelta(SETTLES_WITHIN), []
    for one, words, other in recurring.settling(connection, bounds(bill), bill.due_on - near, bill.due_on + near):
        if one.currency == bill.currency and one.id not in used:
            found = fit(bill, one.amount, one.booked_on, one.payee, f"{words} {other}")
            if found is not None:
                ranked.append(((*found, one.id), one))
    return min(ranked, key=lambda one: one[0], default=(None, None))[1]


def _monthly(series: Sequence[Series]) -> dict[str, int]:
    """What series cost in a month, rounded to the minor unit."""
    found: dict[str, Fraction] = {}
    for one in series:
        found[one.currency] = found.get(one.currency, Fraction(0)) + a_month(one)
    return {currency: round(total) for currency, total in found.items()}
