"""The promise: a whole journey on the sample data, and not one connection leaves this computer (strace)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STEPS = ["started", "looked-after", "imported", "browsed", "compared", "exported", "locked"]
LOCAL = re.compile(r"sa_family=AF_UNIX|sa_family=AF_NETLINK|inet_addr\(\"127\.|inet_pton\(AF_INET6, \"::1\"")
SENDS = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=")


def outside(calls: str) -> list[str]:
    """The calls that name an address outside of this computer."""
    return [one for one in calls.splitlines() if SENDS.search(one) and not LOCAL.search(one)]


def test_the_judge_tells_outside_from_inside() -> None:
    near = '1 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0'
    unix = '1 connect(3, {sa_family=AF_UNIX, sun_path="/run/bus"}, 110) = 0'
    far = near.replace("127.0.0.53", "192.0.2.1")
    six = '1 sendto(3, "x", 1, 0, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 1'
    assert outside(f"{near}\n{unix}\n{far}\n{six}") == [far, six]


def test_a_whole_journey_connects_to_nobody(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("not installed: strace")
    log, folder = tmp_path / "calls", tmp_path / "journey"
    folder.mkdir()
    words = ["strace", "-f", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log)]
    done = subprocess.run(
        [*words, sys.executable, "-m", "tests.ui.silent_journey", str(folder)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr and not done.stdout:
        pytest.skip("this system lets no process be traced")
    assert done.stdout.split() == STEPS, done.stderr
    assert outside(log.read_text(errors="replace")) == []
