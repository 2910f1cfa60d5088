"""Which column is what, where a table has no headings: the cells decide alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from importers.columns import Columns
from importers.profiles import Profile


def by_cells(profiles: Sequence[Profile], table: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table without headings."""
    columns = Columns()
    dated = [p for p, c in enumerate(profiles) if c.dates >= 80 and c.filled >= 50]
    dated = dated or [
        p for p, c in enumerate(profiles) if c.loose_dates == 100 and c.filled >= 90 and c.length in (6, 8)
    ]
    columns.dates, columns.value = dated[:2], dated[1] if len(dated) > 1 else None
    money = [p for p, c in enumerate(profiles) if p not in dated and c.numbers >= 80 and not _only_codes(c)]
    _place_money(columns, money, profiles, table)
    taken = {*dated, *columns.money}
    for place, cells in enumerate(profiles):
        if place in taken or not cells.filled:
            continue
        if cells.currencies >= 90:
            columns.currency = place if columns.currency is None or place > columns.currency else columns.currency
        elif cells.directions >= 90 and cells.letters >= 90:
            columns.direction = columns.direction if columns.direction is not None else place
        elif cells.letters >= 50 and cells.length > 2:
            columns.description.append(place)
        elif cells.long_digits >= 90 and cells.distinct == 1 and cells.length >= 8:
            columns.account.append(place)
    if (
        columns.description
        and profiles[columns.description[0]].length >= 18
        and profiles[columns.description[0]].distinct == 1
    ):
        columns.account, columns.description = columns.description[:1], columns.description[1:] or columns.description
    columns.description.sort(key=lambda p: (-min(profiles[p].distinct, 5), p))
    return columns


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

    def worth(place: int) -> int:
        cells = profiles[place]
        points = (
            3 * (cells.filled >= 90)
            + 3 * (cells.decimals >= 50)
            + 3 * (cells.negative > 0)
            + 2 * (cells.with_currency > 0)
        )
        return (
            points - 4 * (cells.long_digits >= 50 and not cells.decimals) - 2 * (cells.distinct == 1 and len(table) > 2)
        )

    best = max(full, key=lambda p: (worth(p), -p))
    columns.amounts = [(best, None)]
    rest = [p for p in full if p != best and profiles[p].decimals >= 50 and profiles[p].filled >= 80]
    columns.balance = rest[-1] if rest else None


def _complementary(
    money: list[int], profiles: Sequence[Profile], table: Sequence[Sequence[str]]
) -> tuple[int, int] | None:
    """Two neighbouring columns of which each row fills exactly one."""
    if len(table) < 2:
        return None
    for left, right in pairwise(money):
        if right - left == 1 and profiles[left].filled < 100 and profiles[right].filled < 100:
            one = sum(bool(row[left]) != bool(row[right]) for row in table if len(row) > right)
            if 10 * one >= 9 * len(table):
                return left, right
    return None
