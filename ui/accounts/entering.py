"""Typing an account: the fields that its kind has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from hub.domain.account import COSTINGS, KINDS, POINTS, Account
from hub.domain.errors import HubError
from ui.fields import AmountField, ChoiceField, DayField, Field, NumberField, TextField
from ui.fields.offered import currencies
from ui.locale import _, wording
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.texts import Paragraph
from ui.style import tokens

BY_KIND: Mapping[str, tuple[str, ...]] = {
    "card": ("institution", "number", "limit", "statement_day", "due_days", "due_day", "minimum_rate", "minimum_floor",
             "apr", "funded_by"),
    "wallet": ("institution", "number", "funded_by"),
    "loan": ("institution", "number", "apr", "payment", "term", "first_due_on"),
    "cash": (),
    "iou": (),
    "points": ("institution", "number", "programme"),
    "investment": ("institution", "number", "costing"),
}  # fmt: skip
"""The fields beyond name, kind, currency and opening balance; other kinds have institution and number."""
_USUAL = ("institution", "number")
_PERCENT = frozenset({"apr", "minimum_rate"})


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
    colour: int | None
    due_day: int | None
    minimum_rate: Decimal | None
    minimum_floor: int | None
    payment: int | None
    term: int | None
    first_due_on: date | None
    programme: str
    costing: str

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
        self.fields: dict[str, Field] = {**_of_all(home, today), **_of_some(home, today, others)}
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
                 ("statement_day", "due_days"), ("due_day", "minimum_rate"), ("minimum_floor", "payment"),
                 ("term", "first_due_on"), ("programme", "costing"))  # fmt: skip
        self._pairs = {pair: _pair(*(self.fields[name] for name in pair)) for pair in pairs}
        parts = column(gap=5)
        parts.addWidget(self.fields["name"])
        for widget in self._pairs.values():
            parts.addWidget(widget)
        for name in ("funded_by", "colour", "notes"):
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
        if kind == "points":
            wanted -= {"currency"}
        for name in ("currency", *dict.fromkeys(one for own in BY_KIND.values() for one in own)):
            self.fields[name].setVisible(name in wanted)
        self._change_currency()
        for pair, widget in self._pairs.items():
            widget.setVisible(bool(wanted & set(pair)))
        inner = self._inner
        parent = self.parentWidget()
        most = parent.height() - tokens.px(150) if parent is not None else inner.sizeHint().height()
        inner.updateGeometry()
        self._area.setFixedHeight(max(tokens.px(160), min(inner.sizeHint().height(), most)))
        self.adjustSize()

    def _change_currency(self) -> None:
        is_points = self.fields["kind"].value() == "points"
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.set_currency(POINTS if is_points else self.fields["currency"].value())

    def _fill(self, before: Account | None, home: str) -> None:
        self.fields["kind"].set_value("current" if before is None else before.kind)
        self.fields["currency"].set_value(home)
        for name in ("funded_by", "colour"):
            self.fields[name].set_value(None)
        self.fields["costing"].set_value(COSTINGS[0])
        if before is None:
            return
        for name, field in self.fields.items():
            value = getattr(before, name)
            if name == "currency" and value == POINTS:
                continue
            field.set_value(value * 100 if name in _PERCENT and value is not None else value)

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

        def share(name: str) -> Decimal | None:
            typed = value(name)
            return None if typed is None else typed / 100

        return Entered(
            name=value("name"),
            kind=value("kind"),
            currency=value("currency") or POINTS,
            opening=value("opening") or 0,
            opened_on=value("opened_on"),
            institution=value("institution") or "",
            number=(value("number") or "").replace(" ", ""),
            limit=value("limit"),
            statement_day=_whole(value("statement_day")),
            due_days=_whole(value("due_days")),
            apr=share("apr"),
            funded_by=value("funded_by"),
            notes=value("notes") or "",
            colour=value("colour"),
            due_day=_whole(value("due_day")),
            minimum_rate=share("minimum_rate"),
            minimum_floor=value("minimum_floor"),
            payment=value("payment"),
            term=_whole(value("term")),
            first_due_on=value("first_due_on"),
            programme=value("programme") or "",
            costing=value("costing") or COSTINGS[0],
        )


def _of_all(home: str, today: date) -> dict[str, Field]:
    """The fields of nearly every kind, by name. home: currency."""
    return {
        "kind": ChoiceField(_("Kind"), [(kind, wording.label("account_kind", kind)) for kind in KINDS]),
        "name": TextField(_("Name"), is_required=True, placeholder=_("as you call it")),
        "currency": ChoiceField(_("Currency"), currencies()),
        "opening": AmountField(
            _("Balance before the first transaction"), home, help_text=_("Negative when you owed it.")
        ),
        "opened_on": DayField(_("From"), today),
        "institution": TextField(_("Bank or company")),
        "number": TextField(_("IBAN or number"), help_text=_("Files are matched to the account by it.")),
        "colour": ChoiceField(_("Colour"), [(None, _("By its name")), *((at, name) for at, name in _colours())]),
        "notes": TextField(_("Notes"), longest=1000),
    }


def _of_some(home: str, today: date, others: Sequence[tuple[int, str]]) -> dict[str, Field]:
    """The fields that only some kinds have. others: accounts that it may be paid from."""
    return {
        "limit": AmountField(_("Limit"), home, may_be_negative=False),
        "statement_day": NumberField(
            _("Statement closes on day"), places=0, help_text=_("1 to 31; 31 is the end of the month.")
        ),
        "due_days": NumberField(_("Days until it is due"), places=0, least=Decimal(0)),
        "apr": NumberField(_("Interest in percent a year"), least=Decimal(0)),
        "funded_by": ChoiceField(_("Paid from"), [(None, _("No other account")), *others]),
        "due_day": NumberField(_("Or due on day of the month"), places=0, least=Decimal(1)),
        "minimum_rate": NumberField(_("Least payment in percent"), least=Decimal(0)),
        "minimum_floor": AmountField(_("At least"), home, may_be_negative=False),
        "payment": AmountField(_("Payment a month"), home, may_be_negative=False),
        "term": NumberField(_("Months"), places=0, least=Decimal(1), help_text=_("Instead of a payment.")),
        "first_due_on": DayField(_("First payment on"), today),
        "programme": TextField(_("Programme"), help_text=_("As under Offers & loyalty.")),
        "costing": ChoiceField(_("Cost of what is sold"), [(one, wording.label("costing", one)) for one in COSTINGS]),
    }


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def _colours() -> list[tuple[int, str]]:
    names = (_("Blue"), _("Orange"), _("Green"), _("Purple"), _("Brown"), _("Pink"), _("Olive"), _("Grey"))
    return list(enumerate(names))


def _pair(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = row(gap=5, parent=made)
    for widget in (first, second):
        layout.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)  # alone, a field takes the whole row
    return made
