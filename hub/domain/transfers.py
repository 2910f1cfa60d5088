"""Finding the two sides of a move between own accounts, so that it counts once and is no spending.

Two movements belong together when one account loses what another gains within a few days and something says so:
the other account's number, its name, or words that banks use for such moves. Where several fit equally well, nothing
is linked: a wrong link hides spending, a missing one only shows a row twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from hub.domain.money import to_decimal, to_minor
from hub.domain.text import fold

WINDOW = 4
"""Days between the two sides at most."""
CERTAIN = 70
"""Confidence from which a pair is linked without asking."""
CROWD = 8
"""Candidates beyond which an equal amount alone says nothing."""

_SAYING = frozenset({"own_number", "names_account"})

_WORDS = (
    "transfer", "umbuchung", "uberweisung", "ubertrag", "virement", "traspaso", "giroconto", "overboeking", "przelew",
    "kreditkarte", "kartenabrechnung", "credit card payment", "card payment thank", "payment received", "payment thank",
    "autopay", "lastschrifteinzug", "geldautomat", "bargeld", "atm", "cash withdrawal", "withdrawal", "retrait",
    "einzahlung", "deposit", "top up", "topup", "aufladung", "abbuchung", "sparen", "savings", "epargne", "paypal",
    "wallet", "funding", "repayment", "ausgleich", "abrechnung", "tilgung", "zahlungseingang", "own account",
)  # fmt: skip

_FEE_WORDS = ("fee", "gebühr", "gebuehr", "entgelt", "frais", "commission", "comisión", "کارمزد", "رسوم", "手续费")
_SUM = r"(\d{1,6}(?:[.,]\d{1,3})?)(?![\d.,]*\d)"
_FEE = re.compile(
    rf"(?:\b(?:fee|frais|commission|comisión)s?\b|gebühr|gebuehr|entgelt|کارمزد|رسوم|手续费)\D{{0,16}}{_SUM}"
)
"""A fee that the bank's text states: a word for it, then its amount."""


class Movement(NamedTuple):
    """A row that could be one side of a transfer. text: payee and description; counterparty: the other's number."""

    id: int
    account_id: int
    booked_on: date
    amount: int
    currency: str
    text: str
    counterparty: str | None = None
    original_amount: int | None = None
    original_currency: str | None = None


class Own(NamedTuple):
    """An own account as texts may name it."""

    name: str
    number: str
    institution: str


class TransferMatch(NamedTuple):
    """Two sides of one move: where it left, where it arrived; confidence 0 to 100; why is a code."""

    out_id: int
    in_id: int
    confidence: int
    why: str


class _Pair(NamedTuple):
    confidence: int
    days: int
    why: str
    out: Movement
    into: Movement


def find_transfers(
    movements: Iterable[Movement],
    own: Mapping[int, Own],
    rejected: Collection[tuple[int, int]] = (),
    among: Collection[int] | None = None,
    rates: Mapping[str, Decimal] | None = None,
) -> list[TransferMatch]:
    """The pairs that belong together, surest first; each movement is in one pair at most.

    own: accounts by id. rejected: pairs of ids that the person said no to, smaller id first. among: only pairs with
    at least one of these ids (what was just imported). rates: currency → home units; with them, moves between
    currencies are found within a tenth of the rate, where a number or a name says so.
    """
    outs: list[Movement] = []
    ins: dict[tuple[str, int, date], list[Movement]] = defaultdict(list)
    by_day: dict[date, list[Movement]] = defaultdict(list)
    for one in movements:
        if one.amount < 0:
            outs.append(one)
        elif one.amount > 0:
            ins[one.currency, one.amount, one.booked_on].append(one)
            if rates and one.currency in rates:
                by_day[one.booked_on].append(one)
    judge = _Judge(own)
    pairs = []
    for out in outs:
        found = [judge.pair(out, into) for into in _candidates(out, ins)]
        if rates and judge.says_something(out):
            found += [pair for into in _exchanged(out, by_day, rates) if (pair := judge.pair(out, into)).why in _SAYING]
        if len(found) > CROWD:
            found = [pair for pair in found if pair.why in _SAYING]
        pairs += [pair for pair in found if _is_asked(pair, rejected, among)]
    pairs.sort(key=lambda pair: (-pair.confidence, pair.days, pair.out.booked_on, pair.out.id, pair.into.id))
    return _unambiguous(pairs)


def _is_asked(pair: _Pair, rejected: Collection[tuple[int, int]], among: Collection[int] | None) -> bool:
    ids = (min(pair.out.id, pair.into.id), max(pair.out.id, pair.into.id))
    return ids not in rejected and (among is None or pair.out.id in among or pair.into.id in among)


def _candidates(out: Movement, ins: Mapping[tuple[str, int, date], list[Movement]]) -> list[Movement]:
    """What another account gained within the window: the same amount, or what a stated fee left of it."""
    amounts = {(out.currency, -out.amount)}
    if out.original_currency is not None and out.original_amount is not None:
        amounts.add((out.original_currency, abs(out.original_amount)))
    if fee := stated_fee(out):
        amounts.add((out.currency, -out.amount - fee))
    return [
        into
        for currency, amount in amounts
        for days in range(-WINDOW, WINDOW + 1)
        for into in ins.get((currency, amount, out.booked_on + timedelta(days)), ())
        if into.account_id != out.account_id
    ]


