"""Power cuts from recorded writes: what was acknowledged is there, whole, whichever sectors reached the disk.

An image of the disk holds everything that was synced before the cut; of what was written since, each sector may have
arrived or not, in any order. The same images of a database that does not wait for the disk must show losses and
damage: a test that can't fail proves nothing.
"""

from __future__ import annotations

import json
import random
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import apsw
import pytest
from counts import times
from make_golden import GOLDEN
from make_golden import PASSPHRASE as GOLDEN_PASSPHRASE
from recording import recorded
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from vault_rows import PASSPHRASE

from storage import dbapi, engine, figures, keys, migrations, slots
from storage.vault import Vault

PAIR = "INSERT INTO transactions (account_id, booked_on, amount, folded) VALUES (1, '2026-01-01', ?, ?)"
Event = tuple[Any, ...]


@pytest.fixture
def source(folder: Path) -> tuple[Path, str]:
    """A resting database and its key."""
    with Vault.open(folder, PASSPHRASE) as vault:
        return folder / "vault.db", vault.access.database_key()


def trace(source: tuple[Path, str], place: Path, commits: int, synchronous: str) -> tuple[Path, list[Event]]:
    """Write pairs that add up to nothing; the database before, and every event."""
    path, key = source
    place.mkdir()
    start, target = place / "start.db", place / "vault.db"
    shutil.copy(path, start)
    shutil.copy(path, target)
    chance = random.Random(commits)  # noqa: S311 - the same writes every time
    with recorded(target, key, synchronous=synchronous, wal_autocheckpoint=15) as (connection, recorder):
        recorder.events.clear()
        for number in range(1, commits + 1):
            amount = chance.randrange(1, 10_000)
            with connection:
                for signed in (amount, -amount):
                    connection.execute(PAIR, (signed, f"shop {number} " + "x" * chance.randrange(3000)))
            recorder.mark(number)
        return start, list(recorder.events)


