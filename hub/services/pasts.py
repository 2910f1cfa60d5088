"""The past of every account as a forecast needs it, and its back-test, each worked out again only where it changed.

A forecast of the past is made of what was known on its day: it is kept beside a digest of that, so that a new day or
a new payment adds to the back-test and does not begin it again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain import backtest
from hub.domain.account import Position
from hub.domain.backtest import Tested
from hub.domain.conformal import GRID
from hub.domain.past import Flow, Moved, pasts
from hub.domain.projection import Past, is_settled
from hub.services import recurrence
from storage import accounts, bills, flows
from storage.vault import Vault

_MARK = 32
"""Letters of a digest that tell one past from another: 128 bits."""
UNFORESEEN = frozenset({"points", "investment", "iou"})
"""Kinds of account whose balance no habit foresees."""


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that settle each other."""

    pasts: tuple[Past, ...]

    @property
    def key(self) -> str:
        """The accounts' numbers, as text."""
        return ",".join(str(one.account.id) for one in self.pasts)


def groups(vault: Vault, today: date) -> list[Group]:
    """The accounts in use, a card together with the account that pays it; the past from `window_start` on."""
    found = recurrence.current(vault, today, with_ended=True)
    since = recurrence.window_start(today)
    months = (f"{since:%Y-%m}", f"{today:%Y-%m}")
    with vault.read() as connection:
        lost = flows.missing(connection, *months)
    if lost:
        with vault.aside() as connection:
            flows.fill(connection, lost)
    with vault.read() as connection:
        held = [one for one in accounts.positions(connection) if _is_foreseen(one)]
        read = flows.read(connection, [one.account.id for one in held], *months)
        ignored = {key for key, (_id, state) in bills.series_states(connection).items() if state == "ignored"}
    kept = [one for one in found if (one[0].key, one[0].account_id, one[0].every, one[0].unit) not in ignored]
    last = today.toordinal()
    made = [
        Flow(
            one.account,
            one.balance - sum(amount for on, amount in read[one.account.id].days if on > last)
            - sum(amount for on, amount, _ in read[one.account.id].moves if on > last),
            dict(read[one.account.id].days),
            [Moved(*move) for move in read[one.account.id].moves],
        )
        for one in held
    ]  # fmt: skip
    whole = {one.account.id: one for one in pasts(made, kept, since.toordinal(), last)}
    return [
        Group(tuple(whole[number] for number in numbers)) for numbers in _together([whole[number] for number in whole])
    ]


def tested(vault: Vault, groups: Sequence[Group]) -> Tested:
    """How past forecasts did; only those are made that are not kept, or before whose day something changed."""
    with vault.read() as connection:
        kept = flows.backtests(connection)
    rows: dict[int, Mapping[int, Sequence[int]]] = {}
    made = []
    for group in groups:
        stamp, marks = _stamp(group.pasts), _marks(group.pasts)
        known = _from_json(kept.get((group.key, stamp), "{}"))
        found = {origin: said for origin, (mark, said) in known.items() if marks.get(origin) == mark}
        lost = [origin for origin in marks if origin not in found]
        if lost:
            found |= backtest.foresee(group.pasts, lost)
            content = json.dumps({on: (marks[on], said) for on, said in found.items()}, separators=(",", ":"))
            made.append((group.key, stamp, content))
        rows |= backtest.compared(group.pasts, found).rows
    if made:
        with vault.aside() as connection:
            flows.keep_backtests(connection, made)
    return Tested(rows)


def _is_foreseen(one: Position) -> bool:
    return not one.account.is_archived and one.account.kind not in UNFORESEEN


def _together(known: Sequence[Past]) -> list[list[int]]:
    """Cards beside the account that settles them, in the order of accounts."""
    by_id = {one.account.id: one for one in known}
    found: dict[int, list[int]] = defaultdict(list)
    for one in known:
        account = one.account
        leader = account.funded_by if is_settled(account, by_id) else account.id
        found[leader or account.id].append(account.id)
    return [sorted(one) for one in found.values()]


def _stamp(members: Sequence[Past]) -> str:
    """A digest of what every past forecast is made of."""
    digest = hashlib.sha256(repr((backtest.MODEL, GRID)).encode())
    for one in members:
        digest.update(repr((one.account, one.streams, one.settled, one.first)).encode())
    return digest.hexdigest()


def _marks(members: Sequence[Past]) -> dict[int, str]:
    """By ordinal of the origin a digest of what happened until then: what its forecast alone is made of."""
    digests, done, found = [hashlib.sha256() for _ in members], [0] * len(members), {}
    for origin in backtest.origins(min(one.first for one in members), members[0].last):
        whole = hashlib.sha256()
        for at, one in enumerate(members):
            until = max(origin - one.first + 1, 0)
            digests[at].update("".join([f"{amount}," for amount in one.irregular[done[at] : until]]).encode())
            done[at] = until
            whole.update(b"%d:%b" % (one.balance(origin), digests[at].digest()))
        found[origin] = whole.hexdigest()[:_MARK]
    return found


def _from_json(content: str) -> dict[int, tuple[str, dict[int, list[int]]]]:
    """Kept forecasts by origin, each with its mark."""
    rows = json.loads(content)
    return {int(on): (mark, {int(number): row for number, row in said.items()}) for on, (mark, said) in rows.items()}
