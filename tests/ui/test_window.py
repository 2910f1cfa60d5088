"""The frame as a person uses it: places by pointer and key, back and forward, menus, toast, inspector, eye, mirror."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.locale import text
from ui.screen import View
from ui.style import tokens
from ui.tasks import Tasks
from ui.window import MainWindow


def view(window: MainWindow, name: str) -> View[object]:
    return window.frame.views.view(name)


def current(window: MainWindow) -> View[object]:
    shown = window.frame.desk.sheet.stack.currentWidget()
    assert isinstance(shown, View)
    return shown


def click_place(window: MainWindow, name: str) -> None:
    sidebar = window.frame.desk.sidebar
    model = sidebar.model()
    rows = [model.index(at, 0) for at in range(model.rowCount())]
    index = next(one for one in rows if one.data(Qt.ItemDataRole.UserRole).name == name)
    QTest.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.visualRect(index).center())


def press(window: MainWindow, keys: str) -> None:
    """Trigger the shortcut as the window's shortcut map would: offscreen there is no window manager to do it."""
    QTest.keySequence(QApplication.focusWidget() or window, keys)


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.running)


def test_a_click_on_a_place_shows_its_screen(qtbot: QtBot, window: MainWindow) -> None:
    click_place(window, "bills")
    settled(qtbot, window)
    assert current(window) is view(window, "bills")
    assert window.windowTitle() == "Bills · Coffer"
    assert window.frame.desk.sidebar.current == "bills"


def test_ctrl_and_a_digit_show_the_place_of_that_number(qtbot: QtBot, window: MainWindow) -> None:
    for digit, name in enumerate(window.frame.desk.sidebar.places()[:9], 1):
        press(window, f"Ctrl+{digit}")
        assert current(window) is view(window, name), digit
    settled(qtbot, window)


def test_a_screen_is_loaded_when_first_shown_and_not_again_without_reason(qtbot: QtBot, window: MainWindow) -> None:
    for name in ("bills", "today", "bills"):
        window.frame.navigate(name)
        settled(qtbot, window)
    assert view(window, "bills").loads == 1
    window.frame.changed("bills")
    settled(qtbot, window)
    assert view(window, "bills").loads == 2


def test_a_write_that_concerns_a_hidden_screen_loads_it_when_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.frame.navigate("bills")
    settled(qtbot, window)
    window.frame.changed("today", "plans")
    assert view(window, "today").loads == 1
    window.frame.navigate("today")
    settled(qtbot, window)
    assert view(window, "today").loads == 2


def test_back_and_forward_keep_places_and_arguments(qtbot: QtBot, window: MainWindow) -> None:
    window.frame.navigate("bills", bill=3)
    window.frame.navigate("plans")
    press(window, "Alt+Left")
    settled(qtbot, window)
    assert current(window) is view(window, "bills")
    assert current(window).arguments == {"bill": 3}
    window.frame.desk.top.forward_button.click()
    assert current(window) is view(window, "plans")
    assert not window.frame.desk.top.forward_button.isEnabled()
    settled(qtbot, window)


def test_a_menu_item_does_what_the_screen_can_and_is_off_where_it_can_not(qtbot: QtBot, window: MainWindow) -> None:
    actions = window.menus.actions
    assert actions["new"].isEnabled()
    assert not actions["find"].isEnabled()
    assert not actions["import"].isVisible()
    actions["new"].trigger()
    assert current(window).made == ["done"]
    window.frame.navigate("transactions")
    assert actions["find"].isEnabled()
    settled(qtbot, window)


def test_a_command_of_the_program_is_done(qtbot: QtBot, window: MainWindow) -> None:
    done = []
    window.commands["import"] = lambda: done.append("import")
    window.update_menus()
    press(window, "Ctrl+I")
    assert done == ["import"]


