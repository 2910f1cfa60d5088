"""What every test lives under: no network but loopback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

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
