"""What is derived from all lines of a part: their groups and sums, made by a worker, and kept up line by line.

A file may have a million lines. Whatever the person changes is one of them; the window must not go through the others.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from hub.domain.line_columns import ends_of, field_of, parts_of
from hub.domain.marks import DUPLICATE, MATCH, NEW, PROBLEM, kinds_of, places_of
from hub.domain.statement import PENDING, Problem
from hub.services.foreseeing import Move
from hub.services.imports import FilePreview, Part

LOOK, THERE, MATCHED, MOVES, SORTED, TROUBLE = "look", "there", "matched", "moves", "sorted", "trouble"
GROUPS = (TROUBLE, LOOK, MATCHED, MOVES, SORTED, THERE)
"""In the order of the screen: what asks for a decision comes first; what is left out, often most of a file, last."""
_BY_KIND = {DUPLICATE: THERE, MATCH: MATCHED, PROBLEM: TROUBLE}

Moves = Mapping[int, Move]
"""The lines of a part that are moves between own accounts."""
Groups: TypeAlias = "Mapping[str, array[int]]"
"""Indexes of lines by group, rising."""


@dataclass(frozen=True, slots=True)
class Sums:
    """first, last: days. total: all amounts; pending: those of the lines that will be added and are not booked, minor
    units. added: lines that will be; to_sort: those of them that are new and have no category."""

    first: date | None
    last: date | None
    total: int
    added: int
    pending: int
    to_sort: int


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The groups and sums of a part. problems: what the file could not read, with its first part. ticked: how many
    lines of each group will be added."""

    part: Part
    problems: tuple[Problem, ...]
    moves: Moves
    groups: Groups
    ticked: Mapping[str, int]
    sums: Sums

    @classmethod
    def of(cls, file: FilePreview, part: Part, moves: Moves) -> Reckoned:
        """Go through all lines of a part."""
        is_first = file.reading is not None and file.parts[0].statement is part.statement
        problems = file.reading.problems if is_first and file.reading is not None else ()
        groups = _groups(part, moves)
        return cls(part, problems, moves, groups, _ticked(part, groups), _sums(part))

    def is_of(self, part: Part) -> bool:
        """Whether no line of the part changed."""
        mine = self.part
        return mine.sorted_as is part.sorted_as and mine.marks is part.marks and mine.taken is part.taken

    def follow(self, part: Part, index: int) -> Reckoned:
        """The same of a part of which one line changed."""
        before, after = self._group(self.part, index), self._group(part, index)
        groups = self.groups
        if before != after:
            left, joined = groups[before][:], groups[after][:]
            del left[bisect_left(left, index)]
            joined.insert(bisect_left(joined, index), index)
            groups = {**groups, before: left, after: joined}
        ticked = dict(self.ticked)
        ticked[before] -= self.part.taken[index]
        ticked[after] += part.taken[index]
        own, now = _share(self.part, index), _share(part, index)
        sums = self.sums
        added, pending, to_sort = (
            held + new - old for held, new, old in zip((sums.added, sums.pending, sums.to_sort), now, own, strict=True)
        )
        moved = replace(sums, added=added, pending=pending, to_sort=to_sort)
        return replace(self, part=part, groups=groups, ticked=ticked, sums=moved)

    def ticked_anew(self, part: Part) -> Reckoned:
        """The same of a part of which only ticks changed, perhaps many."""
        return replace(self, part=part, ticked=_ticked(part, self.groups), sums=_sums(part))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each group has."""
        return {name: len(self.groups[name]) + len(self.problems) * (name == TROUBLE) for name in GROUPS}

    @property
    def apart(self) -> int:
        """`Part.apart`."""
        part = self.part
        if part.closing is None or not part.is_newest:
            return 0
        return part.closing - (part.balance_after - self.sums.pending)

    def _group(self, part: Part, index: int) -> str:
        mark, as_ = part.marks[index], part.sorted_as[index]
        is_sorted = mark.why == "not_seen_before" and as_.category_id is not None
        return MOVES if index in self.moves else _group_of(mark.kind, is_sorted=is_sorted)


def _groups(part: Part, moves: Moves) -> Groups:
    groups: dict[str, array[int]] = {name: array("q") for name in GROUPS}
    unseen = bytearray(len(part.marks))
    for index in places_of(part.marks, NEW, {"not_seen_before"}):
        unseen[index] = 1
    lines = zip(kinds_of(part.marks), unseen, part.sorted_as, strict=True)
    add = {name: found.append for name, found in groups.items()}
    for index, (kind, is_unseen, as_) in enumerate(lines):
        is_sorted = bool(is_unseen) and as_.category_id is not None
        add[MOVES if index in moves else _group_of(kind, is_sorted=is_sorted)](index)
    return groups


def _ticked(part: Part, groups: Groups) -> dict[str, int]:
    is_on = part.taken.__getitem__
    return {name: sum(sum(map(is_on, some)) for some in parts_of(lines)) for name, lines in groups.items()}


def _group_of(kind: str, *, is_sorted: bool) -> str:
    return (SORTED if is_sorted else LOOK) if kind == NEW else _BY_KIND[kind]


def _sums(part: Part) -> Sums:
    days, states = field_of(part.statement.lines, "booked_on"), field_of(part.statement.lines, "status")
    taken = part.taken
    to_sort = sum(
        is_taken and kind == NEW and as_.category_id is None
        for kind, is_taken, as_ in zip(kinds_of(part.marks), taken, part.sorted_as, strict=True)
    )
    pending = sum(
        amount
        for state, amount, is_taken in zip(states, part.amounts, taken, strict=True)
        if is_taken and state == PENDING
    )
    first, last = ends_of(days) or (None, None)
    total, added = (sum(map(sum, parts_of(held))) for held in (part.amounts, taken))
    return Sums(first, last, total, added, pending, to_sort)


def _share(part: Part, index: int) -> tuple[int, int, int]:
    """What one line is of the sums: added, pending, to sort."""
    if not part.taken[index]:
        return 0, 0, 0
    line = part.statement.lines[index]
    is_to_sort = part.marks[index].kind == NEW and part.sorted_as[index].category_id is None
    return 1, part.amounts[index] if line.status == PENDING else 0, int(is_to_sort)
