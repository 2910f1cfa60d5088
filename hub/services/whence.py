"""Where numbers come from: the files and lines, what was typed, the rules that sorted, fees, the rate of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, true

from hub.domain.account import Account
from hub.domain.search import parse
from hub.domain.transaction import BY_RULE
from hub.services import accounts, holdings, rates
from hub.services.rates import DatedRate
from storage import learned, search, settings, sums, transactions
from storage.listed import listed
from storage.tables import transactions as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one origin. file: its name, "" for what was typed. total: minor units. batch: of the import."""

    file: str
    rows: int
    total: int
    batch: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A balance and all that adds up to it: opening + sources + securities = balance, minor units.

    rate: of its currency to the home currency, None where none is needed or known. worth: in the home currency.
    """

    account: Account
    opening: int
    sources: tuple[Source, ...]
    securities: int
    home: str
    rate: DatedRate | None
    worth: int | None

    @property
    def balance(self) -> int:
        """The sum of it all."""
        return self.opening + sum(one.total for one in self.sources) + self.securities


def balance(vault: Vault, account_id: int, today: date) -> Origin:
    """The origin of an account's balance."""
    account = accounts.get(vault, account_id)
    with vault.read() as connection:
        found = tuple(Source(*row) for row in sums.by_source(connection, account_id))
        home = settings.load(connection).home_currency
    securities = holdings.portfolio(vault, account_id, today).value if account.kind == "investment" else 0
    known = rates.dated(vault, home, today)
    total = account.opening + sum(one.total for one in found) + securities
    worth = rates.convert(total, account.currency, home, {code: one.rate for code, one in known.items()})
    rate = known.get(account.currency) if account.currency != home else None
    return Origin(account, account.opening, found, securities, home, rate, worth)


@dataclass(frozen=True, slots=True)
class FileRows:
    """Rows of one file in one currency. file: its name, "" for what was typed; first, last: their lines in it, None
    where it has none; total: minor units."""

    batch: int | None
    file: str
    currency: str
    rows: int
    first: int | None
    last: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows have their category. by: "hand", "rule", "learned", "file", or None for rows without one.

    rule, place: the rule's id and its place in the order, None for other reasons and for rules that are gone.
    """

    by: str | None
    rule: int | None
    place: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class Together:
    """What rows come to in one currency, minor units: out, came_in and fees of moves (a part of out) are what counts.

    moved: the sum of the rows that don't count, left_out: how many. rate: to the home currency, None where none is
    needed or known; worth: of all rows, in the home currency.
    """

    currency: str
    rows: int
    out: int
    came_in: int
    fees: int
    left_out: int
    moved: int
    rate: DatedRate | None
    worth: int | None

    @property
    def total(self) -> int:
        """The sum of all rows: what counts, without the fees that are part of moves, and what was moved."""
        return self.out - self.fees + self.came_in + self.moved


@dataclass(frozen=True, slots=True)
class OfRows:
    """Where the sums of rows come from. What is merely expected is in none of it."""

    sums: tuple[Together, ...]
    files: tuple[FileRows, ...]
    reasons: tuple[Reason, ...]
    home: str


def rows(vault: Vault, today: date, query: str = "", ids: Sequence[int] | None = None) -> OfRows:
    """Where the sums of a search, or of chosen transactions, come from. QueryError for what is no search."""
    with vault.read() as connection:
        found = search.condition(connection, parse(query, today)) if ids is None else table.c.id.in_(listed(ids))
        condition = true() if found is None else found
        home = settings.load(connection).home_currency
        files = tuple(FileRows(*row) for row in sums.by_line(connection, condition))
        reasons = _reasons(connection, condition)
        counted = transactions.totals(connection, found)
        moved = {code: (count, total) for code, count, total in sums.left_out(connection, condition)}
        fees = transactions.fees_of(connection, condition)
    known = rates.dated(vault, home, today)
    reference = {code: one.rate for code, one in known.items()}
    together = []
    for code, out, came_in, _count in counted:
        own = [one for one in files if one.currency == code]
        total = sum(one.total for one in own)
        rate = known.get(code) if code != home else None
        worth = rates.convert(total, code, home, reference)
        left, sum_left = moved.get(code, (0, 0))
        count = sum(one.rows for one in own)
        together.append(Together(code, count, out, came_in, fees.get(code, 0), left, sum_left, rate, worth))
    return OfRows(tuple(together), files, reasons, home)


def _reasons(connection: Connection, condition: ColumnElement[bool]) -> tuple[Reason, ...]:
    places = {one.id: place for place, one in enumerate(learned.all_rules(connection), 1)}
    found = []
    for by, why, count in sums.by_reason(connection, condition):
        rule = int(why) if by == BY_RULE and why.isdigit() and int(why) in places else None
        found.append(Reason(by, rule, places.get(rule) if rule is not None else None, count))
    return tuple(found)
