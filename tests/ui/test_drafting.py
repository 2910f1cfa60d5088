"""What was being typed when the vault was locked is there again after the unlocking, and only then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from hub.domain.draft import Draft
from hub.domain.errors import VaultError
from hub.services import accounts, bills, drafts, ledger, vaults
from storage.keys import FLOOR
from ui import drafting
from ui.accounts.entering import AccountDialog
from ui.bills.entering import BillDialog
from ui.fields import AmountField, ChoiceField, DayField, PassphraseField, SwitchField, TextField
from ui.offers.own import OwnOffer
from ui.parts.segmented import Choice, Segmented
from ui.payment.way_dialog import WayDialog
from ui.program import keeping
from ui.program.program import Program
from ui.transactions import adding
from ui.transactions.entering import EntryDialog

TODAY = date(2026, 11, 19)
PASSPHRASE = "four words nobody guesses"


class Desk:
    """One program after the other on the same vault."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.app, self.qtbot, self.folder = app, qtbot, folder
        self.program: Program | None = None
        with vaults.create(folder, PASSPHRASE, kdf=FLOOR) as vault:
            vaults.prepare(vault)
            self.account = accounts.add(vault, "Current", "current", "EUR")
            self.dollars = accounts.add(vault, "Dollars", "current", "USD")

    @property
    def window(self) -> Any:
        assert self.program is not None
        return self.program.window

    def unlock(self, files: list[Path] | None = None) -> None:
        create = partial(vaults.create, kdf=FLOOR)
        self.program = Program(
            self.app, self.folder, {}, create=create, again=lambda _folder: None, today=lambda: TODAY, language="en"
        )
        self.program.start(files, passphrase=PASSPHRASE)
        self.until(lambda: self.window.inside is not None)
        self.rest()

    def lock(self) -> None:
        assert self.program is not None
        self.program.lock()
        self.window.close()
        self.program.window.deleteLater()
        self.program.deleteLater()
        self.program = None

    def again(self) -> None:
        self.lock()
        self.unlock()

    def dialog(self, kind: type[QWidget]) -> Any:
        self.until(lambda: [one for one in self.window.findChildren(kind) if one.isVisible()])
        (found,) = (one for one in self.window.findChildren(kind) if one.isVisible())
        return found

    def view(self, name: str) -> Any:
        return self.window.frame.views.view(name)

    def type(self, field: Any, words: str) -> None:
        field.entry.clear()
        self.qtbot.keyClicks(field.entry, words)

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    def rest(self) -> None:
        assert self.program is not None
        for _again in range(3):
            self.until(lambda: self.program is not None and not self.program.tasks.running)
            self.qtbot.wait(1)

    @property
    def toast(self) -> str:
        return str(self.window.frame.desk.sheet.toast.words.accessibleName())


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, dressed: Callable[..., None]) -> Iterator[Desk]:
    made = Desk(qapp, qtbot, tmp_path / "vault")
    made.unlock()
    yield made
    if made.program is not None:
        made.lock()


def test_a_transaction_half_typed_is_there_again_and_can_be_added(desk: Desk) -> None:
    adding.add(desk.window.frame.context)
    dialog = desk.dialog(EntryDialog)
    dialog.account.set_value(desk.dollars)
    dialog.account.committed.emit()
    desk.type(dialog.amount, "12,5*")
    desk.type(dialog.payee, "Backerei Zurich")
    desk.again()
    dialog = desk.dialog(EntryDialog)
    assert desk.toast == "What you were typing when it was locked is back."
    assert dialog.amount.entry.text() == "12,5*"
    assert dialog.amount.currency == "USD"
    assert dialog.payee.value() == "Backerei Zurich"
    desk.again()  # what came back and was not changed is still being typed
    dialog = desk.dialog(EntryDialog)
    desk.type(dialog.amount, "12.50")
    dialog.yes.click()
    desk.rest()
    assert desk.program is not None
    (made,) = ledger.load(desk.program.vault, ledger.find(desk.program.vault, "payee:backerei", TODAY))
    assert (made.account_id, made.amount) == (desk.dollars, -1250)
    desk.again()
    assert desk.window.findChildren(EntryDialog) == []


