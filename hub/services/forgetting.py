"""Erasing for good: one transaction, a period, an account. What it takes along, and what no program can reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hub.domain.errors import LedgerError
from hub.services import backup, disclosing, outbound
from storage import erasing, forgetting
from storage.attachments import FOLDER
from storage.forgetting import Scope
from storage.vault import Vault

__all__ = ["Scope"]

TOPICS = ("accounts", "transactions", "bills", "imports", "rules", "privacy")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go, and where copies of it may be. backups: folders of backups that hold it; away: not there now.

    exports: files that were written out of the vault. recipients: others that were sent something.
    """

    scope: Scope
    transactions: int
    receipts: int
    backups: tuple[Path, ...]
    away: tuple[Path, ...]
    exports: int
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased. tables: rows by table; operations: entries of the history that were emptied.

    disclosures: records whose kept bytes were destroyed. receipts: sealed files. backups: copies that were destroyed.
    mentioned: rows that are left and name something of it, by table. left: paths that could not be removed.
    unreachable: codes of what no program can reach.
    """

    transactions: int
    tables: Mapping[str, int]
    operations: int
    disclosures: int
    receipts: int
    backups: int
    mentioned: Mapping[str, int]
    left: tuple[tuple[Path, str], ...]
    unreachable: tuple[str, ...]


def period(first: date, last: date, account_id: int | None = None) -> Scope:
    """From one day to another, of all accounts or one. LedgerError when it ends before it begins."""
    if last < first:
        raise LedgerError("bad_period", first=first.isoformat(), last=last.isoformat())
    return Scope(account_id=account_id, first=first, last=last)


def plan(vault: Vault, scope: Scope) -> Plan:
    """What erasing would take along; LedgerError "nothing_to_erase" when there is nothing."""
    with vault.read() as connection:
        rows, receipts = forgetting.count(connection, scope)
    if not rows and not scope.is_account:
        raise LedgerError("nothing_to_erase")
    log = outbound.disclosures(vault)
    exports = sum(record.channel == "file" and record.result == "written" for record in log)
    recipients = tuple(sorted({record.recipient for record in log if record.channel == "network"}))
    away = tuple(place for place in backup.places(vault)[1:] if not place.exists())
    copies = tuple(one.folder for one in backup.listed(vault))
    return Plan(scope, rows, receipts, copies, away, exports, recipients)


def forget(vault: Vault, planned: Plan, *, with_backups: bool = False) -> Forgotten:
    """Erase it; there is no undo. with_backups: destroy the known backups too, and make one of what is left."""
    values = {"count": planned.transactions}
    with vault.write("erase", values=values, topics=TOPICS, undoable=False) as write, write.unrecorded() as connection:
        done = forgetting.forget(connection, planned.scope, vault.subkey("chain"))
        texts = {code for text in done.texts for code in (text.encode("utf-8", "replace"),)}
        emptied = disclosing.forget_bodies(vault, connection, texts)
    files = erasing.erase_files(vault.folder / FOLDER / name for name in done.files)
    vault.settle(anew=True)
    copies = erasing.erase_bundles(planned.backups if with_backups else ())
    if with_backups and planned.backups and vault.is_lasting:
        backup.make(vault)
    return Forgotten(
        done.transactions,
        done.tables,
        done.operations,
        emptied,
        files.files,
        len(planned.backups) if with_backups else 0,
        done.mentioned,
        (*files.left, *copies.left),
        unreachable(planned, with_backups=with_backups),
    )


def unreachable(planned: Plan, *, with_backups: bool) -> tuple[str, ...]:
    """Codes of what stays where no program can reach it."""
    codes = ["old_blocks", "snapshots"]
    if planned.backups and not with_backups:
        codes.append("kept_backups")
    if planned.away:
        codes.append("other_backups")
    if planned.exports:
        codes.append("exported")
    if planned.recipients:
        codes.append("recipients")
    return tuple(codes)
