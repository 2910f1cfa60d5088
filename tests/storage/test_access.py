"""Ways to open a vault are added, removed and replaced without touching its data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from vault_rows import PASSPHRASE, account_names

from hub.domain.errors import VaultDamaged, VaultError, WrongPassphrase
from storage import backoff, keys, slots
from storage.vault import Vault


def gen(folder: Path, name: str = "vault.hdr") -> int:
    return int(json.loads((folder / name).read_bytes())["gen"])


def test_a_changed_passphrase_opens_and_the_old_one_does_not(opened: Vault) -> None:
    folder, before = opened.folder, (opened.folder / "vault.db").read_bytes()
    opened.access.change_passphrase(PASSPHRASE, "four red pears", kdf=keys.FLOOR)
    assert (folder / "vault.db").read_bytes() == before, "the data is not written again"
    opened.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    with Vault.open(folder, "four red pears") as vault:
        assert account_names(vault) == ["Everyday"]
        assert len(vault.access.slots) == 1


def test_changing_needs_the_old_passphrase(opened: Vault) -> None:
    before = (opened.folder / "vault.hdr").read_bytes()
    with pytest.raises(WrongPassphrase):
        opened.access.change_passphrase("wrong", "four red pears", kdf=keys.FLOOR)
    with pytest.raises(VaultError, match="passphrase_empty"):
        opened.access.change_passphrase(PASSPHRASE, "", kdf=keys.FLOOR)
    assert (opened.folder / "vault.hdr").read_bytes() == before


def test_a_recovery_code_opens_until_it_is_removed(opened: Vault) -> None:
    code = keys.new_recovery_code()
    slot = opened.access.add("recovery", code, label="the sheet in the drawer")
    opened.close()
    for typed in (code, code.lower().replace("-", "")):
        with Vault.open(opened.folder, typed, slot_type="recovery") as vault:
            assert [s.type for s in vault.access.slots] == ["passphrase", "recovery"]
    with pytest.raises(WrongPassphrase):
        Vault.open(opened.folder, keys.new_recovery_code(), slot_type="recovery")
    with Vault.open(opened.folder, code, slot_type="recovery") as vault:
        vault.access.remove(slot.id)
        with pytest.raises(VaultError, match="last_slot"):
            vault.access.remove(vault.access.slots[0].id)
    with pytest.raises(WrongPassphrase):
        Vault.open(opened.folder, code, slot_type="recovery")
    Vault.open(opened.folder, PASSPHRASE).close()


def test_every_header_counts_and_the_one_before_is_kept(opened: Vault) -> None:
    opened.access.add("recovery", keys.new_recovery_code())
    assert (gen(opened.folder), gen(opened.folder, "vault.hdr.1")) == (2, 1)
    opened.access.add("recovery", keys.new_recovery_code())
    assert (gen(opened.folder), gen(opened.folder, "vault.hdr.1")) == (3, 2)


def test_the_header_in_use_is_the_one_on_disk(tmp_path: Path) -> None:
    with Vault.create(tmp_path, PASSPHRASE, kdf=keys.FLOOR) as vault:
        assert slots.load(tmp_path) == vault.access.header
        vault.access.add("recovery", keys.new_recovery_code())
        assert slots.load(tmp_path) == vault.access.header


def test_an_old_header_put_back_is_noticed_and_may_be_accepted(opened: Vault) -> None:
    folder = opened.folder
    old = (folder / "vault.hdr").read_bytes()
    opened.access.change_passphrase(PASSPHRASE, "four red pears", kdf=keys.FLOOR)
    opened.close()
    newest = (folder / "vault.hdr").read_bytes()
    assert (folder / "vault.hdr.1").read_bytes() == newest, "no copy is left that opens with the old passphrase"
    (folder / "vault.hdr").write_bytes(old)
    with pytest.raises(VaultDamaged, match="old_header"):
        Vault.open(folder, PASSPHRASE)
    Vault.open(folder, PASSPHRASE, accept={"old_header"}).close()
    Vault.open(folder, PASSPHRASE).close()
    (folder / "vault.hdr").write_bytes(newest)
    Vault.open(folder, "four red pears").close()


def test_a_failing_disk_leaves_the_header_as_it_was(opened: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = (opened.folder / "vault.hdr").read_bytes()
    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        opened.access.add("recovery", keys.new_recovery_code())
    monkeypatch.undo()
    assert (opened.folder / "vault.hdr").read_bytes() == before
    assert len(opened.access.slots) == 1
    opened.close()
    Vault.open(opened.folder, PASSPHRASE).close()


def test_wrong_passphrases_in_a_row_must_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_800_000_000]
    monkeypatch.setattr("time.time", lambda: now[0])
    monkeypatch.setattr(slots, "open_slot", lambda *_: None)  # as if wrong, without the second that each costs
    for _ in range(backoff.FREE_TRIES):
        with pytest.raises(WrongPassphrase):
            Vault.open(folder, "wrong")
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        with pytest.raises(VaultError) as caught:
            Vault.open(folder, PASSPHRASE)
        assert (caught.value.code, caught.value.values) == ("too_many_tries", {"seconds": seconds})
        now[0] += seconds
        with pytest.raises(WrongPassphrase):
            Vault.open(folder, "wrong")
    now[0] -= 10_000_000
    with pytest.raises(VaultError, match="too_many_tries"):
        Vault.open(folder, PASSPHRASE)
    monkeypatch.undo()
    time_after = 4_000_000_000
    monkeypatch.setattr("time.time", lambda: time_after)
    Vault.open(folder, PASSPHRASE).close()
    assert (folder / "vault.lock").read_text() == ""
    (folder / "vault.lock").write_text("noise 1")
    Vault.open(folder, PASSPHRASE).close()
