"""Typing an account: the fields that its kind has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from hub.domain.account import KINDS, Account
from hub.domain.errors import HubError
from ui.fields import AmountField, ChoiceField, DayField, Field, NumberField, TextField
from ui.fields.offered import currencies
from ui.locale import _, wording
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.style import tokens

BY_KIND: Mapping[str, tuple[str, ...]] = {
    "card": ("institution", "number", "limit", "statement_day", "due_days", "apr", "funded_by"),
    "wallet": ("institution", "number", "funded_by"),
    "loan": ("institution", "number", "apr"),
    "cash": (),
    "iou": (),
    "points": ("institution", "number"),
}
"""The fields beyond name, kind, currency and opening balance; other kinds have institution and number."""
_USUAL = ("institution", "number")


@dataclass(frozen=True, slots=True)
class Entered:
    """What was typed, by the names of `Account`; what the kind does not have is empty."""

    name: str
    kind: str
    currency: str
    opening: int
    opened_on: date | None
    institution: str
    number: str
    limit: int | None
    statement_day: int | None
    due_days: int | None
    apr: Decimal | None
    funded_by: int | None
    notes: str

    def values(self) -> dict[str, Any]:
        """All of it, as the service takes it."""
        return asdict(self)

    def changes(self, before: Account) -> dict[str, Any]:
        """What differs from an account."""
        return {name: value for name, value in asdict(self).items() if getattr(before, name) != value}


class AccountDialog(QDialog):
    """The fields of an account; on_done(entered) when all of them can be read. before: the account that is edited."""

    def __init__(
        self,
        held: Sequence[Account],
        currency: str,
        today: date,
        on_done: Callable[[Entered], object],
        parent: QWidget,
        *,
        before: Account | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_done = on_done
        title = _("Add an account") if before is None else _("Edit the account")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(520))
        home = before.currency if before is not None else currency
        others = [(one.id, one.name) for one in held if before is None or one.id != before.id]
        self.fields: dict[str, Field] = {
            "kind": ChoiceField(_("Kind"), [(kind, wording.label("account_kind", kind)) for kind in KINDS]),
            "name": TextField(_("Name"), is_required=True, placeholder=_("as you call it")),
            "currency": ChoiceField(_("Currency"), currencies()),
            "opening": AmountField(
                _("Balance before the first transaction"), home, help_text=_("Negative when you owed it.")
            ),
            "opened_on": DayField(_("From"), today),
            "institution": TextField(_("Bank or company")),
            "number": TextField(_("IBAN or number"), help_text=_("Files are matched to the account by it.")),
            "limit": AmountField(_("Limit"), home, may_be_negative=False),
            "statement_day": NumberField(
                _("Statement closes on day"), places=0, help_text=_("1 to 31; 31 is the end of the month.")
            ),
            "due_days": NumberField(_("Days until it is due"), places=0, least=Decimal(0)),
            "apr": NumberField(_("Interest in percent a year"), least=Decimal(0)),
            "funded_by": ChoiceField(_("Paid from"), [(None, _("No other account")), *others]),
            "notes": TextField(_("Notes"), longest=1000),
        }
        for field in self.fields.values():
            if isinstance(field, ChoiceField):  # the longest name of a currency would be wider than the dialog
                field.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.box.setMinimumContentsLength(8)
        self.yes = button(_("Add") if before is None else _("Save"), self._finish, kind="primary")
        self.yes.setDefault(True)
        self._lay_out(title)
        self._fill(before, home)
        self.fields["kind"].committed.connect(self._fit)
        self.fields["currency"].committed.connect(self._change_currency)
        self._fit()
        self.fields["name"].setFocus()

    def refuse(self, error: HubError) -> None:
        """Say at its field why it was not written; everything typed is still there."""
        field = self.fields.get(str(error.where.get("field", "")), self.fields["name"])
        field.show_error(str(wording.error(error)))
        field.setFocus()
        self.yes.setEnabled(True)

    def _lay_out(self, title: str) -> None:
        pairs = (("kind", "currency"), ("opening", "opened_on"), ("institution", "number"), ("limit", "apr"),
                 ("statement_day", "due_days"))  # fmt: skip
        self._pairs = {pair: _pair(*(self.fields[name] for name in pair)) for pair in pairs}
        parts = column(gap=5)
        parts.addWidget(self.fields["name"])
        for widget in self._pairs.values():
            parts.addWidget(widget)
        for name in ("funded_by", "notes"):
            parts.addWidget(self.fields[name])
        parts.addStretch()
        parts.setContentsMargins(tokens.px(3), tokens.px(3), tokens.space(4), tokens.px(3))
        self._inner = holding(parts)
        self._area = scrolled(self._inner)
        no = button(_("Cancel"), self.reject)
        outer = column(
            Paragraph(title, role="title", tone="text"), self._area, row(0, no, self.yes), gap=5, parent=self
        )
        outer.setContentsMargins(*[tokens.space(6)] * 4)

    def _fit(self) -> None:
        """Show the fields of the kind, in a dialog no higher than its window."""
        kind = self.fields["kind"].value()
        wanted = {*BY_KIND.get(kind, _USUAL), "kind", "currency", "opening", "opened_on"}
        for name in ("institution", "number", "limit", "apr", "statement_day", "due_days", "funded_by"):
            self.fields[name].setVisible(name in wanted)
        for pair, widget in self._pairs.items():
            widget.setVisible(bool(wanted & set(pair)))
        inner = self._inner
        parent = self.parentWidget()
        most = parent.height() - tokens.px(150) if parent is not None else inner.sizeHint().height()
        inner.updateGeometry()
        self._area.setFixedHeight(max(tokens.px(160), min(inner.sizeHint().height(), most)))
        self.adjustSize()

    def _change_currency(self) -> None:
        for name in ("opening", "limit"):
            field = self.fields[name]
            if isinstance(field, AmountField):
                field.set_currency(self.fields["currency"].value())

    def _fill(self, before: Account | None, home: str) -> None:
        self.fields["kind"].set_value("current" if before is None else before.kind)
        self.fields["currency"].set_value(home)
        self.fields["funded_by"].set_value(None)
        if before is None:
            return
        for name, field in self.fields.items():
            value = getattr(before, name)
            field.set_value(value * 100 if name == "apr" and value is not None else value)

    def _finish(self) -> None:
        shown = {name: field for name, field in self.fields.items() if not field.isHidden()}
        wrong = [field for field in shown.values() if not field.check()]
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        self._on_done(self._entered(set(shown)))

    def _entered(self, shown: set[str]) -> Entered:
        def value(name: str) -> Any:
            return self.fields[name].value() if name in shown else None

        apr = value("apr")
        return Entered(
            name=value("name"),
            kind=value("kind"),
            currency=value("currency"),
            opening=value("opening") or 0,
            opened_on=value("opened_on"),
            institution=value("institution") or "",
            number=(value("number") or "").replace(" ", ""),
            limit=value("limit"),
            statement_day=_whole(value("statement_day")),
            due_days=_whole(value("due_days")),
            apr=None if apr is None else apr / 100,
            funded_by=value("funded_by"),
            notes=value("notes") or "",
        )


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def _pair(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = row(gap=5, parent=made)
    for widget in (first, second):
        layout.addLayout(column(widget, 1, gap=0), 1)
    return made
