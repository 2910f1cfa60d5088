"""The parts of screens: sizes that must be equal, keys, names, and what they say to a screen reader."""

from __future__ import annotations

import time
from collections.abc import Callable

import gallery
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hub.domain.errors import HubError
from hub.domain.outgoing import Outgoing
from hub.domain.progress import Progress
from ui import consent
from ui.ask import Dialog, asking
from ui.parts.arithmetic import Arithmetic, Line
from ui.parts.bars import ProblemBar, WorkBar
from ui.parts.boxes import column, holding
from ui.parts.buttons import button, yes_and_no
from ui.parts.chips import FilterLine, tag
from ui.parts.dial import RevealDial
from ui.parts.monogram import letters
from ui.parts.netbar import Ranked, RankedList, paint_net_bar, scale_of
from ui.parts.segmented import Choice, Segmented
from ui.parts.sentence import Figure, Sentence
from ui.parts.texts import Elided, Paragraph, Run, label, leading, trailing
from ui.style import focus, tokens
from ui.style.focus import FocusRing
from ui.tasks import Tasks


@pytest.fixture(autouse=True)
def _look(dressed: Callable[..., None]) -> None:
    """Everything here is drawn in our own look."""


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    """Show a widget in an active window; keep what is returned, or Python deletes it."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.mark.parametrize(("yes", "no"), [("Send", "Don’t send"), ("Delete 3 rows and their receipts", "No")])
def test_yes_and_no_have_the_same_size_and_weight(qtbot: QtBot, yes: str, no: str) -> None:
    pair = yes_and_no(yes, no)
    _holder = shown(qtbot, holding(column(*pair)))
    assert pair[0].size() == pair[1].size()
    assert pair[0].property("kind") == pair[1].property("kind")
    assert pair[0].font() == pair[1].font()


@pytest.mark.parametrize(("grade", "height"), [("small", 26), ("normal", 32), ("large", 40)])
def test_buttons_have_the_heights_of_the_design(qtbot: QtBot, grade: str, height: int) -> None:
    made = button("Add 22", grade=grade, kind="primary")
    shown(qtbot, made)
    assert made.height() == height


def test_fields_and_choices_are_as_high_as_buttons(qtbot: QtBot) -> None:
    field, choice, other = QLineEdit(), QComboBox(), button("Undo")
    _holder = shown(qtbot, holding(column(field, choice, other)))
    assert field.height() == choice.height() == other.height() == tokens.control()
    field.setFocus()
    QApplication.processEvents()
    assert field.height() == tokens.control()


def test_every_target_is_at_least_24_pixels(qtbot: QtBot) -> None:
    sheet = gallery.sheet()
    shown(qtbot, sheet)
    for widget in sheet.findChildren(QAbstractButton):
        if widget.isVisible() and not widget.objectName().startswith("qt_"):
            smallest = (
                16 if isinstance(widget, QCheckBox) else 22 if widget.property("kind") in {"token", "chip"} else 24
            )
            assert widget.height() >= smallest, (widget, widget.size())


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_no_button_of_the_gallery_is_narrower_than_its_words(
    qtbot: QtBot, dressed: Callable[..., None], scale: float
) -> None:
    dressed(tokens.Look(scale=scale))
    sheet = gallery.sheet()
    shown(qtbot, sheet)
    for widget in sheet.findChildren(QPushButton):
        words = widget.fontMetrics().horizontalAdvance(widget.text())
        assert widget.width() >= words, widget.text()


@pytest.mark.parametrize(("words", "lines"), [("Remind me", 1), ("Remind me of it on Wednesday, the day before", 2)])
def test_answers_of_a_dialog_keep_their_words_whatever_their_length(qtbot: QtBot, words: str, lines: int) -> None:
    dialog = Dialog("Pay?", None)
    qtbot.addWidget(dialog)
    answers = [button(one, lambda: None) for one in (words, "Mark as paid", "Close")]
    dialog.add_answers(*answers, safe=answers[-1])
    dialog.show()
    assert all(one.width() >= one.sizeHint().width() for one in answers)
    assert len({one.y() for one in answers}) == lines
    assert answers[-1].isDefault()


def test_the_ring_shows_after_a_key_and_not_after_a_click(qtbot: QtBot, qapp: QApplication) -> None:
    ring = FocusRing(qapp)
    first, second = QPushButton("One"), QPushButton("Two")
    _holder = shown(qtbot, holding(column(first, second)))
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is first
    assert ring.target is None
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    assert ring.target is second
    assert focus.is_by_key()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring.target is None
    qapp.removeEventFilter(ring)
    qapp.focusChanged.disconnect(ring._moved)


def test_the_ring_surrounds_its_widget_two_pixels_outside(qtbot: QtBot, qapp: QApplication) -> None:
    ring = FocusRing(qapp)
    first, second = QPushButton("One"), QPushButton("Two")
    holder = holding(column(first, second, gap=5))
    holder.layout().setContentsMargins(20, 20, 20, 20)
    shown(qtbot, holder)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QApplication.processEvents()
    picture = holder.grab().toImage()
    box = second.geometry()
    middle = box.center().y()
    assert picture.pixelColor(box.left() - 3, middle) == tokens.color("focus")
    assert picture.pixelColor(box.left() - 1, middle) != tokens.color("focus")
    qapp.removeEventFilter(ring)
    qapp.focusChanged.disconnect(ring._moved)


def test_a_sentence_says_itself_and_its_figures_can_be_asked(qtbot: QtBot) -> None:
    asked = []
    sentence = Sentence()
    sentence.say(
        "Until {day}: {amount}, about {daily}.",
        day="Wednesday",
        amount=Figure("€ 524.57", lambda: asked.append("amount")),
        daily=Figure("€ 87", lambda: asked.append("daily")),
    )
    after = QPushButton("After")
    holder = holding(column(sentence, after))
    holder.resize(700, 120)
    shown(qtbot, holder)
    assert sentence.accessibleName() == "Until Wednesday: € 524.57, about € 87."
    assert sentence.figures() == ["amount", "daily"]
    sentence.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(sentence, Qt.Key.Key_Return)
    QTest.keyClick(sentence, Qt.Key.Key_Tab)
    QTest.keyClick(sentence, Qt.Key.Key_Return)
    QTest.keyClick(sentence, Qt.Key.Key_Tab)
    assert asked == ["amount", "daily"]
    assert QApplication.focusWidget() is after
    box = sentence._box("amount")
    QTest.mouseClick(sentence, Qt.MouseButton.LeftButton, pos=QPointF(box.center()).toPoint())
    assert asked[-1] == "amount"


def test_a_figure_shows_its_arithmetic_in_a_popover(qtbot: QtBot) -> None:
    sums = Arithmetic([Line("In reach", "2,237.45")], Line("Free", "524.57"), title="Free to spend")
    sentence = Sentence()
    sentence.say("You can spend {amount}.", amount=Figure("€ 524.57", lambda: sums))
    sentence.resize(500, 40)
    shown(qtbot, sentence)
    sentence.ask("amount")
    popup = QApplication.activePopupWidget()
    assert popup is sums.parentWidget()
    assert sums.accessibleName() == "Free to spend ; In reach 2,237.45; Free 524.57"
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_a_long_sentence_wraps_into_whole_lines(qtbot: QtBot) -> None:
    sentence = Sentence()
    sentence.say("You spent {amount}, and that is {less} less than by 19 October.", amount="€ 2,077.77", less="€ 76.53")
    line = tokens.line("sentence")
    assert sentence.heightForWidth(2000) == pytest.approx(line, abs=2)
    assert sentence.heightForWidth(300) == pytest.approx(3 * line, abs=3)


def test_arrow_keys_move_in_a_segmented_choice(qtbot: QtBot) -> None:
    chosen = []
    made = Segmented("Rows", [Choice("all", "All"), Choice("sort", "To sort", "4"), Choice("double", "Double?")])
    made.chosen.connect(chosen.append)
    shown(qtbot, made)
    made._buttons["all"].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert chosen == ["sort", "double"]
    assert made.current == "double"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert chosen == ["sort", "double"]


def test_arrow_keys_follow_the_direction_of_reading(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    dressed(is_mirrored=True)
    made = Segmented("Rows", [Choice("all", "All"), Choice("sort", "To sort")])
    shown(qtbot, made)
    assert made._buttons["all"].x() > made._buttons["sort"].x()
    made._buttons["all"].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert made.current == "sort"


def test_new_counts_keep_the_choice(qtbot: QtBot) -> None:
    made = Segmented("Rows", [Choice("all", "All", "25"), Choice("new", "New", "16")], "new")
    qtbot.addWidget(made)
    made.show_choices([Choice("all", "All", "26"), Choice("new", "New", "17")])
    assert made.current == "new"
    assert made._buttons["new"].accessibleName() == "New  17"


def test_backspace_takes_the_last_filter_and_its_cross_takes_it_too(qtbot: QtBot) -> None:
    removed = []
    line = FilterLine("payee, amount, #tag")
    line.removed.connect(removed.append)
    line.show_tokens([("month", "November 2026"), ("account", "All accounts")])
    shown(qtbot, line)
    line.field.setFocus()
    QTest.keyClicks(line.field, "x")
    QTest.keyClick(line.field, Qt.Key.Key_Backspace)
    assert removed == []
    QTest.keyClick(line.field, Qt.Key.Key_Backspace)
    line._buttons[0][1].click()
    assert removed == ["account", "month"]
    assert line._buttons[0][1].accessibleName() == "Remove the filter November 2026"


def test_with_large_type_filters_become_their_number(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    dressed(tokens.Look(scale=2.0))
    line = FilterLine("payee")
    qtbot.addWidget(line)
    line.show_tokens([("month", "November 2026"), ("account", "All accounts")])
    assert [one.text().strip() for _name, one in line._buttons] == ["2 filters"]


def test_a_problem_says_its_place_and_next_step_and_can_be_tried_again(qtbot: QtBot) -> None:
    tried = []
    bar = ProblemBar(lambda: tried.append(1))
    shown(qtbot, bar)
    bar.show_error(HubError("unreadable", where={"file": "november.csv", "line": 20}))
    assert "november.csv" in bar.accessibleName()
    assert "20" in bar.accessibleName()
    bar.retry.click()
    assert tried == [1]


def test_work_shows_a_bar_only_after_a_second_and_can_be_stopped(qtbot: QtBot, tasks: Tasks) -> None:
    bar = WorkBar()
    holder = holding(column(bar, label("below")))
    shown(qtbot, holder)

    def work(progress: Progress) -> None:
        for step in range(400):
            progress(step, 400)
            time.sleep(0.01)

    job = tasks.run(work, title="Learning payees")
    bar.watch(job, "Learning payees, 1,180 of 2,400")
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible, timeout=2000)
    bar.cancel.click()
    assert job.is_cancelled
    assert not bar.isVisible()


def test_a_question_has_the_safe_answer_as_default(qtbot: QtBot) -> None:
    dialog, yes, no, _tick = asking(None, "Delete 3 rows?", "They can’t come back.", "Delete 3 rows", "Keep them")
    shown(qtbot, dialog)
    assert dialog.accessibleName() == "Delete 3 rows?"
    assert no.isDefault()
    assert not yes.isDefault()
    assert yes.size() == no.size()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Rejected


def test_consent_shows_the_exact_bytes_and_stores_only_after_a_yes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing = Outgoing("exchange_rates", "rates.example", {"request": "full"}, b"GET /rates?on=2026-11-19")
    stored, bodies, answers = [], [], iter([False, True])

    def exec_(dialog: QWidget) -> int:
        bodies.append(next(one.toPlainText() for one in dialog.findChildren(QPlainTextEdit)))
        return int(next(answers))

    monkeypatch.setattr("ui.ask.Dialog.exec", exec_)
    assert not consent.ask(outgoing, None, lambda *grant: stored.append(grant))
    assert stored == []
    assert consent.ask(outgoing, None, lambda *grant: stored.append(grant))
    assert stored == [(outgoing, False)]
    assert set(bodies) == {"GET /rates?on=2026-11-19"}


def test_labels_stand_at_the_edge_of_the_layout_whatever_their_script(dressed: Callable[..., None]) -> None:
    assert label("Grünmarkt").alignment() & Qt.AlignmentFlag.AlignLeft
    dressed(is_mirrored=True)
    assert leading() == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    assert trailing() == Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    assert label("Grünmarkt").alignment() & Qt.AlignmentFlag.AlignRight


def test_running_text_is_read_without_its_markup(qtbot: QtBot) -> None:
    words = Paragraph()
    qtbot.addWidget(words)
    words.show_words("If the bank writes {what}, then <b>.", what=Run("GRUENMARKT", is_strong=True))
    assert words.accessibleName() == "If the bank writes GRUENMARKT, then <b>."
    assert "&lt;b&gt;" in words.text()


def test_a_line_that_gives_way_keeps_its_words_in_the_tool_tip(qtbot: QtBot) -> None:
    line = Elided("Added 22 transactions from rheinbank-2026-11.csv")
    qtbot.addWidget(line)
    line.resize(100, 20)
    line.show()
    assert line.text().endswith("…")
    assert line.toolTip() == line.words == line.accessibleName()


@pytest.mark.parametrize(
    ("name", "is_person", "two"),
    [
        ("Grünmarkt", False, "Gr"),
        ("Kino Harmonie", False, "KH"),
        ("Jonas", True, "JO"),
        ("PYMT 4029", False, "P4"),
        ("…", False, "·"),
    ],
)
def test_a_monogram_takes_two_letters(name: str, is_person: bool, two: str) -> None:
    assert letters(name, is_person=is_person) == two


def test_a_ranked_list_has_one_scale_and_speaks_each_option(qtbot: QtBot) -> None:
    assert scale_of([276, 0, -112]) == (-112, 276)
    assert scale_of([50]) == (0, 50)
    assert scale_of([]) == (-1, 1)
    ways = RankedList("Ways to pay")
    shown(qtbot, ways)
    ways.show_options([Ranked("1", "Aurum", "The card itself", ("credit-card",), 234, "+2.34")])
    spoken = ways.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1. Aurum: +2.34. The card itself"


def test_a_better_bar_and_a_worse_bar_lie_on_both_sides_of_zero(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    def inked(net: int, *, is_mirrored: bool = False) -> tuple[bool, bool]:
        image = QImage(232, 60, QImage.Format.Format_RGB32)
        image.fill(tokens.color("sheet"))
        with QPainter(image) as painter:
            paint_net_bar(painter, QRectF(0, 0, 232, 60), net, (-100, 100), is_mirrored=is_mirrored)
        colored = [x for x in range(232) if image.pixelColor(x, 30) != tokens.color("sheet")]
        return any(x < 110 for x in colored), any(x > 122 for x in colored)

    assert inked(80) == (False, True)
    assert inked(-80) == (True, False)
    assert inked(0) == (False, False)
    assert inked(80, is_mirrored=True) == (True, False)


def test_a_tag_names_its_state_by_a_word(qtbot: QtBot) -> None:
    made = tag("overdue", "negative", "circle-alert")
    shown(qtbot, made)
    assert made.accessibleName() == "overdue"
    assert made.width() > made.fontMetrics().horizontalAdvance("overdue") + 12


def test_the_reveal_dial_turns_by_keys_and_by_a_click_on_a_name(qtbot: QtBot, dressed: Callable[..., None]) -> None:
    turned = []
    dial = RevealDial(["Nothing", "Region", "Rounded", "By month", "Everything"])
    dial.valueChanged.connect(turned.append)
    shown(qtbot, dial)
    QTest.keyClick(dial, Qt.Key.Key_Up)
    QTest.keyClick(dial, Qt.Key.Key_End)
    QTest.keyClick(dial, Qt.Key.Key_Home)
    QTest.mouseClick(dial, Qt.MouseButton.LeftButton, pos=dial._name_box(3).center().toPoint())
    assert turned == [1, 4, 0, 3]
    assert dial.accessibleDescription() == "By month"
    before = dial.grab().toImage()
    dressed(is_mirrored=True)
    assert dial.grab().toImage() == before


def test_menus_underline_their_letters_only_while_alt_is_held(qtbot: QtBot, qapp: QApplication) -> None:
    ring = FocusRing(qapp)
    field = QLineEdit()
    shown(qtbot, field)
    QTest.keyPress(field, Qt.Key.Key_Alt)
    assert focus.are_mnemonics_shown()
    QTest.keyRelease(field, Qt.Key.Key_Alt)
    assert not focus.are_mnemonics_shown()
    qapp.removeEventFilter(ring)
    qapp.focusChanged.disconnect(ring._moved)
