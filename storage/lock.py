"""One process for one vault: a lock that the system drops when the process ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from hub.domain.errors import VaultBusy

LOCK = "vault.lock"


class InstanceLock:
    """Holds `vault.lock` of a folder from creation to `release`; VaultBusy when another holder has it,
    OSError where the file system knows no locks.

    The file stays: only the system's lock on it means anything, so there is no stale lock.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
        except OSError as error:
            self.release()
            if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}:
                raise VaultBusy("vault_busy", where={"path": str(folder)}) from None
            raise

    def noted(self) -> str:
        """What was written into the file by the holder before."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, 100).decode("ascii", "replace")

    def note(self, text: str) -> None:
        """Leave a short text for the next holder."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, text.encode("ascii"))

    def release(self) -> None:
        """Give the lock back; again is fine."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
