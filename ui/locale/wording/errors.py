"""Sentences for errors a person can act on, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template

TABLE: Mapping[str, Template] = {
    # what was typed
    "amount_ambiguous": N_("{first} or {second}? The sign between can mean both."),
    "amount_bracket_open": N_("A bracket is open; its end is missing."),
    "amount_character": N_("“{character}” is not part of an amount."),
    "amount_division_by_zero": N_("Dividing by zero has no result."),
    "amount_ends_early": N_("A number is missing at the end."),
    "amount_missing": N_("An amount is missing."),
    "amount_number_missing": N_("A number is missing here."),
    "amount_sign_missing": N_("A sign is missing between two numbers."),
    "amount_too_deep": N_("There are too many brackets or signs inside each other."),
    "amount_too_large": N_("This amount is larger than the vault can hold."),
    "amount_too_precise": N_("{unit} amounts have at most {digits} decimals."),
    "amount_two_decimal_signs": N_("Two decimal signs. Did you mean {first} or {second}?"),
    "day_does_not_exist": N_("There is no such day in the calendar."),
    "day_missing": N_("A date is missing."),
    "day_not_understood": N_("“{text}” is not a date. Try “15/3”, “tomorrow” or “2026-03-15”."),
    "entry_too_long": N_("This is too long; {limit} characters fit."),
    "amount_negative": N_("This amount can't be negative."),
    "choice_missing": N_("Nothing is chosen yet."),
    "number_too_small": N_("{least} is the least."),
    "passphrase_missing": N_("A passphrase is missing."),
    "text_missing": N_("This can't stay empty."),
    # the gate
    "bad_address": N_("This is not a usable address: {address}"),
    "consent_needed": N_("Data would leave this computer for {recipient}, and you have not allowed that."),
    "everything_off": N_("Nothing leaves this computer: everything is switched off."),
    "not_encrypted": N_("The address is not encrypted, so nothing was sent to it."),
}

NEXT_STEPS: Mapping[str, Template] = {
    "consent_needed": N_("Look at the exact bytes and decide."),
    "everything_off": N_("Switch connections on under Privacy to use this."),
    "not_encrypted": N_("Use an address that begins with https://."),
}
