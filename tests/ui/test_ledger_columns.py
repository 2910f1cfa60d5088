"""The table as the person arranges it: columns, order, widths, sorting by any of them, months with their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from hub.services import accounts, ledger
from ui.table import Group
from ui.table.rows import CELL
from ui.transactions.pages import Months


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
        month, below = months.place(months.row(at))
        assert below >= 0
        assert months.row(at) - month - 1 == at
    for start in months.starts:
        assert months.place(start)[1] == -1
