"""The rows of transfers: what is proposed with how sure it is, then what is linked with what it cost."""

from __future__ import annotations

from decimal import Decimal

from hub.domain.transaction import Transaction
from hub.services.transfers import Linked
from ui.linking.reading import Pair, Shown
from ui.locale import _, text, wording
from ui.table import Amount, Column, Group, Row, Words

COLUMNS = 4


def columns() -> list[Column]:
    """The columns."""
    return [
        Column(_("From")), Column(_("To")), Column(_("Sure"), 230), Column(_("Amount"), 140, is_trailing=True),
    ]  # fmt: skip


def rows(shown: Shown) -> list[Row]:
    """Pairs first, then chains, then the linked ones."""
    found: list[Row] = []
    for kind, title, icon in (
        ("pair", _("Moves between your accounts?"), "arrow-left-right"),
        ("chain", _("One purchase, told twice?"), "link"),
    ):
        own = [one for one in shown.pairs if one.kind == kind]
        if own:
            found.append(Row(("group", kind), (Group(title, count=text.count(len(own)), icon=icon),)))
            found += [_pair(one, shown) for one in own]
    if shown.linked:
        count = text.count(len(shown.linked))
        found.append(Row(("group", "linked"), (Group(_("Linked"), count=count, icon="check"),)))
        found += [_linked(one, shown) for one in shown.linked]
    return found


def _pair(one: Pair, shown: Shown) -> Row:
    sure = text.percent(Decimal(one.confidence) / 100)
    why = wording.label("transfer_why", one.why)
    amount = text.money(abs(one.first.amount), one.first.currency)
    cells = (_side(one.first, shown), _side(one.second, shown), Words(sure, sub=why), Amount(amount, kind="transfer"))
    names = [shown.names.get(side.account_id, "") for side in (one.first, one.second)]
    return Row(one.key, cells, words=", ".join((*names, amount, sure, why)))


def _linked(one: Linked, shown: Shown) -> Row:
    out, into = one.legs[0], one.legs[-1]
    amount = text.money(abs(out.amount), out.currency)
    why = wording.label("transfer_why", one.why)
    sub = why
    if one.cost:
        sub = _("{why}, cost {amount}").format(why=why, amount=text.money(one.cost, one.home))
    sure = text.percent(Decimal(one.confidence) / 100)
    cells = (
        _side(out, shown),
        _side(into, shown),
        Words(sure, sub=sub, tone="text-2"),
        Amount(amount, kind="transfer"),
    )
    names = [shown.names.get(side.account_id, "") for side in (out, into)]
    return Row(("linked", one.id, 0), cells, words=", ".join((*names, amount, _("linked"), sub)))


def _side(one: Transaction, shown: Shown) -> Words:
    day = text.day_in_words(one.booked_on, shown.today)
    payee = text.name(one.payee or one.description)
    return Words(shown.names.get(one.account_id, ""), sub=f"{day} · {payee}", tone="text")