def _exchanged(
    out: Movement, by_day: Mapping[date, list[Movement]], rates: Mapping[str, Decimal]
) -> Iterable[Movement]:
    """What another account gained in another currency, within a tenth of the rate."""
    rate = rates.get(out.currency)
    if rate is None:
        return
    sent = to_decimal(-out.amount, out.currency) * rate
    for days in range(-WINDOW, WINDOW + 1):
        for into in by_day.get(out.booked_on + timedelta(days), ()):
            theirs = rates.get(into.currency)
            if theirs is None or into.currency == out.currency or into.account_id == out.account_id:
                continue
            if abs(to_decimal(into.amount, into.currency) * theirs - sent) * 10 <= sent:
                yield into


def stated_fee(out: Movement) -> int:
    """The fee that the text of a movement states, minor units of its currency; 0 when it states none below its half."""
    lowered = out.text.lower()
    if not any(word in lowered for word in _FEE_WORDS):
        return 0
    found = _FEE.search(lowered)
    fee = to_minor(Decimal(found[1].replace(",", ".")), out.currency) if found else 0
    return fee if 2 * fee < -out.amount else 0


class _Judge:
    """Says how sure a pair is; what a text says is worked out once."""

    def __init__(self, own: Mapping[int, Own]) -> None:
        self._own = own
        self._names = {account_id: _names(account) for account_id, account in own.items()}
        self._numbers = {_plain(account.number): account_id for account_id, account in own.items() if account.number}
        self._said: dict[str, tuple[frozenset[int], bool]] = {}

    def says_something(self, one: Movement) -> bool:
        """Whether a movement names another own account by number or name."""
        return bool(self._account_of(one) is not None or self._named(one.text)[0] - {one.account_id})

    def pair(self, out: Movement, into: Movement) -> _Pair:
        """The pair with its confidence and the strongest thing that speaks for it."""
        days = abs((into.booked_on - out.booked_on).days)
        base = 58 - 4 * days
        if self._account_of(out) == into.account_id or self._account_of(into) == out.account_id:
            return _Pair(min(base + 42, 99), days, "own_number", out, into)
        (out_names, out_worded), (in_names, in_worded) = self._named(out.text), self._named(into.text)
        named = into.account_id in out_names, out.account_id in in_names
        worded = out_worded, in_worded
        gain = 28 * any(named) + 6 * all(named) + 16 * any(worded) + 12 * all(worded)
        why = "names_account" if any(named) else "transfer_words" if any(worded) else "same_amount"
        if out.currency == into.currency and out.amount != -into.amount and why == "same_amount":
            why = "stated_fee"
        return _Pair(min(base + gain, 99), days, why, out, into)

    def _account_of(self, one: Movement) -> int | None:
        return self._numbers.get(_plain(one.counterparty)) if one.counterparty else None

    def _named(self, text: str) -> tuple[frozenset[int], bool]:
        """The own accounts that a text names, and whether it has words of a transfer."""
        if text not in self._said:
            folded = fold(text)
            named = frozenset(at for at, names in self._names.items() if any(name in folded for name in names))
            self._said[text] = named, any(word in folded for word in _WORDS)
        return self._said[text]


def _names(account: Own) -> tuple[str, ...]:
    found = (fold(account.name), fold(account.institution))
    return tuple({name for name in found if len(name) >= 4})


def _plain(number: str) -> str:
    return number.replace(" ", "").upper()


def _unambiguous(pairs: list[_Pair]) -> list[TransferMatch]:
    """Take the surest pairs first; of several that are equally good for one movement, none."""
    best: dict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        best[pair.out.id].append(pair)
        best[pair.into.id].append(pair)
    taken: set[int] = set()
    found = []
    for pair in pairs:
        ids = {pair.out.id, pair.into.id}
        if ids & taken:
            continue
        rivals = {
            other.out.id if pair.into.id == other.into.id else other.into.id
            for one in ids
            for other in best[one]
            if other is not pair and _as_good(other, pair) and not {other.out.id, other.into.id} & taken
        }
        if rivals and not _are_twins(pair, rivals, best):
            continue
        taken |= ids
        found.append(TransferMatch(pair.out.id, pair.into.id, pair.confidence, pair.why))
    return found


def _as_good(other: _Pair, pair: _Pair) -> bool:
    return (other.confidence, -other.days) >= (pair.confidence, -pair.days)


def _are_twins(pair: _Pair, rivals: set[int], best: Mapping[int, list[_Pair]]) -> bool:
    """Whether all equally good partners are equal rows of the same two accounts: then any pairing is right."""
    accounts = {pair.out.account_id, pair.into.account_id}
    others = {one.id: one for rival in rivals for found in best[rival] for one in (found.out, found.into)}
    sides = {pair.out.account_id: pair.out, pair.into.account_id: pair.into}
    return all(
        others[rival].account_id in accounts and others[rival].booked_on == sides[others[rival].account_id].booked_on
        for rival in rivals
    )
