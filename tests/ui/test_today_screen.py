"""Today as a person uses it: the sentence and where it comes from, cards, what waits, sample data, an empty vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import lived_in
import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hub.services import accounts, bills, history, ledger, settings
from ui.locale import text
from ui.parts.arithmetic import Arithmetic
from ui.parts.cards import Card
from ui.style import tokens


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def household(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot, lived_in.household(TODAY)) as one:
        yield one


def screen_of(ready: Opened) -> Any:
    return ready.show("today")


def words_of(screen: Any) -> str:
    return str(screen.head.sentence.words).replace(text.NBSP, " ")


def cards(screen: Any) -> list[Card]:
    return [one for one in screen.cards.findChildren(Card) if one.isVisible()]


def popover() -> Any:
    return next(one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Popover" and one.isVisible())


def test_an_empty_vault_offers_three_ways_to_begin(ready: Opened) -> None:
    screen = screen_of(ready)
    assert words_of(screen) == "Nothing is here yet."
    ways = [one for one in screen.blank.findChildren(QPushButton) if one.isVisible()]
    assert [one.text().strip() for one in ways] == ["Import a file", "Add an account", "Try with sample data"]
    ready.click(ways[2])
    ready.rest()
    assert "until your salary on Wednesday" in words_of(screen)
    assert ready.toast == "Loaded the sample household"


def test_the_sample_data_leaves_in_one_click(household: Opened) -> None:
    screen = screen_of(household)
    household.click(screen.sample)
    household.rest()
    assert accounts.positions(household.vault) == []
    assert words_of(screen) == "Nothing is here yet."
    assert screen.sample.isHidden()


def test_the_sentence_says_what_is_free_and_its_number_explains_itself(household: Opened) -> None:
    screen = screen_of(household)
    free = screen._value.seen.free
    expected = text.money(free.free, "EUR").replace(text.NBSP, " ")
    assert words_of(screen).startswith(f"You can spend {expected} until your salary on Wednesday, about € ")
    screen.head.sentence.setFocus(Qt.FocusReason.TabFocusReason)
    household.press(screen.head.sentence, Qt.Key.Key_Return)
    found = popover()
    told = found.findChild(Arithmetic).accessibleName().replace(text.NBSP, " ")
    assert f"Free to spend {expected}" in told
    assert "In reach, 3 accounts" in told
    links = {one.text(): one for one in found.findChildren(QPushButton)}
    household.click(links["Open the accounts"])
    household.rest()
    assert household.frame.travel.here.place == "accounts"
    assert not any(type(one).__name__ == "Popover" and one.isVisible() for one in QApplication.topLevelWidgets())


@pytest.mark.parametrize(
    ("balance", "sentence"),
    [
        (100_000, "You can spend € 200.00 in the next 30 days, about € 7 a day."),
        (50_000, "Nothing is free in the next 30 days: € 300.00 of your buffer is spoken for."),
        (-1_000, "You are € 10.00 short in the next 30 days."),
    ],
)
def test_without_a_known_income_the_sentence_stays_honest(ready: Opened, balance: int, sentence: str) -> None:
    accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=balance)
    screen = screen_of(ready)
    assert words_of(screen) == sentence
    assert "no regular income is known yet" in screen.head.sub.accessibleName()


def test_with_cards_only_nothing_is_claimed(ready: Opened) -> None:
    accounts.add(ready.vault, "Card", "card", "EUR", limit=100_000, opening=-5_000)
    screen = screen_of(ready)
    assert words_of(screen) == "What is free to spend can’t be said yet."
    assert screen.free.isHidden()
    assert screen.week_part.isHidden()


def test_income_that_is_no_salary_is_named_by_its_payee(ready: Opened) -> None:
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=200_000)
    for back in range(1, 9):
        ledger.add(ready.vault, account, TODAY - timedelta(days=28 * back - 4), 150_000, "Atelier Nord")
    assert "until the money from Atelier Nord on Monday" in words_of(screen_of(ready))


def test_three_cards_at_most_each_with_why_action_and_two_ways_out(household: Opened) -> None:
    screen = screen_of(household)
    shown = cards(screen)
    assert len(shown) == 3
    assert shown[0].action.property("kind") == "primary"
    assert [one.action.property("kind") for one in shown[1:]] == ["", ""]
    assert [(one.not_now.text(), one.never.text()) for one in shown] == [("Not now", "Never")] * 3
    assert shown[0].accessibleName() == "Dr. Albrecht is due on Tuesday"


def test_not_now_makes_room_for_the_next_card_and_undo_brings_it_back(household: Opened) -> None:
    screen = screen_of(household)
    before = [one.accessibleName() for one in cards(screen)]
    household.click(cards(screen)[0].not_now)
    household.rest()
    assert [one.accessibleName() for one in cards(screen)][:2] == before[1:]
    assert household.toast == "Put away for 7 days"
    household.click(household.frame.desk.sheet.toast.undo_button)
    household.rest()
    assert [one.accessibleName() for one in cards(screen)] == before


def test_never_stays_after_the_screen_is_made_anew(household: Opened) -> None:
    screen = screen_of(household)
    gone = cards(screen)[0].accessibleName()
    cards(screen)[0].never.setFocus(Qt.FocusReason.TabFocusReason)
    household.press(cards(screen)[0].never, Qt.Key.Key_Space)
    household.rest()
    assert cards(screen)[0].action.hasFocus()
    household.window.rebuild()
    household.rest()
    assert gone not in [one.accessibleName() for one in cards(household.frame.views.view("today"))]


def test_the_action_of_a_card_leads_to_what_it_is_about(household: Opened) -> None:
    screen = screen_of(household)
    household.click(cards(screen)[0].action)
    household.rest()
    assert household.frame.travel.here.place == "bills"
    about = household.frame.views.view("bills").beside.about
    assert about.bill.biller == "Dr. Albrecht"


def test_a_double_charge_opens_with_both_charges_in_the_table(household: Opened) -> None:
    screen = screen_of(household)
    double = next(one for one in cards(screen) if "twice" in one.accessibleName())
    household.click(double.action)
    household.rest()
    there = household.frame.views.view("transactions")
    rows = ledger.load(household.vault, there.shown.ids)
    assert [(one.payee, one.amount) for one in rows] == [("Kino Harmonie", -1850)] * 2
    assert there.beside.current in {one.id for one in rows}


def test_what_waits_leads_to_where_it_is_done(household: Opened) -> None:
    screen = screen_of(household)
    link = next(one for one in screen.below.findChildren(QPushButton) if one.text() == "Sort")
    assert "transactions without a category" in link.accessibleName()
    household.click(link)
    household.rest()
    assert household.frame.views.view("transactions").bar.filters.only == "is:uncategorised"


def test_a_late_bill_waits_and_stands_first(ready: Opened) -> None:
    accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=200_000)
    bills.add(ready.vault, "Dr. Albrecht", TODAY - timedelta(days=3), -12_840, "EUR")
    screen = screen_of(ready)
    assert cards(screen)[0].accessibleName() == "Dr. Albrecht was due on 16 November"
    told = " ".join(one.accessibleName() or one.text() for one in screen.below.findChildren(QLabel))
    assert "1 expected payment not seen yet" in told
    assert "Level 1 of 5: Safe" in told


def test_the_week_leads_to_a_bill_by_keyboard(household: Opened) -> None:
    screen = screen_of(household)
    screen.week.setFocus(Qt.FocusReason.TabFocusReason)
    household.press(screen.week, Qt.Key.Key_Right)
    household.press(screen.week, Qt.Key.Key_Down)
    assert screen.week.current().name == "Stadtwerke Freiburg"
    household.press(screen.week, Qt.Key.Key_Return)
    household.rest()
    assert household.frame.views.view("bills").beside.about.bill.biller == "Stadtwerke Freiburg"


def test_a_change_elsewhere_is_seen_here(household: Opened) -> None:
    screen = screen_of(household)
    before = words_of(screen)
    cash = next(one.account for one in accounts.positions(household.vault) if one.account.kind == "cash")
    ledger.add(household.vault, cash.id, TODAY, -1_000, "Wochenmarkt")
    household.until(lambda: words_of(screen) != before)
    settings.change(household.vault, buffer=0)
    household.until(lambda: "Buffer" not in [one.name for one in screen.free.chart.parts()])
    history.undo_last(household.vault)


@pytest.mark.parametrize(("scale", "is_mirrored"), [(1.0, False), (1.0, True), (2.0, False), (2.0, True)])
def test_nothing_is_cut_off(qtbot: QtBot, dressed: Callable[..., None], scale: float, is_mirrored: bool) -> None:
    """The content is never wider than its place, and everything that takes the focus has a name."""
    dressed(tokens.Look(scale=scale), is_mirrored=is_mirrored)
    with opened(qtbot, lived_in.household(TODAY)) as ready:
        screen = screen_of(ready)
        area = screen.content.parentWidget()
        assert area.width() <= screen.width()
        assert area.minimumSizeHint().width() <= screen.width()
        assert nameless(screen) == []
