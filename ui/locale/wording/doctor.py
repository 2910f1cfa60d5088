"""What a check of the vault found, what is done about it, and what erasing can't reach."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording import leaving
from ui.locale.wording.template import Template

PARTS: Mapping[str, Template] = {
    "header": N_("Header"),
    "access": N_("Ways in"),
    "anchor": N_("Memory of the last state"),
    "pages": N_("Pages"),
    "ledger": N_("Sums"),
    "journal": N_("Journal"),
    "disclosures": N_("Disclosures"),
    "attachments": N_("Receipts"),
    "files": N_("Files"),
    "backups": N_("Backups"),
}

FINDINGS: Mapping[str, Template] = {
    "anchor_damaged": N_("The note of the vault's last state on this computer is damaged."),
    "anchor_missing": N_("There is no note of the vault's last state on this computer."),
    "attachment_damaged": N_("The receipt {place} is damaged."),
    "attachment_missing": N_("The receipt {place} is missing."),
    "backup_damaged": N_("The last backup is not whole: {place}."),
    "backup_old": N_("The last backup is of {place}, and much has changed since."),
    "chain_broken": N_("Record {place} is not what was written, or one before it is gone."),
    "file_without_row": N_("The file {place} belongs to no transaction any more."),
    "header_altered": N_("{place} was altered by something else than Coffer."),
    "header_copy_damaged": N_("The copy of the header, {place}, is damaged."),
    "header_damaged": N_("{place} is damaged or missing; without it nobody can open the vault again."),
    "index_differs": N_("The search index does not say what the transactions say."),
    "sums_differ": N_("The sums of months are not what the transactions come to."),
    "network_folder": N_("The vault lies on a network drive, where locks and writes can't be relied on."),
    "no_backup_yet": N_("There is no backup yet."),
    "no_passphrase": N_("No passphrase opens this vault."),
    "no_recovery_code": N_("There is no recovery code: a forgotten passphrase would be the end."),
    "older_than_remembered": N_("The vault is older than the one last seen on this computer."),
    "open_to_others": N_("Other people of this computer may read {place}."),
    "page_damaged": N_("A page of the database is damaged: {place}."),
    "reference_broken": N_("A row of {place} refers to one that is gone."),
    "split_does_not_add_up": N_("The parts of transaction {place} don't add up."),
    "structure_damaged": N_("The database is damaged: {place}."),
    "synced_folder": N_("The vault lies in a folder that a service copies; its file may be changed while it is open."),
    "transfer_alone": N_("Transfer {place} has lost its other side."),
    "unknown_file": N_("{place} in the vault's folder is not Coffer's; it is left alone."),
    "unreadable": N_("The other reader can't read the database: {place}."),
}

REPAIRS: Mapping[str, Template] = {
    "close_to_others": N_("close it to others"),
    "make_backup": N_("make a backup"),
    "rebuild_index": N_("make the index anew"),
    "restore_backup": N_("restore the newest backup"),
    "take_from_backup": N_("take it from a backup"),
    "tidy_attachments": N_("remove what nothing can bring back"),
    "write_anchor": N_("write it anew"),
    "write_header": N_("write it anew from the vault that is open"),
}

ADVICE: Mapping[str, Template] = {
    "chain_broken": N_("The rest is whole. A backup from before may hold the record as it was; restore it to compare."),
    "network_folder": N_("Move the vault’s folder to a disk of this computer while Coffer is closed."),
    "split_does_not_add_up": N_("Open the transaction and mend its parts."),
    "synced_folder": N_("Move the vault’s folder out of it while Coffer is closed; keep backups there instead."),
    "transfer_alone": N_("Link the other side under Transactions, or separate the transfer."),
    "unknown_file": N_("Look at it yourself; nothing depends on it."),
}
"""What a person can do about findings that have no repair."""

UNREACHABLE: Mapping[str, Template] = {
    **leaving.UNREACHABLE,
    "cloud_versions": N_("old versions that the service keeps which copies this folder"),
    "disk_blocks": N_("old blocks on the disk: unreadable without the keys that are destroyed"),
    "other_backups": N_("backups in other places"),
    "paper": N_("the recovery code on paper: it opens nothing any more but copies of old headers"),
    "snapshots": N_("snapshots and backups that the system made of this disk"),
}
