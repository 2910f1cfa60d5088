"""Making, opening and checking a vault: where it lives, the categories it starts with, and who may open it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import func, select

from hub.domain.categories import DEFAULTS
from hub.domain.errors import VaultError, WrongPassphrase
from storage import accounts, journal, keychain, keys, slots
from storage.header import Slot
from storage.keys import Cost
from storage.tables import accounts as accounts_table
from storage.tables import transactions as transactions_table
from storage.vault import Vault

__all__ = ["Slot", "Vault"]

DATABASE = "vault.db"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a vault is: its folder and id, bytes on disk, and how much is in it."""

    folder: Path
    id: str
    size: int
    accounts: int
    transactions: int
    operations: int
    slots: tuple[Slot, ...]


def default_folder() -> Path:
    """Where the person's vault lives unless they say otherwise."""
    return user_data_path("coffer", appauthor=False) / "vault"


def exists(folder: Path) -> bool:
    """Whether a vault, or what is left of one, is in the folder."""
    return (folder / "vault.hdr").exists() or (folder / DATABASE).exists()


def create(folder: Path, passphrase: str, *, kdf: Cost | None = None) -> Vault:
    """A new vault with the starting categories, open. kdf: cost of a guess; None measures this machine."""
    vault = Vault.create(folder, passphrase, kdf=kdf)
    prepare(vault)
    return vault


def open_vault(folder: Path, passphrase: Callable[[], str], *, timings: dict[str, Any] | None = None) -> Vault:
    """Open the vault in a folder: by the keyring where it may, else by the passphrase, asked for only then.

    timings receives the seconds of each phase.
    """
    if not exists(folder):
        raise VaultError("vault_missing", where={"path": str(folder)}, next_step="create_vault")
    header = slots.load(folder, allow_costly=True)
    if any(slot.type == "keyring" for slot in header.slots) and (secret := keychain.secret_of(header.vault_id)):
        try:
            return Vault.open(folder, secret, slot_type="keyring", timings=timings)
        except WrongPassphrase:
            pass  # the keyring holds the secret of a slot that is gone: the passphrase still opens
    return unlock(folder, passphrase(), timings=timings)


def unlock(
    folder: Path, secret: str, *, accept: Collection[str] = (), timings: dict[str, float] | None = None
) -> Vault:
    """Open the vault in a folder by its passphrase, or by its recovery code where the text has the form of one.

    accept: codes of warnings that the person decided to go on in spite of.
    """
    if keys.recovery_secret(secret) is not None:
        try:
            return Vault.open(folder, secret, slot_type="recovery", accept=accept, timings=timings)
        except WrongPassphrase:
            pass  # a passphrase may look like a code
    return Vault.open(folder, secret, accept=accept, timings=timings)


def prepare(vault: Vault) -> None:
    """Put the starting categories into an empty vault."""
    with vault.write("prepare", topics=("categories",), undoable=False) as write:
        for default in DEFAULTS:
            accounts.insert_category(
                write.connection, name=default.code, kind=default.kind, slot=default.slot, icon=default.icon
            )


def facts(vault: Vault) -> Facts:
    """What a vault is and how much is in it."""
    with vault.read() as connection:
        held = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (accounts_table, transactions_table, journal.operations)
        ]
    size = sum(file.stat().st_size for file in vault.folder.iterdir() if file.is_file())
    return Facts(vault.folder, vault.id, size, held[0], held[1], held[2], vault.access.slots)
