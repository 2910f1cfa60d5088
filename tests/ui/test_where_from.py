"""Every number of accounts and transactions says where it comes from: rows, file and line, rule, rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hub.services import accounts, imports, ledger, rates, rules, transfers
from hub.services.choosing import Choices
from ui.parts.popover import Popover

CSV = "Date;Payee;Amount\n2026-11-16;Kino Harmonie;-18,50\n2026-11-17;Grünmarkt;-63,48\n2026-11-18;Grünmarkt;-12,00\n"


@pytest.fixture
def filled(qtbot: QtBot, dressed: Callable[..., None], tmp_path: Path) -> Iterator[Opened]:
    """A file of three rows, one of them by a rule, one row typed, a move with a fee, and an account in francs."""
    with opened(qtbot) as ready:
        current = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
        pot = accounts.add(ready.vault, "Pot", "savings", "EUR")
        swiss = accounts.add(ready.vault, "Limmat", "current", "CHF", opening=5_000)
        rates.enter(ready.vault, TODAY - timedelta(1), "CHF", Decimal("0.95"))
        path = tmp_path / "giro.csv"
        path.write_text(CSV, "utf-8")
        imports.accept(ready.vault, imports.preview(ready.vault, [path], choices=Choices(account_name="Rheinbank")))
        ledger.add(ready.vault, current, TODAY, -620, "Bäckerei Lang")
        ledger.add(ready.vault, swiss, TODAY, -1_840, "Kaffeebar")
        transfers.book(ready.vault, current, pot, 10_150, TODAY, "Savings", received=10_000)
        gifts = next(one.id for one in ledger.categories(ready.vault) if one.name == "gifts")
        rules.add(ready.vault, "payee:grunmarkt", gifts, None, TODAY, apply=True)
        ready.rest()
        yield ready


def popover(ready: Opened) -> Popover:
    ready.rest()
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, Popover) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def said(there: QWidget) -> str:
    return " ".join(one.text() for one in there.findChildren(QLabel)).replace("\u00a0", " ")


def links(there: Popover) -> dict[str, QPushButton]:
    return {one.text().replace("\u00a0", " ").strip(): one for one in there.findChildren(QPushButton)}


def test_the_sum_of_a_month_names_files_lines_rules_fees_and_the_rate(filled: Opened) -> None:
    screen = filled.show("transactions", query="on:2026-11")
    screen.head.sentence.setFocus(Qt.FocusReason.TabFocusReason)
    filled.press(screen.head.sentence, Qt.Key.Key_Return)
    first = popover(filled)
    assert "Went out −101.68" in first.content.accessibleName()  # 18.50 + 63.48 + 12.00 + 6.20 and the fee of 1.50
    filled.click(links(first)["Where from?"])
    told = popover(filled)
    words = told.content.accessibleName().replace("\u00a0", " ")
    assert "giro.csv −93.98" in words
    assert "By hand −7.70" in words
    assert "€ 1.50 of transfers are fees, and count" in words
    assert "2 by rule 1" in words
    assert "by hand" not in words.split("Categories:")[1]
    assert "1.0526, the rate of 18 Nov 2026 from your own entry" in words
    assert "3 rows, lines 2–4" in said(told)
    filled.click(links(told)["−93.98"])
    filled.rest()
    assert screen.bar.filters.query == 'on:2026-11 file:"giro.csv"'
    assert screen.shown.count == 3


def test_the_sum_of_a_selection_can_be_asked_in_the_status_line(filled: Opened) -> None:
    screen = filled.show("transactions", query="payee:grunmarkt")
    screen.table.setFocus()
    screen.table.selectAll()
    filled.rest()
    status = filled.frame.desk.status
    assert status.words.words.replace("\u00a0", " ") == "2 of 2 selected: −€ 75.48"
    assert status.ask.isVisible()
    filled.click(status.ask)
    words = popover(filled).content.accessibleName()
    assert "giro.csv −75.48; 2 rows in EUR −75.48" in words
    popover(filled).close()
    filled.show("accounts")
    filled.frame.toast("Done")
    assert not status.ask.isVisible()


def test_a_balance_and_one_amount_lead_to_the_rows_of_a_file_and_to_the_line(filled: Opened) -> None:
    screen = filled.show("accounts")
    held = next(one for one in screen.shown.positions if one.account.name == "Rheinbank")
    screen.look(held.account.id)
    filled.rest()
    row = next(one for one in screen.inspector.findChildren(QPushButton) if one.text().strip() == "−93.98")
    filled.click(row)
    filled.rest()
    there = filled.frame.views.view("transactions")
    assert there.shown.count == 3
    assert there.bar.filters.tokens == ('account:"Rheinbank"', 'file:"giro.csv"')
    one = next(row for row in there.shown.first if row.payee == "Kino Harmonie")
    there.beside.look(one.id)
    filled.rest()
    words = said(there.beside.inspector)
    assert "giro.csv, line 2" in words
    assert "Kino Harmonie;-18,50" in words.replace("\u200b", "")
    filled.show("accounts").head.sentence.ask("amount")
    net = popover(filled).content.accessibleName()
    assert "Together in EUR" in net


def test_every_screen_of_money_says_where_its_first_number_comes_from(filled: Opened) -> None:
    for place, told in (("accounts", "Together in EUR"), ("today", "Free to spend"), ("plans", "Balance today")):
        sentence = filled.show(place).head.sentence
        sentence.ask(sentence.figures()[0])
        there = popover(filled)
        assert told in there.content.accessibleName()
        there.close()
