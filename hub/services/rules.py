"""Rules that people keep, and sorting what is in the vault already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.domain.errors import LedgerError, QueryError
from hub.domain.money import to_decimal
from hub.domain.search import parse
from hub.domain.statement import Line
from hub.domain.transaction import BY_HAND, BY_LEARNING, BY_RULE, Rule, Transaction
from hub.services import sorting
from hub.services.ledger import TOPICS
from storage import accounts, learned, search, transactions
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


def add(vault: Vault, query: str, category_id: int | None, payee: str | None, today: date, *, apply: bool) -> int:
    """A new rule; its id. apply: also to what is in the vault, except what was categorised by hand."""
    _check(query, category_id, payee, today)
    with vault.write("add_rule", values={"query": query}, topics=("rules", *TOPICS)) as write:
        rule_id = learned.insert_rule(
            write.connection, query=query, category_id=category_id, payee=payee, is_enabled=True, made_on=today
        )
        if apply and category_id is not None:
            found = search.condition(write.connection, parse(query, today))
            by_hand = table.c.category_by.is_distinct_from(BY_HAND)
            ids = transactions.ids(write.connection, by_hand if found is None else found & by_hand)
            transactions.change(
                write.connection, ids, category_id=category_id, category_by=BY_RULE, category_why=str(rule_id)
            )
    return rule_id


def change(vault: Vault, rule_id: int, today: date, **values: object) -> None:
    """Change fields of a rule."""
    if "query" in values:
        parse(str(values["query"]), today)
    with vault.write("change_rule", values={"rule": rule_id}, topics=("rules",)) as write:
        learned.update_rule(write.connection, rule_id, **values)


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
        sorter = sorting.Sorter(connection)
    found = []
    for one in rows:
        line = Line(
            0, one.booked_on, to_decimal(one.amount, one.currency), payee=one.payee, description=one.description
        )
        as_ = sorter.one(line, one.amount, one.currency, names[one.account_id])
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


def why(vault: Vault, transaction: Transaction) -> tuple[str, Rule | None, str]:
    """(code, rule, words) of why a transaction has its category: by_rule, by_learning, by_hand, by_file, none."""
    if transaction.category_by == BY_RULE:
        rule = next((r for r in all_rules(vault) if str(r.id) == transaction.category_why), None)
        return "by_rule", rule, ""
    if transaction.category_by == BY_LEARNING:
        return "by_learning", None, transaction.category_why
    return ("none" if transaction.category_by is None else f"by_{transaction.category_by}"), None, ""


def _check(query: str, category_id: int | None, payee: str | None, today: date) -> None:
    if parse(query, today).is_everything:
        raise QueryError("rule_matches_everything", where={"position": 0, "token": ""})
    if category_id is None and not payee:
        raise LedgerError("rule_does_nothing", where={"field": "category"})
