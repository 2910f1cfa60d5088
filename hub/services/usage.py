"""What is used of caps and tiers, derived from the transactions; what the issuer says can be typed with its source.

The counters of a day are kept: later ones go on from there, and a change of an earlier transaction takes them away
(triggers of `storage.paying_tables`). So a comparison reads the last days, not years.
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
from hub.domain.decide.derive import Counter, counters
from hub.domain.decide.exact import plain
from hub.domain.errors import CaseError
from hub.services import purchases
from storage import paying
from storage.paying import Opening
from storage.vault import Vault

__all__ = ["Opening", "of", "openings", "put_opening", "remove_opening"]

_SHORT, _LONG = 93, 760
"""Days of history that monthly and statement periods need (with the period before), and that longer ones need."""

_MANY = 40
"""Purchases to be counted, from which on the counters are kept."""

_OLDER = 40
"""Days before, at which counters are kept too: an import reaches back about a statement."""

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
    terms = _digest(case, account_of, typed)
    known = paying.counters_before(connection, terms, on - timedelta(days=1))
    days = _Days(known[0], known[1]) if known else _Days(on - timedelta(days=_days(case) + 1), ())
    found = purchases.paid(connection, meant.linked, days.day + timedelta(days=1), on)
    marks = {on - timedelta(days=back) for back in (_OLDER, 1)} if len(found) >= _MANY else set()
    kept = []
    for stop in sorted(one for one in {one.as_of for one in typed} | marks | {on} if one > days.day):
        days = _walked(case, meant, days, stop, found)
        said = {(one.instrument, one.counter, one.category): one for one in typed if one.as_of == stop}
        days = _Days(stop, [*(row for row in days.rows if _place(row) not in said), *map(_row_of, said.values())])
        if stop in marks:
            kept.append(days)
    return days, kept, terms


def _walked(
    case: Mapping[str, Any], meant: purchases.Meaning, before: _Days, until: date, found: Sequence[purchases.Paid]
) -> _Days:
    """The counters at the end of a later day. Where nothing happened they stay: each row says what day it holds of."""
    history = [
        purchases.document(one, meant) for one in found if one.amount < 0 and before.day < one.booked_on <= until
    ]
    if not history:
        return _Days(until, before.rows)
    past = {
        **case,
        "offers": [],
        "situation": {"rates": case["situation"]["rates"], "history": history},
        # what is activated now says nothing about then, and the offers it names are not in this case
        "usage": {"counters": list(before.rows)} if before.rows else {},
    }
    rows = [_row(one) for one in counters(parse(past), until)]
    return _Days(until, rows)


def _days(case: Mapping[str, Any]) -> int:
    periods = {
        part.get("period")
        for product in case["terms"]["products"]
        for part in (*product.get("caps", ()), *product.get("rules", ()))
    }
    return _SHORT if periods <= {None, "calendar_month", "statement"} else _LONG


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
