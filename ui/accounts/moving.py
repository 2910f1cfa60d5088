"""Asks for a move between own accounts that no file brings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.domain.account import POINTS, Account
from hub.domain.errors import HubError
from hub.services import accounts, transfers
from ui import undoing
from ui.accounts.asking import FieldsDialog
from ui.fields import AmountField, ChoiceField, DayField
from ui.locale import _, text
from ui.screen import Context


def move(context: Context, out_of: int | None = None) -> None:
    """Ask from where to where, how much, and what arrives; out_of: the account that is offered first."""
    context.tasks.run(
        lambda _progress: [one.account for one in accounts.positions(context.vault)],
        lambda held: _open(context, [one for one in held if not one.is_archived and one.currency != POINTS], out_of),
    )


def _open(context: Context, held: list[Account], out_of: int | None) -> None:
    if len(held) < 2:
        context.frame.say(_("A move needs two accounts that are open."), "info")
        return
    known = {one.id: one for one in held}
    out = ChoiceField(_("From"), [(one.id, one.name) for one in held])
    into = ChoiceField(_("To"), [(one.id, one.name) for one in held])
    out.set_value(out_of if out_of in known else held[0].id)
    into.set_value(next(one.id for one in held if one.id != out.value()))
    amount = AmountField(_("Amount"), known[out.value()].currency, is_required=True, may_be_negative=False)
    arrives = AmountField(
        _("What arrives"), known[into.value()].currency, may_be_negative=False,
        help_text=_("Where it differs: less a fee, or in another currency."),
    )  # fmt: skip
    day = DayField(_("Day"), context.today(), is_required=True)
    day.set_value(context.today())
    out.committed.connect(lambda: amount.set_currency(known[out.value()].currency))
    into.committed.connect(lambda: arrives.set_currency(known[into.value()].currency))

    def done(values: dict[str, Any]) -> None:
        first, second = known[values["out"]], known[values["into"]]
        words = _("Moved {amount} to {account}").format(
            amount=text.money(values["amount"], first.currency), account=text.name(second.name)
        )
        payee = _("From {out} to {into}").format(out=first.name, into=second.name)
        _write(context, dialog, words, lambda: transfers.book(
            context.vault, first.id, second.id, values["amount"], values["on"], payee, received=values["received"]
        ))  # fmt: skip

    fields = {"out": out, "into": into, "amount": amount, "received": arrives, "on": day}
    dialog = FieldsDialog(_("Move money"), fields, _("Move it"), done, context.frame.dialog_parent())
    amount.setFocus()
    dialog.open()


def _write(context: Context, dialog: FieldsDialog, words: str, write: Callable[[], int]) -> None:
    def failed(error: HubError) -> None:
        dialog.refuse(error)

    undoing.do(context, write, words, lambda _made: dialog.accept(), failed)
