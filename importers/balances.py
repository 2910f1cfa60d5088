"""The running balance as proof: which sign and order make opening plus amounts equal the balances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from operator import eq, neg, sub

_BLOCK = 8192
Entry = tuple[Decimal, Decimal | None, str]
"""A row's amount, the balance printed beside it (None: none), and its key (currency or account)."""


@dataclass(frozen=True, slots=True)
class Chain:
    """How often balances follow from the amounts: down = oldest row first, up = newest first, of `checks` pairs."""

    down: int
    up: int
    checks: int

    @property
    def best(self) -> int:
        """Pairs that hold in the better order."""
        return max(self.down, self.up)

    @property
    def is_whole(self) -> bool:
        """Whether every pair holds, so that the balances prove every row between them."""
        return self.checks > 0 and self.best == self.checks

    @property
    def holds(self) -> bool:
        """Whether most pairs hold, so that the balances prove the amounts."""
        return self.checks > 0 and 10 * self.best >= 6 * self.checks


@dataclass(slots=True)
class _Run:
    """The last row with a balance of one key, and the sum of the amounts since."""

    balance: Decimal
    amount: Decimal
    since: Decimal = Decimal(0)


def chains(entries: Sequence[Entry], run: int = 0) -> tuple[Chain, Chain]:
    """Count the neighbouring balances that the amounts explain: as they are, and with all signs turned.

    run: 1 when rows run from old to new, −1 from new to old, 0 when that is not known. Turned signs in one order look
    like balances before the row in the other, so turned signs count in the known order only.
    """
    seen: dict[str, _Run] = {}
    down = up = turned_down = turned_up = checks = 0
    for amount, balance, key in entries:
        before = seen.get(key)
        if balance is None:
            if before is not None:
                before.since += amount
            continue
        if before is None:
            seen[key] = _Run(balance, amount)
            continue
        if amount or before.amount:
            moved = balance - before.balance
            first, last = before.since + amount, before.since + before.amount
            checks += 1
            down += moved == first
            up += moved == -last
            turned_down += moved == -first
            turned_up += moved == last
        before.balance, before.amount, before.since = balance, amount, Decimal(0)
    return _chosen(Chain(down, up, checks), Chain(turned_down, turned_up, checks), run)


def _chosen(straight: Chain, turned: Chain, run: int) -> tuple[Chain, Chain]:
    """Leave out the order in which turned signs would be balances before the row."""
    if run > 0:
        return Chain(max(straight.down, turned.up), straight.up, straight.checks), Chain(turned.down, 0, turned.checks)
    if run < 0:
        return Chain(straight.down, max(straight.up, turned.down), straight.checks), Chain(0, turned.up, turned.checks)
    return straight, turned


def dense_chains(
    amounts: Sequence[Decimal | int], balances: Sequence[Decimal | int], run: int = 0
) -> tuple[Chain, Chain]:
    """The same for one key with a balance in every row, the usual case of large files; both may be whole numbers of
    one unit."""
    down = turned_down = up = turned_up = checks = 0
    for start in range(0, len(amounts) - 1, _BLOCK):
        part, after = amounts[start : start + _BLOCK + 1], balances[start + 1 : start + _BLOCK + 1]
        turned, moved = list(map(neg, part)), list(map(sub, after, balances[start : start + _BLOCK]))
        idle = [not any(pair) for pair in pairwise(part)] if 0 in part else []
        still = sum(is_idle and not move for is_idle, move in zip(idle, moved, strict=False))
        down += sum(map(eq, moved, part[1:])) - still
        turned_down += sum(map(eq, moved, turned[1:])) - still
        turned_up += sum(map(eq, moved, part)) - still
        up += sum(map(eq, moved, turned)) - still
        checks += len(moved) - sum(idle)
    return _chosen(Chain(down, up, checks), Chain(turned_down, turned_up, checks), run)


def signs_by_balance(entries: Sequence[Entry]) -> list[int] | None:
    """The sign of each unsigned amount as the balances show it; None unless every balance is explained.

    The oldest row has no balance before it: it is money in when its balance is its amount, else money out.
    """
    if len(entries) < 2 or any(balance is None for _, balance, _ in entries):
        return None
    pairs = [(amount, balance) for amount, balance, _ in entries if balance is not None]
    for newest_first in (False, True):
        rows = pairs[::-1] if newest_first else pairs
        signs = [1 if rows[0][0] == rows[0][1] else -1]
        for (_, before), (amount, after) in pairwise(rows):
            moved = after - before
            signs.append(1 if moved == amount else -1 if moved == -amount else 0)
        if all(signs):
            return signs[::-1] if newest_first else signs
    return None
