"""The doctor finds what is wrong, names it, and repairs without removing the only copy of anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from hub.domain.errors import Cancelled, VaultError
from hub.services import access, accounts, attachments, backup, doctor, ledger, outbound, vaults
from hub.services.doctor import Finding
from storage import anchor, checks, keys
from storage.vault import Vault

WORDS = "three green apples"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed vault in order: two receipts, a backup, a recovery code."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    code = access.new_recovery_code()
    with vaults.create(folder, WORDS, kdf=keys.FLOOR) as vault:
        access.keep_recovery_code(vault, code, code)
        current = accounts.add(vault, "Current", "current", "EUR")
        for day in (1, 2):
            shop = ledger.add(vault, current, date(2026, 1, day), -350, "Bakery")
            paper = folder.parent / f"{day}.pdf"
            paper.write_bytes(b"%PDF receipt " + bytes([day]) * 100)
            attachments.add(vault, shop, paper)
        backup.make(vault)
    return folder, code


@pytest.fixture
def vault(made: tuple[Path, str], tmp_path: Path) -> Iterator[Vault]:
    folder = Path(shutil.copytree(made[0], tmp_path / "vault"))
    with Vault.open(folder, made[1], slot_type="recovery") as opened:
        yield opened


def flip(path: Path, position: int = 10) -> None:
    raw = bytearray(path.read_bytes())
    raw[position] ^= 1
    path.write_bytes(raw)


def first_file(vault: Vault) -> Path:
    return min((vault.folder / "attachments").iterdir())


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def test_all_is_well(vault: Vault) -> None:
    phases: list[str] = []
    before = {path: path.stat().st_mtime_ns for path in vault.folder.rglob("*") if path.suffix != ".db-shm"}
    assert doctor.check(vault, lambda _done, _total=0, note="": phases.append(note)) == []
    assert set(doctor.PARTS) <= set(phases)
    after = {path: path.stat().st_mtime_ns for path in before}
    changed = {path.name for path in before if before[path] != after[path]}
    assert changed <= {"vault.db", "vault.db-wal"}, "only the log was moved into the database"


def test_a_vault_in_memory_can_be_looked_at() -> None:
    with Vault.in_memory() as small:
        assert codes(doctor.check(small)) == ["no_recovery_code", "no_passphrase"]


DAMAGES: dict[str, tuple[str, Callable[[Vault], object]]] = {
    "header": ("header_damaged", lambda vault: flip(vault.folder / "vault.hdr")),
    "no header": ("header_damaged", lambda vault: (vault.folder / "vault.hdr").unlink()),
    "header copy": ("header_copy_damaged", lambda vault: flip(vault.folder / "vault.hdr.1")),
    "anchor": ("anchor_damaged", lambda vault: flip(vault.folder / "vault.anchor")),
    "no anchor": ("anchor_missing", lambda vault: (vault.folder / "vault.anchor").unlink()),
    "receipt": ("attachment_damaged", lambda vault: flip(first_file(vault))),
    "lost receipt": ("attachment_missing", lambda vault: first_file(vault).unlink()),
    "mode": ("open_to_others", lambda vault: (vault.folder / "vault.hdr").chmod(0o644)),
    "folder mode": ("open_to_others", lambda vault: vault.folder.chmod(0o755)),
    "backup": ("backup_damaged", lambda vault: flip(backup.listed(vault)[0].folder / "vault.db", 5000)),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_and_repaired(vault: Vault, name: str) -> None:
    code, damage = DAMAGES[name]
    copies = {path: path.read_bytes() for path in vault.folder.rglob("*") if path.is_file()}
    damage(vault)
    damaged = {path.read_bytes() for path in vault.folder.rglob("*") if path.is_file() and path.suffix != ".db-shm"}
    found = doctor.check(vault)
    assert codes(found) == [code]
    assert found[0].place
    assert doctor.repair_all(vault, found) == []
    assert doctor.check(vault) == []
    left = {path.read_bytes() for path in vault.folder.rglob("*") if path.is_file()}
    live = {copies[vault.folder / name] for name in ("vault.db", "vault.db-wal") if vault.folder / name in copies}
    changing = {path.read_bytes() for path in vault.folder.glob("vault.db*")} | live
    assert damaged - left - changing == set(), "nothing is gone"


def test_a_receipt_without_a_whole_copy_stays_as_it_is(vault: Vault) -> None:
    damaged = first_file(vault)
    flip(damaged)
    shutil.rmtree(vault.folder / "backups")
    found = [one for one in doctor.check(vault) if one.code == "attachment_damaged"]
    assert doctor.repair_all(vault, found) == found
    assert damaged.exists()


def test_wrong_sums_and_a_broken_chain_are_found(vault: Vault) -> None:
    with vault.write("forge", undoable=False) as write:
        write.connection.exec_driver_sql("UPDATE transactions SET is_split = 1 WHERE id = 1")
        write.connection.exec_driver_sql("INSERT INTO splits (transaction_id, amount) VALUES (1, -349)")
        write.connection.exec_driver_sql("INSERT INTO transfers VALUES (7, 90, '', 'me')")
        write.connection.exec_driver_sql("UPDATE operations SET name = 'other' WHERE id = 3")
    found = doctor.check(vault)
    assert [(one.code, one.place, one.level) for one in found] == [
        ("split_does_not_add_up", "1", "damage"),
        ("transfer_alone", "7", "advice"),
        ("chain_broken", "3", "damage"),
    ]
    with pytest.raises(VaultError, match="not_repairable"):
        doctor.repair(vault, found[0])


def test_a_changed_disclosure_is_found(vault: Vault, tmp_path: Path) -> None:
    attachments.save(vault, 1, tmp_path / "out.pdf")
    with vault.write("forge", undoable=False) as write:
        write.connection.exec_driver_sql("UPDATE disclosures SET recipient = 'nobody'")
    assert outbound.verify(vault) == [1]
    assert [one.code for one in doctor.check(vault) if one.part == "disclosures"] == ["chain_broken"]


def test_a_wrong_index_is_rebuilt(vault: Vault) -> None:
    with vault.write("forge", undoable=False) as write:
        write.connection.exec_driver_sql("DROP TRIGGER derived_text")
        write.connection.exec_driver_sql("DROP TRIGGER derived_month")
        write.connection.exec_driver_sql("UPDATE transactions SET folded = 'x', amount = 1 WHERE id = 1")
    found = [one for one in doctor.check(vault) if one.part == "pages"]
    assert set(codes(found)) == {"index_differs", "sums_differ"}
    doctor.repair_all(vault, found)
    assert [one for one in doctor.check(vault) if one.part == "pages"] == []


def test_damaged_pages_are_seen_by_the_other_engine(vault: Vault) -> None:
    vault.settle()
    path = vault.folder / "vault.db"
    flip(path, path.stat().st_size - 2000)
    found = [one for one in doctor.check(vault) if one.part == "pages"]
    assert "page_damaged" in codes(found)
    assert {one.repair for one in found} == {"restore_backup"}
    flip(path, path.stat().st_size - 2000)


def test_advice(vault: Vault) -> None:
    (vault.folder / "notes.txt").touch()
    shutil.rmtree(vault.folder / "backups")
    code = next(slot for slot in vault.access.slots if slot.type == "recovery")
    access.remove_slot(vault, code.id)
    found = doctor.check(vault)
    assert [(one.part, one.code) for one in found] == [
        ("access", "no_recovery_code"),
        ("files", "unknown_file"),
        ("backups", "no_backup_yet"),
    ]
    assert {one.level for one in found} == {"advice"}
    doctor.repair_all(vault, found)
    assert (vault.folder / "notes.txt").exists(), "what is not ours is left alone"
    assert len(backup.listed(vault)) == 1


def test_a_database_put_back_is_noticed_while_open(vault: Vault) -> None:
    older = anchor.Anchor(99, b"x" * 32)
    anchor.remember(vault.folder, vault.id, older, vault.subkey("anchor"))
    assert codes(doctor.check(vault)) == ["older_than_remembered"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/.local/share/coffer/vault", ""),
        ("/home/me/Dropbox/vault", "synced"),
        ("/home/me/OneDrive - Work/vault", "synced"),
        ("/mnt/share/vault", "network"),
        ("/mnt/my share/vault", "network"),
        ("/mnt/shared/vault", ""),
    ],
)
def test_places_where_files_change_behind_ones_back(path: str, kind: str) -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\n//nas/share /mnt/share cifs rw 0 0\nnas:/x /mnt/my\\040share nfs4 rw 0 0\nodd\n"
    assert checks.surroundings(Path(path), mounts) == kind


def test_checking_can_be_stopped(vault: Vault) -> None:
    def stop(_done: int, _total: int = 0, note: str = "") -> None:
        if note == "verifying":
            raise Cancelled

    with suppress(Cancelled):
        doctor.check(vault, stop)
        raise AssertionError("not stopped")
    assert doctor.check(vault) == []
