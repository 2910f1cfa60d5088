"""An older copy of the database is noticed by the memory outside of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import VaultDamaged
from storage import anchor
from storage.vault import Vault


def put_back(folder: Path, kept: Path) -> None:
    for name in ("vault.db-wal", "vault.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(kept, folder / "vault.db")


def test_an_older_database_is_refused_unless_accepted(folder: Path, tmp_path: Path) -> None:
    old = Path(shutil.copy(folder / "vault.db", tmp_path / "old.db"))
    with Vault.open(folder, PASSPHRASE) as vault:
        add_account(vault, "Cash")
    put_back(folder, old)
    with pytest.raises(VaultDamaged) as caught:
        Vault.open(folder, PASSPHRASE)
    assert caught.value.code == "older_than_remembered"
    with Vault.open(folder, PASSPHRASE, accept={"older_than_remembered"}) as vault:
        assert account_names(vault) == ["Everyday"]
        add_account(vault, "Card")
    Vault.open(folder, PASSPHRASE).close()


def test_another_history_of_the_same_length_is_refused(folder: Path, tmp_path: Path) -> None:
    old = Path(shutil.copy(folder / "vault.db", tmp_path / "old.db"))
    with Vault.open(folder, PASSPHRASE) as vault:
        add_account(vault, "Cash")
    other = Path(shutil.copy(folder / "vault.db", tmp_path / "other.db"))
    put_back(folder, old)
    with Vault.open(folder, PASSPHRASE, accept={"older_than_remembered"}) as vault:
        add_account(vault, "Card")
    put_back(folder, other)
    with pytest.raises(VaultDamaged, match="older_than_remembered"):
        Vault.open(folder, PASSPHRASE)


def test_the_memory_is_renewed_every_tenth_commit(opened: Vault, tmp_path: Path) -> None:
    for number in range(anchor.EVERY - 1):
        add_account(opened, f"{number}")
    key = opened.subkey("anchor")
    before = anchor.remembered(opened.folder, opened.id, key)
    add_account(opened, "the tenth")
    after = anchor.remembered(opened.folder, opened.id, key)
    assert before is not None
    assert after is not None
    assert after.seq == before.seq + anchor.EVERY


def test_a_cut_log_is_noticed(opened: Vault, tmp_path: Path) -> None:
    """Losing the write-ahead log leaves a whole, older database: only the memory tells."""
    for number in range(anchor.EVERY):
        add_account(opened, f"{number}")
    for path in opened.folder.iterdir():
        if path.suffix != ".db-wal":
            shutil.copy(path, tmp_path)
    (tmp_path / "vault.db-shm").unlink()
    with pytest.raises(VaultDamaged, match="older_than_remembered"):
        Vault.open(tmp_path, PASSPHRASE)


def test_every_flipped_bit_of_the_memory_is_noticed(opened: Vault) -> None:
    opened.close()
    path = opened.folder / "vault.anchor"
    raw = path.read_bytes()
    with Vault.open(opened.folder, PASSPHRASE) as vault:
        key = vault.subkey("anchor")
    for position in range(len(raw)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[position] ^= 1 << bit
            path.write_bytes(flipped)
            with pytest.raises(VaultDamaged, match="anchor_damaged"):
                anchor.remembered(opened.folder, vault.id, key)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"hmac":1}', b"[" * 4000, b"\xff"])
def test_what_is_no_memory(folder: Path, content: bytes) -> None:
    (folder / "vault.anchor").write_bytes(content)
    with pytest.raises(VaultDamaged, match="anchor_damaged"):
        Vault.open(folder, PASSPHRASE)
    Vault.open(folder, PASSPHRASE, accept={"anchor_damaged"}).close()
    Vault.open(folder, PASSPHRASE).close()


def test_without_a_memory_there_is_nothing_to_compare(folder: Path) -> None:
    (folder / "vault.anchor").unlink()
    Vault.open(folder, PASSPHRASE).close()
    assert (folder / "vault.anchor").exists()


def test_a_memory_that_cannot_be_written_does_not_fail_the_write(
    opened: Vault, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(anchor, "remember", refuse)
    for number in range(anchor.EVERY):
        add_account(opened, f"{number}")
    assert len(account_names(opened)) == anchor.EVERY + 1
    assert "No space left" in caplog.text
    monkeypatch.undo()
