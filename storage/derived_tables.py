"""Tables that say again, in another order, what the transactions say: sums of months, texts in blocks, series found.

Triggers only note what has become stale (an account's month, a block of texts, a payee); `storage.derived` works out
those parts anew before the write is committed, so that no drift can build up. The change journal leaves these tables
out, and a backup's figures too: they can be made again from the transactions at any time.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, Table, Text

from storage.schema import metadata

_DERIVED = {"recorded": False}

UNSPLIT, SPLIT, PART, MOVED, TOTAL, FEE = range(6)
"""Kinds of sums: transactions without parts, those with parts as a whole, the parts, moves between own accounts, all
transactions of an account in a month (category 0), and the fees of moves, which are spending."""

months = Table(
    "derived_months",
    metadata,
    Column("kind", Integer, primary_key=True),
    Column("account_id", Integer, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("category_id", Integer, primary_key=True),
    Column("whole_id", Integer, primary_key=True),
    Column("out_high", Integer, nullable=False),
    Column("out_low", Integer, nullable=False),
    Column("in_high", Integer, nullable=False),
    Column("in_low", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
    info=_DERIVED,
)
"""Sums by account, month ("2026-03"), kind and category (0 for none), without what is merely expected.

whole_id: the category that the whole transaction of a part has, else that of the transaction itself. The sums of
what went out and came in are kept in two halves, see `storage.exact`.
"""

stale_months = Table(
    "derived_months_stale",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("month", Text, primary_key=True),
    sqlite_with_rowid=False,
    info=_DERIVED,
)

fees = Table(
    "derived_fees",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("booked_on", Date, primary_key=True),
    Column("transaction_id", Integer, primary_key=True, index=True),
    Column("transfer_id", Integer, nullable=False, index=True),
    Column("amount", Integer, nullable=False),
    Column("category_id", Integer, nullable=False),
    sqlite_with_rowid=False,
    info=_DERIVED,
)
"""What moves between own accounts cost (see `hub.domain.chains.fee_of`), by the row that paid it; amount: negative,
minor units; category_id: that of fees, 0 where there is none."""

stale_moves = Table("derived_moves_stale", metadata, Column("transfer_id", Integer, primary_key=True), info=_DERIVED)

texts = Table(
    "derived_texts",
    metadata,
    Column("block", Integer, primary_key=True),
    Column("stamp", Integer, nullable=False),
    Column("ids", Text, nullable=False),
    Column("body", Text, nullable=False),
    info=_DERIVED,
)
"""The folded texts of 256 transactions at a time (block = id / 256), and their ids in the same order.

stamp: a random number that changes with the content, so that a reader knows what it has read already.
"""

stale_texts = Table("derived_texts_stale", metadata, Column("block", Integer, primary_key=True), info=_DERIVED)

series = Table(
    "derived_series",
    metadata,
    Column("bucket", Text, primary_key=True),
    Column("found", Text, nullable=False),
    info=_DERIVED,
)
"""What recurs among payees whose names start alike, as JSON of `hub.domain.bill.Series`."""

payees = Table(
    "derived_payees",
    metadata,
    Column("payee", Text, primary_key=True),
    Column("bucket", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
    info=_DERIVED,
)

flows = Table(
    "derived_flows",
    metadata,
    Column("account_id", Integer, primary_key=True),
    Column("month", Text, primary_key=True),
    Column("days", Text, nullable=False),
    Column("moved", Text, nullable=False),
    sqlite_with_rowid=False,
    info=_DERIVED,
)
"""What a month did to an account, as JSON: days [[day, sum without moves]], moved [[day, amount, transfer]].

