"""Changes of a whole vault that are cut off: bringing an old one up, giving it a new key, making one."""

from __future__ import annotations

import resource
from pathlib import Path

from killing import Tell

from hub.domain.errors import VaultError
from storage import keys, rotation
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


def make_on_a_small_disk(folder: Path, limit: int, tell: Tell) -> None:
    """Make a vault where no file may be larger than so many bytes; tells the error."""
    tell("open")
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        Vault.create(folder, "a b c", kdf=keys.FLOOR).close()
    except VaultError as error:
        tell(error.code)
