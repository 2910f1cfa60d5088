"""The running balance as proof: which sign and order make opening plus amounts equal the balances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """A row's amount and the balance printed beside it (None where there is none); key: currency or account."""

    amount: Decimal
    balance: Decimal | None
    key: str = ""


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
    def holds(self) -> bool:
        """Whether most pairs hold, so that the balances prove the amounts."""
        return self.checks > 0 and 10 * self.best >= 6 * self.checks


def chain(entries: Sequence[Entry], sign: int = 1) -> Chain:
    """Count the pairs of neighbouring balances that the amounts between them explain, with amounts times sign."""
    down = up = checks = 0
    for before, between, after in _pairs(entries):
        moved = after.balance - before.balance  # type: ignore[operator]  # _pairs gives rows with balances only
        first = sign * sum((e.amount for e in between), after.amount)
        last = sign * sum((e.amount for e in between), before.amount)
        if not before.amount and not after.amount:
            continue
        checks += 1
        down += moved == first
        up += -moved == last
    return Chain(down, up, checks)


def _pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, list[Entry], Entry]]:
    """Rows with a balance, each with the next such row of the same key and the rows between them."""
    last: dict[str, Entry] = {}
    between: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.balance is None:
            between.setdefault(entry.key, []).append(entry)
            continue
        if entry.key in last:
            yield last[entry.key], between.get(entry.key, []), entry
        last[entry.key], between[entry.key] = entry, []


def signs_by_balance(entries: Sequence[Entry]) -> list[int] | None:
    """The sign of each unsigned amount as the balances show it; None unless every balance is explained.

    The oldest row has no balance before it: it takes the sign that leaves a balance of at least zero when the other
    does not, else −1.
    """
    if len(entries) < 2 or any(e.balance is None for e in entries):
        return None
    for newest_first in (False, True):
        rows = list(reversed(entries)) if newest_first else list(entries)
        signs = [0]
        for before, after in zip(rows, rows[1:], strict=False):
            moved = after.balance - before.balance  # type: ignore[operator]  # checked above
            signs.append(1 if moved == after.amount else -1 if moved == -after.amount else 0)
        if all(signs[1:]):
            first = rows[0]
            signs[0] = 1 if first.balance == first.amount else -1
            return list(reversed(signs)) if newest_first else signs
    return None
