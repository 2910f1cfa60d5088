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
from storage import answers, recurring, texts
from storage import fees as fees_of_moves

FEES_OF = 365
"""Days in which fees count, and in which it shows which pairs are usual."""


def doubles(connection: Connection, day: date) -> list[DoubleCharge]:
    """Charges that may have been taken twice as of a day; kept until something is written."""
    return list(answers.kept(connection, "doubles", day, lambda: _doubles(connection, day)))


def _doubles(connection: Connection, day: date) -> list[DoubleCharge]:
    """The year of those payees is read that have a pair just now."""
    since = day - timedelta(DOUBLE_WITHIN + 1)
    keys = _with_pairs(recurring.alike(connection, since, day, SMALLEST_DOUBLE))
    if not keys:
        return []
    names = {one for one in recurring.payees_between(connection, since, day) if merchant_key(one) in keys}
    names |= recurring.payees_in(connection, {bucket_of(name) for name in names})
    same = [name for name in names if merchant_key(name) in keys]
    return double_charges(recurring.repeated(connection, day - timedelta(FEES_OF), day, same), day)


def fees(connection: Connection, day: date) -> list[Payment]:
    """Fees of the last year, found by payee, by what the bank wrote, or as what a move cost; kept until a write."""
    return list(answers.kept(connection, "fees", day, lambda: _fees(connection, day)))


def _fees(connection: Connection, day: date) -> list[Payment]:
    since = day - timedelta(FEES_OF)
    likely = texts.rows_with_words(connection, FEE_WORDS, recurring.blocks_between(connection, since, day))
    rows = recurring.worded(connection, since, day, likely)
    named = {payment.id: payment for payment, _words in rows}
    found = watch.fees((Payment(*payment[:5], f"{payment.payee} {words}") for payment, words in rows), since)
    return [*(named[one.id] for one in found), *fees_of_moves.between(connection, since, day)]


def _with_pairs(payments: list[Payment]) -> set[str]:
    """Keys of payees that took the same amount twice within a day."""
    groups: dict[tuple[int, int, str], list[date]] = defaultdict(list)
    for one in payments:
        groups[one.account_id, one.amount, merchant_key(one.payee)].append(one.booked_on)
    return {
        key
        for (_account, _amount, key), days in groups.items()
        if any((second - first).days <= 1 for first, second in pairwise(sorted(days)))
    }
