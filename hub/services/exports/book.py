"""What every format reads of a vault: accounts, categories, and the transactions with their tags and parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from hub.domain.account import Account
from hub.domain.transaction import EXPECTED, Category, Split, Transaction
from storage import accounts, fees, transactions
from storage.tables import splits
from storage.tables import transactions as table

PAGE = 5000


@dataclass(slots=True)
class Book:
    """The vault's records in one read. fees: (amount, category) of moves, by the transaction that paid them;
    count: transactions that were given so far."""

    connection: Connection
    accounts: tuple[Account, ...]
    categories: dict[int, Category]
    parts: dict[int, list[Split]]
    fees: dict[int, tuple[int, int | None]]
    count: int = 0
    _tags: dict[int, list[str]] = field(default_factory=dict)

    def rows(self, account_id: int | None = None, *, expected: bool = True) -> Iterator[Transaction]:
        """Transactions, oldest first. account_id: of one account; expected: also what has not happened yet."""
        condition = None if account_id is None else table.c.account_id == account_id
        ids = transactions.ids(self.connection, condition, descending=False)
        for start in range(0, len(ids), PAGE):
            page = transactions.by_ids(self.connection, ids[start : start + PAGE])
            self._tags = transactions.tags_of(self.connection, [one.id for one in page])
            for one in page:
                if expected or one.status != EXPECTED:
                    self.count += 1
                    yield one

    def first_day(self, account_id: int) -> date | None:
        """The day of the first transaction of an account that has happened."""
        happened = (table.c.account_id == account_id) & (table.c.status != EXPECTED)
        found = next(iter(transactions.where(self.connection, happened, 1)), None)
        return None if found is None else found.booked_on

    def tags(self, one: Transaction) -> list[str]:
        """The tags of the transaction that was just given."""
        return self._tags.get(one.id, [])

    def category_path(self, category_id: int | None) -> tuple[str, ...]:
        """A category's name below those it is part of, outermost first; empty without one."""
        path: list[str] = []
        while category_id in self.categories and len(path) < len(self.categories):
            one = self.categories[category_id]
            path.insert(0, one.name)
            category_id = one.parent_id
        return tuple(path)


def read(connection: Connection) -> Book:
    """The book of a vault."""
    parts: dict[int, list[Split]] = {}
    for row in connection.execute(select(splits).order_by(splits.c.id)):
        parts.setdefault(row.transaction_id, []).append(Split(row.id, row.category_id, row.amount, row.note))
    categories = {one.id: one for one in accounts.all_categories(connection)}
    return Book(
        connection, tuple(accounts.all_accounts(connection)), categories, parts, fees.by_transaction(connection)
    )


def flat(text: str) -> str:
    """A text on one line, without signs that no format can hold."""
    return " ".join("".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text).split())
