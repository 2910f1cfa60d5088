"""Rules: what the person decided once for all transactions that match a query.

A rule that no longer parses decides nothing; the screen that edits rules checks them when they are saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hub.domain.errors import QueryError
from hub.domain.money import to_decimal
from hub.domain.query import Query, Seen, TransactionView, holds
from hub.domain.search import parse
from hub.domain.text import fold
from hub.domain.transaction import Rule, Transaction


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its parsed query."""

    rule: Rule
    query: Query


@dataclass(frozen=True, slots=True)
class Applied:
    """What the rules say: the category and payee (None = not said) and the rule that decided."""

    rule_id: int
    category_id: int | None
    payee: str | None


def compiled(rules: Iterable[Rule], today: date = date.max) -> tuple[CompiledRule, ...]:
    """The enabled rules in their order, parsed once for many transactions."""
    found = []
    for rule in sorted(rules, key=lambda rule: (rule.position, rule.id)):
        if not rule.is_enabled:
            continue
        try:
            query = parse(rule.query, today)
        except QueryError:
            continue
        if not query.is_everything:
            found.append(CompiledRule(rule, query))
    return tuple(found)


def apply(rules: Sequence[CompiledRule], view: TransactionView) -> Applied | None:
    """What the rules say about a transaction; None when none matches.

    In order, the first rule that names a category decides it, the first that names a payee decides that.
    """
    seen = Seen(view)
    rule_id: int | None = None
    category_id: int | None = None
    payee: str | None = None
    for entry in rules:
        rule = entry.rule
        adds = (category_id is None and rule.category_id is not None) or (payee is None and rule.payee)
        if not adds or not holds(entry.query.root, seen):
            continue
        if category_id is None and rule.category_id is not None:
            category_id, rule_id = rule.category_id, rule.id
        payee = payee or rule.payee
        rule_id = rule.id if rule_id is None else rule_id
        if category_id is not None and payee:
            break
    return None if rule_id is None else Applied(rule_id, category_id, payee)


def offer_rule(transaction: Transaction) -> str:
    """The query that a correction offers as a rule: everything of the same payee (`payee:"Grünmarkt"`)."""
    for field, text in (("payee", transaction.payee), ("description", transaction.description)):
        longest = max(text.split('"'), key=len).strip()
        if fold(longest):
            return f'{field}:"{longest}"'
    return f"amount:{to_decimal(transaction.amount, transaction.currency):+f}"
