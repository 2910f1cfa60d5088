"""The palette finds by typing and runs what is chosen; the focus goes back where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.palette import Entry, rank_of
from ui.window import MainWindow


def type_into(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def test_typing_finds_a_place_and_enter_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keySequence(window, "Ctrl+K")
    palette = window.frame.palette
    assert palette.isVisible()
    assert QApplication.focusWidget() is window.frame.desk.top.ask
    type_into("offers")
    assert palette.found() == ["Offers & loyalty", "Import terms or offers"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.frame.desk.sidebar.current == "offers"
    assert not palette.isVisible()
    assert window.frame.desk.top.ask.text() == ""
    qtbot.waitUntil(lambda: not window.tasks.running)


def test_typing_finds_an_action_of_the_program_and_runs_it(qtbot: QtBot, window: MainWindow) -> None:
    done = []
    window.commands["export"] = lambda: done.append("export")
    window.update_menus()
    QTest.keySequence(window, "Ctrl+K")
    type_into("exp")
    assert window.frame.palette.found()[0] == "Export"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert done == ["export"]


def test_arrow_keys_choose_another_one_and_records_are_found_too(qtbot: QtBot, window: MainWindow) -> None:
    opened = []
    records = [Entry("Grünmarkt", lambda: opened.append(1), "payee"), Entry("Grünanlage", lambda: opened.append(2))]
    window.frame.palette.sources.append(lambda _query: records)
    QTest.keySequence(window, "Ctrl+L")
    type_into("grun")
    assert window.frame.palette.found() == ["Grünmarkt", "Grünanlage"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened == [2]


def test_escape_closes_and_gives_the_focus_back(qtbot: QtBot, window: MainWindow) -> None:
    window.frame.desk.top.eye.setFocus()
    QTest.keySequence(window.frame.desk.top.eye, "Ctrl+K")
    type_into("bills")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not window.frame.palette.isVisible()
    assert QApplication.focusWidget() is window.frame.desk.top.eye


def test_a_question_that_finds_nothing_is_asked(qtbot: QtBot, window: MainWindow) -> None:
    asked = []
    window.on_asked = asked.append
    QTest.keySequence(window, "Ctrl+L")
    type_into("how much for fuel this year?")
    assert not window.frame.palette.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == ["how much for fuel this year?"]


@pytest.mark.parametrize(
    ("words", "query", "rank"),
    [
        ("Import files", "imp", 0),
        ("Import files", "fil imp", 1),
        ("Import files", "port", 2),
        ("Bäckerei Lang", "backerei", 0),
        ("Import files", "export", None),
        ("Import files", "", 0),
    ],
)
def test_words_fit_a_query_better_the_earlier_they_begin(words: str, query: str, rank: int | None) -> None:
    assert rank_of(words, query) == rank
