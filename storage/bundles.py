"""Backups on disk: a folder each, its name saying when and why; which there are, and which may go.

    coffer-20261121T070312Z-daily/   vault.db  vault.hdr  manifest.json  attachments/…

A name that ends in `.partial` is not finished and not verified: it is no backup.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.domain.errors import VaultError
from storage import atomic, manifest

FOLDER = "backups"
"""Inside the vault's own folder."""
PARTIAL = ".partial"
REASONS = ("daily", "migration", "rotation", "import", "deletion", "hand")
DAYS, WEEKS, MONTHS = 7, 4, 12
KEPT_BEFORE_CHANGES = timedelta(days=90)
_NEW_ONES = 5
_NO_BUNDLE = re.compile(r"\.partial$|\.damaged")
"""Not finished, or set aside by a repair."""
_NAME = re.compile(r"coffer-\d{8}T\d{6}Z-[a-z]+(-\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished, verified backup. size: bytes of all its files."""

    folder: Path
    vault_id: str
    made_at: datetime
    reason: str
    size: int


def place(parent: Path, reason: str, now: datetime) -> Path:
    """Where a new backup goes; two in the same second get a number."""
    name = f"coffer-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reason}"
    taken = (parent / name, *(parent / f"{name}-{number}" for number in range(2, 1000)))
    return next(path for path in taken if not path.exists())


def bundle(folder: Path) -> Bundle:
    """What a folder holds as a backup; VaultError when it holds none."""
    known = manifest.read(folder)
    return Bundle(folder, known.vault_id, known.made_at, known.reason, sum(size for size, _ in known.files.values()))


def listed(parents: Iterable[Path], vault_id: str) -> list[Bundle]:
    """The backups of a vault in these folders, newest first; what can't be read is no backup."""
    found = []
    for parent in dict.fromkeys(parents):
        for folder in _folders(parent):
            try:
                one = bundle(folder)
            except (VaultError, OSError):
                continue
            if one.vault_id == vault_id:
                found.append(one)
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def _folders(parent: Path) -> list[Path]:
    try:
        inside = [path for path in parent.iterdir() if path.is_dir() and not _NO_BUNDLE.search(path.name)]
    except OSError:
        return []
    return [*inside, parent] if (parent / manifest.MANIFEST).exists() else inside


def superfluous(bundles: Iterable[Bundle], now: datetime) -> list[Bundle]:
    """Which backups may go: all but 7 daily, 4 weekly, 12 monthly ones.

    Those from before a migration or rotation stay 90 days, those made by hand always; so do the newest of all, and
    the newest five of the last day.
    """
    newest_first = sorted(bundles, key=lambda one: one.made_at, reverse=True)
    kept = {one.folder for one in newest_first[:1]}
    kept |= {one.folder for one in newest_first if one.reason == "hand"}
    for one in newest_first:
        if one.reason in {"migration", "rotation"} and now - one.made_at < KEPT_BEFORE_CHANGES:
            kept.add(one.folder)
    pool = [one for one in newest_first if one.reason not in {"hand", "migration", "rotation"}]
    kept |= {one.folder for one in pool[:_NEW_ONES] if now - one.made_at < timedelta(days=1)}
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, datetime.date),
        (WEEKS, lambda at: tuple(at.isocalendar())[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    for limit, period in periods:
        newest: dict[object, Path] = {}
        for one in pool:
            newest.setdefault(period(one.made_at), one.folder)
        kept |= set(list(newest.values())[:limit])
    return [one for one in newest_first if one.folder not in kept]


def prune(parent: Path, vault_id: str, now: datetime) -> list[Bundle]:
    """Remove what may go from a folder, and what broken attempts left; what was removed."""
    removed = []
    for one in superfluous([one for one in listed([parent], vault_id) if one.folder != parent], now):
        if _NAME.fullmatch(one.folder.name):
            remove(one.folder)
            removed.append(one)
    for path in parent.glob(f"*{PARTIAL}"):
        if _NAME.fullmatch(path.name.removesuffix(PARTIAL)):
            shutil.rmtree(path, ignore_errors=True)
    return removed


def remove(folder: Path) -> None:
    """Remove a backup: renamed first, so that half of one never looks whole."""
    going = folder.with_name(folder.name + PARTIAL)
    folder.rename(going)
    atomic.sync_folder(folder.parent)
    shutil.rmtree(going, ignore_errors=True)
