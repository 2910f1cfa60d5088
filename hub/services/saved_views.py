"""Searches that the person keeps under a name; in the vault, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.domain.errors import LedgerError
from hub.domain.search import parse
from hub.domain.text import fold
from storage import settings
from storage.vault import Vault

_KEPT = "views.transactions"
LONGEST = 60
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A search with its name."""

    name: str
    query: str


def listed(vault: Vault) -> list[SavedView]:
    """Every saved view in its order."""
    with vault.read() as connection:
        kept = settings.get(connection, _KEPT)
    return [SavedView(one["name"], one["query"]) for one in kept or []]


def find(vault: Vault, name: str) -> SavedView:
    """One view by its name, however it is written; LedgerError "no_such_view" with the known ones."""
    known = listed(vault)
    found = next((one for one in known if fold(one.name) == fold(name)), None)
    if found is None:
        raise LedgerError("no_such_view", where={"view": name}, known=[one.name for one in known])
    return found


def save(vault: Vault, name: str, query: str, today: date) -> SavedView:
    """Keep a search under a name; one of the same name is replaced. QueryError where it is not understood."""
    made = SavedView(" ".join(name.split())[:LONGEST], query.strip())
    if not made.name:
        raise LedgerError("view_without_name", where={"field": "name"})
    parse(made.query, today)
    known = listed(vault)
    at = next((at for at, one in enumerate(known) if fold(one.name) == fold(made.name)), len(known))
    _write(vault, "save_view", made.name, [*known[:at], made, *known[at + 1 :]])
    return made


def remove(vault: Vault, name: str) -> SavedView:
    """Forget a view."""
    gone = find(vault, name)
    _write(vault, "remove_view", gone.name, [one for one in listed(vault) if one != gone])
    return gone


def _write(vault: Vault, operation: str, name: str, views: list[SavedView]) -> None:
    with vault.write(operation, values={"view": name}, topics=("views",)) as write:
        settings.put(write.connection, _KEPT, [{"name": one.name, "query": one.query} for one in views])
