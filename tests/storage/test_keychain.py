"""The keyring opens the vault where it can be trusted, and everything else falls back to the passphrase."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null
from vault_rows import PASSPHRASE, account_names

from hub.domain.errors import VaultError, WrongPassphrase
from storage import keychain, slots
from storage.vault import Vault


class InMemory(KeyringBackend):
    """A keyring in a dictionary; its own class is not one that may be used."""

    priority = 0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> InMemory:
    """A keyring that passes for one of the known ones."""
    backend = InMemory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(keychain, "_ALLOWED", frozenset({f"{InMemory.__module__}.{InMemory.__qualname__}"}))
    return backend


def test_a_remembered_vault_opens_until_it_is_forgotten(opened: Vault, allowed: InMemory) -> None:
    keychain.remember(opened.access, "this computer")
    keychain.remember(opened.access, "this computer, again")
    opened.close()
    assert [slot.type for slot in slots.load(opened.folder).slots] == ["passphrase", "keyring"]
    secret = keychain.secret_of(opened.id)
    assert secret is not None
    with Vault.open(opened.folder, secret, slot_type="keyring") as vault:
        assert account_names(vault) == ["Everyday"]
        assert allowed.kept == {("Coffer", vault.id): secret}
        assert bytes(vault.access._key).hex() != secret
        keychain.forget(vault.access)
    assert allowed.kept == {}
    assert keychain.secret_of(opened.id) is None
    with pytest.raises(WrongPassphrase):
        Vault.open(opened.folder, secret, slot_type="keyring")
    Vault.open(opened.folder, PASSPHRASE).close()


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, InMemory])
def test_an_unknown_keyring_is_none(
    opened: Vault, monkeypatch: pytest.MonkeyPatch, backend: Callable[[], KeyringBackend]
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", backend)
    assert not keychain.is_available()
    assert keychain.secret_of(opened.id) is None
    with pytest.raises(VaultError) as caught:
        keychain.remember(opened.access, "")
    assert caught.value.values["reason"] == "none"
    assert [slot.type for slot in opened.access.slots] == ["passphrase"]


def test_of_a_chain_only_the_known_ones_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    chain, known = chainer.ChainerBackend(), object.__new__(SecretService.Keyring)
    monkeypatch.setattr(keyring, "get_keyring", lambda: chain)
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [InMemory(), known])
    assert keychain._backend() is known
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [InMemory()])
    assert keychain._backend() is None


def test_a_hanging_keyring_is_left_behind(opened: Vault, allowed: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()

    def hang(*_: str) -> str | None:
        release.wait(30)
        return None

    monkeypatch.setattr(keychain, "TIMEOUT", 0.1)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(allowed, name, hang)
    assert keychain.secret_of(opened.id) is None
    with pytest.raises(VaultError) as caught:
        keychain.remember(opened.access, "")
    assert caught.value.values["reason"] == "timeout"
    keychain.forget(opened.access)
    assert [slot.type for slot in opened.access.slots] == ["passphrase"]
    release.set()


def test_a_failing_or_forgetful_keyring(opened: Vault, allowed: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: str) -> None:
        raise keyring.errors.KeyringLocked

    monkeypatch.setattr(allowed, "get_password", lambda *_: None)
    with pytest.raises(VaultError) as caught:
        keychain.remember(opened.access, "")
    assert caught.value.values["reason"] == "not_kept"
    monkeypatch.setattr(allowed, "set_password", locked)
    with pytest.raises(VaultError) as caught:
        keychain.remember(opened.access, "")
    assert caught.value.values["reason"] == "KeyringLocked"
    assert [slot.type for slot in opened.access.slots] == ["passphrase"]


REAL = """
import subprocess, sys
from pathlib import Path
subprocess.run(["gnome-keyring-daemon", "--unlock", "--components=secrets"], input=b"login", check=True, stdout=-3)
from storage import keychain
from storage.vault import Vault
folder = Path(sys.argv[1])
assert keychain.is_available()
with Vault.open(folder, sys.argv[2]) as vault:
    keychain.remember(vault.access, "here")
secret = keychain.secret_of(vault.id)
with Vault.open(folder, secret, slot_type="keyring") as vault:
    keychain.forget(vault.access)
assert keychain.secret_of(vault.id) is None
print("through")
"""


def test_a_real_keyring(folder: Path, tmp_path: Path) -> None:
    programs = ("dbus-run-session", "gnome-keyring-daemon")
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    environment = os.environ | home | {"PYTHONPATH": str(Path(__file__).parents[2])}
    environment.pop("PYTHON_KEYRING_BACKEND", None)
    command = ["dbus-run-session", "--", sys.executable, "-c", REAL, str(folder), PASSPHRASE]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert done.stdout.strip().endswith("through"), done.stderr
