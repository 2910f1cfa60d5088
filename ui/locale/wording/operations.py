"""What an operation did, in the past, for the undo line and the list of operations."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

TABLE: Mapping[str, Template] = {
    "add_account": N_("Added the account {account}"),
    "add_bill": N_("Added the bill of {biller}"),
    "add_rule": N_("Added the rule “{query}”"),
    "add_transaction": N_("Added {payee}"),
    "apply_rule": plural(
        "Applied the rule “{query}” to {count} transaction", "Applied the rule “{query}” to {count} transactions"
    ),
    "attach": N_("Attached {file}"),
    "categorise": plural("Sorted {count} transaction", "Sorted {count} transactions"),
    "confirmed_series": N_("Confirmed {payee} as a bill"),
    "ignored_series": N_("Took {payee} off the bills"),
    "change_account": N_("Changed the account {account}"),
    "change_bill": N_("Changed the bill of {biller}"),
    "change_rule": N_("Changed a rule"),
    "change_transactions": plural("Changed {count} transaction", "Changed {count} transactions"),
    "detach": N_("Took {file} off a transaction"),
    "disclosure": N_("Sent data to {recipient}"),
    "grant": N_("Allowed {recipient}"),
    "import": plural("Imported {count} transaction", "Imported {count} transactions"),
    "import_terms": N_("Imported the terms {pack}"),
    "import_offers": plural("Imported {count} offer", "Imported {count} offers"),
    "load_sample": N_("Loaded the sample data"),
    "mark_bill": N_("Marked the bill of {biller}"),
    "mark_offer": N_("Marked the offer {offer}"),
    "link_transfer": N_("Linked a transfer between your accounts"),
    "link_transfers": plural("Linked {count} transfer", "Linked {count} transfers"),
    "never": N_("Put a suggestion away for good"),
    "not_now": N_("Put a suggestion away for a week"),
    "order_rules": N_("Changed the order of the rules"),
    "prepare": N_("Prepared the vault"),
    "put_instrument": N_("Saved the way to pay {instrument}"),
    "rates": N_("Took over exchange rates from {source}"),
    "remember": N_("Remembered how a file is read"),
    "remove_account": N_("Removed the account {account}"),
    "remove_bill": N_("Removed a bill"),
    "remove_sample": N_("Removed the sample data"),
    "remove_instrument": N_("Removed the way to pay {instrument}"),
    "remove_rule": N_("Removed a rule"),
    "remove_transactions": plural("Removed {count} transaction", "Removed {count} transactions"),
    "revoke": N_("Withdrew a permission"),
    "set_category": plural("Sorted {count} transaction", "Sorted {count} transactions"),
    "settings": N_("Changed the settings"),
    "split": plural("Split a transaction into {count} part", "Split a transaction into {count} parts"),
    "tag": N_("Changed the tags"),
    "tidy": N_("Removed files that nothing needs"),
    "unlink_transfer": N_("Separated a transfer"),
    "value_programme": N_("Set the value of {programme}"),
}
