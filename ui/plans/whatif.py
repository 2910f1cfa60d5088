"""What might be done: a purchase, a contract that ends, a series that comes to another amount."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hub.domain.outlook import AMOUNT, CANCEL, PURCHASE, Change
from ui.fields import AmountField, ChoiceField, DayField
from ui.locale import _, text
from ui.plans.asking import Asking
from ui.plans.reading import Shown


class WhatIf(Asking):
    """Kind, what it needs, and the day it begins; on_done(change)."""

    def __init__(
        self, shown: Shown, currency: str, account_id: int | None, on_done: Callable[[Change], object], parent: QWidget
    ) -> None:
        self._on_done = on_done
        self._series = {one.key: one for one in shown.series}
        spent_from = [
            (one.id, text.name(one.name))
            for one in shown.accounts.values()
            if one.kind in {"current", "card", "wallet", "cash", "savings"} and not one.is_archived
        ]
        kinds = [(PURCHASE, _("I buy something"))]
        if self._series:
            kinds += [(CANCEL, _("I cancel a contract")), (AMOUNT, _("An amount changes (a raise, a price)"))]
        self.kind = ChoiceField(_("What"), kinds)
        self.series = ChoiceField(_("Which"), [(one.key, text.name(one.payee)) for one in shown.series])
        self.account = ChoiceField(_("Paid from"), spent_from)
        self.amount = AmountField(_("Amount"), currency, is_required=True, may_be_negative=False)
        self.day = DayField(_("From"), shown.today, is_required=True)
        fields = (self.kind, self.series, self.account, self.amount, self.day)
        super().__init__(_("What if…"), fields, _("Show it"), self._take, parent)
        if account_id is not None and account_id in dict(spent_from):
            self.account.set_value(account_id)
        self.day.set_value(shown.today)
        self.kind.committed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        kind = self.kind.value()
        self.series.setVisible(kind != PURCHASE)
        self.account.setVisible(kind == PURCHASE)
        self.amount.setVisible(kind != CANCEL)
        self.adjustSize()

    def _take(self) -> None:
        kind, on = self.kind.value(), self.day.value()
        series = self._series.get(self.series.value())
        amount = 0 if kind == CANCEL else self.amount.value() or 0
        if on is None:
            return  # it is required, so its field has said so
        if kind == PURCHASE:
            made = Change(PURCHASE, on, -amount, self.account.value())
        elif series is None:
            return
        else:
            made = Change(kind, on, amount if series.amount > 0 else -amount, series_key=series.key)
        self._on_done(made)
        self.accept()


def worded(change: Change, shown: Shown) -> str:
    """A change in words, as it stands beside the chart."""
    series = next((one for one in shown.series if one.key == change.series_key), None)
    day = text.day(change.on)
    if change.kind == PURCHASE:
        account = shown.accounts.get(change.account_id or 0)
        code = account.currency if account is not None else "EUR"
        return _("Buy for {amount} on {day}").format(amount=text.money(-change.amount, code), day=day)
    name = text.name(series.payee) if series is not None else change.series_key
    if change.kind == CANCEL:
        return _("{name} ends on {day}").format(name=name, day=day)
    code = series.currency if series is not None else "EUR"
    return _("{name} comes to {amount} from {day}").format(
        name=name, amount=text.money(abs(change.amount), code), day=day
    )
