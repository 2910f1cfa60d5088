"""A large plan solved in parts that only a few caps and thresholds hold together.

Most caps concern the purchases of one month and kind. The rows that reach further are paid for at their prices in the
relaxation: with these taken off, the parts stand alone, and the sum of their bounds with the worth of what was priced
is still a bound of the whole (Lagrangian relaxation, Geoffrion 1974). A part whose relaxation is whole already is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hub.services.linear import Found, Linear, Options, solved

MOST = 40
"""Purchases of a part: larger ones take as long as the whole."""

NODES = (20, 400)
"""How far each part is searched: first all that the relaxation left open, then those that are still far off."""

MENDINGS = 20
"""Parts that are solved again to keep what was priced."""

_WHOLE = 1e-7
_BROKEN = 1e-6

_OFF = ("feasibility_jump", "rins", "rens")
OPTIONS: Options = {
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    **{f"mip_heuristic_run_{name}": False for name in _OFF},
}
"""Searches that cost more on a small program than they bring."""


@dataclass(slots=True)
class _Part:
    """Columns and rows that stand alone; apart: rows of others too that its columns are in."""

    columns: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    apart: list[int] = field(default_factory=list)


def in_parts(linear: Linear, choices: Sequence[Sequence[int]], relaxed: Found, gap: float) -> Iterator[Found]:
    """Solutions with their bounds, from that of the relaxation: a quick one, then one that is searched further.

    choices: the columns of which one is taken. gap: the share of the whole that may stay open. A row that reaches
    across parts may come out broken where no part alone can keep it; whoever judges the solution sees that.
    """
    groups = _Groups(len(linear.cost), choices)
    by_length = sorted(range(len(linear.rows)), key=lambda row: len(linear.rows[row][0]))
    apart = [row for row in by_length if not groups.join(linear.rows[row][0])]
    prices = {row: max(0.0, relaxed.prices[row]) for row in apart}
    cost = list(linear.cost)
    for row, price in prices.items():
        for column, factor in zip(*linear.rows[row], strict=True):
            cost[column] -= price * factor
    priced = Linear(cost, linear.whole, linear.rows, linear.least, linear.most)
    parts = _parts(linear, groups, set(apart))
    split = [number for number, part in enumerate(parts) if not _is_whole(linear, part, relaxed.values)]
    outside = sum(price * linear.most[row] for row, price in prices.items())
    found = [_taken(cost, part, relaxed.values) for part in parts]
    near = gap * abs(relaxed.worth) / max(1, len(split))
    for nodes in NODES:
        settings: Options = {**OPTIONS, "mip_rel_gap": gap, "mip_abs_gap": near, "mip_max_nodes": nodes}
        for number in split:
            better = solved(_alone(priced, parts[number], {}), settings, whole=True)
            if better is None:
                return
            found[number] = better
        values = list(relaxed.values)
        for part, one in zip(parts, found, strict=True):
            _put(values, part, one)
        _mend(priced, parts, values, settings)
        worth = sum(one * value for one, value in zip(linear.cost, values, strict=True))
        bound = min(outside + sum(one.bound for one in found), relaxed.bound)
        yield Found(values, worth, bound, relaxed.prices)
        split = [number for number in split if found[number].bound - found[number].worth > near]


def _taken(cost: Sequence[float], part: _Part, values: Sequence[float]) -> Found:
    """A part as the relaxation has it."""
    own = [values[column] for column in part.columns]
    worth = sum(cost[column] * value for column, value in zip(part.columns, own, strict=True))
    return Found(own, worth, worth, [])


class _Groups:
    """Columns that must stay together; a group holds so many choices at most."""

    def __init__(self, count: int, choices: Iterable[Sequence[int]]) -> None:
        self._above = list(range(count))
        self._size = [0] * count
        for columns in choices:
            self._unite(columns)
            self._size[self.of(columns[0])] = 1

    def of(self, column: int) -> int:
        """The column that names the group."""
        above = self._above
        while above[column] != column:
            above[column] = above[above[column]]
            column = above[column]
        return column

    def join(self, columns: Sequence[int]) -> bool:
        """Put the groups of some columns together; False where that is too many."""
        names = {self.of(column) for column in columns}
        size = sum(self._size[name] for name in names)
        if len(names) > 1 and size > MOST:
            return False
        self._unite(columns)
        if columns:
            self._size[self.of(columns[0])] = size
        return True

    def _unite(self, columns: Sequence[int]) -> None:
        for column in columns[1:]:
            self._above[self.of(column)] = self.of(columns[0])


def _parts(linear: Linear, groups: _Groups, apart: set[int]) -> list[_Part]:
    parts: dict[int, _Part] = defaultdict(_Part)
    for column in range(len(linear.cost)):
        parts[groups.of(column)].columns.append(column)
    for row, (columns, _) in enumerate(linear.rows):
        if row in apart:
            for name in {groups.of(column) for column in columns}:
                parts[name].apart.append(row)
        elif columns:
            parts[groups.of(columns[0])].rows.append(row)
    return list(parts.values())


def _alone(linear: Linear, part: _Part, room: dict[int, float]) -> Linear:
    """The program of one part; room: rows of others too, with what is left of them here."""
    place = {column: number for number, column in enumerate(part.columns)}
    rows = [([place[c] for c in linear.rows[row][0]], linear.rows[row][1]) for row in part.rows]
    for row in room:
        own = [(place[column], factor) for column, factor in zip(*linear.rows[row], strict=True) if column in place]
        rows.append(([column for column, _ in own], [factor for _, factor in own]))
    return Linear(
        [linear.cost[column] for column in part.columns],
        {place[column] for column in part.columns if column in linear.whole},
        rows,
        [*(linear.least[row] for row in part.rows), *(float("-inf") for _ in room)],
        [*(linear.most[row] for row in part.rows), *room.values()],
    )


def _mend(linear: Linear, parts: Sequence[_Part], values: list[float], options: Options) -> None:
    """Rows that came out broken are kept by solving a part again with them, the largest first."""
    apart = {row for part in parts for row in part.apart}
    used = {row: _used(linear, row, values) for row in apart}
    tries = 0
    for part in sorted(parts, key=lambda part: -len(part.columns)):
        broken = {row for row in apart if used[row] > linear.most[row] + _BROKEN}
        if not broken or tries == MENDINGS:
            return
        if broken & set(part.apart):
            tries += 1
            _mended(linear, part, values, used, options)


def _mended(linear: Linear, part: _Part, values: list[float], used: dict[int, float], options: Options) -> None:
    """A part solved again within what others leave of the rows that it shares, where that is possible."""
    inside = set(part.columns)
    own = {row: _used(linear, row, values, inside) for row in part.apart}
    room = {row: linear.most[row] - used[row] + own[row] for row in part.apart}
    found = solved(_alone(linear, part, room), options, whole=True)
    if found is not None:
        _put(values, part, found)
        for row in part.apart:
            used[row] += _used(linear, row, values, inside) - own[row]


def _used(linear: Linear, row: int, values: Sequence[float], inside: set[int] | None = None) -> float:
    pairs = zip(*linear.rows[row], strict=True)
    return sum(factor * values[column] for column, factor in pairs if inside is None or column in inside)


def _put(values: list[float], part: _Part, found: Found) -> None:
    for column, value in zip(part.columns, found.values, strict=True):
        values[column] = value


def _is_whole(linear: Linear, part: _Part, values: Sequence[float]) -> bool:
    """Whether the relaxation has solved the part already."""
    own = [values[column] for column in part.columns if column in linear.whole]
    return all(min(abs(value), abs(1 - value)) < _WHOLE for value in own)
