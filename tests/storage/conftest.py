"""Vaults for the tests of the storage layer."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from vault_rows import PASSPHRASE, add_account

from storage import keys
from storage.vault import Vault


@pytest.fixture(autouse=True, scope="session")
def _derived_once() -> Iterator[None]:
    """A key that was derived from a passphrase is not derived again: hundreds of vaults are opened here."""
    derive = keys.passphrase_key
    known = functools.cache(lambda *given: bytes(derive(*given)))

    def once(text: str, salt: bytes, cost: keys.Cost) -> bytearray:
        return bytearray(known(text, salt, cost)) if cost == keys.FLOOR else derive(text, salt, cost)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "passphrase_key", once)
        yield


@pytest.fixture
def vault() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        yield made


@pytest.fixture(scope="session")
def resting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with one account; never open it in place."""
    folder = tmp_path_factory.mktemp("resting") / "vault"
    with Vault.create(folder, PASSPHRASE, kdf=keys.FLOOR) as made:
        add_account(made, "Everyday")
    return folder


@pytest.fixture
def folder(resting: Path, tmp_path: Path) -> Path:
    """A copy of the closed vault."""
    return Path(shutil.copytree(resting, tmp_path / "vault"))


@pytest.fixture
def opened(folder: Path) -> Iterator[Vault]:
    with Vault.open(folder, PASSPHRASE) as made:
        yield made


@pytest.fixture
def open_again(folder: Path) -> Callable[[], Vault]:
    return lambda: Vault.open(folder, PASSPHRASE)
