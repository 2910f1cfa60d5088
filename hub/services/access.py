"""The ways to open a vault: passphrase, recovery code, the system's keyring, and a new key for all of them."""

from __future__ import annotations

import hmac
from pathlib import Path

from hub.domain.errors import VaultError, WrongPassphrase
from hub.domain.progress import Progress, silent
from hub.services import backup, vaults
from storage import keychain, keys, rotation, slots
from storage.bundles import Bundle
from storage.header import Slot
from storage.keys import Cost
from storage.vault import Vault

__all__ = ["Slot"]

TOPICS = ("access",)


def change_passphrase(vault: Vault, old: str, new: str, *, kdf: Cost | None = None) -> list[Bundle]:
    """Replace a passphrase, in the vault and in all backups that can be reached; the backups that can't.

    kdf: cost of a guess; None measures this machine. Copies elsewhere still open with the old one: against that
    helps only `rotate`.
    """
    vaults.refuse_too_long(new)
    vault.access.change_passphrase(old, new, kdf=kdf)
    return backup.renew_headers(vault)


def prove(vault: Vault, passphrase: str) -> None:
    """WrongPassphrase unless a text is a passphrase of an open vault: before what can't be undone."""
    known = (slot for slot in vault.access.slots if slot.type == "passphrase")
    if all(slots.open_slot(slot, vault.id, passphrase) is None for slot in known):
        raise WrongPassphrase("wrong_passphrase")


def new_recovery_code() -> str:
    """A new code, for the person to write down or print; it opens nothing before `keep_recovery_code`."""
    return keys.new_recovery_code()


def check_retyped(code: str, retyped: str) -> None:
    """VaultError "retyped_wrong" unless a code was typed again as it is; hyphens and small letters don't matter."""
    meant, typed = keys.recovery_secret(code), keys.recovery_secret(retyped)
    if meant is None or typed is None or not hmac.compare_digest(meant, typed):
        raise VaultError("retyped_wrong", next_step="type_again")


def keep_recovery_code(vault: Vault, code: str, retyped: str) -> Slot:
    """Let a code open the vault, after the person typed it once from their paper; former codes open no longer."""
    check_retyped(code, retyped)
    former = [slot.id for slot in vault.access.slots if slot.type == "recovery"]
    slot = vault.access.add("recovery", code)
    for slot_id in former:
        vault.access.remove(slot_id)
    backup.renew_headers(vault)
    return slot


def remove_slot(vault: Vault, slot_id: str) -> None:
    """Close one way into the vault; the last one stays (VaultError "last_slot")."""
    chosen = next((slot for slot in vault.access.slots if slot.id == slot_id), None)
    if chosen is None:
        raise VaultError("no_such_slot", slot=slot_id)
    if chosen.type == "keyring" and len(vault.access.slots) > 1:
        keychain.forget(vault.access)
    else:
        vault.access.remove(slot_id)
    backup.renew_headers(vault)


def has_recovery_code(vault: Vault) -> bool:
    """Whether a recovery code opens the vault."""
    return any(slot.type == "recovery" for slot in vault.access.slots)


def is_keyring_available() -> bool:
    """Whether this system has a keyring that may be trusted; asking may take five seconds."""
    return keychain.is_available()


def keyring_state(vault: Vault) -> str:
    """How the system's keyring stands: ready, absent, locked, hanging or failing; asking may take five seconds."""
    return keychain.state(vault.id)


def is_keyring_on(vault: Vault) -> bool:
    """Whether the keyring opens the vault."""
    return any(slot.type == "keyring" for slot in vault.access.slots)


def switch_keyring(vault: Vault, *, is_on: bool, label: str = "") -> None:
    """Let the system's keyring open the vault, or no longer. Any program of the same person can then ask for the key.

    VaultError "keyring_unavailable" leaves everything as it was.
    """
    if is_on:
        keychain.remember(vault.access, label)
        vaults.note_typed(vault)
    else:
        keychain.forget(vault.access)


def rotate(
    folder: Path,
    secret: str,
    *,
    slot_type: str = "passphrase",
    new_passphrase: str,
    recovery_code: str = "",
    retyped: str = "",
    kdf: Cost | None = None,
    progress: Progress = silent,
) -> Bundle:
    """Give a closed vault a new key, after a verified backup; the backup.

    It then opens with the new passphrase and the new recovery code only. Backups from before keep their old key.
    """
    vaults.refuse_too_long(new_passphrase)
    if recovery_code:
        check_retyped(recovery_code, retyped)
    return rotation.rotate(
        folder,
        secret,
        slot_type=slot_type,
        new_passphrase=new_passphrase,
        recovery_code=recovery_code,
        kdf=kdf,
        progress=progress,
    )
