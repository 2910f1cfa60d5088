"""The tables of ways to pay and offers: what packs bring, and what belongs to the person's own instruments."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.schema import metadata

packs = Table(
    "packs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("imported_at", Text, nullable=False),
    Column("document", JSON, nullable=False),
    UniqueConstraint("kind", "name"),
)

instruments = Table(
    "instruments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("document", JSON, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),
)

products = Table(
    "products",
    metadata,
    Column("id", Text, primary_key=True),
    Column("valid_from", Text, primary_key=True, server_default=""),
    Column("document", JSON, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
)

programmes = Table(
    "programmes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", JSON, nullable=False),
    Column("value", Text),
)

offers = Table(
    "offers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pack_id", ForeignKey("packs.id", ondelete="CASCADE")),
    Column("title", Text, nullable=False),
    Column("merchant", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("valid_to", Date),
    Column("document", JSON, nullable=False),
    Column("state", Text, nullable=False, server_default="seen"),
)

commissions = Table(
    "commissions",
    metadata,
    Column("offer_id", ForeignKey("offers.id", ondelete="CASCADE"), primary_key=True),
    Column("disclosed", JSON, nullable=False),
)
