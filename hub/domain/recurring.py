"""Recurring payments and income: found in the history, and the bills that they will bring.

Payments of one payee are tried as one series, then by amount, so that a subscription is seen among purchases; a
new price is a step of the same series, a drifting name is the same payee. What is paid weekly or every second
week is a series only if its price is steady: groceries every Saturday are a habit, not a bill. Relative spreads
and confidence are statistics and use float; amounts stay whole minor units.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from hub.domain.bill import DUE, EXPECTED, LATE, PAID, Bill, PriceStep, Series
from hub.domain.cadence import Cadence, Fit, fit, working_day
from hub.domain.text import merchant_key

DUE_SOON = 7
"""Days before its due day from which a bill is due."""
_ALIKE = 5
"""Letters at the beginning of a payee's key that drifting names have in common."""


class Payment(NamedTuple):
    """A booked transaction as the search for series needs it; amount in minor units, negative = out.

    Transfers between own accounts are left out by the caller.
    """

    id: int
    account_id: int
    booked_on: date
    amount: int
    currency: str
    payee: str
    category_id: int | None = None


class _Stream(NamedTuple):
    """Payments that make a series, with their cadence."""

    payments: list[Payment]
    fit: Fit


def find_series(payments: Iterable[Payment], today: date, *, with_ended: bool = False) -> list[Series]:
    """The recurring payments and incomes, the surest first; what has stopped only with with_ended.

    Speed: about ten microseconds for a payment, whatever the number of payees.
    """
    keys: dict[str, str] = {}
    groups: dict[tuple[str, str, bool], list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.booked_on > today or not payment.amount:
            continue
        key = keys.get(payment.payee)
        if key is None:
            key = keys[payment.payee] = merchant_key(payment.payee)
        groups[key, payment.currency, payment.amount > 0].append(payment)
    found: list[Series] = []
    for bucket in _buckets(groups):
        streams = _of_bucket(bucket)
        names = Counter(keys[stream.payments[0].payee] for stream in streams)
        for nth, stream in enumerate(sorted(streams, key=lambda s: (s.payments[0].booked_on, s.payments[0].id))):
            name = keys[stream.payments[0].payee]
            series = _series(stream, name if nth == 0 or names[name] < 2 else f"{name}~{nth + 1}")
            if with_ended or not has_ended(series, today):
                found.append(series)
    return sorted(found, key=sure_first)


def sure_first(series: Series) -> tuple[int, str, str]:
    """The order of series: the surest first."""
    return -series.confidence, series.payee, series.key


def bucket_of(payee: str) -> str:
    """What payees have in common that may be one payee under drifting names.

    What `find_series` finds among payees of one bucket depends on no payee of another.
    """
    return merchant_key(payee)[:_ALIKE]


def _buckets(groups: dict[tuple[str, str, bool], list[Payment]]) -> Iterable[list[tuple[str, list[Payment]]]]:
    """Groups whose keys start alike, together: they may be one payee under drifting names."""
    buckets: dict[tuple[str, str, bool], list[tuple[str, list[Payment]]]] = defaultdict(list)
    for (key, currency, is_in), group in groups.items():
        group.sort(key=lambda payment: (payment.booked_on, payment.id))
        buckets[key[:_ALIKE], currency, is_in].append((key, group))
    return buckets.values()


def _of_bucket(groups: list[tuple[str, list[Payment]]]) -> list[_Stream]:
    """The streams of payees with names that start alike: as one where that is one series, else each for itself."""
    streams = []
    groups = sorted(groups, key=lambda one: -len(one[1]))
    while groups:
        (key, main), *others = groups
        like = [(k, group) for k, group in others if _may_be_one(key, main, k, group)]
        union = sorted((p for _, group in [(key, main), *like] for p in group), key=lambda p: (p.booked_on, p.id))
        whole = _stream(union) if like and len(union) <= 400 else None
        if whole is not None:
            streams.append(whole)
            groups = [one for one in others if one not in like]
        else:
            streams += _of_group(main)
            groups = others
    return streams


def _may_be_one(key: str, main: list[Payment], other_key: str, other: list[Payment]) -> bool:
    """Whether one name is part of the other and the prices could be steps of one."""
    if key not in other_key and other_key not in key:
        return False
    return _is_step(main[len(main) // 2].amount, other[len(other) // 2].amount)


def _of_group(group: list[Payment]) -> list[_Stream]:
    """The streams of one payee: all of it, or those that share an amount, joined over price steps."""
    whole = _stream(group)
    if whole is not None:
        return [whole]
    parts = []
    for cluster in _clusters(group):
        part = _stream(cluster)
        if part is not None:
            parts.append(part)
    return _joined(parts, group)


def _clusters(group: list[Payment]) -> list[list[Payment]]:
    """Payments of exactly the same amount, as many as prove a subscription among purchases."""
    by_amount: dict[int, list[Payment]] = defaultdict(list)
    for payment in group:
        by_amount[payment.amount].append(payment)
    fewest = 3 if len(group) <= 12 else 4
    return [cluster for cluster in by_amount.values() if len(cluster) >= fewest]


def _joined(parts: list[_Stream], group: list[Payment]) -> list[_Stream]:
    """Price steps: a stream that goes on where another ends, and the first payments at a newer price."""
    parts.sort(key=lambda part: part.payments[0].booked_on)
    done: list[_Stream] = []
    for part in parts:
        for at, before in enumerate(done):
            if _continues(before, part):
                joined = _stream(before.payments + part.payments)
                if joined is not None:
                    done[at] = joined
                    break
        else:
            done.append(part)
    used = {payment.id for part in done for payment in part.payments}
    rest = [payment for payment in group if payment.id not in used]
    return [_extended(part, rest) for part in done]


def _continues(before: _Stream, after: _Stream) -> bool:
    """Whether one stream begins where the other ends, at a price that is a step and not another contract."""
    last, first = before.payments[-1], after.payments[0]
    days = (first.booked_on - last.booked_on).days
    length = before.fit.cadence.days
    return 0.5 * length <= days <= 2.5 * length and _is_step(last.amount, first.amount)


def _is_step(old: int, new: int) -> bool:
    """A price between three fifths and five thirds of the old one."""
    return 3 * abs(old) <= 5 * abs(new) and 3 * abs(new) <= 5 * abs(old)


def _extended(part: _Stream, rest: list[Payment]) -> _Stream:
    """The stream with payments at a newer price in the slots after its last one."""
    payments, cadence = list(part.payments), part.fit.cadence
    slot = cadence.slot_near(payments[-1].booked_on)
    for payment in rest:
        if payment.booked_on <= payments[-1].booked_on or not _is_step(payments[-1].amount, payment.amount):
            continue
        near = cadence.slot_near(payment.booked_on)
        if slot < near <= slot + 2 and abs((cadence.due(near) - payment.booked_on).days) <= 4:
            payments.append(payment)
            slot = near
    if len(payments) == len(part.payments):
        return part
    return _stream(payments) or part


def _stream(payments: list[Payment]) -> _Stream | None:
    """The payments as a stream if their days are regular and their amounts are those of a bill."""
    if len(payments) < 2:
        return None
    found = fit([payment.booked_on for payment in payments])
    if found is None:
        return None
    steady = _is_steady(payments)
    if found.cadence.unit == "week" and not steady and not (payments[0].amount > 0 and _spread(payments) <= 0.3):
        return None
    if len(payments) == 2 and not (_spread(payments) <= 0.01 or (_spread(payments) <= 0.12 and found.days_off <= 1.5)):
        return None
    if len(payments) == 3 and not (steady or _spread(payments) <= 0.2):
        return None
    if not steady and (_spread(payments) > 0.45 or found.days_off > 2.5 or found.in_time < 0.9):
        return None
    return _Stream(payments, found)


def _is_steady(payments: Sequence[Payment]) -> bool:
    """Whether the price stays but for a few steps: at most one change in five payments (or one in all)."""
    changes = sum(100 * abs(a.amount - b.amount) > abs(a.amount) for a, b in pairwise(payments))
    return changes <= max(1, len(payments) // 5)


def _spread(payments: Sequence[Payment]) -> float:
    """Median deviation from the median amount, as a share of it, widened by half to be near a standard deviation."""
    amounts = sorted(abs(payment.amount) for payment in payments)
    middle = amounts[len(amounts) // 2]
    off = sorted(abs(amount - middle) for amount in amounts)
    return 1.5 * off[len(off) // 2] / middle if len(amounts) > 2 else (amounts[-1] - amounts[0]) / middle


def _series(stream: _Stream, key: str) -> Series:
    """The series that a stream is."""
    payments, cadence = stream.payments, stream.fit.cadence
    last = payments[-1]
    varies = not _is_steady(payments)
    recent = sorted(payment.amount for payment in payments[-6:])
    slot = cadence.slot_near(last.booked_on)
    return Series(
        id=0,
        payee=last.payee,
        account_id=last.account_id,
        currency=last.currency,
        every=cadence.every,
        unit=cadence.unit,
        amount=recent[len(recent) // 2] if varies else last.amount,
        varies=varies,
        next_on=cadence.due(slot + 1),
        last_on=last.booked_on,
        count=len(payments),
        confidence=_confidence(stream, varies=varies),
        category_id=last.category_id,
        day=None if cadence.unit == "week" else cadence.anchor,
        steps=() if varies else _steps(payments),
        key=key,
        shift=cadence.shift,
        transaction_ids=tuple(payment.id for payment in payments),
    )


def _steps(payments: Sequence[Payment]) -> tuple[PriceStep, ...]:
    """The price history: a change counts when it is of more than a hundredth."""
    steps = [PriceStep(payments[0].booked_on, payments[0].amount)]
    for payment in payments[1:]:
        if 100 * abs(payment.amount - steps[-1].amount) > abs(steps[-1].amount):
            steps.append(PriceStep(payment.booked_on, payment.amount))
    return tuple(steps)


def _confidence(stream: _Stream, *, varies: bool) -> int:
    """0 to 99, from the number of payments, punctuality, gaps and steadiness of the price."""
    found = stream.fit
    number = len(set(found.slots))
    share = found.in_time * (0.5 + 0.5 * found.coverage) * (1.0 - 1.0 / (number + 2.0))
    share *= 1.0 - min(found.days_off, 6.0) / 30.0
    return min(99, round(100 * share * (0.9 if varies else 1.05)))


def has_ended(series: Series, today: date) -> bool:
    """Whether the next payment is overdue by more than a slow bank: 10 days, or six tenths of the period."""
    days = Cadence(series.unit, series.every, 1, 0).days
    return today > series.next_on + timedelta(max(10, 6 * days // 10))


def cadence_of(series: Series) -> Cadence:
    """The rhythm of a series, with its next payment in slot 0."""
    if series.unit == "week":
        return Cadence("week", series.every, series.next_on.toordinal(), 0, series.shift)
    # A weekend may have moved the next day over a month's end: the slot is the month whose due day it is.
    month = series.next_on.year * 12 + series.next_on.month - 1
    for near in (month - 1, month, month + 1):
        found = Cadence(series.unit, series.every, series.day or series.next_on.day, near, series.shift)
        if found.due(0) == series.next_on:
            return found
    return Cadence(series.unit, series.every, series.next_on.day, month)


def due_days(series: Series, until: date, closed: Collection[date] = ()) -> list[date]:
    """The due days of a series from its next one until a day. closed: holidays, which move it as weekends do."""
    cadence, days, slot = cadence_of(series), [], 0
    while (day := cadence.due(slot)) <= until:
        days.append(working_day(day, series.shift, closed))
        slot += 1
    return days


def state_on(due_on: date, today: date) -> str:
    """The state of an unpaid bill: expected, due within 7 days, late from the day after."""
    if due_on < today:
        return LATE
    return DUE if (due_on - today).days <= DUE_SOON else EXPECTED


def bills_from(
    series: Iterable[Series],
    payments: Iterable[Payment],
    since: date,
    until: date,
    today: date,
    closed: Collection[date] = (),
) -> list[Bill]:
    """The bills of series between two days, by due day: paid ones from their payments, then those to come.

    change: to the payment before. A due day before today that nothing has paid is late. closed: holidays.
    """
    by_id = {payment.id: payment for payment in payments}
    bills: list[Bill] = []
    for one in series:
        paid = [by_id[id_] for id_ in one.transaction_ids if id_ in by_id]
        bill = Bill(
            None, one.payee, one.next_on, one.amount, one.currency, EXPECTED, account_id=one.account_id,
            category_id=one.category_id, is_estimate=one.varies, series_key=one.key, series_id=one.id or None,
        )  # fmt: skip
        for before, payment in pairwise([None, *paid]):
            if payment is not None and since <= payment.booked_on <= until:
                change = None if before is None else payment.amount - before.amount
                bills.append(
                    replace(bill, due_on=payment.booked_on, amount=payment.amount, state=PAID, is_estimate=False,
                            transaction_id=payment.id, change=change, account_id=payment.account_id)
                )  # fmt: skip
        change = one.amount - paid[-1].amount if paid else None
        bills += [
            replace(bill, due_on=day, state=state_on(day, today), change=change)
            for day in due_days(one, until, closed)
            if day >= since or day < today
        ]
    return sorted(bills, key=lambda bill: (bill.due_on, bill.biller, bill.amount))
