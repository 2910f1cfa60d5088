"""What looks wrong on an account, each with the payments that are the evidence: nothing here is a verdict.

Limits are in minor units of currencies with two decimals. Only what came in the last `NEWS_FOR` days is told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from hub.domain.recurring import Payment
from hub.domain.text import fold, merchant_key

NEWS_FOR = 45
LOOK_BACK = 400
"""Days that show what is usual."""
TINY, LARGE = 200, 2_000
"""A test charge is at most this; what follows it is at least that."""
UNUSUAL_FROM = 5_000
_FOREIGN = re.compile(
    r"auslandseinsatz|fremdwahrung|foreign|fx |currency conversion|non-sterling|hors zone|change|devise|cambio|valuta"
)
_STANDING = re.compile(r"dauerauftrag|standing order|virement permanent|orden permanente|bonifico ricorrente")
_COUNTRY = re.compile(r"(?:^|[\s,/])([A-Z]{2,3})\s*$")

CODES = (
    "double_charge", "new_country", "new_currency", "test_amount", "fee", "foreign_fee", "changed_order", "new_account",
    "unusual_amount",
)  # fmt: skip
"""Every kind of alert."""


class Row(NamedTuple):
    """A payment with what the bank wrote, the other account, and the currency it was made in (None: the account's)."""

    payment: Payment
    words: str = ""
    other: str = ""
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to look at. key: stable, to put it away; ids: the evidence, the payment in question last."""

    code: str
    key: str
    on: date
    payee: str
    amount: int
    currency: str
    ids: tuple[int, ...]
    values: Mapping[str, object] = field(default_factory=dict)


def alerts(rows: Sequence[Row], today: date, countries: frozenset[str], fee_ids: frozenset[int]) -> list[Alert]:
    """What looks wrong, newest first; rows: money out of the last `LOOK_BACK` days without transfers, oldest first.

    countries: codes that count as countries at the end of what a bank wrote; fee_ids: payments that are fees.
    """
    since = today - timedelta(NEWS_FOR)
    rows = [one for one in rows if one.payment.amount < 0]
    by_payee: dict[str, list[Row]] = defaultdict(list)
    keys: dict[str, str] = {}
    for one in rows:
        payee = one.payment.payee
        by_payee[keys.get(payee) or keys.setdefault(payee, merchant_key(payee))].append(one)
    found = [
        *_firsts(rows, since, "new_country", lambda one: _country(one, countries)),
        *_firsts(rows, since, "new_currency", lambda one: one.original or ""),
        *_tests(rows, by_payee, since),
        *_fees(rows, since, fee_ids),
    ]
    for group in by_payee.values():
        found += _orders(group, since)
        found += _accounts(group, since)
        found += _unusual(group, since, fee_ids)
    return sorted(found, key=lambda one: (one.on, one.ids[-1]), reverse=True)


def _alert(code: str, row: Row, earlier: Iterable[Row] = (), **values: object) -> Alert:
    one = row.payment
    ids = (*(other.payment.id for other in earlier), one.id)
    return Alert(code, f"{code}:{one.id}", one.booked_on, one.payee, -one.amount, one.currency, ids, values)


def _firsts(rows: Sequence[Row], since: date, code: str, place: Callable[[Row], str]) -> list[Alert]:
    """The first payment from somewhere new, where many payments before it show what is usual."""
    counts: Counter[str] = Counter()
    found = []
    for one in rows:
        name = place(one)
        if not name:
            counts[""] += 1
            continue
        usual = counts.total() if code == "new_currency" else counts.total() - counts[""]
        if not counts[name] and usual >= 10 and one.payment.booked_on >= since:
            found.append(_alert(code, one, place=name))
        counts[name] += 1
    return found


def _country(row: Row, countries: frozenset[str]) -> str:
    match = _COUNTRY.search(row.words)
    return match[1] if match is not None and match[1] in countries else ""


def _tests(rows: Sequence[Row], by_payee: Mapping[str, Sequence[Row]], since: date) -> list[Alert]:
    """A tiny first charge, and within a week a large one of the same payee or of another that is new too."""
    found = []
    firsts = {group[0].payment.id for group in by_payee.values()}
    for at, one in enumerate(rows):
        payment = one.payment
        if payment.booked_on < since or payment.id not in firsts or -payment.amount > TINY:
            continue
        until = payment.booked_on + timedelta(7)
        for later in rows[at + 1 :]:
            other = later.payment
            if other.booked_on > until:
                break
            is_same = merchant_key(other.payee) == merchant_key(payment.payee)
            if other.account_id == payment.account_id and -other.amount >= LARGE and (is_same or other.id in firsts):
                found.append(_alert("test_amount", later, [one], first=-payment.amount, first_payee=payment.payee))
                break
    return found


def _fees(rows: Sequence[Row], since: date, fee_ids: frozenset[int]) -> list[Alert]:
    found = []
    for one in rows:
        if one.payment.id in fee_ids and one.payment.booked_on >= since:
            is_foreign = _FOREIGN.search(fold(f"{one.payment.payee} {one.words}")) is not None
            found.append(_alert("foreign_fee" if is_foreign else "fee", one))
    return found


def _orders(group: Sequence[Row], since: date) -> list[Alert]:
    """A standing order that was steady and is not what it was."""
    recent = [one for one in group if one.payment.booked_on >= since]
    if len(group) < 3 or not any(_STANDING.search(fold(one.words)) for one in recent):
        return []
    orders = [one for one in group if _STANDING.search(fold(one.words))]
    if len(orders) < 3:
        return []
    *before, last = orders
    usual = {one.payment.amount for one in before[-3:]}
    if last.payment.booked_on < since or len(usual) > 1 or last.payment.amount in usual:
        return []
    return [_alert("changed_order", last, before[-1:], before=-before[-1].payment.amount)]


def _accounts(group: Sequence[Row], since: date) -> list[Alert]:
    """A payee that always had one account and now has another: how redirected transfers look."""
    known = [one for one in group if one.other]
    found = []
    for at, one in enumerate(known):
        before = {other.other for other in known[:at]}
        if at >= 3 and len(before) == 1 and one.other not in before and one.payment.booked_on >= since:
            found.append(_alert("new_account", one, known[at - 1 : at], account=one.other, before=known[at - 1].other))
    return found


def _unusual(group: Sequence[Row], since: date, fee_ids: frozenset[int]) -> list[Alert]:
    """More than three times the usual and than twice the most that this payee ever took."""
    found = []
    for at, one in enumerate(group):
        amount = -one.payment.amount
        if at < 6 or one.payment.booked_on < since or amount < UNUSUAL_FROM or one.payment.id in fee_ids:
            continue
        before = sorted(-other.payment.amount for other in group[:at])
        usual = before[len(before) // 2]
        if amount > 3 * usual and amount > 2 * before[-1]:
            found.append(_alert("unusual_amount", one, usual=usual, most=before[-1], count=at))
    return found
