"""What the columns of a table without headings leave open: settled by what its cells prove, else asked about.

The choices of these questions are numbers of columns, from 1 on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from operator import ge, le

from hub.domain.statement import Question
from importers.amounts import split
from importers.balances import chains, signs_by_balance
from importers.bare_columns import plain_number
from importers.columns import Columns
from importers.dates import DateReading
from importers.profiles import Profile
from importers.table_words import looks_like_income

AMOUNT, BOOKING, OUT = "amount_column", "booking_column", "out_column"
_MOST = 4
_FULL = 80
"""Percent of the rows in which a column states something, to be one that may hold the amounts."""
_ROWS = 300

Table = Sequence[Sequence[str]]


def settle(columns: Columns, profiles: Sequence[Profile], table: Table, answers: Mapping[str, str]) -> list[Question]:
    """Choose among columns that may hold the amounts; what was assumed and may be otherwise."""
    rows = table[:_ROWS]
    if columns.debit is not None and columns.credit is not None:
        question = _out_column(columns, columns.debit, columns.credit, rows)
    else:
        question = _amount_column(columns, profiles, rows)
    if question is None:
        return []
    question = question.answered(answers.get(question.code))
    chosen = int(question.assumed) - 1
    if question.code == OUT and chosen != columns.debit:
        columns.debit, columns.credit = columns.credit, columns.debit
    elif question.code == AMOUNT and chosen != columns.amounts[0][0]:
        columns.balance = None if columns.balance == chosen else columns.balance
        columns.amounts = [(chosen, None)]
    return [question]


def booking_day(columns: Columns, dates: DateReading, rows: Table, answers: Mapping[str, str]) -> Question | None:
    """Choose the column of booking days among two: that in whose order the rows are; else the first one, and ask."""
    places = columns.dates[:2]
    if len(places) < 2:
        return None
    days = [
        (one, other)
        for row in rows
        if max(places) < len(row) and (one := dates.read(row[places[0]])) and (other := dates.read(row[places[1]]))
    ]
    if all(one == other for one, other in days):
        return None
    in_order = [_is_in_order([pair[at] for pair in days]) for at in (0, 1)]
    if in_order[0] != in_order[1] and len(days) > 2:
        chosen, question = places[in_order.index(True)], None
    else:
        question = Question(BOOKING, _numbers(places), str(places[0] + 1), "no_headings").answered(answers.get(BOOKING))
        chosen = int(question.assumed) - 1
    if chosen != places[0]:
        columns.dates, columns.value = [chosen, places[0], *columns.dates[2:]], places[0]
    return question


def _is_in_order(days: Sequence[date]) -> bool:
    return any(all(way(one, other) for one, other in pairwise(days)) for way in (le, ge))


def _numbers(places: Iterable[int]) -> tuple[str, ...]:
    return tuple(str(place + 1) for place in places)


def _values(place: int, rows: Table) -> list[Decimal | None]:
    return [plain_number(row[place]) if place < len(row) else None for row in rows]


def _out_column(columns: Columns, debit: int, credit: int, rows: Table) -> Question | None:
    """Which of two columns is money out, by the balances, by a minus, or by words of income beside one of them."""
    out, into = _values(debit, rows), _values(credit, rows)
    if columns.balance is not None:
        balances = _values(columns.balance, rows)
        moved = [abs(b or Decimal(0)) - abs(a or Decimal(0)) for a, b in zip(out, into, strict=True)]
        straight, turned = chains([(m, b, "") for m, b in zip(moved, balances, strict=True)])
        if straight.best != turned.best:
            if turned.best > straight.best:
                columns.debit, columns.credit = credit, debit
            return None
    if any(value is not None and value < 0 for value in (*out, *into)):
        return None
    earned = [sum(bool(v) and _is_income(row) for v, row in zip(side, rows, strict=True)) for side in (out, into)]
    if bool(earned[0]) != bool(earned[1]):
        if earned[0]:
            columns.debit, columns.credit = credit, debit
        return None
    return Question(OUT, _numbers((debit, credit)), str(debit + 1), "no_headings")


def _is_income(row: Sequence[str]) -> bool:
    return any(looks_like_income(cell) for cell in row if cell)


def _amount_column(columns: Columns, profiles: Sequence[Profile], rows: Table) -> Question | None:
    """Which of several columns of money holds the amounts, where no balance proves it."""
    if not columns.amounts:
        return None
    best = columns.amounts[0][0]
    found = {best: _values(best, rows)}
    for place, cells in enumerate(profiles):
        is_money = cells.numbers >= 90 and (cells.decimals >= 50 or cells.with_currency >= 50) and cells.dates < 50
        if place != best and is_money and cells.filled >= _FULL and not (len(rows) > 2 and cells.distinct == 1):
            values = _values(place, rows)
            if any(abs(a or 0) != abs(b or 0) for a, b in zip(values, found[best], strict=True)):
                found[place] = values
    if columns.balance is not None and _is_proven(columns, found, _values(columns.balance, rows)):
        return None
    if len(found) == 1:
        return None
    own = [place for place in found if len(_currencies(place, rows)) == 1]
    if len(own) == 1 and all(len(_currencies(place, rows)) > 1 for place in found if place != own[0]):
        columns.amounts = [(own[0], None)]  # the account's currency beside those of what was bought
        return None
    choices = _numbers(sorted(found)[:_MOST])
    best = columns.amounts[0][0]
    return Question(AMOUNT, choices, str(best + 1), "no_headings") if str(best + 1) in choices else None


def _is_proven(
    columns: Columns, found: Mapping[int, Sequence[Decimal | None]], balances: Sequence[Decimal | None]
) -> bool:
    """Whether the balances follow from one column alone, or from it better than from others, which then is taken."""
    held = {place: _held(values, balances) for place, values in found.items() if place != columns.balance}
    most = max(held.values(), default=0)
    best = [place for place, count in held.items() if count == most]
    if most and 2 * most >= len(balances) - 1 and len(best) == 1:
        columns.amounts = [(best[0], None)]
        return True
    return False


def _held(amounts: Sequence[Decimal | None], balances: Sequence[Decimal | None]) -> int:
    """How many balances follow from the amounts of a column."""
    entries = [(a or Decimal(0), b, "") for a, b in zip(amounts, balances, strict=True)]
    if signs_by_balance(entries):
        return len(entries) - 1
    return max(chain.best for chain in chains(entries))


def _currencies(place: int, rows: Table) -> set[str]:
    parts = (split(row[place]) for row in rows if place < len(row) and row[place])
    return {part.currency for part in parts if part is not None and part.currency}
