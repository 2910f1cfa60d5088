"""Rules that people keep, and sorting what is in the vault already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from hub.domain import rule_checks
from hub.domain.errors import LedgerError
from hub.domain.money import to_decimal
from hub.domain.query import Query, Text
from hub.domain.rule_parts import RulePart
from hub.domain.statement import Line
from hub.domain.transaction import BY_HAND, BY_LEARNING, BY_RULE, Rule, Transaction
from hub.services import rule_history, sorting
from hub.services.ledger import TOPICS
from storage import accounts, batches, learned, search, transactions
from storage.tables import transactions as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Change:
    """A transaction and the category it would get, by whom and why."""

    transaction: Transaction
    category_id: int
    by: str
    why: str
    confidence: int


def all_rules(vault: Vault) -> list[Rule]:
    """Every rule in its order."""
    with vault.read() as connection:
        return learned.all_rules(connection)


def draft(
    query: str,
    *,
    category_id: int | None = None,
    payee: str | None = None,
    tags: Sequence[str] = (),
    parts: Sequence[RulePart] = (),
    position: int = 10**9,
    rule_id: int = 0,
) -> Rule:
    """A rule as it would be kept: cleaned, not checked; by default new and after all others."""
    clean = tuple(dict.fromkeys(tag.strip().lstrip("#") for tag in tags if tag.strip().lstrip("#")))
    named = (payee or "").strip() or None
    return Rule(rule_id, position, query.strip(), category_id, named, True, date.min, 0, clean, tuple(parts))


def check(vault: Vault, rule: Rule, today: date) -> None:
    """Refuse a rule that can't be kept: QueryError or LedgerError that says why (`rule_checks.refuse`)."""
    with vault.read() as connection:
        _check(connection, rule, today)


def add(
    vault: Vault,
    query: str,
    category_id: int | None,
    payee: str | None,
    today: date,
    *,
    apply: bool,
    tags: Sequence[str] = (),
    parts: Sequence[RulePart] = (),
) -> int:
    """A new rule; its id. apply: also to what is in the vault, except what was categorised by hand."""
    rule = draft(query, category_id=category_id, payee=payee, tags=tags, parts=parts)
    with vault.write("add_rule", values={"query": rule.query}, topics=("rules", *TOPICS)) as write:
        _check(write.connection, rule, today)
        rule_id = learned.insert_rule(write.connection, **_values(rule), is_enabled=True, made_on=today)
        if apply:
            rule_history.apply_inside(write.connection, _kept(write.connection, rule_id), today)
    return rule_id


def decide(vault: Vault, query: str, category_id: int, today: date) -> int:
    """The rule that a correction offers, applied: a new one, or the one with this query decides otherwise now."""
    with vault.read() as connection:
        same = next((one for one in learned.all_rules(connection) if one.query == query and one.is_enabled), None)
    if same is None:
        return add(vault, query, category_id, None, today, apply=True)
    with vault.write("change_rule", values={"rule": same.id}, topics=("rules", *TOPICS)) as write:
        changed = replace(same, category_id=category_id, parts=())
        _check(write.connection, changed, today)
        learned.update_rule(write.connection, same.id, **_values(changed))
        rule_history.apply_inside(write.connection, changed, today)
    return same.id


def change(vault: Vault, rule_id: int, today: date, *, apply: bool = False, **values: Any) -> None:
    """Change fields of a rule: query, category_id, payee, tags, parts, is_enabled; checked as a whole.

    apply: also do what it says now to what is in the vault.
    """
    topics = ("rules", *TOPICS) if apply else ("rules",)
    with vault.write("change_rule", values={"rule": rule_id}, topics=topics) as write:
        changed = replace(_kept(write.connection, rule_id), **values)
        if values != {"is_enabled": False}:  # a rule that can't be kept any more may still be turned off
            _check(write.connection, changed, today)
        learned.update_rule(write.connection, rule_id, **values)
        if apply:
            rule_history.apply_inside(write.connection, changed, today)


def reorder(vault: Vault, rule_ids: Sequence[int]) -> None:
    """Put the rules into this order; LedgerError unless each of them is named once."""
    with vault.write("order_rules", topics=("rules",)) as write:
        known = {one.id: one.position for one in learned.all_rules(write.connection)}
        missing = set(known) ^ set(rule_ids)
        if missing or len(rule_ids) != len(known):
            raise LedgerError("no_such_rule", where={"rule": min(missing, default=0)})
        for position, rule_id in enumerate(rule_ids, 1):
            if known[rule_id] != position:
                learned.update_rule(write.connection, rule_id, position=position)


