"""Erasing some transactions for good: the rows, all that was derived from them, and every trace in the journal.

What is erased can't be undone. The pages of the database are written anew afterwards (`Vault.settle`), and sealed
files are overwritten: their keys went with their rows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import apsw
from sqlalchemy import Column, ColumnElement, Connection, Table, and_, delete, func, or_, select, update

from hub.domain.categorise import tokens
from hub.domain.transaction import EXPECTED
from storage import derived, exact, journal, leaving, texts
from storage.journal import operations
from storage.schema import metadata
from storage.tables import (
    accounts,
    attachments,
    deleted_lines,
    learned,
    rejected_transfers,
    transactions,
    transfers,
)

_SHORT = 4
"""Texts up to this length say nothing by themselves."""
_GRAM = "~"
_ABOUT = ("payee", "description", "notes", "counterparty", "bank_id", "raw", "folded", "key")
_DROPPED = frozenset({"drafts", "dismissed", "series", "deleted_lines"})
"""Tables whose rows go when they name what was erased; in others they are the person's own words, and are counted."""
_SKIPPED = frozenset({"transactions", "operations", "disclosures", "learned", "meta"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What to erase: transactions by number, or all of an account, or all from a first to a last day."""

    ids: tuple[int, ...] = ()
    account_id: int | None = None
    first: date | None = None
    last: date | None = None

    def rows(self) -> ColumnElement[bool]:
        """The condition on transactions."""
        return self.within(transactions) if not self.ids else transactions.c.id.in_(self.ids)

    def within(self, table: Table) -> ColumnElement[bool]:
        """The same on a table with an account and a booking day."""
        parts = []
        if self.account_id is not None:
            parts.append(table.c.account_id == self.account_id)
        if self.first is not None and self.last is not None:
            parts.append(table.c.booked_on.between(self.first, self.last))
        return and_(*parts) if parts else table.c.account_id.in_([])

    @property
    def is_account(self) -> bool:
        """Whether the account itself goes."""
        return self.account_id is not None and self.first is None

    @property
    def is_period(self) -> bool:
        """Whether days are erased, so that balances are carried on."""
        return self.first is not None


class _Change(NamedTuple):
    """A row that an operation changed: its table and key, its values before and after."""

    name: str
    key: tuple[Any, ...]
    old: tuple[Any, ...]
    new: tuple[Any, ...]


@dataclass(slots=True)
class Forgotten:
    """What was erased. tables: rows by table; mentioned: rows left that name something of it, by table.

    files: sealed files to destroy. texts: what must be found nowhere any more.
    """

    transactions: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    operations: int = 0
    mentioned: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)


def count(connection: Connection, scope: Scope) -> tuple[int, int]:
    """How many transactions and receipts would go."""
    chosen = select(transactions.c.id).where(scope.rows())
    receipts = select(func.count()).where(attachments.c.transaction_id.in_(chosen))
    rows = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
    return rows, connection.execute(receipts).scalar_one()


def forget(connection: Connection, scope: Scope, chain_key: bytes) -> Forgotten:
    """Erase inside an unrecorded write; derived tables are brought up to date."""
    done = Forgotten()
    ids = list(connection.execute(select(transactions.c.id).where(scope.rows())).scalars())
    known = _texts(connection, ids)
    keys = _keys(connection, ids, scope)
    chosen = attachments.c.transaction_id.in_(ids)
    done.files = list(connection.execute(select(attachments.c.file).where(chosen)).scalars())
    before = _counts(connection)
    if scope.is_period:
        _carry(connection, ids)
    _unlink(connection, ids)
    connection.execute(delete(transactions).where(transactions.c.id.in_(ids)))
    connection.execute(delete(deleted_lines).where(scope.within(deleted_lines)))
    if scope.is_account:
        known |= set(connection.execute(_names(scope)).one())
        connection.execute(delete(accounts).where(accounts.c.id == scope.account_id))
    _make_anew(connection)
    done.texts = {text for text in known if text and len(text) > _SHORT and not _is_left(connection, text)}
    _unlearn(connection, known)
    _sweep(connection, done)
    found = _speaking_of(connection, scope, keys, done.texts)
    journal.erase(connection, found, chain_key)
    done.operations, done.transactions = len(found), len(ids)
    after = _counts(connection)
    done.tables = {name: before[name] - after[name] for name in before if before[name] > after[name]}
    return done


def _counts(connection: Connection) -> dict[str, int]:
    known = [table for table in leaving.all_tables() if table.name not in ("operations", "meta")]
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in known}


def _names(scope: Scope) -> Any:
    return select(accounts.c.name, accounts.c.number, accounts.c.notes).where(accounts.c.id == scope.account_id)


def _texts(connection: Connection, ids: Sequence[int]) -> set[str]:
    """Every text of the rows and of what hangs on them."""
    columns = [transactions.c[name] for name in _ABOUT]
    found: set[str] = set()
    for row in connection.execute(select(*columns).where(transactions.c.id.in_(ids))):
        found.update(text for text in row if text)
    names = select(attachments.c.name).where(attachments.c.transaction_id.in_(ids))
    return found | set(connection.execute(names).scalars())


def _keys(connection: Connection, ids: Sequence[int], scope: Scope) -> set[tuple[str, tuple[Any, ...]]]:
    """Table and primary key of every row that goes."""
    found: set[tuple[str, tuple[Any, ...]]] = {(transactions.name, (one,)) for one in ids}
    if scope.is_account:
        found.add((accounts.name, (scope.account_id,)))
    for table in metadata.sorted_tables:
        owners = [key.parent for key in table.foreign_keys if key.column is transactions.c.id and _cascades(key)]
        if owners:
            chosen = select(*table.primary_key).where(or_(*(owner.in_(ids) for owner in owners)))
            found.update((table.name, tuple(row)) for row in connection.execute(chosen))
    return found


def _cascades(key: Any) -> bool:
    return bool(key.ondelete == "CASCADE")


def _carry(connection: Connection, ids: Sequence[int]) -> None:
    """Add what the rows came to to the opening balance of their account, so that its balance stays."""
    halves = exact.halves(transactions.c.amount)
    happened = transactions.c.id.in_(ids) & (transactions.c.status != EXPECTED)
    sums = select(transactions.c.account_id, *halves).where(happened).group_by(transactions.c.account_id)
    for account_id, high, low in connection.execute(sums).all():
        opening = accounts.c.opening + exact.whole(high, low)
        carried = update(accounts).where(accounts.c.id == account_id).values(opening=opening)
        connection.execute(carried)


def _unlink(connection: Connection, ids: Sequence[int]) -> None:
    """The other side of a transfer stands alone; suggestions that were turned down are forgotten."""
    chosen = transactions.c.id.in_(ids) & transactions.c.transfer_id.is_not(None)
    moves = list(connection.execute(select(transactions.c.transfer_id).where(chosen)).scalars())
    connection.execute(delete(transfers).where(transfers.c.id.in_(moves)))
    pairs = rejected_transfers.c.first_id.in_(ids) | rejected_transfers.c.second_id.in_(ids)
    connection.execute(delete(rejected_transfers).where(pairs))


def _make_anew(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name.startswith(leaving.DERIVED):
            connection.execute(delete(table))
    derived.rebuild(connection)


def _is_left(connection: Connection, text: str) -> bool:
    """Whether a text is also one of a transaction that stays."""
    own = [transactions.c[name] == text for name in ("payee", "description", "counterparty")]
    return connection.execute(select(transactions.c.id).where(or_(*own)).limit(1)).first() is not None


def _unlearn(connection: Connection, known: Collection[str]) -> None:
    """Forget the words that only the erased rows had."""
    had = {token for text in known for token in tokens(text)}
    for token in set(connection.execute(select(learned.c.token)).scalars()) & had:
        word = token.removeprefix(_GRAM)
        if len(word) > 1 and not texts.rows_with(connection, word):
            connection.execute(delete(learned).where(learned.c.token == token))


def _sweep(connection: Connection, done: Forgotten) -> None:
    """Look through every other table for texts of the erased rows."""
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if str(column.type) in {"TEXT", "JSON"}]
        if table.name in _SKIPPED or table.name.startswith(leaving.DERIVED) or not columns:
            continue
        for row in connection.execute(select(*table.primary_key, *columns)).all():
            values = row[len(table.primary_key) :]
            if any(_names_any(value, done.texts) for value in values):
                if table.name in _DROPPED:
                    connection.execute(delete(table).where(_is_row(table, row)))
                else:
                    done.mentioned[table.name] = done.mentioned.get(table.name, 0) + 1


def _is_row(table: Table, row: Any) -> ColumnElement[bool]:
    columns: list[Column[Any]] = list(table.primary_key)
    return and_(*(column == value for column, value in zip(columns, row, strict=False)))


def _names_any(value: Any, wanted: Collection[str]) -> bool:
    if isinstance(value, str):
        return value in wanted
    if isinstance(value, dict):
        return any(_names_any(one, wanted) for one in value.values())
    return isinstance(value, list) and any(_names_any(one, wanted) for one in value)


def _speaking_of(
    connection: Connection, scope: Scope, keys: set[tuple[str, tuple[Any, ...]]], wanted: Collection[str]
) -> list[int]:
    """The operations that hold something of it. Rows removed earlier are found by their account and day."""
    rows = connection.execute(select(operations.c.id, operations.c["values"].label("told"))).all()
    for row in [] if scope.ids else rows:
        keys.update((one.name, one.key) for one in _changes(connection, row.id) if _is_within(one, scope))
    return [
        row.id
        for row in rows
        if _names_any(row.told, wanted)
        or any((one.name, one.key) in keys or _says(one, wanted) for one in _changes(connection, row.id))
    ]


def _changes(connection: Connection, operation_id: int) -> Iterator[_Change]:
    changeset = journal.changeset_of(connection, operation_id)
    for change in apsw.Changeset.iter(changeset) if changeset else ():
        values = change.new if change.op == "INSERT" else change.old
        if values is not None:
            key = tuple(values[column] for column in sorted(change.pk_columns))
            yield _Change(change.name, key, change.old or (), change.new or ())


def _is_within(change: _Change, scope: Scope) -> bool:
    if change.name not in (transactions.name, deleted_lines.name):
        return False
    names = list(metadata.tables[change.name].c.keys())
    account, day = names.index("account_id"), names.index("booked_on")
    for values in (change.old, change.new):
        if not values or apsw.no_change in (values[account], values[day]):
            continue
        in_account = scope.account_id in (None, values[account])
        in_days = scope.first is None or scope.last is None or str(scope.first) <= values[day] <= str(scope.last)
        if in_account and in_days:
            return True
    return False


def _says(change: _Change, wanted: Collection[str]) -> bool:
    return any(isinstance(one, str) and _holds(one, wanted) for one in (*change.old, *change.new))


def _holds(text: str, wanted: Collection[str]) -> bool:
    if text in wanted:
        return True
    if not text.startswith(("{", "[")):
        return False
    try:
        return _names_any(json.loads(text), wanted)
    except ValueError:
        return False
