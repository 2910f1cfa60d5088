"""Exact sums of months."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one: sums in two halves, counted anew."""
    op.drop_table("derived_months")
    op.create_table(
        "derived_months",
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("whole_id", sa.Integer(), nullable=False),
        sa.Column("out_high", sa.Integer(), nullable=False),
        sa.Column("out_low", sa.Integer(), nullable=False),
        sa.Column("in_high", sa.Integer(), nullable=False),
        sa.Column("in_low", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "account_id", "month", "category_id", "whole_id", name=op.f("pk_derived_months")
        ),
        info={"recorded": False},
        sqlite_with_rowid=False,
    )
    op.execute("""
    INSERT INTO derived_months (
        account_id, month, kind, category_id, whole_id, out_high, out_low, in_high, in_low, count)
    SELECT t.account_id, substr(t.booked_on, 1, 7) AS month,
           CASE WHEN t.transfer_id IS NOT NULL THEN 3 WHEN t.is_split THEN 1 ELSE 0 END AS kind,
           coalesce(t.category_id, 0) AS category, coalesce(t.category_id, 0),
           sum(min(t.amount, 0) / 1000000), sum(min(t.amount, 0) % 1000000),
           sum(max(t.amount, 0) / 1000000), sum(max(t.amount, 0) % 1000000), count(*)
    FROM transactions t WHERE t.status <> 'expected' GROUP BY t.account_id, month, kind, category""")
    op.execute("""
    INSERT INTO derived_months (
        account_id, month, kind, category_id, whole_id, out_high, out_low, in_high, in_low, count)
    SELECT t.account_id, substr(t.booked_on, 1, 7) AS month, 2, coalesce(p.category_id, 0) AS category,
           coalesce(t.category_id, 0) AS whole,
           sum(min(p.amount, 0) / 1000000), sum(min(p.amount, 0) % 1000000),
           sum(max(p.amount, 0) / 1000000), sum(max(p.amount, 0) % 1000000), count(*)
    FROM splits p CROSS JOIN transactions t ON t.id = p.transaction_id
    WHERE t.is_split AND t.transfer_id IS NULL AND t.status <> 'expected'
    GROUP BY t.account_id, month, category, whole""")
    op.execute("""
    INSERT INTO derived_months (
        account_id, month, kind, category_id, whole_id, out_high, out_low, in_high, in_low, count)
    SELECT account_id, month, 4, 0, 0, sum(out_high), sum(out_low), sum(in_high), sum(in_low), sum(count)
    FROM derived_months
    WHERE kind IN (0, 1, 3) GROUP BY account_id, month""")
    op.execute("""
CREATE TRIGGER derived_currency AFTER UPDATE OF currency ON accounts WHEN old.currency <> new.currency BEGIN
         INSERT INTO derived_payees_stale SELECT payee FROM transactions WHERE account_id = new.id
         ON CONFLICT DO NOTHING;
       END""")
