"""Receipts: sealed on the disk, found by the search, back after an undo, gone when nothing can bring them back."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hub.domain.errors import Cancelled, HubError, LedgerError, VaultDamaged
from hub.services import accounts, attachments, backup, history, ledger, outbound, vaults
from storage import keys, restoring
from storage.vault import Vault

NOW = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)
TODAY = NOW.date()
PDF = b"%PDF-1.7 receipt of the bakery " + bytes(200_000)


@pytest.fixture
def shop(vault: Vault, current: int) -> int:
    return ledger.add(vault, current, date(2026, 1, 2), -350, "Bakery")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Bäckerei 2026.pdf"
    path.write_bytes(PDF)
    return path


def files(vault: Vault) -> list[Path]:
    return sorted((vault.folder / "attachments").glob("*"))


def age(vault: Vault, days: int) -> None:
    for path in files(vault):
        os.utime(path, (path.stat().st_mtime - days * 86_400,) * 2)


def test_a_receipt_is_kept_sealed_and_found(vault: Vault, shop: int, paper: Path) -> None:
    added = attachments.add(vault, shop, paper, now=NOW)
    assert (added.name, added.media_type, added.size) == ("Bäckerei 2026.pdf", "application/pdf", len(PDF))
    assert attachments.listed(vault, shop) == [added]
    assert attachments.content(vault, added.id) == PDF
    (kept,) = files(vault)
    assert len(kept.name) == 32
    assert kept.stat().st_mode & 0o777 == 0o600
    assert b"receipt" not in kept.read_bytes()
    assert ledger.find(vault, "has:receipt", TODAY) == [shop]
    assert attachments.add(vault, shop, paper) == added, "the same content is there already"
    assert len(files(vault)) == 1


def test_undo_and_redo(vault: Vault, shop: int, paper: Path) -> None:
    added = attachments.add(vault, shop, paper)
    history.undo_last(vault)
    assert attachments.listed(vault, shop) == []
    assert ledger.find(vault, "has:receipt", TODAY) == []
    history.redo(vault)
    assert attachments.content(vault, added.id) == PDF
    ledger.remove(vault, [shop])
    with pytest.raises(LedgerError, match="no_such_attachment"):
        attachments.content(vault, added.id)
    history.undo_last(vault)
    assert attachments.content(vault, added.id) == PDF


def test_files_go_when_nothing_can_bring_them_back(vault: Vault, shop: int, paper: Path) -> None:
    added = attachments.add(vault, shop, paper)
    assert attachments.tidy(vault) == [], "it has a row"
    attachments.remove(vault, added.id)
    assert attachments.tidy(vault) == [], "it may have been added just now"
    age(vault, 2)
    assert attachments.tidy(vault) == [], "undo could bring it back"
    assert attachments.tidy(vault, datetime.now(UTC) + timedelta(days=89)) == []
    assert history.undo_last(vault) is not None
    assert attachments.content(vault, added.id) == PDF
    attachments.remove(vault, added.id)
    assert attachments.tidy(vault, datetime.now(UTC) + timedelta(days=91)) == [added.file]
    assert files(vault) == []
    undone = history.undo_last(vault)
    assert undone is None or undone.name != "detach", "what would bring back a lost file can't be undone"


def test_an_undone_attaching_goes_once_it_is_overtaken(vault: Vault, shop: int, paper: Path) -> None:
    attachments.add(vault, shop, paper)
    history.undo_last(vault)
    age(vault, 2)
    assert attachments.tidy(vault) == [], "redo could bring it back"
    assert len(attachments.tidy(vault, datetime.now(UTC) + timedelta(days=91))) == 1
    assert history.redo(vault) is None


def test_damage_and_loss_are_said(vault: Vault, shop: int, paper: Path) -> None:
    added = attachments.add(vault, shop, paper)
    (kept,) = files(vault)
    raw, chance = kept.read_bytes(), random.Random(3)  # noqa: S311 - the same bits every time
    for _ in range(10):
        flipped = bytearray(raw)
        flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        kept.write_bytes(flipped)
        with pytest.raises(VaultDamaged, match="attachment_damaged"):
            attachments.content(vault, added.id)
    kept.unlink()
    with pytest.raises(VaultDamaged, match="attachment_missing"):
        attachments.content(vault, added.id)


def test_what_can_not_be_attached_leaves_nothing(
    vault: Vault, shop: int, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LedgerError, match="no_such_transaction"):
        attachments.add(vault, 12345, paper)
    with pytest.raises(HubError, match="cannot_read_file"):
        attachments.add(vault, shop, tmp_path / "none")
    with pytest.raises(HubError, match="cannot_read_file"):
        attachments.add(vault, shop, tmp_path)

    def stop(_done: int, _total: int = 0, _note: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        attachments.add(vault, shop, paper, stop)
    monkeypatch.setattr(attachments, "LARGEST", 10)
    with pytest.raises(HubError, match="file_too_large"):
        attachments.add(vault, shop, paper)
    assert files(vault) == []


def test_saving_is_a_disclosure(vault: Vault, shop: int, paper: Path, tmp_path: Path) -> None:
    added = attachments.add(vault, shop, paper)
    attachments.save(vault, added.id, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == PDF
    assert [(one.purpose, one.size) for one in outbound.disclosures(vault)] == [("export", len(PDF))]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\evil\\x.pdf", "x.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("\x00\n", "file"),
        ("x" * 500, "x" * 200),
    ],
)
def test_names_are_only_text(name: str, shown: str) -> None:
    assert attachments.shown_name(name) == shown


@pytest.fixture
def lasting(tmp_path: Path) -> Iterator[Vault]:
    with vaults.create(tmp_path / "vault", "three green apples", kdf=keys.FLOOR) as made:
        yield made


def test_backups_hold_receipts_twice_on_the_disk_and_give_them_back(
    lasting: Vault, paper: Path, tmp_path: Path
) -> None:
    current = accounts.add(lasting, "Current", "current", "EUR")
    shop = ledger.add(lasting, current, date(2026, 1, 2), -350, "Bakery")
    added = attachments.add(lasting, shop, paper)
    first, second = backup.make(lasting, now=NOW), backup.make(lasting, now=NOW + timedelta(days=1))
    inodes = [(one / "attachments" / added.file).stat().st_ino for one in (lasting.folder, first.folder, second.folder)]
    assert inodes[0] != inodes[1] == inodes[2]
    restoring.restore(backup.open_bundle(second.folder, "three green apples"), tmp_path / "again")
    with Vault.open(tmp_path / "again", "three green apples") as again:
        assert attachments.content(again, added.id) == PDF
    kept = second.folder / "attachments" / added.file
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    assert ("file_changed", f"attachments/{added.file}") in backup.verify(lasting, second)
