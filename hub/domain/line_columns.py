"""The lines of a large statement held by field: a fifth of the room that a value for each line takes.

`Lines` is a sequence of `Line` like any tuple of them; who goes through millions takes a field at a time (`field_of`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from itertools import accumulate, chain, repeat
from operator import attrgetter, ge, le, neg
from typing import Any, Generic, TypeVar, overload

from hub.domain import many_texts
from hub.domain.many_texts import Texts
from hub.domain.statement import Line, line_of

FIELDS = tuple(Line.__dataclass_fields__)
LARGE = 20_000
"""Lines from which a statement holds them by field."""

_NUMBERS = frozenset({"amount", "balance"})
_PART = 4096
_EXACT = Context(prec=40)

T = TypeVar("T")


class Decimals(Sequence[Decimal]):
    """Many numbers with the same count of decimals, as whole numbers of the last one (`units`)."""

    __slots__ = ("exponent", "units")

    def __init__(self, units: array[int], exponent: int) -> None:
        self.units = units
        self.exponent = exponent

    @classmethod
    def of(cls, stated: Sequence[Decimal | None]) -> Decimals | None:
        """The numbers so; None where they differ in their decimals, or one is missing, too large or a negative zero."""
        numbers = [one for one in stated if one is not None]
        if len(numbers) < len(stated):
            return None
        exponent = numbers[0].as_tuple().exponent if numbers else 0
        if not isinstance(exponent, int) or not -12 <= exponent <= 0:
            return None
        one = Decimal((0, (1,), exponent))
        if not all(map(one.same_quantum, numbers)):
            return None
        factor = Decimal(10) ** -exponent
        try:
            units = array("q", map(int, [number * factor for number in numbers]))
        except OverflowError:
            return None
        return None if 0 in units and any(n.is_signed() and not n for n in numbers) else cls(units, exponent)

    def __len__(self) -> int:
        return len(self.units)

    @overload
    def __getitem__(self, place: int) -> Decimal: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Decimal, ...]: ...

    def __getitem__(self, place: int | slice) -> Decimal | tuple[Decimal, ...]:
        if isinstance(place, slice):
            return tuple(map(self._decimal, self.units[place]))
        return self._decimal(self.units[place])

    def __iter__(self) -> Iterator[Decimal]:
        return map(self._decimal, self.units)

    def __reversed__(self) -> Iterator[Decimal]:
        return map(self._decimal, reversed(self.units))

    def __neg__(self) -> Decimals:
        return Decimals(array("q", map(neg, self.units)), self.exponent)

    def _decimal(self, units: int) -> Decimal:
        return Decimal(units).scaleb(self.exponent, _EXACT)


class Same(Sequence[T], Generic[T]):
    """One value as often as there are lines."""

    __slots__ = ("_count", "value")

    def __init__(self, value: T, count: int) -> None:
        self.value = value
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return (self.value,) * len(range(*place.indices(self._count)))
        return self.value

    def __iter__(self) -> Iterator[T]:
        return repeat(self.value, self._count)

    __reversed__ = __iter__


class Lines(Sequence[Line]):
    """Lines held by field, in the order of `FIELDS`."""

    __slots__ = ("_columns",)

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self._columns = tuple(columns)

    def field(self, name: str) -> Sequence[Any]:
        """One field of all lines."""
        return self._columns[FIELDS.index(name)]

    def __len__(self) -> int:
        return len(self._columns[0])

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, place: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(place, slice):
            return tuple(map(self.__getitem__, range(*place.indices(len(self)))))
        return line_of(*[column[place] for column in self._columns])

    def __iter__(self) -> Iterator[Line]:
        return map(line_of, *self._columns)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lines | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # like a list: nothing looks lines up as a whole


class Joined(Sequence[T], Generic[T]):
    """Several sequences as one."""

    __slots__ = ("_parts", "_starts")

    def __init__(self, parts: Iterable[Sequence[T]]) -> None:
        self._parts = tuple(parts)
        self._starts = list(accumulate(map(len, self._parts), initial=0))

    @property
    def parts(self) -> tuple[Sequence[T], ...]:
        """What it is joined from."""
        return self._parts

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        at = range(len(self))[place]
        number = bisect_right(self._starts, at) - 1
        return self._parts[number][at - self._starts[number]]

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(self._parts)

    def __reversed__(self) -> Iterator[T]:
        return chain.from_iterable(map(reversed, reversed(self._parts)))


_KEPT = (list, Same, Decimals)


class Gathered:
    """Lines as a reader finds them, some thousand at a time; held by field as soon as they are many."""

    def __init__(self) -> None:
        self._waiting: list[list[Sequence[Any]]] = []
        self._held: list[list[Sequence[Any]]] = []
        self._plain: list[Texts] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, count: int, columns: Iterable[Iterable[Any]]) -> None:
        """Add lines. columns: their fields, in the order of `FIELDS`; `itertools.repeat` for one value of all."""
        self._count += count
        found: list[Sequence[Any]] = [
            Same(next(one), count) if isinstance(one, repeat) else one if isinstance(one, _KEPT) else list(one)
            for one in columns
        ]
        self._waiting.append(found)
        if self._count >= LARGE:
            for part in self._waiting:
                self._held.append(list(map(_column, FIELDS, part)))
                self._plain += [one for one in self._held[-1] if isinstance(one, Texts)]
            self._waiting.clear()
        if self._count > many_texts.MANY:
            for texts in self._plain:
                texts.pack()
            self._plain.clear()

    def lines(self) -> Sequence[Line]:
        """All lines in the order they came: a tuple, or held by field."""
        if not self._held:
            return tuple(chain.from_iterable(map(line_of, *part) for part in self._waiting))
        return Lines([_joined(pieces) for pieces in zip(*self._held, strict=True)])


def held(lines: Sequence[Line]) -> Sequence[Line]:
    """The same lines, held by field where they are many."""
    if isinstance(lines, Lines) or len(lines) < LARGE:
        return lines
    gathered = Gathered()
    for start in range(0, len(lines), _PART):
        part = lines[start : start + _PART]
        gathered.add(len(part), [map(attrgetter(name), part) for name in FIELDS])
    return gathered.lines()


def field_of(lines: Sequence[Line], name: str) -> Sequence[Any]:
    """One field of all lines."""
    return lines.field(name) if isinstance(lines, Lines) else list(map(attrgetter(name), lines))


def parts_of(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, some thousand at a time: going through a million at once in C holds the interpreter, and with it the
    window, for 50 ms."""
    if isinstance(values, Joined):
        yield from values.parts
    else:
        for start in range(0, len(values), _PART):
            yield values[start : start + _PART]


