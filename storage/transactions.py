"""Rows of transactions, splits and tags, as domain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, select, true, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.schema import CreateIndex, DropIndex

from hub.domain.categories import UNCOUNTED
from hub.domain.transaction import EXPECTED, Split, Transaction
from storage import exact, fees, monthly, ordering, transfers
from storage.derived_tables import fees as fee_table
from storage.listed import listed
from storage.tables import accounts, categories, deleted_lines, splits, tags, transaction_tags
from storage.tables import transactions as table

_COLUMNS = [accounts.c.currency if name == "currency" else table.c[name] for name in Transaction.__slots__]

_FEW = 5000
"""Rows from which it is worth while to make the indexes anew."""

_CHUNK = 10_000
BULK = (
    "account_id, booked_on, value_on, amount, payee, description, status, category_id, category_by, category_why, "
    "original_amount, original_currency, counterparty, mcc, notes, bank_id, key, batch_id, line, raw, folded"
)
"""Columns of a bulk insert, in order."""


def _of(row: Sequence[Any]) -> Transaction:
    return Transaction(*row)


def _select() -> Select[Any]:
    return select(*_COLUMNS).join(accounts, accounts.c.id == table.c.account_id)


def ids(
    connection: Connection,
    condition: ColumnElement[bool] | None = None,
    *,
    sort: str = "booked_on",
    descending: bool = True,
    limit: int | None = None,
    names: Mapping[int, str] = MappingProxyType({}),
) -> list[int]:
    """Ids of the transactions that meet a condition, in order; ties by day and id in the same direction.

    names: what categories are shown as, by id, where it is not what they are stored as.
    """
    return ordering.ids(connection, condition, sort, descending=descending, limit=limit, names=names)


def by_ids(connection: Connection, wanted: Sequence[int]) -> list[Transaction]:
    """The transactions with these ids, in the order asked; ids that don't exist are left out."""
    found: dict[int, Transaction] = {}
    for start in range(0, len(wanted), 500):
        for row in connection.execute(_select().where(table.c.id.in_(wanted[start : start + 500]))):
            one = _of(row)
            found[one.id] = one
    return [found[i] for i in wanted if i in found]


def get(connection: Connection, transaction_id: int) -> Transaction | None:
    """One transaction, None when there is no such."""
    return next(iter(by_ids(connection, [transaction_id])), None)


def where(connection: Connection, condition: ColumnElement[bool], limit: int | None = None) -> list[Transaction]:
    """The transactions that meet a condition, oldest first."""
    query = _select().where(condition).order_by(table.c.booked_on, table.c.id)
    return [_of(row) for row in connection.execute(query if limit is None else query.limit(limit))]


def is_counted() -> ColumnElement[bool]:
    """Whether a transaction is spending or income: no move between own accounts, and not left out by the person."""
    kinds = select(categories.c.id).where(categories.c.kind.in_(UNCOUNTED))
    return table.c.transfer_id.is_(None) & func.coalesce(table.c.category_id.not_in(kinds), true())


def totals(connection: Connection, condition: ColumnElement[bool] | None) -> list[tuple[str, int, int, int]]:
    """(currency, sum out, sum in, count) of the transactions that meet a condition; of transfers only their fees."""
    if condition is None:
        return monthly.totals(connection)
    own = is_counted() & (table.c.status != EXPECTED)
    query = (
        select(
            accounts.c.currency,
            *(half.filter(own & (table.c.amount < 0)) for half in exact.halves(table.c.amount)),
            *(half.filter(own & (table.c.amount > 0)) for half in exact.halves(table.c.amount)),
            func.count(),
        )
        .join(accounts, accounts.c.id == table.c.account_id)
        .group_by(accounts.c.currency)
        .order_by(func.count().desc())
    )
    rows = connection.execute(query.where(condition)).all()
    paid = fees_of(connection, condition)
    return [
        (row[0], exact.whole(row[1], row[2]) + paid.get(row[0], 0), exact.whole(row[3], row[4]), row[5]) for row in rows
    ]


def fees_of(connection: Connection, condition: ColumnElement[bool]) -> dict[str, int]:
    """The fees of moves that rows which meet a condition paid, by currency; those that count."""
    query = (
        select(accounts.c.currency, *exact.halves(fee_table.c.amount))
        .select_from(fee_table.join(table, table.c.id == fee_table.c.transaction_id))
        .join(accounts, accounts.c.id == fee_table.c.account_id)
        .where(fees.are_counted() & condition)
        .group_by(accounts.c.currency)
    )
    return {row[0]: exact.whole(row[1], row[2]) for row in connection.execute(query)}


def sums_of(connection: Connection, wanted: Sequence[int]) -> list[tuple[str, int]]:
    """(currency, sum in minor units) of the transactions with these ids, transfers too."""
    found: dict[str, int] = {}
    statement = f"""SELECT a.currency, {exact.SUM.format("t.amount")}
        FROM json_each(?) chosen CROSS JOIN transactions t ON t.id = chosen.value JOIN accounts a ON a.id = t.account_id
        GROUP BY a.currency"""  # noqa: S608 - constants only
    for start in range(0, len(wanted), _CHUNK):
        chosen = json.dumps(list(wanted[start : start + _CHUNK]))
        for currency, high, low in connection.exec_driver_sql(statement, (chosen,)):
            found[currency] = found.get(currency, 0) + exact.whole(high, low)
    return sorted(found.items())


