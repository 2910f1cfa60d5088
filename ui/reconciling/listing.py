"""The rows that a statement may list, each with its tick."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from hub.domain.reconciling import Candidate, Suspect
from hub.domain.transaction import Transaction
from hub.services.reconcile import Sheet
from ui.locale import _, text, wording
from ui.table import Amount, Column, Payee, Row, Tag, Tick, Words

COLUMNS = 5


def columns(currency: str) -> list[Column]:
    """The columns."""
    amount = _("Amount, {currency}").format(currency=currency)
    return [
        Column(_("On it"), 60), Column(_("Day"), 100), Column(_("Payee")), Column("", 260),
        Column(amount, 130, is_trailing=True),
    ]  # fmt: skip


def rows(sheet: Sheet, ticked: Collection[int], suspects: list[Suspect], closing_on: date) -> list[Row]:
    """The open rows; one that may explain the difference says how."""
    codes = {at: one.code for one in reversed(suspects) for at in one.ids}
    return [_row(one, one.id in ticked, codes.get(one.id, ""), closing_on) for one in sheet.rows]


def candidates(sheet: Sheet, ticked: Collection[int]) -> list[Candidate]:
    """The rows as the search for culprits takes them."""
    return [Candidate(one.id, one.booked_on, one.amount, one.payee, one.id in ticked) for one in sheet.rows]


def _row(one: Transaction, is_on: bool, code: str, closing_on: date) -> Row:
    currency = one.currency
    payee = one.payee or one.description
    note: Tag | Words | None = None
    if code:
        note = Tag(wording.label("suspect", code), "warning")
    elif one.booked_on > closing_on:
        note = Words(_("after the statement"), tone="text-3")
    amount = Amount(text.amount(one.amount, currency, sign=True), "in" if one.amount > 0 else "out")
    state = _("on the statement") if is_on else _("not ticked")
    spoken = ", ".join((payee, text.day(one.booked_on), text.money(one.amount, currency), state))
    cells = (Tick(is_on), Words(text.day_month_short(one.booked_on)), Payee(payee), note, amount)
    return Row(one.id, cells, words=spoken + (f", {wording.label('suspect', code)}" if code else ""))
