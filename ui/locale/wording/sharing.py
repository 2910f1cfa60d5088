"""Words for what leaves and who holds what: purposes, fields, what can be inferred, the register, the check-up."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

PURPOSES: Mapping[str, Template] = {
    "catalogue": N_("Catalogue of a region"),
    "bank_claim": N_("Connecting a bank"),
    "bank_accounts": N_("Accounts from a bank"),
    "summary": N_("Summary for somebody"),
    "letter": N_("Letter"),
    "log": N_("Record of what left"),
    "share_picture": N_("Picture with everything personal covered"),
}

FIELDS: Mapping[str, Template] = {
    "region": N_("your region"),
    "setup_token": N_("the setup token"),
    "access_key": N_("the key to your accounts"),
    "period": N_("the day you ask from"),
    "spending": N_("spending"),
    "income": N_("income"),
    "balances": N_("balances"),
    "company": N_("the company's name"),
    "disclosures": N_("the record of what left"),
    "picture": N_("a picture of the screen without names and numbers"),
}

TABLES: Mapping[str, Mapping[str, Template]] = {
    "learns": {
        "request": N_("that somebody uses this service, and when"),
        "internet_address": N_("your internet address, and with it your provider and roughly where you are"),
        "region": N_("the country whose offers you look at"),
        "setup_token": N_("that you connect this bank now"),
        "access_key": N_("who you are to the server, and how often you look"),
        "period": N_("when you last looked"),
        "picture": N_("that you use Coffer, and the shape of a chart"),
        "company": N_("that you have something to do with this company"),
        "disclosures": N_("whom you gave what, and when"),
        "accounts": N_("which accounts you have, and what is in them"),
        "transactions": N_("where you are, what you buy, whom you pay, and your habits"),
        "categories": N_("how you sort your life"),
        "terms": N_("which conditions you know"),
        "layouts": N_("which banks' files you have"),
        "recovery_code": N_("what opens your vault"),
        "spending.total": N_("roughly what you live on in all"),
        "spending.band": N_("roughly what you live on, and which months were dear"),
        "spending.category": N_("what matters to you each month, but no single purchase"),
        "spending.amounts": N_("your single purchases, your rhythm, and by rare amounts often the shop"),
        "spending.full": N_(
            "where you buy, where you are, whom you pay, and your health or beliefs by the names of payees"
        ),
        "income.total": N_("roughly what you earn in all"),
        "income.band": N_("roughly what you earn each month, and whether it is steady"),
        "income.category": N_("what you live from, but no single payment"),
        "income.amounts": N_("your exact pay and its day"),
        "income.full": N_("your employer, and everybody who pays you"),
        "balances.total": N_("roughly what you have in all"),
        "balances.band": N_("roughly what you have"),
        "balances.amounts": N_("what you have, by kind of account"),
        "balances.full": N_("what you have where, by the names of your accounts"),
    },
    "level_shows": {
        "nothing": N_("no trace of it"),
        "total": N_("one sum for the whole time, rounded to ten"),
        "band": N_("the band that each month lies in"),
        "category": N_("rounded sums of a month and category, none of fewer than five payments"),
        "amounts": N_("day, category and amount of each payment"),
        "full": N_("each payment with payee and account"),
    },
    "level_holds_back": {
        "nothing": N_("everything"),
        "total": N_("months, categories, payments, payees, accounts"),
        "band": N_("exact sums, categories, payments, payees, accounts"),
        "category": N_("single payments, days, payees, accounts"),
        "amounts": N_("payees, accounts, notes"),
        "full": N_("notes, receipts, account numbers"),
    },
    "held_kind": {
        "account": N_("Account"),
        "paper": N_("Identity paper"),
        "programme": N_("Programme"),
        "marketing": N_("Advertising"),
        "other": N_("Something else"),
    },
    "held_state": {
        "open": N_("Open"),
        "soon": N_("Expires soon"),
        "expired": N_("Expired"),
        "ended": N_("Ended"),
    },
    "altered": {
        "edited": N_("changed"),
        "moved": N_("moved"),
        "removed": N_("one before it is gone"),
        "cut": N_("cut off the end"),
    },
    "fetch_trouble": {
        "not_allowed": N_("no lasting permission lets it ask"),
        "no_answer": N_("nobody answered"),
        "server_refused": N_("the server refused"),
        "redirect_refused": N_("the server sent it elsewhere"),
        "reply_too_large": N_("the answer was too large"),
        "forged": N_("the signature is wrong"),
        "key_changed": N_("somebody else signed it"),
        "signature_missing": N_("nobody signed it"),
        "pack_older": N_("it was older than yours"),
        "same_version": N_("it was changed under the same number"),
        "catalogue_expired": N_("it has ended"),
        "wrong_catalogue": N_("it was another one"),
        "not_a_catalogue": N_("the answer was no catalogue"),
    },
    "catalogue_kind": {"offers": N_("Offers"), "terms": N_("Terms")},
    "way": {
        "network": N_("over the network"),
        "file": N_("to a file"),
        "clipboard": N_("to the clipboard"),
        "print": N_("on paper"),
    },
    "point": {
        "log": N_("The record of what left"),
        "grants": N_("Permissions nobody uses"),
        "recovery": N_("A recovery code"),
        "keyring": N_("Opening by the keyring"),
        "lock": N_("Locking by itself"),
        "backup": N_("A backup"),
        "marketing": N_("Consents to advertising"),
        "papers": N_("Copies of identity papers"),
    },
    "point_well": {
        "log": N_("Every record is as it was written."),
        "grants": N_("Nothing that is allowed lay unused for 30 days."),
        "recovery": N_("There is one; a forgotten passphrase is not the end."),
        "keyring": N_("Off: other programs can't ask for the key."),
        "lock": N_("The vault locks soon after you leave."),
        "backup": N_("There is a recent one."),
        "marketing": N_("None is open in your register."),
        "papers": N_("None is expired or older than three years in your register."),
    },
    "point_fix": {
        "log": N_("Show the record"),
        "grants": N_("Stop them"),
        "recovery": N_("Make a code"),
        "keyring": N_("Look at the keys"),
        "lock": N_("Lock after 5 minutes"),
        "backup": N_("Back up"),
        "marketing": N_("Withdraw by letter"),
        "papers": N_("Ask for erasure"),
    },
}

POINT_WANTS: Mapping[str, Template] = {
    "log": plural(
        "{count} record is not as it was written: {names}.", "{count} records are not as they were written: {names}."
    ),
    "grants": plural(
        "{count} permission was not used for 30 days: {names}.",
        "{count} permissions were not used for 30 days: {names}.",
    ),
    "recovery": N_("There is none: a forgotten passphrase is the end of this vault."),
    "keyring": N_("On: any program that you run can ask for that key."),
    "lock": N_("It stays open for long, or for ever, when you leave."),
    "backup": N_("The last one is old, or there is none: a broken disk is the end of this vault."),
    "marketing": plural("{count} is open: {names}.", "{count} are open: {names}."),
    "papers": plural(
        "{count} is expired or older than three years: {names}.",
        "{count} are expired or older than three years: {names}.",
    ),
}

ERRORS: Mapping[str, Template] = {
    "access_withdrawn": N_("{name} no longer accepts the key that Coffer has."),
    "bad_kind": N_("{kind} is none of: {known}."),
    "catalogue_expired": N_("This catalogue ended on {on:day}; the one you have stays."),
    "ends_before_it_begins": N_("It can't end before it begins."),
    "identifier_refused": N_("The request held something that tells you apart; it was not sent."),
    "no_such_catalogue": N_("There is no such catalogue. Known are: {known}."),
    "no_such_connection": N_("There is no connection with the number {connection:plain}."),
    "no_such_entry": N_("There is no entry with the number {entry:plain}."),
    "no_such_level": N_("{level} is none of: {known}."),
    "not_a_catalogue": N_("This is not a catalogue."),
    "not_a_setup_token": N_("This is not a setup token."),
    "not_an_access_url": N_("{recipient} answered, but not with a key."),
    "not_an_account_set": N_("{name} answered with something that is no list of accounts."),
    "not_mended_here": N_("Only you can mend this: {point}."),
    "other_host_refused": N_("The request names another place ({to}) than the one you allowed; it was not sent."),
    "token_claimed": N_("{recipient} refused the setup token: it was used before, perhaps by somebody else."),
    "wrong_catalogue": N_("This is another catalogue than the one asked for."),
}

NEXT_STEPS: Mapping[str, Template] = {
    "copy_token_again": N_("Copy the whole token again from the page of your bank or bridge."),
    "disable_token": N_(
        "If you did not use it yourself, somebody may read your accounts: disable the token there at once and make a "
        "new one."
    ),
    "new_token": N_("Make a new setup token there and connect again."),
}

OPERATIONS: Mapping[str, Template] = {
    "add_held_fact": N_("Noted what {company} holds"),
    "catalogue": N_("Took over the catalogue of {kind} for {region}"),
    "connect_bank": N_("Connected {name}"),
    "edit_held_fact": N_("Changed what {company} holds"),
    "end_held_fact": N_("Noted that {company} no longer holds it"),
    "fetch_bank": N_("Asked {name} for accounts"),
    "forget_bank": N_("Disconnected {name}"),
    "remove_held_fact": N_("Took an entry of {company} off the register"),
}

PROBLEMS: Mapping[str, Template] = {
    "not_a_currency": N_("{currency} is not a currency that Coffer knows."),
    "server_says": N_("The server says: {message}"),
}
