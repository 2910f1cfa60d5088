"""Slots: making them, opening them, and the header file on disk.

A slot is one way in. Every slot wraps the same vault key, so a new passphrase rewrites the header only.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from hub.domain.errors import VaultDamaged, VaultError, WrongPassphrase
from storage import atomic, header, keys
from storage.header import Header, Slot
from storage.keys import Cost

HEADER = "vault.hdr"
PREVIOUS = "vault.hdr.1"


def new_slot(vault_id: str, slot_type: str, secret: str, vault_key: bytearray, cost: Cost | None, label: str) -> Slot:
    """A slot that opens with a secret: a passphrase, a recovery code, or the keyring's value in hex.

    cost is for passphrases only; None calibrates it for this machine (about two seconds).
    """
    slot_id, salt = secrets.token_hex(4), secrets.token_bytes(keys.SALT_BYTES)
    if slot_type == "passphrase":
        if not secret:
            raise VaultError("passphrase_empty")
        cost = cost or keys.calibrate()
    wrapping_key = _wrapping_key(slot_type, secret, salt, cost)
    if wrapping_key is None:
        raise VaultError("secret_mistyped", slot_type=slot_type)
    nonce, wrapped = keys.wrap(wrapping_key, vault_key, header.slot_binding(vault_id, slot_id, slot_type, cost, salt))
    keys.wipe(wrapping_key)
    created = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Slot(slot_id, slot_type, created, label, cost, salt, nonce, wrapped)


def open_slot(slot: Slot, vault_id: str, secret: str) -> bytearray | None:
    """The vault key, or None when the secret does not open this slot."""
    wrapping_key = _wrapping_key(slot.type, secret, slot.salt, slot.cost)
    if wrapping_key is None:
        return None
    bound = header.slot_binding(vault_id, slot.id, slot.type, slot.cost, slot.salt)
    vault_key = keys.unwrap(wrapping_key, slot.nonce, slot.wrapped, bound)
    keys.wipe(wrapping_key)
    return vault_key


def unlock(known: Header, slot_type: str, secret: str) -> bytearray:
    """The vault key; WrongPassphrase when no slot of the type opens, VaultDamaged when the header was altered."""
    for slot in known.slots:
        vault_key = open_slot(slot, known.vault_id, secret) if slot.type == slot_type else None
        if vault_key is None:
            continue
        if not header.is_authentic(known, vault_key):
            raise VaultDamaged("header_altered")
        return vault_key
    raise WrongPassphrase("wrong_passphrase")


def load(folder: Path, *, allow_costly: bool = False) -> Header:
    """The header of a vault's folder. VaultDamaged says with `copy` whether the previous header could be read."""
    try:
        return header.parse(_read(folder / HEADER), allow_costly=allow_costly)
    except VaultDamaged as error:
        error.where.update(path=str(folder / HEADER))
        if _has_sound_copy(folder):
            error.next_step = "restore_header"
        raise


def store(folder: Path, known: Header, vault_key: bytearray, *, is_final: bool = False) -> Header:
    """Write the header durably, keep the previous one; returns what is on disk, proved to be what was meant.

    is_final: the previous one opens with what shall open nothing any more, so both copies become the new one.
    """
    content = header.compose(known, vault_key)
    path = folder / HEADER
    if not is_final:
        atomic.write(folder / PREVIOUS, path.read_bytes() if path.exists() else content)
    atomic.write(path, content)
    if is_final:
        atomic.write(folder / PREVIOUS, content)
    on_disk = header.parse(path.read_bytes(), allow_costly=True)
    if on_disk.slots != known.slots or not header.is_authentic(on_disk, vault_key):
        raise VaultDamaged("header_not_written", where={"path": str(path)})
    return on_disk


def restore_header(folder: Path) -> None:
    """Put the previous header back in the place of a damaged or lost one, which is kept as `vault.hdr.damaged`.

    The previous header may still open with an older passphrase; opening says when it is older than the database.
    """
    content = _read(folder / PREVIOUS)
    header.parse(content, allow_costly=True)
    path = folder / HEADER
    if path.exists():
        atomic.write(folder / "vault.hdr.damaged", path.read_bytes())
    atomic.write(path, content)


def _wrapping_key(slot_type: str, secret: str, salt: bytes, cost: Cost | None) -> bytearray | None:
    if cost is not None:
        return keys.passphrase_key(secret, salt, cost)
    material = keys.recovery_secret(secret) if slot_type == "recovery" else _keyring_secret(secret)
    return None if material is None else keys.secret_key(material, salt, slot_type)


def _keyring_secret(text: str) -> bytes | None:
    return bytes.fromhex(text) if re.fullmatch("[0-9a-f]{64}", text) else None


def _has_sound_copy(folder: Path) -> bool:
    try:
        header.parse(_read(folder / PREVIOUS), allow_costly=True)
    except (VaultError, OSError):
        return False
    return True


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(header.LIMIT + 1)
    except FileNotFoundError:
        raise VaultDamaged("header_missing", where={"path": str(path)}) from None
