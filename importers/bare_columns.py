"""Which column is what, where a table has no headings: the cells decide alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from importers.amounts import decimal_mark, number, split
from importers.balances import chains, signs_by_balance
from importers.columns import Columns
from importers.profiles import Profile

_EACH, _CLOCKS, _STATES = 95, 90, 4
_LETTERS = tuple(map(set, ("dc", "sh", "dk", "tj", "kj", "ba", "χπ", "d", "c")))
"""Letters that stand for debit and credit where a column holds nothing else."""


def by_cells(profiles: Sequence[Profile], table: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table without headings."""
    columns = Columns()
    dated = [p for p, c in enumerate(profiles) if c.dates >= 80 and c.filled >= 50]
    dated = dated or [
        p for p, c in enumerate(profiles) if c.loose_dates == 100 and c.filled >= 90 and c.length in (6, 8)
    ]
    dated = [p for p in dated if profiles[p].clocks < _CLOCKS] or dated
    columns.dates, columns.value = dated[:2], dated[1] if len(dated) > 1 else None
    money = [p for p, c in enumerate(profiles) if p not in dated and c.numbers >= 80 and not _only_codes(c)]
    _place_money(columns, money, profiles, table)
    taken = {*dated, *columns.money}
    for place, cells in enumerate(profiles):
        if place in taken or not cells.filled:
            continue
        if cells.currencies >= 90:
            _place_currency(columns, place, profiles)
        elif columns.status is None and 0 < cells.states < 100 and cells.distinct <= _STATES:
            columns.status = place
        elif cells.directions >= 90 and cells.letters >= 90 and (cells.ways or _says_way(place, table)):
            columns.direction = columns.direction if columns.direction is not None else place
        elif cells.letters >= 50:
            columns.description.append(place)
        elif cells.distinct == 1 and cells.length >= 8 and _is_account(cells, len(table)):
            columns.account.append(place)
    if (
        columns.description
        and profiles[columns.description[0]].length >= 18
        and profiles[columns.description[0]].distinct == 1
    ):
        columns.account, columns.description = columns.description[:1], columns.description[1:] or columns.description
    columns.description.sort(key=lambda p: (-min(profiles[p].distinct, 5), p))
    return columns


def _place_currency(columns: Columns, place: int, profiles: Sequence[Profile]) -> None:
    """A column of currencies: the account's, or, where some rows have none, those of what was bought abroad."""
    if profiles[place].filled >= _EACH:
        columns.currency = place if columns.currency is None or place > columns.currency else columns.currency
        return
    columns.original_currency = place
    taken = {*columns.money, *columns.dates}
    for other in (place - 1, place + 1):
        if 0 <= other < len(profiles) and other not in taken and profiles[other].numbers >= _EACH:
            columns.original = other
            return


