"""What can't be is refused in words where it was typed, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hub.services import accounts, history, ledger, transfers
from ui.accounts.asking import FieldsDialog


@pytest.fixture
def filled(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as ready:
        current = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
        accounts.add(ready.vault, "Pot", "savings", "EUR")
        accounts.add(ready.vault, "Limmat", "savings", "CHF", opening=5_000)
        for payee in ("Grünmarkt", "Kino Harmonie"):
            ledger.add(ready.vault, current, TODAY, -6_348, payee)
        ready.rest()
        yield ready


def written(ready: Opened) -> int:
    return history.operations(ready.vault, 1)[0].id


def said(there: QWidget) -> str:
    return " ".join(one.text() for one in there.findChildren(QLabel)).replace("\u00a0", " ")


def dialog_of(ready: Opened) -> FieldsDialog:
    ready.until(lambda: any(one.isVisible() for one in ready.window.findChildren(FieldsDialog)))
    return next(one for one in ready.window.findChildren(FieldsDialog) if one.isVisible())


def test_money_does_not_move_to_a_closed_account_nor_between_currencies_without_what_arrives(filled: Opened) -> None:
    screen = filled.show("links")
    filled.click(screen.book_button)
    filled.rest()
    dialog = dialog_of(filled)
    pot, swiss = (accounts.find(filled.vault, name).id for name in ("Pot", "Limmat"))
    dialog.fields["into"].set_value(pot)
    dialog.fields["amount"].set_value(10_000)
    accounts.change(filled.vault, pot, is_archived=True)
    before = written(filled)
    filled.click(dialog.yes)
    filled.rest()
    assert "Pot" in said(dialog.fields["out"])
    assert dialog.isVisible()
    dialog.fields["into"].set_value(swiss)
    filled.click(dialog.yes)
    filled.rest()
    assert "more than zero is missing" in said(dialog.fields["amount"])
    assert (written(filled), transfers.linked(filled.vault)) == (before, [])
    dialog.fields["received"].set_value(9_300)
    filled.click(dialog.yes)
    filled.until(lambda: transfers.linked(filled.vault))
    filled.rest()
    assert [(leg.amount, leg.currency) for leg in transfers.linked(filled.vault)[0].legs] == [
        (-10_000, "EUR"), (9_300, "CHF"),
    ]  # fmt: skip
    assert "Moved € 100.00 to Limmat" in filled.toast.replace("\u00a0", " ")


def test_a_rate_of_zero_is_refused_with_its_currency(filled: Opened, tmp_path: Path) -> None:
    screen, before = filled.show("accounts"), written(filled)
    path = tmp_path / "rates.csv"
    path.write_text("Date,USD,CHF\n2026-11-18,1.1,0\n", "utf-8")
    screen.deeds.read_rates(path, screen.show_problem)
    filled.rest()
    assert "CHF" in said(screen.problem)
    assert written(filled) == before


def test_two_chosen_rows_become_a_transfer_and_rows_of_one_account_do_not(filled: Opened) -> None:
    current, pot = (accounts.find(filled.vault, name).id for name in ("Rheinbank", "Pot"))
    rows = [ledger.add(filled.vault, at, TODAY, minor, "Move") for at, minor in ((current, -5_100), (pot, 5_000))]
    screen = filled.show("transactions", query="payee:move")
    screen.table.setFocus()
    screen.table.selectAll()
    filled.press(screen.table, Qt.Key.Key_L)
    filled.rest()
    assert [leg.id for leg in transfers.linked(filled.vault)[0].legs] == rows
    screen.beside.look(rows[0])
    filled.rest()
    assert "fee of € 1.00 counts" in said(screen.beside.inspector)
    filled.frame.take_back()
    filled.until(lambda: transfers.linked(filled.vault) == [])
    filled.rest()
    screen = filled.show("transactions", query="account:rheinbank -payee:move")
    screen.table.setFocus()
    screen.table.selectAll()
    before = written(filled)
    filled.press(screen.table, Qt.Key.Key_L)
    filled.until(lambda: "two of your accounts" in filled.toast)
    assert written(filled) == before
