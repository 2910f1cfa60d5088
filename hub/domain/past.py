"""The past of accounts as a forecast needs it: what came regularly, what settled a card, and the rest day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from hub.domain.account import Account
from hub.domain.bill import Series
from hub.domain.projection import Past, Stream, is_settled
from hub.domain.recurring import Payment, cadence_of, find_series


class Moved(NamedTuple):
    """One side of a move between own accounts: ordinal, minor units, and the number that both sides share."""

    on: int
    amount: int
    transfer: int


class Flow(NamedTuple):
    """What happened on an account: balance today; minor units by ordinal, without moves; moves by day."""

    account: Account
    balance: int
    days: Mapping[int, int]
    moved: Sequence[Moved]


Found = Sequence[tuple[Series, Sequence[Payment]]]
"""Series, also those that have ended, with their payments."""


def pasts(flows: Iterable[Flow], found: Found, first: int, today: int) -> list[Past]:
    """The pasts of accounts from the ordinal `first` until today; an account without a movement has only today."""
    flows = list(flows)
    known = {one.account.id: one for one in flows}
    streams: dict[int, list[Stream]] = defaultdict(list)
    regular: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for series, payments in found:
        mine = [one for one in payments if one.account_id in known and first <= one.booked_on.toordinal() <= today]
        if mine and series.account_id in known:
            streams[series.account_id].append(_stream(series, mine))
            for one in mine:
                regular[one.account_id][one.booked_on.toordinal()] += one.amount
    settled, loose = _moves(known, first, today)
    for (number, _other, _is_in), moves in loose.items():
        stream = _of_moves(number, known[number].account.currency, moves, today)
        if stream is not None:
            streams[number].append(stream)
            taken = set(stream.payments)
            for move in moves:
                if (move.on, move.amount) in taken:
                    regular[number][move.on] += move.amount
    return [
        _past(one, first, today, regular[number], streams[number], settled.get(number, []), settled)
        for number, one in known.items()
    ]


def _stream(series: Series, payments: Sequence[Payment], *, is_move: bool = False) -> Stream:
    rows = tuple(sorted((one.booked_on.toordinal(), one.amount) for one in payments))
    return Stream(cadence_of(series), rows, series.varies, is_move)


def _moves(
    known: Mapping[int, Flow], first: int, today: int
) -> tuple[dict[int, list[tuple[int, int, int]]], dict[tuple[int, int, bool], list[Moved]]]:
    """Settlements by card as (ordinal, amount, payer's ordinal), and the other moves by account, other side and way."""
    sides: dict[int, list[tuple[int, Moved]]] = defaultdict(list)
    for number, flow in known.items():
        for move in flow.moved:
            if first <= move.on <= today:
                sides[move.transfer].append((number, move))
    settled: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    loose: dict[tuple[int, int, bool], list[Moved]] = defaultdict(list)
    for legs in sides.values():
        into = next((leg for leg in legs if leg[1].amount > 0), None)
        out = next((leg for leg in legs if leg[1].amount < 0), None)
        if into and out and len(legs) == 2:
            account = known[into[0]].account
            if is_settled(account, known) and account.funded_by == out[0]:
                settled[into[0]].append((into[1].on, into[1].amount, out[1].on))
                continue
        for number, move in legs:
            other = next((one for one, _ in legs if one != number), 0)
            loose[number, other, move.amount > 0].append(move)
    return settled, loose


def _of_moves(number: int, currency: str, moves: Sequence[Moved], today: int) -> Stream | None:
    """The longest regular stream among moves between two accounts."""
    rows = [
        Payment(at, number, date.fromordinal(one.on), one.amount, currency, "own account")
        for at, one in enumerate(moves)
    ]
    series = find_series(rows, date.fromordinal(today), with_ended=True)
    best = max(series, key=lambda one: one.count, default=None)
    return None if best is None else _stream(best, [rows[at] for at in best.transaction_ids], is_move=True)


def _past(
    flow: Flow,
    first: int,
    today: int,
    regular: Mapping[int, int],
    streams: Sequence[Stream],
    settled: Sequence[tuple[int, int, int]],
    all_settled: Mapping[int, Sequence[tuple[int, int, int]]],
) -> Past:
    changes: dict[int, int] = defaultdict(int, flow.days)
    for move in flow.moved:
        changes[move.on] += move.amount
    begin = min((on for on in changes if on >= first), default=today)
    begin = min(begin - 1, today)  # the day before holds the balance that it began with
    irregular: dict[int, int] = defaultdict(int, changes)
    for on, amount in regular.items():
        irregular[on] -= amount
    for on, amount, _paid_on in settled:
        irregular[on] -= amount
    for card, rows in all_settled.items():
        if card != flow.account.id:
            _without_payments(irregular, flow, rows)
    whole = [changes.get(on, 0) for on in range(begin, today + 1)]
    opening = flow.balance - sum(whole)
    ends = list(accumulate(whole, initial=opening))[1:]
    rest = [irregular.get(on, 0) for on in range(begin, today + 1)]
    paid = tuple(sorted((on, amount) for on, amount, _paid_on in settled))
    return Past(flow.account, begin, ends, rest, tuple(streams), paid)


def _without_payments(irregular: dict[int, int], flow: Flow, rows: Sequence[tuple[int, int, int]]) -> None:
    """Take out what an account paid for a card."""
    own = {(move.on, move.amount) for move in flow.moved}
    for _on, amount, paid_on in rows:
        if (paid_on, -amount) in own:
            irregular[paid_on] += amount
