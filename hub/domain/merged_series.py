"""Series that a person says are one: a payee that renamed itself, a contract that moved to another account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hub.domain.bill import PriceStep, Series
from hub.domain.recurring import Payment

Found = tuple[Series, list[Payment]]


def merged(found: Sequence[Found], into: Mapping[str, str]) -> list[Found]:
    """The series with those joined that belong together; a merge into a series that is gone joins nothing.

    into: key → key of the series that it is part of. The one that was paid last gives rhythm, account and price;
    the key of the target stays, so that what was said about it holds.
    """
    by_key = {series.key: (series, payments) for series, payments in found}
    groups: dict[str, list[Found]] = {}
    for series, payments in found:
        groups.setdefault(_root(series.key, into, by_key), []).append((series, payments))
    return [group[0] if len(group) == 1 else _joined(key, group) for key, group in groups.items()]


def joinable(found: Sequence[Found], key: str) -> list[Series]:
    """Of the others those that a series may be one with: of its currency and direction, running or ended.

    Likeliest first: a payee with a new name goes on soon after what was paid under the old one.
    """
    one, payments = next((pair for pair in found if pair[0].key == key), (None, []))
    if one is None:
        return []
    spans = [
        (series, min(paid.booked_on for paid in theirs), max(paid.booked_on for paid in theirs))
        for series, theirs in found
        if series.key != key and series.currency == one.currency and (series.amount < 0) == (one.amount < 0)
    ]
    first, last = min(paid.booked_on for paid in payments), max(paid.booked_on for paid in payments)

    def apart(span: tuple[Series, date, date]) -> tuple[int, str, str]:
        series, begun, ended = span
        return min(abs((first - ended).days), abs((begun - last).days)), series.payee, series.key

    return [series for series, _begun, _ended in sorted(spans, key=apart)]


def _root(key: str, into: Mapping[str, str], known: Mapping[str, Found]) -> str:
    seen = {key}
    while (after := into.get(key)) is not None and after in known and after not in seen:
        seen.add(after)
        key = after
    return key


def _joined(key: str, group: Sequence[Found]) -> Found:
    latest = max((series for series, _payments in group), key=lambda one: (one.last_on, one.key))
    payments = sorted((p for _series, paid in group for p in paid), key=lambda p: (p.booked_on, p.id))
    series = replace(
        latest,
        key=key,
        count=len(payments),
        steps=() if latest.varies else _steps(payments),
        transaction_ids=tuple(one.id for one in payments),
        confidence=max(series.confidence for series, _payments in group),
    )
    return series, payments


def _steps(payments: Sequence[Payment]) -> tuple[PriceStep, ...]:
    """A change counts when it is of more than a hundredth."""
    steps: list[PriceStep] = []
    for one in payments:
        if not steps or 100 * abs(one.amount - steps[-1].amount) > abs(steps[-1].amount):
            steps.append(PriceStep(one.booked_on, one.amount))
    return tuple(steps)
