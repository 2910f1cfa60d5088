"""A backup is complete, proved before it counts, and can be put back; nothing else is ever taken for one."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import Cancelled, VaultBusy, VaultDamaged, VaultError, WrongPassphrase
from storage import backup, bundles, figures, keys, manifest, restoring
from storage.bundles import Bundle
from storage.vault import Vault

NOON = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def bundle(opened: Vault) -> Bundle:
    """A backup of a vault with two accounts, in which a third was opened afterwards."""
    add_account(opened, "Cash")
    made = backup.make(opened.access, opened.folder / "backups" / "coffer-20261121T120000Z-daily", "daily", now=NOON)
    add_account(opened, "Later")
    return made


def test_a_backup_is_complete_and_counts_only_after_it_was_read_again(bundle: Bundle, opened: Vault) -> None:
    assert sorted(path.name for path in bundle.folder.iterdir()) == ["manifest.json", "vault.db", "vault.hdr"]
    assert {path.stat().st_mode & 0o777 for path in bundle.folder.iterdir()} == {0o600}
    assert bundle.folder.stat().st_mode & 0o777 == 0o700
    held = manifest.read(bundle.folder).figures(opened.subkey("backup"))
    assert [account.name for account in held.accounts] == ["Everyday", "Cash"]
    assert held.count("accounts") == 2
    assert held.chain[0] == 2
    assert backup.problems(bundle.folder, opened.access) == []
    assert bundles.listed([bundle.folder.parent], opened.id) == [bundle]
    assert bundles.listed([bundle.folder], opened.id) == [bundle], "the backup's own folder may be named"
    assert bundles.listed([bundle.folder.parent], "0" * 32) == []


def test_the_manifest_tells_nothing_of_what_is_inside(bundle: Bundle) -> None:
    document = json.loads((bundle.folder / "manifest.json").read_bytes())
    assert set(document) == {"magic", "format", "vault_id", "made_at", "reason", "files", "nonce", "sealed"}
    assert b"Everyday".hex() not in document["sealed"]


def test_a_backup_while_others_write_is_one_state(opened: Vault, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with opened.write("pair") as one:
                for name in (f"{number} left", f"{number} right"):
                    values = (name, "cash", "EUR")
                    one.connection.exec_driver_sql(
                        "INSERT INTO accounts (name, kind, currency) VALUES (?, ?, ?)", values
                    )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup.make(opened.access, tmp_path / f"{number}", "hand") for number in range(2)]
    finally:
        stop.set()
        writer.join()
    for one in made:
        held = manifest.read(one.folder).figures(opened.subkey("backup"))
        names = [account.name for account in held.accounts if account.name != "Everyday"]
        assert len(names) % 2 == 0
        assert held.chain[0] == 1 + len(names) // 2


def test_a_stopped_backup_leaves_nothing(opened: Vault, tmp_path: Path) -> None:
    for phase in ("copying", "verifying"):

        def stop(_done: int, _total: int = 0, note: str = "", wanted: str = phase) -> None:
            if note == wanted:
                raise Cancelled

        with pytest.raises(Cancelled):
            backup.make(opened.access, tmp_path / "one", "hand", stop)
        assert list(tmp_path.glob("one*")) == []


def test_a_place_in_use_or_without_room_is_refused(
    opened: Vault, bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(VaultError, match="place_taken"):
        backup.make(opened.access, bundle.folder, "hand")
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Room())
    with pytest.raises(VaultError, match="disk_full"):
        backup.make(opened.access, tmp_path / "one", "hand")
    assert list(tmp_path.glob("one*")) == []


class Room:
    free = 1000


def test_a_damaged_vault_makes_no_backup(folder: Path, tmp_path: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        raw = bytearray((folder / "vault.db").read_bytes())
        raw[20 * 4096 + 500] ^= 1
        (folder / "vault.db").write_bytes(raw)
        with pytest.raises(VaultDamaged, match="database_damaged"):
            backup.make(vault.access, tmp_path / "one", "hand")
    assert list(tmp_path.glob("one*")) == []


def test_what_is_missing_or_cut_is_noticed(bundle: Bundle, opened: Vault) -> None:
    for name in ("vault.hdr", "vault.db", "manifest.json"):
        raw = (bundle.folder / name).read_bytes()
        for content in (None, b"", raw[:100], raw[: len(raw) // 2]):
            (bundle.folder / name).unlink()
            if content is not None:
                (bundle.folder / name).write_bytes(content)
            if name != "vault.db" or content is not None:
                assert backup.problems(bundle.folder, opened.access) != [], (name, content)
            (bundle.folder / name).write_bytes(raw)


def test_a_backup_is_put_back_by_the_passphrase_alone(bundle: Bundle, opened: Vault, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "vault"
    access = restoring.unlocked(bundle.folder, PASSPHRASE)
    assert restoring.restore(access, elsewhere) is None
    with Vault.open(elsewhere, PASSPHRASE) as again:
        assert account_names(again) == ["Everyday", "Cash"]
        add_account(again, "New")
    assert sorted(path.name for path in elsewhere.iterdir()) == [
        "vault.anchor", "vault.db", "vault.hdr", "vault.hdr.1", "vault.lock",
    ]  # fmt: skip


def test_a_backup_is_put_back_by_the_recovery_code_alone(opened: Vault, tmp_path: Path) -> None:
    code = keys.new_recovery_code()
    opened.access.add("recovery", code)
    made = backup.make(opened.access, tmp_path / "backup", "hand")
    restoring.restore(restoring.unlocked(made.folder, code, "recovery"), tmp_path / "again")
    with Vault.open(tmp_path / "again", code, slot_type="recovery") as again:
        assert account_names(again) == ["Everyday"]


def test_the_replaced_vault_and_the_backups_are_kept(bundle: Bundle, opened: Vault) -> None:
    folder = opened.folder
    with pytest.raises(VaultBusy):
        restoring.restore(restoring.unlocked(bundle.folder, PASSPHRASE), folder)
    opened.close()
    kept = restoring.restore(restoring.unlocked(bundle.folder, PASSPHRASE), folder)
    assert kept is not None
    with Vault.open(folder, PASSPHRASE) as back:
        assert account_names(back) == ["Everyday", "Cash"]
        assert [one.folder for one in bundles.listed([folder / "backups"], back.id)] == [bundle.folder]
    with Vault.open(kept, PASSPHRASE) as former:
        assert account_names(former) == ["Everyday", "Cash", "Later"]


def test_a_folder_of_other_things_is_not_moved_away(bundle: Bundle, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    access = restoring.unlocked(bundle.folder, PASSPHRASE)
    assert restoring.restore(access, letters) is None, "an empty one is taken"
    Vault.open(letters, PASSPHRASE).close()
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").touch()
    with pytest.raises(VaultError, match="place_taken"):
        restoring.restore(access, other)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_a_damaged_backup_or_a_wrong_passphrase_changes_nothing(bundle: Bundle, opened: Vault) -> None:
    opened.close()
    with pytest.raises(WrongPassphrase):
        restoring.unlocked(bundle.folder, "wrong")
    access = restoring.unlocked(bundle.folder, PASSPHRASE)
    raw = bytearray((bundle.folder / "vault.db").read_bytes())
    raw[5000] ^= 1
    (bundle.folder / "vault.db").write_bytes(raw)
    with pytest.raises(VaultDamaged, match="backup_damaged"):
        restoring.restore(access, opened.folder)
    assert sorted(path.name for path in opened.folder.parent.iterdir()) == ["vault"]
    with Vault.open(opened.folder, PASSPHRASE) as vault:
        assert account_names(vault) == ["Everyday", "Cash", "Later"]


@pytest.mark.parametrize("call", range(1, 6))
def test_a_restoring_that_is_cut_off_ends_in_the_old_or_the_new(
    bundle: Bundle, opened: Vault, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """Stop before the n-th rename, as a kill would: the next opening finds one of the two, whole."""
    opened.close()
    rename: Callable[[Path, Path], Path] = Path.rename
    calls: list[Path] = []

    def stopping(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == call:
            raise SystemExit
        return rename(self, target)

    access = restoring.unlocked(bundle.folder, PASSPHRASE)
    monkeypatch.setattr(Path, "rename", stopping)
    with suppress(SystemExit):
        restoring.restore(access, opened.folder)
    monkeypatch.undo()
    with Vault.open(opened.folder, PASSPHRASE) as vault:
        expected = ["Everyday", "Cash", "Later"] if call == 1 else ["Everyday", "Cash"]
        assert account_names(vault) == expected
        assert len(bundles.listed([opened.folder / "backups"], vault.id)) == 1


def test_hostile_manifests(bundle: Bundle) -> None:
    document = json.loads((bundle.folder / "manifest.json").read_bytes())
    hostile = [
        {"files": {"../../etc/passwd": {"size": 1, "sha256": ""}}},
        {"files": {"/etc/passwd": {"size": 1, "sha256": ""}}},
        {"files": []},
        {"magic": "other"},
        {"nonce": "zz"},
        {"made_at": "yesterday"},
        {"format": 2},
        {"format": None},
    ]
    for change in hostile:
        (bundle.folder / "manifest.json").write_text(json.dumps(document | change))
        with pytest.raises(VaultError):
            manifest.read(bundle.folder)
    for raw in (b"", b"[", b"[]", b"1", b"[" * 100_000):
        (bundle.folder / "manifest.json").write_bytes(raw)
        with pytest.raises(VaultDamaged):
            manifest.read(bundle.folder)


def at(days: int, hours: int = 0, reason: str = "daily") -> Bundle:
    return Bundle(Path(f"{days}-{hours}-{reason}"), "", NOON - timedelta(days=days, hours=hours), reason, 1)


def test_which_backups_may_go() -> None:
    every_day = [at(days) for days in range(800)]
    kept = [one for one in every_day if one not in bundles.superfluous(every_day, NOON)]
    assert every_day[:7] == kept[:7], "seven days"
    assert 7 + 2 + 10 <= len(kept) <= 7 + 4 + 12
    assert len({(one.made_at.year, one.made_at.month) for one in kept}) == 12
    special = [at(3, 1, "migration"), at(89, 1, "rotation"), at(91, 1, "migration"), at(700, 1, "hand")]
    gone = bundles.superfluous([*every_day, *special], NOON)
    assert [one in gone for one in special] == [False, False, True, False]
    assert bundles.superfluous([at(900)], NOON) == [], "the last one always stays"
    same_day = [at(0, hours, "import") for hours in range(9)]
    assert len(bundles.superfluous(same_day, NOON)) == 4


def test_pruning_removes_only_what_is_ours(bundle: Bundle, opened: Vault, tmp_path: Path) -> None:
    parent = bundle.folder.parent
    (parent / "coffer-20200101T000000Z-daily.partial").mkdir()
    (parent / "holiday.partial").mkdir()
    (parent / "notes").mkdir()
    assert bundles.prune(parent, opened.id, NOON + timedelta(days=400)) == []
    assert sorted(path.name for path in parent.iterdir()) == [bundle.folder.name, "holiday.partial", "notes"]


def test_figures_are_exact_where_sums_exceed_64_bits(vault: Vault) -> None:
    add_account(vault, "A")
    with vault.write("fill") as write:
        row = "INSERT INTO transactions (account_id, booked_on, amount) VALUES (1, '2026-01-01', ?)"
        for amount in (9_223_372_036_854_775_807, 9_223_372_036_854_775_806, -3):
            write.connection.exec_driver_sql(row, (amount,))
    with vault.read() as connection:
        found = figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])
    assert found.accounts[0].total == 9_223_372_036_854_775_807 + 9_223_372_036_854_775_806 - 3
    assert figures.from_json(json.loads(json.dumps(found.as_json()))) == found
