"""What a statement's lines are against what the vault knows: a mark for each, and many of them in little room."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, islice, repeat
from operator import ne
from typing import NamedTuple, overload

from hub.domain.line_columns import LARGE
from hub.domain.many_texts import Texts

NEW, DUPLICATE, MATCH, PROBLEM = "new", "duplicate", "match", "problem"
SHARED_DAY, FURTHER = "shared_day", "further_row"
"""Of a line of the day on which two files meet: taken for the row that it is like, or for a further one."""


class Mark(NamedTuple):
    """What a line is. id: the known row it duplicates or completes; key: the fingerprint to store with the line.

    why, new: "not_seen_before", "equal_line" (a twin on that day), "further_row", "possible_duplicate",
    "possible_match";
    duplicate: "bank_id", "same_line", "shared_day", "other_format", "repeated_in_file", "already_booked",
    "deleted_before";
    match: "pending_booked", "typed_by_hand", "expected"; problem: "other_currency", "amount_too_large".
    """

    kind: str
    why: str
    id: int | None
    key: str


_STEP = 4096
_FRESH = ((NEW, "not_seen_before"), (NEW, "equal_line"))


class Marks(Sequence[Mark]):
    """The marks of many lines, held apart: kinds, ids, fingerprints.

    whats: the pairs of kind and why, by code. ids: 0 for none; None when there are none at all.
    """

    __slots__ = ("_codes", "_ids", "_keys", "_whats")

    def __init__(self, whats: Sequence[tuple[str, str]], codes: bytes, ids: array[int] | None, keys: Texts) -> None:
        self._whats, self._codes, self._ids, self._keys = whats, codes, ids, keys

    @classmethod
    def fresh(cls, keys: Sequence[str]) -> Sequence[Mark]:
        """The marks of lines that are all new."""
        if len(keys) < LARGE:
            return [Mark(*_FRESH[key.count(":") != 2], None, key) for key in keys]
        return cls(_FRESH, bytes(map(ne, map(str.count, keys, repeat(":")), repeat(2))), None, _held(keys))

    @classmethod
    def known(cls, what: Mark, ids: array[int], keys: Sequence[str]) -> Sequence[Mark]:
        """The marks of lines that are all rows for the same reason, that of a mark."""
        if len(keys) < LARGE:
            return [Mark(what.kind, what.why, one, key) for one, key in zip(ids, keys, strict=True)]
        return cls((what[:2],), bytes(len(keys)), ids, _held(keys))

    @classmethod
    def of(cls, marks: Iterable[Mark], count: int) -> Sequence[Mark]:
        """So many marks, in little room where they are many."""
        if count < LARGE:
            return list(marks)
        numbers: dict[tuple[str, str], int] = {}
        codes, ids, keys = bytearray(), array("q"), Texts()
        waiting = iter(marks)
        while part := list(islice(waiting, _STEP)):
            codes += bytes(numbers.setdefault(mark[:2], len(numbers)) for mark in part)
            ids.extend(mark.id or 0 for mark in part)
            keys.extend(mark.key for mark in part)
        return cls(tuple(numbers), bytes(codes), ids, keys)

    def changed(self, at: int, kind: str, why: str, row: int | None) -> Marks:
        """The same marks but for one, whose fingerprint stays."""
        whats = self._whats if (kind, why) in self._whats else (*self._whats, (kind, why))
        codes, ids = bytearray(self._codes), self._ids
        codes[at] = whats.index((kind, why))
        if row is not None or ids is not None:
            ids = array("q", bytes(8 * len(self))) if ids is None else ids[:]
            ids[at] = row or 0
        return Marks(whats, bytes(codes), ids, self._keys)

    def kinds(self) -> list[str]:
        """The kind of each line."""
        names = [kind for kind, _why in self._whats]
        return [names[code] for code in self._codes]

    def ids(self) -> Sequence[int | None]:
        """The known row of each line."""
        return [None] * len(self) if self._ids is None else [one or None for one in self._ids]

    def keys(self) -> Sequence[str]:
        """The fingerprint of each line."""
        return self._keys

    def count_of(self, kind: str) -> int:
        """How many lines are of a kind."""
        return sum(self._codes.count(code) for code, what in enumerate(self._whats) if what[0] == kind)

    def places(self, kind: str, whys: Collection[str]) -> Iterator[int]:
        """Where the lines of a kind with one of some reasons are."""
        wanted = bytes(what[0] == kind and what[1] in whys for what in self._whats)
        chosen = self._codes.translate(wanted.ljust(256, b"\0"))
        return compress(range(len(self)), chosen) if 1 in wanted else iter(())

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, place: int) -> Mark: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Mark, ...]: ...

    def __getitem__(self, place: int | slice) -> Mark | tuple[Mark, ...]:
        if isinstance(place, slice):
            return tuple(map(self.__getitem__, range(*place.indices(len(self)))))
        kind, why = self._whats[self._codes[place]]
        return Mark(kind, why, (self._ids[place] or None) if self._ids is not None else None, self._keys[place])

    def __iter__(self) -> Iterator[Mark]:
        whats = map(self._whats.__getitem__, self._codes)
        return (Mark(what[0], what[1], one, key) for what, one, key in zip(whats, self.ids(), self._keys, strict=True))


def _held(keys: Sequence[str]) -> Texts:
    return keys if isinstance(keys, Texts) else Texts(keys)


def changed_of(marks: Sequence[Mark], at: int, mark: Mark) -> Sequence[Mark]:
    """The same marks but for one, whose fingerprint stays; not one by one where they are many."""
    if isinstance(marks, Marks):
        return marks.changed(at, mark.kind, mark.why, mark.id)
    return (*marks[:at], mark, *marks[at + 1 :])


def kinds_of(marks: Sequence[Mark]) -> list[str]:
    """The kind of each line."""
    return marks.kinds() if isinstance(marks, Marks) else [mark.kind for mark in marks]


def ids_of(marks: Sequence[Mark]) -> Sequence[int | None]:
    """The known row of each line."""
    return marks.ids() if isinstance(marks, Marks) else [mark.id for mark in marks]


def keys_of(marks: Sequence[Mark]) -> Sequence[str]:
    """The fingerprint of each line."""
    return marks.keys() if isinstance(marks, Marks) else [mark.key for mark in marks]


def count_of(marks: Sequence[Mark], kind: str) -> int:
    """How many lines are of a kind."""
    return marks.count_of(kind) if isinstance(marks, Marks) else sum(mark.kind == kind for mark in marks)


def places_of(marks: Sequence[Mark], kind: str, whys: Collection[str]) -> Iterator[int]:
    """Where the lines of a kind with one of some reasons are."""
    if isinstance(marks, Marks):
        return marks.places(kind, whys)
    return (at for at, mark in enumerate(marks) if mark.kind == kind and mark.why in whys)
