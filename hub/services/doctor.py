"""A look at every part of a vault, and the repair of what can be repaired without losing anything.

A repair only ever makes anew what follows from something whole, takes a copy from a backup, or sets a damaged thing
aside under another name: it never removes the only copy of anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hub.domain.errors import HubError, VaultDamaged, VaultError
from hub.domain.progress import Progress, silent
from hub.services import attachments as attachment_service
from hub.services import backup, outbound
from storage import anchor, atomic, attachments, checks, header, journal, second_reader, slots
from storage.vault import Vault

DAMAGE, ADVICE = "damage", "advice"
PARTS = ("header", "access", "anchor", "pages", "ledger", "journal", "disclosures", "attachments", "files", "backups")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    part: of `PARTS`; code: what; place: where (file, numbers); level: damage or advice; repair: code of what
    `repair` does about it, "" when only the person can ("restore_backup" is for the person, too).
    """

    part: str
    code: str
    place: str = ""
    level: str = DAMAGE
    repair: str = ""


def check(vault: Vault, progress: Progress = silent, now: datetime | None = None) -> list[Finding]:
    """Look at every part; nothing is changed. Empty when all is well."""
    at = now or datetime.now(UTC)
    found: list[Finding] = []
    for number, part in enumerate(PARTS):
        progress(number, len(PARTS), part)
        try:
            found += _CHECKS[part](vault, progress, at)
        except VaultDamaged as damage:  # the other parts are looked at all the same
            found.append(Finding(part, "unreadable", str(damage.values.get("reason", "")), repair="restore_backup"))
    return found


def repair(vault: Vault, found: Finding, progress: Progress = silent) -> None:
    """Repair a finding that names a repair; VaultError "not_repairable" when it can't be done."""
    work = _REPAIRS.get(found.repair)
    if work is None:
        raise VaultError("not_repairable", where={"place": found.place})
    work(vault, found.place, progress)


