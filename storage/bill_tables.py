"""The tables of bills: what the person said about series, contracts, and bills that were typed or read from files."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.schema import metadata

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("payee", Text, nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("category_id", ForeignKey("categories.id", ondelete="SET NULL")),
    Column("every", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("state", Text, nullable=False),
    UniqueConstraint("key", "account_id", "every", "unit"),
)

bills = Table(
    "bills",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("biller", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL")),
    Column("series_key", Text),
    Column("category_id", ForeignKey("categories.id", ondelete="SET NULL")),
    Column("state", Text, nullable=False),
    Column("transaction_id", ForeignKey("transactions.id", ondelete="SET NULL")),
    Column("notes", Text, nullable=False, server_default=""),
    Column("is_estimate", Boolean, nullable=False, server_default="0"),
    Column("amount_most", Integer),
    Column("is_autopay", Boolean, nullable=False, server_default="0"),
    Column("instrument_id", Text),
    Column("iban", Text, nullable=False, server_default=""),
    Column("bic", Text, nullable=False, server_default=""),
    Column("reference", Text, nullable=False, server_default=""),
    Column("remind_on", Date),
    Index("ix_bills_due", "due_on"),
)

series_merges = Table(
    "series_merges",
    metadata,
    Column("key", Text, primary_key=True),
    Column("into_key", Text, nullable=False),
)

contracts = Table(
    "contracts",
    metadata,
    Column("series_key", Text, primary_key=True),
    Column("began_on", Date),
    Column("term_ends_on", Date),
    Column("notice_days", Integer, nullable=False, server_default="0"),
    Column("renews_months", Integer, nullable=False, server_default="0"),
    Column("trial_ends_on", Date),
    Column("cancelled_on", Date),
    Column("is_autopay", Boolean, nullable=False, server_default="0"),
    Column("instrument_id", ForeignKey("instruments.id", ondelete="SET NULL")),
    Column("notes", Text, nullable=False, server_default=""),
)
