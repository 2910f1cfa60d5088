"""Figures of a vault's content that any two readers must agree on: counts, sums per account, head of the journal.

Standard library only: the second reader and old schema versions use the same statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Run = Callable[[str], Iterable[Sequence[Any]]]
"""Runs one statement and gives its rows."""


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """One account: how many transactions and their exact sum in minor units, and the balance it opened with."""

    id: int
    name: str
    currency: str
    opening: int
    count: int
    total: int

    @property
    def balance(self) -> int:
        """Minor units."""
        return self.opening + self.total


@dataclass(frozen=True, slots=True)
class Figures:
    """What a database holds. schema: its version; counts: rows by table; chain: newest operation and its hash."""

    schema: int
    counts: Mapping[str, int]
    accounts: tuple[AccountFigures, ...]
    chain: tuple[int, str]

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    def count(self, table: str) -> int:
        """Rows of a table, 0 when there is none of this name."""
        return self.counts.get(table, 0)


def from_json(document: Mapping[str, Any]) -> Figures:
    """The figures that `as_json` wrote; KeyError or TypeError when it did not."""
    seq, digest = document["chain"]
    accounts = tuple(AccountFigures(**entry) for entry in document["accounts"])
    return Figures(document["schema"], dict(document["counts"]), accounts, (seq, digest))


def read(run: Run) -> Figures:
    """The figures of a database of any version, read in one snapshot by the caller."""
    names = sorted(row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'") if _is_counted(row[0]))
    counts = {name: int(_first(run(f'SELECT count(*) FROM "{name}"'))[0]) for name in names}  # noqa: S608 - our names
    heads = list(run("SELECT id, hex(hash) FROM operations ORDER BY id DESC LIMIT 1"))
    chain = (int(heads[0][0]), str(heads[0][1]).lower()) if heads else (0, "")
    return Figures(int(_first(run("PRAGMA user_version"))[0]), counts, _accounts(run), chain)


def _accounts(run: Run) -> tuple[AccountFigures, ...]:
    # Summed in two halves: the sum of valid amounts may exceed SQLite's 64 bits.
    sums = {
        int(account): (int(count), int(high) * 1_000_000 + int(low))
        for account, count, high, low in run(
            "SELECT account_id, count(*), sum(amount / 1000000), sum(amount % 1000000)"
            " FROM transactions GROUP BY account_id"
        )
    }
    return tuple(
        AccountFigures(int(number), name, currency, int(opening), *sums.get(int(number), (0, 0)))
        for number, name, currency, opening in run("SELECT id, name, currency, opening FROM accounts ORDER BY id")
    )


def _is_counted(name: str) -> bool:
    """Whether a table holds records: not SQLite's own, nor what is derived (`search` in version 1)."""
    return not (name.startswith(("sqlite_", "search_", "derived_")) or name == "search")


def _first(rows: Iterable[Sequence[Any]]) -> Sequence[Any]:
    return next(iter(rows))
