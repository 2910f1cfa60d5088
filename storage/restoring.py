"""Putting a backup in the place of a vault: to a new folder, verified there, swapped by renaming, the old one kept.

vault.restoring          being copied and verified; nothing yet
vault.restored           verified: from here on it will be the vault, even if the program is killed now
vault.before-restore-…   the vault that was replaced
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from hub.domain.errors import VaultDamaged, VaultError
from hub.domain.progress import Progress, silent
from storage import atomic, backup, bundles, manifest, slots
from storage.access import Access
from storage.lock import LOCK, InstanceLock
from storage.reaching import reaching


def unlocked(folder: Path, secret: str, slot_type: str = "passphrase", accept: Collection[str] = ()) -> Access:
    """The key of a backup, from its own header: the secret of the time of the backup or of its last renewal."""
    manifest.read(folder)
    header = slots.load(folder, allow_costly="key_derivation_too_costly" in accept)
    return Access(folder, header, slots.unlock(header, slot_type, secret))


def restore(access: Access, folder: Path, progress: Progress = silent) -> Path | None:
    """Make a backup, opened with `unlocked`, the vault of a folder; where the replaced vault is kept, None without one.

    Nothing is changed when it is refused: VaultBusy when the vault is open, VaultError "place_taken" when the folder
    holds something else, VaultDamaged "backup_damaged" when the backup is not whole.
    """
    fresh, ready = _beside(folder, ".restoring"), _beside(folder, ".restored")
    with reaching(folder):
        settle(folder)
        _refuse_other(folder)
        lock = InstanceLock(folder) if folder.is_dir() else None
        try:
            shutil.rmtree(fresh, ignore_errors=True)
            _copy(access.folder, fresh, progress)
            found = backup.problems(fresh, Access(fresh, access.header, access.key_copy()), progress)
            if found:
                raise VaultDamaged("backup_damaged", where={"path": str(access.folder)}, reason=found[0][0])
            (fresh / manifest.MANIFEST).unlink()
            atomic.write(fresh / slots.PREVIOUS, (fresh / slots.HEADER).read_bytes())
            fresh.rename(ready)
            atomic.sync_folder(ready.parent)
            return _swap(folder, ready, lock)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            if lock is not None:
                lock.release()


def settle(folder: Path) -> None:
    """Finish a restoring that was interrupted after the backup had been verified."""
    ready = _beside(folder, ".restored")
    if not ready.is_dir():
        return
    with reaching(folder):
        lock = InstanceLock(folder) if folder.is_dir() else None
        try:
            _swap(folder, ready, lock)
        finally:
            if lock is not None:
                lock.release()


def _swap(folder: Path, ready: Path, lock: InstanceLock | None) -> Path | None:
    kept = None
    former = folder / bundles.FOLDER
    if former.is_dir() and not (ready / bundles.FOLDER).exists():
        former.rename(ready / bundles.FOLDER)  # the backups stay with the vault in use
    if os.name == "nt" and lock is not None:
        lock.release()  # a folder with an open file can't be renamed there
    if _is_empty(folder):
        shutil.rmtree(folder)
    elif folder.exists():
        kept = _free(folder)
        folder.rename(kept)
    ready.rename(folder)
    atomic.sync_folder(folder.parent)
    return kept


def _refuse_other(folder: Path) -> None:
    """A folder of somebody's letters must not be moved away for a vault."""
    is_vault = any((folder / name).exists() for name in (slots.HEADER, slots.PREVIOUS, backup.DATABASE))
    if folder.exists() and not is_vault and not _is_empty(folder):
        raise VaultError("place_taken", where={"path": str(folder)})


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and all(path.name == LOCK for path in folder.iterdir())


def _copy(source: Path, target: Path, progress: Progress) -> None:
    known = manifest.read(source)
    target.mkdir(mode=0o700, parents=True)
    names = [*known.files, slots.HEADER, manifest.MANIFEST]
    for number, name in enumerate(names):
        progress(number, len(names), "copying")
        read, written = source / name, target / name
        if read.is_symlink():
            raise VaultDamaged("backup_damaged", where={"path": str(read)}, reason="link")
        written.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            shutil.copyfile(read, written)
        except FileNotFoundError:
            raise VaultDamaged("backup_damaged", where={"path": str(read)}, reason="file_missing") from None
        written.chmod(0o600)
        with written.open("r+b") as file:
            os.fsync(file.fileno())


def _free(folder: Path) -> Path:
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    names = (f".before-restore-{stamp}", *(f".before-restore-{stamp}-{number}" for number in range(2, 1000)))
    return next(path for path in (_beside(folder, name) for name in names) if not path.exists())


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(folder.name + suffix)
