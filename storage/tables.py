"""All tables of the vault, in one place.

Money is an INTEGER of minor units beside its currency; rates and other decimals are TEXT; dates are ISO TEXT.
`info={"recorded": False}` keeps a table out of the change journal. What is derived stands in `derived_tables`; `DDL`
runs after the tables are made: the triggers that note what became stale.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage import loyalty_tables, offer_tables, paying_tables, plan_tables, sharing_tables
from storage.bill_tables import bills, contracts, series, series_merges
from storage.derived_tables import DDL as _DERIVED
from storage.schema import metadata
from storage.terms_tables import commissions, instruments, offers, packs, products, programmes

__all__ = [
    "DDL",
    "bills",
    "commissions",
    "contracts",
    "instruments",
    "loyalty_tables",
    "offer_tables",
    "offers",
    "packs",
    "paying_tables",
    "plan_tables",
    "products",
    "programmes",
    "series",
    "series_merges",
    "sharing_tables",
]

DDL = (*_DERIVED, *paying_tables.DDL)
"""Triggers, in the order they are made."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("institution", Text, nullable=False, server_default=""),
    Column("number", Text, nullable=False, server_default=""),
    Column("opening", Integer, nullable=False, server_default="0"),
    Column("opened_on", Date),
    Column("limit", Integer),
    Column("statement_day", Integer),
    Column("due_days", Integer),
    Column("apr", Text),
    Column("funded_by", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("is_archived", Boolean, nullable=False, server_default="0"),
    Column("notes", Text, nullable=False, server_default=""),
    Column("colour", Integer),
    Column("due_day", Integer),
    Column("minimum_rate", Text),
    Column("minimum_floor", Integer),
    Column("payment", Integer),
    Column("term", Integer),
    Column("first_due_on", Date),
    Column("programme", Text, nullable=False, server_default=""),
    Column("costing", Text, nullable=False, server_default="fifo"),
)

categories = Table(
    "categories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent_id", ForeignKey("categories.id", ondelete="SET NULL")),
    Column("slot", Integer, nullable=False, server_default="0"),
    Column("icon", Text, nullable=False, server_default=""),
    Column("position", Integer, nullable=False, server_default="0"),
    UniqueConstraint("name", "parent_id"),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_hash", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("importer", Text, nullable=False),
    Column("imported_at", Text, nullable=False),
    Column("read", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("matched", Integer, nullable=False),
    Column("transfers", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False),
    Column("closing", Integer),
    Column("closing_on", Date),
)

