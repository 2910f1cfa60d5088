"""Tables of what others hold or send: the register of companies, connections to banks, files of catalogues."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, Table, Text

from storage.schema import metadata

held_facts = Table(
    "held_facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("company", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("given_on", Date),
    Column("expires_on", Date),
    Column("ended_on", Date),
    Column("contact", Text, nullable=False, server_default=""),
    Column("notes", Text, nullable=False, server_default=""),
)

bank_connections = Table(
    "bank_connections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("access_url", Text, nullable=False),
    Column("claimed_at", Text, nullable=False),
    Column("fetched_at", Text),
    info={"recorded": False},  # a key that was removed must not stay in the journal
)

catalogue_files = Table(
    "catalogue_files",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("region", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("issued_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("checked_at", Text, nullable=False),
    Column("is_scheduled", Boolean, nullable=False, server_default="0"),
    Column("host", Text, nullable=False, server_default=""),
    Column("tried_at", Text),
    Column("trouble", Text, nullable=False, server_default=""),
    info={"recorded": False},  # fetched as it is, not typed
)
