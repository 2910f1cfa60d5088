"""The watched folder: files of known accounts that lie there are offered, and never brought in unasked.

Only the folder itself is looked at, only files that changed within a month, and only their beginning; what was
imported already (by its hash) or put away is left out.
"""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from hub.domain.errors import StatementError
from hub.domain.progress import Progress, silent
from hub.domain.statement import FileReading
from hub.services import recognising
from hub.services.choosing import Choices
from hub.services.recognising import NewAccount
from importers import beginning, detect
from storage import settings
from storage.tables import batches
from storage.vault import Vault

SUFFIXES = frozenset(
    ".csv .tsv .txt .ofx .qfx .qif .xml .sta .mt940 .940 .xls .xlsx .ods .zip .pdf .iif .gpc .camt .json .html".split()
)
_DAYS = 31
_MOST = 40
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that could be brought in: the name of the account it belongs to, how it was recognised, its hash."""

    path: Path
    account: str
    recognised_by: str
    sha256: str

    @property
    def key(self) -> str:
        """What it is put away by."""
        return f"file:{self.sha256}"


def downloads() -> Path:
    """The folder that browsers save into, as far as the system tells."""
    from platformdirs import user_downloads_path

    return user_downloads_path()


def offered(vault: Vault, now: datetime, progress: Progress = silent) -> list[Offered]:
    """The files of the watched folder that belong to a known account and are not in the vault, newest first.

    [] where no folder is watched or it is gone; nothing is written.
    """
    with vault.read() as connection:
        folder = settings.load(connection).watch_folder
        if not folder:
            return []
        known = set(connection.execute(select(batches.c.file_hash)).scalars())
        put_away = settings.dismissals(connection)
    found = []
    for number, path in enumerate(_candidates(Path(folder).expanduser(), now)):
        progress(number, _MOST, "reading")
        try:
            state = path.stat()
            digest, reading = _look(path, state.st_mtime_ns, state.st_size)
        except OSError:
            continue
        until = put_away.get(f"file:{digest}", now.date())
        is_away = until is None or until > now.date()
        if reading is None or digest in known or is_away:
            continue
        one = _offer(vault, path, reading, digest)
        if one is not None:
            found.append(one)
    return found


def _candidates(folder: Path, now: datetime) -> list[Path]:
    """Files that may be statements, the newest first."""
    since = (now - timedelta(days=_DAYS)).timestamp()
    found = []
    try:
        paths = [path for path in folder.iterdir() if path.suffix.casefold() in SUFFIXES]
    except OSError:
        return []
    for path in paths:
        try:
            state = path.lstat()
        except OSError:
            continue  # gone since the folder was read
        if stat.S_ISREG(state.st_mode) and state.st_mtime >= since and 0 < state.st_size <= _LARGEST:
            found.append((state.st_mtime, path))
    return [path for _time, path in sorted(found, reverse=True)[:_MOST]]


@lru_cache(maxsize=64)
def _look(path: Path, _changed: int, _size: int) -> tuple[str, FileReading | None]:
    """The hash of a file and what its beginning says; None for what is no statement. Once for each state of a file."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    reading = None
    if len(content) > beginning.LENGTH:
        reading = beginning.read_beginning(path.name, content[: beginning.LENGTH])
    try:
        return digest, reading or detect.read(path.name, content)
    except StatementError:
        return digest, None


def _offer(vault: Vault, path: Path, reading: FileReading, digest: str) -> Offered | None:
    with vault.read() as connection:
        home = settings.load(connection).home_currency
        for number, statement in enumerate(reading.statements):
            place = (str(path), number)
            account, by = recognising.recognise(connection, statement, reading, path.stem, Choices(), place, home)
            if not isinstance(account, NewAccount):
                return Offered(path, account.name, by, digest)
    return None
