"""Defects of the program: a local log without amounts, names or keys, for the windows and the command line.

The log says when, which version, and the kinds of errors with the places in the code; never a message or a value,
because those may hold what is in the vault.
"""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

LARGEST_LOG = 256 * 1024
"""Bytes after which the log starts again."""


def log_path() -> Path:
    """Where the log of defects lies."""
    from platformdirs import user_log_path

    return user_log_path("coffer", appauthor=False) / "faults.log"


def record(error: BaseException, log: Path | None = None) -> Path | None:
    """Write a defect into the log, for its owner's eyes only; its path, None where it can't be written."""
    path = log or log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_full = path.exists() and path.stat().st_size > LARGEST_LOG
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_full else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
            file.write(description(error) + "\n")
    except OSError:
        return None
    return path


def description(error: BaseException) -> str:
    """What may be written down about an exception: kinds and places, for it and for what caused it."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    from ui.program.version import installed

    at = datetime.now(UTC).isoformat(timespec="seconds")
    yield f"{at} coffer {installed()} python {platform.python_version()}"
    seen: BaseException | None = error
    while seen is not None:
        yield f"  {type(seen).__module__}.{type(seen).__qualname__}"
        for frame in traceback.extract_tb(seen.__traceback__, limit=-20):
            yield f"    {_short(frame.filename)}:{frame.lineno} {frame.name}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _short(file_name: str) -> str:
    """Folder and file only: a full path may hold the person's name."""
    return "/".join(Path(file_name).parts[-2:])
