"""A new vault key: all or nothing, whenever it is cut off; and the journal goes on across it."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
import vault_changer
from counts import times
from killing import killed
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import VaultBusy, VaultDamaged, VaultError, WrongPassphrase
from storage import backup, journal, keys, restoring, rotation, slots, undo
from storage.vault import Vault

NEW = "four red pears"


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the other process, for tests that are about the steps around it."""
    monkeypatch.setattr(backup, "problems", lambda *_, **__: [])
    monkeypatch.setattr(rotation, "_prove", lambda *_: None)


def test_after_a_rotation_only_the_new_opens(folder: Path) -> None:
    code, old_header = keys.new_recovery_code(), (folder / "vault.hdr").read_bytes()
    with Vault.open(folder, PASSPHRASE) as vault:
        old_key, chain = vault.access.database_key(), vault.subkey("chain")
    made = rotation.rotate(folder, PASSPHRASE, new_passphrase=NEW, recovery_code=code)
    assert made.reason == "rotation"
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    with Vault.open(folder, NEW) as vault:
        assert account_names(vault) == ["Everyday"]
        assert vault.access.database_key() != old_key
        assert vault.subkey("chain") == chain
        assert [slot.type for slot in vault.access.slots] == ["passphrase", "recovery"]
        add_account(vault, "Cash")
        with vault.read() as connection:
            assert journal.first_broken(connection, vault.subkey("chain")) is None
        undo.undo(vault)
    with Vault.open(folder, code, slot_type="recovery") as vault:
        assert account_names(vault) == ["Everyday"]
    assert (folder / "vault.hdr").read_bytes() == (folder / "vault.hdr.1").read_bytes()
    (folder / "vault.hdr").write_bytes(old_header)
    with pytest.raises(VaultDamaged):
        Vault.open(folder, PASSPHRASE, accept={"old_header"})
    restoring.restore(restoring.unlocked(made.folder, PASSPHRASE), folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        assert account_names(vault) == ["Everyday"]


@pytest.mark.usefixtures("no_reader")
def test_a_second_rotation_keeps_the_chain(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        chain = vault.subkey("chain")
    for old, new in ((PASSPHRASE, "one"), ("one", "two")):
        rotation.rotate(folder, old, new_passphrase=new)
    with Vault.open(folder, "two") as vault, vault.read() as connection:
        assert vault.subkey("chain") == chain
        assert journal.first_broken(connection, chain) is None


def test_what_is_refused_changes_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "vault.lock"}
    with pytest.raises(WrongPassphrase):
        rotation.rotate(folder, "wrong", new_passphrase=NEW)
    with pytest.raises(VaultError, match="passphrase_empty"):
        rotation.rotate(folder, PASSPHRASE, new_passphrase="")
    with pytest.raises(VaultError, match="secret_mistyped"):
        rotation.rotate(folder, PASSPHRASE, new_passphrase=NEW, recovery_code="0000")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "vault.lock"} == before
    with Vault.open(folder, PASSPHRASE), pytest.raises(VaultBusy):
        rotation.rotate(folder, PASSPHRASE, new_passphrase=NEW)


@pytest.mark.usefixtures("no_reader")
@pytest.mark.parametrize(
    ("step", "expected"), [("_begin", PASSPHRASE), ("_rekey", PASSPHRASE), ("_prove", NEW), ("_finish", NEW)]
)
def test_cut_off_before_a_step_it_is_finished_or_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, expected: str
) -> None:
    def cut(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(rotation, step, cut)
        with pytest.raises(SystemExit):
            rotation.rotate(folder, PASSPHRASE, new_passphrase=NEW)
    assert (slots.load(folder).pending is None) == (step == "_begin")
    with Vault.open(folder, PASSPHRASE) as vault:
        assert account_names(vault) == ["Everyday"]
        assert slots.load(folder).pending is None
        add_account(vault, "Cash")
    with Vault.open(folder, expected) as vault:
        assert account_names(vault) == ["Everyday", "Cash"]
    if expected == NEW:
        with pytest.raises(WrongPassphrase):
            Vault.open(folder, PASSPHRASE)


@pytest.mark.usefixtures("no_reader")
def test_a_database_that_cannot_be_read_drops_no_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr(rotation, "_finish", cut)
    with pytest.raises(SystemExit):
        rotation.rotate(folder, PASSPHRASE, new_passphrase=NEW)
    monkeypatch.undo()
    raw = (folder / "vault.db").read_bytes()
    damaged = bytearray(raw)
    damaged[100] ^= 1
    (folder / "vault.db").write_bytes(damaged)
    with pytest.raises(VaultDamaged, match="database_damaged"):
        Vault.open(folder, PASSPHRASE)
    (folder / "vault.db").write_bytes(raw)
    Vault.open(folder, PASSPHRASE).close()
    Vault.open(folder, NEW).close()


def kill_while_rotating(folder: Path, kills: int) -> dict[str, int]:
    """How often the old and the new passphrase opened after a kill; every time one of them, with every row."""
    chance = random.Random(kills)  # noqa: S311 - instants, not secrets
    ended = {"old": 0, "new": 0}
    passphrase, other, longest = PASSPHRASE, NEW, 1.0
    for _ in range(kills):
        told = killed(vault_changer.rotate, folder, passphrase, other, steps=0, delay=chance.uniform(0, longest))
        is_done = told == ["end"]
        longest *= 0.8 if is_done else 1.1  # about as long as it takes on this computer now
        try:
            opened = Vault.open(folder, passphrase)
        except WrongPassphrase:
            opened = Vault.open(folder, other)
            passphrase, other, how = other, passphrase, "new"
        else:
            assert not is_done
            how = "old"
        with opened as vault:
            assert account_names(vault)[0] == "Everyday"
        ended[how] += 1
        with suppress(WrongPassphrase):
            Vault.open(folder, passphrase).close()
            continue
        passphrase, other = other, passphrase  # the opening above finished what was interrupted
        Vault.open(folder, passphrase).close()
    return ended


def test_four_kills_while_rotating(folder: Path) -> None:
    assert sum(kill_while_rotating(folder, 4).values()) == 4


@pytest.mark.soak
def test_many_kills_while_rotating(folder: Path) -> None:
    ended = kill_while_rotating(folder, times("KILLS", 150))
    assert min(ended.values()) > 0