def image(start: Path, events: list[Event], cut: int, chance: random.Random, place: Path) -> int:
    """Write a disk as it may be after a cut before event number `cut`; the last acknowledged commit."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    files = {"vault.db": bytearray(start.read_bytes())}
    pending: dict[str, list[Event]] = {}
    acknowledged = 0
    for event in events[:cut]:
        if event[0] == "mark":
            acknowledged = event[1]
        elif event[0] == "sync":
            for done in pending.pop(event[1], []):
                apply(files, done)
        else:
            pending.setdefault(event[1], []).append(event)
    sector = chance.choice((512, 4096))
    for waiting in pending.values():
        arrived = [piece for event in waiting for piece in pieces(event, sector) if chance.random() < 0.5]
        if chance.random() < 0.3:
            chance.shuffle(arrived)
        for piece in arrived:
            apply(files, piece)
    for name, content in files.items():
        (place / name).write_bytes(content)
    return acknowledged


def pieces(event: Event, sector: int) -> list[Event]:
    """The sectors that a write touches, each of which may arrive alone."""
    if event[0] != "write":
        return [event]
    _kind, name, offset, data = event
    first = sector - offset % sector
    bounds = [0, *range(first, len(data), sector), len(data)]
    return [("write", name, offset + a, data[a:b]) for a, b in pairwise(bounds) if b > a]


def apply(files: dict[str, bytearray], event: Event) -> None:
    content = files.setdefault(event[1], bytearray())
    if event[0] == "truncate":
        del content[event[2] :]
        return
    _kind, _name, offset, data = event
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def look(path: Path, key: str) -> int | None:
    """How many whole commits an image holds; None when it is damaged."""
    try:
        connection = engine.connect(path, key, writer=True)
        try:
            native = connection.native
            whole = native.pragma("integrity_check") == "ok"
            total, count = native.execute("SELECT coalesce(sum(amount), 0), count(*) FROM transactions").fetchall()[0]
        finally:
            connection.close()
    except (dbapi.Error, apsw.Error):
        return None
    return count // 2 if whole and total == 0 and count % 2 == 0 else None


def cuts(source: tuple[Path, str], place: Path, images: int, synchronous: str) -> tuple[int, int]:
    """Of so many images, how many lost an acknowledged commit and how many were damaged."""
    start, events = trace(source, place, 40, synchronous)
    chance = random.Random(images)  # noqa: S311 - the same images every time
    lost = damaged = 0
    for _ in range(images):
        acknowledged = image(start, events, chance.randrange(1, len(events) + 1), chance, place / "image")
        found = look(place / "image" / "vault.db", source[1])
        damaged += found is None
        lost += found is not None and found < acknowledged
    return lost, damaged


def test_three_hundred_power_cuts_lose_nothing(source: tuple[Path, str], tmp_path: Path) -> None:
    assert cuts(source, tmp_path / "full", 300, "FULL") == (0, 0)


def test_without_waiting_for_the_disk_the_same_cuts_do_harm(source: tuple[Path, str], tmp_path: Path) -> None:
    lost, damaged = cuts(source, tmp_path / "normal", 60, "NORMAL")
    assert lost > 0
    assert damaged == 0
    lost, damaged = cuts(source, tmp_path / "off", 60, "OFF")
    assert damaged > 0


@pytest.mark.soak
def test_ten_thousand_power_cuts(source: tuple[Path, str], tmp_path: Path) -> None:
    assert cuts(source, tmp_path / "full", times("CUTS", 10_000), "FULL") == (0, 0)
    lost, damaged = cuts(source, tmp_path / "normal", times("CUTS", 10_000) // 10, "NORMAL")
    assert lost > 0
    assert damaged == 0
    assert cuts(source, tmp_path / "off", times("CUTS", 10_000) // 10, "OFF")[1] > 0


def rekeyings(source: tuple[Path, str], place: Path, images: int) -> dict[str, int]:
    """How often the old and the new key opened after a cut while every page is written under a new key."""
    path, key = source
    place.mkdir()
    start, target = Path(shutil.copy(path, place / "start.db")), Path(shutil.copy(path, place / "vault.db"))
    raw = bytes.fromhex(key[2:66])
    new = f"x'{raw[::-1].hex()}{key[66:98]}'"
    with recorded(target, key) as (connection, recorder):
        recorder.events.clear()
        connection.pragma("rekey", new)
        connection.pragma("wal_checkpoint", "TRUNCATE")
        events = list(recorder.events)
    chance = random.Random(images)  # noqa: S311 - the same images every time
    ended = {"old": 0, "new": 0}
    for _ in range(images):
        image(start, events, chance.randrange(1, len(events) + 1), chance, place / "image")
        by_key = {name: look(place / "image" / "vault.db", one) for name, one in (("old", key), ("new", new))}
        assert list(by_key.values()).count(0) == 1, by_key  # one of the two opens, with all rows: none
        ended["old" if by_key["old"] is not None else "new"] += 1
    return ended


def test_power_cuts_while_the_key_is_replaced(source: tuple[Path, str], tmp_path: Path) -> None:
    assert min(rekeyings(source, tmp_path / "rekey", 40).values()) > 0


@pytest.mark.soak
def test_many_power_cuts_while_the_key_is_replaced(source: tuple[Path, str], tmp_path: Path) -> None:
    assert min(rekeyings(source, tmp_path / "rekey", times("CUTS", 2000)).values()) > 0


def migrations_cut(place: Path, images: int) -> dict[int, int]:
    """The versions that a vault of version 1 has after cuts while it is brought up; all its rows are there."""
    folder = Path(shutil.copytree(GOLDEN / "v1", place))
    known = slots.load(folder)
    key = keys.database_key(slots.unlock(known, "passphrase", GOLDEN_PASSPHRASE), known.db_salt)
    start, target = Path(shutil.copy(folder / "vault.db", folder / "start.db")), folder / "vault.db"
    with recorded(target, key) as (connection, recorder):
        recorder.events.clear()
        own = dbapi.Connection(connection, isolation_level="IMMEDIATE")
        upgrader = create_engine("sqlite+pysqlite://", module=dbapi, creator=lambda: own, poolclass=StaticPool)
        with upgrader.connect() as writer:
            migrations.upgrade(writer)
        events = list(recorder.events)
    held = figures.from_json(json.loads((GOLDEN / "v1.json").read_text("utf-8"))["figures"])
    chance = random.Random(images)  # noqa: S311 - the same images every time
    ended: dict[int, int] = {}
    for number in range(images):
        first = 1 if number % 2 else len(events) - 3  # the commit is near the end
        image(start, events, chance.randrange(first, len(events) + 1), chance, place / "image")
        reader = engine.connect(place / "image" / "vault.db", key, writer=True)
        try:
            found = figures.read(lambda sql, native=reader.native: native.execute(sql).fetchall())
            assert reader.native.pragma("integrity_check") == "ok"
        finally:
            reader.close()
        assert (found.accounts, found.chain) == (held.accounts, held.chain)
        kept = held.counts.keys() - migrations.GROWN
        assert {name: found.count(name) for name in kept} == {name: held.count(name) for name in kept}
        ended[found.schema] = ended.get(found.schema, 0) + 1
    return ended


def test_power_cuts_while_migrating(tmp_path: Path) -> None:
    assert set(migrations_cut(tmp_path / "golden", 40)) == {1, migrations.VERSION}


@pytest.mark.soak
def test_many_power_cuts_while_migrating(tmp_path: Path) -> None:
    assert set(migrations_cut(tmp_path / "golden", times("CUTS", 2000))) == {1, migrations.VERSION}
