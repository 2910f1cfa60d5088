"""The table as the person arranges it: columns, order, widths, sorting by any of them, months with their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from hub.domain.progress import silent
from hub.services import accounts, ledger, saved_views
from ui.table import PAGE, Group
from ui.table.rows import CELL
from ui.transactions import reading
from ui.transactions.filters import Filters
from ui.transactions.pages import Months
from ui.transactions.reading import Order


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
    for month, amount, payee in ((11, -6348, "Grünmarkt"), (11, -1850, "Kino"), (10, -2247, "Bakery"), (9, 900, "A")):
        note = {"Kino": "b", "Bakery": "a"}.get(payee, "")
        ledger.add(ready.vault, account, TODAY.replace(month=month, day=5), amount, payee, notes=note)
    ready.rest()
    return ready


def screen_of(ready: Opened) -> Any:
    screen = ready.show("transactions")
    screen.bar.show_all()
    ready.rest()
    return screen


def test_rows_stand_under_their_months_with_what_they_come_to(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.columns.change(by_month=True)
    filled.rest()
    model = screen.table.model()
    assert model.rowCount() == 7
    heads = [model.index(at, 0).data(CELL) for at in range(7)]
    assert [(one.words, one.count, one.figure) for one in heads if isinstance(one, Group)] == [
        ("November 2026", "2 rows", "−€\u00a081.98"),
        ("October 2026", "1 row", "−€\u00a022.47"),
        ("September 2026", "1 row", "+€\u00a09.00"),
    ]
    screen.table.selectAll()
    assert len(screen.table.selected_ids()) == 4
    screen.table.go_to(4)
    assert ledger.load(filled.vault, screen.table.selected_ids())[0].payee == "Bakery"
    screen.columns.change(key="amount", is_down=False)
    filled.rest()
    assert screen.table.model().rowCount() == 4


def test_any_column_sorts_and_the_choice_is_remembered(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.columns.change(chosen=("notes", "category"))
    filled.rest()
    assert screen.table.layout_in_use.keys == ("booked_on", "payee", "category", "notes", "amount")
    screen.table.sorted.emit("notes", True)
    filled.rest()
    assert [one.notes for one in ledger.load(filled.vault, screen.shown.ids)] == ["b", "a", "", ""]
    head = screen.table.horizontalHeader()
    head.moveSection(3, 2)
    head.resizeSection(3, 300)
    filled.qtbot.mouseClick(head.viewport(), Qt.MouseButton.MiddleButton, pos=QPoint(5, 5))
    filled.until(lambda: screen.table.layout_in_use.keys[2] == "notes")
    filled.rest()
    assert dict(screen.columns.now.widths)["notes"] == 300
    filled.frame.views.drop()
    again = screen_of(filled)
    assert again.table.layout_in_use.keys == ("booked_on", "payee", "notes", "category", "amount")
    assert again.shown.order.key == "notes"
    assert next(one.width for one in again.table.columns if one.title == "Notes") == 300


@pytest.mark.parametrize("counts", [(1,), (2, 1, 3), (200, 1, 450)])
def test_places_under_months_are_found_both_ways(counts: tuple[int, ...]) -> None:
    months = Months.of([Group(str(at)) for at in range(len(counts))], counts)
    for at in range(sum(counts)):
        row = months.row(at)
        month, below = months.place(row)
        assert below == at - sum(counts[:month])
        assert row - month - 1 == at
        assert (months.above(row), months.above(row + 1)) == (at, at + 1)
    for start in months.starts:
        assert months.place(start)[1] == -1


def test_a_view_is_kept_by_name_and_taken_again(filled: Opened) -> None:
    screen = screen_of(filled)
    screen.bar.line.field.setFocus()
    filled.qtbot.keyClicks(screen.bar.line.field, "amount>20")
    filled.until(lambda: screen.shown.filters.typed == "amount>20")
    filled.rest()
    screen.views._ask(screen.bar.views, screen.views._now())
    filled.qtbot.keyClicks(screen.views.naming.field, "Large ones")
    filled.press(screen.views.naming.field, Qt.Key.Key_Return)
    filled.until(lambda: saved_views.listed(filled.vault) != [])
    filled.rest()
    screen.bar.show_all()
    filled.rest()
    assert len(screen.shown.ids) == 4
    filled.click(screen.bar.views)
    filled.until(lambda: screen.views.menu is not None and screen.views.menu.isVisible())
    taken = screen.views.menu.actions()[0]
    assert taken.text() == "Large ones"
    taken.trigger()
    screen.views.menu.close()
    filled.until(lambda: screen.shown.filters.tokens == ("amount>20",))
    filled.rest()
    assert len(screen.shown.ids) == 2


def test_a_token_is_completed_with_names_of_the_vault(filled: Opened) -> None:
    screen = screen_of(filled)
    field = screen.bar.line.field
    field.setFocus()
    filled.until(lambda: "Bakery" in screen.bar.completer.known.payees)
    filled.qtbot.keyClicks(field, "bak")
    assert screen.bar.completer.popup.isVisible()
    assert screen.bar.completer.popup.item(0).text() == "Bakery  (payee)"
    filled.press(field, Qt.Key.Key_Down)
    filled.press(field, Qt.Key.Key_Return)
    assert field.text() == 'payee:"Bakery" '
    filled.until(lambda: len(screen.shown.ids) == 1)
    filled.rest()


def test_the_first_page_stands_before_all_ids_are_known(filled: Opened) -> None:
    with filled.vault.write("fill") as write:
        row = "INSERT INTO transactions (account_id, booked_on, amount, payee) VALUES (1, '2026-11-01', ?, ?)"
        for number in range(450):
            write.connection.exec_driver_sql(row, (-number, f"Shop {number}"))
    screen = screen_of(filled)
    model = screen.table.model()
    early = reading.read(filled.vault, Filters(), Order(), TODAY, "EUR", silent, None)
    assert (len(early.ids), early.count) == (PAGE, 454)
    screen.table.show_rows(early)
    assert model.rowCount() == 454
    assert [*model.ids] == [*early.ids]
    screen.table.selectAll()
    assert screen.table.selected_ids() == []
    filled.rest()
    assert [*model.ids] == ledger.find(filled.vault, "", TODAY)
    screen.table.go_to(453)
    filled.rest()
    assert ledger.load(filled.vault, screen.table.selected_ids())[0].payee == "A"
