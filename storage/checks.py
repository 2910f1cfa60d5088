"""Questions to a database that a whole one answers with nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from storage import derived, exact, texts
from storage.vault import Vault

_SHOWN = 20
_SPLITS = f"""
    SELECT t.id FROM transactions t
    LEFT JOIN (SELECT transaction_id, sum(amount / {exact.MILLION}) AS high, sum(amount % {exact.MILLION}) AS low
               FROM splits GROUP BY transaction_id) p ON p.transaction_id = t.id
    WHERE t.is_split <> (p.high IS NOT NULL)
       OR (p.high - t.amount / {exact.MILLION}) * {exact.MILLION} + p.low - t.amount % {exact.MILLION} <> 0
    ORDER BY t.id LIMIT {_SHOWN}"""  # noqa: S608 - a constant
_TRANSFERS = f"""
    SELECT f.id FROM transfers f
    WHERE (SELECT count(*) FROM transactions t WHERE t.transfer_id = f.id) < 2
    ORDER BY f.id LIMIT {_SHOWN}"""  # noqa: S608 - a constant
_KNOWN = frozenset(
    "vault.db vault.db-wal vault.db-shm vault.hdr vault.hdr.1 vault.anchor vault.lock backups attachments".split()
)
_CLOUD = ("dropbox", "onedrive", "google drive", "googledrive", "mobile documents", "nextcloud", "owncloud", "pcloud")
_NETWORK = frozenset("nfs nfs4 cifs smb3 smbfs 9p afs ceph davfs fuse.sshfs fuse.rclone fuse.davfs2".split())


def split_sums(connection: Connection) -> list[int]:
    """Transactions whose parts don't add up, or that say wrongly whether they have parts."""
    return list(connection.exec_driver_sql(_SPLITS).scalars())


def lonely_transfers(connection: Connection) -> list[int]:
    """Transfers of which one side is gone."""
    return list(connection.exec_driver_sql(_TRANSFERS).scalars())


def differing(connection: Connection) -> list[str]:
    """The derived tables that don't say what the transactions say: "search", "sums"."""
    found = [] if texts.is_whole(connection) else ["search"]
    return found if derived.are_months_whole(connection) else [*found, "sums"]


def rebuild_index(vault: Vault) -> None:
    """Make everything that is derived anew from the transactions."""
    with vault.write("rebuild_index", undoable=False) as write:
        derived.rebuild(write.connection)


def strangers(folder: Path) -> list[str]:
    """Names in a vault's folder that are not the vault's."""
    return sorted(path.name for path in folder.iterdir() if path.name not in _KNOWN and ".damaged" not in path.name)


def open_to_others(folder: Path) -> list[str]:
    """The vault's files that other people of this computer may read or write."""
    mine = [folder, *(folder / name for name in sorted(_KNOWN))]
    return [path.name for path in mine if path.exists() and path.stat().st_mode & 0o077]


def surroundings(folder: Path, mounts: str | None = None) -> str:
    """What kind of place a folder is: "network", "synced", or "" for an ordinary disk.

    On both, files may change behind the back of their user. mounts: text of /proc/self/mounts, for tests.
    """
    place = folder.absolute()
    if any(part.casefold().startswith(_CLOUD) for part in place.parts) or _has_sync_mark(place):
        return "synced"
    table = _mounts() if mounts is None else mounts
    kinds = [
        (len(fields[1]), fields[2])
        for line in table.splitlines()
        if len(fields := line.split()) > 2 and place.is_relative_to(fields[1].replace("\\040", " "))
    ]
    return "network" if kinds and max(kinds)[1] in _NETWORK else ""


def _has_sync_mark(place: Path) -> bool:
    return any((parent / ".stfolder").exists() for parent in (place, *place.parents))


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""
