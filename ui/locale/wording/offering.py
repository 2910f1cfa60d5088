"""Words for offers: what is wrong with catalogues, what became of an offer, when one is worth a word."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

ERRORS: Mapping[str, Template] = {
    "catalogue_other_region": N_("This catalogue is for {region}, you live in {country}; the one you have stays."),
    "catalogue_wrong": plural(
        "This catalogue has {count} mistake, here the first: {reason}. Nothing was written.",
        "This catalogue has {count} mistakes, here the first: {reason}. Nothing was written.",
    ),
    "delta_misfit": N_("This file changes version {needed:plain}, you have version {held:plain}."),
    "no_such_key": N_("Nothing called {pack} is kept to a key."),
    "no_such_pack": N_("There is no catalogue called {pack}."),
    "no_such_use": N_("There is no use of an offer with the number {use:plain}."),
    "nothing_to_export": N_("You have typed no offers yet."),
    "of_a_catalogue": N_("This offer comes with a catalogue. Put it away, or let the catalogue go."),
    "offer_wrong": N_("This offer can't be kept ({reason})."),
    "other_key": N_("{pack} is kept to the key {held}, not to this one."),
    "payee_missing": N_("Say which name of your transactions is meant."),
    "unknown_verdict": N_("{verdict} is none of: {known}."),
}

NEXT_STEPS: Mapping[str, Template] = {
    "catalogue_wrong": N_("coffer offers validate FILE lists them all."),
    "delta_misfit": N_("Take in the whole catalogue."),
    "catalogue_other_region": N_("Change your country in Settings if you moved."),
}

OPERATIONS: Mapping[str, Template] = {
    "add_offers": plural("Added the offer {offer}", "Added {count} offers"),
    "ask_for_credit": N_("Asked for a missing credit"),
    "forget_key": N_("Forgot the key of {pack}"),
    "follow_offers": plural("Noted what became of {count} offer", "Noted what became of {count} offers"),
    "remove_offer": N_("Removed the offer {offer}"),
    "remove_offers": N_("Let the catalogue {pack} go"),
    "settle_offer": N_("Noted the credit of {offer}"),
    "teach_offers": N_("Remembered what you said of {merchant}"),
}

TABLES: Mapping[str, Mapping[str, Template]] = {
    "pack_kind": {
        "offers": N_("a catalogue from a file"),
        "catalogue": N_("a catalogue that is fetched"),
        "terms": N_("a pack of terms"),
    },
    "offer_use": {
        "expected": N_("expected"),
        "credited": N_("credited"),
        "missing": N_("missing"),
        "reversed": N_("taken back"),
    },
    "offer_moment": {
        "bill_due": N_("lowers a bill"),
        "ends_soon": N_("ends soon"),
        "activate_soon": N_("to be activated"),
    },
    "offer_effort": {
        "activate": N_("activate it first"),
        "type_code": N_("type a code"),
        "start_there": N_("start at its source"),
    },
}
