"""Tables of what becomes of offers: what was noticed when, uses with their credit, what was taught; merchants."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, Table, Text

from storage.schema import metadata

merchant_facts = Table(
    "merchant_facts",
    metadata,
    Column("pack_id", ForeignKey("packs.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("document", JSON, nullable=False),
)

# Offers come and go with their catalogues; what became of one stays, so that nothing here points at the row itself.
offer_lives = Table(
    "offer_lives",
    metadata,
    Column("offer", Text, primary_key=True),
    Column("tracked_on", Date),
    Column("activated_on", Date),
)

offer_uses = Table(
    "offer_uses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("offer", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("merchant", Text, nullable=False, server_default=""),
    Column("source", Text, nullable=False, server_default=""),
    Column("used_on", Date, nullable=False),
    Column("transaction_id", ForeignKey("transactions.id", ondelete="SET NULL"), unique=True),
    Column("expected", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("credited", Integer, nullable=False, server_default="0"),
    Column("credited_on", Date),
    Column("credit_id", ForeignKey("transactions.id", ondelete="SET NULL"), unique=True),
    Column("reversed", Integer, nullable=False, server_default="0"),
    Column("reversed_on", Date),
    Column("asked_on", Date),
)

offer_lessons = Table(
    "offer_lessons",
    metadata,
    Column("merchant", Text, primary_key=True),
    Column("payee", Text, primary_key=True, server_default=""),
    Column("verdict", Text, nullable=False),
)