def test_an_edited_transaction_is_opened_for_the_same_one(desk: Desk) -> None:
    assert desk.program is not None
    about = ledger.add(desk.program.vault, desk.account, TODAY, -500, "Bakery")
    adding.edit(desk.window.frame.context, about)
    desk.type(desk.dialog(EntryDialog).notes, "half a thou")
    desk.again()
    dialog = desk.dialog(EntryDialog)
    assert dialog.payee.value() == "Bakery"
    dialog.yes.click()
    desk.rest()
    assert ledger.detail(desk.program.vault, about).transaction.notes == "half a thou"


def test_a_form_that_nobody_touched_is_not_kept(desk: Desk) -> None:
    adding.add(desk.window.frame.context)
    desk.dialog(EntryDialog)
    desk.again()
    assert desk.window.findChildren(EntryDialog) == []


def test_a_bill_an_account_and_a_way_to_pay_come_back(desk: Desk) -> None:
    desk.window.frame.navigate("bills")
    desk.rest()
    desk.view("bills").add()
    desk.type(desk.dialog(BillDialog).biller, "Stadtwerke")
    desk.again()
    assert desk.dialog(BillDialog).biller.value() == "Stadtwerke"
    assert desk.window.frame.travel.here.place == "bills"
    desk.dialog(BillDialog).reject()
    desk.window.frame.navigate("accounts", new=True)
    desk.type(desk.dialog(AccountDialog).fields["name"], "Sparbuch")
    desk.again()
    assert desk.dialog(AccountDialog).fields["name"].value() == "Sparbuch"
    desk.dialog(AccountDialog).reject()
    desk.window.frame.navigate("payment", ways=True)
    desk.rest()
    desk.view("payment").ways.add()
    dialog = desk.dialog(WayDialog)
    desk.type(dialog.name, "Goldkarte")
    dialog.earns.choose("points")
    desk.again()
    dialog = desk.dialog(WayDialog)
    assert dialog.name.value() == "Goldkarte"
    assert dialog.earns.current == "points"
    assert dialog.new_programme.isVisibleTo(dialog), "the dialog suits what was chosen"
    dialog.reject()
    desk.again()
    assert desk.window.findChildren(WayDialog) == []


def test_a_changed_bill_is_opened_for_the_same_one(desk: Desk) -> None:
    assert desk.program is not None
    bills.add(desk.program.vault, "Stadtwerke", TODAY, -5000, "EUR")
    desk.window.frame.navigate("bills")
    desk.rest()
    desk.view("bills")._enter(next(one for one in desk.view("bills").shown.bills if one.biller == "Stadtwerke"))
    desk.type(desk.dialog(BillDialog).notes, "invoice 17")
    desk.again()
    dialog = desk.dialog(BillDialog)
    assert (dialog.biller.value(), dialog.notes.value()) == ("Stadtwerke", "invoice 17")
    dialog.yes.click()
    desk.rest()
    assert [one.notes for one in bills.overview(desk.program.vault, TODAY).bills] == ["invoice 17"]


def test_any_other_form_waits_until_it_is_open_again(desk: Desk) -> None:
    def offer() -> OwnOffer:
        made = OwnOffer(TODAY, lambda *_: None, desk.window)
        made.show()
        return made

    desk.type(offer().shop, "Modehaus Kern")
    desk.again()
    assert desk.toast == "What you were typing is kept: open the same form again, and it stands there."
    desk.again()  # it waits over another lock
    assert offer().shop.value() == "Modehaus Kern"


def test_the_line_of_a_purchase_comes_back(desk: Desk) -> None:
    desk.window.frame.navigate("payment", line="84 fuel in France")
    desk.rest()
    if not desk.view("payment").asking.isVisible():
        assert desk.program is not None
        desk.view("payment").asking.show()
    desk.again()
    assert desk.window.frame.travel.here.place == "payment"
    assert desk.view("payment").asking.entry.text() == "84 fuel in France"


def test_a_preview_comes_back_with_its_choices(desk: Desk, tmp_path: Path) -> None:
    statement = tmp_path / "export.csv"
    rows = [f"2026-01-{day:02},-{day}.50,Shop {day}" for day in range(13, 17)]
    statement.write_text("\n".join(["date,amount,payee", *rows]) + "\n")
    desk.window.frame.navigate("bring", paths=(str(statement),))
    desk.rest()
    view = desk.view("bring")
    view.deeds.choose_account(desk.account)
    desk.rest()
    view.deeds.tick(2, is_on=False)
    assert desk.program is not None
    category = ledger.categories(desk.program.vault)[0].id
    view._change(drafting_categorise(view, 1, category), 1)
    desk.window.frame.navigate("transactions")  # a look at something else is no answer
    desk.again()
    view = desk.view("bring")
    part = view.brought.preview.files[0].parts[0]
    assert part.account.id == desk.account
    assert list(part.taken) == [True, True, False, True]
    assert part.sorted_as[1].category_id == category
    view.accept()
    desk.rest()
    assert desk.program is not None
    assert len(ledger.find(desk.program.vault, "", TODAY)) == 3
    desk.again()
    assert desk.view("bring").paths == ()


