"""Accounts as a person uses them: the position, adding by kind, editing, archiving, removing, looking, rates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import lived_in
import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.outgoing import Outgoing
from hub.services import accounts, ledger
from ui.accounts.entering import AccountDialog
from ui.accounts.listing import BALANCE
from ui.locale import text
from ui.style import tokens


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    """A current account with a booking, a card with a limit."""
    current = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000, institution="Rheinbank")
    accounts.add(ready.vault, "Aurum", "card", "EUR", opening=-46_000, limit=50_000, statement_day=15, due_days=13)
    ledger.add(ready.vault, current, TODAY.replace(day=3), -2_500, "Grünmarkt")
    ready.rest()
    return ready


def screen_of(ready: Opened) -> Any:
    return ready.show("accounts")


def words_of(screen: Any) -> str:
    return str(screen.head.sentence.words).replace(text.NBSP, " ")


def dialog() -> AccountDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, AccountDialog) and one.isVisible())


def spoken(screen: Any) -> list[str]:
    """What a screen reader says of each row."""
    role = Qt.ItemDataRole.AccessibleTextRole
    found = [screen.rows.data(screen.rows.index(at, 0), role) for at in range(screen.rows.rowCount())]
    return [str(one).replace(text.NBSP, " ") for one in found]


def choose(screen: Any, name: str) -> int:
    position = next(one for one in screen.shown.positions if one.account.name == name)
    screen.table.setFocus()
    screen._choose(position.account.id)
    return int(position.account.id)


def type_into(ready: Opened, field: Any, words: str) -> None:
    field.entry.clear()
    ready.qtbot.keyClicks(field.entry, words)


def test_an_empty_vault_says_what_to_do(ready: Opened) -> None:
    screen = screen_of(ready)
    assert words_of(screen) == "No account is here yet."
    assert screen.blank.isVisible()


def test_the_position_is_said_and_explained(filled: Opened) -> None:
    screen = screen_of(filled)
    assert words_of(screen) == "You have € 515.00 in 2 accounts."
    assert screen.head.sub.accessibleName().replace(text.NBSP, " ") == "After € 460.00 that is owed"
    screen.head.sentence.ask("amount")
    found = next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Popover" and one.isVisible())
    told = found.content.accessibleName()
    assert told == "Current accounts 975.00; Cards −460.00; Together in EUR 515.00"
    found.close()


def test_rows_say_kind_balance_freshness_limit_and_statement(filled: Opened) -> None:
    rows = spoken(screen_of(filled))
    assert rows == [
        "Current accounts",
        "Rheinbank, Current account, € 975.00, By hand",
        "Cards",
        "Aurum, Card, −€ 460.00, Nothing yet, 92 % of 500, Due 28 November",
    ]


def test_a_card_is_added_with_the_fields_of_a_card(filled: Opened) -> None:
    screen = screen_of(filled)
    filled.click(screen.add_button)
    form = dialog()
    assert form.fields["limit"].isHidden()
    form.fields["kind"].set_value("card")
    form.fields["kind"].committed.emit()
    assert form.fields["limit"].isVisible()
    type_into(filled, form.fields["name"], "Meridian")
    type_into(filled, form.fields["opening"], "-12,5*2")
    type_into(filled, form.fields["limit"], "1500")
    type_into(filled, form.fields["statement_day"], "31")
    type_into(filled, form.fields["due_days"], "12")
    type_into(filled, form.fields["apr"], "19.9")
    form.fields["funded_by"].set_value(accounts.find(filled.vault, "Rheinbank").id)
    filled.click(form.yes)
    filled.rest()
    made = accounts.find(filled.vault, "Meridian")
    assert (made.kind, made.opening, made.limit, made.statement_day, made.due_days) == ("card", -2500, 150_000, 31, 12)
    assert (made.apr, made.funded_by) == (Decimal("0.199"), accounts.find(filled.vault, "Rheinbank").id)
    assert filled.toast == "Added the account Meridian"
    assert screen.inspector.account_id == made.id
    filled.click(filled.frame.desk.sheet.toast.undo_button)
    filled.until(lambda: len(accounts.positions(filled.vault)) == 2)


def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(filled: Opened) -> None:
    screen = screen_of(filled)
    filled.click(screen.add_button)
    form = dialog()
    filled.click(form.yes)
    assert form.fields["name"].error()
    type_into(filled, form.fields["name"], "aurum")
    filled.click(form.yes)
    filled.rest()
    assert form.isVisible()
    assert form.fields["name"].error()
    form.fields["kind"].set_value("card")
    form.fields["kind"].committed.emit()
    type_into(filled, form.fields["name"], "Meridian")
    type_into(filled, form.fields["statement_day"], "32")
    filled.click(form.yes)
    filled.rest()
    assert form.fields["statement_day"].error()
    assert form.fields["name"].value() == "Meridian"
    form.reject()
    assert len(accounts.positions(filled.vault)) == 2


def test_an_account_is_edited(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(screen, "Aurum")
    screen.edit()
    form = dialog()
    assert form.fields["limit"].value() == 50_000
    type_into(filled, form.fields["limit"], "2000")
    filled.click(form.yes)
    filled.rest()
    assert accounts.find(filled.vault, "Aurum").limit == 200_000


def test_the_inspector_shows_the_course_and_the_ways_on(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(screen, "Rheinbank")
    filled.rest()
    inspector = screen.inspector
    parts = inspector.chart.parts()
    assert parts[0].value.replace(text.NBSP, " ") == "€ 1,000.00"
    assert parts[-1].value.replace(text.NBSP, " ") == "€ 975.00"
    assert inspector.buttons["show"].text().strip() == "Show 1 transaction"
    filled.click(inspector.buttons["show"])
    filled.rest()
    there = filled.frame.views.view("transactions")
    assert there.bar.filters.tokens == ('account:"Rheinbank"',)


def test_a_click_on_the_balance_opens_the_transactions(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(screen, "Rheinbank")
    at = screen.table.visualRect(screen.table.currentIndex().siblingAtColumn(BALANCE)).center()
    filled.qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    filled.rest()
    assert filled.frame.travel.here.place == "transactions"


def test_enter_opens_the_transactions_and_escape_closes_the_inspector(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(screen, "Rheinbank")
    filled.rest()
    filled.press(screen.inspector, Qt.Key.Key_Escape)
    assert screen.inspector is None
    assert screen.table.hasFocus()
    filled.press(screen.table, Qt.Key.Key_Return)
    filled.rest()
    assert filled.frame.travel.here.place == "transactions"


def test_archiving_keeps_the_sum_and_moves_the_row(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(screen, "Aurum")
    filled.rest()
    filled.click(screen.inspector.buttons["archive"])
    filled.rest()
    assert spoken(screen)[-2] == "Archived"
    assert words_of(screen) == "You have € 515.00 in 1 account."
    assert "1 archived account counts too" in screen.head.sub.accessibleName()
    assert screen.inspector.buttons["archive"].text() == "Bring back"
    filled.click(screen.inspector.buttons["archive"])
    filled.rest()
    assert "Archived" not in spoken(screen)


def test_removing_takes_the_transactions_along_and_undo_brings_all_back(filled: Opened) -> None:
    screen = screen_of(filled)
    choose(screen, "Rheinbank")
    filled.rest()
    filled.press(screen.table, Qt.Key.Key_Delete)
    filled.rest()
    assert filled.toast == "Removed Rheinbank and its 1 transaction"
    assert screen.inspector is None
    assert words_of(screen) == "You owe € 460.00 more than you have, in 1 account."
    filled.click(filled.frame.desk.sheet.toast.undo_button)
    filled.until(lambda: words_of(screen) == "You have € 515.00 in 2 accounts.")


def test_a_currency_without_a_rate_is_left_out_and_said(filled: Opened) -> None:
    accounts.add(filled.vault, "Limmat", "savings", "CHF", opening=123_450)
    screen = screen_of(filled)
    assert words_of(screen) == "You have € 515.00 in 3 accounts."
    assert (
        screen.missing.accessibleName().replace(text.NBSP, " ")
        == "CHF 1,234.50 is left out: no exchange rate is known."
    )
    asked: list[Outgoing] = []
    filled.tasks.ask_consent = lambda outgoing: bool(asked.append(outgoing))
    filled.click(screen.rates_button)
    filled.rest()
    assert [one.purpose for one in asked] == ["exchange_rates"]
    assert screen.rates_bar.isVisible()


def test_a_known_rate_is_used_and_shown(filled: Opened, tmp_path: Any) -> None:
    from hub.services import rates

    accounts.add(filled.vault, "Limmat", "savings", "CHF", opening=100_000)
    file = tmp_path / "rates.xml"
    file.write_text(
        '<Envelope><Cube><Cube time="2026-11-18"><Cube currency="CHF" rate="0.9500"/></Cube></Cube></Envelope>'
    )
    rates.read_file(filled.vault, file)
    screen = screen_of(filled)
    assert words_of(screen) == "You have € 1,567.63 in 3 accounts."
    assert "1 CHF = € 1.0526" in screen.head.sub.accessibleName().replace(text.NBSP, " ")
    assert screen.rates_bar.isHidden()


def test_another_screen_asks_for_one_account(filled: Opened) -> None:
    wanted = accounts.find(filled.vault, "Aurum").id
    screen = filled.show("accounts", account=wanted)
    filled.rest()
    assert screen.inspector.account_id == wanted
    assert screen.table.current() == wanted


@pytest.mark.parametrize(("scale", "is_mirrored"), [(1.0, True), (2.0, False), (2.0, True)])
def test_nothing_is_cut_off(qtbot: QtBot, dressed: Callable[..., None], scale: float, is_mirrored: bool) -> None:
    dressed(tokens.Look(scale=scale), is_mirrored=is_mirrored)
    with opened(qtbot, lived_in.household(TODAY)) as ready:
        screen = screen_of(ready)
        assert screen.minimumSizeHint().width() <= screen.width()
        assert nameless(screen) == []
        screen.look(screen.shown.positions[2].account.id)
        ready.rest()
        assert nameless(screen.inspector) == []
        screen.add()
        form = dialog()
        assert form.height() <= ready.window.height()
        assert nameless(form) == []
        form.reject()
