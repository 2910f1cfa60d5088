"""The system's keyring as a way in: off until asked for, and never more than a convenience.

What is stored is a random secret that opens one slot, never the vault key or the passphrase; removing the slot makes
it worthless. While the person is logged in, any of their programs can ask the keyring for it.

Only keyrings known to encrypt are used, by their class; a file in plain text, a chain of unknown ones, none at all, a
locked or a hanging one all mean: ask for the passphrase.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from hub.domain.errors import VaultError
from storage.access import Access

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Coffer"
TIMEOUT = 5
"""Seconds after which a keyring that shows nothing counts as absent."""
_ALLOWED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)

_STATES = {"none": "absent", "KeyringLocked": "locked", "InitError": "locked", "timeout": "hanging"}
"""Reasons of "keyring_unavailable" as states; every other one is "failing"."""

T = TypeVar("T")


def is_available() -> bool:
    """Whether this system has a keyring that may be used."""
    try:
        return _in_time(lambda: _backend() is not None)
    except VaultError:
        return False


def name() -> str:
    """The class of the keyring in use, to notice another one; "" without one that may be used."""
    try:
        backend = _in_time(_backend)
    except VaultError:
        return ""
    return "" if backend is None else _class_name(backend)


def state(vault_id: str) -> str:
    """How the keyring stands: "ready", "absent", "locked", "hanging" or "failing"; takes up to `TIMEOUT` seconds."""
    try:
        asked(vault_id)
    except VaultError as error:
        return _STATES.get(str(error.values.get("reason")), "failing")
    return "ready"


def remember(access: Access, label: str) -> None:
    """Let the keyring open this vault from now on. VaultError "keyring_unavailable" leaves everything as it was."""
    secret, vault_id = secrets.token_hex(32), access.header.vault_id

    def keep() -> bool:
        backend = _needed_backend()
        backend.set_password(SERVICE, vault_id, secret)
        return bool(backend.get_password(SERVICE, vault_id) == secret)

    if not _in_time(keep):
        raise VaultError("keyring_unavailable", reason="not_kept")
    former = [slot.id for slot in access.slots if slot.type == "keyring"]
    access.add("keyring", secret, label=label)
    for slot_id in former:
        access.remove(slot_id)


def secret_of(vault_id: str) -> str | None:
    """The secret that opens the vault's keyring slot; None whenever the passphrase must be asked for."""
    try:
        return asked(vault_id)
    except VaultError:
        return None


def asked(vault_id: str) -> str | None:
    """What the keyring holds for a vault, None = nothing; VaultError "keyring_unavailable" when it can't be asked."""
    return _in_time(lambda: _needed_backend().get_password(SERVICE, vault_id))


def forget(access: Access) -> None:
    """Close this way in: the slot first, which makes the secret worthless, then the secret where it can be reached."""
    for slot in [slot for slot in access.slots if slot.type == "keyring"]:
        access.remove(slot.id)
    delete(access.header.vault_id)  # a secret that opens nothing may stay


def delete(vault_id: str) -> bool:
    """Remove a vault's secret from the keyring; False where it may still be there."""
    try:
        kept = _in_time(lambda: _needed_backend().get_password(SERVICE, vault_id))
        if kept is not None:
            _in_time(lambda: _needed_backend().delete_password(SERVICE, vault_id))
    except VaultError as error:
        return error.values.get("reason") == "none"  # without a keyring there is nothing in it
    return True


def _needed_backend() -> KeyringBackend:
    backend = _backend()
    if backend is None:
        raise VaultError("keyring_unavailable", reason="none")
    return backend


def _backend() -> KeyringBackend | None:
    """The configured keyring, or the first allowed one of a chain; None unless its class is known."""
    import keyring  # its back ends take a while to find, and most starts don't need one
    from keyring.backends.chainer import ChainerBackend

    configured = keyring.get_keyring()
    candidates = list(configured.backends) if isinstance(configured, ChainerBackend) else [configured]
    return next((candidate for candidate in candidates if _class_name(candidate) in _ALLOWED), None)


def _class_name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _in_time(work: Callable[[], T]) -> T:
    """The result of work done in another thread; VaultError when it fails or takes too long (it is left behind)."""
    results: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - a keyring may fail in any way; each means the passphrase
            failures.append(error)

    worker = threading.Thread(target=run, name="keyring", daemon=True)
    worker.start()
    worker.join(TIMEOUT)
    if results:
        return results[0]
    reason = type(failures[0]).__name__ if failures else "timeout"
    if failures and isinstance(failures[0], VaultError):
        raise failures[0]
    raise VaultError("keyring_unavailable", reason=reason)
