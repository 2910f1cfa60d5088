"""How a vault comes to be open: made, unlocked, or filled with the sample household. Runs on workers.

The services are imported inside: they are heavy, and the window shows before them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hub.domain.progress import Progress
from hub.services.closed_vault import is_used

if TYPE_CHECKING:
    from hub.services.vaults import Vault


def free_beside(folder: Path) -> Path:
    """The folder itself where no vault is, else the first free one beside it ("vault 2")."""
    found, number = folder, 2
    while is_used(found):
        found, number = folder.with_name(f"{folder.name} {number}"), number + 1
    return found


def create(folder: Path, passphrase: str) -> Vault:
    """A new vault, as slow to guess as this computer allows."""
    from hub.services import vaults

    return vaults.create(folder, passphrase)


def made(
    create_vault: Callable[[Path, str], Vault], folder: Path, passphrase: str, looks: Mapping[str, object]
) -> Vault:
    """A new vault with the look that was chosen on the welcome screen."""
    from hub.services import settings

    vault = create_vault(folder, passphrase)
    settings.change(vault, **looks)
    return vault


def opened(folder: Path, passphrase: str, accepted: frozenset[str]) -> Vault:
    """The vault of a folder, by passphrase or recovery code.

    accepted: codes of warnings that the person goes on in spite of.
    """
    from hub.services import vaults

    return vaults.unlock(folder, passphrase, accept=accepted)


def opened_by_code(folder: Path, code: str, accepted: frozenset[str]) -> Vault:
    """The vault of a folder, by its recovery code."""
    from hub.services import vaults

    return vaults.unlock_by_code(folder, code, accept=accepted)


def opened_by_keyring(folder: Path, accepted: frozenset[str]) -> Vault:
    """The vault of a folder, by what the system's keyring holds."""
    from hub.services import vaults

    return vaults.open_by_keyring(folder, accept=accepted)


def sampled(today: date, progress: Progress) -> Vault:
    """A vault in memory with the sample household; gone when it is closed."""
    from hub.services import demo, vaults

    vault = vaults.Vault.in_memory()
    vaults.prepare(vault)
    demo.load(vault, today, progress)
    return vault


def looked_after(vault: Vault, progress: Progress) -> None:
    """Make today's backup if it is time (a failure is kept for the reminder), then remove receipts nobody can reach.

    In this order, so that the day's backup still holds what is removed.
    """
    from hub.services import attachments, backup

    backup.daily(vault, progress)
    attachments.tidy(vault)


def warm() -> None:
    """Import what the first screens need while the person reads or types."""
    for name in (
        "hub.services.vaults",
        "ui.frame.inside",
        "ui.screens.today",
        "babel.dates",
        "hub.services.imports",
        "hub.services.demo",
        "ui.consent",
        "ui.transactions.inspecting",
        "ui.screens.bring",
    ):
        importlib.import_module(name)
    from hub.services import foreseeing

    foreseeing.load_readers()
