"""Transactions: look, search, add, edit, categorise, split, tag, delete, undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from hub.domain import categorise, rules
from hub.domain.channel import CHANNELS
from hub.domain.errors import LedgerError
from hub.domain.search import Query, parse
from hub.domain.transaction import BY_HAND, STATES, Batch, Category, Split, Transaction
from hub.services import backup
from storage import accounts, batches, fees, grouping, learned, monthly, transactions
from storage import search as search_rows
from storage.tables import transactions as table
from storage.vault import Vault

TOPICS = ("transactions", "accounts", "bills")
FEW = 500
"""Rows that are a first page: they are found without finding all."""
_EDITABLE = frozenset(
    {
        "booked_on",
        "value_on",
        "amount",
        "payee",
        "description",
        "notes",
        "status",
        "account_id",
        "mcc",
        "channel",
        "original_amount",
        "original_currency",
    }
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A transaction with all that the inspector shows: splits, tags, its batch, its source line, its transfer.

    fee: what the transfer cost, where this row paid it: minor units, negative; counted as spending.
    """

    transaction: Transaction
    splits: tuple[Split, ...]
    tags: tuple[str, ...]
    batch: Batch | None
    raw: str | None
    transfer: tuple[Transaction, ...]
    fee: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction of a category did, and the rule it offers.

    query: the rule's text in the search language; others: how many other transactions it would change.
    """

    query: str
    category_id: int
    others: int


def categories(vault: Vault) -> list[Category]:
    """Every category in order."""
    with vault.read() as connection:
        return accounts.all_categories(connection)


def find(
    vault: Vault,
    query: str = "",
    today: date | None = None,
    *,
    sort: str = "booked_on",
    descending: bool = True,
    limit: int | None = None,
    names: Mapping[int, str] = MappingProxyType({}),
) -> list[int]:
    """Ids of the transactions that a search finds, in order. QueryError points at what is not understood.

    names: what categories are shown as, by id, for their order.
    """
    parsed = parse(query, today or date.today())  # noqa: DTZ011 - the person's own calendar day
    with vault.read() as connection:
        is_soon = limit is not None and limit <= FEW
        condition = search_rows.condition(connection, parsed, soon=is_soon)
        return transactions.ids(connection, condition, sort=sort, descending=descending, limit=limit, names=names)


def totals(vault: Vault, query: str, today: date) -> list[tuple[str, int, int, int]]:
    """(currency, sum out, sum in, count) of what a search finds; transfers count; of them only fees are in the sums."""
    with vault.read() as connection:
        return transactions.totals(connection, search_rows.condition(connection, parse(query, today)))


def sums_of(vault: Vault, ids: Sequence[int]) -> list[tuple[str, int]]:
    """(currency, sum in minor units) of chosen transactions, transfers too."""
    with vault.read() as connection:
        return transactions.sums_of(connection, ids)


def months(vault: Vault, query: str, today: date) -> list[tuple[str, str, int, int]]:
    """(month "2026-03", currency, sum, count) of what a search finds, newest first; of transfers only fees."""
    with vault.read() as connection:
        return grouping.months(connection, search_rows.condition(connection, parse(query, today)))


def waiting(vault: Vault) -> int:
    """How many booked transactions have no category yet, in the whole vault."""
    with vault.read() as connection:
        return monthly.uncategorised(connection)[0]


def load(vault: Vault, ids: Sequence[int]) -> list[Transaction]:
    """The transactions with these ids, in this order."""
    with vault.read() as connection:
        return transactions.by_ids(connection, ids)


def detail(vault: Vault, transaction_id: int) -> Detail:
    """All about one transaction; LedgerError when it is gone."""
    with vault.read() as connection:
        found = transactions.get(connection, transaction_id)
        if found is None:
            raise LedgerError("no_such_transaction", where={"transaction": transaction_id})
        linked: list[Transaction] = []
        if found.transfer_id is not None:
            same = table.c.transfer_id == found.transfer_id
            linked = [t for t in transactions.where(connection, same) if t.id != transaction_id]
        return Detail(
            found,
            tuple(transactions.splits_of(connection, transaction_id)),
            tuple(transactions.tags_of(connection, [transaction_id]).get(transaction_id, [])),
            None if found.batch_id is None else batches.get(connection, found.batch_id),
            transactions.raw_line(connection, transaction_id),
            tuple(linked),
            fees.of_transaction(connection, transaction_id),
        )


def add(vault: Vault, account_id: int, booked_on: date, amount: int, payee: str, **details: Any) -> int:
    """A transaction typed by hand; its id. amount: minor units of the account's currency, negative = out."""
    values = {"account_id": account_id, "booked_on": booked_on, "amount": amount, "payee": payee.strip(), **details}
    if not values["payee"]:
        raise LedgerError("payee_missing", where={"field": "payee"})
    _check(values)
    if values.get("category_id") is not None:
        values["category_by"] = BY_HAND
    with vault.write("add_transaction", values={"payee": values["payee"]}, topics=TOPICS) as write:
        if accounts.account(write.connection, account_id) is None:
            raise LedgerError("no_such_account", where={"account": account_id}, next_step="list_accounts")
        return transactions.insert_one(write.connection, **_derived(values), **values)