transfers = Table(
    "transfers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("confidence", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)

rejected_transfers = Table(
    "rejected_transfers",
    metadata,
    Column("first_id", Integer, primary_key=True),
    Column("second_id", Integer, primary_key=True),
)

transactions = Table(
    "transactions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("booked_on", Date, nullable=False),
    Column("value_on", Date),
    Column("amount", Integer, nullable=False),
    Column("payee", Text, nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False, server_default="booked"),
    Column("category_id", ForeignKey("categories.id", ondelete="SET NULL")),
    Column("category_by", Text),
    Column("category_why", Text, nullable=False, server_default=""),
    Column("is_split", Boolean, nullable=False, server_default="0"),
    Column("original_amount", Integer),
    Column("original_currency", Text),
    Column("counterparty", Text),
    Column("mcc", Text),
    Column("notes", Text, nullable=False, server_default=""),
    Column("bank_id", Text),
    Column("key", Text, nullable=False, server_default=""),
    Column("batch_id", ForeignKey("batches.id", ondelete="SET NULL")),
    Column("line", Integer),
    Column("raw", Text),
    Column("transfer_id", ForeignKey("transfers.id", ondelete="SET NULL")),
    Column("folded", Text, nullable=False, server_default=""),
    Column("channel", Text),
    Index("ix_transactions_day", "booked_on"),
    Index(
        "ix_transactions_account",
        *("account_id", "booked_on", "category_id", "transfer_id", "status", "is_split", "amount", "mcc", "channel"),
    ),
    Index("ix_transactions_category", "category_id", "booked_on"),
    Index("ix_transactions_payee", "payee", "booked_on"),
    Index("ix_transactions_amount", "amount"),
    Index("ix_transactions_batch", "batch_id"),
    Index("ix_transactions_transfer", "transfer_id", sqlite_where=text("transfer_id IS NOT NULL")),
)

deleted_lines = Table(
    "deleted_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("booked_on", Date, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("bank_id", Text),
)

splits = Table(
    "splits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transaction_id", ForeignKey("transactions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("category_id", ForeignKey("categories.id", ondelete="SET NULL")),
    Column("amount", Integer, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transaction_id", ForeignKey("transactions.id", ondelete="CASCADE"), index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("file", Text, nullable=False, unique=True),
    Column("key", LargeBinary, nullable=False),
    Column("sealed_sha256", Text, nullable=False),
    Column("bill_id", ForeignKey("bills.id", ondelete="CASCADE"), index=True),
)

tags = Table(
    "tags", metadata, Column("id", Integer, primary_key=True), Column("name", Text, nullable=False, unique=True)
)

transaction_tags = Table(
    "transaction_tags",
    metadata,
    Column("transaction_id", ForeignKey("transactions.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, index=True),
)

rules = Table(
    "rules",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("query", Text, nullable=False),
    Column("category_id", ForeignKey("categories.id", ondelete="CASCADE")),
    Column("payee", Text),
    Column("is_enabled", Boolean, nullable=False, server_default="1"),
    Column("made_on", Date, nullable=False),
    Column("tags", JSON, nullable=False, server_default="[]"),
    Column("parts", JSON, nullable=False, server_default="[]"),
)

learned = Table(
    "learned",
    metadata,
    Column("token", Text, primary_key=True),
    Column("category_id", ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True),
    Column("count", Integer, nullable=False),
)

profiles = Table(
    "profiles",
    metadata,
    Column("layout", Text, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("answers", JSON, nullable=False),
    Column("uses", Integer, nullable=False, server_default="0"),
    Column("about", JSON, nullable=False, server_default="{}"),
)

doubles = Table(
    "doubles",
    metadata,
    Column("known_id", ForeignKey("transactions.id", ondelete="CASCADE"), primary_key=True),
    Column("new_id", ForeignKey("transactions.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("why", Text, nullable=False),
    Column("is_settled", Boolean, nullable=False, server_default="0"),
)

grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Column("once", Boolean, nullable=False, server_default="0"),
    Column("revoked", Text),
)

disclosures = Table(
    "disclosures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("body", LargeBinary),
    Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("grant_id", Integer),
    Column("channel", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("kept_sha256", Text),
    info={"recorded": False},  # a record of what left is never undone
)

rates = Table(
    "rates",
    metadata,
    Column("day", Date, primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("per_euro", Text, nullable=False),
    Column("source", Text, nullable=False),
)

securities = Table(
    "securities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("symbol", Text, nullable=False, server_default=""),
    Column("currency", Text, nullable=False),
)

trades = Table(
    "trades",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("security_id", ForeignKey("securities.id", ondelete="CASCADE"), nullable=False),
    Column("day", Date, nullable=False),
    Column("quantity", Text, nullable=False),
    Column("price", Text, nullable=False),
    Column("fee", Integer, nullable=False, server_default="0"),
    Column("transaction_id", ForeignKey("transactions.id", ondelete="SET NULL")),
)

prices = Table(
    "prices",
    metadata,
    Column("security_id", ForeignKey("securities.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("price", Text, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
)

reconciliations = Table(
    "reconciliations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("closing_on", Date, nullable=False),
    Column("closing", Integer, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("total", Integer, nullable=False, server_default="0"),
)

reconciled = Table(
    "reconciled",
    metadata,
    Column("transaction_id", ForeignKey("transactions.id", ondelete="CASCADE"), primary_key=True),
    Column("reconciliation_id", ForeignKey("reconciliations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("amount", Integer, nullable=False),
    Column("booked_on", Date, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
    CheckConstraint("name <> ''"),
)

dismissed = Table(
    "dismissed",
    metadata,
    Column("key", Text, primary_key=True),
    Column("until", Date),
)

drafts = Table(
    "drafts",
    metadata,
    Column("form", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("content", JSON, nullable=False),
    Column("kept_at", Text, nullable=False),
    info={"recorded": False},  # what is only typed is no record yet
)
