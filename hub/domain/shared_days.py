"""Equal rows of the day on which two files meet: one row that stands in both, or a row in each of them.

Where one file ends with the day with which another begins, each may hold all of that day or only its part of it, so
that equal rows (two coffees) may be one row or two. Days that lie within a file are whole in it and leave nothing
open. Balances decide where both files prove them: the later one goes on where the earlier one ends, after as many of
its rows as both hold. So do three different rows that both hold, where one of them holds all that the other does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

_ENOUGH = 3


class Cover(NamedTuple):
    """The days that a file has rows of, and the proven balances before and after them, as far as they are known.

    source: whatever names the file. Balances are in minor units.
    """

    source: Hashable
    first: date
    last: date
    opening: int | None = None
    closing: int | None = None

    def faces(self, other: Cover, day: date) -> bool:
        """Whether one of the two ends with a day with which the other begins."""
        return (self.first == day == other.last) or (self.last == day == other.first)


class Held(NamedTuple):
    """A booked row of the account on such a day. source: the file it came with, None where it came with none."""

    id: int
    day: date
    key: str
    source: Hashable


class Own(NamedTuple):
    """A line of the file on such a day. at: its number. stem: what it is told by, that of the row that it would be.
    row: id of that row, None for one that is new in any case."""

    at: int
    amount: int
    stem: str
    row: int | None


def stem_of(key: str) -> str:
    """A fingerprint without the number of the equal line."""
    return ":".join(key.split(":")[:3])


def free_key(key: str, *used: Container[str]) -> str:
    """The fingerprint with the first n that no other row holds."""
    stem, nth = stem_of(key), 2
    while any(f"{stem}:{nth}" in some for some in used):
        nth += 1
    return f"{stem}:{nth}"


def further(
    own: Sequence[Own], held: Iterable[Held], covers: Sequence[Cover], span: Cover, day: date
) -> tuple[list[int], bool]:
    """The lines that would be further rows of a day if the files part it between them, and whether they surely are.

    own: the file's lines of the day, oldest first; held: the account's rows of it; span: the file itself. An empty list
    with True: each line is the row that it is like.
    """
    facing = [one for one in covers if one.faces(span, day)]
    if not facing or any(one.first < day < one.last for one in covers):
        return [], True
    rows = list(held)
    all_, theirs = _counted(rows), _counted(rows, *(one.source for one in facing))
    proven: set[tuple[int, ...]] = set()
    for one in facing:
        # A row of one of them may stand in another as well, which then brought it no more.
        outcomes = {
            tuple(_beyond(own, some, all_, shared))
            for shared in _by_balances(own, one, span, day, theirs)
            for some in (theirs, _counted(rows, one.source))
        }
        proven |= outcomes if len(outcomes) == 1 else set()
    if len(proven) == 1:
        return list(proven.pop()), True
    found = _beyond(own, theirs, all_, frozenset())
    mine = Counter(one.stem for one in own)
    is_whole = len(mine & theirs) >= _ENOUGH and (mine <= theirs or theirs <= mine)
    return ([], True) if is_whole else (found, False)


def _counted(rows: Iterable[Held], *sources: Hashable) -> Counter[str]:
    """How often each row is there, of all files or of some."""
    return Counter(stem_of(one.key) for one in rows if not sources or one.source in sources)


def _beyond(own: Sequence[Own], theirs: Counter[str], all_: Counter[str], shared: frozenset[int]) -> list[int]:
    """The lines that would be further rows. shared: those that stand in both files."""
    mine, fresh = Counter(one.stem for one in own), Counter(one.stem for one in own if one.at not in shared)
    open_ = {stem: theirs[stem] + fresh[stem] - max(all_[stem], count) for stem, count in mine.items()}
    found = []
    for one in reversed(own):
        if one.row is not None and one.at not in shared and open_[one.stem] > 0:
            open_[one.stem] -= 1
            found.append(one.at)
    return sorted(found)


def _by_balances(
    own: Sequence[Own], other: Cover, span: Cover, day: date, theirs: Counter[str]
) -> Iterator[frozenset[int]]:
    """The sets of lines that may stand in both files for all that the balances say."""
    orders: list[tuple[int, Sequence[Own]]] = []
    if other.last == day == span.first and other.closing is not None and span.opening is not None:
        orders.append((other.closing - span.opening, own))
    if other.first == day == span.last and other.opening is not None and span.closing is not None:
        orders.append((span.closing - other.opening, own[::-1]))
    if span.first == span.last:
        orders += [(gap, lines[::-1]) for gap, lines in orders]  # of a single day the order is not known
    for gap, lines in orders:
        sums = accumulate((one.amount for one in lines), initial=0)
        for count, moved in enumerate(sums):
            if moved == gap and Counter(one.stem for one in lines[:count]) <= theirs:
                yield frozenset(one.at for one in lines[:count])