def change(vault: Vault, transaction_ids: Iterable[int], **values: Any) -> int:
    """Change the same fields of one or many transactions in one step; how many."""
    unknown = set(values) - _EDITABLE
    if unknown:
        raise LedgerError("not_editable", where={"field": min(unknown)})
    _check(values)
    chosen = list(transaction_ids)
    with vault.write("change_transactions", values={"count": len(chosen)}, topics=TOPICS) as write:
        if {"amount", "account_id"} & set(values):
            _refuse_split_amounts(write.connection, chosen)
        changed = transactions.change(write.connection, chosen, **values)
        if {"payee", "description", "notes"} & set(values):
            for one in transactions.by_ids(write.connection, chosen):
                texts = {"payee": one.payee, "description": one.description, "notes": one.notes}
                transactions.change(write.connection, [one.id], **_derived(texts))
        return changed


def set_category(
    vault: Vault, transaction_ids: Sequence[int], category_id: int | None, today: date
) -> Correction | None:
    """Give transactions a category by hand, learn from it, and offer a rule for what is like the first one."""
    with vault.write("set_category", values={"count": len(transaction_ids)}, topics=TOPICS) as write:
        before = transactions.by_ids(write.connection, transaction_ids)
        by = None if category_id is None else BY_HAND
        transactions.change(write.connection, transaction_ids, category_id=category_id, category_by=by, category_why="")
        for one in before:
            words = f"{one.payee} {one.description}"
            if one.category_by == BY_HAND and one.category_id is not None:
                learned.add(write.connection, categorise.learning(words, one.amount, one.category_id, -1))
            if category_id is not None:
                learned.add(write.connection, categorise.learning(words, one.amount, category_id))
    if category_id is None or not before:
        return None
    return _offer(vault, before[0], category_id, today)


def _offer(vault: Vault, corrected: Transaction, category_id: int, today: date) -> Correction | None:
    query = rules.offer_rule(corrected)
    with vault.read() as connection:
        found = search_rows.condition(connection, parse(query, today))
        other = table.c.category_id.is_distinct_from(category_id)
        by_hand = table.c.category_by.is_distinct_from(BY_HAND)
        untouched = other & by_hand & (table.c.id != corrected.id)
        count = len(transactions.ids(connection, untouched if found is None else found & untouched))
    return Correction(query, category_id, count)


def split(vault: Vault, transaction_id: int, parts: Sequence[Split]) -> None:
    """Split a transaction into parts with their own categories; they must add up. No parts = not split."""
    with vault.write("split", values={"count": len(parts)}, topics=TOPICS) as write:
        found = transactions.get(write.connection, transaction_id)
        if found is None:
            raise LedgerError("no_such_transaction", where={"transaction": transaction_id})
        total = sum(part.amount for part in parts)
        if parts and total != found.amount:
            raise LedgerError(
                "split_does_not_add_up",
                where={"transaction": transaction_id},
                expected=found.amount,
                total=total,
                currency=found.currency,
            )
        transactions.replace_splits(write.connection, transaction_id, parts)


def tag(vault: Vault, transaction_id: int, names: Iterable[str]) -> None:
    """Give a transaction exactly these tags."""
    clean = [name.strip().lstrip("#") for name in names]
    with vault.write("tag", values={}, topics=("transactions",)) as write:
        transactions.set_tags(write.connection, transaction_id, [name for name in clean if name])


def remove(vault: Vault, transaction_ids: Sequence[int]) -> None:
    """Delete transactions; imported ones stay deleted when their file comes again. Can be undone."""
    backup.before_many(vault, "deletion", len(transaction_ids))
    with vault.write("remove_transactions", values={"count": len(transaction_ids)}, topics=TOPICS) as write:
        transactions.remove(write.connection, transaction_ids)


def search_query(text_query: str, today: date) -> Query | None:
    """The parsed search, for screens that show its tokens."""
    return parse(text_query, today)


def _derived(values: dict[str, Any]) -> dict[str, Any]:
    """The search text that follows from the texts."""
    texts = (values.get("payee", ""), values.get("description", ""), values.get("notes", ""))
    return {"folded": search_rows.folded_text(*texts)}


def _check(values: dict[str, Any]) -> None:
    if values.get("status", STATES[0]) not in STATES:
        raise LedgerError("unknown_status", where={"field": "status"}, status=values["status"], known=list(STATES))
    if values.get("channel") is not None and values["channel"] not in CHANNELS:
        raise LedgerError("unknown_channel", where={"field": "channel"}, known=list(CHANNELS))
    if "amount" in values and not -(10**15) < values["amount"] < 10**15:
        raise LedgerError("out_of_range", where={"field": "amount"}, low="-10^15", high="10^15")


def _refuse_split_amounts(connection: Any, ids: Sequence[int]) -> None:
    for one in transactions.by_ids(connection, ids):
        if one.is_split:
            raise LedgerError("split_first", where={"transaction": one.id}, next_step="remove_split")
