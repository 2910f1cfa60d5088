"""The guided dialog for a way to pay: what it is, what it gives, for what it gives more, what it costs abroad."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLayout, QWidget

from hub.domain.account import Account
from ui.fields import ChoiceField, NumberField, TextField
from ui.fields.field import Field
from ui.locale import _, text, wording
from ui.parts.bars import ProblemBar
from ui.parts.boxes import column, holding, row, scrolled
from ui.parts.buttons import button
from ui.parts.segmented import Choice, Segmented
from ui.parts.texts import Paragraph, label
from ui.payment import words
from ui.payment.ranking import purchase_kind
from ui.payment.way_terms import EARNED, MONEY, NOTHING, POINTS, SPEND, Way
from ui.style import tokens

KINDS = ("credit_card", "debit_card", "prepaid_card", "wallet", "bank_transfer", "direct_debit", "cash")
_NETWORKS = ("", "visa", "mastercard", "amex", "girocard", "cb", "maestro")
_NEW = "\0new"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the dialog can choose from. programmes, funding: names by id. categories: kinds of purchase of the terms."""

    home: str
    accounts: Sequence[Account]
    programmes: Mapping[str, str]
    funding: Mapping[str, str]
    categories: Sequence[str]


class WayDialog(QDialog):
    """on_done(way, name of a new programme or "") when every field can be read."""

    def __init__(self, way: Way, offered: Offered, on_done: Callable[[Way, str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._offered, self._on_done = offered, on_done
        title = _("Edit {name}").format(name=way.name) if way.name else _("Add a way to pay")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(tokens.px(520))
        self._make_fields(way)
        self.problem = ProblemBar()
        self.yes = button(_("Save") if way.name else _("Add"), self._finish, kind="primary")
        self.yes.setDefault(True)
        no = button(_("Cancel"), self.reject)
        rows: tuple[QWidget | QLayout, ...] = (
            self.name, _pair(self.kind, self.network), self.account, *self.funding_parts,
            label(_("What it gives"), "section"), row(self.earns, 0),
            _pair(self.base, self.programme), self.new_programme,
            self.more, _pair(self.bonus_kind, self.bonus), _pair(self.cap, self.cap_on),
            label(_("What it costs"), "section"), _pair(self.fx_fee, QWidget()),
        )  # fmt: skip
        inside = column(*rows, 1, gap=5)
        inside.setContentsMargins(tokens.space(6), tokens.space(2), tokens.space(6), tokens.space(4))
        area = scrolled(holding(inside))
        head, foot = column(Paragraph(title, "title", "text"), self.problem, gap=3), row(0, no, self.yes, gap=3)
        for part in (head, foot):
            part.setContentsMargins(tokens.space(6), tokens.space(5), tokens.space(6), tokens.space(5))
        column(head, area, foot, gap=0, parent=self)
        self.resize(self.width(), min(tokens.px(660), round(parent.screen().availableGeometry().height() * 0.9)))
        self._fill(way)
        self._suit()
        self.name.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it was not written; everything typed is still there."""
        self.problem.say(sentence)
        self.yes.setEnabled(True)

    def _make_fields(self, way: Way) -> None:
        offered = self._offered
        self.name = TextField(_("Name"), is_required=True, longest=60)
        kinds = [*KINDS, *([way.kind] if way.kind not in KINDS else [])]
        self.kind = ChoiceField(_("Kind"), [(one, wording.label("instrument_kind", one)) for one in kinds])
        networks = [*_NETWORKS, *([way.network] if way.network not in _NETWORKS else [])]
        named = [(one, wording.label("network", one) if one else _("None")) for one in networks]
        self.network = ChoiceField(_("Network"), named)
        help_text = _("What you pay is expected there, and its bookings say what is used of caps.")
        accounts = [(None, _("None")), *((one.id, one.name) for one in offered.accounts)]
        self.account = ChoiceField(_("Account it draws on"), accounts, help_text=help_text)
        self.funding_label = label(_("The wallet pays with"), "strong", "text-2")
        self.funding = {one: QCheckBox(name) for one, name in offered.funding.items()}
        self.funding_parts: list[QWidget] = [self.funding_label, *self.funding.values()]
        choices = [Choice(NOTHING, _("Nothing")), Choice(MONEY, _("Cashback")), Choice(POINTS, _("Points"))]
        self.earns = Segmented(_("What it gives"), choices, way.earns)
        self.base = NumberField("", least=Decimal(0))
        programmes = [*offered.programmes.items(), (_NEW, _("Another programme…"))]
        self.programme = ChoiceField(_("Programme"), programmes)
        self.new_programme = TextField(_("Name of the programme"), longest=60)
        self.more = Paragraph(_("More for one kind of purchase, if it gives more:"), "body", "text-2")
        wanted = sorted({*offered.categories, *words.KINDS, way.bonus_kind} - {""}, key=purchase_kind)
        self.bonus_kind = ChoiceField(
            _("For"), [("", _("Nothing special")), *((one, purchase_kind(one)) for one in wanted)]
        )
        self.bonus = NumberField("", least=Decimal(0))
        self.cap = NumberField(_("Up to, a month"), least=Decimal(0), help_text=_("Empty: without limit"))
        self.cap_on = ChoiceField(_("Counted on"), [(SPEND, _("what you spend")), (EARNED, _("what you earn"))])
        self.fx_fee = NumberField(_("Fee for foreign currency, %"), least=Decimal(0))
        for field in (self.kind, self.programme, self.bonus_kind):
            field.committed.connect(self._suit)
        self.earns.chosen.connect(lambda _key: self._suit())

    def _fill(self, way: Way) -> None:
        self.name.set_value(way.name)
        self.kind.set_value(way.kind)
        self.network.set_value(way.network)
        self.account.set_value(way.account_id)
        for one, box in self.funding.items():
            box.setChecked(one in way.funding)
        factor = _HUNDRED if way.earns != POINTS else Decimal(1)
        self.base.set_value(_shown(way.base * factor))
        self.programme.set_value(way.programme or next(iter(self._offered.programmes), _NEW))
        self.bonus_kind.set_value(way.bonus_kind)
        self.bonus.set_value(_shown(way.bonus * factor) if way.bonus_kind else None)
        self.cap.set_value(way.cap)
        self.cap_on.set_value(way.cap_on)
        self.fx_fee.set_value(_shown(way.fx_fee * _HUNDRED))

    def _suit(self) -> None:
        """Show the fields that matter, under the names that fit."""
        is_points, gives = self.earns.current == POINTS, self.earns.current != NOTHING
        unit = _("Points per {currency}").format(currency=text.currency_symbol(self._offered.home)) if is_points else ""
        self._name(self.base, unit or _("Percent on everything"))
        self._name(self.bonus, unit or _("Percent then"))
        has_bonus = gives and bool(self.bonus_kind.value())
        shown = {
            self.base: gives, self.programme: is_points, self.more: gives, self.bonus_kind: gives,
            self.new_programme: is_points and self.programme.value() == _NEW,
            self.bonus: has_bonus, self.cap: has_bonus, self.cap_on: has_bonus,
            self.network: self.kind.value().endswith("_card"),
        }  # fmt: skip
        for field, is_shown in shown.items():
            field.setVisible(is_shown)
        for part in self.funding_parts:
            part.setVisible(self.kind.value() == "wallet" and bool(self.funding))

    def _name(self, field: Field, name: str) -> None:
        field.name_label.setText(name)
        field.name_label.setVisible(True)
        field.control.setAccessibleName(name)

    def _finish(self) -> None:
        fields: tuple[Field, ...] = (self.name, self.base, self.bonus, self.cap, self.fx_fee)
        wrong = [one for one in fields if one.isVisibleTo(self) and not one.check()]
        programme, new = self.programme.value(), self.new_programme.value()
        if self.earns.current == POINTS and programme == _NEW and not new:
            self.new_programme.show_error(_("A programme needs a name."))
            wrong.append(self.new_programme)
        if wrong:
            wrong[0].setFocus()
            return
        self.yes.setEnabled(False)
        self._on_done(self._read("" if programme == _NEW else programme), new if programme == _NEW else "")

    def _read(self, programme: str) -> Way:
        is_points = self.earns.current == POINTS
        factor = Decimal(1) if is_points else _HUNDRED
        return Way(
            name=self.name.value(),
            kind=self.kind.value(),
            network=self.network.value() if self.network.isVisibleTo(self) else "",
            account_id=self.account.value(),
            earns=self.earns.current,
            programme=programme if is_points else "",
            base=(self.base.value() or Decimal(0)) / factor,
            bonus_kind=self.bonus_kind.value(),
            bonus=(self.bonus.value() or Decimal(0)) / factor,
            cap=self.cap.value(),
            cap_on=self.cap_on.value(),
            fx_fee=(self.fx_fee.value() or Decimal(0)) / _HUNDRED,
            funding=tuple(one for one, box in self.funding.items() if box.isChecked()),
        )


def _shown(value: Decimal) -> Decimal | None:
    return value.normalize() + 0 if value else None


def _pair(first: QWidget, second: QWidget) -> QWidget:
    made = QWidget()
    layout = row(first, second, gap=5, parent=made)
    for at, one in enumerate((first, second)):
        layout.setStretch(at, 1)
        layout.setAlignment(one, Qt.AlignmentFlag.AlignTop)
    return made
