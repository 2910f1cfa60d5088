"""The tables of ways to pay and offers: what packs bring, and what belongs to the person's own instruments."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint

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

pack_keys = Table(
    "pack_keys",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("since", Text, nullable=False),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("name", Text, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("made_at", Text, nullable=False),
    info={"recorded": False},  # an undone key would orphan what was signed with it
)

memberships = Table(
    "memberships",
    metadata,
    Column("programme", ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Text, nullable=False, server_default=""),
    Column("tier", Text, nullable=False, server_default=""),
    Column("tier_until", Date),
    Column("expiry", Text, nullable=False, server_default="never"),
    Column("expiry_months", Integer),
    Column("fee", Integer, nullable=False, server_default="0"),
    Column("data_given", JSON, nullable=False, server_default="[]"),
    Column("senders", JSON, nullable=False, server_default="[]"),
)

point_balances = Table(
    "point_balances",
    metadata,
    Column("programme", ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("units", Text, nullable=False),
    Column("source", Text, nullable=False),
)

point_lots = Table(
    "point_lots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("units", Text, nullable=False),
    Column("earned_on", Date, nullable=False),
    Column("expires_on", Date),
)

point_values = Table(
    "point_values",
    metadata,
    Column("programme", ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("value", Text, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("count", Integer, nullable=False, server_default="1"),
    Column("key", Text, unique=True),
)

vouchers = Table(
    "vouchers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("merchant", Text, nullable=False, server_default=""),
    Column("face", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("code", Text, nullable=False, server_default=""),
    Column("symbology", Text, nullable=False, server_default="none"),
    Column("expires_on", Date),
    Column("value_fraction", Text),
    Column("notes", Text, nullable=False, server_default=""),
)

voucher_uses = Table(
    "voucher_uses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("voucher_id", ForeignKey("vouchers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("transaction_id", ForeignKey("transactions.id", ondelete="SET NULL")),
)
