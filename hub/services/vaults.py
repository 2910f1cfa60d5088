"""Making, opening and checking a vault: where it lives, the categories it starts with, and who may open it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from hub.domain.categories import DEFAULTS
from hub.domain.errors import HubError, VaultError, WrongPassphrase
from hub.services.closed_vault import is_used
from storage import accounts, backoff, checks, journal, keychain, keys, slots
from storage.header import Slot
from storage.keys import Cost
from storage.tables import accounts as accounts_table
from storage.tables import transactions as transactions_table
from storage.vault import Vault

__all__ = ["Slot", "Vault"]

TYPED_EVERY = timedelta(days=14)
"""How long the keyring opens a vault before the passphrase is asked for again."""
LONGEST_PASSPHRASE = 4096
"""Characters; nobody types more, and a field for text may cut what is longer."""
_TYPED = "passphrase_typed"
ACCEPTABLE = frozenset({"older_than_remembered", "anchor_damaged", "old_header", "key_derivation_too_costly"})
"""Codes of warnings that a person may decide to open a vault in spite of."""
_ASK = frozenset({"keyring_off", "keyring_unavailable", "passphrase_due"})
"""Codes that mean: ask for the passphrase."""


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


@dataclass(frozen=True, slots=True)
class Entrance:
    """What is known of a closed vault. kinds: types of its ways in; surroundings: "network", "synced" or "";
    wait: seconds until the next passphrase may be tried."""

    kinds: frozenset[str]
    surroundings: str
    wait: int


def create(folder: Path, passphrase: str, *, kdf: Cost | None = None) -> Vault:
    """A new vault with the starting categories, open. kdf: cost of a guess; None measures this machine."""
    refuse_too_long(passphrase)
    vault = Vault.create(folder, passphrase, kdf=kdf)
    prepare(vault)
    return vault


def open_vault(
    folder: Path,
    passphrase: Callable[[], str],
    *,
    accept: Collection[str] = (),
    timings: dict[str, Any] | None = None,
) -> Vault:
    """Open the vault in a folder: by the keyring where it may, else by the passphrase, asked for only then.

    accept: those of `ACCEPTABLE` that the person decided to go on in spite of. timings: seconds of each phase.
    """
    if not is_used(folder):
        raise VaultError("vault_missing", where={"path": str(folder)}, next_step="create_vault")
    try:
        return open_by_keyring(folder, accept=accept, timings=timings)
    except VaultError as error:
        if error.code not in _ASK:
            raise
    return unlock(folder, passphrase(), accept=accept, timings=timings)


def open_by_keyring(
    folder: Path,
    *,
    accept: Collection[str] = (),
    timings: dict[str, float] | None = None,
    now: datetime | None = None,
) -> Vault:
    """Open a vault with what the system's keyring holds.

    VaultError "keyring_off" without such a way in, "keyring_unavailable" where the keyring can't or does not help,
    "passphrase_due" when the passphrase was not typed for `TYPED_EVERY` or the keyring is another one than then.
    """
    header = slots.load(folder, allow_costly=True)
    if not any(slot.type == "keyring" for slot in header.slots):
        raise VaultError("keyring_off")
    secret = keychain.asked(header.vault_id)
    if secret is None:
        raise VaultError("keyring_unavailable", reason="forgotten")
    try:
        vault = Vault.open(folder, secret, slot_type="keyring", accept=accept, timings=timings)
    except WrongPassphrase:  # the keyring holds the secret of a slot that is gone
        raise VaultError("keyring_unavailable", reason="stale") from None
    if _is_due(vault, now or datetime.now(UTC)):
        vault.close()
        raise VaultError("passphrase_due", days=TYPED_EVERY.days)
    return vault


def unlock(
    folder: Path,
    secret: str,
    *,
    accept: Collection[str] = (),
    timings: dict[str, float] | None = None,
    now: datetime | None = None,
) -> Vault:
    """Open the vault in a folder by its passphrase, or by its recovery code where the text has the form of one.

    accept: codes of warnings that the person decided to go on in spite of.
    """
    if keys.recovery_secret(secret) is not None:
        try:
            return _typed(Vault.open(folder, secret, slot_type="recovery", accept=accept, timings=timings), now)
        except WrongPassphrase:
            pass  # a passphrase may look like a code
    return _typed(Vault.open(folder, secret, accept=accept, timings=timings), now)


def unlock_by_code(folder: Path, code: str, *, accept: Collection[str] = (), now: datetime | None = None) -> Vault:
    """Open the vault by its recovery code; VaultError "secret_mistyped" for a text that is no complete code."""
    if keys.recovery_secret(code) is None:
        raise VaultError("secret_mistyped", next_step="type_again")
    return _typed(Vault.open(folder, code, slot_type="recovery", accept=accept), now)


def note_typed(vault: Vault, now: datetime | None = None) -> None:
    """Remember that the passphrase was just typed, for as long as the keyring may open the vault without it."""
    kept = {"at": (now or datetime.now(UTC)).isoformat(timespec="seconds"), "keyring": keychain.name()}
    vault.note(_TYPED, json.dumps(kept))


def entrance(folder: Path) -> Entrance:
    """What is known of a vault before it is open; a header that can't be read has no ways in."""
    try:
        kinds = frozenset(slot.type for slot in slots.load(folder, allow_costly=True).slots)
    except (HubError, OSError):
        kinds = frozenset()
    return Entrance(kinds, checks.surroundings(folder), backoff.left(folder))


def restore_header(folder: Path) -> None:
    """Put the kept copy of a damaged or lost header in its place; the damaged one is kept under another name."""
    slots.restore_header(folder)


def surroundings(folder: Path) -> str:
    """What kind of place a folder is: "network", "synced", or "" for an ordinary disk."""
    return checks.surroundings(folder)


def refuse_too_long(passphrase: str) -> None:
    """VaultError "passphrase_too_long" for a new passphrase of more than `LONGEST_PASSPHRASE` characters."""
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise VaultError("passphrase_too_long", limit=LONGEST_PASSPHRASE)


def prepare(vault: Vault) -> None:
    """Put the starting categories into an empty vault."""
    with vault.write("prepare", topics=("categories",), undoable=False) as write:
        made: dict[str, int] = {}
        for default in DEFAULTS:
            values = {"kind": default.kind, "slot": default.slot, "icon": default.icon}
            parent = made.get(default.parent)
            made[default.code] = accounts.insert_category(
                write.connection, name=default.code, parent_id=parent, **values
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


def _typed(vault: Vault, now: datetime | None) -> Vault:
    if any(slot.type == "keyring" for slot in vault.access.slots):
        with suppress(HubError):  # a full disk must not keep anybody out; the keyring asks sooner then
            note_typed(vault, now)
    return vault


def _is_due(vault: Vault, now: datetime) -> bool:
    """Whether the passphrase has to be typed again; a clock that was set back counts as too long."""
    known = json.loads(vault.noted(_TYPED) or "{}")
    if not known or known["keyring"] != keychain.name():
        return True
    passed = now - datetime.fromisoformat(known["at"])
    return not -timedelta(days=1) < passed < TYPED_EVERY
