"""The dialogs of the loyalty wallet: a few fields each, and a code to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from hub.domain.loyalty import EXPIRIES
from hub.domain.scoring import DATA, Prices
from hub.services import codes
from hub.services.loyalty import Standing
from hub.services.vouchers import Voucher
from ui.ask import Dialog
from ui.fields import AmountField, ChoiceField, DayField, NumberField, TextField
from ui.fields.field import Field
from ui.fields.offered import currencies
from ui.locale import _, text, wording
from ui.loyalty.code_view import CodeView
from ui.parts.bars import ProblemBar
from ui.parts.boxes import row
from ui.parts.buttons import button
from ui.parts.texts import Paragraph, label

Done = Callable[[dict[str, Any]], object]


class FieldsDialog(Dialog):
    """Fields below each other. on_done(values by name) when all can be read; `refuse` keeps what was typed."""

    def __init__(
        self,
        title: str,
        fields: Mapping[str, Field],
        on_done: Done,
        parent: QWidget,
        *,
        yes: str = "",
        is_wide: bool = False,
    ) -> None:
        super().__init__(title, parent, width=520 if is_wide else 400)
        self.fields = dict(fields)
        self.on_done = on_done
        self.problem = ProblemBar()
        self.ticks: dict[str, QCheckBox] = {}
        self.add(self.problem)
        self.add_in_columns(list(self.fields.values()), 2 if is_wide else 1)
        self.save = button(yes or _("Save"), self.finish, kind="primary")
        self._no = button(_("Cancel"), self.reject)

    def add_in_columns(self, parts: Sequence[QWidget], columns: int) -> None:
        """Put parts beside each other, as many as there are columns, of the same width."""
        for first in range(0, len(parts), columns):
            line = QWidget()
            layout = row(*parts[first : first + columns], gap=5, parent=line)
            for at in range(layout.count()):
                layout.setStretch(at, 1)
                layout.setAlignment(parts[first + at], Qt.AlignmentFlag.AlignTop)
            self.add(line)

    def close_up(self) -> FieldsDialog:
        """Put the answers at the end, when everything else is there."""
        self.add_answers(self._no, self.save, safe=self._no)
        self.save.setDefault(True)
        next(iter(self.fields.values())).setFocus()
        self.fit()
        return self

    def finish(self) -> None:
        """Hand over what was typed."""
        wrong = [one for one in self.fields.values() if not one.check()]
        if wrong:
            wrong[0].setFocus()
            return
        self.on_done({name: one.value() for name, one in self.fields.items()})

    def refuse(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.problem.say(sentence)
        self.fit()


def programme_dialog(on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask for a new programme."""
    fields: dict[str, Field] = {"name": TextField(_("Programme"), is_required=True, longest=60)}
    return FieldsDialog(_("Add a programme"), fields, on_done, parent, yes=_("Add")).close_up()


