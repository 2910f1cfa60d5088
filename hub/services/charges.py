"""Double charges and fees, looked for in as few rows as can be."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from hub.domain import watch
from hub.domain.recurring import Payment, bucket_of
from hub.domain.text import merchant_key
from hub.domain.watch import DOUBLE_WITHIN, FEE_WORDS, SMALLEST_DOUBLE, DoubleCharge, double_charges
from storage import recurring, texts

FEES_OF = 365
"""Days in which fees count, and in which it shows which pairs are usual."""


def doubles(connection: Connection, day: date) -> list[DoubleCharge]:
    """Charges that may have been taken twice: the year of those payees is read that have a pair just now."""
    recent = recurring.payments(connection, day - timedelta(DOUBLE_WITHIN + 1), day)
    keys = _with_pairs(recent)
    if not keys:
        return []
    names = {one.payee for one in recent if merchant_key(one.payee) in keys}
    names |= recurring.payees_in(connection, {bucket_of(name) for name in names})
    same = [name for name in names if merchant_key(name) in keys]
    return double_charges(recurring.payments(connection, day - timedelta(FEES_OF), day, same), day)


def fees(connection: Connection, day: date) -> list[Payment]:
    """Fees of the last year, found by payee or by what the bank wrote."""
    since = day - timedelta(FEES_OF)
    likely = texts.rows_with_words(connection, FEE_WORDS, recurring.blocks_between(connection, since, day))
    rows = recurring.worded(connection, since, day, likely)
    named = {payment.id: payment for payment, _words in rows}
    found = watch.fees((Payment(*payment[:5], f"{payment.payee} {words}") for payment, words in rows), since)
    return [named[one.id] for one in found]


def _with_pairs(payments: list[Payment]) -> set[str]:
    """Keys of payees that took the same amount twice within a day."""
    groups: dict[tuple[int, int], list[Payment]] = defaultdict(list)
    for one in payments:
        if one.amount <= -SMALLEST_DOUBLE:
            groups[one.account_id, one.amount].append(one)
    keys: set[str] = set()
    for group in groups.values():
        by_key: dict[str, list[date]] = defaultdict(list)
        for one in group if len(group) > 1 else ():
            by_key[merchant_key(one.payee)].append(one.booked_on)
        for key, days in by_key.items():
            if any((second - first).days <= 1 for first, second in pairwise(sorted(days))):
                keys.add(key)
    return keys
