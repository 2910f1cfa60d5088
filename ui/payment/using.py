""" "Use this": what was decided becomes an expected transaction, which a later import completes."""

from __future__ import annotations

from hub.domain.decide.model import Option
from hub.domain.money import to_minor
from hub.services import ledger, predictions, rates
from hub.services.vaults import Vault
from ui import undoing
from ui.locale import _, text
from ui.payment.ranking import in_sentence, purchase_kind
from ui.payment.reading import Answer, Ground
from ui.screen import Context

_LEDGER = {"streaming": "leisure"}
"""Kinds of terms that are part of a category of the ledger with another name."""


def use(context: Context, option: Option, answer: Answer, ground: Ground) -> None:
    """Expect the payment on the account that this way draws on; can be taken back."""
    account = ground.account_of(option.path[-1])
    if account is None:
        return
    purchase, on = answer.compared.purchase, answer.situation.on
    price = to_minor(purchase.amount, purchase.currency)
    words = _("Expecting {amount} with {way} {day}").format(
        amount=text.money(price, purchase.currency),
        way=in_sentence(option, answer.names),
        day=text.on_day(on, context.today()),
    )
    vault, shop = context.vault, answer.situation.merchant
    payee = shop or (purchase_kind(purchase.category) if purchase.category else _("Purchase"))

    def write() -> int:
        details: dict[str, object] = {"category_id": _category(vault, purchase.category)}
        amount = price
        if account.currency != purchase.currency:
            reference = rates.reference(vault, account.currency, on)
            amount = rates.convert(price, purchase.currency, account.currency, reference) or price
            details |= {"original_amount": -price, "original_currency": purchase.currency}
        promised = (option, answer.comparison, context.today())
        return predictions.expect(vault, account.id, on, amount, payee, promised, **details)

    undoing.do(context, write, words)


def _category(vault: Vault, kind: str) -> int | None:
    known = {one.name: one.id for one in ledger.categories(vault)}
    code = kind.replace(" ", "_")
    return known.get(code, known.get(_LEDGER.get(kind, "")))