def balance_dialog(one: Standing, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask how many units there are, and when those that just came run out."""
    units = NumberField(_("Points"), is_required=True, least=Decimal(0))
    units.set_value(one.units or None)
    day = DayField(_("On"), today, is_required=True)
    day.set_value(today)
    title = _("How many points has {programme}?").format(programme=text.name(one.name))
    return FieldsDialog(title, {"units": units, "day": day}, on_done, parent).close_up()


def value_dialog(one: Standing, home: str, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask what a unit is worth from a day on, and who says so."""
    value = NumberField(_("One point, in {currency}").format(currency=home), is_required=True, least=Decimal(0))
    value.set_value(one.value)
    day = DayField(_("From"), today, is_required=True)
    day.set_value(today)
    source = TextField(_("Who says so"), placeholder=_("You, a table of the programme …"), longest=80)
    title = _("What is one point of {programme} worth?").format(programme=text.name(one.name))
    return FieldsDialog(title, {"value": value, "day": day, "source": source}, on_done, parent).close_up()


def lot_dialog(one: Standing, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask for units that run out together."""
    fields: dict[str, Field] = {
        "units": NumberField(_("Points"), is_required=True, least=Decimal(0)),
        "expires_on": DayField(_("Last day"), today, is_required=True),
    }
    title = _("Which points of {programme} run out?").format(programme=text.name(one.name))
    return FieldsDialog(title, fields, on_done, parent).close_up()


def membership_dialog(one: Standing, home: str, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask for tier, expiry, fee, what it knows of the person, and who writes."""
    member = one.membership
    fee = AmountField(_("Fee a year"), home, may_be_negative=False)
    fields: dict[str, Field] = {
        "tier": TextField(_("Tier"), longest=40),
        "tier_until": DayField(_("Tier until"), today),
        "expiry": ChoiceField(_("Points run out"), [(code, wording.label("point_expiry", code)) for code in EXPIRIES]),
        "expiry_months": NumberField(_("After months"), places=0, least=Decimal(1)),
        "fee": fee,
        "senders": TextField(_("Writes from"), placeholder=_("news@programme, another.domain"), longest=400),
    }
    fields["tier"].set_value(member.tier)
    fields["tier_until"].set_value(member.tier_until)
    fields["expiry"].set_value(member.expiry)
    fields["expiry_months"].set_value(member.expiry_months)
    fee.set_value(member.fee or None)
    fields["senders"].set_value(", ".join(member.senders))

    def done(said: dict[str, Any]) -> None:
        months = said["expiry_months"]
        senders = [part.strip() for part in said["senders"].split(",") if part.strip()]
        data = [code for code, tick in made.ticks.items() if tick.isChecked()]
        told = {"fee": said["fee"] or 0, "expiry_months": None if months is None else int(months)}
        on_done({**said, **told, "senders": senders, "data_given": data})

    made = FieldsDialog(
        _("About {programme}").format(programme=text.name(one.name)), fields, done, parent, is_wide=True
    )
    made.add(label(_("What it knows of you"), "strong", "text-2"))
    for code in DATA:
        made.ticks[code] = QCheckBox(wording.label("data_kind", code))
        made.ticks[code].setChecked(code in member.data_given)
    made.add_in_columns(list(made.ticks.values()), 3)
    return made.close_up()


def voucher_dialog(held: Voucher | None, home: str, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask for a voucher or gift card."""
    currency = held.currency if held else home
    face = AmountField(_("Value"), currency, is_required=True, may_be_negative=False)
    worth = NumberField(
        _("Worth to you, %"), least=Decimal(0), help_text=_("Empty: all of it. Less, where you would rather have cash.")
    )
    fields: dict[str, Field] = {
        "name": TextField(_("Name"), is_required=True, longest=60),
        "face": face,
        "currency": ChoiceField(_("Currency"), currencies()),
        "merchant": TextField(_("Shop"), placeholder=_("Empty: taken anywhere"), longest=80),
        "expires_on": DayField(_("Last day"), today),
        "code": TextField(_("Code"), longest=1200),
        "symbology": ChoiceField(_("Shown as"), [(one, wording.label("symbology", one)) for one in codes.SYMBOLOGIES]),
        "worth": worth,
    }
    fields["currency"].set_value(currency)
    fields["currency"].committed.connect(lambda: face.set_currency(fields["currency"].value()))
    if held is not None:
        for name in ("name", "face", "merchant", "expires_on", "code", "symbology"):
            fields[name].set_value(getattr(held, name))
        worth.set_value(None if held.value_fraction is None else held.value_fraction * 100)

    def done(said: dict[str, Any]) -> None:
        share = said.pop("worth")
        on_done({**said, "value_fraction": None if share is None else share / 100})

    title = _("Edit {name}").format(name=text.name(held.name)) if held else _("Keep a voucher")
    return FieldsDialog(title, fields, done, parent, yes=_("Save") if held else _("Keep"), is_wide=True).close_up()


def use_dialog(held: Voucher, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask how much was paid with a voucher."""
    left = _("{amount} are left.").format(amount=text.money(held.balance, held.currency))
    amount = AmountField(_("Amount"), held.currency, is_required=True, may_be_negative=False, help_text=left)
    day = DayField(_("On"), today, is_required=True)
    day.set_value(today)
    title = _("What did you pay with {voucher}?").format(voucher=text.name(held.name))
    return FieldsDialog(title, {"amount": amount, "on": day}, on_done, parent).close_up()


class CodeDialog(Dialog):
    """A voucher's code, to be read by a scanner or by eye."""

    def __init__(self, held: Voucher, parent: QWidget) -> None:
        super().__init__(held.name, parent)
        picture = codes.picture(held.code, held.symbology)
        self.view: CodeView | None = None
        if picture is not None:
            spoken = _("{kind} with {code}").format(
                kind=wording.label("symbology", held.symbology), code=text.code(held.code)
            )
            self.view = CodeView(picture, spoken)
            self.add(self.view)
        written = Paragraph(text.code(held.code), "title", "text")
        self.add(written, Paragraph(_("{amount} left").format(amount=text.money(held.balance, held.currency)), "small"))
        self.add_close()
        self.fit()


def messages_dialog(one: Standing, today: date, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask how many messages came that no folder holds."""
    day = DayField(_("On"), today, is_required=True)
    day.set_value(today)
    count = NumberField(_("Messages"), places=0, is_required=True, least=Decimal(1))
    title = _("How many messages did {programme} send?").format(programme=text.name(one.name))
    return FieldsDialog(title, {"count": count, "day": day}, on_done, parent).close_up()


def prices_dialog(held: Prices, home: str, on_done: Done, parent: QWidget) -> FieldsDialog:
    """Ask what the person's side is worth in the score."""
    fields = {
        "hour": NumberField(_("An hour of your attention, in {currency}").format(currency=home), is_required=True),
        "seconds": NumberField(_("Seconds that a message takes"), places=0, is_required=True, least=Decimal(0)),
        "kind": NumberField(_("A kind of data for a year, in {currency}").format(currency=home), is_required=True),
    }
    for name, field in fields.items():
        field.set_value(getattr(held, name))
    return FieldsDialog(_("What is your side worth?"), fields, on_done, parent).close_up()