def remove(vault: Vault, rule_id: int) -> None:
    """Remove a rule; what it categorised stays."""
    with vault.write("remove_rule", values={"rule": rule_id}, topics=("rules",)) as write:
        learned.delete_rule(write.connection, rule_id)


def proposed(vault: Vault, *, only_uncategorised: bool = True) -> list[Change]:
    """What rules and learning would change now; nothing is written."""
    with vault.read() as connection:
        open_ = table.c.category_id.is_(None) if only_uncategorised else table.c.category_by.is_distinct_from(BY_HAND)
        rows = transactions.where(connection, open_ & table.c.transfer_id.is_(None) & ~table.c.is_split)
        names = {one.id: one.name for one in accounts.all_accounts(connection)}
        files = {one.id: one.file_name for one in batches.all_batches(connection)}
        sorter = sorting.Sorter(connection)
    found = []
    for one in rows:
        sorter.file = files.get(one.batch_id, "") if one.batch_id is not None else ""
        as_ = sorter.one(_line(one), one.amount, one.currency, names[one.account_id])
        if as_.category_id is not None and as_.by is not None and as_.category_id != one.category_id:
            found.append(Change(one, as_.category_id, as_.by, as_.why, as_.confidence))
    return found


def categorise(vault: Vault) -> int:
    """Give every uncategorised transaction the category that rules or learning propose; how many."""
    changes = proposed(vault)
    with vault.write("categorise", values={"count": len(changes)}, topics=TOPICS) as write:
        for one in changes:
            transactions.change(
                write.connection,
                [one.transaction.id],
                category_id=one.category_id,
                category_by=one.by,
                category_why=one.why,
            )
    return len(changes)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A category that is suggested and not applied: its confidence, 0 to 100, and the words that speak for it."""

    category_id: int
    confidence: int
    words: str


def suggestion(vault: Vault, transaction: Transaction) -> Suggested | None:
    """What learning suggests for a transaction without a category; None when it knows nothing."""
    with vault.read() as connection:
        sorter = sorting.Sorter(connection)
        name = accounts.account(connection, transaction.account_id)
    as_ = sorter.one(_line(transaction), transaction.amount, transaction.currency, "" if name is None else name.name)
    found = as_.category_id if as_.category_id is not None else as_.suggested
    return None if found is None else Suggested(found, as_.confidence, as_.why)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a transaction has its category.

    code: by_rule, by_learning, by_hand, by_file, none. rule: the rule, place: which one in the order (1 is the
    first). words: those that decided, others: how many more with the first of them are in the category.
    """

    code: str
    rule: Rule | None = None
    place: int = 0
    words: str = ""
    others: int = 0


def why(vault: Vault, transaction: Transaction) -> Why:
    """Why a transaction has its category."""
    by = transaction.category_by
    if by == BY_RULE:
        known = all_rules(vault)
        at = next((at for at, one in enumerate(known) if str(one.id) == transaction.category_why), None)
        return Why("by_rule") if at is None else Why("by_rule", known[at], at + 1)
    if by == BY_LEARNING:
        return Why("by_learning", words=transaction.category_why, others=_others(vault, transaction))
    return Why("none" if by is None else f"by_{by}")


def _line(one: Transaction) -> Line:
    amount = to_decimal(one.amount, one.currency)
    return Line(0, one.booked_on, amount, payee=one.payee, description=one.description, mcc=one.mcc)


def _others(vault: Vault, transaction: Transaction) -> int:
    """How many other transactions of the category have the word that decided most."""
    word = transaction.category_why.partition(" ")[0]
    if not word:
        return 0
    with vault.read() as connection:
        found = search.condition(connection, Query(Text(word)))
        same = (table.c.category_id == transaction.category_id) & (table.c.id != transaction.id)
        return len(transactions.ids(connection, same if found is None else same & found))


def _kept(connection: Connection, rule_id: int) -> Rule:
    found = next((one for one in learned.all_rules(connection) if one.id == rule_id), None)
    if found is None:
        raise LedgerError("no_such_rule", where={"rule": rule_id})
    return found


def _values(rule: Rule) -> dict[str, Any]:
    names = ("query", "category_id", "payee", "tags", "parts")
    return {name: getattr(rule, name) for name in names}


def _check(connection: Connection, rule: Rule, today: date) -> None:
    known = {one.id: one for one in accounts.all_categories(connection)}
    rule_checks.refuse(rule, learned.all_rules(connection), known, today)
