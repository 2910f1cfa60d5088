"""Accounts of every kind as a person uses them: count, lend, trade, plan, reconcile, link; typed and clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.domain.errors import HubError
from hub.services import accounts, history, holdings, iou, ledger, loans, reconcile, reports, transfers
from ui.accounts.entering import AccountDialog
from ui.accounts.schedule import ScheduleDialog
from ui.locale import text
from ui.parts.arithmetic import Arithmetic
from ui.transactions.deeds import Deeds


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def current(ready: Opened) -> int:
    return accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)


def plain(words: str) -> str:
    return words.replace(text.NBSP, " ")


def look(ready: Opened, account_id: int) -> Any:
    screen = ready.show("accounts", account=account_id)
    ready.rest()
    return screen


def told(screen: Any) -> str:
    """All that the inspector's arithmetic says."""
    parts = [one.accessibleName() for one in screen.inspector.findChildren(Arithmetic)]
    return plain(" | ".join(parts))


def type_into(ready: Opened, field: Any, words: str) -> None:
    field.entry.clear()
    ready.qtbot.keyClicks(field.entry, words)


def test_cash_is_counted_and_the_difference_booked(ready: Opened) -> None:
    purse = accounts.add(ready.vault, "Purse", "cash", "EUR", opening=5_000)
    screen = look(ready, purse)
    ready.click(screen.inspector.buttons["count"])
    dialog = screen.kind_deeds.dialog
    type_into(ready, dialog.fields["2000"], "2")
    type_into(ready, dialog.fields["50"], "3")
    assert nameless(dialog) == []
    ready.click(dialog.yes)
    ready.rest()
    assert plain(ready.toast) == "Counted € 41.50"
    ready.until(lambda: "By hand −8.50" in told(screen))


def test_lent_money_is_noted_and_settled(ready: Opened, current: int) -> None:
    friends = accounts.add(ready.vault, "Friends", "iou", "EUR")
    screen = look(ready, friends)
    ready.click(screen.inspector.buttons["lend"])
    dialog = screen.kind_deeds.dialog
    ready.click(dialog.yes)
    assert dialog.fields["person"].error()
    type_into(ready, dialog.fields["person"], "Ada")
    type_into(ready, dialog.fields["amount"], "30")
    ready.click(dialog.yes)
    ready.rest()
    ready.until(lambda: "Ada 30.00" in told(screen))
    ready.click(screen.inspector.buttons["settle"])
    ready.rest()
    ready.click(screen.kind_deeds.dialog.yes)
    ready.rest()
    assert iou.people(ready.vault, friends)[0].balance == 0
    assert accounts.standing(ready.vault, TODAY).total == 100_000


def test_a_security_is_bought_priced_and_too_much_is_not_sold(ready: Opened, tmp_path: Path) -> None:
    depot = accounts.add(ready.vault, "Depot", "investment", "EUR", opening=100_000)
    screen = look(ready, depot)
    ready.click(screen.inspector.buttons["trade"])
    dialog = screen.kind_deeds.dialog
    for name, words in (("name", "World"), ("quantity", "4"), ("price", "100.5"), ("fee", "2")):
        type_into(ready, dialog.fields[name], words)
    ready.click(dialog.yes)
    ready.rest()
    ready.until(lambda: "World 402.00" in told(screen))
    file = tmp_path / "prices.csv"
    file.write_text(f"date,name,price\n{TODAY},World,110\n")
    screen.kind_deeds.read_prices(file)
    ready.rest()
    ready.until(lambda: "+36.00" in told(screen))
    assert "Holdings 440.00" in told(screen)
    ready.click(screen.inspector.buttons["trade"])
    dialog = screen.kind_deeds.dialog
    dialog.fields["way"].set_value(-1)
    for name, words in (("name", "World"), ("quantity", "5"), ("price", "100")):
        type_into(ready, dialog.fields[name], words)
    ready.click(dialog.yes)
    ready.rest()
    assert dialog.fields["quantity"].error() == "Only 4 of World are held on that day."
    dialog.reject()
    assert len(holdings.portfolio(ready.vault, depot, TODAY).trades) == 1


def test_a_loan_is_added_planned_and_its_interest_booked(ready: Opened) -> None:
    screen = ready.show("accounts")
    ready.click(screen.add_button)
    form = next(one for one in QApplication.topLevelWidgets() if isinstance(one, AccountDialog) and one.isVisible())
    form.fields["kind"].set_value("loan")
    form.fields["kind"].committed.emit()
    assert form.fields["statement_day"].isHidden()
    for name, words in (("name", "Car"), ("opening", "-12000"), ("apr", "6"), ("payment", "500")):
        type_into(ready, form.fields[name], words)
    ready.click(form.yes)
    ready.rest()
    loan = accounts.find(ready.vault, "Car")
    assert (loan.payment, loan.apr) == (50_000, Decimal("0.06"))
    ledger.add(ready.vault, loan.id, TODAY - timedelta(20), 50_000, "Instalment")
    ready.rest()
    screen = look(ready, loan.id)
    ready.until(lambda: "interest" in screen.inspector.buttons)
    ready.click(screen.inspector.buttons["interest"])
    ready.rest()
    assert loans.plan(ready.vault, loan.id, TODAY).left == 1_156_000
    ready.until(lambda: "Left 11,560.00" in told(screen))
    ready.click(screen.inspector.buttons["extra"])
    type_into(ready, screen.kind_deeds.dialog.fields["monthly"], "100")
    ready.click(screen.kind_deeds.dialog.yes)
    ready.rest()
    shown = screen.kind_deeds.dialog
    assert isinstance(shown, ScheduleDialog)
    assert "months sooner" in shown.said.accessibleName()
    assert nameless(shown) == []
    shown.accept()


