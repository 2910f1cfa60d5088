"""The default categories that later vaults begin with: fuel, and what is not counted."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema from the revision before to this one: its tables stay, two rows come.

    Each comes only where its neighbour is still there by its own name: who threw the defaults away gets none back.
    """
    op.execute("""
    UPDATE categories SET position = position + 1
    WHERE position > (SELECT position FROM categories WHERE name = 'transport' AND kind = 'expense')
      AND NOT EXISTS (SELECT 1 FROM categories WHERE name = 'fuel')""")
    op.execute("""
    INSERT INTO categories (name, kind, parent_id, slot, icon, position)
    SELECT 'fuel', kind, id, 2, 'car', position + 1 FROM categories
    WHERE name = 'transport' AND kind = 'expense' AND NOT EXISTS (SELECT 1 FROM categories WHERE name = 'fuel')
    ORDER BY id LIMIT 1""")
    op.execute("""
    INSERT INTO categories (name, kind, slot, icon, position)
    SELECT 'not_counted', 'ignored', 7, 'eye-off', (SELECT max(position) + 1 FROM categories) FROM categories
    WHERE name = 'transfer' AND kind = 'transfer'
      AND NOT EXISTS (SELECT 1 FROM categories WHERE name = 'not_counted' OR kind = 'ignored')
    ORDER BY id LIMIT 1""")
