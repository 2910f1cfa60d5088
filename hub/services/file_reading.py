"""What a file says before anything of the vault is known: its bytes, and the reading of its importer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from hub.domain.errors import StatementError
from hub.domain.progress import Progress, silent
from hub.domain.statement import FileReading
from importers import detect

LARGEST_FILE = 1 << 30
"""Bytes."""


class Reads(Protocol):
    """Who reads files: beforehand, or in a process of its own."""

    def take(self, path: Path) -> FileRead:
        """A file and what it says."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file and what it says under `answers`. size: bytes; error: why it says nothing, then reading is None. again:
    reads the same bytes under other answers, where they are not in `content`."""

    path: Path
    size: int
    content: bytes
    sha256: str
    answers: Mapping[str, str]
    reading: FileReading | None
    error: StatementError | None
    again: Callable[[Mapping[str, str], Progress], FileRead] | None = None

    def under(self, answers: Mapping[str, str], progress: Progress = silent) -> FileReading | None:
        """What it says under these answers; it is read again where they are others. StatementError as `detect.read`."""
        if answers != self.answers and self.again is not None:
            return self.again(answers, progress).under(answers)
        if answers != self.answers:
            return detect.read(self.path.name, self.content, progress, answers=answers)
        if self.error is not None:
            raise self.error
        return self.reading


def first_answers(answers: Mapping[str, str], today: date) -> dict[str, str]:
    """What a file is read under at first: what was answered about it, and the day, for dates without a year."""
    return {"today": today.isoformat(), **answers}


def read_file(path: Path, answers: Mapping[str, str], progress: Progress = silent) -> FileRead:
    """Read a file; what can't be read, or is larger than `LARGEST_FILE`, says so in `error`."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        reason = StatementError(
            "cannot_read_file", where={"file": str(path)}, next_step="check_permission", reason=error.strerror or ""
        )
        return FileRead(path, 0, b"", "", answers, None, reason)
    if size > LARGEST_FILE:
        refusal = StatementError("file_too_large", where={"file": path.name}, limit=LARGEST_FILE)
        return FileRead(path, size, b"", "", answers, None, refusal)
    read = partial(FileRead, path, len(content), content, hashlib.sha256(content).hexdigest(), answers)
    try:
        return read(detect.read(path.name, content, progress, answers=answers), None)
    except StatementError as error:
        return read(None, error)