def with_amounts(columns: Columns, profiles: Sequence[Profile], table: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table whose headings name no amount, with the one that the cells say it is."""
    if columns.lone:
        _pair(columns, profiles, table)
    if columns.balance is None:
        columns.balance = _running(columns, profiles, table)
    if columns.amounts or columns.debit is not None or columns.credit is not None:
        return columns
    taken = {*columns.dates, *columns.money, columns.value, columns.id}
    free = [
        p for p, c in enumerate(profiles) if p not in taken and c.numbers >= 80 and c.dates < 50 and not _only_codes(c)
    ]
    balance = [] if columns.balance is None else [columns.balance]
    proven = next((a for p in free if balance and (a := _amount_for(balance[0], p, table)) is not None), None)
    like = [p for p in free if profiles[p].decimals >= 50 or profiles[p].negative or profiles[p].with_currency]
    best = (
        proven if proven is not None else max(like, key=lambda p: (_worth(profiles[p], len(table)), -p), default=None)
    )
    if best is not None:
        columns.amounts = [(best, None)]
        for named in (columns.account, columns.description, columns.memo, columns.payee, columns.payer):
            named[:] = [p for p in named if p != best]
    return columns


def _pair(columns: Columns, profiles: Sequence[Profile], table: Sequence[Sequence[str]]) -> None:
    """Beside a debit column without a credit column (or the other way round), the one that fills where it is empty."""
    place = columns.amounts[0][0]
    taken = {*columns.dates, *columns.money, columns.value}
    for other in (place + 1, place - 1, place + 2, place - 2):
        if not 0 <= other < len(profiles) or other in taken or profiles[other].numbers < 80 or len(table) < 2:
            continue
        one = sum(_stated(row, place) != _stated(row, other) for row in table)
        if 10 * one >= 9 * len(table) and any(_stated(row, other) for row in table):
            columns.amounts = []
            columns.debit, columns.credit = (place, other) if columns.lone == "debit" else (other, place)
            return


def _running(columns: Columns, profiles: Sequence[Profile], table: Sequence[Sequence[str]]) -> int | None:
    """A column without a known heading that runs as the amounts say in every row: the balance."""
    places = [p for p, _ in columns.amounts[:1]] or [p for p in (columns.credit, columns.debit) if p is not None]
    taken = {*columns.dates, *columns.money, columns.value, columns.id, *columns.account}
    free = [p for p, c in enumerate(profiles) if p not in taken and c.numbers >= 90 and c.filled >= 90]
    if not places or not free or len(table) < 3:
        return None
    into = [[(plain_number(row[p]) if p < len(row) else None) or Decimal(0) for row in table[:300]] for p in places]
    moved = [
        a if place != columns.debit else -abs(a) for place, column in zip(places, into, strict=True) for a in column
    ]
    half = len(moved) // len(places)
    amounts = [sum(moved[n::half], Decimal(0)) for n in range(half)]
    for place in free:
        balances = [plain_number(row[place]) if place < len(row) else None for row in table[:300]]
        if len(set(balances)) > 2 and chains([(a, b, "") for a, b in zip(amounts, balances, strict=True)])[0].is_whole:
            return place
    return None


def _stated(row: Sequence[str], place: int) -> bool:
    """Whether a row states an amount other than zero in a column."""
    return place < len(row) and bool(plain_number(row[place]))


def _amount_for(balance: int, amount: int, table: Sequence[Sequence[str]]) -> int | None:
    found = _proven([amount, balance], table)
    return amount if found == (amount, balance) else None


def _only_codes(cells: Profile) -> bool:
    return cells.long_digits >= 50 and not cells.decimals and not cells.signed


def _place_money(
    columns: Columns, money: list[int], profiles: Sequence[Profile], table: Sequence[Sequence[str]]
) -> None:
    """Amount, debit and credit, balance among the number columns of a table without headings."""
    pair = _complementary(money, profiles, table)
    if pair:
        columns.debit, columns.credit = pair
        later = [p for p in money if p > pair[1] and profiles[p].filled >= 50]
        columns.balance = later[0] if later else None
        return
    full = [p for p in money if profiles[p].filled >= 50] or money
    if not full:
        return

    proven = _proven(full[:6], table)
    best = proven[0] if proven else max(full, key=lambda p: (_worth(profiles[p], len(table)), -p))
    columns.amounts = [(best, None)]
    rest = [p for p in full if p != best and profiles[p].decimals >= 50 and profiles[p].filled >= 80]
    columns.balance = proven[1] if proven else rest[-1] if rest else None


def _is_account(cells: Profile, rows: int) -> bool:
    """Whether a column that always holds the same is the holder's account."""
    return cells.long_digits >= 90 or (cells.accounts == 100 and rows > 1)


def _says_way(place: int, table: Sequence[Sequence[str]]) -> bool:
    """Whether a column holds nothing but letters for debit and credit; any others may be a name or a country."""
    return {row[place].casefold() for row in table if place < len(row) and row[place]} in _LETTERS


def _worth(cells: Profile, rows: int) -> int:
    """How much a number column is like one of amounts."""
    like = (
        3 * (cells.filled >= 90)
        + 3 * (cells.decimals >= 50)
        + 3 * (cells.negative > 0 and rows > 1)  # the minus of a single row may be the balance's
        + 2 * (cells.with_currency > 0)
    )
    code = cells.long_digits >= 50 and not cells.decimals
    return like - 4 * code - 2 * (cells.distinct == 1 and rows > 2)


def _proven(full: Sequence[int], table: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The amount and balance columns of which the second follows from the first in most rows."""
    values = {p: [plain_number(row[p]) if p < len(row) else None for row in table[:300]] for p in full}
    for balance, amount in permutations(full, 2):
        # Serial numbers and columns of zeros follow from each other too, and prove nothing.
        if None in values[amount] or len(set(values[amount]) - {Decimal(0)}) < min(2, len(table)):
            continue
        entries = [(a, b, "") for a, b in zip(values[amount], values[balance], strict=True) if a is not None]
        straight, _ = chains(entries)
        if straight.best >= 2 and straight.holds:
            return amount, balance
        if len(entries) > 2 and all(a >= 0 for a, _, _ in entries) and signs_by_balance(entries):
            return amount, balance
    return None


def plain_number(text: str) -> Decimal | None:
    """A number whatever its separators, for comparisons between cells of one file."""
    parts = split(text) if text else None
    if parts is None:
        return None
    value = number(parts.body, decimal_mark([parts.body]) or ".")
    return -value if value is not None and (parts.negative or parts.mark == "dr") else value


def _all_negative(place: int, table: Sequence[Sequence[str]]) -> bool:
    """Whether every amount that a column states has a minus."""
    values = [plain_number(row[place]) for row in table if place < len(row) and row[place]]
    return all(value <= 0 for value in values if value is not None)


def _both_ways(stated: Sequence[tuple[bool, bool]]) -> bool:
    return any(a for a, _ in stated) and any(b for _, b in stated)


def _complementary(
    money: list[int], profiles: Sequence[Profile], table: Sequence[Sequence[str]]
) -> tuple[int, int] | None:
    """Two neighbouring columns, debit before credit, of which each row that states any states exactly one."""
    if len(table) < 2:
        return None
    for left, right in pairwise(money):
        if right - left != 1:
            continue
        stated = [(_stated(row, left), _stated(row, right)) for row in table]
        one, some = sum(a != b for a, b in stated), sum(a or b for a, b in stated)
        # Rows that state nothing (a zero in both) say nothing against it.
        if 10 * one >= 9 * some and 2 * some > len(table) and _both_ways(stated):
            minus = [profiles[p].negative > 0 and _all_negative(p, table) for p in (left, right)]
            return (right, left) if minus == [False, True] else (left, right)
    return None
