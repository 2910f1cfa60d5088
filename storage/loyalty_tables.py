"""Tables of loyalty and of stored value: memberships, balances and values of points, messages, vouchers; keys of packs.

Units of points and values of a unit are decimals as TEXT, because programmes pay in fractions; money is minor units.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, LargeBinary, Table, Text

from storage.schema import metadata


def _programme(*, is_key: bool = False) -> Column[str]:
    """The column of the programme that a row belongs to."""
    target = ForeignKey("programmes.id", ondelete="CASCADE")
    return Column("programme", Text, target, primary_key=is_key, nullable=False, index=not is_key)


memberships = Table(
    "memberships",
    metadata,
    _programme(is_key=True),
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
    _programme(is_key=True),
    Column("day", Date, primary_key=True),
    Column("units", Text, nullable=False),
    Column("source", Text, nullable=False),
)

point_lots = Table(
    "point_lots",
    metadata,
    Column("id", Integer, primary_key=True),
    _programme(),
    Column("units", Text, nullable=False),
    Column("earned_on", Date, nullable=False),
    Column("expires_on", Date),
)

point_values = Table(
    "point_values",
    metadata,
    _programme(is_key=True),
    Column("day", Date, primary_key=True),
    Column("value", Text, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    _programme(),
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
    info={"recorded": False},  # a key taken back would orphan what was signed with it
)
