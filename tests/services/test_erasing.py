"""Erasing destroys the keys first, then everything else, and says what is left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.domain.errors import VaultBusy
from hub.services import access, accounts, backup, erasing, vaults
from storage import erasing as storage_erasing
from storage import keys, restoring
from storage.vault import Vault

WORDS = "three green apples"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with vaults.create(tmp_path / "vault", WORDS, kdf=keys.FLOOR) as made:
        accounts.add(made, "Current", "current", "EUR")
        yield made


def remains(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_everything_goes(vault: Vault, tmp_path: Path) -> None:
    code = access.new_recovery_code()
    access.keep_recovery_code(vault, code, code)
    backup.make(vault)
    away = backup.make(vault, tmp_path / "stick")
    backup.make(vault, tmp_path / "gone")
    shutil.rmtree(tmp_path / "gone")
    log = tmp_path / "faults.log"
    log.write_text("a defect")
    (tmp_path / "holiday.jpg").touch()
    planned = erasing.plan(vault)
    assert planned.copies == (away.folder,)
    assert planned.away == (tmp_path / "gone",)
    assert planned.unreachable == ("disk_blocks", "snapshots", "paper")
    assert planned.size > 100_000
    with pytest.raises(VaultBusy):
        erasing.erase(planned)
    vault.close()
    restoring.restore(restoring.unlocked(away.folder, WORDS), vault.folder)
    done = erasing.erase(planned, [log])
    assert remains(tmp_path) == ["holiday.jpg"]
    assert done.left == []
    assert done.keys == 6, "two of the vault, two of the replaced one, two of backups"
    assert done.size > planned.size
    assert done.is_keyring_cleared


def test_the_keys_go_first(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.make(vault)
    made = backup.make(vault, tmp_path / "stick")
    planned = erasing.plan(vault)
    vault.close()

    def killed(*_: object) -> bool:
        raise SystemExit

    monkeypatch.setattr(storage_erasing, "_destroy", killed)
    with pytest.raises(SystemExit):
        erasing.erase(planned)
    assert list(tmp_path.rglob("vault.hdr*")) == []
    assert (made.folder / "vault.db").exists()
    monkeypatch.undo()
    erasing.erase(planned)
    assert remains(tmp_path) == []


def test_what_can_not_be_removed_is_said(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = erasing.plan(vault)
    vault.close()
    unlink = Path.unlink

    def stubborn(self: Path, missing_ok: bool = False) -> None:
        if self.name == "vault.db":
            raise PermissionError(13, "Permission denied")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stubborn)
    done = erasing.erase(planned)
    assert (tmp_path / "vault" / "vault.db", "Permission denied") in done.left
    assert (tmp_path / "vault" / "vault.db").read_bytes() == b"", "its content is gone all the same"


def test_a_vault_that_nobody_can_open_can_be_erased(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    (tmp_path / "vault" / "vault.hdr").write_bytes(b"noise")
    planned = erasing.plan_locked(tmp_path / "vault")
    assert "other_backups" in planned.unreachable
    assert erasing.erase(planned).left == []
    assert remains(tmp_path) == []


def test_what_else_lies_in_the_folder_stays(vault: Vault, tmp_path: Path) -> None:
    backup.make(vault)
    for name in ("letter.txt", "backups/photo.jpg"):
        (vault.folder / name).write_text("mine")
    planned = erasing.plan(vault)
    vault.close()
    done = erasing.erase(planned)
    assert remains(tmp_path) == ["vault", "vault/backups", "vault/backups/photo.jpg", "vault/letter.txt"]
    assert {path.name for path, _reason in done.left} == {"backups", "vault"}
