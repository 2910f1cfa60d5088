"""What recurs, kept up to date: only payees whose transactions changed are looked at again.

Payees whose names start alike are one bucket, and what is found in a bucket depends on nothing outside of it. The
window of days that is looked at begins with a quarter of a year, so that it moves four times a year and not daily.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from hub.domain.bill import PriceStep, Series
from hub.domain.recurring import Payment, bucket_of, find_series, has_ended, sure_first
from storage import journal, recurring
from storage.vault import Vault

HISTORY_DAYS = 3 * 366
"""How far back series are looked for, at least."""
_MANY = 2000
"""Payees from which all payments are read in one pass."""
_LONG, _STALE = 20_000, 200
"""Payments in the window, and payees with changes among them, from which a look takes long."""

Found = list[tuple[Series, list[Payment]]]
"""Series with their payments, the surest first."""


def current(vault: Vault, today: date, *, with_ended: bool = False, at_once: bool = False) -> Found:
    """What recurs as of a day, what has ended left out; what had to be looked at again is kept.

    at_once: where that would take long (`is_long`), what was found last is all there is.
    """
    since = window_start(today)
    if at_once and is_long(vault, today):
        with vault.read() as connection:
            known = [one for text in recurring.found(connection) for one in _from_json(text)]
        return _running(known, today, with_ended=with_ended)
    with vault.read() as connection:
        begins, until, kinds = recurring.state(connection)
        now = recurring.transfer_kinds(connection)
        head = journal.head(connection)
        is_earlier = until is not None and today < date.fromisoformat(until)
        if begins != since.isoformat() or kinds != now or until is None or is_earlier:
            payments = recurring.payments(connection, since, today)
            payees, series = _among(payments, today)
            is_all = True
        else:
            stale = recurring.stale_payees(connection)
            if until != today.isoformat():
                stale |= recurring.payees_between(connection, date.fromisoformat(until) + timedelta(1), today)
            kept = [one for text in recurring.found(connection) for one in _from_json(text)]
            if not stale and until == today.isoformat():
                return _running(kept, today, with_ended=with_ended)
            payees, series = _again(connection, stale, since, today)
            is_all = False
    if not is_earlier:
        with vault.aside() as connection:
            if journal.head(connection) == head:  # else another write came between: the next look does it again
                if is_all:
                    recurring.forget(connection)
                texts = {bucket: _to_json(found) for bucket, found in series.items()}
                recurring.keep(connection, texts, payees, (since.isoformat(), today.isoformat(), now))
    fresh = [one for found in series.values() for one in found]
    if not is_all:
        fresh += [one for one in kept if bucket_of(one[1][0].payee) not in series]
    return _running(fresh, today, with_ended=with_ended)


def is_long(vault: Vault, today: date) -> bool:
    """Whether to look takes longer than a person should wait for a screen: many payments, most of them new."""
    since = window_start(today)
    with vault.read() as connection:
        if recurring.count(connection, since) < _LONG:
            return False
        begins, until, kinds = recurring.state(connection)
        is_known = begins == since.isoformat() and until is not None and kinds == recurring.transfer_kinds(connection)
        return not is_known or len(recurring.stale_payees(connection)) > _STALE


def window_start(today: date) -> date:
    """The first day that is looked at: that of a quarter of a year, at least `HISTORY_DAYS` back."""
    first = today - timedelta(days=HISTORY_DAYS)
    return date(first.year, first.month - (first.month - 1) % 3, 1)


def _again(
    connection: Connection, stale: Iterable[str], since: date, today: date
) -> tuple[dict[str, str], dict[str, Found]]:
    """Buckets by payee, and what is found in the buckets of stale payees; every stale bucket is there."""
    payees = {payee: bucket_of(payee) for payee in stale}
    buckets = set(payees.values())
    touched = recurring.payees_in(connection, buckets) | payees.keys()
    if len(touched) > _MANY:
        payments = recurring.payments(connection, since, today)
        payments = [one for one in payments if bucket_of(one.payee) in buckets]
    else:
        payments = recurring.payments(connection, since, today, touched)
    more, series = _among(payments, today)
    return payees | more, {bucket: series.get(bucket, []) for bucket in buckets}


def _among(payments: Sequence[Payment], today: date) -> tuple[dict[str, str], dict[str, Found]]:
    """Buckets by payee, and what is found among payments by bucket, ended or not."""
    payees = {payee: bucket_of(payee) for payee in {one.payee for one in payments}}
    by_id = {one.id: one for one in payments}
    series: dict[str, Found] = {}
    for one in find_series(payments, today, with_ended=True):
        paid = [by_id[number] for number in one.transaction_ids]
        series.setdefault(payees[paid[0].payee], []).append((one, paid))
    return payees, series


def _running(found: Found, today: date, *, with_ended: bool) -> Found:
    kept = (one for one in found if with_ended or not has_ended(one[0], today))
    return sorted(kept, key=lambda one: sure_first(one[0]))


def _to_json(found: Found) -> str:
    if not found:
        return ""
    return json.dumps([[asdict(series), payments] for series, payments in found], default=date.isoformat)


def _from_json(text: str) -> Found:
    return [(_series(values), [_payment(one) for one in payments]) for values, payments in json.loads(text)]


def _series(values: dict[str, Any]) -> Series:
    """A series from JSON, which knows its days and tuples as texts and lists."""
    days = {name: date.fromisoformat(values[name]) for name in ("next_on", "last_on")}
    steps = tuple(PriceStep(date.fromisoformat(one["since"]), one["amount"]) for one in values["steps"])
    return Series(**{**values, **days, "steps": steps, "transaction_ids": tuple(values["transaction_ids"])})


def _payment(values: list[Any]) -> Payment:
    return Payment(values[0], values[1], date.fromisoformat(values[2]), *values[3:])