def ends_of(days: Sequence[date]) -> tuple[date, date] | None:
    """The first and the last of many days; None where there is none."""
    ends = [(min(some), max(some)) for some in parts_of(days) if some]
    return (min(one for one, _last in ends), max(one for _first, one in ends)) if ends else None


def way_of(days: Sequence[date]) -> int:
    """1 where days rise from line to line, or are all the same; −1 where they fall; 0 where they do neither."""
    parts = [some for some in parts_of(days) if some]
    joints = [day for some in parts for day in (some[0], some[-1])]
    for way, follows in ((1, le), (-1, ge)):
        if all(map(follows, joints, joints[1:])) and all(all(map(follows, some, some[1:])) for some in parts):
            return way
    return 0


def _column(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """The values of one field in little room."""
    if isinstance(values, Same | Decimals):
        return values
    if name == "line":
        return array("q", values)
    if name in _NUMBERS:
        return Decimals.of(values) or tuple(values)
    if not _lacks(values):
        if values[0] == values[-1] and values.count(values[0]) == len(values):
            return Same(values[0], len(values))
        if isinstance(values[0], str):
            return Texts(values)
    return tuple(values)


def _lacks(values: Sequence[Any]) -> bool:
    """Whether a value is missing; texts are asked all at once, not each whether it equals None."""
    if isinstance(values[0], str):
        try:
            "".join(values)
        except TypeError:
            return True
        return False
    return None in values


def _array(pieces: Iterable[Sequence[int]]) -> array[int]:
    found = array("q")
    for piece in pieces:
        found.extend(piece)
    return found


def _joined(pieces: Sequence[Sequence[Any]]) -> Sequence[Any]:
    """The pieces of one field as one."""
    first = pieces[0]
    if isinstance(first, Same) and all(isinstance(one, Same) and one.value == first.value for one in pieces):
        return Same(first.value, sum(map(len, pieces)))
    numbers = [one for one in pieces if isinstance(one, Decimals)]
    if len(numbers) == len(pieces) and len({one.exponent for one in numbers}) == 1:
        return Decimals(_array(one.units for one in numbers), numbers[0].exponent)
    if isinstance(first, array):
        return _array(pieces)
    return Joined(pieces)
