"""Nothing that a person wrote, and no key, is in anything that a session writes to any file, temporary or not."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from canary_session import IBAN, RECEIPT, WORDS
from counts import times
from vault_rows import PASSPHRASE

ROOT = Path(__file__).parents[2]
SESSION = Path(__file__).with_name("canary_session.py")
DEVICE = re.compile(r"/dev/(?!shm/)")
CALL = re.compile(r"(?:p?write(?:v|64|v2)?|sendto|sendmsg)\(\d+<([^>]*)>(?:\(deleted\))?, (.*)$")
PLAIN = "write.txt"


def files(place: Path) -> Path:
    """A bank's file and a receipt, full of canaries."""
    place.mkdir()
    lines = [f"2026-01-{1 + number % 28:02},-{number}.50,{WORDS[number % 20]},memo {IBAN}" for number in range(300)]
    (place / "bank.csv").write_text("date,amount,payee,memo\n" + "\n".join(lines) + "\n")
    (place / "receipt.pdf").write_text(RECEIPT * 50)
    return place


def coded(text: str) -> list[bytes]:
    raw = text.encode()
    return [raw, text.casefold().encode(), text.encode("utf-16-le"), raw.hex().encode(), base64.b64encode(raw)[:-4]]


def written(log: Path) -> dict[str, bytes]:
    """What was written to each regular file."""
    found: dict[str, list[bytes]] = {}
    for line in log.read_text("ascii", "replace").splitlines():
        match = CALL.search(line)
        if match is None:
            continue
        name = unescaped(match[1]).decode("utf-8", "replace") if "\\x" in match[1] else match[1]
        if name.startswith("/") and not DEVICE.match(name):
            parts = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', match[2])
            found.setdefault(name, []).extend(unescaped(part) for part in parts)
    return {name: b"".join(parts) for name, parts in found.items()}


def unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def look_at_every_write(folder: Path, tmp_path: Path) -> None:
    """Trace a session with 40 canaries, and find none of them in anything that it wrote."""
    if shutil.which("strace") is None:
        pytest.skip("not installed: strace")
    log, home = tmp_path / "calls", tmp_path / "home"
    home.mkdir()
    trace = ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", "trace=write,pwrite64,writev,pwritev,sendto,sendmsg"]
    command = [*trace, "-o", str(log), sys.executable, str(SESSION), str(folder), str(files(tmp_path / "files"))]
    own = {"PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home), "SQLITE_TMPDIR": str(home)}
    own |= {"PYTHONDONTWRITEBYTECODE": "1"}  # what the program's own source says is no canary
    done = subprocess.run(
        command, input=PASSPHRASE + "\n", capture_output=True, text=True, env=os.environ | own, check=False
    )
    if "ptrace" in done.stderr and done.returncode != 3:
        pytest.skip("this system lets nobody trace a process")
    assert done.returncode == 3, done.stderr
    key = bytes.fromhex(done.stdout.strip()[2:66])
    calls = written(log)
    into = {Path(name.removesuffix(" (deleted)")).name.partition("_")[0] for name in calls}
    assert {"vault.db", "vault.db-wal", "manifest.json.new"} <= into, into
    sorted_there = sum(len(content) for name, content in calls.items() if Path(name).parent == home)
    assert sorted_there > 100_000, "something was sorted on the disk"
    assert sum(map(len, calls.values())) > 1_000_000
    canaries = [*WORDS, IBAN, RECEIPT, PASSPHRASE, "bank.csv", "receipt.pdf", "remove_transactions"]
    secrets = {f"{text} {number}": form for text in canaries for number, form in enumerate(coded(text))}
    secrets |= {"raw key": key, "hex key": key.hex().encode(), "base64 key": base64.b64encode(key)[:-1]}
    hits = [(name, text) for name, content in calls.items() for text, form in secrets.items() if form in content]
    assert hits == []
    assert done.stderr == ""
    assert b"KeyError" in (home / "faults.log").read_bytes()


def test_no_write_holds_a_canary(folder: Path, tmp_path: Path) -> None:
    look_at_every_write(folder, tmp_path)


@pytest.mark.soak
def test_no_write_holds_a_canary_in_many_sessions(folder: Path, tmp_path: Path) -> None:
    for number in range(times("CANARIES", 20)):
        place = tmp_path / f"{number}"
        place.mkdir()
        look_at_every_write(Path(shutil.copytree(folder, place / "vault")), place)
        shutil.rmtree(place)


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("not installed: strace")
    script = f"open({str(tmp_path / PLAIN)!r}, 'w').write('{WORDS[0]}')"
    trace = ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", "trace=write", "-o", str(tmp_path / "calls")]
    done = subprocess.run([*trace, sys.executable, "-c", script], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("this system lets nobody trace a process")
    assert WORDS[0].encode() in written(tmp_path / "calls")[str(tmp_path / PLAIN)]
