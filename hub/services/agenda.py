"""The calendar of money: what the days ahead hold, and the same as an .ics file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from hub.domain import agenda
from hub.domain.account import Account, statement_end
from hub.domain.agenda import Event
from hub.domain.bill import DISPUTED, DUE, EXPECTED, LATE, Bill
from hub.domain.contract import deadlines
from hub.domain.cycle import cycle, due_on
from hub.domain.outgoing import Disclosure, Outgoing
from hub.domain.period import add_months
from hub.services import accounts, bills, cards, outbound
from hub.services.bills import Overview
from storage import terms
from storage.tables import loyalty_tables
from storage.vault import Vault

MONTHS = 12
"""How far an exported calendar reaches."""


def events(vault: Vault, today: date, first: date, last: date) -> list[Event]:
    """What is open between two days, by day."""
    found = bills.overview(vault, today, back=max(0, (today - first).days), ahead=max(0, (last - today).days))
    return agenda.ordered(
        [*_of_bills(found), *_deadlines(found, today), *_cards(vault, today, last), *_expiries(vault)], first, last
    )


def write_calendar(
    vault: Vault, today: date, path: Path, say: Callable[[Event], str], now: datetime | None = None
) -> tuple[int, Disclosure]:
    """Write the next year as .ics, journalled as a disclosure; how many events. say: the words of an event."""
    found = events(vault, today, today, add_months(today, MONTHS))
    body = calendar(found, say, now or datetime.now(UTC))
    leaving = Outgoing("export", f"file:{path.name}", {"bills": "full"}, body)
    return len(found), outbound.write_file(vault, leaving, path)


def calendar(found: Sequence[Event], say: Callable[[Event], str], now: datetime) -> bytes:
    """Events as iCalendar (RFC 5545): whole days, so that no time zone or clock change moves one."""
    from icalendar import Calendar
    from icalendar import Event as Entry

    made = Calendar()
    made.add("prodid", "-//Coffer//Bills//EN")
    made.add("version", "2.0")
    for one in found:
        entry = Entry()
        entry.add("uid", f"{one.kind}-{one.key}-{one.on.isoformat()}@coffer.invalid")
        entry.add("dtstamp", now)
        entry.add("dtstart", one.on)
        entry.add("dtend", one.on + timedelta(days=1))
        entry.add("summary", say(one))
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    return bytes(made.to_ical())


def _of_bills(found: Overview) -> Iterable[Event]:
    for one in found.bills:
        if one.state in (LATE, DUE, EXPECTED, DISPUTED):
            yield _event(one, agenda.BILL)
            if one.remind_on is not None:
                yield Event(one.remind_on, agenda.REMINDER, one.biller, _key(one), one.amount, one.currency)
    for one in found.expected_income:
        yield _event(one, agenda.INCOME)


def _event(one: Bill, kind: str) -> Event:
    return Event(one.due_on, kind, one.biller, _key(one), one.amount, one.currency, one.is_estimate)


def _key(one: Bill) -> str:
    return str(one.series_key or one.id)


def _deadlines(found: Overview, today: date) -> Iterable[Event]:
    names = {one.key: one for one in (*found.series, *found.income)}
    for key, contract in found.contracts.items():
        if key in names:
            for one in deadlines(contract, today):
                yield Event(one.on, one.kind, names[key].payee, key, names[key].amount, names[key].currency)


def _cards(vault: Vault, today: date, last: date) -> Iterable[Event]:
    """Days on which card statements are due: the open one with what is left of it, later ones without a sum."""
    for position in accounts.positions(vault):
        account = position.account
        if account.is_archived or account.kind != "card" or cycle(account, today) is None:
            continue
        told = set()
        for one in cards.cycles(vault, account.id, today, 2):
            if one.due_on is not None and one.due_on >= today and one.is_closed and one.left:
                told.add(one.due_on)
                yield Event(one.due_on, agenda.CARD, account.name, str(account.id), -one.left, account.currency)
        for day in _due_days(account, today, last):
            if day not in told:
                yield Event(day, agenda.CARD, account.name, str(account.id), None, account.currency)


def _due_days(account: Account, today: date, last: date) -> Iterable[date]:
    """Due days of statements that are still to close."""
    end = statement_end(account, today)
    number = 0
    while end is not None:
        closes = add_months(end, number, account.statement_day)
        day = due_on(account, closes)
        if day is None or day > last:
            return
        yield day
        number += 1


def _expiries(vault: Vault) -> Iterable[Event]:
    """Offers that are tracked or active, points and vouchers, on their last day."""
    lots, vouchers = loyalty_tables.point_lots, loyalty_tables.vouchers
    with vault.read() as connection:
        for document, state in terms.all_offers(connection):
            if state in {"tracked", "active"} and document.get("valid_to"):
                title = str(document.get("title", ""))
                yield Event(date.fromisoformat(document["valid_to"]), agenda.OFFER, title, str(document["id"]))
        for row in connection.execute(select(lots).where(lots.c.expires_on.is_not(None))):
            yield Event(row.expires_on, agenda.POINTS, f"{row.units} {row.programme}", str(row.id))
        for row in connection.execute(select(vouchers).where(vouchers.c.expires_on.is_not(None))):
            yield Event(row.expires_on, agenda.VOUCHER, row.name, str(row.id), row.face, row.currency)
