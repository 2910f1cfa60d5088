"""Making and opening a vault: the categories it starts with, and where it lives."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

from hub.domain.categories import DEFAULTS
from storage import accounts
from storage.vault import Vault

DATABASE = "vault.db"


def default_folder() -> Path:
    """Where the person's vault lives unless they say otherwise."""
    return user_data_path("coffer", appauthor=False) / "vault"


def exists(folder: Path) -> bool:
    """Whether a vault, or what is left of one, is in the folder."""
    return (folder / "vault.hdr").exists() or (folder / DATABASE).exists()


def create(folder: Path, passphrase: str) -> Vault:
    """A new vault with the starting categories, open."""
    vault = Vault.create(folder, passphrase)
    prepare(vault)
    return vault


def prepare(vault: Vault) -> None:
    """Put the starting categories into an empty vault."""
    with vault.write("prepare", topics=("categories",), undoable=False) as write:
        for default in DEFAULTS:
            accounts.insert_category(
                write.connection, name=default.code, kind=default.kind, slot=default.slot, icon=default.icon
            )
