"""Tables of what is decided about paying: planned purchases, predictions of ways that were used, typed usage.

`usage_seen` keeps the counters of a day, so that they need not be counted from the first transaction again; triggers
on the transactions take away what a change made stale.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, Table, Text

from storage.schema import metadata

planned = Table(
    "planned_purchases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("amount", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("merchant", Text, nullable=False, server_default=""),
    Column("category", Text, nullable=False, server_default=""),
    Column("mcc", Text, nullable=False, server_default=""),
    Column("country", Text, nullable=False, server_default=""),
    Column("channel", Text, nullable=False, server_default=""),
    Column("contactless", Boolean),
    Column("done_on", Date),
)

predictions = Table(
    "predictions",
    metadata,
    Column("transaction_id", ForeignKey("transactions.id", ondelete="CASCADE"), primary_key=True),
    Column("option", Text, nullable=False),
    Column("path", JSON, nullable=False),
    Column("currency", Text, nullable=False),
    Column("net", Text, nullable=False),
    Column("reward", Text, nullable=False),
    Column("charge", Integer, nullable=False),
    Column("units", JSON, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("posted", Text),
    Column("posted_on", Date),
)
"""net, reward (money of certain reward lines), posted: in `currency`. charge: minor units of the account."""

openings = Table(
    "usage_openings",
    metadata,
    Column("instrument", Text, primary_key=True),
    Column("counter", Text, primary_key=True),
    Column("category", Text, primary_key=True, server_default=""),
    Column("as_of", Date, nullable=False),
    Column("used", Text, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
)
"""What the issuer says was used of a cap or a rule's counter at the end of a day, and where that was read."""

seen = Table(
    "usage_seen",
    metadata,
    Column("terms", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("counters", JSON, nullable=False),
    info={"recorded": False},
)

_STALE = "DELETE FROM usage_seen WHERE day >= {}.booked_on;"
_FACTS = "account_id, booked_on, amount, status, category_id, transfer_id, payee,\n          mcc, channel"


def _trigger(event: str, name: str, *rows: str) -> str:
    forgets = "\n".join(f"         {_STALE.format(row)}" for row in rows)
    return f"CREATE TRIGGER usage_{name} AFTER {event}\n       ON transactions BEGIN\n{forgets}\n       END"


DDL = (
    _trigger("INSERT", "insert", "new"),
    _trigger("DELETE", "delete", "old"),
    _trigger(f"UPDATE OF {_FACTS}", "update", "old", "new"),
)
