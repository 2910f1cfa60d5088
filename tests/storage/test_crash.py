"""Killed at any instant, the vault holds every write that was acknowledged, whole, and nothing of the others."""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import vault_changer
import vault_keeper
import vault_writer
from counts import times
from killing import killed
from make_golden import GOLDEN, code_with_check
from vault_rows import CODE, PASSPHRASE

from storage import attachments, backup, bundles, checks, figures, journal, migrations
from storage.vault import Vault

_GROWS = 25
"""Kills after which a vault has grown."""


@pytest.fixture
def busy(folder: Path) -> Path:
    """A closed vault that a code opens too."""
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.access.add("recovery", CODE)
    return folder


def killed_while_writing(folder: Path, seed: int, chance: random.Random) -> dict[int, str]:
    """State of each acknowledged operation after the writer was killed."""
    steps, delay = chance.randrange(1, 12), chance.uniform(0, 0.05)
    told = killed(vault_writer.main, folder, CODE, seed, steps=steps, delay=delay)
    states: dict[int, str] = {}
    for line in told:
        state, number = line.split()
        states[int(number)] = state
    return states


def check(folder: Path, acknowledged: dict[int, str]) -> int:
    """How many acknowledged operations are there; everything whole."""
    with Vault.open(folder, CODE, slot_type="recovery") as vault:
        with vault.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("SELECT coalesce(sum(amount), 0) FROM transactions").scalar() == 0
            assert journal.first_broken(connection, vault.subkey("chain")) is None
            present = {operation.id: operation.state for operation in journal.listed(connection, 1_000_000)}
            newest = max((number for number, state in acknowledged.items() if state == "done"), default=0)
        for number, state in acknowledged.items():
            if number == 0:
                continue  # there was nothing to undo
            # The one write that was under way may have undone the newest, or dropped what could be redone.
            expected = {"done": {"done", "undone"} if number == newest else {"done"}, "undone": {"undone", "dropped"}}
            assert present[number] in expected[state], (number, state, present[number])
        with vault.read() as connection:
            assert checks.differing(connection) == []
    return len(acknowledged)


def kill_many_times(folder: Path, kills: int) -> int:
    """How many operations were acknowledged; a vault that has grown is changed for a new one, or looking takes long."""
    chance = random.Random(kills)  # noqa: S311 - instants, not secrets
    total = 0
    for seed in range(kills):
        if seed % _GROWS == 0:
            busy = Path(shutil.copytree(folder, folder.with_name(f"busy {seed}")))
        acknowledged = killed_while_writing(busy, seed, chance)
        total += check(busy, acknowledged)
        if seed % _GROWS == _GROWS - 1:
            shutil.rmtree(busy)
    return total


def kill_while_keeping(folder: Path, kills: int) -> int:
    """How many steps were told; after each kill, all that was told is there and whole."""
    chance = random.Random(kills)  # noqa: S311 - instants, not secrets
    (folder / "backups").mkdir(exist_ok=True)
    total = 0
    for seed in range(kills):
        lines = killed(vault_keeper.main, folder, CODE, seed, steps=chance.randrange(3), delay=chance.uniform(0, 0.3))
        told = [(kind, name) for kind, _blank, name in (line.partition(" ") for line in lines)]
        total += len(told)
        with Vault.open(folder, CODE, slot_type="recovery") as vault:
            slots_known = {slot.id for slot in vault.access.slots}
            with vault.read() as connection:
                kept = attachments.expected(connection)
                for attachment_id, _digest in kept.values():
                    assert sum(map(len, attachments.content(connection, folder, attachment_id))) == 100_000
            found = bundles.listed([folder / "backups"], vault.id)
            assert {name for kind, name in told if kind == "backup"} <= {one.folder.name for one in found}
            assert {name for kind, name in told if kind == "receipt"} <= set(kept)
            newest_slots = [name for kind, name in told if kind == "slot"][-2:]
            assert set(newest_slots) <= slots_known, "the newest are never the ones that make room"
            assert all(backup.problems(one.folder, vault.access) == [] for one in found[:1])
            for one in found[1:]:
                bundles.remove(one.folder)
            bundles.prune(folder / "backups", vault.id, datetime.now(UTC))
            assert list((folder / "backups").glob("*.partial")) == []
    return total


def kill_while_migrating(place: Path, kills: int) -> int:
    """After each kill a vault of version 1 opens as one of the newest, with all that it held; how often it was cut."""
    chance = random.Random(kills)  # noqa: S311 - instants, not secrets
    held = figures.from_json(json.loads((GOLDEN / "v1.json").read_text("utf-8"))["figures"])
    cut, longest = 0, 0.5
    for number in range(kills):
        folder = Path(shutil.copytree(GOLDEN / "v1", place / f"{number}"))
        folder.chmod(0o700)
        given = (folder, code_with_check(), "recovery")
        told = killed(vault_changer.migrate, *given, steps=0, delay=chance.uniform(0, longest))
        cut += told == []
        longest *= 1.1 if told == [] else 0.8  # about as long as it takes on this computer now
        with Vault.open(folder, code_with_check(), slot_type="recovery") as vault, vault.read() as connection:
            now = figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])
            assert (now.accounts, now.chain) == (held.accounts, held.chain)
            kept = held.counts.keys() - migrations.GROWN
            assert {name: now.count(name) for name in kept} == {name: held.count(name) for name in kept}
            assert connection.exec_driver_sql("PRAGMA user_version").scalar() == migrations.VERSION
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert journal.first_broken(connection, vault.subkey("chain")) is None
            found = bundles.listed([folder / "backups"], vault.id)
            assert {one.reason for one in found} <= {"migration"}
            for one in found:
                assert backup.problems(one.folder, vault.access) == []
        shutil.rmtree(folder)
    return cut


def test_two_kills_while_migrating(tmp_path: Path) -> None:
    kill_while_migrating(tmp_path, 2)


@pytest.mark.soak
def test_many_kills_while_migrating(tmp_path: Path) -> None:
    assert kill_while_migrating(tmp_path, times("KILLS", 150)) > 0


def test_six_kills_lose_nothing(busy: Path) -> None:
    assert kill_many_times(busy, 6) > 10


def test_eight_kills_while_backing_up_and_writing_headers(busy: Path) -> None:
    assert kill_while_keeping(busy, 8) > 8


@pytest.mark.soak
def test_many_kills_lose_nothing(busy: Path) -> None:
    assert kill_many_times(busy, times("KILLS", 400)) > 10


@pytest.mark.soak
def test_many_kills_while_backing_up_and_writing_headers(busy: Path) -> None:
    assert kill_while_keeping(busy, times("KILLS", 300)) > 10
