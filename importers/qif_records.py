"""The records of QIF registers, read by field: a letter begins each line, and a caret ends a record.

Files have a hundred thousand records of few lines, so nothing is done to a record that can be done to thousands. They
are read twice, which costs less than to keep them all: what days mean is known when all are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress
from operator import add
from typing import Generic, NamedTuple, TypeVar

from hub.domain.errors import StatementError
from importers.limits import STATEMENT_LIMIT

_KINDS = {
    "bank": "current",
    "cash": "cash",
    "ccard": "card",
    "oth a": None,
    "oth l": "loan",
    "oth s": None,
    "invst": "investment",
}
_HEAD = re.compile(r"\n!([^\n]*)")
_AFTER_SPLIT = frozenset("SDE$%")
"""Fields that belong to a split once one has begun."""
_NOTHING = "#"
"""How lines begin that say nothing; empty ones count as such."""
_UPPER = {ord(letter): letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"}
_BLANK_END = re.compile(r"[^\S\n]\n")

_MANY, _SHORTEST, _SHORTEST_HEAD = 100_000, 28, 8
"""From so many records and headings on, so many characters for each on average are the least that books have: a day, a
sum of five digits and a word of four letters."""
_MOST = 10_000
"""Lines of a record, splits included; one with more of them has lost its end."""
_MOST_HEADS = 2 * STATEMENT_LIMIT


T = TypeVar("T")

_PART = 1 << 18
"""Characters that are read together, and somewhat more: up to the end of a record."""


class Part(NamedTuple):
    """Some records of a register: the number of their first line, whether one without an end may be among them."""

    kind: str
    account: str
    body: str
    place: int
    is_last: bool

    def asked(self) -> tuple[list[str], list[str]]:
        """The days and the amounts of the records."""
        found = _found(self)
        return _days(found), _sums(found)

    def read(self) -> Records:
        """The records."""
        found = _found(self)
        first, *_, payee, memo, label, number = found.places
        payees, memos, labels, numbers = [_texts(found, places) for places in (payee, memo, label, number)]
        lines = [self.place + start + at for start, at in zip(found.starts, first, strict=True)]
        return Records(lines, _days(found), _sums(found), payees, memos, labels, numbers, _raws(found))


class Records(NamedTuple):
    """Records by field, of each the first of its letter: "" where there is none."""

    lines: Sequence[int]
    days: Sequence[str]
    amounts: Sequence[str]
    payees: Sequence[str]
    memos: Sequence[str]
    labels: Sequence[str]
    numbers: Sequence[str]
    raws: Sequence[str]

    def only(self, good: Sequence[bool]) -> Records:
        """Those that are good."""
        return Records._make([list(compress(column, good)) for column in self])


class _Shape(NamedTuple, Generic[T]):
    """Where the lines of a record stand that begin with some letters: the first, then those of fields (−1: nowhere);
    or the same of many records."""

    first: T
    day: T
    amount: T
    other_amount: T
    payee: T
    memo: T
    label: T
    number: T


_PLACES = 8


class _Found(NamedTuple):
    """The lines of a part, where its records begin and end among them and have their fields, whether all lines say
    something."""

    lines: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    places: _Shape[Sequence[int]]
    is_plain: bool


def registers(text: str) -> Iterator[Part]:
    """The parts of the records under each heading of a text as `lined` gives it; lists of accounts, categories, classes
    and securities are not registers."""
    if _BLANK_END.search(text):
        text = "\n".join(map(str.rstrip, text.split("\n")))
    kind, account, in_register, in_account = "current", "", True, False
    place = count = least = end = 0
    heads = 0
    for head in chain(_HEAD.finditer(text), (None,)):
        begin = head.start() if head else len(text)
        records = text.count("\n^", end, begin)
        count, least, heads = count + records + 1, least + _SHORTEST * records + _SHORTEST_HEAD, heads + 1
        if count > _MANY and least > begin:
            raise StatementError("no_statement_inside", next_step="other_export")
        if heads > _MOST_HEADS:
            raise StatementError("too_large", next_step="split_file", limit=_MOST_HEADS)
        parts = _parts(text, end + 1, begin, Part(kind, account, "", place + 1, is_last=head is None))
        if in_account:
            account = next(filter(None, [name for part in parts for name in part.read().numbers][::-1]), account)
        elif in_register:
            yield from parts
        if head:
            name = head[1].strip().lower()
            in_account = name.startswith("account")
            if name.startswith("type:"):
                in_register = name[5:].strip() in _KINDS
                kind = _KINDS.get(name[5:].strip()) or "other"
            place += text.count("\n", end, head.end())
            end = head.end()


def _parts(text: str, start: int, stop: int, like: Part) -> Iterator[Part]:
    """What stands between two places, in parts; like: what they have in common, and the line of the first."""
    place = like.place
    while start < stop:
        caret = text.find("\n^", start + _PART, stop)
        end = text.find("\n", caret + 1, stop) if caret >= 0 else -1
        end = end if end >= 0 else stop
        yield Part(like.kind, like.account, text[start:end], place, like.is_last and end == stop)
        place += text.count("\n", start, end) + 1
        start = end + 1


def _found(part: Part) -> _Found:
    """Where the records of a part are, and in them the fields."""
    lines = part.body.split("\n")
    letters = "".join([line[:1] or _NOTHING for line in lines]).translate(_UPPER)
    layouts = letters.split("^")
    shapes = {layout: _shape(layout) for layout in set(layouts)}
    if not part.is_last or shapes[layouts[-1]].day < 0:
        layouts.pop()
    starts = list(accumulate([len(one) + 1 for one in layouts], initial=0))[: len(layouts)]
    for layout in shapes:
        if len(layout) > _MOST and len(layout.strip(_NOTHING)) > _MOST:
            where = {"line": part.place + letters.index(layout)}
            raise StatementError("no_statement_inside", where=where, next_step="other_export")
    if any(shape.first < 0 for shape in shapes.values()):
        said = [shapes[layout].first >= 0 for layout in layouts]
        starts, layouts = list(compress(starts, said)), list(compress(layouts, said))
    places: list[Sequence[int]] = list(zip(*map(shapes.__getitem__, layouts), strict=True)) or [()] * _PLACES
    ends = list(map(add, starts, map(len, layouts)))
    return _Found(lines, starts, ends, _Shape(*places), _NOTHING not in letters)


def _shape(layout: str) -> _Shape[int]:
    split = layout.find("S")
    if split >= 0:
        rest = "".join([_NOTHING if letter in _AFTER_SPLIT else letter for letter in layout[split:]])
        fields = layout[:split] + rest
    else:
        fields = layout
    said = len(layout) - len(layout.lstrip(_NOTHING)) if fields.strip(_NOTHING) else -1
    return _Shape(said, *map(fields.find, "DTUPMLN"))


def _days(found: _Found) -> list[str]:
    return [day.replace(" ", "") for day in _texts(found, found.places.day)]


def _sums(found: _Found) -> list[str]:
    sums = _texts(found, found.places.amount)
    if "" not in sums:
        return sums
    others = _texts(found, found.places.other_amount)
    return [one or other for one, other in zip(sums, others, strict=True)]


def _texts(found: _Found, places: Sequence[int]) -> list[str]:
    """What stands behind the letter of a line of each record."""
    lines, starts = found.lines, found.starts
    if -1 not in places:
        return [lines[start + place][1:].strip() for start, place in zip(starts, places, strict=True)]
    if max(places) < 0:
        return [""] * len(starts)
    return [lines[start + place][1:].strip() if place >= 0 else "" for start, place in zip(starts, places, strict=True)]


def _raws(found: _Found) -> list[str]:
    """The lines of each record that say something."""
    lines, spans = found.lines, zip(found.starts, found.ends, strict=True)
    if found.is_plain:
        return ["\n".join(lines[start:end]) for start, end in spans]
    return ["\n".join([line for line in lines[start:end] if line and line[0] != _NOTHING]) for start, end in spans]
