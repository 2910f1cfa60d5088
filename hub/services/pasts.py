"""The past of every account as a forecast needs it, and its back-test, each worked out again only where it changed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain import backtest
from hub.domain.account import Position
from hub.domain.backtest import Tested
from hub.domain.past import Flow, Moved, pasts
from hub.domain.projection import Past, is_settled
from hub.services import recurrence
from storage import accounts, bills, flows
from storage.vault import Vault

UNFORESEEN = frozenset({"points", "investment", "iou"})
"""Kinds of account whose balance no habit foresees."""


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that settle each other, with a digest of all that a forecast of them is made of."""

    pasts: tuple[Past, ...]
    stamp: str

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
        Group(tuple(whole[number] for number in numbers), _stamp([whole[n] for n in numbers], last))
        for numbers in _together([whole[number] for number in whole])
    ]


def tested(vault: Vault, group: Group) -> Tested:
    """How past forecasts of a group did; kept until something of it changes."""
    with vault.read() as connection:
        kept = flows.backtest(connection, group.key, group.stamp)
    if kept is not None:
        return _from_json(kept)
    found = backtest.run(group.pasts)
    with vault.aside() as connection:
        flows.keep_backtest(connection, group.key, group.stamp, json.dumps(found.rows, separators=(",", ":")))
    return found


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


def _stamp(members: Sequence[Past], today: int) -> str:
    """A digest of what a back-test is made of; the day counts only by the origins that it adds."""
    digest = hashlib.sha256(repr(backtest.origins(min(one.first for one in members), today)[-1:]).encode())
    for one in members:
        digest.update(repr((one.account, one.streams, one.settled, one.first, one.ends[-1:])).encode())
        digest.update(repr(one.irregular).encode())
    return digest.hexdigest()


def _from_json(content: str) -> Tested:
    rows = json.loads(content)
    return Tested({int(account): {int(on): row for on, row in found.items()} for account, found in rows.items()})