def test_a_card_shows_its_statements(ready: Opened, current: int) -> None:
    card = accounts.add(
        ready.vault, "Aurum", "card", "EUR", statement_day=15, due_day=5, minimum_floor=2_500, funded_by=current
    )
    ledger.add(ready.vault, card, date(2026, 11, 2), -30_000, "Shoes")
    screen = look(ready, card)
    assert "16 Oct to 15 Nov" in told(screen)
    assert "At least 25.00" in told(screen)
    assert "To pay 5 December 300.00" in told(screen)


def test_a_statement_is_compared_until_it_is_met(ready: Opened, current: int) -> None:
    ids = [
        ledger.add(ready.vault, current, TODAY - timedelta(days), amount, payee)
        for days, amount, payee in ((3, -1_250, "Bread"), (2, -4_150, "Shoes"), (1, -900, "Tea"))
    ]
    screen = look(ready, current)
    ready.click(screen.inspector.buttons["reconcile"])
    ready.rest()
    sheet = ready.frame.views.view("reconcile")
    assert plain(sheet.head.sentence.words) == "What does the statement of Rheinbank say at its end?"
    type_into(ready, sheet.closing, "946")
    assert plain(sheet.head.sentence.words) == "Rheinbank is € 9.00 away from its statement."
    assert not sheet.done.isEnabled()
    assert plain(sheet.culprits.accessibleName()) == "Tea: ticked, but perhaps not on the statement (−€ 9.00)"
    sheet.table.setFocus()
    sheet.table.go_to(2)
    ready.press(sheet.table, Qt.Key.Key_Space)
    assert sheet.ticked == set(ids[:2])
    assert plain(sheet.head.sentence.words) == "Rheinbank meets its statement."
    assert nameless(sheet) == []
    ready.click(sheet.done)
    ready.rest()
    assert ready.frame.travel.here.place == "accounts"
    assert [one.closing for one in reconcile.history(ready.vault, current)] == [94_600]
    problems: list[HubError] = []
    Deeds(screen.context).edit(ids[0], {"amount": -1_200}, lambda _id: None, problems.append)
    ready.rest()
    warned = "This was on the reconciled statement of 19 Nov 2026, which no longer fits."
    ready.until(lambda: ready.frame.desk.status.words.words == warned)
    assert problems == []
    ready.until(lambda: not screen.waiting.isHidden())
    assert plain(screen.waiting.words.accessibleName()) == (
        "Rheinbank was reconciled on 19 Nov 2026; its rows were changed since, by +€ 0.50."
    )


def test_pairs_are_linked_refused_and_a_chain_counts_once(ready: Opened, current: int) -> None:
    card = accounts.add(ready.vault, "Visa", "card", "EUR", funded_by=current)
    wallet = accounts.add(ready.vault, "PayPal", "wallet", "EUR", funded_by=card)
    ledger.add(ready.vault, current, TODAY, -7_000, "Umbuchung")
    ledger.add(ready.vault, card, TODAY + timedelta(2), 7_000, "Zahlungseingang")
    ledger.add(ready.vault, wallet, TODAY, -2_000, "Book shop")
    ledger.add(ready.vault, card, TODAY, -2_000, "PAYPAL *BOOKS")
    screen = look(ready, current)
    assert screen.links_button.text().strip() == "2 transfers to check"
    ready.click(screen.links_button)
    ready.rest()
    links = ready.frame.views.view("links")
    assert plain(links.head.sentence.words) == "2 transfers wait for you."
    assert nameless(links) == []
    links.table.setFocus()
    ready.click(links.yes)
    ready.rest()
    ready.until(lambda: plain(links.head.sentence.words) == "1 transfer waits for you.")
    assert links._pair().kind == "chain"
    ready.click(links.yes)
    ready.rest()
    ready.until(lambda: plain(links.head.sentence.words) == "Every move between your accounts counts once.")
    spent = [one.out for one in reports.report(ready.vault, "categories", TODAY, TODAY + timedelta(9))]
    assert spent == [-2_000]
    ready.click(links.apart)
    ready.rest()
    assert len(transfers.linked(ready.vault)) == 1
    history.undo_last(ready.vault)
    assert len(transfers.linked(ready.vault)) == 2


def test_accounts_are_put_in_order_by_dragging(ready: Opened, current: int) -> None:
    second = accounts.add(ready.vault, "Second", "current", "EUR")
    screen = ready.show("accounts")
    table = screen.table

    def middle(at: int) -> QPoint:
        return QPoint(table.visualRect(screen.rows.index(at, 0)).center())

    view = table.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(1))
    QTest.mouseMove(view, middle(2))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(2))
    ready.rest()
    assert [one.account.id for one in accounts.positions(ready.vault)] == [second, current]
    ready.until(lambda: screen.rows.row_at(1).key == second)
    screen._choose(second)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    ready.rest()
    assert [one.account.id for one in accounts.positions(ready.vault)] == [current, second]
