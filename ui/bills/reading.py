"""What the bills screen shows, read from the vault. Runs on workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.domain.account import Account
from hub.domain.agenda import Event
from hub.domain.bill import DUE, EXPECTED, LATE, PAID, SKIPPED, Bill, Series
from hub.domain.errors import HubError
from hub.domain.transaction import Category, Transaction
from hub.services import accounts, agenda, attachments, bills, contracts, ledger, terms, today
from hub.services.contracts import Analysis, TooMuch
from hub.services.offering import moments
from hub.services.offering.moments import Moment
from hub.services.today import Today
from hub.services.vaults import Vault
from ui.bills.months import AnyMonth
from ui.bills.naming import SALARY, bill_key

AHEAD = 31
"""Days ahead that the list shows."""
BACK, FAR = 40, 62
"""The window of `today.look`: other months are read for themselves."""
AGENDA = 92
"""Days of the agenda."""
PAYMENTS = 6
"""Payments of a series that are told."""
OPEN = (LATE, DUE, EXPECTED)


@dataclass(frozen=True, slots=True)
class Shown:
    """The day with its bills, a month of the calendar, and names. month_bills, month_income, month_events: all of its
    weeks; events from today on."""

    seen: Today
    month: AnyMonth
    month_bills: tuple[Bill, ...]
    month_income: tuple[Bill, ...]
    accounts: Mapping[int, Account]
    categories: Mapping[int, Category]
    events: tuple[Event, ...] = ()
    too_much: TooMuch = field(default_factory=lambda: TooMuch((), ()))
    instruments: tuple[tuple[str, str], ...] = ()
    month_events: tuple[Event, ...] = ()

    @property
    def today(self) -> date:
        """The day everything is as of."""
        return self.seen.day

    @property
    def bills(self) -> tuple[Bill, ...]:
        """What the list shows: all that is late, the next month, and what was settled lately."""
        until = self.today + timedelta(days=AHEAD)
        return tuple(one for one in self.seen.overview.bills if one.state == LATE or one.due_on <= until)

    @property
    def series(self) -> tuple[Series, ...]:
        """What recurs and costs money."""
        return self.seen.overview.series

    @property
    def is_salary(self) -> bool:
        """Whether the next income is somebody's wages."""
        income = self.seen.free.income
        category = self.categories.get(income.category_id or 0) if income is not None else None
        return category is not None and category.name == SALARY

    def of_state(self, *states: str) -> list[Bill]:
        """The listed bills in these states, by due day; settled ones newest first."""
        found = [one for one in self.bills if one.state in states]
        return found[::-1] if PAID in states or SKIPPED in states else found

    def find(self, key: object) -> Bill | None:
        """The bill with this key."""
        return next((one for one in self.seen.overview.bills if bill_key(one) == key), None)

    def series_of(self, bill: Bill) -> Series | None:
        """The series that a bill belongs to."""
        return self.find_series(bill.series_key) if bill.series_key else None

    def find_series(self, key: object) -> Series | None:
        """The series with this key."""
        return next((one for one in self.series if one.key == key), None)

    def next_of(self, one: Series) -> Bill | None:
        """The bill of a series that comes next."""
        known = (bill for bill in self.seen.overview.bills if bill.series_key == one.key and bill.state in OPEN)
        return next(known, None)

    def covers(self, bill: Bill) -> bool | None:
        """Whether the main account holds enough at the end of its due day; None where that is not known."""
        main = self.seen.main
        if main is None or bill.account_id not in (None, main.account.id):
            return None
        balance = next((day.balance for day in self.seen.ahead if day.on == max(bill.due_on, self.today)), None)
        return None if balance is None else balance >= 0


def read(vault: Vault, day: date, month: AnyMonth) -> Shown:
    """Everything for one look at the bills and at a month."""
    seen = today.look(vault, day, AHEAD + 1)
    first, last = month.first - timedelta(days=6), month.last + timedelta(days=6)  # whatever a week begins with
    wide = seen.overview
    if first < day - timedelta(days=BACK) or last > day + timedelta(days=FAR):
        back, ahead = max(BACK, (day - first).days), max(FAR, (last - day).days)
        wide = bills.overview(vault, day, back=back, ahead=ahead)
    events = agenda.events(vault, day, day, day + timedelta(days=AGENDA))
    is_far = last > day + timedelta(days=AGENDA)
    month_events = agenda.events(vault, day, max(first, day), last) if is_far else events
    held = {one.account.id: one.account for one in accounts.positions(vault)}
    categories = {one.id: one for one in ledger.categories(vault)}
    return Shown(
        seen,
        month,
        tuple(one for one in wide.bills if first <= one.due_on <= last),
        tuple(one for one in wide.expected_income if first <= one.due_on <= last),
        held,
        categories,
        tuple(events),
        contracts.too_much(vault, seen.overview.series, day),
        tuple((one.id, one.name) for one in terms.instruments(vault, day)),
        tuple(one for one in month_events if first <= one.on <= last),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is told about one bill or series: its payments, newest first, its analysis, names of its files, offers."""

    payments: list[Transaction]
    analysis: Analysis | None
    files: tuple[str, ...]
    offers: tuple[Moment, ...] = ()


def known(vault: Vault, bill: Bill | None, one: Series | None, day: date) -> Known:
    """Everything about one bill, or about a series."""
    files = () if bill is None or bill.id is None else tuple(f.name for f in attachments.listed_of_bill(vault, bill.id))
    lowering = () if bill is None else tuple(moments.before_bill(vault, bill, day))
    if one is None:
        return Known([], None, files, lowering)
    try:
        found = contracts.analyse(vault, one, day)
    except HubError:  # it changed under the screen, which is about to load again
        found = None
    return Known(payments(vault, one), found, files, lowering)


def payments(vault: Vault, one: Series) -> list[Transaction]:
    """The last payments of a series, newest first."""
    return ledger.load(vault, one.transaction_ids[: -PAYMENTS - 1 : -1])


def weeks(month: AnyMonth, first_weekday: int) -> list[date]:
    """The first days of the weeks that touch a month. first_weekday: 0 = Monday."""
    start = month.first - timedelta(days=(month.first.weekday() - first_weekday) % 7)
    found = []
    while start <= month.last:
        found.append(start)
        start += timedelta(days=7)
    return found
