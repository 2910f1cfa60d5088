"""Changing one fact of the situation: a few fields in a popover; what is chosen counts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from hub.domain.money import to_decimal, to_minor
from hub.services.decide import CHANNELS
from ui.fields import AmountField, ChoiceField, DayField, TextField, offered
from ui.fields.field import Field
from ui.locale import _, wording
from ui.locale.text import EntryError
from ui.parts.boxes import column
from ui.payment import taking, words
from ui.payment.known import Known
from ui.payment.ranking import purchase_kind
from ui.payment.situation import Situation
from ui.style import tokens

Change = Callable[[Situation], object]


def editor(part: str, situation: Situation, known: Known, today: date, change: Change) -> QWidget:
    """The fields of one part of `situation.FACTS`; change(situation) whenever one can be read."""
    made = QWidget()
    fields = _EDITORS[part](situation, known, today, change)
    column(*fields, gap=4, parent=made)
    if part != "taken":
        made.setFixedWidth(tokens.px(280))
    first = fields[0]
    made.setFocusProxy(first)
    made.setAccessibleName(first.control.accessibleName() if isinstance(first, Field) else first.accessibleName())
    return made


def _amount(situation: Situation, known: Known, _today: date, change: Change) -> list[Field]:
    code = situation.currency or known.home
    amount = AmountField(_("Amount"), code, is_required=True, may_be_negative=False)
    if situation.amount is not None:
        amount.set_value(to_minor(situation.amount, code))
    currency = ChoiceField(_("Currency"), offered.currencies())
    currency.set_value(code)

    def done() -> None:
        chosen = currency.value()
        amount.set_currency(chosen)
        try:
            minor = amount.value()
        except EntryError:
            return
        if minor is not None:
            change(replace(situation, amount=to_decimal(minor, chosen), currency=chosen))

    amount.committed.connect(done)
    currency.committed.connect(done)
    return [amount, currency]


def _what(situation: Situation, known: Known, _today: date, change: Change) -> list[Field]:
    kinds = sorted({*known.categories, *words.KINDS}, key=lambda one: purchase_kind(one).casefold())
    kind = ChoiceField(_("What it is"), [("", _("Not said")), *((one, purchase_kind(one)) for one in kinds)])
    kind.set_value(situation.category)
    kind.committed.connect(lambda: change(replace(situation, category=kind.value(), mcc="")))
    return [kind]


def _where(situation: Situation, known: Known, _today: date, change: Change) -> list[Field]:
    shop = TextField(_("Shop"), placeholder=_("Any shop"))
    shop.set_value(situation.merchant)
    completer = QCompleter(sorted({one.name for one in known.shops.values()}, key=str.casefold), shop)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    shop.entry.setCompleter(completer)
    country = ChoiceField(_("Country"), [("", _("Not said")), *offered.countries()[1:]])
    country.set_value(situation.country or known.country)

    def done() -> None:
        change(replace(situation, merchant=shop.value(), country=country.value()))

    shop.committed.connect(done)
    country.committed.connect(done)
    return [shop, country]


def _when(situation: Situation, _known: Known, today: date, change: Change) -> list[Field]:
    day = DayField(_("Day"), today, is_required=True)
    day.set_value(situation.on)

    def done() -> None:
        try:
            on = day.value()
        except EntryError:
            return
        if on is not None:
            change(replace(situation, on=on))

    day.committed.connect(done)
    return [day]


def _how(situation: Situation, _known: Known, _today: date, change: Change) -> list[Field]:
    names = [("", _("Not said")), *((one, wording.label("channel", one)) for one in CHANNELS)]
    channel = ChoiceField(_("How it is bought"), names)
    channel.set_value(situation.channel)
    tap = ChoiceField(_("Contactless"), [(None, _("Not said")), (True, _("Yes")), (False, _("No"))])
    tap.set_value(situation.contactless)

    def done() -> None:
        change(replace(situation, channel=channel.value(), contactless=tap.value()))

    channel.committed.connect(done)
    tap.committed.connect(done)
    return [channel, tap]


_EDITORS: dict[str, Callable[[Situation, Known, date, Change], Sequence[QWidget]]] = {
    "amount": _amount,
    "what": _what,
    "where": _where,
    "when": _when,
    "how": _how,
    "taken": lambda situation, known, _today, change: taking.editor(situation, known, change),
}
