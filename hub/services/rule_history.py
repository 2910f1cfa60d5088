"""A rule on what is in the vault already: what it would change, and changing it in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select, true

from hub.domain import rule_parts
from hub.domain.errors import LedgerError
from hub.domain.search import parse
from hub.domain.text import fold
from hub.domain.transaction import BY_HAND, BY_RULE, Rule, Split, Transaction
from hub.services import backup
from storage import learned, search, transactions
from storage.tables import tags, transaction_tags
from storage.tables import transactions as table
from storage.vault import Vault

TOPICS = ("rules", "transactions", "accounts", "bills")
_PAGE = 500


@dataclass(frozen=True, slots=True)
class WouldChange:
    """What a rule would change now: ids newest first, the first of them, and how many get what."""

    ids: tuple[int, ...]
    first: tuple[Transaction, ...]
    sorted: int = 0
    named: int = 0
    tagged: int = 0
    split: int = 0

    @property
    def count(self) -> int:
        """How many transactions."""
        return len(self.ids)


def dry_run(vault: Vault, rule: Rule, today: date, limit: int = 200) -> WouldChange:
    """What a rule would change, kept or not (id 0); nothing is written. limit: transactions in `first`.

    What was sorted by hand, or by a rule before this one, keeps its category; moves between own accounts and split
    transactions too.
    """
    with vault.read() as connection:
        return _would_change(connection, rule, today, limit)


def apply(vault: Vault, rule_id: int, today: date) -> int:
    """Do what a kept rule says to all that is in the vault; how many transactions it changed."""
    with vault.read() as connection:
        rule = next((one for one in learned.all_rules(connection) if one.id == rule_id), None)
        if rule is None:
            raise LedgerError("no_such_rule", where={"rule": rule_id})
        count = _would_change(connection, rule, today, 0).count
    if not count:
        return 0
    backup.before_many(vault, "rule", count)
    with vault.write("apply_rule", values={"count": count, "query": rule.query}, topics=TOPICS) as write:
        return apply_inside(write.connection, rule, today)


def apply_inside(connection: Connection, rule: Rule, today: date, within: ColumnElement[bool] | None = None) -> int:
    """The same inside of an open write; within: only these rows."""
    scope = _scope(connection, rule, today) & (true() if within is None else within)
    to_sort = transactions.ids(connection, scope & _sortable(connection, rule))
    to_name = transactions.ids(connection, scope & _nameable(rule))
    to_tag = {name: transactions.ids(connection, scope & _untagged(name)) for name in rule.tags}
    to_split = _splits(connection, rule, scope)
    if rule.category_id is not None:
        transactions.change(
            connection, to_sort, category_id=rule.category_id, category_by=BY_RULE, category_why=str(rule.id)
        )
    if rule.payee:
        rest = func.substr(table.c.folded, func.instr(table.c.folded, "\n"))
        transactions.change(connection, to_name, payee=rule.payee, folded=fold(rule.payee) + rest)
    for name, ids in to_tag.items():
        transactions.add_tag(connection, ids, name)
    for one, parts in to_split.items():
        transactions.replace_splits(connection, one, parts)
        transactions.change(connection, [one], category_by=BY_RULE, category_why=str(rule.id))
    return len({*to_sort, *to_name, *to_split, *(one for ids in to_tag.values() for one in ids)})


def _would_change(connection: Connection, rule: Rule, today: date, limit: int) -> WouldChange:
    scope = _scope(connection, rule, today)
    to_sort = transactions.ids(connection, scope & _sortable(connection, rule))
    to_name = transactions.ids(connection, scope & _nameable(rule))
    to_tag = transactions.ids(connection, scope & or_(false(), *map(_untagged, rule.tags)))
    to_split = _splits(connection, rule, scope)
    several = {*to_sort, *to_name, *to_tag, *to_split}
    ids = _newest_first(connection, several)
    first = transactions.by_ids(connection, ids[:limit])
    return WouldChange(tuple(ids), tuple(first), len(to_sort), len(to_name), len(to_tag), len(to_split))


def _newest_first(connection: Connection, wanted: Iterable[int]) -> list[int]:
    ids, days = list(wanted), []
    for start in range(0, len(ids), _PAGE):
        rows = connection.execute(
            select(table.c.booked_on, table.c.id).where(table.c.id.in_(ids[start : start + _PAGE]))
        )
        days += [(row.booked_on, row.id) for row in rows]
    return [one for _day, one in sorted(days, reverse=True)]


def _scope(connection: Connection, rule: Rule, today: date) -> ColumnElement[bool]:
    found = search.condition(connection, parse(rule.query, today))
    return true() if found is None else found


def _sortable(connection: Connection, rule: Rule) -> ColumnElement[bool]:
    if rule.category_id is None:
        return false()
    return _untouched(connection, rule) & table.c.category_id.is_distinct_from(rule.category_id)


def _untouched(connection: Connection, rule: Rule) -> ColumnElement[bool]:
    """Rows whose category is nobody's decision before this rule's."""
    earlier = [str(one.id) for one in _earlier(learned.rules_in_order(connection), rule)]
    decided = and_(table.c.category_by == BY_RULE, table.c.category_why.in_(earlier))
    return and_(
        table.c.category_by.is_distinct_from(BY_HAND),
        table.c.transfer_id.is_(None),
        ~table.c.is_split,
        ~func.coalesce(decided, false()),
    )


def _earlier(rules: Sequence[Rule], rule: Rule) -> list[Rule]:
    return [one for one in rules if one.is_enabled and one.id != rule.id and one.position < rule.position]


def _nameable(rule: Rule) -> ColumnElement[bool]:
    return table.c.payee != rule.payee if rule.payee else false()


def _untagged(name: str) -> ColumnElement[bool]:
    tagged = select(transaction_tags.c.transaction_id).join(tags, tags.c.id == transaction_tags.c.tag_id)
    return table.c.id.not_in(tagged.where(tags.c.name == name))


def _splits(connection: Connection, rule: Rule, scope: ColumnElement[bool]) -> dict[int, list[Split]]:
    """The parts of each transaction that the rule splits; those it does not fit are left alone."""
    if not rule.parts:
        return {}
    found = {}
    for one in transactions.where(connection, scope & _untouched(connection, rule)):
        shares = rule_parts.shares(rule.parts, one.amount, one.currency)
        if shares is not None:
            pairs = zip(rule.parts, shares, strict=True)
            found[one.id] = [Split(0, part.category_id, share, part.note) for part, share in pairs]
    return found


def finish_import(connection: Connection, batch_id: int, at: date) -> None:
    """What rules add to the rows of an import beyond payee and category: tags and parts."""
    for rule in learned.rules_in_order(connection):
        if rule.is_enabled and (rule.tags or rule.parts):
            more = replace(rule, category_id=None, payee=None)
            apply_inside(connection, more, at, table.c.batch_id == batch_id)
