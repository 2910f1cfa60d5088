"""Fields: what is typed is read, errors say the repair, and a form is made from a dataclass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hub.domain.settings import Settings
from ui import locale
from ui.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    NumberField,
    PassphraseField,
    SwitchField,
    TextField,
    form,
)
from ui.locale.qt import install
from ui.locale.text import EntryError
from ui.style import style, tokens

TODAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    style.apply(qapp, tokens.Look())
    yield
    locale.use("en")
    install(qapp)


def shown(qtbot: QtBot, made: Field) -> Field:
    qtbot.addWidget(made)
    made.resize(320, 80)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.control.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def test_an_amount_calculates_while_it_is_typed_and_keeps_the_result(qtbot: QtBot) -> None:
    made = AmountField("Amount", "EUR")
    shown(qtbot, made)
    assert made.entry.hint() == "€"
    with qtbot.waitSignal(made.changed):
        qtbot.keyClicks(made.entry, "12,5*3")
    assert made.entry.hint() == "= 37.50"
    with qtbot.waitSignal(made.committed):
        qtbot.keyClick(made.entry, Qt.Key.Key_Return)
    assert made.entry.text() == "37.50"
    assert made.value() == 3750


def test_a_wrong_amount_says_the_repair_below_and_to_the_reader(qtbot: QtBot) -> None:
    made = AmountField("Amount", "EUR")
    shown(qtbot, made)
    qtbot.keyClicks(made.entry, "12,50,3")
    assert made.error() == ""
    qtbot.keyClick(made.entry, Qt.Key.Key_Return)
    assert made.error() == "Two decimal signs. Did you mean 1250,3 or 12,503?"
    assert made.entry.property("state") == "error"
    reader = QAccessible.queryAccessibleInterface(made.entry)
    assert reader.text(QAccessible.Text.Name) == "Amount"
    assert reader.text(QAccessible.Text.Description) == made.error()
    assert made.entry.text() == "12,50,3"
    qtbot.keyClick(made.entry, Qt.Key.Key_Backspace)
    assert made.error() == ""


def test_amounts_that_may_be_empty_or_not_negative(qtbot: QtBot) -> None:
    free, bound = AmountField("A", "EUR"), AmountField("B", "JPY", is_required=True, may_be_negative=False)
    qtbot.addWidget(free)
    qtbot.addWidget(bound)
    assert free.value() is None
    assert not bound.check()
    assert bound.error() == "An amount is missing."
    bound.set_value(-5)
    assert not bound.check()
    assert bound.error() == "This amount can't be negative."
    bound.set_value(2400)
    assert bound.check()
    assert (bound.entry.text(), bound.value()) == ("2,400", 2400)


def test_an_amount_is_typed_from_the_left_in_every_language(qtbot: QtBot, qapp: QApplication) -> None:
    locale.use("qps-plocm")
    install(qapp)
    made = AmountField("Amount", "EUR")
    qtbot.addWidget(made)
    assert made.isRightToLeft()
    assert not made.entry.isRightToLeft()
    made.set_value(-1250)
    assert made.value() == -1250


def test_a_date_takes_words_and_shows_what_it_understood(qtbot: QtBot) -> None:
    made = DayField("Date", TODAY)
    shown(qtbot, made)
    qtbot.keyClicks(made.entry, "tue")
    assert made.entry.hint() == "Tuesday"
    qtbot.keyClick(made.entry, Qt.Key.Key_Return)
    assert made.entry.text() == "24/11/2026"
    assert made.value() == date(2026, 11, 24)
    qtbot.keyClick(made.entry, Qt.Key.Key_Up)
    qtbot.keyClick(made.entry, Qt.Key.Key_Up)
    assert made.value() == date(2026, 11, 26)
    made.entry.setText("soon")
    assert not made.check()
    assert made.error().startswith("“soon” is not a date.")


def test_a_passphrase_hides_shows_pastes_and_warns_of_caps_lock(qtbot: QtBot, qapp: QApplication) -> None:
    made = PassphraseField("Passphrase")
    shown(qtbot, made)
    qtbot.keyClick(made.entry, "X", Qt.KeyboardModifier.ShiftModifier)
    assert not made.is_caps_lock()
    qtbot.keyClick(made.entry, "X")
    assert made.is_caps_lock()
    assert made.entry.hint() == "Caps Lock is on"
    qtbot.keyClick(made.entry, "x")
    assert not made.is_caps_lock()
    assert made.entry.hint() == ""
    assert made.entry.echoMode() == QLineEdit.EchoMode.Password
    made.show_action.trigger()
    assert made.entry.echoMode() == QLineEdit.EchoMode.Normal
    assert made.show_action.text() == "Hide the passphrase"
    made.entry.clear()
    qapp.clipboard().setText(" four plain words here ")
    made.entry.paste()
    assert made.value() == " four plain words here "
    assert made.take() == " four plain words here "
    assert made.entry.text() == ""
    assert made.entry.echoMode() == QLineEdit.EchoMode.Password
    with pytest.raises(EntryError, match="passphrase_missing"):
        made.value()


def test_text_and_numbers(qtbot: QtBot) -> None:
    name, rate = TextField("Name", is_required=True), NumberField("Rate", least=Decimal(0))
    qtbot.addWidget(name)
    qtbot.addWidget(rate)
    name.set_value("  ")
    assert not name.check()
    name.set_value(" Streamly ")
    assert name.value() == "Streamly"
    rate.entry.setText("1/4")
    assert rate.value() == Decimal("0.25")
    rate.entry.setText("-1")
    assert not rate.check()
    assert rate.error() == "0 is the least."
    rate.set_value(Decimal("1.0843"))
    assert rate.value() == Decimal("1.0843")


def test_a_choice_offers_names_and_gives_values(qtbot: QtBot) -> None:
    made = ChoiceField("Account", [(1, "Rheinbank"), (2, "Aurum")], placeholder="Choose")
    qtbot.addWidget(made)
    assert not made.check()
    assert made.error() == "Nothing is chosen yet."
    made.set_value(2)
    assert (made.value(), made.box.currentText()) == (2, "Aurum")
    made.set_options([(2, "Aurum"), (3, "Lumo")])
    assert made.value() == 2


def test_a_switch_is_one_key_away(qtbot: QtBot) -> None:
    made = SwitchField("Patterns")
    shown(qtbot, made)
    with qtbot.waitSignal(made.committed):
        qtbot.keyClick(made.switch, Qt.Key.Key_Space)
    assert made.value() is True


def test_the_settings_become_a_form_and_come_back(qtbot: QtBot) -> None:
    made = form(Settings, currency="EUR", today=TODAY)
    qtbot.addWidget(made)
    settings = replace(Settings(), theme="dark", buffer=123456, country="CH", chart_patterns=True, household="Keller")
    made.set_values(settings)
    assert made.values() == settings
    assert isinstance(made.fields["theme"], ChoiceField)
    assert isinstance(made.fields["chart_patterns"], SwitchField)
    assert isinstance(made.fields["buffer"], AmountField)
    with qtbot.waitSignal(made.changed) as changed:
        made.fields["chart_patterns"].control.click()  # type: ignore[attr-defined]
    assert changed.args == ["chart_patterns"]
    buffer = made.fields["buffer"]
    assert isinstance(buffer, AmountField)
    buffer.entry.setText("12,,")
    assert not made.check()
    with pytest.raises(EntryError):
        made.values()


def controls(widget: QWidget) -> list[QWidget]:
    return [found for kind in (QLineEdit, QComboBox, QCheckBox) for found in widget.findChildren(kind)]


def test_every_control_of_a_form_has_a_name_and_no_text_is_hard_coded(qtbot: QtBot, qapp: QApplication) -> None:
    locale.use("qps-plocm")
    install(qapp)
    made = form(Settings, currency="EUR", today=TODAY)
    qtbot.addWidget(made)
    assert all(QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in controls(made))
    said = [label.text() for label in made.findChildren(QLabel) if label.text()]
    assert said
    assert all(text.startswith("\u200f⟦") for text in said)


@dataclass(frozen=True, slots=True)
class _Trip:
    name: str = ""
    on: date | None = None
    cost: int = field(default=0, metadata={"kind": "amount", "group": "money"})
    share: Decimal = Decimal(1)
    is_paid: bool = False


def test_a_form_is_made_from_the_types_of_any_dataclass(qtbot: QtBot) -> None:
    made = form(_Trip, currency="CHF", today=TODAY, prefix="trip")
    qtbot.addWidget(made)
    trip = _Trip("Basel", TODAY, 1840, Decimal("0.5"), is_paid=True)
    made.set_values(trip)
    assert made.values() == trip
    assert [type(one) for one in made.fields.values()] == [TextField, DayField, NumberField, SwitchField, AmountField]
    assert made.fields["is_paid"].control.text() == "Is paid"  # type: ignore[attr-defined]


def test_the_tab_order_is_the_order_of_the_form(qtbot: QtBot) -> None:
    made = form(_Trip, currency="CHF", today=TODAY)
    shown_form = made
    qtbot.addWidget(shown_form)
    shown_form.show()
    shown_form.activateWindow()
    qtbot.waitUntil(shown_form.isActiveWindow)
    made.fields["name"].control.setFocus(Qt.FocusReason.TabFocusReason)
    walked = []
    for _step in range(len(made.fields)):
        walked.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert walked == [one.control for one in made.fields.values()]
