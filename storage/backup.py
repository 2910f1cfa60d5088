"""Making a backup of an open vault, and proving it: complete, online, verified by the other engine before it counts.

The copy is made of one snapshot while others go on writing; it becomes a backup (by a rename) only after another
process has read all of it and found what the manifest says.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import apsw

from hub.domain.errors import VaultDamaged, VaultError, VaultTooNew
from hub.domain.progress import Progress, silent
from storage import atomic, bundles, dbapi, engine, figures, header, manifest, second_reader, slots
from storage.access import Access
from storage.bundles import Bundle
from storage.figures import Figures
from storage.manifest import Manifest
from storage.reaching import reaching

DATABASE = "vault.db"
ATTACHMENTS = "attachments"
_STEP = 1000
"""Pages copied between two reports of progress: about 30 ms."""

Problem = tuple[str, str]


def make(
    access: Access, destination: Path, reason: str, progress: Progress = silent, now: datetime | None = None
) -> Bundle:
    """Make a verified backup at exactly this place, which must be free; nothing is left there when it fails.

    VaultDamaged "backup_not_verified" when the copy is not what was copied, "database_damaged" when the source is.
    """
    made_at = (now or datetime.now(UTC)).replace(microsecond=0)
    partial = destination.with_name(destination.name + bundles.PARTIAL)
    with reaching(destination):
        if destination.exists():
            raise VaultError("place_taken", where={"path": str(destination)})
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700, parents=True)
        try:
            _refuse_full(access.folder, partial)
            made = _filled(access, partial, destination.parent, reason, made_at, progress)
            _prove(partial, access, destination, progress)
            _sync(partial)
            partial.rename(destination)
            atomic.sync_folder(destination.parent)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    size = sum(size for size, _ in made.files.values())
    return Bundle(destination, made.vault_id, made.made_at, reason, size)


def make_own(access: Access, reason: str, progress: Progress = silent) -> Bundle:
    """Make a verified backup inside the vault's own folder."""
    parent = access.folder / bundles.FOLDER
    with reaching(parent):
        parent.mkdir(mode=0o700, exist_ok=True)
    return make(access, bundles.place(parent, reason, datetime.now(UTC)), reason, progress)


def problems(folder: Path, access: Access, progress: Progress = silent, *, every_file: bool = True) -> list[Problem]:
    """What is wrong with a backup, read by the other engine in another process; empty when it can be restored.

    access: with the key of the backup. every_file: read attachments too that were only linked, not copied.
    """
    try:
        known = manifest.read(folder)
        expected = known.figures(access.subkey(manifest.PURPOSE))
    except (VaultDamaged, VaultTooNew) as error:
        return [(error.code, str(error.values.get("reason", "")))]
    found = _header_problems(folder, access)
    examined = second_reader.examine(folder / DATABASE, access.database_key(), progress)
    found += list(examined.problems)
    if examined.sha256 != known.files.get(DATABASE, (0, ""))[1]:
        found.append(("file_changed", DATABASE))
    if examined.figures != expected:
        found.append(("figures_differ", DATABASE))
    return found + _file_problems(folder, known, progress, every_file=every_file)


def renew_headers(access: Access, found: list[Bundle]) -> list[Bundle]:
    """Put the header in use beside backups that open with the same key; those that could not be reached or have
    another key (from before a rotation)."""
    left = []
    content = access.header_file()
    for one in found:
        try:
            theirs = header.parse((one.folder / slots.HEADER).read_bytes(), allow_costly=True)
            if not access.is_authentic(theirs):
                left.append(one)
                continue
            atomic.write(one.folder / slots.HEADER, content)
        except (OSError, VaultError):
            left.append(one)
    return left


def _prove(partial: Path, access: Access, destination: Path, progress: Progress) -> None:
    found = problems(partial, access, progress, every_file=False)
    if found:
        raise VaultDamaged("backup_not_verified", where={"path": str(destination)}, reason=found[0][0])


