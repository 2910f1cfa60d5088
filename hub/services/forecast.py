"""The balance of every account and of all together, day by day for a year, with bands that past forecasts earned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.account import Account
from hub.domain.backtest import Tested, by_horizon
from hub.domain.bill import DUE, EXPECTED, LATE, Bill
from hub.domain.conformal import GRID, limits
from hub.domain.errors import LedgerError
from hub.domain.memory import no_collection
from hub.domain.outlook import AMOUNT, CANCEL, PURCHASE, Ahead, Change, Compared, Outlook
from hub.domain.projection import Group as Projection
from hub.domain.projection import Past
from hub.services import bills, loans, pasts
from storage import settings
from storage.vault import Vault

DAYS = 365
COMPARED = 30
"""Days ahead at which past forecasts are shown against what came."""
BEFORE = 60
"""Days of the past that an outlook carries."""
HELD = frozenset({"current", "savings", "wallet", "cash", "card"})
"""Kinds of account that the total is of."""
ALERT = 92
"""Days ahead in which an account that falls below zero is worth an alert."""
_OPEN = frozenset({EXPECTED, DUE, LATE})

Known = dict[int, list[tuple[int, int]]]
"""By account (ordinal, minor units) of what is expected."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """total: the accounts that hold money or owe it on cards, in the home currency; None without one.

    alert: the first current account that is expected below zero within `ALERT` days. bills: what is expected,
    by due day.
    """

    today: date
    total: Outlook | None
    accounts: tuple[Outlook, ...]
    alert: Outlook | None
    bills: tuple[Bill, ...]

    def of(self, account_id: int | None) -> Outlook | None:
        """The outlook of an account, or the total."""
        if account_id is None:
            return self.total
        return next((one for one in self.accounts if one.account and one.account.id == account_id), None)


@dataclass(frozen=True, slots=True)
class Affordable:
    """Whether an account can bear a purchase. verdict: "yes", "tight" (only if all goes as expected) or "no".

    lowest: the worst day until the horizon with the purchase, of the account that it is finally drawn from, whose
    name is drawn_on. spare: what is left on that day beyond zero, or the card's limit; negative = missing.
    """

    verdict: str
    lowest: Ahead
    spare: int
    drawn_on: Account


def alert(vault: Vault, today: date) -> Outlook | None:
    """The first current account that is expected below zero soon, without bands; quick, for the first screen."""
    return look(vault, today, ALERT, is_tested=False).alert


def look(
    vault: Vault, today: date, days: int = DAYS, changes: Sequence[Change] = (), *, is_tested: bool = True
) -> Forecast:
    """The forecast of so many days from tomorrow on; changes: what might be done, for a forecast to compare with.

    is_tested: with bands and comparisons from the back-test.
    """
    with no_collection():
        return _look(vault, today, days, changes, is_tested=is_tested)


def _look(vault: Vault, today: date, days: int, changes: Sequence[Change], *, is_tested: bool) -> Forecast:
    with vault.read() as connection:
        home = settings.load(connection).home_currency
    groups = pasts.groups(vault, today)
    expected = _expected(vault, today, days)
    known = _known(expected, groups, today, changes)
    for number, events in _loans(vault, groups, today, days).items():
        known[number] += events
    projected: dict[int, list[float]] = {}
    origin = today.toordinal()
    for group in groups:
        projected |= Projection(group.pasts, [origin], days).project(origin, days, known)
    tested = pasts.tested(vault, groups) if is_tested else Tested({})
    held = [past for group in groups for past in group.pasts]
    held.sort(key=lambda one: (one.account.position, one.account.id))
    seen = _Seen(today, projected, tested)
    made = [seen.outlook([one], one.account) for one in held]
    summed = [one for one in held if one.account.currency == home and one.account.kind in HELD]
    total = seen.outlook(summed, None) if summed else None
    return Forecast(today, total, tuple(made), _alert(made), expected)


def affords(vault: Vault, account_id: int, amount: int, day: date, today: date | None = None) -> Affordable:
    """Whether an account can bear a purchase of a positive amount on a day, until a month after it.

    A card is drawn on the account that settles it, and has to stay within its limit. LedgerError without the account.
    """
    now = today or day
    ahead = (day - now).days + 31
    bought = Change(PURCHASE, day, -abs(amount), account_id)
    found = look(vault, now, ahead, (bought,))
    own = found.of(account_id)
    if own is None or own.account is None:
        raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
    payer = found.of(own.account.funded_by) if own.account.kind == "card" and own.account.funded_by else None
    parts = [(own, -(own.account.limit or 0) if own.account.kind == "card" else 0)]
    if own.account.kind == "card" and own.account.limit is None:
        parts = []
    if payer is not None:
        parts.append((payer, 0))
    judged = [_judged(one, least, day) for one, least in parts] or [_judged(own, -(10**15), day)]
    return min(judged, key=lambda one: (("no", "tight", "yes").index(one.verdict), one.spare))


def _judged(outlook: Outlook, least: int, day: date) -> Affordable:
    days = [one for one in outlook.days if one.on >= day] or list(outlook.days)
    worst = min(days, key=lambda one: (one.middle, one.on))
    verdict = "no" if worst.middle < least else "tight" if min(one.low for one in days) < least else "yes"
    if outlook.account is None:
        raise ValueError("a purchase is judged on an account")
    return Affordable(verdict, worst, worst.middle - least, outlook.account)


def _expected(vault: Vault, today: date, days: int) -> tuple[Bill, ...]:
    seen = bills.overview(vault, today, ahead=days)
    open_ = [one for one in (*seen.bills, *seen.expected_income) if one.state in _OPEN]
    return tuple(sorted(open_, key=lambda one: (one.due_on, one.biller)))


def _known(
    expected: Iterable[Bill], groups: Sequence[pasts.Group], today: date, changes: Sequence[Change]
) -> defaultdict[int, list[tuple[int, int]]]:
    """What is expected by account, as it would be after the changes; bills of no account are drawn on the main one."""
    held = {past.account.id: past for group in groups for past in group.pasts}
    ended = {one.series_key: one.on for one in changes if one.kind == CANCEL}
    priced = {one.series_key: one for one in changes if one.kind == AMOUNT}
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for bill in expected:
        if bill.series_key and bill.series_key in ended and bill.due_on >= ended[bill.series_key]:
            continue
        new = priced.get(bill.series_key) if bill.series_key else None
        amount = new.amount if new is not None and bill.due_on >= new.on else bill.amount
        number = bill.account_id if bill.account_id in held else _main(held, bill.currency)
        if number is not None and held[number].account.currency == bill.currency:
            found[number].append((max(bill.due_on, today + timedelta(1)).toordinal(), amount))
    for one in changes:
        if one.kind == PURCHASE and one.account_id is not None:
            found[one.account_id].append((max(one.on, today + timedelta(1)).toordinal(), one.amount))
    return found


def _main(held: Mapping[int, Past], currency: str) -> int | None:
    """The current account of a currency with most going on."""
    fitting = [one for one in held.values() if one.account.kind == "current" and one.account.currency == currency]
    best = max(fitting, key=lambda one: (sum(map(bool, one.irregular)), -one.account.id), default=None)
    return None if best is None else best.account.id


def _loans(vault: Vault, groups: Sequence[pasts.Group], today: date, days: int) -> Known:
    """The payments of loans whose account is known and in whose past no payments are found."""
    held = {past.account.id: past for group in groups for past in group.pasts}
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    until = today + timedelta(days)
    for number, past in held.items():
        account = past.account
        if account.kind != "loan" or account.funded_by not in held or past.streams:
            continue
        for one in loans.plan(vault, number, today).instalments:
            if one.due_on > until:
                break
            found[number].append((one.due_on.toordinal(), one.principal))
            found[account.funded_by or 0].append((one.due_on.toordinal(), -one.payment))
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """What outlooks are made from."""

    today: date
    projected: Mapping[int, Sequence[float]]
    tested: Tested

    def outlook(self, members: Sequence[Past], account: Account | None) -> Outlook:
        """The forecast of the sum of accounts, in whole minor units."""
        numbers = [one.account.id for one in members]
        each = [self.projected[one] for one in numbers]
        middles = each[0] if len(each) == 1 else list(map(sum, zip(*each, strict=True)))
        errors = self.tested.together(numbers) if account is None else self.tested.of(members[0])
        spread = limits(by_horizon(errors), len(middles))
        first = self.today.toordinal() + 1
        banded = [
            tuple([(round(middle + low), round(middle + high)) for low, high in limit])
            for middle, limit in zip(middles, spread, strict=False)
        ] or [()] * len(middles)
        on = [date.fromordinal(first + at) for at in range(len(middles))]
        days = tuple(map(Ahead, on, map(round, middles), banded))
        balance = sum(one.balance(one.last) for one in members)
        compared = _compared(errors, [one for one in members if self.tested.rows.get(one.account.id)])
        past = tuple(sum(one.balance(first - 1 - back) for one in members) for back in range(BEFORE, 0, -1))
        return Outlook(account, members[0].account.currency, self.today, balance, days, compared, past)


def _compared(errors: Mapping[int, Sequence[int]], members: Sequence[Past]) -> tuple[Compared, ...]:
    place = GRID.index(COMPARED)
    found = []
    for origin, row in sorted(errors.items()):
        if place < len(row):
            came = sum(one.balance(origin + COMPARED) for one in members)
            day = date.fromordinal(origin)
            found.append(Compared(day, day + timedelta(COMPARED), came - row[place], came))
    return tuple(found)


def _alert(made: Sequence[Outlook]) -> Outlook | None:
    """The current account that is the first to be expected below zero soon."""
    short = [
        (low.on, one)
        for one in made
        if one.account
        and one.account.kind == "current"
        and (low := one.below(0))
        and (low.on - one.today).days <= ALERT
    ]
    return min(short, key=lambda pair: pair[0], default=(None, None))[1]
