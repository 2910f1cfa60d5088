"""Rows of rules and of what the categoriser has learned: how often a token stood in a category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from hub.domain import rule_parts
from hub.domain.transaction import Rule
from storage.tables import learned, rules, transactions


def counts(connection: Connection) -> list[tuple[str, int, int]]:
    """(token, category id, count) of all that was learned."""
    return [(row[0], row[1], row[2]) for row in connection.execute(select(learned))]


def add(connection: Connection, increments: Iterable[tuple[str, int, int]]) -> None:
    """Add (token, category id, count) to what was learned; a negative count takes back, never below nothing."""
    statement = insert(learned)
    statement = statement.on_conflict_do_update(
        index_elements=["token", "category_id"],
        set_={"count": func.max(learned.c["count"] + statement.excluded["count"], 0)},
    )
    wanted = list(increments)
    rows = [{"token": token, "category_id": category_id, "count": count} for token, category_id, count in wanted]
    if rows:
        connection.execute(statement, rows)
    if any(count < 0 for _, _, count in wanted):
        connection.execute(delete(learned).where(learned.c["count"] <= 0))


def rules_in_order(connection: Connection) -> list[Rule]:
    """Every rule in order; how many transactions it decided is left out, which takes a look at all of them."""
    return [_rule(row) for row in connection.execute(select(rules).order_by(rules.c.position, rules.c.id))]


def all_rules(connection: Connection) -> list[Rule]:
    """Every rule in order, with how many transactions it decided."""
    uses = (
        select(func.count())
        .where(
            (transactions.c.category_by == "rule")
            & (transactions.c.category_why == rules.c.id.cast(transactions.c.category_why.type))
        )
        .correlate(rules)
        .scalar_subquery()
    )
    rows = connection.execute(select(rules, uses.label("uses")).order_by(rules.c.position, rules.c.id))
    return [_rule(row) for row in rows]


def _rule(row: Row[Any]) -> Rule:
    values = dict(row._mapping)
    return Rule(**{**values, "tags": tuple(values["tags"]), "parts": rule_parts.from_json(values["parts"])})


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a rule as its row holds them."""
    kept = dict(values)
    if "tags" in kept:
        kept["tags"] = list(kept["tags"])
    if "parts" in kept:
        kept["parts"] = rule_parts.to_json(kept["parts"])
    return kept


def insert_rule(connection: Connection, **values: Any) -> int:
    """A new rule at the end of the order; its id."""
    last: int = connection.execute(select(func.coalesce(func.max(rules.c.position), 0))).scalar_one()
    return int(connection.execute(rules.insert().values(**{"position": last + 1, **_kept(values)})).lastrowid)


def update_rule(connection: Connection, rule_id: int, **values: Any) -> None:
    """Change fields of a rule."""
    connection.execute(update(rules).where(rules.c.id == rule_id).values(**_kept(values)))


def delete_rule(connection: Connection, rule_id: int) -> None:
    """Remove a rule; what it categorised stays."""
    connection.execute(delete(rules).where(rules.c.id == rule_id))
