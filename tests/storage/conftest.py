"""Vaults for the tests of the storage layer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from vault_rows import PASSPHRASE, add_account

from storage import keys
from storage.vault import Vault


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
