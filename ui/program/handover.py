"""One window for a vault: a second start hands its files to the first window, which comes to the front.

A folder of the person's own in the system's place for things of this login (mode 0700) has one folder for each vault
that has a window. Whoever holds its lock is the first window. A request is a small file, written whole and renamed
into place; it is wiped as soon as it was read, because it holds the names of files. No port, no socket.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hub.domain.errors import HubError
from hub.services.process import InstanceLock

_ENDING = ".request"
_MOST_BYTES, _MOST_FILES, _LONGEST_TOKEN = 1_000_000, 1000, 300
_PATIENCE = 5.0
"""Seconds that a second start waits for the first window to take its request."""
_LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start asks for. token: with which the system lets the first window come to the front, or ""."""

    files: tuple[Path, ...]
    token: str = ""


def runtime() -> Path:
    """The place for things of this login: in memory where the system has such a place."""
    if sys.platform != "linux":
        from platformdirs import user_runtime_path

        return user_runtime_path("coffer", appauthor=False)
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(own) / "coffer" if own else Path(tempfile.gettempdir()) / f"coffer-{os.getuid()}"


def box(vault: Path, parent: Path) -> Path | None:
    """The folder for requests to a vault's window; None where it can't be kept from other people.

    vault: the vault's folder, whose name does not show. parent: of `runtime`.
    """
    place = parent / hashlib.sha256(os.fsencode(vault.expanduser().resolve())).hexdigest()[:20]
    return place if _own(parent) and _own(place) else None


def claim(place: Path) -> InstanceLock | None:
    """Become the first window until the lock is released; None when there is one."""
    try:
        return InstanceLock(place)
    except HubError:
        return None


def hand_over(place: Path, files: Sequence[Path], token: str = "", patience: float = _PATIENCE) -> bool:
    """Give files to the first window; False when it does not take them within `patience` seconds."""
    try:
        request = _put(place, json.dumps({"files": [str(one.absolute()) for one in files], "token": token}).encode())
    except OSError:
        return False
    end = time.monotonic() + patience
    while request.exists():
        if time.monotonic() > end:
            _wipe(request)
            return False
        time.sleep(_LOOK_EVERY)
    return True


def taken(place: Path) -> list[Request]:
    """The requests that wait, each wiped; what is no request of this person is only wiped."""
    found = []
    for path in sorted(place.glob(f"*{_ENDING}*")):
        if path.suffix == _ENDING:
            request = _read(path)
            if request is not None:
                found.append(request)
        if path.suffix == _ENDING or _is_old(path):  # what a kill left half written
            _wipe(path)
    return found


def _own(folder: Path) -> bool:
    """Whether a folder is, or now is made, the person's own and closed to all others."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    if sys.platform == "win32":  # under the profile, where others can't write
        return True
    is_own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return is_own and not found.st_mode & 0o077


def _put(place: Path, content: bytes) -> Path:
    request = place / f"{time.time_ns():020}-{secrets.token_hex(8)}{_ENDING}"
    fresh = request.with_name(request.name + "-new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(request)
    return request


def _read(path: Path) -> Request | None:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            found = os.fstat(file.fileno())
            is_own = sys.platform == "win32" or found.st_uid == os.getuid()
            if not stat.S_ISREG(found.st_mode) or not is_own or found.st_size > _MOST_BYTES:
                return None
            said = json.loads(file.read(_MOST_BYTES))
        files, token = said["files"], said["token"]
        is_right = isinstance(files, list) and all(isinstance(one, str) and "\0" not in one for one in files)
        if not is_right or len(files) > _MOST_FILES or not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
            return None
        paths = tuple(Path(one) for one in files)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Request(paths, token) if all(one.is_absolute() for one in paths) else None


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return time.time() - path.lstat().st_mtime > 60
    return False


def _wipe(path: Path) -> None:
    """Overwrite and remove: names of files shall not stay on a disk."""
    with suppress(OSError):
        if stat.S_ISREG(path.lstat().st_mode):
            with path.open("r+b") as file:
                file.write(bytes(min(path.stat().st_size, _MOST_BYTES)))
    with suppress(OSError):
        path.unlink(missing_ok=True)
