"""The guided form of terms: "what does this card give you on…", what it costs, from when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.fields import ChoiceField, DayField, NumberField
from ui.fields.field import Field
from ui.locale import _
from ui.locale.text import EntryError
from ui.parts.boxes import column, heading
from ui.parts.texts import Paragraph
from ui.payment.ranking import purchase_kind
from ui.style import tokens
from ui.terms.guided import KINDS, Guided, guided_of, product_of

_HUNDRED = Decimal(100)
_COLUMNS = 3


class TermsForm(QWidget):
    """changed: something can be read anew. The fields are made for one product and its kinds of purchase."""

    changed = Signal()

    def __init__(
        self,
        product: Mapping[str, Any],
        programmes: Mapping[str, str],
        home: str,
        today: date,
    ) -> None:
        super().__init__()
        self._before = dict(product)
        said = guided_of(product)
        currency = str(product.get("currency") or home)
        self.starts = DayField(_("These terms hold from"), today, help_text=_("Empty: since ever"))
        start = str(product.get("valid_from", ""))
        self.starts.set_value(date.fromisoformat(start) if start else None)
        money = [
            ("", _("Money, in percent")),
            *((key, _("{name}, points").format(name=name)) for key, name in programmes.items()),
        ]
        self.programme = ChoiceField(_("It gives"), money)
        self.programme.set_value(said.programme if said.programme in dict(money) else "")
        self.base = NumberField(_("Everything"), least=Decimal(0))
        shown = list(dict.fromkeys([*said.kinds, *KINDS]))
        self.kinds = {one: NumberField(purchase_kind(one), least=Decimal(0)) for one in shown}
        self.costs = {
            "fx_fee_rate": NumberField(_("Foreign currency, %"), least=Decimal(0)),
            "purchase_apr": NumberField(_("Interest a year, %"), least=Decimal(0)),
            "annual_fee": NumberField(_("Fee a year, {currency}").format(currency=currency), least=Decimal(0)),
        }
        self._fill(said)
        hint = Paragraph(
            _("Empty kinds are as everything. Caps, tiers and credits are kept; “As text” shows them."), "small"
        )
        column(
            _grid([self.starts, self.programme, self.base]),
            heading(_("What does it give you on …")), _grid(list(self.kinds.values())), hint,
            heading(_("What does it cost?")), _grid(list(self.costs.values())),
            gap=4, parent=self,
        )  # fmt: skip
        for field in (self.starts, self.programme, self.base, *self.kinds.values(), *self.costs.values()):
            field.changed.connect(self.changed)

    def product(self) -> dict[str, Any]:
        """The terms as the form states them; `EntryError` from a field that can't be read."""
        factor = Decimal(1) if self.programme.value() else _HUNDRED
        kinds = {kind: one for kind, field in self.kinds.items() if (one := field.value()) is not None}
        costs = {name: field.value() or Decimal(0) for name, field in self.costs.items()}
        for name in ("fx_fee_rate", "purchase_apr"):
            costs[name] /= _HUNDRED
        said = Guided(
            self.programme.value(),
            (self.base.value() or Decimal(0)) / factor,
            {kind: rate / factor for kind, rate in kinds.items()},
            costs,
        )
        made = product_of(said, self._before)
        start = self.starts.value()
        made.pop("valid_from", None)
        return {**made, **({"valid_from": start.isoformat()} if start else {})}

    def check(self) -> bool:
        """Show what can't be read; whether all is well."""
        fields: list[Field] = [self.starts, self.base, *self.kinds.values(), *self.costs.values()]
        wrong = [one for one in fields if not one.check()]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def read(self) -> dict[str, Any] | None:
        """The terms, None while a field can't be read."""
        try:
            return self.product()
        except EntryError:
            return None

    def _fill(self, said: Guided) -> None:
        factor = Decimal(1) if said.programme else _HUNDRED
        self.base.set_value(_shown(said.base * factor))
        for kind, rate in said.kinds.items():
            self.kinds[kind].set_value((rate * factor).normalize() + 0)
        for name, value in said.costs.items():
            self.costs[name].set_value(_shown(value if name == "annual_fee" else value * _HUNDRED))


def _shown(value: Decimal) -> Decimal | None:
    return value.normalize() + 0 if value else None


def _grid(fields: Sequence[QWidget]) -> QGridLayout:
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(tokens.space(5))
    made.setVerticalSpacing(tokens.space(4))
    columns = _COLUMNS if tokens.look().scale < 1.5 else 2
    for at, one in enumerate(fields):
        made.addWidget(one, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
    for at in range(columns):
        made.setColumnStretch(at, 1)
    return made
