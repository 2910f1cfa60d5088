"""The same change of many transactions at once: what it would change, and changing it in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from hub.domain import categorise
from hub.domain.channel import CHANNELS
from hub.domain.errors import LedgerError
from hub.domain.transaction import BY_HAND, STATES, Transaction
from hub.services import backup
from hub.services.ledger import TOPICS
from storage import learned, reconciliations, transactions
from storage.search import folded_text
from storage.vault import Vault

_MANY = 2000
"""Rows from which on a bulk edit teaches nothing: it is a decision about all, not about each."""

_MEETS = frozenset({"status", "booked_on"})
"""Fields by which a row is on a statement."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What shall change; None and empty = stays. sorts: whether category_id (None = to sort) is set."""

    sorts: bool = False
    category_id: int | None = None
    payee: str = ""
    notes: str = ""
    status: str = ""
    channel: str = ""
    booked_on: date | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return self == Edit()

    @property
    def values(self) -> dict[str, Any]:
        """Fields and their new values, without category and tags."""
        wanted = {
            "payee": self.payee.strip(), "notes": self.notes.strip(), "status": self.status, "channel": self.channel,
            "booked_on": self.booked_on,
        }  # fmt: skip
        return {name: value for name, value in wanted.items() if value}


@dataclass(frozen=True, slots=True)
class Preview:
    """How many of the chosen rows change at all, by field; those left alone because they are split or transfers.

    met: how many of those that change were on a reconciled statement, which then no longer fits.
    """

    changed: int
    fields: tuple[tuple[str, int], ...]
    left: int
    rows: tuple[Transaction, ...]
    met: int = 0


def preview(vault: Vault, ids: Sequence[int], edit: Edit, limit: int = 50) -> Preview:
    """What an edit would change; nothing is written. rows: the first that change, as they are now."""
    _check(edit)
    with vault.read() as connection:
        rows = transactions.by_ids(connection, ids)
        tagged = transactions.tags_of(connection, ids) if edit.add_tags or edit.remove_tags else {}
        changes = [(one, _fields(one, edit, tagged.get(one.id, []))) for one in rows]
        moved = [one.id for one, found in changes if not _MEETS.isdisjoint(found)]
        met = len(reconciliations.days_of(connection, moved)) if moved else 0
    names = [name for _one, found in changes for name in found]
    counted = tuple((name, names.count(name)) for name in dict.fromkeys(names))
    changing = [one for one, found in changes if found]
    left = sum(edit.sorts and _is_bound(one) for one in rows)
    return Preview(len(changing), counted, left, tuple(changing[:limit]), met)


def apply(vault: Vault, ids: Sequence[int], edit: Edit) -> int:
    """Change the rows in one step; how many changed."""
    found = preview(vault, ids, edit, limit=len(ids))
    if not found.changed:
        return 0
    chosen = [one.id for one in found.rows]
    backup.before_many(vault, "edit", len(chosen))
    with vault.write("bulk_edit", values={"count": len(chosen)}, topics=TOPICS) as write:
        connection = write.connection
        rows = transactions.by_ids(connection, chosen)
        if edit.values:
            transactions.change(connection, chosen, **edit.values)
        if "payee" in edit.values or "notes" in edit.values:
            _fold(connection, rows, edit)
        if edit.sorts:
            _sort(connection, [one for one in rows if not _is_bound(one)], edit.category_id)
        for name in _clean(edit.add_tags):
            transactions.add_tag(connection, chosen, name)
        for name in _clean(edit.remove_tags):
            transactions.remove_tag(connection, chosen, name)
    return len(chosen)


def _fields(one: Transaction, edit: Edit, tags: Sequence[str]) -> list[str]:
    found = [name for name, value in edit.values.items() if getattr(one, name) != value]
    if edit.sorts and not _is_bound(one) and one.category_id != edit.category_id:
        found.append("category")
    if not set(_clean(edit.add_tags)) <= set(tags) or set(_clean(edit.remove_tags)) & set(tags):
        found.append("tags")
    return found


def _is_bound(one: Transaction) -> bool:
    """Split rows and moves between own accounts have no category of their own."""
    return one.is_split or one.transfer_id is not None


def _fold(connection: Connection, rows: Sequence[Transaction], edit: Edit) -> None:
    for one in rows:
        payee, notes = edit.values.get("payee", one.payee), edit.values.get("notes", one.notes)
        transactions.change(connection, [one.id], folded=folded_text(payee, one.description, notes))


def _sort(connection: Connection, rows: Sequence[Transaction], category_id: int | None) -> None:
    by = None if category_id is None else BY_HAND
    ids = [one.id for one in rows]
    transactions.change(connection, ids, category_id=category_id, category_by=by, category_why="")
    if len(rows) < _MANY and category_id is not None:
        for one in rows:
            learned.add(connection, categorise.learning(f"{one.payee} {one.description}", one.amount, category_id))


def _clean(names: Sequence[str]) -> list[str]:
    return [name for one in names if (name := one.strip().lstrip("#"))]


def _check(edit: Edit) -> None:
    if edit.status and edit.status not in STATES:
        raise LedgerError("unknown_status", where={"field": "status"}, status=edit.status, known=list(STATES))
    if edit.channel and edit.channel not in CHANNELS:
        raise LedgerError("unknown_channel", where={"field": "channel"}, known=list(CHANNELS))
