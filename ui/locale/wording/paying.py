"""Names of things around paying and privacy: ways to pay, kinds of purchase, what is not known, keys."""

from __future__ import annotations

from collections.abc import Mapping

from ui.locale import N_
from ui.locale.wording.template import Template

TABLES: Mapping[str, Mapping[str, Template]] = {
    "instrument_kind": {
        "credit_card": N_("Credit card"),
        "charge_card": N_("Charge card"),
        "debit_card": N_("Debit card"),
        "prepaid_card": N_("Prepaid card"),
        "wallet": N_("Wallet"),
        "bank_transfer": N_("Bank transfer"),
        "direct_debit": N_("Direct debit"),
        "cash": N_("Cash"),
        "bnpl": N_("Pay later"),
        "points": N_("Points"),
        "store_credit": N_("Store credit"),
    },
    "network": {
        "visa": "Visa",
        "mastercard": "Mastercard",
        "amex": "American Express",
        "girocard": "girocard",
        "cb": "CB",
        "maestro": "Maestro",
    },
    "purchase_kind": {
        "fuel": N_("Fuel"),
        "groceries": N_("Groceries"),
        "eating out": N_("Eating out"),
        "transport": N_("Transport"),
        "travel": N_("Travel"),
        "shopping": N_("Shopping"),
        "health": N_("Health"),
        "leisure": N_("Leisure"),
        "streaming": N_("Streaming"),
    },
    "channel": {
        "in_store": N_("In a shop"),
        "online": N_("Online"),
        "in_app": N_("In an app"),
        "phone": N_("By phone"),
        "recurring": N_("Every month"),
    },
    "key_kind": {
        "passphrase": N_("Passphrase"),
        "recovery": N_("Recovery code"),
        "keyring": N_("Keyring of this computer"),
    },
    "unknown_fact": {
        "mcc": N_("what kind of shop it is to the card network"),
        "category": N_("what kind of purchase it is"),
        "merchant": N_("which shop it is"),
        "country": N_("which country it is in"),
        "channel": N_("whether it is in a shop or online"),
        "contactless": N_("whether you can pay contactless"),
        "payer": N_("whether you pay the bill in full"),
        "mcc_passthrough": N_("whether the wallet tells the card what kind of shop it is"),
        "activation": N_("whether it is activated"),
        "credit_base": N_("whether the offer lowers what the reward counts on"),
    },
    "offer_reason": {
        "you_buy_there": N_("You buy there."),
        "expired": N_("It has ended."),
        "not_started": N_("It has not begun."),
        "other_region": N_("It is for another country."),
        "no_such_card": N_("It is for a card you don’t have."),
        "never_there": N_("You have not bought there in the last year."),
        "rarely_there": N_("You bought there only once in the last year."),
        "baskets_too_small": N_("What you buy there is below its minimum."),
        "worth_little": N_("It would bring you less than one."),
        "activation_over": N_("It had to be activated before."),
        "you_said_never": N_("You said that you want nothing of this shop."),
        "unit_without_value": N_("It pays in points, and nobody has said what a point is worth to you."),
    },
}
