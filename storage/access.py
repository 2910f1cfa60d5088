"""Who may open the vault: its slots, changed without touching the data."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Self

from hub.domain.errors import VaultDamaged, VaultError, WrongPassphrase
from storage import header, keys, slots
from storage.header import Header, Slot
from storage.keys import Cost


class Access:
    """The vault key in use, and the header that wraps it. on_change is told the number of each header written."""

    def __init__(self, folder: Path, header: Header, vault_key: bytearray) -> None:
        self.folder = folder
        self.header = header
        self.on_change: Callable[[int], None] = lambda _gen: None
        self._key = vault_key

    @classmethod
    def new(cls, folder: Path, passphrase: str, cost: Cost | None, label: str) -> Self:
        """A new vault key with one passphrase; nothing is written yet."""
        vault_key, vault_id = keys.new_vault_key(), secrets.token_hex(keys.SALT_BYTES)
        slot = slots.new_slot(vault_id, "passphrase", passphrase, vault_key, cost, label)
        header = Header(vault_id, 1, "coffer", secrets.token_bytes(keys.SALT_BYTES), (slot,))
        return cls(folder, header, vault_key)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The ways to open this vault."""
        return self.header.slots

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, derived from the vault key."""
        if not any(self._key):
            raise VaultError("vault_closed", where={"path": str(self.folder)})
        return keys.subkey(self._key, purpose)

    def key_copy(self) -> bytearray:
        """A copy of the vault key, for another holder to wipe."""
        return bytearray(self._key)

    def database_key(self) -> str:
        """The key literal for the database."""
        return keys.database_key(self._key, self.header.db_salt)

    def header_file(self) -> bytes:
        """The bytes of a header file with the header in use."""
        return header.compose(self.header, self._key)

    def is_authentic(self, other: Header) -> bool:
        """Whether another header belongs to this vault and was written under the same vault key."""
        return other.vault_id == self.header.vault_id and header.is_authentic(other, self._key)

    def store(self) -> None:
        """Write the header as it is."""
        self.header = slots.store(self.folder, self.header, self._key)

    def add(self, slot_type: str, secret: str, *, kdf: Cost | None = None, label: str = "") -> Slot:
        """Add a way to open this vault: a "passphrase", a "recovery" code, the "keyring" value in hex."""
        slot = slots.new_slot(self.header.vault_id, slot_type, secret, self._key, kdf, label)
        self._replace((*self.slots, slot))
        return slot

    def remove(self, slot_id: str) -> None:
        """Remove a way to open this vault; the last one stays."""
        left = tuple(slot for slot in self.slots if slot.id != slot_id)
        if not left:
            raise VaultError("last_slot")
        self._replace(left, is_final=True)

    def change_passphrase(self, old: str, new: str, *, kdf: Cost | None = None) -> None:
        """Replace a passphrase. Copies of the old header, in backups too, still open with the old one."""
        known = (slot for slot in self.slots if slot.type == "passphrase")
        replaced = next((slot for slot in known if slots.open_slot(slot, self.header.vault_id, old) is not None), None)
        if replaced is None:
            raise WrongPassphrase("wrong_passphrase")
        added = self.add("passphrase", new, kdf=kdf, label=replaced.label)
        on_disk = next(slot for slot in self.slots if slot.id == added.id)
        if slots.open_slot(on_disk, self.header.vault_id, new) != self._key:
            raise VaultDamaged("header_not_written", where={"path": str(self.folder)})
        self.remove(replaced.id)

    def forget(self) -> None:
        """Wipe the key."""
        keys.wipe(self._key)

    def _replace(self, new_slots: tuple[Slot, ...], *, is_final: bool = False) -> None:
        changed = replace(self.header, gen=self.header.gen + 1, slots=new_slots)
        self.header = slots.store(self.folder, changed, self._key, is_final=is_final)
        self.on_change(changed.gen)
