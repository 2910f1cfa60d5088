"""Watching for what should not be there: double charges and fees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from hub.domain.recurring import Payment
from hub.domain.text import fold, merchant_key

DOUBLE_WITHIN = 45
"""Days back in which a double charge is still worth a complaint."""
SMALLEST_DOUBLE = 500
"""Minor units below which two equal payments are two tickets or two coffees."""

FEE_WORDS = (
    "fee", "fees", "entgelt", "gebuhr", "kontofuhrung", "kontofuehrung", "auslandseinsatz", "sollzinsen", "frais",
    "commission", "comision", "commissione", "cotisation carte", "overdraft", "surcharge", "karmozd", "كارمزد", "رسوم",
    "手续费", "年费",
)  # fmt: skip
"""Beginnings of words that a fee is written with, folded."""


class DoubleCharge(NamedTuple):
    """Two equal payments to one payee on one account within a day."""

    first: Payment
    second: Payment


def double_charges(payments: Iterable[Payment], today: date) -> list[DoubleCharge]:
    """Pairs that may be one charge taken twice, newest first.

    The same account, payee and amount on one day or the next. Payees where such pairs are usual (tickets for two)
    are left out, small amounts and old pairs too.
    """
    groups: dict[tuple[int, str, int], list[Payment]] = defaultdict(list)
    pairs_of: dict[str, list[DoubleCharge]] = defaultdict(list)
    for payment in payments:
        if payment.amount < 0:
            groups[payment.account_id, merchant_key(payment.payee), payment.amount].append(payment)
    for (_, key, _), group in groups.items():
        if len(group) < 2:
            continue
        group.sort(key=lambda payment: (payment.booked_on, payment.id))
        gap = _usual_gap(group)
        at = 1
        while at < len(group):
            first, second = group[at - 1], group[at]
            if (second.booked_on - first.booked_on).days <= 1 and (gap is None or gap > 3):
                pairs_of[key].append(DoubleCharge(first, second))
                at += 1
            at += 1
    since = today - timedelta(DOUBLE_WITHIN)
    recent = [
        pair
        for pairs in pairs_of.values()
        if len(pairs) <= 2
        for pair in pairs
        if pair.second.booked_on >= since and -pair.first.amount >= SMALLEST_DOUBLE
    ]
    return sorted(recent, key=lambda pair: (pair.second.booked_on, pair.second.id), reverse=True)


def _usual_gap(group: list[Payment]) -> int | None:
    """The middle gap in days where there are enough payments for one."""
    if len(group) < 5:
        return None
    gaps = sorted((b.booked_on - a.booked_on).days for a, b in pairwise(group))
    return gaps[len(gaps) // 2]


def fees(payments: Iterable[Payment], since: date) -> list[Payment]:
    """Payments that are fees by their own words, oldest first. payee: may hold the description too."""
    found = []
    for payment in payments:
        if payment.amount < 0 and payment.booked_on >= since:
            words = f" {fold(payment.payee)} "
            if any(f" {word}" in words for word in FEE_WORDS):
                found.append(payment)
    return sorted(found, key=lambda payment: (payment.booked_on, payment.id))
