"""The two changes of a whole vault that are killed: bringing an old one up, and giving it a new key."""

from __future__ import annotations

from pathlib import Path

from killing import Tell

from storage import rotation
from storage.vault import Vault


def migrate(folder: Path, secret: str, slot_type: str, tell: Tell) -> None:
    """Open a vault of an older version."""
    tell("open")
    Vault.open(folder, secret, slot_type=slot_type).close()
    tell("end")


def rotate(folder: Path, passphrase: str, new_passphrase: str, tell: Tell) -> None:
    """Replace the vault key."""
    tell("open")
    rotation.rotate(folder, passphrase, new_passphrase=new_passphrase)
    tell("end")