def insert_one(connection: Connection, **values: Any) -> int:
    """A new transaction; its id."""
    result = connection.execute(table.insert().values(**values))
    return int(result.lastrowid)


def insert_many(connection: Connection, rows: Iterable[tuple[Any, ...]], expected: int | None = None) -> None:
    """Many new transactions, columns in the order of `BULK`; dates as ISO text. expected: about how many.

    Rows are taken one by one, so they need not all be there at once. Where they outnumber those in the table, its
    indexes of all rows are made anew afterwards: sorted, which is three times as fast as keeping them row by row.
    """
    marks = ", ".join("?" * len(BULK.split(",")))
    statement = f"INSERT INTO transactions ({BULK}) VALUES ({marks})"  # noqa: S608 - constants only
    count = len(rows) if isinstance(rows, Sequence) else expected or 0
    with _indexes_aside(connection, count):
        waiting = iter(rows)
        while chunk := list(islice(waiting, _CHUNK)):
            connection.exec_driver_sql(statement, chunk)


@contextmanager
def _indexes_aside(connection: Connection, count: int) -> Iterator[None]:
    present: int = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    many = count > max(present, _FEW)
    aside = {one for one in table.indexes if many and one.dialect_options["sqlite"]["where"] is None}
    for index in aside:
        connection.execute(DropIndex(index))
    yield
    for index in sorted(aside, key=lambda one: str(one.name)):
        connection.execute(CreateIndex(index))


def change(connection: Connection, transaction_ids: Iterable[int], **values: Any) -> int:
    """Change fields of transactions; how many rows."""
    wanted = list(transaction_ids)
    changed = 0
    for start in range(0, len(wanted), 500):
        chosen = table.c.id.in_(wanted[start : start + 500])
        changed += connection.execute(update(table).where(chosen).values(**values)).rowcount
    return changed


def remove(connection: Connection, transaction_ids: Sequence[int]) -> None:
    """Delete transactions and remember their lines, so that an import does not bring them back.

    What is left alone of a transfer is one no more.
    """
    for start in range(0, len(transaction_ids), 500):
        chosen = table.c.id.in_(transaction_ids[start : start + 500])
        kept = ["account_id", "booked_on", "amount", "key", "bank_id"]
        connection.execute(
            deleted_lines.insert().from_select(
                kept,
                select(*(table.c[name] for name in kept)).where(chosen & table.c.batch_id.is_not(None)),
            )
        )
        with transfers.none_left_alone(connection, chosen):
            connection.execute(delete(table).where(chosen))


def splits_of(connection: Connection, transaction_id: int) -> list[Split]:
    """The parts of a split transaction."""
    query = select(splits).where(splits.c.transaction_id == transaction_id).order_by(splits.c.id)
    return [Split(row.id, row.category_id, row.amount, row.note) for row in connection.execute(query)]


def replace_splits(connection: Connection, transaction_id: int, parts: Sequence[Split]) -> None:
    """Put these parts in the place of the present ones; none = not split."""
    connection.execute(delete(splits).where(splits.c.transaction_id == transaction_id))
    for part in parts:
        connection.execute(
            splits.insert().values(
                transaction_id=transaction_id, category_id=part.category_id, amount=part.amount, note=part.note
            )
        )
    change(connection, [transaction_id], is_split=bool(parts))


def tags_of(connection: Connection, transaction_ids: Sequence[int]) -> dict[int, list[str]]:
    """Tag names by transaction id, in alphabetical order."""
    query = (
        select(transaction_tags.c.transaction_id, tags.c.name)
        .join(tags, tags.c.id == transaction_tags.c.tag_id)
        .where(transaction_tags.c.transaction_id.in_(listed(transaction_ids)))
        .order_by(tags.c.name)
    )
    found: dict[int, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.transaction_id, []).append(row.name)
    return found


def set_tags(connection: Connection, transaction_id: int, names: Iterable[str]) -> None:
    """Give a transaction exactly these tags."""
    connection.execute(delete(transaction_tags).where(transaction_tags.c.transaction_id == transaction_id))
    for name in sorted(set(names)):
        connection.execute(insert(tags).values(name=name).on_conflict_do_nothing())
        tag_id = connection.execute(select(tags.c.id).where(tags.c.name == name)).scalar_one()
        connection.execute(transaction_tags.insert().values(transaction_id=transaction_id, tag_id=tag_id))


def add_tag(connection: Connection, transaction_ids: Sequence[int], name: str) -> None:
    """Give transactions one more tag."""
    if not transaction_ids:
        return
    connection.execute(insert(tags).values(name=name).on_conflict_do_nothing())
    tag_id = connection.execute(select(tags.c.id).where(tags.c.name == name)).scalar_one()
    rows = [{"transaction_id": one, "tag_id": tag_id} for one in transaction_ids]
    connection.execute(insert(transaction_tags).on_conflict_do_nothing(), rows)


def remove_tag(connection: Connection, transaction_ids: Sequence[int], name: str) -> None:
    """Take one tag off transactions."""
    tag_id = connection.execute(select(tags.c.id).where(tags.c.name == name)).scalar()
    for start in range(0, len(transaction_ids), 500):
        chosen = transaction_tags.c.transaction_id.in_(transaction_ids[start : start + 500])
        connection.execute(delete(transaction_tags).where(chosen, transaction_tags.c.tag_id == tag_id))


def raw_line(connection: Connection, transaction_id: int) -> str | None:
    """The source text of the line a transaction came from."""
    return connection.execute(select(table.c.raw).where(table.c.id == transaction_id)).scalar_one_or_none()
