"""What comes in: remembered answers, transfers, marks changed by hand, pasted tables, duplicates, watched folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hub.services import accounts, desktop_entry, doubles, imports, ledger, profiles, settings, watching
from hub.services.choosing import Choices
from ui.bringing.asking import QuestionBar
from ui.bringing.beside import Pair
from ui.bringing.recognised import FileInspector
from ui.parts.texts import Paragraph

OPEN = "Date,Payee,Amount\n03/04/2026,Bakery,-3.50\n05/06/2026,Market,-12.00\n"
LATER = "Date,Payee,Amount\n01/07/2026,Bakery,-4.10\n02/07/2026,Market,-9.00\n"
GIRO = "Date,Payee,Amount\n2026-11-02,To Savings,-300.00\n2026-11-03,Market,-9.00\n"
SAVINGS = "Date,Payee,Amount\n2026-11-02,From Giro,300.00\n2026-11-09,Fee,-1.00\n"


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None], tmp_path: Path, monkeypatch: Any) -> Iterator[Opened]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    with opened(qtbot) as one:
        yield one


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def words_in(widget: Any) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel)]
    return " ".join([*labels, *(one.accessibleName() for one in widget.findChildren(Paragraph))])


def bring(ready: Opened, *paths: Path) -> Any:
    return ready.show("bring", paths=tuple(str(one) for one in paths))


def line_of(screen: Any, words: str) -> int:
    model = screen.table.model()
    row = next(row for at in range(model.rowCount()) if words in (row := model.row_at(at)).words)
    assert isinstance(row.key, int)
    return row.key


def test_an_answer_is_used_next_time_said_and_can_be_changed(ready: Opened, tmp_path: Path) -> None:
    screen = bring(ready, written(tmp_path / "q-06.csv", OPEN))
    bar = screen.findChild(QuestionBar)
    told = words_in(bar)
    assert "3 Apr Bakery" in told
    assert "4 Mar Bakery" in told
    bar.choices.chosen.emit("dmy")
    ready.rest()
    assert screen.brought.preview.files[0].parts[0].statement.lines[0].booked_on.month == 4
    assert "as you said" in words_in(screen.findChild(QuestionBar))
    ready.click(screen.add)
    ready.rest()
    screen = bring(ready, written(tmp_path / "q-07.csv", LATER))
    bar = screen.findChildren(QuestionBar)[-1]
    assert "as you said for an earlier file like this" in words_in(bar)
    assert bar.choices.isHidden()
    assert screen.brought.preview.files[0].parts[0].statement.lines[0].booked_on.month == 7
    ready.click(bar.change)
    assert not bar.choices.isHidden()
    bar.choices.chosen.emit("mdy")
    ready.rest()
    assert screen.brought.preview.files[0].parts[0].statement.lines[0].booked_on.month == 1


def test_moves_between_own_accounts_are_foreseen_within_one_go_and_against_the_vault(
    ready: Opened, tmp_path: Path
) -> None:
    giro, savings = written(tmp_path / "Giro.csv", GIRO), written(tmp_path / "Savings.csv", SAVINGS)
    screen = bring(ready, giro, savings)
    assert "Transfers" in screen.segments._buttons["moves"].text()
    screen.segments.choose("moves")
    screen._show_lines()
    assert screen.table.model().rowCount() == 2
    row = screen.table.model().row_at(1)
    assert "Giro → Savings" in row.words
    ready.click(screen.add)
    ready.rest()
    moved = [one for one in ledger.load(ready.vault, ledger.find(ready.vault, "", TODAY)) if one.transfer_id]
    assert len(moved) == 2


def test_a_line_is_joined_with_a_row_by_hand_and_taken_apart_again(ready: Opened, tmp_path: Path) -> None:
    account = accounts.add(ready.vault, "Giro", "current", "EUR")
    typed = ledger.add(ready.vault, account, TODAY.replace(day=4), -905, "Groceries")
    screen = bring(ready, written(tmp_path / "Giro.csv", GIRO))
    screen.deeds.choose_account(account)
    ready.rest()
    line = line_of(screen, "Market")
    screen.table.customContextMenuRequested.emit(
        screen.table.visualRect(screen.table.model().index(_row_at(screen, line), 2)).center()
    )
    ready.rest()
    (action,) = [one for one in screen.deeds.menu.same.actions() if "Groceries" in one.text()]
    action.trigger()
    assert screen.brought.preview.files[0].parts[0].marks[line].id == typed
    assert "You said so" in screen.table.model().row_at(_row_at(screen, line)).words
    screen.deeds.menu.close()
    screen.deeds._join(line, None)
    assert screen.brought.preview.files[0].parts[0].marks[line].kind == "new"
    screen.deeds._join(line, typed)
    ready.click(screen.add)
    ready.rest()
    (row,) = ledger.load(ready.vault, [typed])
    assert (row.amount, row.payee) == (-900, "Groceries")
    assert len(ledger.find(ready.vault, "", TODAY)) == 2


def _row_at(screen: Any, line: int) -> int:
    model = screen.table.model()
    return next(at for at in range(model.rowCount()) if model.row_at(at).key == line)


@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_copied_table_is_pasted_and_forgotten_when_left(ready: Opened, kind: str) -> None:
    screen = ready.show("bring")
    cells = [("Date", "Payee", "Amount"), ("2026-11-02", "Bakery", "-3.50"), ("2026-11-13", "Market", "-9.00")]
    clipboard = QGuiApplication.clipboard()
    mime = QMimeData()
    if kind == "text":
        mime.setText("\n".join("\t".join(row) for row in cells))
    else:
        rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
        mime.setHtml(f"<table>{rows}</table>")
    clipboard.setMimeData(mime)
    choose = screen.page.stack.currentWidget().findChild(QPushButton)
    choose.setFocus()
    ready.qtbot.keyClick(choose, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    ready.rest()
    (file,) = screen.brought.preview.files
    assert file.error is None
    assert sum(len(part.marks) for part in file.parts) == 2
    assert file.path.exists()
    screen.leave()
    assert not file.path.exists()


def test_a_paste_without_a_table_says_so(ready: Opened) -> None:
    screen = ready.show("bring")
    QGuiApplication.clipboard().clear()
    screen.paste()
    assert screen.brought.preview.files == ()


@pytest.fixture
def doubtful(ready: Opened, tmp_path: Path) -> Opened:
    for name, payee, cents in (("a.csv", "ZOO BASEL", "07"), ("b.csv", "TIERPARK KASSE 3", "19")):
        rows = f"2026-11-09,{payee},-42.00\n2026-11-10,{name},-1.{cents}\n"
        path = written(tmp_path / name, f"Date,Payee,Amount\n{rows}")
        imports.accept(ready.vault, imports.preview(ready.vault, [path], choices=Choices("Giro")))
    return ready


@pytest.mark.parametrize(("answer", "left"), [("same", 1), ("different", 2)])
def test_a_possible_duplicate_is_decided_side_by_side(doubtful: Opened, answer: str, left: int) -> None:
    today = doubtful.show("today")
    assert "may be there twice" in words_in(today)
    screen = doubtful.show("doubles")
    pair = screen.findChild(Pair)
    told = words_in(pair)
    assert "Zoo Basel" in told
    assert "Tierpark Kasse" in told
    assert pair.same.width() == pair.different.width()
    assert nameless(screen) == []
    doubtful.click(getattr(pair, answer))
    doubtful.rest()
    assert doubles.count(doubtful.vault) == 0
    rows = ledger.load(doubtful.vault, ledger.find(doubtful.vault, "", TODAY))
    assert sum(one.amount == -4200 for one in rows) == left
    assert "No row waits" in screen.head.sentence.words


def test_files_of_known_accounts_are_offered_and_not_added(ready: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    first = written(tmp_path / "giro-10.csv", GIRO)
    imports.accept(ready.vault, imports.preview(ready.vault, [first], choices=Choices("Giro")))
    written(folder / "giro-11.csv", GIRO + "2026-11-20,Cinema,-18.00\n")
    written(folder / "giro-10.csv", GIRO)
    written(folder / "stranger.csv", "Datum;Text;Betrag\n2025-01-02;Brot;-1,00\n2025-01-03;Milch;-2,00\n")
    written(folder / "letter.txt", "Dear customer")
    settings.change(ready.vault, watch_folder=str(folder))
    before = len(ledger.find(ready.vault, "", TODAY))
    today = ready.show("today")
    ready.rest()
    assert "file for Giro" in words_in(today)
    (offer,) = watching.offered(ready.vault, datetime.now(UTC))
    assert (offer.path.name, offer.account) == ("giro-11.csv", "Giro")
    assert len(ledger.find(ready.vault, "", TODAY)) == before


def test_settings_list_forget_and_share_layouts_and_offer_coffer_to_the_file_manager(
    ready: Opened, tmp_path: Path
) -> None:
    path = written(tmp_path / "q.csv", OPEN)
    choices = Choices(answers={"q.csv": {"day_or_month_first": "dmy"}})
    imports.accept(ready.vault, imports.preview(ready.vault, [path], choices=choices))
    screen = ready.show("settings", section="imports")
    part = screen.incoming
    assert part.table.model().rowCount() == 2
    assert "Date, Payee, Amount" in part.table.model().row_at(0).cells[0].sub
    part.table.selectRow(0)
    ready.click(part.forget)
    ready.rest()
    assert len(profiles.all_profiles(ready.vault)) == 1
    ready.click(part.open_with)
    assert desktop_entry.is_installed()
    ready.click(part.open_with)
    assert not desktop_entry.is_installed()
    ready.click(part.watch)
    ready.rest()
    assert settings.load(ready.vault).watch_folder
    assert nameless(part) == []


def test_beside_the_lines_stands_what_is_known_of_the_layout_and_it_can_be_passed_on_and_forgotten(
    ready: Opened, tmp_path: Path, monkeypatch: Any
) -> None:
    first = written(tmp_path / "q-06.csv", OPEN)
    answers = Choices(answers={"q-06.csv": {"day_or_month_first": "dmy"}})
    imports.accept(ready.vault, imports.preview(ready.vault, [first], choices=answers))
    screen = bring(ready, written(tmp_path / "q-07.csv", LATER))
    pane = ready.frame.desk.sheet.pane
    ready.until(lambda: isinstance(pane.content, FileInspector) and pane.content.next_time is not None)
    block = pane.content.next_time
    told = words_in(pane.content)
    assert "known, used 1 time" in told
    assert "The next file laid out like this one goes to" in told
    assert "It is not asked again: day, month, year" in told
    out = tmp_path / "layout.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(out), ""))
    ready.click(block.share)
    ready.rest()
    assert "day_or_month_first" in out.read_text("utf-8")
    assert "bakery" not in out.read_text("utf-8").casefold()
    ready.click(block.forget)
    ready.rest()
    assert profiles.all_profiles(ready.vault) == []
    assert screen.brought.preview.files[0].remembered == frozenset()
    ready.until(lambda: "Adding this file remembers" in words_in(pane.content))
    assert "as you said" not in words_in(screen.page.questions)
