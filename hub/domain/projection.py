"""The balance of accounts day by day: what is regular on its days, cards settled when due, the rest by habit.

Accounts that settle each other (a card and the account that pays it) are projected together. Everything is known
as of an origin, so that the same function makes the forecast of today and those of the past, for the back-test.
Expected amounts are statistics and use float; they are rounded to minor units in `hub.services.forecast`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from hub.domain.account import Account, statement_end
from hub.domain.cadence import Cadence
from hub.domain.cycle import due_on
from hub.domain.habit import Habit, ahead, habits
from hub.domain.period import add_months

FEWEST = 2
"""Payments from which a stream is foreseen."""
LATEST = 8
"""Amounts that the expected one is the median of."""
SETTLES = 0.85
"""Share of a statement from which it counts as paid in full."""


class Stream(NamedTuple):
    """What comes regularly to one account: its rhythm, and its payments as (ordinal, minor units), oldest first.

    varies: the median of the latest is expected, else the last. is_move: between own accounts.
    """

    cadence: Cadence
    payments: tuple[tuple[int, int], ...]
    varies: bool
    is_move: bool = False


class Foreseen:
    """What a stream lets expect as of any day of its past, every slot and every due day worked out once."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._paid = [on for on, _amount in stream.payments]
        self._latest: dict[int, tuple[int, int]] = {}
        self._days: dict[int, int] = {}

    def due(self, origin: int, count: int) -> list[tuple[int, int]]:
        """(ordinal, amount) of what is expected within so many days after an origin; nothing of what has ended."""
        known = bisect_right(self._paid, origin)
        if known < FEWEST:
            return []
        slot, amount = self._after(known)
        day, cadence = self._day(slot), self._stream.cadence
        if origin > day + max(10, 6 * cadence.days // 10):
            return []
        found = []
        while day <= origin + count:
            found.append((max(day, origin + 1), amount))
            slot += 1
            day = self._day(slot)
        return found

    def _after(self, known: int) -> tuple[int, int]:
        """The slot after so many payments, and the amount that is expected in it."""
        found = self._latest.get(known)
        if found is None:
            payments = self._stream.payments
            last, amount = payments[known - 1]
            if self._stream.varies:
                recent = sorted(one for _on, one in payments[max(known - LATEST, 0) : known])
                amount = recent[len(recent) // 2]
            slot = self._stream.cadence.slot_near(date.fromordinal(last)) + 1
            found = self._latest[known] = (slot, amount)
        return found

    def _day(self, slot: int) -> int:
        found = self._days.get(slot)
        if found is None:
            found = self._days[slot] = self._stream.cadence.due_ordinal(slot)
        return found


@dataclass(frozen=True)
class Past:
    """An account until today. first: ordinal of the first day; ends: balance at the end of each day until today.

    irregular: what each day brought beside streams and settlements. settled: (ordinal, amount) of the card
    settlements that it received. last: ordinal of today.
    """

    account: Account
    first: int
    ends: Sequence[int]
    irregular: Sequence[int]
    streams: tuple[Stream, ...] = ()
    settled: tuple[tuple[int, int], ...] = ()

    @property
    def last(self) -> int:
        """Ordinal of today."""
        return self.first + len(self.ends) - 1

    def balance(self, ordinal: int) -> int:
        """The balance at the end of a day; before the first day that of the first."""
        return self.ends[max(0, min(ordinal - self.first, len(self.ends) - 1))] if self.ends else 0


class Statement(NamedTuple):
    """Ordinals of a card statement's last day and of the day its payment is booked."""

    closes: int
    due: int


def statements(account: Account, first: int, last: int) -> list[Statement]:
    """The statements of a card that close between two ordinals; empty where its terms are not known.

    A payment that is due on a weekend is booked on the Monday after it.
    """
    found = []
    end = statement_end(account, date.fromordinal(first))
    while end is not None and end.toordinal() <= last:
        due = due_on(account, end)
        if due is None:
            return []
        booked = due.toordinal() + (7 - due.weekday() if due.weekday() > 4 else 0)
        found.append(Statement(end.toordinal(), booked))
        end = statement_end(account, add_months(end, 1, account.statement_day) - timedelta(days=3))
    return found


class Group:
    """Accounts that are projected together: those that pay, and the cards they settle."""

    def __init__(self, pasts: Sequence[Past], origins: Sequence[int], horizon: int) -> None:
        """origins: ascending ordinals at which forecasts will be made, each for at most `horizon` days."""
        self.pasts = {one.account.id: one for one in pasts}
        self.cards = [one for one in pasts if is_settled(one.account, self.pasts)]
        self._habits = {one.account.id: _habits(one, origins) for one in pasts}
        self._streams = {one.account.id: [(it.is_move, Foreseen(it)) for it in one.streams] for one in pasts}
        begin = (origins[0] if origins else 0) - 400
        end = (origins[-1] if origins else 0) + horizon
        self._statements = {
            one.account.id: statements(one.account, max(begin, one.first), end) for one in self.cards if origins
        }
        self._payments = {number: payments(self.pasts[number], known) for number, known in self._statements.items()}

    def project(
        self, origin: int, count: int, known: Mapping[int, Iterable[tuple[int, int]]] | None = None
    ) -> dict[int, list[float]]:
        """The balance at the end of each of so many days after an origin, by account.

        known: by account (ordinal, amount) of what is expected, instead of what its streams say but for moves.
        """
        changes = {number: self._plain(past, origin, count, known) for number, past in self.pasts.items()}
        for past in self.cards:
            self._settle(past, origin, count, changes)
        found = {}
        for number, past in self.pasts.items():
            balances = list(accumulate(changes[number], initial=float(past.balance(origin))))
            found[number] = balances[1:]
        return found

    def _plain(
        self, past: Past, origin: int, count: int, known: Mapping[int, Iterable[tuple[int, int]]] | None
    ) -> list[float]:
        """What each day changes, without settlements."""
        habit = self._habits[past.account.id].get(origin)
        changes = ahead(habit, origin + 1, count) if habit is not None else [0.0] * count
        streams = [one for is_move, one in self._streams[past.account.id] if known is None or is_move]
        expected = [one for stream in streams for one in stream.due(origin, count)]
        expected += [] if known is None else known.get(past.account.id, ())
        for ordinal, amount in expected:
            place = max(ordinal, origin + 1) - origin - 1
            if place < count:
                changes[place] += amount
        return changes

    def _settle(self, card: Past, origin: int, count: int, changes: dict[int, list[float]]) -> None:
        """Pay the statements of a card from its account on their due days."""
        own, payer = changes[card.account.id], changes[card.account.funded_by or 0]
        usual = usual_payment(self._payments[card.account.id], origin)
        balance = list(accumulate(own, initial=float(card.balance(origin))))
        pending: list[tuple[int, float]] = []
        for closes, due in self._statements[card.account.id]:
            if due <= origin or due > origin + count:
                continue
            if closes <= origin:
                received = sum(amount for on, amount in card.settled if closes < on <= origin)
                owed = -float(card.balance(closes)) - received
            else:
                owed = -(balance[closes - origin] + sum(paid for on, paid in pending if on <= closes))
            paid = max(0.0, owed if usual is None else min(owed, usual))
            pending.append((due, paid))
            own[due - origin - 1] += paid
            payer[due - origin - 1] -= paid


def is_settled(account: Account, known: Mapping[int, object]) -> bool:
    """Whether a card's statements are foreseen as payments from one of these accounts."""
    has_terms = account.statement_day is not None and (account.due_day is not None or account.due_days is not None)
    return account.kind == "card" and has_terms and account.funded_by in known and account.funded_by != account.id


def _habits(past: Past, origins: Sequence[int]) -> dict[int, Habit]:
    """The habits of an account by those of the origins that are days of its past."""
    mine = [at for at in origins if past.first <= at <= past.last]
    return dict(zip(mine, habits(past.irregular, past.first, mine), strict=True))


def payments(card: Past, known: Sequence[Statement]) -> list[tuple[int, float, int]]:
    """Of the statements that were paid: the ordinal by which that is known, the share paid, and minor units paid."""
    found = []
    for closes, due in known:
        if closes < card.first or due + 5 > card.last:
            continue
        owed = -card.balance(closes)
        came = sum(amount for on, amount in card.settled if closes < on <= due + 5)
        if owed > 0 and came:
            found.append((due + 5, came / owed, came))
    return found


def usual_payment(paid: Sequence[tuple[int, float, int]], origin: int) -> float | None:
    """What is paid of a statement where it is not all of it: the median of the latest payments; None = all."""
    latest = paid[: bisect_right(paid, origin, key=itemgetter(0))][-4:]
    shares = sorted(share for _on, share, _came in latest)
    if len(shares) < 2 or shares[len(shares) // 2] >= SETTLES:
        return None
    return float(sorted(came for _on, _share, came in latest)[len(latest) // 2])
