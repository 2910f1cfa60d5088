"""A new vault key: all or nothing, whenever it is cut off; and the journal goes on across it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from counts import times
from vault_rows import PASSPHRASE, account_names, add_account

from hub.domain.errors import VaultBusy, VaultDamaged, VaultError, WrongPassphrase
from storage import backup, journal, keys, restoring, rotation, slots, undo
from storage.vault import Vault

NEW = "four red pears"
ROOT = Path(__file__).parents[2]


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


ROTATE = """
import sys
from pathlib import Path
from storage import rotation
print("ready", flush=True)
rotation.rotate(Path(sys.argv[1]), sys.argv[2], new_passphrase=sys.argv[3])
print("done", flush=True)
"""


def kill_while_rotating(folder: Path, kills: int) -> dict[str, int]:
    """How often the old and the new passphrase opened after a kill; every time one of them, with every row."""
    chance = random.Random(kills)  # noqa: S311 - instants, not secrets
    ended = {"old": 0, "new": 0}
    passphrase, other = PASSPHRASE, NEW
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    whole = Path(shutil.copytree(folder, folder.with_name("whole")))
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", ROTATE, str(whole), passphrase, other], env=environment, check=True)
    longest = 1.2 * (time.monotonic() - began)  # a busy computer takes its time
    for _ in range(kills):
        command = [sys.executable, "-c", ROTATE, str(folder), passphrase, other]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as rotating:
            assert rotating.stdout is not None
            assert rotating.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.1, longest))
            rotating.send_signal(signal.SIGKILL)
            is_done = rotating.stdout.read() == "done\n"
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
