"""A file system under the encryption: it notes every write and sync, or fails at the n-th.

SQLite's shared memory does not pass through it, so a database opened on it is for one connection alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from storage import engine

BASE = "unix"
_KEPT: list[apsw.VFS] = []


@dataclass(slots=True)
class Recorder:
    """events: ("write", name, offset, bytes), ("truncate", name, size), ("sync", name), ("mark", number).

    fault: called before each event with its number (from 1); what it raises is the disk's answer.
    """

    name: str
    events: list[tuple[Any, ...]] = field(default_factory=list)
    fault: Callable[[int], None] = lambda _number: None
    count: int = 0

    def note(self, *event: Any) -> None:
        self.count += 1
        self.fault(self.count)
        self.events.append(event)

    def mark(self, number: int) -> None:
        """What was acknowledged to the person."""
        self.events.append(("mark", number))


class File(apsw.VFSFile):
    """One file of the database."""

    def __init__(self, recorder: Recorder, path: Any, flags: list[int]) -> None:
        self._recorder = recorder
        self._name = os.path.basename(path.filename() if isinstance(path, apsw.URIFilename) else path)  # noqa: PTH119
        super().__init__(BASE, path, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._recorder.note("write", self._name, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802 - SQLite's name
        self._recorder.note("truncate", self._name, size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        self._recorder.note("sync", self._name)
        super().xSync(flags)


class Vfs(apsw.VFS):
    """The file system."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        super().__init__(recorder.name, BASE)

    def xOpen(self, name: Any, flags: list[int]) -> File:  # noqa: N802 - SQLite's name
        return File(self._recorder, name, flags)


@contextmanager
def recorded(path: Path, key: str, **settings: object) -> Iterator[tuple[apsw.Connection, Recorder]]:
    """A connection as the vault's writer has it, every write of it noted. settings: pragmas that differ."""
    recorder = Recorder(f"recording-{len(_KEPT)}")
    _KEPT.append(Vfs(recorder))  # the encryption goes on pointing to it
    connection = apsw.Connection(str(path), vfs=f"multipleciphers-{recorder.name}")
    own = {"locking_mode": "EXCLUSIVE", "journal_mode": "WAL"}
    for name, value in ({"cipher": "sqlcipher", "legacy": 4, "key": key} | own | engine._SETTINGS | settings).items():
        connection.pragma(name, value)
    try:
        yield connection, recorder
    finally:
        recorder.fault = lambda _number: None
        connection.close(True)
