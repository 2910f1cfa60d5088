"""Erasing everything: what there is, and what no program can reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hub.services import backup, outbound
from storage import checks, erasing, slots
from storage.erasing import Erased
from storage.vault import Vault

__all__ = ["Erased"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing would destroy, and what stays for the person to think of.

    copies: backups outside of the vault's folder. away: places of backups that are not there now. exports: how many
    files were written out of the vault. unreachable: codes of what no program can erase.
    """

    folder: Path
    vault_id: str
    size: int
    copies: tuple[Path, ...]
    away: tuple[Path, ...]
    exports: int
    unreachable: tuple[str, ...]


def plan(vault: Vault) -> Plan:
    """What there is of a vault that is open, to be erased after it was closed."""
    copies = tuple(one.folder for one in backup.listed(vault) if not one.folder.is_relative_to(vault.folder))
    away = tuple(place for place in backup.places(vault)[1:] if not place.exists())
    exports = sum(record.channel == "file" and record.result == "written" for record in outbound.disclosures(vault))
    unreachable = ["disk_blocks", "snapshots"]
    if any(slot.type == "recovery" for slot in vault.access.slots):
        unreachable.append("paper")
    if checks.surroundings(vault.folder) == "synced":
        unreachable.append("cloud_versions")
    size = sum(path.stat().st_size for path in vault.folder.rglob("*") if path.is_file())
    return Plan(vault.folder, vault.id, size, copies, away, exports, tuple(unreachable))


def plan_locked(folder: Path) -> Plan:
    """The same for a vault that nobody can open: only what lies in its folder is known."""
    try:
        vault_id = slots.load(folder, allow_costly=True).vault_id
    except Exception:  # noqa: BLE001 - a header that can't be read must not keep anybody from erasing
        vault_id = ""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Plan(folder, vault_id, size, (), (), 0, ("disk_blocks", "snapshots", "other_backups", "paper"))


def erase(planned: Plan, also: Iterable[Path] = ()) -> Erased:
    """Destroy what was planned: keys first, then the rest; what was reached. also: logs and lists of recent files."""
    return erasing.erase(planned.folder, planned.vault_id, planned.copies, also)
