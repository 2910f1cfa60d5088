"""Fees of moves between own accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one; the fees are worked out when all revisions are through."""
    op.create_table(
        "derived_fees",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "booked_on", "transaction_id", name=op.f("pk_derived_fees")),
        info={"recorded": False},
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("derived_fees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_derived_fees_transaction_id"), ["transaction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_derived_fees_transfer_id"), ["transfer_id"], unique=False)

    op.create_table(
        "derived_moves_stale",
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_derived_moves_stale")),
        info={"recorded": False},
    )
    op.execute("""
CREATE TRIGGER derived_move_insert AFTER INSERT
       ON transactions WHEN new.transfer_id IS NOT NULL BEGIN
         INSERT INTO derived_moves_stale SELECT new.transfer_id WHERE new.transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;
       END""")
    op.execute("""
CREATE TRIGGER derived_move_delete AFTER DELETE
       ON transactions WHEN old.transfer_id IS NOT NULL BEGIN
         INSERT INTO derived_moves_stale SELECT old.transfer_id WHERE old.transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;
       END""")
    op.execute("""
CREATE TRIGGER derived_move_update AFTER UPDATE OF account_id, booked_on, amount, status, transfer_id, payee,
          description
       ON transactions WHEN old.transfer_id IS NOT NULL OR new.transfer_id IS NOT NULL BEGIN
         INSERT INTO derived_moves_stale SELECT old.transfer_id WHERE old.transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;
         INSERT INTO derived_moves_stale SELECT new.transfer_id WHERE new.transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;
       END""")
    op.execute("""
CREATE TRIGGER derived_move_currency AFTER UPDATE OF currency ON accounts WHEN old.currency <> new.currency BEGIN
         INSERT INTO derived_moves_stale
         SELECT transfer_id FROM transactions WHERE account_id = new.id AND transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;
       END""")
    op.execute("""
CREATE TRIGGER derived_fees_insert AFTER INSERT ON categories WHEN new.name = 'fees' BEGIN
INSERT INTO derived_moves_stale SELECT transfer_id FROM derived_fees WHERE true ON CONFLICT DO NOTHING;
       END""")
    op.execute("""
CREATE TRIGGER derived_fees_delete AFTER DELETE ON categories WHEN old.name = 'fees' BEGIN
INSERT INTO derived_moves_stale SELECT transfer_id FROM derived_fees WHERE true ON CONFLICT DO NOTHING;
       END""")
    op.execute("""
CREATE TRIGGER derived_fees_rename AFTER UPDATE OF name ON categories WHEN old.name = 'fees' OR new.name = 'fees' BEGIN
INSERT INTO derived_moves_stale SELECT transfer_id FROM derived_fees WHERE true ON CONFLICT DO NOTHING;
       END""")
    op.execute("INSERT INTO derived_moves_stale SELECT id FROM transfers")
