"""Words for taking everything out and for erasing for good."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

ERRORS: Mapping[str, Template] = {
    "archive_locked": N_("This does not open the archive."),
    "bad_period": N_("The last day lies before the first."),
    "bad_recipient": N_("This is no public key of age: {recipients}. They begin with “age1”."),
    "folder_exists": N_("There is something at this place already."),
    "leave_damaged": N_("“{table}” is not what was written: {reason}."),
    "not_a_leave": N_("This is no folder or archive that Coffer wrote."),
    "not_rules": N_("“{file}” holds no rules that Coffer wrote."),
    "nothing_to_erase": N_("There is nothing to erase."),
    "one_scope": N_("Say what to erase: transactions, a period or an account."),
    "parcel_incomplete": N_("“{file}” is missing or can't be read."),
}

OPERATIONS: Mapping[str, Template] = {
    "erase": plural("Erased {count} transaction for good", "Erased {count} transactions for good"),
    "erased": N_("Erased from the history"),
}

UNREACHABLE: Mapping[str, Template] = {
    "exported": N_("files that were written out of the vault earlier"),
    "kept_backups": N_("the backups that hold it still: they were kept"),
    "old_blocks": N_("old blocks on the disk: replace the key of the vault, and they can't be read any more"),
    "recipients": N_("what others were sent: ask them to delete it"),
}
