"""What stands behind a bill, as a person comes to it: pay sheet, file, reasons, contract, agenda, ignored, watch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import vobject
import zxingcpp
from opened import TODAY, Opened, opened
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hub.domain.bill import DISPUTED, PAID
from hub.domain.period import add_months
from hub.services import accounts, attachments, bills, contracts, ledger, outbound, settings
from ui.bills.agreeing import ContractDialog, JoinDialog
from ui.bills.entering import BillDialog
from ui.bills.naming import bill_key
from ui.bills.paysheet import PaySheetDialog
from ui.locale import text

IBAN = "DE89370400440532013000"


@pytest.fixture
def filled(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        account = accounts.add(one.vault, "Rheinbank", "current", "EUR", opening=2_000_000)
        for back in range(1, 14):
            price = -1_399 if back < 3 else -1_199
            ledger.add(one.vault, account, add_months(TODAY, -back, 24), price, "Streamly")
        for back in (2, 3):
            ledger.add(one.vault, account, TODAY - timedelta(back), -4_999, "Gadgetshop")
        bills.add(one.vault, "Dr. Albrecht", TODAY + timedelta(5), -12_840, "EUR", iban=IBAN, reference="3381")
        one.rest()
        yield one


def dialog(kind: type[QWidget]) -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def choose(ready: Opened, screen: Any, key: object) -> Any:
    screen.table.setFocus()
    assert screen.table.choose(key)
    ready.rest()
    return screen.beside.about


def due(ready: Opened, biller: str) -> Any:
    return next(one for one in bills.overview(ready.vault, TODAY).bills if one.biller == biller)


def words_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel)).replace(text.NBSP, " ")


def test_a_bill_is_paid_from_its_sheet_by_a_code_that_scans(filled: Opened) -> None:
    screen = filled.show("bills")
    about = choose(filled, screen, bill_key(due(filled, "Dr. Albrecht")))
    filled.click(about.buttons["sheet"])
    filled.rest()
    sheet = dialog(PaySheetDialog)
    assert scanned(sheet.code) == f"BCD\n002\n1\nSCT\n\nDr. Albrecht\n{IBAN}\nEUR128.40\n\n\n3381"
    filled.click(sheet.copies["iban"])
    filled.rest()
    assert QGuiApplication.clipboard().text() == IBAN
    assert outbound.disclosures(filled.vault)[-1].channel == "clipboard"
    filled.click(sheet.remind)
    filled.rest()
    assert due(filled, "Dr. Albrecht").remind_on == TODAY + timedelta(3)
    plans: Any = filled.show("plans")
    before = {one.on: one.middle for one in plans.ahead.outlook(plans.shown).days}
    filled.show("bills")
    filled.click(sheet.paid)
    filled.rest()
    assert due(filled, "Dr. Albrecht").state == PAID
    after = {one.on: one.middle for one in filled.show("plans").ahead.outlook(plans.shown).days}
    moved = {on: after[on] - before[on] for on in before}
    assert moved == {on: 12_840 if on >= TODAY + timedelta(5) else 0 for on in before}, "the forecast moves with it"


def test_a_bill_is_read_from_a_file_looked_at_and_kept_with_it(
    filled: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bill.txt"
    path.write_text(f"Stadtwerke Freital\nRechnungsbetrag 84,20 EUR\nZahlbar bis 28.11.2026\nIBAN {IBAN}\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    screen = filled.show("bills")
    filled.click(screen.file_button)
    filled.rest()
    form = dialog(BillDialog)
    assert (form.biller.value(), form.amount.value(), form.iban.value()) == ("Stadtwerke Freital", 8_420, IBAN)
    form.iban.set_value(IBAN.replace("89", "88"))
    filled.click(form.yes)
    filled.rest()
    assert form.iban.error()
    form.iban.set_value(IBAN)
    filled.click(form.yes)
    filled.rest()
    kept = due(filled, "Stadtwerke Freital")
    assert [one.name for one in attachments.listed_of_bill(filled.vault, kept.id)] == ["bill.txt"]
    about = choose(filled, screen, bill_key(kept))
    assert "bill.txt" in words_in(about)
    filled.click(about.buttons["dispute"])
    filled.rest()
    assert due(filled, "Stadtwerke Freital").state == DISPUTED


def test_reasons_a_contract_and_what_cancelling_saves(filled: Opened) -> None:
    screen = filled.show("bills", series=bills.overview(filled.vault, TODAY).series[0].key)
    about = screen.beside.about
    said = words_in(about)
    assert "167.88" in said
    assert "Cancelled today it ends" in said
    assert "payments came within three days" in said
    filled.click(about.buttons["contract"])
    form = dialog(ContractDialog)
    filled.qtbot.keyClicks(form.ends.entry, "2027-03-31")
    filled.qtbot.keyClicks(form.notice.entry, "30")
    filled.click(form.yes)
    filled.rest()
    (one,) = bills.overview(filled.vault, TODAY).series
    kept = contracts.analyse(filled.vault, one, TODAY).contract
    assert kept is not None
    assert (str(kept.term_ends_on), kept.notice_days) == ("2027-03-31", 30)


def test_a_payee_with_a_new_name_is_joined_with_what_ended_under_the_old_one(filled: Opened) -> None:
    account = accounts.find(filled.vault, "Rheinbank").id
    for back in range(5, 12):
        ledger.add(filled.vault, account, add_months(TODAY, -back, 12), -799, "Bildwerk")
    for back in range(1, 5):
        ledger.add(filled.vault, account, add_months(TODAY, -back, 12), -899, "Moviezone GmbH")
    ledger.add(filled.vault, account, add_months(TODAY, -1, 1), 250_000, "Lindner Verlag")
    filled.rest()
    new = next(one for one in bills.overview(filled.vault, TODAY).series if one.payee == "Moviezone GmbH")
    screen = filled.show("bills", series=new.key)
    filled.click(screen.beside.about.buttons["join"])
    filled.rest()
    form = dialog(JoinDialog)
    named = [form.choice.box.itemText(at).replace(text.NBSP, " ") for at in range(form.choice.box.count())]
    assert any("Bildwerk" in one and f"last in {text.month_at(add_months(TODAY, -5))}" in one for one in named)
    assert "Bildwerk" in next(one for one in named if "€" in one), "the likeliest first"
    form.choice.set_value(next(one for one in bills.joinable(filled.vault, new.key, TODAY) if one.payee == "Bildwerk"))
    filled.click(form.yes)
    filled.rest()
    joined = next(one for one in bills.overview(filled.vault, TODAY).series if one.payee == "Moviezone GmbH")
    assert [step.amount for step in joined.steps] == [-799, -899]
    assert joined.count == 11
    assert "one now" in filled.toast


def test_what_was_ignored_is_listed_and_comes_back(filled: Opened) -> None:
    (one,) = bills.overview(filled.vault, TODAY).series
    bills.judge(filled.vault, one, "ignored")
    screen = filled.show("bills")
    filled.frame.changed("bills")
    screen.lists.choose("series")
    screen._change_list()
    filled.rest()
    (gone,) = bills.overview(filled.vault, TODAY).ignored
    screen.table.acted.emit(("ignored", gone.id))
    filled.rest()
    assert [one.payee for one in bills.overview(filled.vault, TODAY).series] == ["Streamly"]


def test_the_agenda_is_saved_as_a_calendar(filled: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "coffer.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(path), ""))
    screen = filled.show("bills")
    screen.lists.choose("agenda")
    screen._change_list()
    filled.rest()
    model = screen.table.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [str(model.data(model.index(at, 0), role)).replace(text.NBSP, " ") for at in range(model.rowCount())]
    assert "Dr. Albrecht, Bill, Tuesday 24 November 2026, € 128.40" in said
    filled.click(screen.calendar_button)
    filled.rest()
    summaries = [one.summary.value for one in vobject.readOne(path.read_text("utf-8")).vevent_list]
    assert any("Dr. Albrecht" in one for one in summaries)


def test_months_are_persian_where_that_is_chosen(filled: Opened) -> None:
    screen = filled.show("bills")
    assert screen.calendar.name.text() == "November 2026"
    settings.change(filled.vault, calendar="jalali")
    screen.context = replace(screen.context, settings=lambda: settings.load(filled.vault))
    screen.reload()
    filled.rest()
    assert screen.calendar.name.text() == "Aban 1405"
    sheet = screen.calendar.chart.plot
    assert (sheet.month.first, sheet.month.last) == (date(2026, 10, 23), date(2026, 11, 21))
    for _again in range(5):
        screen.calendar.moved.emit(1)
        filled.rest()
    assert (screen.calendar.name.text(), screen.month.first) == ("Farvardin 1406", date(2027, 3, 21))


def test_today_leads_to_what_looks_wrong_and_one_click_settles_it(filled: Opened) -> None:
    today = filled.show("today")
    assert today.context.frame is not None
    screen = filled.show("watch")
    (card,) = screen.cards
    assert "€ 49.99 stands there twice within a day." in words_in(card)
    filled.click(card.right)
    filled.rest()
    assert screen.cards == []
    filled.click(filled.frame.desk.sheet.toast.undo_button)
    filled.until(lambda: len(screen.cards) == 1)


def scanned(widget: QWidget) -> str:
    """What a decoder reads from the widget as it is drawn."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(lines[:, : picture.width()]))
    return str(found.text)
