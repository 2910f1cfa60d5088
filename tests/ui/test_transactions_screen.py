"""The transactions screen: searching, sorting out, splitting, adding, deleting, copying, and never reading all rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hub.domain.transaction import Split
from hub.services import accounts, ledger, outbound, rules, settings
from ui import ask
from ui.locale import text
from ui.safety.forget_dialog import ForgetDialog
from ui.style import tokens
from ui.table import PAGE
from ui.transactions import copying
from ui.transactions.choosing import CategoryList
from ui.transactions.entering import EntryDialog
from ui.transactions.splitting import SplitEditor


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    """Six rows of November, one of October, on one account."""
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
    for day, amount, payee in (
        (19, -620, "Bäckerei Lang"),
        (18, -2790, "Marktplatz"),
        (17, -6348, "Grünmarkt"),
        (17, 3895, "Modehaus Kern"),
        (16, -1850, "Kino Harmonie"),
        (14, -2247, "Grünmarkt"),
    ):
        ledger.add(ready.vault, account, TODAY.replace(day=day), amount, payee)
    ledger.add(ready.vault, account, TODAY.replace(month=10, day=2), -500, "Grünmarkt")
    ready.rest()
    return ready


def screen_of(ready: Opened) -> Any:
    return ready.show("transactions")


def category(ready: Opened, name: str) -> int:
    return next(one.id for one in ledger.categories(ready.vault) if one.name == name)


def select(screen: Any, payee: str) -> None:
    model = screen.table.model()
    at = next(at for at in range(model.rowCount()) if payee in str(model.index(at, 1).data()))
    screen.table.setFocus()
    screen.table.selectRow(at)


def test_the_sentence_compares_with_the_same_day_of_last_month(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.filters = None
    screen.reload()
    filled.rest()
    assert screen.head.sentence.words == "You spent € 138.55, € 133.55 more than by 19 October."
    assert "6 rows" in screen.head.sub.accessibleName()
    assert "€\u00a038.95 came in" in screen.head.sub.accessibleName()


def test_the_first_month_is_compared_with_nothing(filled: Opened) -> None:
    screen = filled.show("transactions", month=TODAY.replace(month=10, day=2))
    assert screen.head.sentence.words == "You spent € 5.00 in October 2026."


def test_an_empty_vault_says_what_to_do(ready: Opened) -> None:
    screen = screen_of(ready)
    words = [one.text().strip() for one in screen.stack.currentWidget().findChildren(QPushButton)]
    assert words == ["Import a file", "Add by hand"]
    assert screen.head.sentence.words == "No transactions yet."


def test_typing_searches_and_enter_makes_a_token(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    filled.qtbot.keyClicks(screen.bar.line.field, "grun")
    filled.until(lambda: screen.shown.filters.typed == "grun")
    filled.rest()
    assert screen.table.model().rowCount() == 3
    filled.press(screen.bar.line.field, Qt.Key.Key_Return)
    filled.until(lambda: screen.shown.filters.tokens == ("grun",))
    assert screen.bar.line.field.text() == ""
    filled.press(screen.bar.line.field, Qt.Key.Key_Backspace)
    filled.until(lambda: screen.shown.filters.is_everything)
    filled.rest()
    assert screen.table.model().rowCount() == 7


def test_a_search_that_is_not_understood_points_at_its_place_and_keeps_the_rows(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    screen.bar.line.field.setFocus()
    filled.qtbot.keyClicks(screen.bar.line.field, "amount>x grun")
    filled.until(screen.bar.trouble.isVisible)
    assert "amount>x" in screen.bar.trouble.accessibleName()
    assert screen.bar.line.field.selectedText() == "amount>x"
    assert screen.table.model().rowCount() == 7


def test_nothing_found_offers_to_show_everything(filled: Opened) -> None:
    screen = filled.show("transactions", query="payee:nobody")
    button = screen.stack.currentWidget().findChild(QPushButton)
    filled.click(button)
    filled.rest()
    assert screen.table.model().rowCount() == 7


def test_other_screens_come_with_filters(filled: Opened) -> None:
    screen = filled.show("transactions", to_sort=True)
    assert screen.shown.filters.only == "is:uncategorised"
    assert screen.bar.segments.current == "is:uncategorised"
    assert "0 filters" not in screen.head.sentence.words
    screen = filled.show("transactions", month=TODAY.replace(month=10))
    assert screen.shown.filters.tokens == ("on:2026-10",)
    assert len(screen.shown.ids) == 1


def test_key_c_sorts_and_the_offer_makes_a_rule_for_the_others(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    select(screen, "Grünmarkt")
    filled.press(screen.table, Qt.Key.Key_C)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    chooser = popup.findChild(CategoryList)
    assert chooser is not None
    filled.qtbot.keyClicks(chooser.field, "groc")
    filled.press(chooser.field, Qt.Key.Key_Return)
    filled.until(screen.offer.isVisible)
    assert screen.offer.words.accessibleName() == "Also set 2 others of Grünmarkt to Groceries, and those to come?"
    filled.click(screen.offer.yes)
    filled.until(lambda: rules.all_rules(filled.vault))
    filled.rest()
    found = ledger.load(filled.vault, ledger.find(filled.vault, "payee:Grünmarkt", TODAY))
    assert {one.category_id for one in found} == {category(filled, "groceries")}


def test_an_edit_keeps_the_place_and_the_selection(filled: Opened) -> None:
    account = accounts.positions(filled.vault)[0].account.id
    for number in range(60):
        ledger.add(filled.vault, account, TODAY - timedelta(days=number), -100 - number, f"Payee {number}")
    filled.rest()
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    screen.table.setFocus()
    screen.table.selectRow(40)
    bar, current = screen.table.verticalScrollBar(), screen.table.current()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    screen.categorise([current], category(filled, "leisure"))
    filled.rest()
    assert (bar.value(), screen.table.current()) == (before, current)


def test_a_split_is_saved_only_when_it_adds_up(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    select(screen, "Grünmarkt")
    filled.until(lambda: screen.beside.inspector is not None)
    inspector = screen.beside.inspector
    inspector._edit_parts()
    editor = inspector.findChild(SplitEditor)
    first, second = editor.parts
    first.category.set_value(category(filled, "groceries"))
    first.figure.entry.setText("51.53")
    first.figure._edited()
    assert not editor.save.isEnabled()
    assert "missing" in editor.rest.text()
    second.category.set_value(category(filled, "shopping"))
    second.figure.entry.setText("11.95")
    second.figure._edited()
    assert editor.rest.text() == "2 parts add up"
    filled.click(editor.save)
    filled.rest()
    detail = ledger.detail(filled.vault, inspector.transaction_id)
    assert [part.amount for part in detail.splits] == [-5153, -1195]
    assert "2 parts" in filled.toast


def test_a_transaction_is_added_by_hand_with_a_sum_and_a_word_for_the_day(ready: Opened) -> None:
    screen = screen_of(ready)
    screen.add()
    ready.until(lambda: isinstance(QApplication.activeModalWidget(), EntryDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EntryDialog)
    assert nameless(dialog) == []
    ready.qtbot.keyClicks(dialog.amount.entry, "12.5*3")
    dialog.day.entry.setText("yesterday")
    ready.click(dialog.yes)
    assert dialog.payee.error() == "This can't stay empty."
    ready.qtbot.keyClicks(dialog.payee.entry, "Wochenmarkt")
    ready.click(dialog.yes)
    ready.rest()
    (one,) = ledger.load(ready.vault, ledger.find(ready.vault, "", TODAY))
    assert (one.amount, one.booked_on, one.payee) == (-3750, TODAY - timedelta(days=1), "Wochenmarkt")
    assert accounts.positions(ready.vault)[0].account.kind == "cash"
    assert ready.toast == "Added Wochenmarkt"


def test_notes_and_tags_are_kept_and_typing_goes_on_while_they_are(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    select(screen, "Kino")
    filled.until(lambda: screen.beside.inspector is not None)
    first = screen.beside.inspector
    first.tags.entry.setFocus()
    filled.qtbot.keyClicks(first.tags.entry, "#friends, shared")
    first.notes.entry.setFocus()
    filled.qtbot.keyClicks(first.notes.entry, "with")
    filled.until(lambda: screen.beside.inspector is not first)
    second = screen.beside.inspector
    assert (second.tags.entry.text(), second.notes.entry.text()) == ("friends, shared", "with")
    assert second.notes.entry.hasFocus()
    filled.press(second.notes.entry, Qt.Key.Key_Return)
    filled.rest()
    detail = ledger.detail(filled.vault, second.transaction_id)
    assert (detail.tags, detail.transaction.notes) == (("friends", "shared"), "with")


def test_deleted_rows_come_back_with_the_toast(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    select(screen, "Kino")
    filled.press(screen.table, Qt.Key.Key_Delete)
    filled.until(lambda: "Deleted" in filled.toast)
    filled.rest()
    assert len(ledger.find(filled.vault, "", TODAY)) == 6
    filled.click(filled.frame.desk.sheet.toast.undo_button)
    filled.rest()
    assert len(ledger.find(filled.vault, "", TODAY)) == 7
    assert screen.table.model().rowCount() == 7


def test_a_few_rows_are_copied_and_many_are_recorded_as_what_left(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    screen.table.selectAll()
    screen.hands.copy()
    filled.rest()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Date\tPayee")
    assert "2026-11-17\tGrünmarkt\t\tRheinbank\t-63.48\tEUR\t" in lines
    account = accounts.positions(filled.vault)[0].account.id
    for number in range(copying.UNRECORDED):
        ledger.add(filled.vault, account, TODAY, -1, f"More {number}")
    filled.rest()
    screen.table.selectAll()
    filled.rest()
    assert outbound.disclosures(filled.vault) == []
    screen.hands.copy()
    filled.rest()
    copied = QGuiApplication.clipboard().text()
    assert len(copied.splitlines()) == 1 + 7 + copying.UNRECORDED
    assert "recorded" in filled.frame.desk.status.words.text()
    record = outbound.disclosures(filled.vault)[0]
    assert (record.recipient, record.channel, record.body) == ("clipboard", "clipboard", copied.encode())


def test_a_copied_text_is_no_formula_for_a_spreadsheet(filled: Opened) -> None:
    account = accounts.positions(filled.vault)[0].account.id
    made = ledger.add(filled.vault, account, TODAY, -100, "=HYPERLINK(1)\tx")
    screen = screen_of(filled)
    filled.rest()
    copied = copying.tsv(ledger.load(filled.vault, [made]), screen.shown.names)
    assert "\t'=HYPERLINK(1) x\t" in copied
    with pytest.raises(ValueError, match="at most"):
        copying.tsv(ledger.load(filled.vault, [made]) * (copying.MOST + 1), screen.shown.names)


def test_only_pages_in_view_are_read(ready: Opened) -> None:
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR")
    with ready.vault.write("many", topics=("transactions",)) as write:
        from storage import transactions

        for number in range(5 * PAGE):
            day = TODAY - timedelta(days=number // 4)
            values = {"account_id": account, "booked_on": day, "amount": -number, "payee": f"Payee {number}"}
            transactions.insert_one(write.connection, folded=f"payee {number}\n\n", **values)
    screen = screen_of(ready)
    screen.bar.show_all()
    ready.rest()
    assert screen.table.model().rowCount() == 5 * PAGE
    assert set(screen.table._pages._pages) == {0}
    screen.table.selectAll()
    ready.rest()
    assert set(screen.table._pages._pages) == {0}
    assert len(screen.table.selected_ids()) == 5 * PAGE
    assert "1,000 of 1,000 selected" in ready.frame.desk.status.words.text()
    screen.table.scrollToBottom()
    ready.until(lambda: 4 in screen.table._pages._pages)
    last = screen.table.model().index(5 * PAGE - 1, 1)
    assert str(last.data()) == "Payee 996"  # of one day the last written comes first
    first_of_page = screen.table.model().row_at(4 * PAGE)
    assert first_of_page.cells[0].is_first == ((4 * PAGE) % 4 == 0)


def test_columns_are_chosen_and_remembered(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.columns._set_column("description", is_on=True)
    screen.columns._set_column("account", is_on=False)
    filled.rest()
    assert [one.title for one in screen.table.columns] == [
        "Date",
        "Payee",
        "Category",
        "What the bank wrote",
        "Amount, EUR",
    ]
    kept = settings.remembered(filled.vault, "transactions.table")
    assert kept["chosen"] == ["category", "description"]


def test_sorting_by_the_head_asks_the_store(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    screen.table.sorted.emit("amount", True)
    filled.rest()
    amounts = [one.amount for one in ledger.load(filled.vault, screen.shown.ids)]
    assert amounts == sorted(amounts, reverse=True)


def test_hidden_amounts_are_hidden_everywhere(filled: Opened) -> None:
    screen = screen_of(filled)
    select(screen, "Grünmarkt")
    filled.until(lambda: screen.beside.inspector is not None)
    filled.window.hide_amounts(is_hidden=True)
    filled.rest()
    row = screen.table.model().row_at(0)
    assert row.cells[-1].words == text.HIDDEN
    assert "138.55" not in screen.head.sentence.words


def test_everything_that_takes_the_focus_has_a_name(filled: Opened) -> None:
    screen = screen_of(filled)
    select(screen, "Grünmarkt")
    filled.until(lambda: screen.beside.inspector is not None)
    assert nameless(screen) == []
    assert nameless(screen.beside.inspector) == []


def test_two_currencies_stand_on_the_decimal_point(filled: Opened) -> None:
    other = accounts.add(filled.vault, "Tokyo", "cash", "JPY")
    ledger.add(filled.vault, other, TODAY, -2400, "Stationery")
    filled.rest()
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    cell = screen.table.model().row_at(0).cells[-1]
    assert (cell.words, cell.fraction, cell.code) == ("−2,400", "", "JPY")
    assert screen.table.columns[-1].title == "Amount"


def test_a_split_row_shows_that_it_is_one(filled: Opened) -> None:
    (one,) = ledger.find(filled.vault, "payee:Kino", TODAY)
    ledger.split(filled.vault, one, [Split(0, category(filled, "leisure"), -1000), Split(0, None, -850)])
    screen = screen_of(filled)
    filled.rest()
    row = next(row for at in range(6) if (row := screen.table.model().row_at(at)).key == one)
    assert "split" in row.cells[1].icons


def test_large_type_shows_two_lines_and_opens_the_inspector_on_enter(
    qtbot: QtBot, dressed: Callable[..., None]
) -> None:
    dressed(tokens.Look(scale=2.0))
    with opened(qtbot) as ready:
        account = accounts.add(ready.vault, "Rheinbank", "current", "EUR")
        ledger.add(ready.vault, account, TODAY, -620, "Bäckerei Lang")
        ready.rest()
        screen = screen_of(ready)
        assert screen.table.is_stacked
        screen.table.setFocus()
        screen.table.selectRow(0)
        ready.rest()
        assert screen.beside.inspector is None
        ready.press(screen.table, Qt.Key.Key_Return)
        ready.until(lambda: screen.beside.inspector is not None)


def test_one_transaction_is_erased_for_good_from_its_inspector(filled: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "notice", lambda _parent, title, words: told.extend((title, words)))
    screen = screen_of(filled)
    screen.bar.show_all()
    filled.rest()
    before = ledger.find(filled.vault, "", TODAY)
    select(screen, "Kino")
    filled.until(lambda: screen.beside.inspector is not None)
    erased = screen.beside.current
    filled.click(screen.beside.inspector.erase)
    filled.rest()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ForgetDialog) and one.isVisible())
    assert not dialog.account.isVisible()
    assert not dialog.first.isVisible()
    assert "1 transaction would go" in dialog.note.text()
    filled.click(dialog.yes)
    filled.until(lambda: told)
    assert told[0] == "Erased 1 transaction."
    assert "No program can reach" in told[1]
    filled.rest()
    assert ledger.find(filled.vault, "", TODAY) == [one for one in before if one != erased]
    assert erased not in screen.shown.ids
