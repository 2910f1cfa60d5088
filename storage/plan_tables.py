"""Tables of plans: what a category may cost a month, and goals. Amounts are minor units."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.schema import metadata

budgets = Table(
    "budgets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("category_id", ForeignKey("categories.id", ondelete="CASCADE"), nullable=False),
    Column("since", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("carries", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("category_id", "since", "currency"),
)
"""From the month `since` ("2026-03") a category has this amount a month, until its next row; 0 ends it."""

goals = Table(
    "goals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("target", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("due_on", Date),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("saved", Integer, nullable=False, server_default="0"),
    Column("is_reached", Boolean, nullable=False, server_default="0"),
)
"""saved: what was put aside so far, where no account holds it."""
