"""The history: everything that was done, and any of it taken back, with a question where later edits are lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from opened import TODAY, Opened, nameless, opened
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from hub.domain.transaction import Split
from hub.services import accounts, history, ledger


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


def words(view: Any) -> list[str]:
    return [str(view.rows.index(at, 1).data() or "") for at in range(view.rows.rowCount())]


def test_what_builds_on_a_step_is_listed_and_asked_for(ready: Opened) -> None:
    account = accounts.add(ready.vault, "Cash", "cash", "EUR")
    one = ledger.add(ready.vault, account, date(2026, 11, 3), -500, "Kiosk")
    added = history.operations(ready.vault, 1)[0].id
    ledger.split(ready.vault, one, [Split(0, None, -200), Split(0, None, -300)])
    other = ledger.add(ready.vault, account, date(2026, 11, 4), -700, "Bakery")
    view = ready.show("history")
    assert nameless(view) == []
    assert words(view)[1:4] == ["Added Bakery", "Split a transaction into 2 parts", "Added Kiosk"]
    view.filter.setText("kiosk")
    assert words(view)[1:] == ["Added Kiosk"]
    view.ask(added)
    ready.until(lambda: view.taking_back.question is not None and view.taking_back.question.isVisible())
    said = " ".join(one.text() for one in view.taking_back.question.findChildren(QPushButton))
    assert "Take all of it back" in said
    ready.click(next(one for one in view.taking_back.question.findChildren(QPushButton) if "Keep" in one.text()))
    ready.rest()
    assert len(ledger.find(ready.vault, "", TODAY)) == 2
    view.taking_back.question = None
    view.ask(added)
    ready.until(lambda: view.taking_back.question is not None and view.taking_back.question.isVisible())
    ready.click(next(one for one in view.taking_back.question.findChildren(QPushButton) if "Take all" in one.text()))
    ready.until(lambda: ledger.find(ready.vault, "", TODAY) == [other])
    ready.rest()
    ready.frame.take_back()
    ready.until(lambda: len(ledger.find(ready.vault, "", TODAY)) == 2)
    assert len(ledger.detail(ready.vault, one).splits) == 2


def test_a_step_on_which_nothing_builds_goes_at_once(ready: Opened) -> None:
    account = accounts.add(ready.vault, "Cash", "cash", "EUR")
    ledger.add(ready.vault, account, date(2026, 11, 3), -500, "Kiosk")
    first = history.operations(ready.vault, 1)[0].id
    ledger.add(ready.vault, account, date(2026, 11, 4), -700, "Bakery")
    view = ready.show("history")
    view.ask(first)
    ready.until(lambda: len(ledger.find(ready.vault, "", TODAY)) == 1)
    ready.rest()
    assert "Added Kiosk" in ready.toast
    ready.click(view.redo)
    ready.until(lambda: len(ledger.find(ready.vault, "", TODAY)) == 2)
