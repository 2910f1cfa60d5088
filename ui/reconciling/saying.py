"""What the reconcile screen says: how far the ticked rows are from the statement, and what may explain it."""

from __future__ import annotations

from hub.domain.reconciling import Suspect
from hub.services.reconcile import Sheet
from ui.locale import _, ngettext, text, wording
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.sentence import Figure, Head


def say(head: Head, sheet: Sheet, ticked: set[int], closing: int | None, missing: int) -> None:
    """The sentence with the difference; its number explains itself."""
    account = sheet.account
    below = ""
    if sheet.last is not None:
        below = _("Last compared: {day}, {amount}").format(
            day=text.day(sheet.last.closing_on), amount=text.money(sheet.last.closing, account.currency)
        )
    name = text.name(account.name)
    if closing is None:
        head.say(_("What does the statement of {account} say at its end?"), sub=below, account=name)
        return
    figure = Figure(text.money(abs(missing), account.currency), lambda: arithmetic(sheet, ticked, closing, missing))
    if missing:
        head.say(_("{account} is {amount} away from its statement."), sub=below, account=name, amount=figure)
    else:
        head.say(_("{account} meets its statement."), sub=below, account=name)


def arithmetic(sheet: Sheet, ticked: set[int], closing: int, missing: int) -> Arithmetic:
    """Reconciled before, ticked now, and what is missing to the closing balance."""
    code = sheet.account.currency
    total = sum(one.amount for one in sheet.rows if one.id in ticked)
    rows = ngettext("{count} row", "{count} rows", len(ticked)).format(count=text.count(len(ticked)))
    lines = [
        Line(_("Closing balance"), text.amount(closing, code)),
        Line(_("Reconciled before"), text.amount(-sheet.before, code, sign=True)),
        Line(_("Ticked"), text.amount(-total, code, sign=True), rows),
    ]
    return Arithmetic(lines, Line(_("Difference"), text.amount(missing, code)))


def culprits(suspects: list[Suspect], sheet: Sheet) -> str:
    """The likeliest explanations in one sentence each."""
    code = sheet.account.currency
    by_id = {one.id: one for one in sheet.rows}
    said = []
    for one in suspects[:3]:
        names = ", ".join(text.name(by_id[at].payee or by_id[at].description) for at in one.ids)
        why = wording.label("suspect", one.code)
        amount = text.money(one.amount, code)
        said.append(f"{names}: {why} ({amount})" if names else text.capital(f"{why} ({amount})"))
    return " · ".join(said)
