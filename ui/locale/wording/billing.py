"""Words of bills: alerts, days of the agenda, reasons, contracts, pay sheets."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template

TABLES: Mapping[str, Mapping[str, Template]] = {
    "alert": {
        "double_charge": N_("Charged twice?"),
        "new_country": N_("A country you never paid in"),
        "new_currency": N_("A currency you never paid in"),
        "test_amount": N_("A tiny charge, then a large one"),
        "fee": N_("A fee"),
        "foreign_fee": N_("A fee for another currency"),
        "changed_order": N_("A standing order changed"),
        "new_account": N_("Another account behind a known name"),
        "unusual_amount": N_("Far more than usual"),
    },
    "agenda": {
        "bill": N_("Bill"),
        "income": N_("Income"),
        "card": N_("Card statement due"),
        "offer": N_("Offer ends"),
        "points": N_("Points expire"),
        "voucher": N_("Voucher expires"),
        "reminder": N_("Reminder"),
        "trial_ends": N_("Trial ends"),
        "notice_by": N_("Last day to give notice"),
        "renews": N_("Contract renews"),
        "ends": N_("Contract ends"),
    },
    "difference": {
        "same": N_("the same"),
        "price": N_("a new price"),
        "usage": N_("more or less was used"),
        "season": N_("as a year ago at this time"),
        "days": N_("it is for another number of days"),
        "one_off": N_("this once, as far as can be told"),
        "back": N_("back to the usual price"),
    },
    "pay_field": {
        "name": N_("Name"),
        "iban": N_("IBAN"),
        "bic": N_("BIC"),
        "amount": N_("Amount"),
        "reference": N_("Reference"),
        "text": N_("Text"),
    },
    "pay_why_not": {
        "iban_missing": N_("There is no code to scan: the IBAN is not known. Edit the bill to add it."),
        "iban_wrong": N_("There is no code to scan: the check digits of this IBAN are wrong."),
        "not_euro": N_("There is no code to scan: such codes are for euro only."),
        "amount_unknown": N_("There is no code to scan: the amount is not known yet."),
    },
    "subscription_kind": {
        "music": N_("music"),
        "video": N_("films and series"),
        "storage": N_("storage"),
        "news": N_("news"),
        "gym": N_("sport"),
        "mobile": N_("mobile"),
        "software": N_("software"),
        "delivery": N_("deliveries"),
    },
}

EVIDENCE: Mapping[str, Template] = {
    "double_charge": N_("{amount:money} stands there twice within a day."),
    "new_country": N_("The bank names {place}; nothing was paid there within a year."),
    "new_currency": N_("Paid in {place}; nothing was within a year."),
    "test_amount": N_("{first:money} to {first_payee}, new to you, came up to a week before these {amount:money}."),
    "fee": N_("By its words this is a fee: {amount:money}."),
    "foreign_fee": N_("By its words this is a fee for another currency or country: {amount:money}."),
    "changed_order": N_("It was {before:money} each time; now it is {amount:money}."),
    "new_account": N_("It always went to {before}; this one went to {account}."),
    "unusual_amount": N_("Usually {usual:money}, at most {most:money} in {count} payments; now {amount:money}."),
}

FIELDS: Mapping[str, Template] = {"bills": N_("bills")}

OPERATIONS: Mapping[str, Template] = {
    "bring_back_series": N_("Showed {payee} again"),
    "merge_series": N_("Joined {payee} with {into}"),
    "separate_series": N_("Took apart what was joined with {payee}"),
    "put_contract": N_("Kept the contract with {payee}"),
    "remove_contract": N_("Forgot the contract with {payee}"),
}

ERRORS: Mapping[str, Template] = {
    "no_such_series": N_("This is not among what recurs any more."),
    "no_such_alert": N_("This is not among what waits for a look."),
    "cannot_merge": N_("{payee} and {into} can't be one: another currency or direction."),
    "bad_term": N_("A notice or a term can't be negative."),
    "ends_before_begin": N_("The term ends before it begins."),
    "iban_wrong": N_("The check digits of this IBAN are wrong."),
}

PROBLEMS: Mapping[str, Template] = {
    "no_bill": N_("Nothing in this file asks for money."),
    "broken_calendar": N_("This calendar is damaged ({reason})."),
}

NEXT_STEPS: Mapping[str, Template] = {"type_bill": N_("Type the bill by hand.")}
