"""Backups: made by hand or by themselves, listed, looked into, put back; and whether the last one is too old."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hub.domain.errors import HubError, VaultBusy, VaultError
from hub.domain.progress import Progress, silent
from storage import backup, bundles, figures, manifest, restoring
from storage.access import Access
from storage.bundles import Bundle
from storage.figures import AccountFigures, Figures
from storage.vault import Vault

__all__ = ["Bundle"]

OLD_AFTER = timedelta(days=7)
"""A changed vault whose last verified backup is older gets a reminder."""
MANY_LINES, MANY_REMOVED = 1000, 100
"""From how many rows on an import or a removal is backed up first."""
_PLACES = "backup_folders"
_PROBLEM = "backup_problem"
_CHECKED = "backups_checked"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the vault stands with backups. last: None without any; is_current: nothing changed since the last.

    is_old: it is time for a reminder; problem: code of why the last try by itself failed, "" when it did not.
    """

    last: Bundle | None
    count: int
    size: int
    is_current: bool
    is_old: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Checked:
    """When a backup was last read again as a whole, and whether it was whole."""

    at: datetime
    is_whole: bool


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What restoring would do to an account; balances in minor units, None where it is not there."""

    name: str
    currency: str
    balance_now: int | None
    balance_then: int | None
    count_now: int
    count_then: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring would change. counts: rows of each table now and then, where they differ."""

    made_at: datetime
    reason: str
    counts: dict[str, tuple[int, int]]
    accounts: tuple[AccountChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether counts and sums are the same."""
        return not self.counts and not self.accounts


def make(
    vault: Vault,
    into: Path | None = None,
    reason: str = "hand",
    progress: Progress = silent,
    now: datetime | None = None,
) -> Bundle:
    """Make a verified backup. into: a folder to put it in, or the new one that it becomes; None = the vault's own."""
    at = now or datetime.now(UTC)
    own = vault.folder / bundles.FOLDER
    parent = own if into is None else into
    if into is not None and not into.is_dir():
        made = backup.make(vault.access, into, reason, progress, at)
        _remember(vault, into)
        return made
    if into is None:
        own.mkdir(mode=0o700, exist_ok=True)
    made = backup.make(vault.access, bundles.place(parent, reason, at), reason, progress, at)
    _remember(vault, parent)
    bundles.prune(parent, vault.id, at)
    return made


def daily(vault: Vault, progress: Progress = silent, now: datetime | None = None) -> Bundle | None:
    """Make today's backup unless there is one, nothing changed since the last, or there is nothing yet.

    For the first opening of the day, off the window's thread.
    """
    at = now or datetime.now(UTC)
    if not vault.is_lasting:
        return None
    newest = next(iter(listed(vault)), None)
    if newest is None and not _figures(vault).accounts:
        return None
    if newest is not None and (newest.made_at.astimezone().date() >= at.astimezone().date() or _is_now(vault, newest)):
        return None
    return _tried(vault, "daily", progress, at)


def before_many(vault: Vault, reason: str, rows: int, progress: Progress = silent) -> Bundle | None:
    """Back up before a large import ("import") or removal ("deletion"), where the vault is asked to by its window."""
    least = MANY_LINES if reason == "import" else MANY_REMOVED
    if not vault.is_lasting or not vault.makes_backups or rows < least:
        return None
    newest = next(iter(listed(vault)), None)
    if newest is not None and _is_now(vault, newest):
        return None
    return _tried(vault, reason, progress, datetime.now(UTC))


def listed(vault: Vault) -> list[Bundle]:
    """The known backups of a vault, newest first; on a disk that is not there now there are none."""
    return bundles.listed(places(vault), vault.id)


def places(vault: Vault) -> list[Path]:
    """The folders that backups were put into."""
    kept = json.loads(vault.noted(_PLACES) or "[]")
    return [vault.folder / bundles.FOLDER, *map(Path, kept)]


def standing(vault: Vault, now: datetime | None = None) -> Standing:
    """How the vault stands with backups, for a reminder on screen."""
    at = now or datetime.now(UTC)
    found = listed(vault)
    newest = next(iter(found), None)
    is_current = newest is not None and _is_now(vault, newest)
    is_old = not is_current and (at - newest.made_at > OLD_AFTER if newest else bool(_figures(vault).accounts))
    return Standing(newest, len(found), sum(one.size for one in found), is_current, is_old, vault.noted(_PROBLEM) or "")


def verify(
    vault: Vault, one: Bundle, progress: Progress = silent, now: datetime | None = None
) -> list[tuple[str, str]]:
    """What is wrong with a backup of this vault, all of it read again; empty when it can be restored."""
    found = backup.problems(one.folder, _access_to(vault, one), progress)
    known = {str(folder): [when.at.isoformat(), when.is_whole] for folder, when in checked(vault).items()}
    known[str(one.folder)] = [(now or datetime.now(UTC)).isoformat(timespec="seconds"), not found]
    there = {name: value for name, value in known.items() if Path(name).exists()}
    with suppress(HubError):  # what was found counts, whether it can be written down or not
        vault.note(_CHECKED, json.dumps(there))
    return found


def checked(vault: Vault) -> dict[Path, Checked]:
    """When each backup was last read again, by folder; every backup was read once when it was made."""
    kept: dict[str, tuple[str, bool]] = json.loads(vault.noted(_CHECKED) or "{}")
    return {Path(name): Checked(datetime.fromisoformat(at), is_whole) for name, (at, is_whole) in kept.items()}


def preview(vault: Vault, folder: Path, access: Access | None = None) -> Preview:
    """What restoring a backup would change: counts and sums now against then. access: where its key is another."""
    known = manifest.read(folder)
    then = known.figures((access or vault.access).subkey(manifest.PURPOSE))
    return _compared(known.made_at, known.reason, _figures(vault), then)


def preview_locked(folder: Path, bundle: Path, access: Access, secret: str, slot_type: str) -> Preview | None:
    """The same for a vault that is not open; None where it does not open with what opens the backup."""
    try:
        with Vault.open(folder, secret, slot_type=slot_type) as vault:
            return preview(vault, bundle, access)
    except VaultBusy:
        raise
    except VaultError:
        return None


def made_at(folder: Path) -> datetime:
    """When a backup was made."""
    return manifest.read(folder).made_at


def open_bundle(folder: Path, secret: str, slot_type: str = "passphrase") -> Access:
    """The key to a backup, by the passphrase or recovery code that its header knows."""
    return restoring.unlocked(folder, secret, slot_type)


def restore(access: Access, folder: Path, progress: Progress = silent) -> Path | None:
    """Put an opened backup in the place of a closed vault; where the replaced vault is kept."""
    return restoring.restore(access, folder, progress)


def renew_headers(vault: Vault) -> list[Bundle]:
    """Give every known backup the header in use, so that the old passphrase no longer opens it; those left out."""
    return backup.renew_headers(vault.access, listed(vault))


def _tried(vault: Vault, reason: str, progress: Progress, at: datetime) -> Bundle | None:
    """A backup that nobody asked for: its failure is remembered for the reminder, and stops nothing else."""
    try:
        made = make(vault, None, reason, progress, at)
    except HubError as error:
        _log.warning("no backup was made: %s", error.code)
        vault.note(_PROBLEM, error.code)
        return None
    if vault.noted(_PROBLEM):
        vault.note(_PROBLEM, "")
    return made


def _remember(vault: Vault, parent: Path) -> None:
    known, place = places(vault), parent.absolute()
    if place not in known:
        vault.note(_PLACES, json.dumps([str(one) for one in [*known[1:], place]]))


def _is_now(vault: Vault, newest: Bundle) -> bool:
    """Whether nothing was written since a backup."""
    try:
        then = manifest.read(newest.folder).figures(vault.access.subkey(manifest.PURPOSE))
    except (VaultError, OSError):
        return False
    with vault.read() as connection:
        row = connection.exec_driver_sql("SELECT id, hex(hash) FROM operations ORDER BY id DESC LIMIT 1").first()
    return then.chain == ((0, "") if row is None else (row[0], row[1].lower()))


def _access_to(vault: Vault, one: Bundle) -> Access:
    return Access(one.folder, vault.access.header, vault.access.key_copy())


def _figures(vault: Vault) -> Figures:
    with vault.read() as connection:
        return figures.read(lambda sql: [tuple(row) for row in connection.exec_driver_sql(sql)])


def _compared(made_at: datetime, reason: str, now: Figures, then: Figures) -> Preview:
    names = sorted(set(now.counts) | set(then.counts))
    counts = {name: (now.count(name), then.count(name)) for name in names if now.count(name) != then.count(name)}
    pairs = _paired(now.accounts, then.accounts)
    changed = tuple(_change(before, after) for before, after in pairs if before != after)
    return Preview(made_at, reason, counts, changed)


def _paired(
    now: Iterable[AccountFigures], then: Iterable[AccountFigures]
) -> list[tuple[AccountFigures | None, AccountFigures | None]]:
    first, second = {one.id: one for one in now}, {one.id: one for one in then}
    return [(first.get(number), second.get(number)) for number in sorted({*first, *second})]


def _change(now: AccountFigures | None, then: AccountFigures | None) -> AccountChange:
    named = then or now
    if named is None:
        raise ValueError("one of the two is there")
    return AccountChange(
        named.name,
        named.currency,
        None if now is None else now.balance,
        None if then is None else then.balance,
        0 if now is None else now.count,
        0 if then is None else then.count,
    )
