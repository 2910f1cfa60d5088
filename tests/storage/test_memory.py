"""Locking leaves nothing of a vault in the memory of the process that goes on, and nothing piles up."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from counts import times
from vault_rows import PASSPHRASE, add_account

from storage.vault import Vault

ROOT = Path(__file__).parents[2]
HOLD = """
import os, sys
from pathlib import Path
from sqlalchemy import text
from storage.vault import Vault
folder = Path(sys.argv[1])
vault = Vault.open(folder, sys.stdin.readline().rstrip("\\n"))
with vault.read() as connection:
    rows = connection.execute(text("SELECT name, notes FROM accounts")).all()
print(vault.access.database_key(), flush=True)
sys.stdin.readline()
vault.close()
from ui.program.program import restart
restart(folder)
"""
NOTES = [f"canary {number} zebra" for number in range(1000)]


def memory_of(pid: int) -> bytes:
    """Everything that a process can read of itself."""
    parts = []
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if found is None or "[v" in line:
                continue
            start, end = (int(bound, 16) for bound in found.groups())
            try:
                memory.seek(start)
                parts.append(memory.read(end - start))
            except (OSError, OverflowError, ValueError):
                continue
    return b"\0".join(parts)


def found_in(memory: bytes, key: str) -> list[str]:
    """Which of the key, the passphrase and the 1,000 notes stand in memory, in any usual coding."""
    raw = bytes.fromhex(key[2:66])
    wanted = {"raw key": raw, "hex key": raw.hex().encode(), "HEX key": raw.hex().upper().encode()}
    wanted |= {"passphrase": PASSPHRASE.encode(), "passphrase utf-16": PASSPHRASE.encode("utf-16-le")}
    notes = set(re.findall(rb"canary \d+ zebra", memory))
    wide = "canary ".encode("utf-16-le") + rb"(?:\d\x00)+" + " zebra".encode("utf-16-le")
    notes |= {found.replace(b"\0", b"") for found in re.findall(wide, memory)}
    return [name for name, secret in wanted.items() if secret in memory] + sorted(note.decode() for note in notes)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_after_locking_nothing_is_left_in_memory(folder: Path) -> None:
    look_after_locking(folder)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_after_locking_nothing_is_left_in_memory_many_times(folder: Path, tmp_path: Path) -> None:
    for number in range(times("CANARIES", 20)):
        look_after_locking(Path(shutil.copytree(folder, tmp_path / f"{number}" / "vault")))


def look_after_locking(folder: Path) -> None:
    """Unlock a vault in another process, find its rows and keys there, lock it, and find nothing."""
    with Vault.open(folder, PASSPHRASE) as vault, vault.write("fill") as write:
        for number, note in enumerate(NOTES):
            values = (f"Account {number}", note)
            sql = "INSERT INTO accounts (name, kind, currency, notes) VALUES (?, 'cash', 'EUR', ?)"
            write.connection.exec_driver_sql(sql, values)
    home = {"HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent), "XDG_DATA_HOME": str(folder.parent)}
    environment = os.environ | home | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(PASSPHRASE + "\n")
            process.stdin.flush()
            key = process.stdout.readline().strip()
            try:
                before = found_in(memory_of(process.pid), key)
            except PermissionError:
                pytest.skip("this system lets nobody read another process's memory")
            assert len(before) > 500, "unlocked, it is all there: the search finds what there is"
            process.stdin.write("lock\n")
            process.stdin.flush()
            wait_for_the_locked_window(process.pid)
            assert process.poll() is None
            assert found_in(memory_of(process.pid), key) == []
        finally:
            process.kill()


def wait_for_the_locked_window(pid: int) -> None:
    for _ in range(300):
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"ui.app" in arguments and b"libQt6Widgets" in Path(f"/proc/{pid}/maps").read_bytes():
            time.sleep(1)
            return
        time.sleep(0.05)
    raise AssertionError("no locked window")


def resident() -> int:
    """Kilobytes of memory in use by this process."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[0])


def grown(folder: Path, times: int) -> tuple[int, int]:
    """Percent by which memory, and how many more files are open, after opening and closing so often."""
    for _ in range(20):
        Vault.open(folder, PASSPHRASE).close()
    before, files = resident(), len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a count
    for number in range(times):
        with Vault.open(folder, PASSPHRASE) as vault:
            if number % 50 == 0:
                add_account(vault, f"{number}")
    return 100 * (resident() - before) // before, len(os.listdir("/proc/self/fd")) - files  # noqa: PTH208 - as above


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_with_unlocking(folder: Path) -> None:
    percent, files = grown(folder, 60)
    assert percent < 5
    assert files == 0


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_over_a_thousand(folder: Path) -> None:
    percent, files = grown(folder, times("OPENINGS", 1000))
    assert percent < 5
    assert files == 0
