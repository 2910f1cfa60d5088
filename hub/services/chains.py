"""Which parts of several files are one account, whatever the order of the files and their names.

A part continues another when it begins with the very balance with which the other ends; it overlaps another when both
say the same of the days that both cover. Parts of two numbers, two names, two currencies, or two stories about the
same days are never one account.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from hub.domain.line_columns import field_of
from hub.domain.statement import FileReading, Statement
from hub.services import profiles

Place = tuple[int, int]
"""Number of the file, number of its part."""

OVERLAP, BALANCES = "overlap", "balances"
_ENOUGH = 3
_PIECES = 200
_MONTH = 31
_MOST = 100_000
"""Lines beyond which only the balances of a part are looked at."""
_FIFTHS = 5
_ALIKE, _UNLIKE = 4, 1
"""Fifths of the rows of common days from which, and below which, two parts are the same, or never."""


def by_currency(statement: Statement) -> list[Statement]:
    """A statement in several currencies (a wallet's) is one account for each of them."""
    currencies = {code or statement.account.currency for code in set(field_of(statement.lines, "currency"))}
    if len(currencies) < 2:
        return [statement]
    main = statement.account.currency
    return [
        replace(
            statement,
            account=replace(statement.account, currency=code),
            lines=tuple(line for line in statement.lines if (line.currency or main) == code),
            opening=statement.opening if code == main else None,
            closing=statement.closing if code == main else None,
            balances_agree=statement.balances_agree if code == main else None,
        )
        for code in sorted(currencies, key=str)
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """What tells a part from others. number and name: of the account, as far as the file says; shape: of the file, None
    where that has no headings; ends: proven balances before and after; rows: how often each day and amount is there,
    None where they are too many."""

    place: Place
    currency: str | None
    number: str
    name: str
    shape: str | None
    first: date
    last: date
    ends: tuple[Decimal, Decimal] | None
    rows: Counter[tuple[date, Decimal]] | None

    def evidence(self, other: Piece) -> str:
        """OVERLAP, BALANCES, "conflict", or "" where nothing is known."""
        if self.currency != other.currency or self._is_another(other):
            return "conflict"
        common = max(self.first, other.first), min(self.last, other.last)
        if common[0] <= common[1] and self.rows is not None and other.rows is not None:
            said = self._said(other, *common)
            if said:
                return said
        return BALANCES if self._continues(other) else ""

    def _is_another(self, other: Piece) -> bool:
        """Whether the files name two accounts."""
        if self.number and other.number:
            return self.number != other.number
        return bool(self.name and other.name and self.name != other.name)

    def _continues(self, other: Piece) -> bool:
        if self.ends is None or other.ends is None or self.shape is None or self.shape != other.shape:
            return False
        earlier, later = (self, other) if (self.last, self.first) <= (other.last, other.first) else (other, self)
        if earlier.ends is None or later.ends is None:
            return False
        return earlier.last <= later.first and earlier.ends[1] == later.ends[0] != 0

    def _said(self, other: Piece, first: date, last: date) -> str:
        """What the two say of the days that both cover."""
        mine, others = (
            Counter({row: count for row, count in one.rows.items() if first <= row[0] <= last})
            for one in (self, other)
            if one.rows is not None
        )
        same, fewer = (mine & others).total(), min(mine.total(), others.total())
        if same >= _ENOUGH and _FIFTHS * same >= _ALIKE * fewer:
            return OVERLAP
        return "conflict" if fewer >= _ENOUGH and first < last and _FIFTHS * same < _UNLIKE * fewer else ""


def pieces_of(file: int, reading: FileReading) -> list[Piece]:
    """Those of the parts of a file that have lines."""
    found, shape = [], profiles.shape(reading)
    statements = [piece for statement in reading.statements for piece in by_currency(statement)]
    for number, one in enumerate(statements):
        days = field_of(one.lines, "booked_on")
        if not days:
            continue
        is_proven = one.balances_agree and one.opening is not None and one.closing is not None
        ends = (one.opening.amount, one.closing.amount) if is_proven and one.opening and one.closing else None
        rows = Counter(zip(days, field_of(one.lines, "amount"), strict=True)) if len(days) <= _MOST else None
        currency = one.account.currency or next(filter(None, field_of(one.lines, "currency")), None)
        who = one.account.id or "", one.account.name or ""
        found.append(Piece((file, number), currency, *who, shape, min(days), max(days), ends, rows))
    return found


@dataclass(slots=True)
class Chains:
    """Parts that are one account, by what joins them."""

    _of: dict[Place, int] = field(default_factory=dict)
    _why: dict[Place, str] = field(default_factory=dict)
    _members: dict[int, list[Piece]] = field(default_factory=dict)
    _apart: set[frozenset[Place]] = field(default_factory=set)

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Chains:
        """Join what belongs together, the surest first; nothing where there are more parts than anybody drops."""
        made = cls()
        if len(pieces) > _PIECES:
            return made
        for number, one in enumerate(pieces):
            made._of[one.place], made._members[number] = number, [one]
        joins: list[tuple[str, Piece, Piece]] = []
        for one, other in combinations(pieces, 2):
            said = one.evidence(other)
            if said == "conflict":
                made._apart.add(frozenset((one.place, other.place)))
            elif said:
                joins.append((said, one, other))
        for said, one, other in sorted(joins, key=lambda join: join[0] != OVERLAP):
            made._join(said, one, other)
        return made

    def mates(self, place: Place) -> Mapping[Place, str]:
        """The other parts of its account, with what joins them to it: OVERLAP or BALANCES."""
        chain = self._members.get(self._of.get(place, -1), [])
        return {one.place: self._why.get(place, "") for one in chain if one.place != place}

    def are_apart(self, one: Place, other: Place) -> bool:
        """Whether two parts can't be one account."""
        mine = [piece.place for piece in self._members.get(self._of.get(one, -1), [])] or [one]
        others = [piece.place for piece in self._members.get(self._of.get(other, -1), [])] or [other]
        return any(frozenset((a, b)) in self._apart for a in mine for b in others)

    def follow(self, one: Place, other: Place) -> bool:
        """Whether the days of one part follow those of the other's account, with no more than a month between."""
        mine, others = (self._members.get(self._of.get(place, -1), []) for place in (one, other))
        spans = [(min(p.first for p in each), max(p.last for p in each)) for each in (mine, others) if each]
        if len(spans) < 2:
            return False
        earlier, later = sorted(spans)
        return 0 <= (later[0] - earlier[1]).days <= _MONTH

    def _join(self, said: str, one: Piece, other: Piece) -> None:
        if self._of[one.place] == self._of[other.place] or self.are_apart(one.place, other.place):
            return
        kept, gone = self._of[one.place], self._of[other.place]
        for piece in self._members.pop(gone):
            self._members[kept].append(piece)
            self._of[piece.place] = kept
        for place in (one.place, other.place):
            self._why.setdefault(place, said)