A row that is missing is worked out when it is asked for; a write to the month takes it away.
"""

backtests = Table(
    "derived_backtests",
    metadata,
    Column("accounts", Text, primary_key=True),
    Column("stamp", Text, nullable=False),
    Column("content", Text, nullable=False),
    info=_DERIVED,
)
"""How wrong past forecasts of accounts that belong together would have been; stamp: a digest of what it is made of."""

stale_payees = Table(
    "derived_payees_stale", metadata, Column("payee", Text, primary_key=True), sqlite_with_rowid=False, info=_DERIVED
)


def _noted(event: str, name: str, *rows: str) -> str:
    """A trigger that notes what an event on transactions makes stale in the rows it touches ("old", "new").

    ON CONFLICT, not OR IGNORE: the action of a foreign key that sets a trigger off overrides the latter.
    """
    notes = {
        "month": "INSERT INTO derived_months_stale VALUES ({0}.account_id, substr({0}.booked_on, 1, 7))",
        "text": "INSERT INTO derived_texts_stale VALUES ({0}.id >> 8)",
        "payee": "INSERT INTO derived_payees_stale VALUES ({0}.payee)",
    }
    kinds = [name] if name in notes else list(notes)
    body = "\n".join(f"         {notes[kind].format(row)} ON CONFLICT DO NOTHING;" for row in rows for kind in kinds)
    return f"CREATE TRIGGER derived_{name} AFTER {event}\n       ON transactions BEGIN\n{body}\n       END"


def _move(event: str, name: str, *rows: str) -> str:
    """A trigger that notes the moves whose fee an event on transactions may change."""
    body = "\n".join(
        f"""         INSERT INTO derived_moves_stale SELECT {row}.transfer_id WHERE {row}.transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;"""
        for row in rows
    )
    some = " OR ".join(f"{row}.transfer_id IS NOT NULL" for row in rows)
    head = f"CREATE TRIGGER derived_move_{name} AFTER {event}\n       ON transactions WHEN {some} BEGIN"
    return f"{head}\n{body}\n       END"


def _fee_category(event: str, name: str, *rows: str) -> str:
    """A trigger that notes all moves with a fee when the category of fees comes or goes."""
    some = " OR ".join(f"{row}.name = 'fees'" for row in rows)
    noted = "INSERT INTO derived_moves_stale SELECT transfer_id FROM derived_fees WHERE true ON CONFLICT DO NOTHING"
    return f"CREATE TRIGGER derived_fees_{name} AFTER {event} ON categories WHEN {some} BEGIN\n{noted};\n       END"


def _parts(event: str, row: str) -> str:
    found = f"SELECT account_id, substr(booked_on, 1, 7) FROM transactions WHERE id = {row}.transaction_id"  # noqa: S608 - constants only
    return f"""CREATE TRIGGER derived_parts_{event.lower()} AFTER {event} ON splits BEGIN
         INSERT INTO derived_months_stale
         {found}
         ON CONFLICT DO NOTHING;
       END"""


DDL = (
    _noted("INSERT", "insert", "new"),
    _noted("DELETE", "delete", "old"),
    _noted(
        "UPDATE OF account_id, booked_on, amount, status, category_id, is_split, transfer_id", "month", "old", "new"
    ),
    _noted("UPDATE OF folded", "text", "new"),
    _noted("UPDATE OF account_id, booked_on, amount, status, category_id, transfer_id, payee", "payee", "old", "new"),
    _parts("INSERT", "new"),
    _parts("DELETE", "old"),
    _parts("UPDATE", "new"),
    """CREATE TRIGGER derived_currency AFTER UPDATE OF currency ON accounts WHEN old.currency <> new.currency BEGIN
         INSERT INTO derived_payees_stale SELECT payee FROM transactions WHERE account_id = new.id
         ON CONFLICT DO NOTHING;
       END""",
    _move("INSERT", "insert", "new"),
    _move("DELETE", "delete", "old"),
    _move(
        "UPDATE OF account_id, booked_on, amount, status, transfer_id, payee,\n          description",
        "update",
        "old",
        "new",
    ),
    """CREATE TRIGGER derived_move_currency AFTER UPDATE OF currency ON accounts WHEN old.currency <> new.currency BEGIN
         INSERT INTO derived_moves_stale
         SELECT transfer_id FROM transactions WHERE account_id = new.id AND transfer_id IS NOT NULL
         ON CONFLICT DO NOTHING;
       END""",
    _fee_category("INSERT", "insert", "new"),
    _fee_category("DELETE", "delete", "old"),
    _fee_category("UPDATE OF name", "rename", "old", "new"),
)
"""The triggers; a row's own id never changes, nor the transaction that a part belongs to."""
