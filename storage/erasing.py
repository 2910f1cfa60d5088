"""Destroying a vault: first what unwraps its key, which makes all the rest unreadable wherever it lies; then the rest.

The vault key exists nowhere but inside the headers, wrapped; overwriting 1 kB ends it, even where a disk keeps old
blocks of a large file. What was removed is removed file by file; what could not be is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from storage import atomic, bundles, keychain, manifest, slots
from storage.backup import ATTACHMENTS
from storage.lock import LOCK, InstanceLock

_ZEROS = bytes(1 << 20)


@dataclass(slots=True)
class Erased:
    """What was destroyed and what was not: left holds paths with the system's reason."""

    keys: int = 0
    files: int = 0
    size: int = 0
    is_keyring_cleared: bool = True
    left: list[tuple[Path, str]] = field(default_factory=list)


def erase(folder: Path, vault_id: str, copies: Iterable[Path] = (), also: Iterable[Path] = ()) -> Erased:
    """Destroy a closed vault with its backups, replaced vaults, and other copies; VaultBusy when it is open.

    copies: folders of backups elsewhere. also: single files that speak of the vault. Killed half-way, the keys are
    gone first; erasing again removes the rest.
    """
    done = Erased()
    lock = InstanceLock(folder) if folder.is_dir() else None
    try:
        places = [folder, *_siblings(folder), *copies]
        _destroy_headers(places, done)
        done.is_keyring_cleared = keychain.delete(vault_id)
        for place in places:
            _destroy(place, folder / LOCK, done)
        for path in also:
            _destroy_file(path, done)
    finally:
        if lock is not None:
            lock.release()
    (folder / LOCK).unlink(missing_ok=True)
    _remove_empty(folder, done)
    return done


def erase_bundles(folders: Iterable[Path]) -> Erased:
    """Destroy backups: their keys first, then the rest."""
    done, places = Erased(), list(folders)
    _destroy_headers(places, done)
    for place in places:
        _destroy(place, place / LOCK, done)
        _remove_empty(place, done)
    return done


def erase_files(paths: Iterable[Path]) -> Erased:
    """Destroy single files."""
    done = Erased()
    for path in paths:
        _destroy_file(path, done)
    return done


def _siblings(folder: Path) -> list[Path]:
    """What restoring left beside a vault: replaced vaults and half-made ones."""
    marks = (".restoring", ".restored", ".before-restore-")
    return _inside(folder.parent, *(folder.name + mark for mark in marks))


def _destroy_headers(places: list[Path], done: Erased) -> None:
    for place in places:
        for path in _ours(place):
            if path.name.startswith(slots.HEADER) and _destroy_file(path, done):
                done.keys += 1
        if place.is_dir():
            atomic.sync_folder(place)


def _destroy(place: Path, held: Path, done: Erased) -> None:
    if not place.is_dir():
        return
    for path in _ours(place):
        if path != held:
            _destroy_file(path, done)
    inner = place / bundles.FOLDER
    for folder in (*_inside(inner, "coffer-"), inner, place):
        if (folder / ATTACHMENTS).is_dir():
            _remove_empty(folder / ATTACHMENTS, done)
        if folder != held.parent and folder.is_dir():
            _remove_empty(folder, done)


def _ours(place: Path) -> list[Path]:
    """The files of a vault or backup in a folder; whatever else the person keeps there is not touched."""
    found = [*_inside(place, "vault.db", "vault.hdr", "vault.anchor", LOCK, manifest.MANIFEST)]
    found += _inside(place / ATTACHMENTS, "")
    for bundle in _inside(place / bundles.FOLDER, "coffer-"):
        found += _ours(bundle)
    return found


def _inside(folder: Path, *starts: str) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.startswith(starts))
    except OSError:
        return []


def _destroy_file(path: Path, done: Erased) -> bool:
    """Overwrite, sync, cut, unlink; a link is only unlinked."""
    try:
        size = path.lstat().st_size
        if not path.is_symlink():
            _overwrite(path, size)
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        done.left.append((path, error.strerror or type(error).__name__))
        return False
    done.files += 1
    done.size += size
    return True


def _overwrite(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        for start in range(0, size, len(_ZEROS)):
            file.write(_ZEROS[: min(len(_ZEROS), size - start)])
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)


def _remove_empty(folder: Path, done: Erased) -> None:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        done.left.append((folder, error.strerror or type(error).__name__))
