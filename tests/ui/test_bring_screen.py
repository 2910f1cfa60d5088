"""The import screen: what is said before anything is added, what can be changed, and bad files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hub.services import accounts, imports, ledger
from ui.bringing.asking import QuestionBar
from ui.bringing.changing import categorise
from ui.bringing.reckoned import Reckoned
from ui.bringing.recognised import FileInspector
from ui.parts.texts import Paragraph
from ui.style import tokens
from ui.table import Group
from ui.transactions.choosing import CategoryList

HEAD = "Buchungstag;Empfaenger;Verwendungszweck;Betrag;Saldo"
NOVEMBER = f"""{HEAD}
02.11.2026;Hausverwaltung Seifert;Miete;-980,00;1.020,00
03.11.2026;Gruenmarkt;GRUENMARKT DANKT;-46,83;973,17
16.11.2026;Kino Harmonie;KINO HARMONIE;-18,50;954,67
16.11.2026;Kino Harmonie;KINO HARMONIE;-18,50;936,17
17.11.2026;Xqzt Vlbr;XQZT;-12,00;924,17
"""


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def november(tmp_path: Path) -> Path:
    return written(tmp_path / "rheinbank-2026-11.csv", NOVEMBER)


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def bring(ready: Opened, *paths: Path) -> Any:
    return ready.show("bring", paths=tuple(str(one) for one in paths))


def words_in(widget: Any) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel)]
    return " ".join([*labels, *(one.accessibleName() for one in widget.findChildren(Paragraph))])


def shown_beside(ready: Opened) -> FileInspector:
    """What stands beside the lines, once it is there."""
    pane = ready.frame.desk.sheet.pane
    ready.until(lambda: isinstance(pane.content, FileInspector) and pane.content.has_sums and pane.isVisible())
    assert isinstance(pane.content, FileInspector)
    return pane.content


def row_of(screen: Any, payee: str) -> Any:
    model = screen.table.model()
    return next(row for at in range(model.rowCount()) if payee in (row := model.row_at(at)).words)


def test_one_sentence_says_what_will_be_added(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    words = screen.head.sentence.words
    assert words.endswith("2 November to 17 November 2026: 5 of 5 lines will be added.")
    assert screen.add.text().strip() == "Add 5"
    heads = [row.group for at in range(8) if (row := screen.table.model().row_at(at)) and row.group]
    assert all(isinstance(one, Group) for one in heads)
    assert "New, worth a look" in [one.words for one in heads]
    assert row_of(screen, "Xqzt").cells[4].words == "Nothing learned about it yet"
    assert ledger.find(ready.vault, "", TODAY) == []


def test_the_inspector_says_how_it_was_read_and_whether_it_adds_up(ready: Opened, november: Path) -> None:
    bring(ready, november)
    inspector = shown_beside(ready)
    told = words_in(inspector)
    for part in ("rheinbank-2026-11.csv", "a new account", "decimal comma", "yes, to the cent", "924.17", "2,000.00"):
        assert part in told, part
    assert nameless(inspector) == []


def test_a_tick_leaves_a_line_out_and_the_counts_follow(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    screen.table.setFocus()
    at = next(at for at in range(8) if "Xqzt" in screen.table.model().row_at(at).words)
    screen.table.selectRow(at)
    ready.press(screen.table, Qt.Key.Key_Space)
    assert screen.add.text().strip() == "Add 4"
    assert "4 of 5 lines" in screen.head.sentence.words
    ready.click(screen.add)
    ready.rest()
    assert len(ledger.find(ready.vault, "", TODAY)) == 4
    assert ledger.find(ready.vault, "Xqzt", TODAY) == []


def click_on_head(screen: Any) -> None:
    head = screen.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(0) + head.sectionSize(0) // 2, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_tick_in_the_head_is_that_of_all_lines_but_those_already_there(ready: Opened, november: Path) -> None:
    imports.accept(ready.vault, imports.preview(ready.vault, [november]))
    more = "18.11.2026;Baeckerei;BROT;-6,20;917,97\n19.11.2026;Baeckerei;BROT;-6,20;911,77\n"
    screen = bring(ready, written(november.with_name("rheinbank-2026-11b.csv"), NOVEMBER + more))
    head = screen.table._head
    assert (screen.add.text().strip(), head._is_ticked) == ("Add 2", None)
    click_on_head(screen)
    ready.rest()
    assert head._is_ticked is False
    assert not screen.add.isEnabled()
    click_on_head(screen)
    ready.rest()
    assert (screen.add.text().strip(), head._is_ticked) == ("Add 2", None)
    screen.segments.choose("there")
    screen._show_lines()
    click_on_head(screen)
    ready.rest()
    assert (screen.add.text().strip(), head._is_ticked) == ("Add 7", True)
    assert "7 of 7 lines" in screen.head.sentence.words


def test_space_turns_the_ticks_of_all_selected_lines_and_the_vault_follows(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    screen.table.setFocus()
    screen.table.selectRow(1)
    ready.qtbot.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    ready.press(screen.table, Qt.Key.Key_Space)
    ready.rest()
    assert not screen.add.isEnabled()
    screen.table.selectRow(1)
    ready.press(screen.table, Qt.Key.Key_Space)
    assert screen.add.text().strip() == "Add 1"
    ready.click(screen.add)
    ready.rest()
    assert len(ledger.find(ready.vault, "", TODAY)) == 1


def test_a_category_chosen_in_the_preview_is_written_by_hand(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    model = screen.table.model()
    at = next(at for at in range(8) if "Xqzt" in model.row_at(at).words)
    screen.table.clicked.emit(model.index(at, 3))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    chooser = popup.findChild(CategoryList)
    assert chooser is not None
    ready.qtbot.keyClicks(chooser.field, "heal")
    ready.press(chooser.field, Qt.Key.Key_Return)
    ready.rest()
    assert row_of(screen, "Xqzt").cells[3].words == "Health"
    ready.click(screen.add)
    ready.rest()
    (one,) = ledger.load(ready.vault, ledger.find(ready.vault, "Xqzt", TODAY))
    names = {one.id: one.name for one in ledger.categories(ready.vault)}
    assert (names[one.category_id or 0], one.category_by) == ("health", "hand")


def test_a_new_account_gets_the_name_and_kind_the_person_gives_it(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    screen.deeds.name_account("Joint account", "savings")
    ready.click(screen.add)
    ready.rest()
    (position,) = accounts.positions(ready.vault)
    assert (position.account.name, position.account.kind, position.balance) == ("Joint account", "savings", 92_417)


def test_the_same_file_again_adds_nothing_and_says_so(ready: Opened, november: Path) -> None:
    imports.accept(ready.vault, imports.preview(ready.vault, [november]))
    screen = bring(ready, november)
    assert "0 of 5 lines" in screen.head.sentence.words
    assert not screen.add.isEnabled()
    assert row_of(screen, "Xqzt").cells[4].words == "In rheinbank-2026-11.csv, line 6"
    screen.segments.chosen.emit("")
    assert screen.segments._buttons["there"].text().endswith("5")


def test_the_toast_takes_the_whole_import_back(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    ready.click(screen.add)
    ready.rest()
    assert ready.toast == "Added 5 transactions from rheinbank-2026-11.csv"
    assert ready.window.windowTitle().startswith("Transactions")
    ready.click(ready.frame.desk.sheet.toast.undo_button)
    ready.rest()
    assert ledger.find(ready.vault, "", TODAY) == []
    assert accounts.positions(ready.vault) == []


def test_several_files_come_in_one_go_and_a_bad_one_stops_nothing(
    ready: Opened, november: Path, tmp_path: Path
) -> None:
    card = written(tmp_path / "card.csv", "Date,Payee,Amount\n2026-11-20,Hotel,-80.00\n2026-11-25,Museum,-9.00\n")
    empty = written(tmp_path / "empty.csv", "")
    screen = bring(ready, november, card, empty)
    assert screen.head.sentence.words == "3 files: 7 of 7 lines will be added."
    assert screen.files.isVisible()
    screen.files.selectRow(2)
    assert "This file is empty." in words_in(screen.page.stack.currentWidget())
    screen.files.selectRow(1)
    assert "Hotel" in screen.table.model().row_at(1).words + screen.table.model().row_at(2).words
    ready.click(screen.add)
    ready.rest()
    assert len(accounts.positions(ready.vault)) == 2
    assert len(ledger.find(ready.vault, "", TODAY)) == 7


def test_large_and_mirrored_the_file_that_is_shown_is_selected_and_nothing_above_the_lines_is_cut(
    qtbot: QtBot, dressed: Callable[..., None], november: Path, tmp_path: Path
) -> None:
    dressed(tokens.Look(scale=2.0), is_mirrored=True)
    rows = "Date,Payee,Amount\n03/04/2026,Bakery,-3.500\n05/06/2026,Market,-12.000\n"
    with opened(qtbot) as large:
        screen = bring(large, november, written(tmp_path / "q.csv", rows), written(tmp_path / "empty.csv", ""))
        assert screen.files.selected() == [(0, 0)]
        screen.files.go_to(1)
        large.until(screen.page.questions.isVisible)
        large.rest()
        files, parts = screen.files, [screen.head, screen.page.questions, screen.files, screen.page.tools]
        assert screen.head.height() >= screen.head.heightForWidth(screen.head.width())
        assert files.viewport().rect().contains(files.visualRect(files.currentIndex()).center())
        for above, below in pairwise([*parts, screen.page.stack]):
            assert above.geometry().bottom() < below.geometry().top()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "This file is empty."),
        ("holiday.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "This is a picture."),
        ("gone.csv", None, "can't be read"),
    ],
)
def test_an_unreadable_file_says_why_and_changes_nothing(
    ready: Opened, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    screen = bring(ready, path)
    assert screen.head.sentence.words == f"{name} can’t be read."
    assert said in words_in(screen.page.stack.currentWidget())
    assert not screen.page.tools.isVisible()
    assert ledger.find(ready.vault, "", TODAY) == []


def test_a_question_shows_both_readings_and_the_answer_reads_again(ready: Opened, tmp_path: Path) -> None:
    path = written(tmp_path / "q.csv", "Date,Payee,Amount\n03/04/2026,Bakery,-3.50\n05/06/2026,Market,-12.00\n")
    screen = bring(ready, path)
    bar = screen.findChild(QuestionBar)
    told = words_in(bar)
    assert "3 Apr Bakery" in told
    assert "4 Mar Bakery" in told
    other = next(key for key in bar.choices._buttons if key != bar.choices.current)
    before = screen.brought.preview.files[0].parts[0].statement.lines[0].booked_on
    bar.choices.chosen.emit(other)
    ready.rest()
    after = screen.brought.preview.files[0].parts[0].statement.lines[0].booked_on
    assert (before.month, before.day) == (after.day, after.month)


def test_all_questions_are_seen_where_there_is_room_and_only_segments_with_lines_where_there_is_little(
    ready: Opened, tmp_path: Path
) -> None:
    rows = "Date,Payee,Amount\n03/04/2026,Bakery,-3.500\n05/06/2026,Market,-12.000\n"
    screen = bring(ready, written(tmp_path / "q.csv", rows))
    shown_beside(ready)
    area = screen.page.questions
    ready.until(lambda: area.height() >= area.bars.geometry().height())
    assert area.height() < 0.4 * screen.height()
    assert list(screen.segments._buttons) == ["", "new", "matched", "moves", "there", "problems"]
    ready.window.resize(900, 700)
    ready.until(lambda: list(screen.segments._buttons) == ["", "new"])
    bar = screen.findChild(QuestionBar)
    ready.until(lambda: bar.width() <= area.viewport().width())
    assert bar.told.geometry().bottom() <= bar.choices.geometry().top(), "where it is narrow, below the question"
    assert bar.rect().contains(bar.choices.geometry())
    assert area.height() < 0.5 * screen.height()


def test_balances_that_do_not_agree_show_what_the_bank_says(ready: Opened, tmp_path: Path) -> None:
    fields = ":20:1\n:25:12345678\n:28C:1/1\n:60F:C261101EUR100,00\n:61:2611021102D10,00NMSCA\n:86:Bakery\n"
    bring(ready, written(tmp_path / "wrong.sta", f"{fields}:62F:C261102EUR80,00\n-\n"))
    told = words_in(shown_beside(ready))
    for part in ("100.00", "\u221210.00", "90.00", "The bank’s closing balance is 80.00, 10.00 apart"):
        assert part in told.replace("\u2066", "").replace("\u2069", ""), part


def test_a_damaged_line_is_shown_with_its_place(ready: Opened, tmp_path: Path) -> None:
    path = written(tmp_path / "b.csv", NOVEMBER + "18.11.2026;Nobody;?;twelve;924,17\n")
    screen = bring(ready, path)
    trouble = screen.table.model().row_at(1)
    assert screen.table.model().row_at(0).group.words == "Problems"
    assert "line 7" in trouble.words
    assert "5 of 5 lines" in screen.head.sentence.words


def test_another_account_is_chosen_and_the_lines_are_marked_anew(ready: Opened, november: Path) -> None:
    imports.accept(ready.vault, imports.preview(ready.vault, [november]))
    other = accounts.add(ready.vault, "Other", "current", "EUR")
    screen = bring(ready, november)
    screen.deeds.choose_account(other)
    ready.rest()
    assert "Other, " in screen.head.sentence.words
    assert "5 of 5 lines" in screen.head.sentence.words


def test_no_file_yet_says_what_to_do(ready: Opened) -> None:
    screen = ready.show("bring")
    assert "No file yet" in words_in(screen.page.stack.currentWidget())
    assert nameless(screen) == []


def test_with_large_letters_nothing_lies_over_the_lines_and_the_file_tells_on_a_page(
    qtbot: QtBot, dressed: Callable[..., None], tmp_path: Path
) -> None:
    dressed(tokens.Look(scale=2.0))
    path = written(tmp_path / "q.csv", "Date,Payee,Amount\n03/04/2026,Bakery,-3.500\n05/06/2026,Market,-12.000\n")
    with opened(qtbot) as large:
        screen = bring(large, path)
        large.until(lambda: screen.findChild(QuestionBar) is not None)
        asked, tools = screen.page.questions.geometry(), screen.page.tools.geometry()
        assert asked.bottom() <= tools.top()
        assert tools.bottom() <= screen.page.stack.geometry().top()
        for bar in screen.findChildren(QuestionBar):
            told = bar.told.geometry()
            assert told.bottom() <= bar.choices.geometry().top() <= bar.examples.geometry().top()
        large.click(screen.about)
        inspector = shown_beside(large)
        assert "Certainty" in words_in(inspector)
        large.click(inspector.close_button)
        large.until(lambda: not large.frame.desk.sheet.pane.isVisible())


def test_a_new_name_is_that_of_the_account_in_all_files(ready: Opened, tmp_path: Path) -> None:
    head = "Datum;Text;Betrag;Saldo\n"
    one = written(tmp_path / "one.csv", head + "02.01.2026;a;-50,00;950,00\n03.01.2026;b;-50,00;900,00\n")
    two = written(tmp_path / "two.csv", head + "02.02.2026;c;-60,00;840,00\n03.02.2026;d;-40,00;800,00\n")
    screen = bring(ready, two, one)
    screen.deeds.name_account("Joint account", "savings")
    ready.click(screen.add)
    ready.rest()
    assert [one.account.name for one in accounts.positions(ready.vault)] == ["Joint account"]


def test_a_line_with_another_category_moves_to_its_group_and_nothing_else_does(ready: Opened, november: Path) -> None:
    screen = bring(ready, november)
    model = screen.table.model()
    line = row_of(screen, "Xqzt").key
    health = next(one for one in ledger.categories(ready.vault) if one.name == "health")
    before = [model.row_at(at).words for at in range(model.rowCount()) if model.row_at(at).group is None]
    screen._change(categorise(screen.brought.preview, (0, 0), line, health.id), line)
    after = [model.row_at(at).words for at in range(model.rowCount()) if model.row_at(at).group is None]
    assert sorted(before)[:4] == sorted(after)[:4]
    place = screen._grouping.of(screen.brought, (0, 0))
    fresh = Reckoned.of(screen.brought.preview.files[0], screen.brought.preview.files[0].parts[0], {})
    assert (place.groups, place.sums) == (fresh.groups, fresh.sums)
    screen.deeds.tick(line, is_on=False)
    place = screen._grouping.of(screen.brought, (0, 0))
    fresh = Reckoned.of(screen.brought.preview.files[0], screen.brought.preview.files[0].parts[0], {})
    assert (place.groups, place.sums) == (fresh.groups, fresh.sums)


def test_whether_two_files_are_one_account_is_asked_and_answered(ready: Opened, tmp_path: Path) -> None:
    head = "Datum;Text;Betrag\n"
    spring = written(tmp_path / "spring.csv", head + "02.01.2026;a;-50,00\n23.01.2026;b;-51,00\n")
    export = written(tmp_path / "export.csv", head + "02.02.2026;c;-60,00\n23.02.2026;d;-40,00\n")
    screen = bring(ready, spring, export)
    assert screen.findChild(QuestionBar) is None
    assert screen.head.sub.accessibleName().startswith("1 question is open")
    screen.files.selectRow(1)
    ready.until(lambda: screen.findChild(QuestionBar) is not None)
    bar = screen.findChild(QuestionBar)
    assert "same account as the one before it" in bar.told.accessibleName()
    assert "its days follow" in bar.told.accessibleName()
    ready.click(bar.choices._buttons["apart"])
    ready.rest()
    ready.click(screen.add)
    ready.rest()
    assert sorted(one.account.name for one in accounts.positions(ready.vault)) == ["export", "spring"]