def _filled(
    access: Access, partial: Path, parent: Path, reason: str, made_at: datetime, progress: Progress
) -> Manifest:
    held, attached = copy_database(access, partial / DATABASE, progress)
    files = {DATABASE: ((partial / DATABASE).stat().st_size, second_reader.file_hash(partial / DATABASE))}
    former = bundles.listed([parent], access.header.vault_id)
    for number, (name, digest) in enumerate(sorted(attached.items())):
        progress(number, len(attached), "copying")
        path = f"{ATTACHMENTS}/{name}"
        if _copied_or_linked(access.folder / path, partial / path, [one.folder / path for one in former[:1]], digest):
            files[path] = ((partial / path).stat().st_size, digest)
    atomic.write(partial / slots.HEADER, access.header_file())
    made = manifest.sealed(access.header.vault_id, reason, made_at, files, held, access.subkey(manifest.PURPOSE))
    manifest.write(partial, made)
    return made


def copy_database(access: Access, target: Path, progress: Progress = silent) -> tuple[Figures, Mapping[str, str]]:
    """Copy one snapshot of the database into a new file under the same key; its figures, its attachments' hashes."""
    path = access.folder / DATABASE
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with engine.faults(path):
        source = engine.connect(path, access.database_key(), writer=False)
        copy = engine.connect(target, access.database_key(), writer=False, is_new=True)
        try:
            _copy_pages(source.native, copy.native, progress)
            held = figures.read(lambda sql: source.native.execute(sql).fetchall())
            attached = _attached(source.native) if held.count(ATTACHMENTS) else {}
        except apsw.Error as error:
            raise dbapi.translated(error) from None
        finally:
            copy.close()
            source.close()
    with target.open("r+b") as file:
        os.fsync(file.fileno())
    return held, attached


def _copy_pages(source: apsw.Connection, copy: apsw.Connection, progress: Progress) -> None:
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchall()  # takes the snapshot that all steps share
    with copy.backup("main", source, "main") as running:
        while not running.done:
            running.step(_STEP)
            progress(running.page_count - running.remaining, running.page_count, "copying")


def _attached(native: apsw.Connection) -> dict[str, str]:
    rows = native.execute("SELECT file, sealed_sha256 FROM attachments")
    return {str(name): str(digest) for name, digest in rows}


def _copied_or_linked(source: Path, target: Path, former: list[Path], digest: str) -> bool:
    """Attachments never change: what the last backup holds is linked, so each is on the disk twice, not ten times.

    False for one that is lost or damaged: the check of the vault says so, and the backup must not fail for it.
    """
    target.parent.mkdir(mode=0o700, exist_ok=True)
    for path in former:
        try:
            target.hardlink_to(path)
        except OSError:
            continue  # no such file, or a file system without links
        return True
    try:
        with source.open("rb") as read, target.open("xb") as written:
            shutil.copyfileobj(read, written, 1 << 20)
            os.fsync(written.fileno())
    except FileNotFoundError:
        return False
    if second_reader.file_hash(target) != digest:
        target.unlink()
        return False
    return True


def _header_problems(folder: Path, access: Access) -> list[Problem]:
    try:
        known = header.parse((folder / slots.HEADER).read_bytes(), allow_costly=True)
    except (OSError, VaultError) as error:
        return [("header_damaged", type(error).__name__)]
    return [] if access.is_authentic(known) else [("header_altered", slots.HEADER)]


def _file_problems(folder: Path, known: Manifest, progress: Progress, *, every_file: bool) -> list[Problem]:
    found = []
    others = [(name, entry) for name, entry in known.files.items() if name != DATABASE]
    for number, (name, (size, digest)) in enumerate(others):
        progress(number, len(others), "verifying")
        path = folder / name
        if not path.exists():
            found.append(("file_missing", name))
        elif path.stat().st_size != size or (every_file and second_reader.file_hash(path) != digest):
            found.append(("file_changed", name))
    return found


def _refuse_full(source: Path, target: Path) -> None:
    """Say that the disk is full before it is: the copy is as large as the database and its log."""
    needed = sum((source / name).stat().st_size for name in (DATABASE, f"{DATABASE}-wal") if (source / name).exists())
    if shutil.disk_usage(target).free < needed:
        raise VaultError("disk_full", where={"path": str(target)})


def _sync(folder: Path) -> None:
    for inside in (folder / ATTACHMENTS, folder):
        if inside.is_dir():
            atomic.sync_folder(inside)
