"""Words for terms and their packs, loyalty programmes, vouchers."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template, plural

ERRORS: Mapping[str, Template] = {
    "bad_membership": N_("This can't be said of a programme."),
    "bad_version": N_("{version} is no version: packs are numbered 1, 2, 3 …"),
    "code_not_drawable": N_("This code can't be shown as {symbology}."),
    "forged": N_("The signature of this pack is wrong: it was changed after it was signed. The old one stays."),
    "fraction_outside": N_("What the balance is worth to you is a share between 0 and 1."),
    "key_changed": N_("{pack} is signed by {found}, and was signed by {held} before. The old one stays."),
    "lot_impossible": N_("These units would run out before they were earned, or there are none."),
    "no_messages_inside": N_("There are no e-mail files (.eml) in this folder."),
    "no_rewards_inside": N_("This file tells of no points."),
    "no_such_suggestion": N_("There are {count} suggestions, counted from 0."),
    "no_such_version": N_("This version is not there, or it is the only one."),
    "no_such_voucher": N_("There is no voucher with this number."),
    "not_a_cdr_product": N_("This is not the product data of a card or an account that pays."),
    "not_a_product": N_("This is not a product's terms: it needs an id."),
    "pack_older": N_("This pack has the version {version}; you have {held}. The newer one stays."),
    "same_version": N_("This pack was changed without a new version. The old one stays."),
    "signature_missing": N_("{pack} was signed before, and this one is not. The old one stays."),
    "units_negative": N_("This can't be less than nothing."),
    "unknown_symbology": N_("{symbology} is no way to show a code."),
    "voucher_overdrawn": N_("{left:money} are left on {voucher}."),
    "voucher_without_value": N_("A voucher needs a name and a value."),
}

NEXT_STEPS: Mapping[str, Template] = {
    "ask_publisher": N_("Ask the publisher, by another way, whether the key is new."),
    "choose_symbology": N_("Choose another way to show it, or correct the code."),
    "correct_the_terms": N_("Correct the place that is named."),
    "get_it_again": N_("Get the pack again, from the place where you got it first."),
}

OPERATIONS: Mapping[str, Template] = {
    "add_lot": N_("Noted units of {programme}"),
    "add_programme": N_("Added the programme {programme}"),
    "add_voucher": N_("Kept the voucher {voucher}"),
    "bring_points": N_("Took in the points of {file}"),
    "change_voucher": N_("Changed the voucher {voucher}"),
    "count_messages": plural("Counted {count} message", "Counted {count} messages"),
    "make_signing_key": N_("Made a key for signing"),
    "put_membership": N_("Changed what is said of {programme}"),
    "put_terms": N_("Kept the terms of {product}"),
    "remove_terms": N_("Removed a version of the terms of {product}"),
    "remove_voucher": N_("Removed the voucher {voucher}"),
    "set_loyalty_prices": N_("Changed what attention and data are worth"),
    "set_points": N_("Set the points of {programme}"),
    "use_voucher": N_("Paid with the voucher {voucher}"),
}

TABLES: Mapping[str, Mapping[str, Template]] = {
    "template": {
        "cashback_card": N_("Card with cashback"),
        "cashback_by_kind": N_("Card with more cashback for some purchases"),
        "points_card": N_("Card with points and a yearly fee"),
        "tiered_card": N_("Card that gives more from an amount on"),
        "top_category_card": N_("Card that gives more where you spend most"),
        "card_with_credit": N_("Card with a yearly credit to use up"),
        "charge_card": N_("Charge card with points"),
        "debit_card": N_("Debit card with a fee abroad"),
        "travel_debit_card": N_("Debit card without a fee abroad"),
        "prepaid_card": N_("Prepaid card"),
        "phone_wallet": N_("Wallet on the phone"),
        "online_wallet": N_("Wallet for online shops"),
        "bank_transfer": N_("Bank transfer"),
        "direct_debit": N_("Direct debit"),
        "cash": N_("Cash"),
        "pay_in_3": N_("Pay in three parts"),
        "instalments": N_("Instalments with interest"),
        "store_credit": N_("Store credit"),
    },
    "symbology": {"none": N_("Text only"), "qr": N_("QR code"), "code128": N_("Bar code")},
    "point_expiry": {
        "never": N_("Never"),
        "inactivity": N_("When nothing moves"),
        "earned": N_("Counted from the day they came"),
    },
    "point_source": {
        "typed": N_("typed"), "ofx": N_("card statement"), "csv": N_("table"), "account": N_("account"),
        "you": N_("you"), "cash_value": N_("cash-out value"),
    },
    "data_kind": {
        "name": N_("Name"), "email": N_("E-mail address"), "phone": N_("Telephone"), "address": N_("Home address"),
        "birthday": N_("Date of birth"), "purchases": N_("What you buy"), "location": N_("Where you are"),
        "contacts": N_("Your contacts"), "payment": N_("Card or account number"),
    },
    "product_figure": {
        "annual_fee": N_("Fee a year"), "fx_fee_rate": N_("Foreign currency"), "fx_fee_fixed": N_("Fee abroad"),
        "purchase_apr": N_("Interest on purchases"), "interest_method": N_("How interest is counted"),
        "upfront_fee": N_("Fee at the beginning"), "late_payment_fee": N_("Late payment"),
        "cash_advance_fee": N_("Cash advance"), "cash_advance_apr": N_("Interest on cash"),
        "interest_free_days": N_("Days without interest"),
    },
    "term_period": {
        "calendar_month": N_("a month"), "statement": N_("a statement"), "calendar_quarter": N_("a quarter"),
        "calendar_year": N_("a year"), "anniversary_year": N_("a card year"), "lifetime": N_("in all"),
    },
}  # fmt: skip
