"""What every test lives under: no network but loopback, and folders in memory where there is room."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

_MEMORY = "/dev/shm"  # noqa: S108 - pytest makes a folder of its own in it
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 4 * 1024**3:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _MEMORY)  # thousands of small vaults wear a disk for nothing

_allowed = ("127.0.0.1", "::1", "localhost")
_watching = {"is": False}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching["is"] or event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        return
    address = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = address[0] if isinstance(address, tuple) else address
    is_local = isinstance(address, (str, bytes)) and event != "socket.getaddrinfo"  # a Unix socket's path
    if not is_local and host not in (None, "", *_allowed):
        pytest.fail(f"{event} to {host}: a test may only use loopback")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def _only_loopback() -> Iterator[None]:
    """Fail a test that opens a socket to anything but this machine."""
    _watching["is"] = True
    yield
    _watching["is"] = False
