"""What is used of caps and tiers, derived from the transactions; what the issuer says can be typed with its source.

The counters of a day are kept: later ones go on from there, and a change of an earlier transaction takes them away
(triggers of `storage.paying_tables`). Only as much of the past is read as the terms look back to, and payments alike
are added up by the store where that gives the same counters. So a comparison reads days and sums, not years of rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from hub.domain.decide import parse
from hub.domain.decide.derive import Counter, Extent, counters, extent
from hub.domain.decide.exact import plain
from hub.domain.errors import CaseError
from hub.services import purchases
from storage import paying
from storage.paying import Opening
from storage.vault import Vault

__all__ = ["Opening", "of", "openings", "put_opening", "remove_opening"]

_MANY = 40
"""Purchases to be counted, from which on the counters at ends of periods and of yesterday are kept."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Days:
    """Counters on their way through the days: those at the end of `day`."""

    day: date
    rows: Sequence[Row]


def of(
    vault: Vault,
    case: Mapping[str, Any],
    account_of: Mapping[str, int | None],
    on: date,
    activations: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The usage block (DECIDE 2.6) of a case: counters from the accounts' transactions up to and on a day."""
    usage: dict[str, Any] = {"activations": list(activations)}
    with vault.read() as connection:
        found, kept, terms = _counted(connection, case, account_of, on)
    if kept:
        with vault.aside() as connection:
            for one in kept:
                paying.keep_counters(connection, terms, one.day, [dict(row) for row in one.rows])
    if found.rows:
        usage["counters"] = list(found.rows)
    return usage


def openings(vault: Vault) -> list[Opening]:
    """What was typed of usage."""
    with vault.read() as connection:
        return paying.all_openings(connection)


def put_opening(vault: Vault, one: Opening) -> None:
    """Say what was used of a counter at the end of a day, and where that was read. CaseError for a bad number."""
    try:
        is_number = Decimal(one.used) >= 0
    except ArithmeticError:
        is_number = False
    if not is_number:
        raise CaseError("not_a_number", where={"field": "used"}, found=one.used)
    with vault.write("put_usage", values={"counter": one.counter}, topics=("terms",)) as write:
        paying.put_opening(write.connection, one)


def remove_opening(vault: Vault, instrument: str, counter: str, category: str = "") -> None:
    """Derive a counter from the transactions alone again."""
    with vault.write("remove_usage", values={"counter": counter}, topics=("terms",)) as write:
        paying.remove_opening(write.connection, instrument, counter, category)


def _counted(
    connection: Connection, case: Mapping[str, Any], account_of: Mapping[str, int | None], on: date
) -> tuple[_Days, list[_Days], str]:
    """The counters on a day, those of days that are worth keeping, and the name of the terms they hold under."""
    own = {one["id"] for one in case["instruments"]}
    typed = [one for one in paying.all_openings(connection) if one.instrument in own and one.as_of <= on]
    meant = purchases.meaning(connection, account_of, case["instruments"], case["terms"]["categories"])
    begin = purchases.earliest(connection, meant.linked) or on
    needed = extent(parse(_past(case, [])), {*meant.linked.values(), *_hops(meant)}, on, begin)
    if not needed.instruments:
        return _Days(on, ()), [], ""
    terms = _digest(case, account_of, typed)
    start = max(begin, needed.first or begin) - timedelta(days=1)
    known = paying.counters_before(connection, terms, on - timedelta(days=1))
    days = _Days(*known) if known and known[0] >= start else _Days(start, ())
    lasts = {day - timedelta(days=1) for day in needed.starts} | _month_ends(start, on)
    stops = {one.as_of for one in typed} | lasts | {on - timedelta(days=1), on}
    kept, count = [], 0
    for stop in sorted(one for one in stops if one > days.day):
        found, many = _between(connection, meant, needed, days.day + timedelta(days=1), stop)
        days = _walked(case, meant, days, stop, found)
        said = {(one.instrument, one.counter, one.category): one for one in typed if one.as_of == stop}
        days = _Days(stop, [*(row for row in days.rows if _place(row) not in said), *map(_row_of, said.values())])
        count += many
        if stop < on and count >= _MANY:
            kept.append(days)
    return days, kept[-paying.MOST_SEEN :], terms


def _month_ends(after: date, on: date) -> set[date]:
    """Ends of months, at which counters are kept too: an import reaches back about a statement."""
    found, day = set[date](), on.replace(day=1) - timedelta(days=1)
    while day > after and len(found) < paying.MOST_SEEN:
        found.add(day)
        day = day.replace(day=1) - timedelta(days=1)
    return found


def _hops(meant: purchases.Meaning) -> set[str]:
    return {hop for path in meant.paths.values() for hop in path.split(">")}


def _between(
    connection: Connection, meant: purchases.Meaning, needed: Extent, first: date, last: date
) -> tuple[list[purchases.Paid], int]:
    """The payments of some days that may count, alike ones as one where that changes nothing; how many they are."""
    paying_with = {account: name for account, name in meant.linked.items() if name in needed.instruments}
    linked = meant.linked if _hops(meant) & needed.instruments else paying_with
    if needed.sums:
        return purchases.sums(connection, linked, first, last, by_payee=needed.by_merchant)
    found = [one for one in purchases.paid(connection, linked, first, last) if one.amount < 0]
    return found, len(found)


def _past(case: Mapping[str, Any], history: list[dict[str, Any]]) -> dict[str, Any]:
    """A case of the past. What is activated now says nothing about then, and today's offers are not in it."""
    return {
        **case,
        "offers": [],
        "coupons": [],
        "vouchers": [],
        "situation": {"rates": case["situation"]["rates"], "history": history},
        "usage": {},
    }


def _walked(
    case: Mapping[str, Any], meant: purchases.Meaning, before: _Days, until: date, found: Sequence[purchases.Paid]
) -> _Days:
    """The counters at the end of a later day. Where nothing happened they stay: each row says what day it holds of."""
    history = [purchases.document(one, meant) for one in found]
    if not history:
        return _Days(until, before.rows)
    past = _past(case, history)
    if before.rows:
        past["usage"] = {"counters": list(before.rows)}
    return _Days(until, [_row(one) for one in counters(parse(past), until)])


def _digest(case: Mapping[str, Any], account_of: Mapping[str, int | None], typed: Sequence[Opening]) -> str:
    """What the counters depend on besides the transactions."""
    parts = [case["profile"], case["terms"], case["instruments"], dict(account_of), [str(one) for one in typed]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _place(row: Row) -> tuple[str, str, str]:
    return str(row["instrument"]), str(row["counter"]), str(row.get("category", ""))


def _row_of(one: Opening) -> Row:
    row = {"instrument": one.instrument, "counter": one.counter, "used": one.used, "as_of": one.as_of.isoformat()}
    return {**row, "category": one.category} if one.category else row


def _row(one: Counter) -> Row:
    row: dict[str, Any] = {"instrument": one.instrument, "counter": one.counter, "as_of": one.as_of.isoformat()}
    amounts = {"used": one.used, "card_spent": one.card_spent, "previous": one.previous}
    row |= {name: plain(value) for name, value in amounts.items() if value is not None}
    return row if one.category is None else {**row, "category": one.category}
