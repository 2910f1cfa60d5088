"""What is being typed survives a lock: it waits in the vault, encrypted as everything else, and is no step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from hub.domain.draft import Draft
from storage import drafts as rows
from storage.vault import Vault

LONGEST = 1_000_000
"""Characters of JSON of one draft; a longer one is not kept."""


def keep(vault: Vault, drafts: Sequence[Draft]) -> None:
    """Put drafts into the vault before it is locked."""
    now = datetime.now(UTC)
    with vault.aside() as connection:
        for draft in drafts:
            rows.put(connection, draft, now)


def take(vault: Vault) -> list[Draft]:
    """The drafts that wait, the oldest first; from now on they are in the hands of their forms."""
    with vault.aside() as connection:
        return rows.taken(connection)
