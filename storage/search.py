"""A search compiled to SQL over the transactions table.

`hub.domain.query.matches` defines what a search means; a property test holds this compilation to it. Texts are
looked for in blocks (`storage.texts`); what is found goes into the statement as a list of ids or, when it is long, as
one byte for each id, which costs the same for every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from hub.domain.money import digits_of
from hub.domain.query import All, Amount, AnyOf, Has, Is, Node, Not, On, Query, Text, category_holds
from hub.domain.text import fold
from storage import texts
from storage.derived_tables import fees
from storage.listed import listed
from storage.tables import accounts, attachments, batches, categories, splits, tags, transaction_tags
from storage.tables import transactions as table

_FEW = 2000
"""Rows that are sooner looked up one by one than met on the way through all."""
SEPARATOR = "\n"
"""Stands between the folded payee, description and notes in `transactions.folded`; no folded text contains it."""

_BREAK: ColumnElement[str] = literal_column("char(10)")
_FIRST_BREAK = func.instr(table.c.folded, _BREAK)
_PAYEE = func.substr(table.c.folded, 1, _FIRST_BREAK)
_AFTER = func.substr(table.c.folded, _FIRST_BREAK + 1)
_FIELDS = {
    "payee": _PAYEE,
    "description": func.substr(_AFTER, 1, func.instr(_AFTER, _BREAK)),
    "notes": func.substr(_AFTER, func.instr(_AFTER, _BREAK) + 1),
}


def folded_text(payee: str, description: str, notes: str) -> str:
    """What the search index holds of a transaction."""
    return SEPARATOR.join((fold(payee), fold(description), fold(notes)))


def condition(
    connection: Connection, query: Query, category_names: Mapping[int, str] | None = None, *, soon: bool = False
) -> ColumnElement[bool] | None:
    """The condition of a query, None when it filters nothing. category_names: names as shown, by id.

    soon: only the first few rows are wanted, so what is in many of them is looked for in the rows on the way.
    """
    if query.is_everything:
        return None
    is_soon = soon and isinstance(query.root, Text)  # two usual words need not be usual together
    return _Compiler(connection, category_names or {}, soon=is_soon).compiled(query.root)


class _Compiler:
    """Compiles one query; looks the few names up once."""

    def __init__(self, connection: Connection, category_names: Mapping[int, str], *, soon: bool) -> None:
        self.connection = connection
        self.soon = soon
        self.category_names = category_names

    def compiled(self, node: Node) -> ColumnElement[bool]:
        match node:
            case All(parts):
                return and_(true(), *(self.compiled(part) for part in parts))
            case AnyOf(parts):
                return or_(false(), *(self.compiled(part) for part in parts))
            case Not(part):
                return not_(self.compiled(part))
            case Text():
                return self.text(node)
            case Amount():
                return self.amount(node)
            case On(first, last):
                after = true() if first is None else table.c.booked_on >= first
                return and_(after, true() if last is None else table.c.booked_on <= last)
            case Is(word):
                return self.state(word)
            case Has(word):
                return self.attached(word)

    def text(self, node: Text) -> ColumnElement[bool]:
        if node.field == "account":
            rows = self.connection.execute(select(accounts.c.id, accounts.c.name))
            return table.c.account_id.in_([row.id for row in rows if node.text in fold(row.name)])
        if node.field == "file":
            rows = self.connection.execute(select(batches.c.id, batches.c.file_name.label("name")))
            found = [row.id for row in rows if node.text in fold(row.name)]
            return func.coalesce(table.c.batch_id.in_(found), false())
        if node.field == "tag":
            rows = self.connection.execute(select(tags.c.id, tags.c.name))
            found = [row.id for row in rows if node.text in fold(row.name)]
            return table.c.id.in_(select(transaction_tags.c.transaction_id).where(transaction_tags.c.tag_id.in_(found)))
        if node.field == "category":
            return self.category(node.text)
        if self.soon and texts.is_usual(self.connection, node.text):
            return func.instr(table.c.folded if node.field is None else _FIELDS[node.field], node.text) > 0
        holds = _among(texts.rows_with(self.connection, node.text))
        if node.field is None:
            return holds
        return and_(holds, func.instr(_FIELDS[node.field], node.text) > 0)

    def category(self, wanted: str) -> ColumnElement[bool]:
        rows = self.connection.execute(select(categories.c.id, categories.c.name))
        found = [row.id for row in rows if category_holds(wanted, self.category_names.get(row.id, row.name), row.name)]
        parts = select(splits.c.transaction_id).where(splits.c.category_id.in_(found))
        paid = select(fees.c.transaction_id).where(fees.c.category_id.in_(found))
        return or_(
            func.coalesce(table.c.category_id.in_(found), false()),
            table.c.is_split & table.c.id.in_(parts),
            table.c.transfer_id.is_not(None) & table.c.id.in_(paid),
        )

    def amount(self, node: Amount) -> ColumnElement[bool]:
        """By digits of the accounts' currencies, so that "50" is 50.00 EUR and 50 JPY."""
        by_digits: dict[int, list[int]] = {}
        for row in self.connection.execute(select(accounts.c.id, accounts.c.currency)):
            by_digits.setdefault(digits_of(row.currency), []).append(row.id)
        value = table.c.amount if node.is_signed else func.abs(table.c.amount)
        choices = []
        for digits, ids in by_digits.items():
            parts: list[ColumnElement[bool]] = [] if len(by_digits) == 1 else [table.c.account_id.in_(ids)]
            if node.low is not None:
                low = node.low.scaleb(digits)
                parts.append(value > floor(low) if node.low_strict else value >= ceil(low))
            if node.high is not None:
                high = node.high.scaleb(digits)
                parts.append(value < ceil(high) if node.high_strict else value <= floor(high))
            choices.append(and_(true(), *parts))
        return or_(false(), *choices)

    def state(self, word: str) -> ColumnElement[bool]:
        kinds = select(categories.c.id).where(categories.c.kind == "transfer")
        is_transfer = table.c.transfer_id.is_not(None) | func.coalesce(table.c.category_id.in_(kinds), false())
        ignored = select(categories.c.id).where(categories.c.kind == "ignored")
        is_ignored = func.coalesce(table.c.category_id.in_(ignored), false())
        conditions: dict[str, ColumnElement[bool]] = {
            "uncategorised": and_(table.c.category_id.is_(None), not_(table.c.is_split), not_(is_transfer)),
            "transfer": is_transfer,
            "ignored": is_ignored,
            "income": and_(table.c.amount > 0, not_(is_transfer), not_(is_ignored)),
            "spending": and_(table.c.amount < 0, not_(is_transfer), not_(is_ignored)),
            "split": table.c.is_split == true(),
        }
        return conditions.get(word, table.c.status == word)

    def attached(self, word: str) -> ColumnElement[bool]:
        conditions: dict[str, ColumnElement[bool]] = {
            "receipt": table.c.id.in_(select(attachments.c.transaction_id)),
            "notes": func.trim(table.c.notes, " \t\r\n") != "",
            "tag": table.c.id.in_(select(transaction_tags.c.transaction_id)),
            "category": table.c.category_id.is_not(None),
            "file": table.c.batch_id.is_not(None),
        }
        return conditions[word]


def _among(ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether a transaction is one of these, ids in rising order."""
    if not ids:
        return false()
    if len(ids) <= _FEW:
        return table.c.id.in_(listed(ids))
    marks = bytearray(ids[-1] + 1)
    for one in ids:
        marks[one] = 1
    return func.substr(bindparam(None, bytes(marks), LargeBinary), table.c.id + 1, 1) == literal_column("x'01'")