def test_every_menu_has_a_mnemonic_and_no_shortcut_is_used_twice(window: MainWindow) -> None:
    assert all("&" in action.text() for action in window.menuBar().actions())
    keys = [key.toString() for action in window.menus.actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+K", "Ctrl+I", "Ctrl+E", "Ctrl+F", "Ctrl+Shift+L", "F1", "F2", "Ctrl+1", "Ctrl+9"} <= set(keys)


def test_the_toast_takes_back_what_was_done(qtbot: QtBot, window: MainWindow) -> None:
    current(window).do_it()
    toast = window.frame.desk.sheet.toast
    assert toast.isVisible()
    assert window.frame.desk.status.words.words == "Paid: Dr. Albrecht"
    toast.undo_button.click()
    assert current(window).made == ["done", "undone"]
    assert not toast.isVisible()
    assert not window.frame.desk.status.undo.isVisible()


def test_the_eye_hides_amounts_while_it_is_held(qtbot: QtBot, window: MainWindow) -> None:
    words = current(window).head.sentence
    assert "524.57" in words.words
    QTest.mousePress(window.frame.desk.top.eye, Qt.MouseButton.LeftButton)
    assert "524.57" not in words.words
    assert text.HIDDEN in words.words
    QTest.mouseRelease(window.frame.desk.top.eye, Qt.MouseButton.LeftButton)
    assert "524.57" in words.words


def test_the_inspector_opens_with_a_row_and_closes_with_escape(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 860)
    window.frame.navigate("transactions")
    settled(qtbot, window)
    pane = window.frame.desk.sheet.pane
    current(window).table.go_to(3)
    assert pane.isVisible()
    assert pane.width() == tokens.frame("inspector")
    QTest.keyClick(pane.content, Qt.Key.Key_Escape)
    assert not pane.isVisible()


def test_in_a_small_window_the_inspector_overlays_the_screen(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1000, 700)
    window.frame.navigate("transactions")
    settled(qtbot, window)
    QApplication.processEvents()
    wide = current(window).width()
    current(window).table.go_to(3)
    QApplication.processEvents()
    assert current(window).width() == wide
    assert window.frame.desk.sheet.pane.isVisible()


def test_with_large_type_the_inspector_is_a_page_of_its_own(
    qtbot: QtBot, window: MainWindow, dressed: Callable[..., None]
) -> None:
    dressed(tokens.Look(scale=2.0))
    window.rebuild()
    window.frame.navigate("transactions")
    settled(qtbot, window)
    current(window).table.go_to(2)
    sheet = window.frame.desk.sheet
    assert sheet.pane.isVisible()
    assert not sheet.stack.isVisible()
    window.frame.inspect(None)
    assert sheet.stack.isVisible()


def test_the_sidebar_shows_icons_only_in_a_narrow_window_and_with_large_type(
    qtbot: QtBot, window: MainWindow, dressed: Callable[..., None]
) -> None:
    window.resize(1366, 860)
    QApplication.processEvents()
    assert not window.frame.desk.sidebar.is_narrow
    window.resize(880, 700)
    QApplication.processEvents()
    assert window.frame.desk.sidebar.is_narrow
    window.resize(1366, 860)
    dressed(tokens.Look(scale=1.5))
    window.rebuild()
    QApplication.processEvents()
    assert window.frame.desk.sidebar.is_narrow


def test_places_that_do_not_fit_go_under_more(qtbot: QtBot, window: MainWindow, dressed: Callable[..., None]) -> None:
    window.resize(1366, 860)
    dressed(tokens.Look(scale=2.0))
    window.rebuild()
    QApplication.processEvents()
    sidebar = window.frame.desk.sidebar
    names = [
        sidebar.model().index(at, 0).data(Qt.ItemDataRole.UserRole).name for at in range(sidebar.model().rowCount())
    ]
    assert names[-1] == "more"
    assert "today" in names
    last = sidebar.model().index(len(names) - 1, 0)
    assert sidebar.visualRect(last).bottom() <= sidebar.viewport().height()


def test_right_to_left_mirrors_the_frame(qtbot: QtBot, window: MainWindow, dressed: Callable[..., None]) -> None:
    window.resize(1366, 860)

    def middles() -> tuple[int, int, int]:
        QApplication.processEvents()
        desk = window.frame.desk
        return tuple(
            part.mapTo(window, part.rect().center()).x() for part in (desk.sidebar, desk.top.ask, desk.top.lock_button)
        )

    before = middles()
    dressed(is_mirrored=True)
    window.rebuild()
    after = middles()
    assert before[0] < before[1] < before[2]
    assert after == pytest.approx([1366 - x for x in before], abs=3)


def test_a_change_of_size_keeps_place_and_badges(
    qtbot: QtBot, window: MainWindow, dressed: Callable[..., None]
) -> None:
    window.frame.navigate("bills", bill=3)
    window.frame.badge("bills", 2, is_due=True)
    dressed(tokens.Look(scale=1.25))
    window.rebuild()
    settled(qtbot, window)
    assert current(window).arguments == {"bill": 3}
    entries = [
        window.frame.desk.sidebar.model().index(at, 0) for at in range(window.frame.desk.sidebar.model().rowCount())
    ]
    spoken = [one.data(Qt.ItemDataRole.AccessibleTextRole) for one in entries]
    assert "Bills, 2" in spoken


def test_a_theme_changed_at_run_time_looks_like_one_from_the_start(
    qtbot: QtBot, window: MainWindow, dressed: Callable[..., None], tasks: Tasks
) -> None:
    def finished(shown: MainWindow) -> QImage:
        shown.resize(1366, 860)
        shown.frame.badge("bills", 1, is_due=True)
        shown.frame.navigate("transactions")
        settled(qtbot, shown)
        current(shown).table.go_to(5)
        shown.frame.toast("Added 22 transactions", lambda: None)
        QApplication.processEvents()
        return shown.grab().toImage()

    finished(window)
    dressed(tokens.Look("dark"))
    QApplication.processEvents()
    changed = window.grab().toImage()
    fresh = MainWindow(tasks, {})
    qtbot.addWidget(fresh)
    fresh.enter(None, "today")  # type: ignore[arg-type]  # the sample screens have no vault
    fresh.show()
    assert finished(fresh).copy(0, 30, 1366, 830) == changed.copy(0, 30, 1366, 830)


def test_leaving_forgets_the_screens(qtbot: QtBot, window: MainWindow) -> None:
    window.leave()
    window.show_alone(QLabel("Locked"))
    with pytest.raises(RuntimeError):
        assert window.frame
    assert not window.menus.actions["back"].isVisible()


def test_the_geometry_is_remembered(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    memory: dict[str, str] = {}
    first = MainWindow(tasks, {}, memory)
    qtbot.addWidget(first)
    first.resize(700, 520)
    first.close()
    second = MainWindow(tasks, {}, memory)
    qtbot.addWidget(second)
    assert second.size() == first.size()


def test_dropped_files_are_handed_over(window: MainWindow, tmp_path: Path) -> None:
    file, taken = tmp_path / "november.csv", []
    window.on_files = taken.extend
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/x.csv")])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(5, 5), actions, data, buttons, Qt.KeyboardModifier.NoModifier))
    assert taken == [file]


@pytest.mark.parametrize("place", ["today", "transactions"])
def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow, place: str) -> None:
    window.frame.navigate(place)
    settled(qtbot, window)
    window.frame.toast("Paid", lambda: None)
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        is_part = widget.parent() is not None and widget.objectName().startswith("qt_")
        assert name or is_part or not isinstance(widget, kinds), widget


def test_tab_walks_through_the_whole_frame_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.frame.desk.sidebar.setFocus()
    walked = []
    for _step in range(40):
        focus = QApplication.focusWidget()
        walked.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is window.frame.desk.sidebar:
            break
    desk = window.frame.desk
    for wanted in (
        desk.sidebar,
        desk.top.ask,
        desk.top.add_button,
        desk.top.network,
        desk.top.eye,
        desk.top.lock_button,
    ):
        assert wanted in walked
    assert current(window).head.sentence in walked


def test_nothing_is_cut_off_at_200_percent(qtbot: QtBot, window: MainWindow, dressed: Callable[..., None]) -> None:
    window.resize(1366, 860)
    dressed(tokens.Look(scale=2.0))
    window.rebuild()
    settled(qtbot, window)
    QApplication.processEvents()
    for label in window.findChildren(QLabel):
        if (
            label.isVisible()
            and label.text()
            and not label.wordWrap()
            and label.sizePolicy().horizontalPolicy() != label.sizePolicy().Policy.Maximum
        ):
            assert label.width() >= label.minimumSizeHint().width(), label.text()
            assert label.height() >= label.fontMetrics().height() - 4, label.text()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width() - 1, button.text()
            right = button.mapTo(window, QPoint(button.width(), 0)).x()
            assert 0 <= right <= window.width()
