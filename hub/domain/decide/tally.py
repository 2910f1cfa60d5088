"""What one way to pay adds up to: lines, flags, and the changes it would make to the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hub.domain.decide.casebook import Casebook
from hub.domain.decide.exact import ZERO, round_money
from hub.domain.decide.situation import Offer
from hub.domain.decide.usage import Key, Readable

REVERSIBLE = frozenset(("reward", "wallet_reward", "offer_credit", "portal_credit", "benefit_credit"))
"""Kinds of lines that a return of the goods takes back (DECIDE 5.16)."""


class Dates(NamedTuple):
    """Transaction and posting date; assumed where no posting date was given."""

    on: date
    posted: date
    assumed: bool


@dataclass(slots=True)
class Entry:
    """One line while it is calculated. source is the id of what gives it, facts the arithmetic behind it."""

    kind: str
    amount: Decimal
    certain: bool
    source: str
    why: str
    facts: Mapping[str, object]
    programme: str | None = None
    units: Decimal = ZERO
    offer: Offer | None = None


@dataclass(slots=True)
class Toggle:
    """A benefit that applies only if an unknown activation holds, and that touches nothing else."""

    fact: str
    entry: Entry
    added: Mapping[Key, Decimal]
    flags: frozenset[str]


class Tally:
    """Collects the lines of one option in one box of worlds, on top of a state that is only read."""

    __slots__ = ("added", "bonus", "book", "dates", "entries", "flags", "seen", "state", "toggles", "which")

    def __init__(self, book: Casebook, state: Readable, dates: Dates, which: int) -> None:
        self.book = book
        self.state = state
        self.dates = dates
        self.which = which
        self.entries: list[Entry] = []
        self.flags: set[str] = set()
        self.added: dict[Key, Decimal] = {}
        self.seen: dict[Key, Decimal] = {}
        self.toggles: list[Toggle] = []
        self.bonus = ZERO

    def read(self, key: Key) -> Decimal:
        """What a counter holds, with what this option has added so far."""
        found = self.state.get(key, ZERO)
        self.seen[key] = found
        more = self.added.get(key)
        return found if more is None else found + more

    def add(self, key: Key, amount: Decimal) -> None:
        """Let a counter grow."""
        self.added[key] = self.added.get(key, ZERO) + amount

    def unit_value(self, programme: str) -> Decimal:
        """Home money per unit at the value set in use; flags a programme that nothing values."""
        value = self.book.value(programme)
        if not value.known:
            self.flags.add(f"no_value:{programme}")
        return value.at[self.which]

    def line(self, kind: str, amount: Decimal, source: str, why: str, facts: Mapping[str, object]) -> None:
        """A certain line of home money, rounded here; a line of 0 is left out."""
        rounded = round_money(amount, self.book.home)
        if rounded:
            self.entries.append(Entry(kind, rounded, True, source, why, facts))

    def contingent(self, kind: str, amount: Decimal, source: str, why: str, facts: Mapping[str, object]) -> None:
        """A contingent line of home money, rounded here; a line of 0 is left out."""
        rounded = round_money(amount, self.book.home)
        if rounded:
            self.entries.append(Entry(kind, rounded, False, source, why, facts))


@dataclass(slots=True)
class Result:
    """What a purchase on a path comes to in its reported world.

    net is the realised net: certain lines and completed sign-up steps; reversible the part of it that a recomputed
    refund changes. added is how the state moves, seen what was read of it. tally and billed (B) are there for
    refunds; the quick calculation leaves them out.
    """

    expected: Decimal
    certain: Decimal
    unknowns: int
    net: Decimal
    reversible: Decimal
    added: Mapping[Key, Decimal]
    seen: Mapping[Key, Decimal]
    tally: Tally | None = None
    billed: Decimal = ZERO
