"""How well recurring payments are found, and how fast, beside a peer's way: equal amounts at equal distances."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from households import END, House

from hub.domain.recurring import Payment, find_series
from hub.domain.text import merchant_key

FEWEST = {"home": 2, "lessons": 6}
"""Payments from which a label is wanted: two for a yearly one, six for a weekly one, else three."""


def found_here(payments: list[Payment]) -> list[set[int]]:
    return [set(series.transaction_ids) for series in find_series(payments, END, with_ended=True)]


def found_by_amount(payments: list[Payment]) -> list[set[int]]:
    """Same payee, same amount, three or more, gaps within five days of their median."""
    groups: dict[tuple[str, int], list[Payment]] = defaultdict(list)
    for payment in payments:
        groups[merchant_key(payment.payee), payment.amount].append(payment)
    found = []
    for group in groups.values():
        gaps = [(b.booked_on - a.booked_on).days for a, b in pairwise(group)]
        middle = sorted(gaps)[len(gaps) // 2] if gaps else 0
        if len(group) >= 3 and middle >= 6 and all(abs(gap - middle) <= 5 for gap in gaps):
            found.append({payment.id for payment in group})
    return found


def score(
    houses: list[House], find: Callable[[list[Payment]], list[set[int]]], misses: list[str] | None = None
) -> tuple[float, float]:
    """Precision and recall.

    A find is right if four fifths of it are one label's and seven tenths of that label are in it.
    """
    right = given = wanted = 0
    for number, house in enumerate(houses):
        labels = {
            name: ids
            for name, ids in house.labels.items()
            if len(ids) >= (2 if name == "home" else 6 if name == "lessons" else 3)
        }
        finds, hit = find(house.payments), set()
        for ids in finds:
            best = max(labels, key=lambda name: len(labels[name] & ids))
            inside = len(labels[best] & ids)
            if best not in hit and inside >= 0.8 * len(ids) and inside >= 0.7 * len(labels[best]):
                hit.add(best)
            elif misses is not None and not any(ids <= small for small in house.labels.values()):
                payees = {payment.payee for payment in house.payments if payment.id in ids}
                misses.append(f"{number}: wrong {sorted(payees)[:3]} {len(ids)} ~{best} {inside}/{len(labels[best])}")
            # A label too short to be wanted is no error when it is found.
            given += not any(ids <= house.labels[name] for name in house.labels.keys() - labels.keys())
        right += len(hit)
        wanted += len(labels)
        if misses is not None:
            misses += [f"{number}: missed {name} {len(labels[name])}" for name in labels.keys() - hit]
    return right / given, right / wanted


def test_series_are_found_and_habits_are_not(record_property: Callable[[str, object], None]) -> None:
    houses = [House(seed) for seed in range(16)]
    misses: list[str] = []
    start = time.process_time()
    precision, recall = score(houses, found_here, misses)
    took = time.process_time() - start
    number = sum(len(house.payments) for house in houses)
    peer = score(houses, found_by_amount)
    record_property("precision, recall", f"{precision:.3f} {recall:.3f}")
    record_property("by equal amounts", f"{peer[0]:.3f} {peer[1]:.3f}")
    record_property("seconds for 100,000 payments", f"{100_000 * took / number:.2f}")
    assert precision >= 0.97, misses
    assert recall >= 0.95, misses
    assert peer[0] < precision
    assert peer[1] < recall
