"""A key that is derived ahead is the key, is forgotten when it is not taken, and changes no rule of opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.domain.errors import VaultError, WrongPassphrase
from hub.services import closed_vault, vaults
from storage import backoff, keys
from storage.keys import FLOOR
from storage.vault import Vault

PASSPHRASE = "a passphrase for the test"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("closed") / "vault"
    vaults.create(made, PASSPHRASE, kdf=FLOOR).close()
    return made


def test_opening_takes_the_key_that_was_derived_ahead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[str] = []
    plain = keys._derived

    def counted(passphrase: str, salt: bytes, cost: keys.Cost) -> bytearray:
        derived.append(passphrase)
        return plain(passphrase, salt, cost)

    monkeypatch.setattr(keys, "_derived", counted)
    timings: dict[str, float] = {}
    with closed_vault.key_ahead(folder, lambda: PASSPHRASE, timings):
        Vault.open(folder, PASSPHRASE).close()
    assert derived == [PASSPHRASE]
    assert timings["key_derivation"] > 0
    Vault.open(folder, PASSPHRASE).close()
    assert len(derived) == 2


def test_a_wrong_passphrase_ahead_is_wrong_and_counted(folder: Path) -> None:
    with pytest.raises(WrongPassphrase), closed_vault.key_ahead(folder, lambda: "wrong", {}):
        Vault.open(folder, "wrong")
    assert backoff._parsed((folder / backoff.LOCK).read_text("ascii"))[0] == 1
    with closed_vault.key_ahead(folder, lambda: "not asked for", {}):
        Vault.open(folder, PASSPHRASE).close()
    assert not keys._begun


def test_where_no_passphrase_opens_it_none_is_asked_for(tmp_path: Path) -> None:
    def nobody() -> str:
        raise AssertionError

    with pytest.raises(VaultError) as caught, closed_vault.key_ahead(tmp_path, nobody, {}):
        vaults.open_vault(tmp_path, nobody)
    assert caught.value.code == "vault_missing"
