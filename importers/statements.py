"""The statements of a table: lines by account and currency, with opening, closing and the balance proof."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hub.domain.line_columns import Decimals, field_of
from hub.domain.statement import BOOKED, PENDING, Balance, Line, Problem, Statement, StatementAccount
from importers.balances import Chain, chains, dense_chains
from importers.row_text import clean
from importers.rows import Reading

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}(?= ?(?:[0-9A-Z] ?){0,18}[0-9]{4})[0-9A-Z ]{8,34}")


def statements_of(reading: Reading) -> list[Statement]:
    """One statement for each account and currency among the lines; one without lines when there are none."""
    lines = reading.lines.lines()
    names, currencies = set(reading.accounts), set(field_of(lines, "currency"))
    if len(names) == len(currencies) == 1:
        return [_statement(reading, names.pop(), currencies.pop(), lines, alone=True)]
    groups: dict[tuple[str, str | None], list[Line]] = {}
    for line, account in zip(lines, reading.accounts, strict=True):
        groups.setdefault((account, line.currency), []).append(line)
    if len(groups) > 1 and any(not account for account, _ in groups):
        _merge_nameless(groups)
    if not groups:
        groups[("", reading.preamble.currency)] = []
    alone = len(groups) == 1
    return [
        _statement(reading, account, currency, tuple(own), alone=alone) for (account, currency), own in groups.items()
    ]


def is_iban(number: str | None) -> bool:
    """Whether an account's number is one of the countries that write them so, none of which puts the month first."""
    return number is not None and _IBAN.fullmatch(number) is not None


def _merge_nameless(groups: dict[tuple[str, str | None], list[Line]]) -> None:
    """Rows without an account belong to the only account there is."""
    named = {account for account, _ in groups if account}
    if len(named) != 1:
        return
    name = named.pop()
    for account, currency in [k for k in groups if not k[0]]:
        lines = groups.pop((account, currency))
        groups.setdefault((name, currency), []).extend(lines)
        groups[(name, currency)].sort(key=lambda line: line.line)


def _statement(
    reading: Reading, account: str, currency: str | None, lines: Sequence[Line], *, alone: bool
) -> Statement:
    before = reading.preamble
    name = clean(account or before.account or "") or None
    id_, label = (name, None) if name and any(c.isdigit() for c in name) else (None, name)
    kind = "card" if before.card else None
    if id_ and is_iban(id_):
        id_ = id_.replace(" ", "")
    opening = Balance(before.opening, before.opening_on) if alone and before.opening is not None else None
    closing = Balance(before.closing, before.closing_on) if alone and before.closing is not None else None
    proof = _proof(lines) if reading.columns.balance is not None else None
    if proof is not None and not proof[0].best and len(set(field_of(lines, "balance"))) == 1:
        proof = None  # the same beside every row: no balance that runs
    if proof is not None:
        lines, proof = _moved(lines, proof)
    agree = _agree(reading, lines, opening, closing, proof)
    if agree and proof is not None:
        first, last = _ends(lines, proof[0])
        if first and last and (opening is None or closing is None):
            # What is stated alone may be the balance of another day; the proven ends belong to these lines.
            opening, closing = first, last
    return Statement(StatementAccount(id_, label, kind, currency), lines, opening, closing, agree)


def _moved(lines: Sequence[Line], proof: tuple[Chain, Chain]) -> tuple[Sequence[Line], tuple[Chain, Chain]]:
    """The lines, a pending one booked where the balances beside or around it prove that they moved with it.

    Where they hold only without the pending ones that have no balance beside them, those are not in the balances.
    """
    if PENDING not in field_of(lines, "status"):
        return lines, proof
    told = [place for place, line in enumerate(lines) if line.balance is not None]
    if not proof[0].is_whole:
        settled = [line for line in lines if line.status != PENDING or line.balance is not None]
        proof = without if (without := _proof(settled))[0].is_whole else proof
        moved = set(told) if without[0].is_whole else set[int]()
    else:
        moved = set(range(told[0], told[-1] + 1))
    return tuple(
        replace(x, status=BOOKED) if x.status == PENDING and at in moved else x for at, x in enumerate(lines)
    ), proof


def _proof(lines: Sequence[Line]) -> tuple[Chain, Chain]:
    """How far the running balances follow from the amounts, as they are and for balances that are owed."""
    amounts, balances = field_of(lines, "amount"), field_of(lines, "balance")
    if isinstance(amounts, Decimals) and isinstance(balances, Decimals) and amounts.exponent == balances.exponent:
        return dense_chains(amounts.units, balances.units)
    if None not in balances:
        return dense_chains(amounts, balances)
    return chains([(line.amount, line.balance, "") for line in lines])


def _ends(lines: Sequence[Line], straight: Chain) -> tuple[Balance | None, Balance | None]:
    """The balances before the oldest and after the newest row, where running balances prove the order of rows."""
    if straight.best < straight.checks or straight.up == straight.down:
        return None, None
    oldest, newest = (lines[0], lines[-1]) if straight.down == straight.checks else (lines[-1], lines[0])
    if oldest.balance is None or newest.balance is None:
        return None, None
    return Balance(oldest.balance - oldest.amount, oldest.booked_on), Balance(newest.balance, newest.booked_on)


def _agree(
    reading: Reading,
    lines: Sequence[Line],
    opening: Balance | None,
    closing: Balance | None,
    proof: tuple[Chain, Chain] | None,
) -> bool | None:
    """Whether the running balances hold, and whether opening plus lines is closing; None when neither is stated."""
    held: bool | None = None
    if proof is not None:
        straight, owed = proof
        found = straight if straight.best >= owed.best else owed
        if found.checks:
            held = found.best == found.checks
            if not held and not found.holds:
                reading.problems.append(
                    Problem(0, "balances_disagree", "", {"checked": found.checks, "held": found.best})
                )
    if opening is None or closing is None or held is False:
        return held
    amounts, states = field_of(lines, "amount"), field_of(lines, "status")
    booked = sum((amount for amount, state in zip(amounts, states, strict=True) if state == BOOKED), Decimal(0))
    agree = opening.amount + booked == closing.amount
    if not agree:
        reading.problems.append(
            Problem(0, "balances_disagree", "", {"opening": str(opening.amount), "closing": str(closing.amount)})
        )
    return agree
