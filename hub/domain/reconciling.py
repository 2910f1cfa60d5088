"""Reconciling: what may explain that ticked rows do not come to the statement's closing balance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

MOST = 8
"""Suspects that are named at most."""


class Candidate(NamedTuple):
    """A row of the account: whether it is ticked, and what tells equal rows apart. amount: minor units."""

    id: int
    booked_on: date
    amount: int
    payee: str
    is_ticked: bool


class Suspect(NamedTuple):
    """A row that may explain the difference. code: missing_tick, extra_tick, double, sign, digits, not_here.

    ids: the rows, none for "not_here". amount: what the row should be, or what is missing, minor units.
    """

    code: str
    ids: tuple[int, ...]
    amount: int


def difference(closing: int, before: int, rows: Iterable[Candidate]) -> int:
    """What is missing to the closing balance: closing − (reconciled before + ticked rows)."""
    return closing - before - sum(row.amount for row in rows if row.is_ticked)


def suspects(missing: int, rows: Sequence[Candidate]) -> list[Suspect]:
    """Rows that alone explain a difference, the likeliest first; "not_here" when none does.

    missing: closing − ticked. A row not ticked of just this amount; a ticked one too many, first where it has a twin
    of the same amount and payee; one with the wrong sign (half the difference); one with two neighbouring digits
    exchanged (such a difference is divisible by 9); two rows not ticked that come to it together.
    """
    if not missing:
        return []
    ticked = [row for row in rows if row.is_ticked]
    open_rows = [row for row in rows if not row.is_ticked]
    twins = {(row.amount, row.payee.casefold()): 0 for row in rows}
    for row in rows:
        twins[row.amount, row.payee.casefold()] += 1
    found = [Suspect("missing_tick", (row.id,), row.amount) for row in open_rows if row.amount == missing]
    surplus = [row for row in ticked if row.amount == -missing]
    is_twin = {row.id: twins[row.amount, row.payee.casefold()] > 1 for row in surplus}
    found += [Suspect("double", (row.id,), row.amount) for row in surplus if is_twin[row.id]]
    found += [Suspect("sign", (row.id,), -row.amount) for row in ticked if -2 * row.amount == missing]
    found += [Suspect("extra_tick", (row.id,), row.amount) for row in surplus if not is_twin[row.id]]
    if missing % 9 == 0:
        found += [Suspect("digits", (row.id,), row.amount + missing) for row in ticked if _is_swap(row.amount, missing)]
    found += _pairs(missing, open_rows)
    return found[:MOST] or [Suspect("not_here", (), missing)]


def _is_swap(amount: int, missing: int) -> bool:
    """Whether the right amount would have two neighbouring digits the other way round."""
    right = amount + missing
    if (right < 0) != (amount < 0):
        return False
    width = max(len(str(abs(right))), len(str(abs(amount))))
    first, second = f"{abs(amount):0{width}}", f"{abs(right):0{width}}"
    unlike = [at for at in range(width) if first[at] != second[at]]
    if len(unlike) != 2 or unlike[1] != unlike[0] + 1:
        return False
    return first[unlike[0]] == second[unlike[1]] and first[unlike[1]] == second[unlike[0]]


def _pairs(missing: int, rows: Sequence[Candidate]) -> list[Suspect]:
    seen: dict[int, Candidate] = {}
    found = []
    for row in rows:
        other = seen.get(missing - row.amount)
        if other is not None:
            found.append(Suspect("missing_tick", (other.id, row.id), missing))
        seen.setdefault(row.amount, row)
    return found
