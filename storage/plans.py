"""Rows of budgets and goals."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from hub.domain.budget import Planned
from hub.domain.goal import Goal
from storage.plan_tables import budgets, goals


def all_budgets(connection: Connection) -> list[Planned]:
    """Every step of every budget, oldest first."""
    rows = connection.execute(select(budgets).order_by(budgets.c.since, budgets.c.id))
    return [Planned(row.category_id, row.since, row.amount, row.currency, row.carries) for row in rows]


def put_budget(connection: Connection, planned: Planned) -> None:
    """Set a category's amount from a month on, in place of what it had from that month."""
    values = {
        "category_id": planned.category_id, "since": planned.since, "amount": planned.amount,
        "currency": planned.currency, "carries": planned.carries,
    }  # fmt: skip
    statement = insert(budgets).values(**values)
    changed = {"amount": planned.amount, "carries": planned.carries}
    keys = ["category_id", "since", "currency"]
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def delete_budget(connection: Connection, category_id: int, since: str) -> None:
    """Remove the steps of a category's budget from a month on."""
    connection.execute(delete(budgets).where((budgets.c.category_id == category_id) & (budgets.c.since >= since)))


def all_goals(connection: Connection) -> list[Goal]:
    """Every goal in the order they were made."""
    return [Goal(**row._mapping) for row in connection.execute(select(goals).order_by(goals.c.id))]


def insert_goal(connection: Connection, **values: Any) -> int:
    """A new goal; its id."""
    return int(connection.execute(goals.insert().values(**values)).lastrowid)


def update_goal(connection: Connection, goal_id: int, **values: Any) -> int:
    """Change fields of a goal; how many rows."""
    return connection.execute(update(goals).where(goals.c.id == goal_id).values(**values)).rowcount


def delete_goal(connection: Connection, goal_id: int) -> int:
    """Remove a goal; how many rows."""
    return connection.execute(delete(goals).where(goals.c.id == goal_id)).rowcount
