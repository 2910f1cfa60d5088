"""Waiting between wrong passphrases: what somebody at the keyboard can try in an hour.

Whoever has the files guesses on a copy of them; against that stands the cost of the key derivation alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.domain.errors import VaultError, WrongPassphrase
from storage.lock import LOCK, InstanceLock

FREE_TRIES = 5
LONGEST = 60
"""Seconds."""


def pause(failures: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row: none after five, then 1, 2, 4 … 60."""
    return 0 if failures < FREE_TRIES else min(LONGEST, 1 << min(failures - FREE_TRIES, 10))


def left(folder: Path) -> int:
    """Seconds until the next passphrase may be tried; 0 when it may be now. A vault that is open says 0."""
    try:
        failures, last = _parsed((folder / LOCK).read_text("ascii", "replace"))
    except OSError:
        return 0
    return max(0, pause(failures) - max(0, int(time.time()) - last))


@contextmanager
def counted(lock: InstanceLock, slot_type: str) -> Iterator[None]:
    """Count wrong passphrases tried inside; VaultError "too_many_tries" with the seconds left when it is too soon."""
    if slot_type != "passphrase":  # the other secrets are too long to be guessed
        yield
        return
    failures, last = _read(lock)
    now = int(time.time())
    left = pause(failures) - max(0, now - last)
    if left > 0:
        raise VaultError("too_many_tries", seconds=left)
    try:
        yield
    except WrongPassphrase:
        lock.note(f"{failures + 1} {int(time.time())}")
        raise
    if failures:
        lock.note("")


def _read(lock: InstanceLock) -> tuple[int, int]:
    return _parsed(lock.noted())


def _parsed(noted: str) -> tuple[int, int]:
    failures, _blank, last = noted.partition(" ")
    return (int(failures), int(last)) if failures.isdecimal() and last.isdecimal() else (0, 0)
