"""Rules on screen: made in the search language with a trial, refused with a reason, dragged, applied and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from hub.domain.rule_parts import RulePart
from hub.services import accounts, ledger, rules
from ui.preferences.rule_editor import RuleEditor


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


@pytest.fixture
def filled(ready: Opened) -> Opened:
    account = accounts.add(ready.vault, "Rheinbank", "current", "EUR", opening=100_000)
    for day, amount, payee in ((3, -6348, "Grünmarkt"), (9, -2247, "Grünmarkt"), (12, -1850, "Kino Harmonie")):
        ledger.add(ready.vault, account, date(2026, 11, day), amount, payee)
    ready.rest()
    return ready


def category(ready: Opened, code: str) -> int:
    return next(one.id for one in ledger.categories(ready.vault) if one.name == code)


def editor_of(ready: Opened, view: Any) -> RuleEditor:
    ready.until(lambda: view.rule_deeds.editor is not None and view.rule_deeds.editor.isVisible())
    ready.rest()
    return view.rule_deeds.editor


def test_a_rule_is_made_tried_and_applied_and_one_undo_takes_it_all_back(filled: Opened) -> None:
    view = filled.show("settings", section="rules")
    filled.click(view.rules.new)
    editor = editor_of(filled, view)
    assert nameless(editor) == []
    filled.qtbot.keyClicks(editor.query.entry, "payee:grun")
    editor.completer.popup.hide()
    editor.category.set_value(category(filled, "groceries"))
    editor.tags.set_value("food")
    editor.try_out()
    filled.rest()
    assert "Would change 2 transactions: 2 get the category, 2 get tags." in editor.trial.accessibleName()
    assert editor.rows.rowCount() == 2
    filled.click(editor.save_and_apply)
    filled.until(lambda: ledger.find(filled.vault, "category:groceries tag:food", TODAY) != [])
    filled.rest()
    assert len(ledger.find(filled.vault, "category:groceries tag:food", TODAY)) == 2
    assert "Made a rule" in filled.toast
    filled.frame.take_back()
    filled.until(lambda: not rules.all_rules(filled.vault))
    assert ledger.find(filled.vault, "category:groceries or tag:food", TODAY) == []


def test_a_query_that_is_not_understood_and_a_loop_are_refused_in_words(filled: Opened) -> None:
    rules.add(filled.vault, "payee:kino", None, "Grünmarkt", TODAY, apply=False)
    view = filled.show("settings", section="rules")
    view.rule_deeds.make("payee:(")
    editor = editor_of(filled, view)
    assert not editor.save.isEnabled()
    editor.query.set_value("payee:grünmarkt")
    editor.payee.set_value("Kino")
    editor.try_out()
    filled.rest()
    assert "circles" in editor.trial.accessibleName()
    assert not editor.save.isEnabled()
    editor.payee.set_value("Grünmarkt Mitte")
    editor.try_out()
    filled.rest()
    assert editor.save_and_apply.isEnabled()
    editor.reject()


def test_a_rule_that_splits_shows_its_parts_again(filled: Opened) -> None:
    parts = (RulePart(category(filled, "groceries"), percent=Decimal(70)), RulePart(category(filled, "shopping")))
    made = rules.add(filled.vault, "payee:grün", None, None, TODAY, apply=True, parts=parts)
    one = ledger.find(filled.vault, "is:split", TODAY)
    assert [[part.amount for part in ledger.detail(filled.vault, i).splits] for i in one] == [
        [-1573, -674],
        [-4444, -1904],
    ]
    view = filled.show("settings", section="rules")
    view.rules.table.setFocus()
    view.rules.table.go_to(0)
    filled.press(view.rules.table, Qt.Key.Key_Return)
    editor = editor_of(filled, view)
    assert editor.parts.isVisible()
    assert editor.drafted().parts == parts
    assert editor.drafted().id == made
    editor.reject()


def test_dragging_changes_the_order(filled: Opened) -> None:
    for query in ("payee:one", "payee:two", "payee:three"):
        rules.add(filled.vault, query, category(filled, "groceries"), None, TODAY, apply=False)
    view = filled.show("settings", section="rules")
    table = view.rules.table

    def middle(row: int) -> QPoint:
        return QPoint(200, table.rowViewportPosition(row) + table.row_height // 2)

    left = Qt.MouseButton.LeftButton
    filled.qtbot.mousePress(table.viewport(), left, pos=middle(0))
    filled.qtbot.mouseMove(table.viewport(), middle(1))
    filled.qtbot.mouseMove(table.viewport(), middle(2))
    filled.qtbot.mouseRelease(table.viewport(), left, pos=middle(2))
    filled.until(lambda: [one.query for one in rules.all_rules(filled.vault)][2] == "payee:one")
    filled.rest()
    assert [one.query for one in rules.all_rules(filled.vault)] == ["payee:two", "payee:three", "payee:one"]


def test_a_rule_is_applied_to_what_is_there(filled: Opened) -> None:
    rules.add(filled.vault, "payee:grün", category(filled, "groceries"), None, TODAY, apply=False)
    view = filled.show("settings", section="rules")
    view.rules.table.setFocus()
    view.rules.table.go_to(0)
    filled.click(view.rules.run)
    filled.until(lambda: len(ledger.find(filled.vault, "category:groceries", TODAY)) == 2)
    filled.rest()
    filled.frame.take_back()
    filled.until(lambda: ledger.find(filled.vault, "category:groceries", TODAY) == [])
