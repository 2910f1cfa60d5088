"""Offers matched to own spending and kept so for as long as the vault is open: a change touches what it concerns.

What changed is read from the journal; where it does not tell, or tells of too much, everything is matched anew.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection

from hub.domain.memory import no_collection
from hub.domain.offer_watch import Watched
from hub.domain.offers import Offer, OfferMatch, offer_of
from hub.services.offering import person as own
from storage import changes, journal
from storage import offers as rows
from storage.changes import Changes
from storage.vault import Vault

_NAME, _TURN = "offers", "offers turn"
_TOPICS = ("transactions", "offers", "terms", "settings", "accounts")
_COLUMNS = {
    "transactions": ("id", "payee"), "offers": ("id",), "commissions": ("offer_id",),
}  # fmt: skip
_WHOLE = frozenset({"accounts", "settings"})
"""Tables whose change may concern every payment."""
_PERSON = frozenset({"instruments", "products", "programmes", "offer_lives"})


class OfferView(NamedTuple):
    """An offer with whether it fits this person, what the person did with it, and what its source is paid for it."""

    match: OfferMatch
    state: str
    commission: Mapping[str, Any] | None

    @property
    def offer(self) -> Offer:
        """The offer itself."""
        return self.match.offer


@dataclass(slots=True)
class _Kept:
    """What was matched as of an operation and a day. states: of the offers that the person decided about."""

    operation: int
    today: date
    watched: Watched[OfferView]
    states: dict[str, str]
    told: dict[str, dict[str, Any]]


def matched(vault: Vault, today: date) -> list[OfferView]:
    """Every offer against own spending, those that fit first; commission plays no part in the order."""
    with vault.kept.setdefault(_TURN, threading.Lock()):
        kept: _Kept | None = vault.kept.get(_NAME)
        if kept is None or kept.today != today or not _is_brought_up(vault, kept):
            with no_collection():
                kept = vault.kept[_NAME] = _whole(vault, today)
        return kept.watched.shown.copy()


def forget(vault: Vault) -> None:
    """Keep nothing: the next look matches everything."""
    vault.kept.pop(_NAME, None)


def _whole(vault: Vault, today: date) -> _Kept:
    with vault.read() as connection:
        operation, _hash = journal.head(connection)
        book = own.book_of(vault, today, is_kept=True)
        states, told = rows.states(connection), rows.commissions_of(connection)
        found = [offer_of(document) for document in rows.documents(connection)]

    def shape(match: OfferMatch) -> OfferView:
        return OfferView(match, states.get(match.offer.id, "seen"), told.get(match.offer.id))

    return _Kept(operation, today, Watched(book, found, shape), states, told)


def _is_brought_up(vault: Vault, kept: _Kept) -> bool:
    """Bring what is kept to the newest state of the vault; whether that could be done."""
    with vault.read() as connection:
        operation, _hash = journal.head(connection)
        if operation == kept.operation:
            return True
        found = changes.since(connection, kept.operation, _COLUMNS, _TOPICS) if operation > kept.operation else None
        if found is None or found.tables & _WHOLE:
            return False
        if found.tables & _PERSON:
            kept.watched.serve(own.person_in(vault, connection))
        if "offer_lessons" in found.tables:
            kept.watched.relearn(own.lessons(connection))
        _renew(connection, kept, found)
        kept.watched.spend(_spent(connection, found, kept.today))
        kept.operation = operation
    return True


def _renew(connection: Connection, kept: _Kept, found: Changes) -> None:
    """Offers that came, changed or went, with what was decided about them."""
    ids = {*_values(found, "offers", "id"), *_values(found, "commissions", "offer_id")}
    if not ids:
        return
    for one in ids:
        kept.states.pop(one, None)
        kept.told.pop(one, None)
    kept.states.update(rows.states(connection, ids))
    kept.told.update(rows.commissions_of(connection, ids))
    there = [offer_of(document) for document in rows.documents(connection, ids)]
    kept.watched.remove(ids - {one.id for one in there})
    kept.watched.put(there)


def _spent(connection: Connection, found: Changes, today: date) -> Mapping[str, Sequence[int]]:
    """What is spent now with the payees that changes touched."""
    ids = _values(found, "transactions", "id")
    payees = own.payees_in(connection, ids, found.batches) | set(_values(found, "transactions", "payee"))
    return own.spending_at(connection, today, payees) if payees else {}


def _values(found: Changes, table: str, column: str) -> Collection[Any]:
    return found.values.get((table, column), frozenset())
