"""Tables: whole rows, keys, two-line rows, groups, ticks, pages."""

from __future__ import annotations

from collections.abc import Callable

import gallery
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.style import tokens
from ui.table import PAGE, Action, Amount, Column, Group, PagedRows, Payee, Row, Rows, Table, Words
from ui.table.stacked import Stacked


@pytest.fixture(autouse=True)
def _look(dressed: Callable[..., None]) -> None:
    """Everything here is drawn in our own look."""


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = gallery.table()
    qtbot.addWidget(made)
    made.resize(620, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def colour_at(table: Table, x: int, row: int) -> str:
    place = table.visualRect(table.model().index(row, 0))
    return table.viewport().grab().toImage().pixelColor(x, place.top() + 3).name()


def test_rows_have_the_height_of_the_density(table: Table, dressed: Callable[..., None]) -> None:
    assert table.rowHeight(1) == 36
    dressed(tokens.Look(is_compact=True))
    compact = gallery.table()
    assert compact.rowHeight(1) == 28


def test_hover_and_selection_run_over_the_whole_row(qtbot: QtBot, table: Table) -> None:
    place = table.visualRect(table.model().index(5, 2))
    QTest.mouseMove(table.viewport(), place.center())
    qtbot.waitUntil(lambda: table.hover_row == 5)
    hover, selected = tokens.color("row-hover").name(), tokens.color("row-selected").name()
    wide = table.viewport().width()
    assert {colour_at(table, x, 5) for x in (5, wide // 2, wide - 6)} == {hover}
    assert {colour_at(table, x, 3) for x in (5, wide // 2, wide - 6)} == {selected}
    assert colour_at(table, 1, 3) == tokens.color("accent").name()


def test_arrow_keys_pick_and_enter_opens_and_groups_are_passed_over(table: Table) -> None:
    picked, opened = [], []
    table.picked.connect(picked.append)
    table.opened.connect(opened.append)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert picked == [4]
    assert opened == [4]
    table.go_to(1)
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert "g" not in picked


def test_space_and_a_click_turn_a_tick(table: Table) -> None:
    turned = []
    table.model().on_tick = lambda key, is_on: turned.append((key, is_on))
    table.go_to(3)
    QTest.keyClick(table, Qt.Key.Key_Space)
    box = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert turned == [(3, True), (1, False)]


def test_the_button_of_a_row_acts(qtbot: QtBot) -> None:
    rows = Rows(2)
    rows.show(
        [Row("nas", (Words("Your NAS"), Action("Stop", "circle-stop"))), Row("ecb", (Words("ECB"), Action("Stop")))]
    )
    made = Table("Grants", [Column("Who"), Column("", 120, is_trailing=True)], rows, is_selectable=False)
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    acted = []
    made.acted.connect(acted.append)
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=made.visualRect(rows.index(1, 1)).center())
    assert acted == ["ecb"]


def test_the_head_sorts_and_says_how(qtbot: QtBot, table: Table) -> None:
    asked = []
    table.sorted.connect(lambda key, is_down: asked.append((key, is_down)))
    head = table.horizontalHeader()
    place = QPoint(head.sectionViewportPosition(1) + 10, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("date", True), ("date", False)]


def test_with_large_type_and_in_a_narrow_window_rows_have_two_lines(table: Table, dressed: Callable[..., None]) -> None:
    assert not table.is_stacked
    table.resize(300, 400)
    assert table.is_stacked
    assert table.rowHeight(1) == tokens.row("two-line")
    assert not table.horizontalHeader().isVisible()
    dressed(tokens.Look(scale=2.0))
    assert gallery.table().is_stacked


def test_a_row_in_two_lines_that_leads_nowhere_names_every_amount_it_holds() -> None:
    cells = (Words("22 Nov"), Amount("2,992.62"), None, Amount("2,307", fraction=".12"), Amount("−685.50"))
    read = Stacked(("Made for", "Foreseen", "Note", "Came", "Wrong by"), 4).whole(cells)
    assert [one.words for one in read if one] == ["22 Nov", "Foreseen 2,992.62", "Came 2,307.12", "−685.50"]
    assert [isinstance(one, Amount) for one in read] == [False, False, False, False, True]
    first = Stacked(("Made for", "Foreseen", "Note", "Came", "Wrong by")).whole(cells)
    assert [one.words for one in first if isinstance(one, Amount)] == ["2,992.62"]
    assert Stacked().whole(cells) == list(cells)


def test_a_row_speaks_all_its_cells_and_each_cell_its_words(table: Table) -> None:
    index = table.model().index(1, 2)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "Bäckerei Lang"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "19 Thu, Bäckerei Lang, Eating out, −6.20"


def test_the_same_rows_with_other_content_keep_the_selection(table: Table) -> None:
    table.go_to(3)
    changed = gallery.rows_of_all_kinds()
    table.model().show(changed)
    assert table.current() == 3
    assert table.selected() == [3]
    table.model().show(changed[:3])
    assert table.selected() == []


def test_the_columns_end_on_the_edges_of_a_flush_table(qtbot: QtBot) -> None:
    rows = Rows(2)
    rows.show([Row(1, (Payee("Bäckerei Lang"), Amount("−6.20")))])
    made = Table("Rows", [Column("Payee"), Column("EUR", 100, is_trailing=True)], rows, is_flush=True)
    qtbot.addWidget(made)
    made.resize(800, 200)
    made.show()
    first = made.column_rect(0, made.visualRect(rows.index(0, 0)))
    last = made.column_rect(1, made.visualRect(rows.index(0, 1)))
    assert first.left() == tokens.frame("gutter")
    assert round(last.right()) == made.viewport().width() - tokens.frame("gutter")


def test_a_short_table_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    rows = Rows(2)
    rows.show([Row(at, (Words("x"), Amount("1"))) for at in range(3)])
    made = Table("Rows", [Column("a"), Column("b", 80)], rows)
    qtbot.addWidget(made)
    made.fit_rows()
    assert made.height() == 30 + 3 * 36 + 1


def test_pages_are_asked_for_once_when_they_come_into_view(qtbot: QtBot) -> None:
    wanted = []
    rows = PagedRows(1, wanted.append)
    made = Table("Rows", [Column("a")], rows)
    qtbot.addWidget(made)
    made.resize(300, 360)
    made.show()
    rows.restart(100_000)
    made.viewport().grab()
    assert wanted == [0]
    rows.put(0, [Row(at, (Words(f"row {at}"),)) for at in range(PAGE)])
    assert rows.index(3, 0).data() == "row 3"
    made.scrollToBottom()
    made.viewport().grab()
    assert wanted == [0, 100_000 // PAGE - 1]
    rows.restart(10)
    assert rows.rowCount() == 10
    assert rows.row_at(3) is None


def test_only_some_pages_are_kept() -> None:
    rows = PagedRows(1, lambda _page: None)
    rows.restart(100 * PAGE)
    for page in range(60):
        rows.put(page, [Row(page, (Words(str(page)),))] * PAGE)
    assert len(rows._pages) == PagedRows._KEPT
    assert rows.row_at(59 * PAGE) is not None


def test_a_group_can_not_be_selected() -> None:
    rows = Rows(2)
    rows.show([Row("g", (Group("New", "3"),)), Row(1, (Words("a"), Words("b")))])
    assert not rows.flags(rows.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert rows.flags(rows.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable


class _Counted:
    """A page that makes a row when it is looked at, and notes which."""

    def __init__(self, start: int, made: set[int]) -> None:
        self._start, self._made = start, made

    def __len__(self) -> int:
        return PAGE

    def __getitem__(self, at: int, /) -> Row:
        self._made.add(self._start + at)
        return Row(self._start + at, (Words(f"row {self._start + at}"),))


def test_only_rows_in_view_are_made(qtbot: QtBot) -> None:
    made: set[int] = set()
    rows = PagedRows(1, lambda page: rows.put(page, _Counted(page * PAGE, made)))
    table = Table("Rows", [Column("a")], rows)
    qtbot.addWidget(table)
    table.resize(300, 360)
    table.show()
    rows.restart(1_000_000)
    table.viewport().grab()
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.viewport().grab()
    made.clear()
    table.viewport().grab()
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    assert made == set(range(first, last + 1))
    table.selectAll()
    assert made == set(range(first, last + 1))
    table.clearSelection()
    table.go_to(first + 1)
    assert table.selected() == [first + 1]
