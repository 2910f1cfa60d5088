"""Named files that belong together: in an open folder, or in one archive that is encrypted with age."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from hub.domain.errors import HubError

_AGE = b"age-encryption.org/v1"
_DEPTH = 2


class Entry(NamedTuple):
    """A file's bytes and SHA-256."""

    size: int
    sha256: str


class Parcel(Protocol):
    """Where named files are added or read; names are relative with "/"."""

    def add(self, name: str, parts: Iterable[bytes]) -> Entry:
        """Add a file from its pieces."""

    def open(self, name: str) -> BinaryIO:
        """A file for reading; HubError "parcel_incomplete" when it is not there."""


class Folder:
    """Files in a folder, readable by their owner alone."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(self, name: str, parts: Iterable[bytes]) -> Entry:
        """Write a file."""
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        size, digest = 0, hashlib.sha256()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                file.write(part)
                digest.update(part)
                size += len(part)
            file.flush()
            os.fsync(file.fileno())
        return Entry(size, digest.hexdigest())

    def open(self, name: str) -> BinaryIO:
        """Open a file."""
        try:
            return self._path(name).open("rb")
        except OSError as error:
            raise HubError("parcel_incomplete", where={"file": name}, reason=error.strerror or "") from error

    def _path(self, name: str) -> Path:
        return self.root.joinpath(*_checked(name))


class Archive:
    """Files in a tar that is held in memory, because its plain bytes must not touch the disk."""

    def __init__(self, content: bytes | None = None) -> None:
        self._bytes = io.BytesIO(content or b"")
        mode = "w" if content is None else "r:"
        try:
            self._tar = tarfile.open(fileobj=self._bytes, mode=mode, format=tarfile.PAX_FORMAT)  # type: ignore[call-overload]  # noqa: SIM115 - mode is one of two; it lives as long as the archive
        except tarfile.TarError as error:
            raise HubError("parcel_incomplete", where={"file": "tar"}) from error

    def add(self, name: str, parts: Iterable[bytes]) -> Entry:
        """Add a file."""
        content = b"".join(parts)
        member = tarfile.TarInfo("/".join(_checked(name)))
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))
        return Entry(len(content), hashlib.sha256(content).hexdigest())

    def open(self, name: str) -> BinaryIO:
        """Open a file."""
        try:
            found = self._tar.extractfile(name)
        except (KeyError, tarfile.TarError):
            found = None
        if found is None:
            raise HubError("parcel_incomplete", where={"file": name})
        return io.BytesIO(found.read())

    def content(self) -> bytes:
        """The whole tar."""
        self._tar.close()
        return self._bytes.getvalue()


def encrypted(content: bytes, passphrase: str = "", recipients: Iterable[str] = ()) -> bytes:
    """An age file (age-encryption.org/v1) for a passphrase, or for recipients ("age1...")."""
    import pyrage  # type: ignore[import-untyped]  # it has no types; only who needs it waits for it

    wanted = list(recipients)
    if passphrase:
        return bytes(pyrage.passphrase.encrypt(content, passphrase))
    try:
        keys = [pyrage.x25519.Recipient.from_str(one.strip()) for one in wanted]
    except pyrage.RecipientError as error:
        raise HubError("bad_recipient", where={"recipients": ", ".join(wanted)}) from error
    if not keys:
        raise HubError("passphrase_needed", next_step="passphrase_file")
    return bytes(pyrage.encrypt(content, keys))


def decrypted(content: bytes, passphrase: str = "", identity: str = "") -> bytes:
    """The content of an age file; HubError "archive_locked" when the passphrase or identity does not open it."""
    import pyrage

    try:
        if identity:
            return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity.strip())]))
        return bytes(pyrage.passphrase.decrypt(content, passphrase))
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise HubError("archive_locked", next_step="try_again") from error


def is_archive(path: Path) -> bool:
    """Whether a file is an age file in its binary form."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_AGE)) == _AGE


def digest(file: BinaryIO) -> str:
    """SHA-256 of a file that is open."""
    found = hashlib.sha256()
    while part := file.read(1 << 20):
        found.update(part)
    return found.hexdigest()


def lines(parcel: Parcel, name: str) -> Iterator[bytes]:
    """The lines of a file, which is opened for the first and closed after the last."""
    with parcel.open(name) as file:
        yield from file


def _checked(name: str) -> tuple[str, ...]:
    parts = tuple(name.split("/"))
    if not 0 < len(parts) <= _DEPTH or any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
        raise HubError("parcel_incomplete", where={"file": name})
    return parts