def _header(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    if not vault.is_lasting:
        return
    for name, code in ((slots.HEADER, "header_damaged"), (slots.PREVIOUS, "header_copy_damaged")):
        try:
            known = header.parse((vault.folder / name).read_bytes(), allow_costly=True)
        except (OSError, VaultError):
            yield Finding("header", code, name, repair="write_header")
            continue
        is_other = known != vault.access.header if name == slots.HEADER else known.vault_id != vault.id
        if is_other:
            yield Finding("header", "header_altered", name, repair="write_header")


def _access(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    kinds = [slot.type for slot in vault.access.slots]
    if "recovery" not in kinds:
        yield Finding("access", "no_recovery_code", level=ADVICE)
    if "passphrase" not in kinds:
        yield Finding("access", "no_passphrase", level=ADVICE)


def _anchor(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    if not vault.is_lasting:
        return
    try:
        known = anchor.remembered(vault.folder, vault.id, vault.subkey("anchor"))
    except VaultDamaged:
        yield Finding("anchor", "anchor_damaged", anchor.ANCHOR, repair="write_anchor")
        return
    if known is None:
        yield Finding("anchor", "anchor_missing", anchor.ANCHOR, ADVICE, "write_anchor")
        return
    with vault.read() as connection:
        if journal.hash_at(connection, known.seq) != known.chain_head:
            yield Finding("anchor", "older_than_remembered", anchor.ANCHOR, repair="write_anchor")


def _pages(vault: Vault, progress: Progress, _now: datetime) -> Iterator[Finding]:
    path = vault.folder / "vault.db"
    vault.settle()
    examined = second_reader.examine(path, vault.access.database_key(), progress, rests=False, search=True)
    codes = {"pages": "page_damaged", "references": "reference_broken", "integrity": "structure_damaged"}
    for code, detail in examined.problems[:20]:
        yield Finding("pages", codes.get(code, "unreadable"), detail, repair="restore_backup")
    if not examined.problems:
        with vault.read() as connection:
            for name in checks.differing(connection):
                code = "index_differs" if name == "search" else "sums_differ"
                yield Finding("pages", code, name, repair="rebuild_index")


def _ledger(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    with vault.read() as connection:
        for number in checks.split_sums(connection):
            yield Finding("ledger", "split_does_not_add_up", str(number))
        for number in checks.lonely_transfers(connection):
            yield Finding("ledger", "transfer_alone", str(number), ADVICE)


def _journal(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    with vault.read() as connection:
        broken = journal.first_broken(connection, vault.subkey("chain"))
    if broken is not None:
        yield Finding("journal", "chain_broken", str(broken))


def _disclosures(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    for number in outbound.verify(vault)[:20]:
        yield Finding("disclosures", "chain_broken", str(number))


def _attachments(vault: Vault, progress: Progress, _now: datetime) -> Iterator[Finding]:
    with vault.read() as connection:
        expected = attachments.expected(connection)
        stray = attachments.orphans(connection, vault.folder)
    for number, (name, (_id, digest)) in enumerate(expected.items()):
        progress(number, len(expected), "attachments")
        found = second_reader.file_hash(vault.folder / attachments.FOLDER / name)
        if found != digest:
            code = "attachment_damaged" if found else "attachment_missing"
            yield Finding("attachments", code, name, repair="take_from_backup")
    for name in stray:
        yield Finding("attachments", "file_without_row", name, ADVICE, "tidy_attachments")


def _files(vault: Vault, _progress: Progress, _now: datetime) -> Iterator[Finding]:
    if not vault.is_lasting:
        return
    for name in checks.strangers(vault.folder):
        yield Finding("files", "unknown_file", name, ADVICE)
    for name in checks.open_to_others(vault.folder):
        yield Finding("files", "open_to_others", name, ADVICE, "close_to_others")
    kind = checks.surroundings(vault.folder)
    if kind:
        yield Finding("files", f"{kind}_folder", str(vault.folder), ADVICE)


def _backups(vault: Vault, progress: Progress, now: datetime) -> Iterator[Finding]:
    if not vault.is_lasting:
        return
    stands = backup.standing(vault, now)
    if stands.is_old:
        code = "no_backup_yet" if stands.last is None else "backup_old"
        place = "" if stands.last is None else stands.last.made_at.date().isoformat()
        yield Finding("backups", code, place, ADVICE, "make_backup")
    if stands.last is not None:
        for problem, detail in backup.verify(vault, stands.last, progress)[:1]:
            place = f"{stands.last.folder}: {problem} {detail}".rstrip()
            yield Finding("backups", "backup_damaged", place, DAMAGE, "make_backup")


_CHECKS: dict[str, Callable[[Vault, Progress, datetime], Iterator[Finding]]] = {
    "header": _header,
    "access": _access,
    "anchor": _anchor,
    "pages": _pages,
    "ledger": _ledger,
    "journal": _journal,
    "disclosures": _disclosures,
    "attachments": _attachments,
    "files": _files,
    "backups": _backups,
}


def _write_header(vault: Vault, name: str, _progress: Progress) -> None:
    """The header in use is known to be right: it opened the vault."""
    _set_aside(vault.folder / name)
    atomic.write(vault.folder / name, vault.access.header_file())


def _write_anchor(vault: Vault, name: str, _progress: Progress) -> None:
    _set_aside(vault.folder / name)
    vault.remember()


def _rebuild_index(vault: Vault, _place: str, _progress: Progress) -> None:
    checks.rebuild_index(vault)


def _take_from_backup(vault: Vault, name: str, _progress: Progress) -> None:
    """Copy a whole attachment from the newest backup that has one."""
    with vault.read() as connection:
        _id, digest = attachments.expected(connection).get(name, (0, ""))
    place = vault.folder / attachments.FOLDER / name
    for one in backup.listed(vault):
        copy = one.folder / attachments.FOLDER / name
        if digest and second_reader.file_hash(copy) == digest:
            place.parent.mkdir(mode=0o700, exist_ok=True)
            _set_aside(place)
            atomic.write(place, copy.read_bytes())
            return
    raise VaultError("not_repairable", where={"place": name})


def _tidy_attachments(vault: Vault, _place: str, _progress: Progress) -> None:
    attachment_service.tidy(vault)


def _close_to_others(vault: Vault, name: str, _progress: Progress) -> None:
    path = vault.folder if name == vault.folder.name else vault.folder / name
    path.chmod(0o700 if path.is_dir() else 0o600)


def _make_backup(vault: Vault, _place: str, progress: Progress) -> None:
    """A fresh one; a damaged one is set aside, not removed: parts of it may still be the only copy."""
    damaged = [one for one in backup.listed(vault)[:1] if backup.verify(vault, one, progress)]
    backup.make(vault, None, "hand", progress)
    for one in damaged:
        one.folder.rename(_free(one.folder))


_REPAIRS: dict[str, Callable[[Vault, str, Progress], None]] = {
    "write_header": _write_header,
    "write_anchor": _write_anchor,
    "rebuild_index": _rebuild_index,
    "take_from_backup": _take_from_backup,
    "tidy_attachments": _tidy_attachments,
    "close_to_others": _close_to_others,
    "make_backup": _make_backup,
}


def repair_all(vault: Vault, found: list[Finding], progress: Progress = silent) -> list[Finding]:
    """Repair what can be repaired; what is left."""
    left = []
    for one in found:
        try:
            repair(vault, one, progress)
        except (HubError, OSError):
            left.append(one)
    return left


def _set_aside(path: Path) -> None:
    """Keep a damaged file under another name."""
    if path.exists():
        shutil.copy2(path, _free(path))


def _free(path: Path) -> Path:
    names = (f"{path.name}.damaged", *(f"{path.name}.damaged-{number}" for number in range(2, 1000)))
    return next(place for place in (path.with_name(name) for name in names) if not place.exists())
