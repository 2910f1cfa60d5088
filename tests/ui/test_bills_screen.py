"""Bills as a person uses them: the list, paying, skipping, typing, confirming, the month, and the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import lived_in
import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.bill import PAID, SKIPPED
from hub.domain.period import Month, add_months
from hub.services import accounts, bills, ledger
from ui.bills.calendar import DaySum, MonthSheet
from ui.bills.entering import BillDialog
from ui.bills.monthly import day_sums
from ui.bills.naming import bill_key
from ui.bills.reading import OPEN
from ui.charts import ChartView, PriceSteps
from ui.locale import text
from ui.style import tokens
from ui.table.cells import Tag


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    """A rent, a subscription with a price step, one that is late, and an invoice that was typed."""
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=2_000_000)
    for back in range(14):
        ledger.add(ready.vault, account, add_months(TODAY, -back, 2), -98_000, "Hausverwaltung Seifert")
    for back in range(1, 14):
        price = -1_399 if back < 2 else -1_199
        ledger.add(ready.vault, account, add_months(TODAY, -back, 24), price, "Streamly")
        ledger.add(ready.vault, account, add_months(TODAY, -back, 16), -1_999, "Telmo Mobile")
    bills.add(ready.vault, "Dr. Albrecht", TODAY + timedelta(days=5), -12_840, "EUR", notes="Invoice 3381")
    ready.rest()
    return ready


def screen_of(ready: Opened, **arguments: object) -> Any:
    return ready.show("bills", **arguments)


def words_of(screen: Any) -> str:
    return str(screen.head.sentence.words).replace(text.NBSP, " ")


def rows(screen: Any) -> list[str]:
    model = screen.table.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    found = [str(model.data(model.index(at, 0), role)) for at in range(model.rowCount())]
    return [one.replace(text.NBSP, " ") for one in found]


def choose(ready: Opened, screen: Any, biller: str) -> None:
    wanted = next(one for one in screen.shown.bills if one.biller == biller and one.state in OPEN)
    screen.table.setFocus()
    assert screen.table.choose(bill_key(wanted))
    ready.rest()


def dialog() -> BillDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, BillDialog) and one.isVisible())


def state_of(ready: Opened, biller: str) -> list[str]:
    return [one.state for one in bills.overview(ready.vault, TODAY).bills if one.biller == biller]


def test_an_empty_vault_says_what_to_do(ready: Opened) -> None:
    screen = screen_of(ready)
    assert words_of(screen) == "No bills are known yet."
    assert screen.blank.isVisible()
    assert screen.left.isHidden()


def test_bills_stand_under_late_due_expected_and_paid(filled: Opened) -> None:
    screen = screen_of(filled)
    assert words_of(screen) == "1 bill is late: € 19.99."
    found = rows(screen)
    assert [one for one in found if "€" not in one] == ["Late", "Due", "Expected", "Paid"]
    assert found[1] == "Telmo Mobile, Monday 16 November 2026, € 19.99, 3 days late"
    assert found[4] == "Streamly, Tuesday 24 November 2026, € 13.99, Covered"
    assert found[3] == "Dr. Albrecht, Tuesday 24 November 2026, € 128.40, Mark paid"
    assert "Hausverwaltung Seifert, Monday 2 November 2026, € 980.00, Paid" in found


def test_a_price_that_went_up_is_tagged_and_told(filled: Opened) -> None:
    screen = screen_of(filled)
    model = screen.table.rows
    paid = next(at for at in range(model.rowCount()) if "Streamly" in rows(screen)[at] and "Paid" in rows(screen)[at])
    tag = model.row_at(paid).cells[2]
    assert isinstance(tag, Tag)
    assert (tag.words, tag.state) == ("+2.00", "warning")
    choose(filled, screen, "Streamly")
    plots = [one.plot for one in screen.beside.about.findChildren(ChartView)]
    assert [[price.amount for price in one.prices] for one in plots if isinstance(one, PriceSteps)] == [[1199, 1399]]


def test_paying_moves_the_bill_and_undo_moves_it_back(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(filled, screen, "Dr. Albrecht")
    filled.press(screen.table, Qt.Key.Key_P)
    filled.rest()
    assert filled.toast == "Paid: Dr. Albrecht"
    assert state_of(filled, "Dr. Albrecht") == [PAID]
    assert screen.beside.about.bill.state == PAID
    filled.click(filled.frame.desk.sheet.toast.undo_button)
    filled.until(lambda: state_of(filled, "Dr. Albrecht") == ["due"])


def test_the_button_in_a_row_pays(filled: Opened) -> None:
    screen = screen_of(filled)
    key = next(row.key for at in range(9) if (row := screen.table.rows.row_at(at)) and "Albrecht" in row.words)
    screen.table.acted.emit(key)
    filled.rest()
    assert state_of(filled, "Dr. Albrecht") == [PAID]


def test_skipping_and_opening_again_from_the_panel(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(filled, screen, "Telmo Mobile")
    filled.press(screen.table, Qt.Key.Key_S)
    filled.rest()
    assert SKIPPED in state_of(filled, "Telmo Mobile")
    assert "Telmo Mobile, Monday 16 November 2026, € 19.99, Skipped" in rows(screen)
    filled.press(screen.table, Qt.Key.Key_Return)
    assert screen.beside.about.buttons["reopen"].hasFocus()
    filled.press(screen.beside.about.buttons["reopen"], Qt.Key.Key_Space)
    filled.rest()
    assert words_of(screen) == "1 bill is late: € 19.99."


def test_a_bill_is_typed_with_a_sum_and_day_words(filled: Opened) -> None:
    screen = screen_of(filled)
    filled.click(screen.add_button)
    form = dialog()
    filled.click(form.yes)
    assert form.biller.error()
    filled.qtbot.keyClicks(form.biller.entry, "Gartenbau Rebstock")
    filled.qtbot.keyClicks(form.amount.entry, "12.5*4")
    filled.qtbot.keyClicks(form.day.entry, "friday")
    filled.click(form.yes)
    filled.rest()
    made = next(one for one in bills.overview(filled.vault, TODAY).bills if one.biller == "Gartenbau Rebstock")
    assert (made.amount, made.due_on, made.currency) == (-5_000, date(2026, 11, 20), "EUR")
    assert not any(isinstance(one, BillDialog) for one in QApplication.topLevelWidgets())


def test_a_zero_is_refused_at_the_amount(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.add()
    form = dialog()
    filled.qtbot.keyClicks(form.biller.entry, "Gartenbau Rebstock")
    filled.qtbot.keyClicks(form.amount.entry, "0")
    filled.qtbot.keyClicks(form.day.entry, "tomorrow")
    filled.click(form.yes)
    filled.rest()
    assert form.amount.error()
    assert form.biller.value() == "Gartenbau Rebstock"
    form.reject()


def test_a_typed_bill_is_edited_and_removed(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(filled, screen, "Dr. Albrecht")
    screen.edit()
    form = dialog()
    assert form.amount.value() == 12_840
    form.amount.entry.clear()
    filled.qtbot.keyClicks(form.amount.entry, "130")
    filled.click(form.yes)
    filled.rest()
    assert "Dr. Albrecht, Tuesday 24 November 2026, € 130.00, Mark paid" in rows(screen)
    filled.window.activateWindow()
    filled.until(filled.window.isActiveWindow)
    screen.table.setFocus()
    filled.press(screen.table, Qt.Key.Key_Delete)
    filled.rest()
    assert state_of(filled, "Dr. Albrecht") == []
    filled.click(filled.frame.desk.sheet.toast.undo_button)
    filled.until(lambda: state_of(filled, "Dr. Albrecht") == ["due"])


def test_what_recurs_is_listed_with_its_cost_and_confirmed_or_ignored(filled: Opened) -> None:
    screen = screen_of(filled, series="streamly")
    assert words_of(screen) == "3 payments recur: € 1,013.98 a month."
    assert screen.head.sub.accessibleName().replace(text.NBSP, " ") == "€ 12,167.76 a year · 3 wait for your yes or no"
    about = screen.beside.about
    assert about.series.payee == "Streamly"
    assert about.buttons["confirm"].width() == about.buttons["ignore"].width()
    filled.click(about.buttons["confirm"])
    filled.rest()
    assert "Streamly, every month, € 13.99, Confirmed" in rows(screen)
    screen.table.choose("telmomobile")
    filled.rest()
    filled.click(screen.beside.about.buttons["ignore"])
    filled.rest()
    assert words_of(screen) == "2 payments recur: € 993.99 a month."
    assert filled.toast == "Telmo Mobile will not be shown as a bill again"


def test_payments_lead_to_their_transactions(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(filled, screen, "Streamly")
    screen.beside._acts.show_all("Streamly")
    filled.rest()
    there = filled.frame.views.view("transactions")
    assert there.bar.filters.tokens == ('payee:"Streamly"',)


def test_the_calendar_leads_to_a_bill_and_to_other_months(filled: Opened) -> None:
    screen = screen_of(filled)
    chart = screen.calendar.chart
    part = next(one for one in chart.parts() if one.key == date(2026, 11, 24))
    assert part.value.replace(text.NBSP, " ") == "€ 142.39 to pay"
    chart.part_chosen.emit(part)
    filled.rest()
    assert screen.beside.about.bill.due_on == date(2026, 11, 24)
    filled.click(screen.calendar.back)
    filled.click(screen.calendar.back)
    filled.rest()
    assert screen.calendar.name.text() == "September 2026"
    assert screen.shown.month == Month(2026, 9)
    assert any(one.state == PAID and one.due_on == date(2026, 9, 2) for one in screen.shown.month_bills)


def test_sums_of_days_leave_out_what_is_skipped_and_other_currencies(filled: Opened) -> None:
    found = bills.overview(filled.vault, TODAY).bills
    late = next(one for one in found if one.state == "late")
    bills.mark(filled.vault, late, SKIPPED)
    bills.add(filled.vault, "Limmatwerke", TODAY, -5_000, "CHF")
    sums = day_sums(bills.overview(filled.vault, TODAY).bills, (), "EUR")
    assert late.due_on not in sums
    assert TODAY not in sums
    assert sums[date(2026, 11, 2)] == DaySum(paid=98_000)


def test_a_month_names_every_day_and_is_a_table() -> None:
    sums = {date(2026, 11, 24): DaySum(to_pay=14_239), date(2026, 10, 26): DaySum(paid=100)}
    sheet = MonthSheet("November 2026", "EUR", Month(2026, 11), date(2026, 10, 26), sums, TODAY)
    assert [row[0] for row in sheet.table().rows] == ["Tuesday 24 November 2026"]
    assert len(sheet._days()) == 42
    assert [sheet._ink(amount) for amount in (0, 2_000, 2_001, 50_000, 50_001)] == [0.0, 0.12, 0.28, 0.5, 1.0]


def test_the_calendar_marks_cards_expiries_and_reminders_and_leads_to_them(ready: Opened) -> None:
    accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
    card = accounts.add(ready.vault, "Aurum", "card", "EUR", opening=-5_000, statement_day=1, due_days=26)
    assert card
    bills.add(ready.vault, "Dr. Albrecht", TODAY + timedelta(days=20), -6_431, "EUR", remind_on=date(2026, 11, 24))
    screen = screen_of(ready)
    sheet = screen.calendar.chart.plot
    kinds = {on: [one.kind for one in found] for on, found in sheet.marks.items()}
    assert kinds[date(2026, 11, 24)] == ["reminder"]
    assert [on for on, found in kinds.items() if "card" in found] == [date(2026, 11, 27)]
    assert "Card statement due: Aurum" in sheet._said(date(2026, 11, 27))
    ready.until(lambda: not screen.calendar.grab().isNull())
    screen.calendar.chosen.emit(date(2026, 11, 27))
    assert screen.lists.current == "agenda"
    assert screen.table.current()[:2] == ("event", "card")


def test_in_a_narrow_window_the_inspector_tells(filled: Opened) -> None:
    filled.window.resize(1000, 800)
    screen = screen_of(filled)
    assert screen.left.isHidden()
    choose(filled, screen, "Dr. Albrecht")
    assert filled.frame.desk.sheet.pane.isVisible()
    assert screen.beside.about.bill.biller == "Dr. Albrecht"
    filled.press(filled.frame.desk.sheet.pane.content, Qt.Key.Key_Escape)
    assert not filled.frame.desk.sheet.pane.isVisible()
    assert screen.table.hasFocus()


def test_covered_or_not_is_said(ready: Opened) -> None:
    accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=10_000)
    bills.add(ready.vault, "Dr. Albrecht", TODAY + timedelta(days=5), -12_840, "EUR")
    screen = screen_of(ready)
    assert words_of(screen) == "1 bill comes until 19 December: € 128.40, not covered."
    assert screen.head.sub.accessibleName() == "Only Dr. Albrecht needs you to pay"


@pytest.mark.parametrize(("scale", "is_mirrored"), [(1.0, False), (1.0, True), (2.0, False), (2.0, True)])
def test_nothing_is_cut_off(qtbot: QtBot, dressed: Callable[..., None], scale: float, is_mirrored: bool) -> None:
    dressed(tokens.Look(scale=scale), is_mirrored=is_mirrored)
    with opened(qtbot, lived_in.household(TODAY)) as ready:
        screen = screen_of(ready)
        assert screen.minimumSizeHint().width() <= screen.width()
        assert nameless(screen) == []
        screen.lists.choose("series")
        screen._change_list()
        ready.rest()
        assert nameless(screen) == []
        assert screen.table.choose(screen.table.first())
        screen._opened(None)
        ready.rest()
        assert nameless(screen.beside.about) == []
