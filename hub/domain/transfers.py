"""Finding the two sides of a move between own accounts, so that it counts once and is no spending.

Two movements belong together when one account loses what another gains within a few days and something says so:
the other account's number, its name, or words that banks use for such moves. Where several fit equally well, nothing
is linked: a wrong link hides spending, a missing one only shows a row twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from hub.domain.text import fold

WINDOW = 4
"""Days between the two sides at most."""
CERTAIN = 70
"""Confidence from which a pair is linked without asking."""

_WORDS = (
    "transfer", "umbuchung", "uberweisung", "ubertrag", "virement", "traspaso", "giroconto", "overboeking", "przelew",
    "kreditkarte", "kartenabrechnung", "credit card payment", "card payment thank", "payment received", "payment thank",
    "autopay", "lastschrifteinzug", "geldautomat", "bargeld", "atm", "cash withdrawal", "withdrawal", "retrait",
    "einzahlung", "deposit", "top up", "topup", "aufladung", "abbuchung", "sparen", "savings", "epargne", "paypal",
    "wallet", "funding", "repayment", "ausgleich", "abrechnung", "tilgung", "zahlungseingang", "own account",
)  # fmt: skip


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
) -> list[TransferMatch]:
    """The pairs that belong together, surest first; each movement is in one pair at most.

    own: accounts by id. rejected: pairs of ids that the person said no to, smaller id first. among: only pairs with
    at least one of these ids (what was just imported).
    """
    ins: dict[tuple[str, int], list[Movement]] = defaultdict(list)
    outs: list[Movement] = []
    for one in movements:
        if one.amount < 0:
            outs.append(one)
        elif one.amount > 0:
            ins[one.currency, one.amount].append(one)
    names = {account_id: _names(account) for account_id, account in own.items()}
    pairs = [pair for out in outs for pair in _pairs(out, ins, own, names) if _is_asked(pair, rejected, among)]
    pairs.sort(key=lambda pair: (-pair.confidence, pair.days, pair.out.booked_on, pair.out.id, pair.into.id))
    return _unambiguous(pairs)


def _names(account: Own) -> tuple[str, ...]:
    found = (fold(account.name), fold(account.institution))
    return tuple({name for name in found if len(name) >= 4})


def _is_asked(pair: _Pair, rejected: Collection[tuple[int, int]], among: Collection[int] | None) -> bool:
    ids = (min(pair.out.id, pair.into.id), max(pair.out.id, pair.into.id))
    return ids not in rejected and (among is None or pair.out.id in among or pair.into.id in among)


def _pairs(
    out: Movement,
    ins: Mapping[tuple[str, int], list[Movement]],
    own: Mapping[int, Own],
    names: Mapping[int, tuple[str, ...]],
) -> list[_Pair]:
    keys = {(out.currency, -out.amount)}
    if out.original_currency is not None and out.original_amount is not None:
        keys.add((out.original_currency, abs(out.original_amount)))
    found = []
    for key in keys:
        for into in ins.get(key, ()):
            days = abs((into.booked_on - out.booked_on).days)
            if into.account_id != out.account_id and days <= WINDOW:
                found.append(_judged(out, into, days, own, names))
    return found


def _judged(
    out: Movement, into: Movement, days: int, own: Mapping[int, Own], names: Mapping[int, tuple[str, ...]]
) -> _Pair:
    base = 58 - 4 * days
    if _is_number_of(out.counterparty, own[into.account_id]) or _is_number_of(into.counterparty, own[out.account_id]):
        return _Pair(min(base + 42, 99), days, "own_number", out, into)
    out_text, in_text = fold(out.text), fold(into.text)
    named = (
        any(name in out_text for name in names[into.account_id]),
        any(name in in_text for name in names[out.account_id]),
    )
    worded = any(word in out_text for word in _WORDS), any(word in in_text for word in _WORDS)
    gain = 28 * any(named) + 6 * all(named) + 16 * any(worded) + 12 * all(worded)
    why = "names_account" if any(named) else "transfer_words" if any(worded) else "same_amount"
    return _Pair(min(base + gain, 99), days, why, out, into)


def _is_number_of(counterparty: str | None, account: Own) -> bool:
    return bool(counterparty and account.number and counterparty.replace(" ", "").upper() == account.number.upper())


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