def drafting_categorise(view: Any, line: int, category: int) -> Any:
    from ui.bringing import changing

    return changing.categorise(view.brought.preview, (0, 0), line, category)


def test_a_file_opened_while_locked_joins_the_preview_that_comes_back(desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "export.csv", tmp_path / "other.csv"
    first.write_text("date,amount,payee\n2026-01-13,-1.50,Shop\n2026-01-14,-2.50,Kiosk\n")
    second.write_text("date,amount,payee\n2026-02-13,-7.50,Zoo\n")
    desk.window.frame.navigate("bring", paths=(str(first),))
    desk.rest()
    desk.view("bring").deeds.tick(0, is_on=False)
    desk.lock()
    desk.unlock([second])
    desk.rest()
    view = desk.view("bring")
    assert [one.path.name for one in view.brought.preview.files] == ["export.csv", "other.csv"]
    assert view.brought.preview.files[0].parts[0].taken == (False, True)
    assert view.brought.preview.to_add == 2


def test_a_preview_whose_file_is_gone_says_so(desk: Desk, tmp_path: Path) -> None:
    statement = tmp_path / "export.csv"
    statement.write_text("date,amount,payee\n2026-01-13,-1.50,Shop\n")
    desk.window.frame.navigate("bring", paths=(str(statement),))
    desk.rest()
    desk.lock()
    statement.unlink()
    desk.unlock()
    desk.rest()
    view = desk.view("bring")
    assert view.brought is None or view.brought.preview.to_add == 0
    assert desk.window.isVisible()


def test_drafts_are_no_step_of_undo_and_are_taken_once(desk: Desk) -> None:
    assert desk.program is not None
    vault = desk.program.vault
    with vault.read() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM operations").scalar()
    first, newer = Draft("bill", "7", {"a": [1, None, "ü"]}), Draft("bill", "7", {"a": 2})
    drafts.keep(vault, [first, Draft("way", "", {})])
    drafts.keep(vault, [newer])
    assert sorted(drafts.take(vault), key=lambda one: one.form) == [newer, Draft("way", "", {})]
    assert drafts.take(vault) == []
    with vault.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM operations").scalar() == before


def test_where_drafts_can_not_be_kept_it_locks_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object) -> None:
        raise VaultError("disk_full")

    monkeypatch.setattr(drafts, "keep", full)
    assert desk.program is not None
    keeping.keep(desk.program.vault, [Draft("bill", "", {"a": 1})])


class Sheet(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.secret = TextField("Words"), PassphraseField("Secret")
        self.amount, self.day = AmountField("Amount", "EUR"), DayField("Day", TODAY)
        self.choice = ChoiceField("Choice", [(None, "None"), (1, "One"), ("b", "B")])
        self.switch, self.tick = SwitchField("Switch"), QCheckBox("Tick")
        self.way = Segmented("Way", [Choice("a", "A"), Choice("b", "B")])
        self.more = {"x": TextField("X"), "y": ChoiceField("Y", [(1, "One")])}


def test_every_kind_of_field_is_kept_but_never_a_secret(qtbot: QtBot) -> None:
    sheet, other = Sheet(), Sheet()
    for one in (sheet, other):
        qtbot.addWidget(one)
    sheet.words.set_value("words")
    sheet.secret.set_value("apples")
    sheet.amount.entry.setText("1+")
    sheet.day.entry.setText("tomorrow")
    sheet.choice.set_value("b")
    sheet.switch.set_value(True)
    sheet.tick.setChecked(True)
    sheet.way.choose("b")
    sheet.more["x"].set_value("x")
    kept = drafting.typed(sheet)
    assert "apples" not in str(kept)
    drafting.fill(other, kept | {"choice": "b", "gone": 5})
    assert drafting.typed(other) == kept
    drafting.fill(other, {"choice": "not offered any more", "way": "nor this"})
    assert (other.choice.value(), other.way.current) == ("b", "b")
