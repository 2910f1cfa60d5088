"""No other process can read the memory of a hardened one, and it leaves no core file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
import ctypes, resource
from storage.process import harden
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
harden()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_a_hardened_process_can_not_be_dumped() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.split() == ["1", "0", "0", "0"]
