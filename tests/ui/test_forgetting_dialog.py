"""Erasing for good from the window: nothing goes before it was shown, then it is gone and the report is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hub.services import accounts, leaving, ledger, outbound, vaults
from hub.services.vaults import Vault
from ui import ask, locale
from ui.privacy import exporting
from ui.privacy.leaving import Leaving
from ui.tasks import Tasks

TODAY = date(2026, 11, 21)


@pytest.fixture
def vault() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        first = accounts.add(made, "Current", "current", "EUR")
        ledger.add(made, first, date(2026, 3, 1), -500, "Old shop")
        ledger.add(made, first, TODAY, -700, "New shop")
        yield made


@pytest.fixture
def shown(qtbot: QtBot, dressed: Any, tasks: Tasks, vault: Vault) -> tuple[Leaving, list[str], list[Any]]:
    locale.use("en")
    said: list[str] = []
    failures: list[Any] = []
    window = QWidget()
    qtbot.addWidget(window)
    frame = SimpleNamespace(dialog_parent=lambda: window, toast=said.append)
    context: Any = SimpleNamespace(vault=vault, tasks=tasks, frame=frame, today=lambda: TODAY)
    made = Leaving(context, failures.append)
    qtbot.addWidget(made)
    made.show()
    return made, said, failures


def test_a_period_is_shown_then_erased(
    qtbot: QtBot, vault: Vault, shown: tuple[Leaving, list[str], list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _said, failures = shown
    told: list[str] = []
    monkeypatch.setattr(ask, "notice", lambda _parent, title, words: told.extend((title, words)))
    view.erase.click()
    dialog = view.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.account.box.count() == 2, timeout=20_000)
    assert not dialog.yes.isEnabled()
    dialog.look.click()
    qtbot.waitUntil(lambda: "nothing to erase" in dialog.note.text(), timeout=20_000)
    dialog.first.set_value(date(2026, 3, 1))
    dialog.last.set_value(date(2026, 3, 31))
    dialog.look.click()
    qtbot.waitUntil(dialog.yes.isEnabled, timeout=20_000)
    assert "1 transaction would go" in dialog.note.text()
    assert len(ledger.find(vault, "", TODAY)) == 2
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0] == "Erased 1 transaction."
    assert "No program can reach" in told[1]
    assert [one.payee for one in ledger.load(vault, ledger.find(vault, "", TODAY))] == ["New shop"]
    assert failures == []


def test_everything_is_taken_out(
    qtbot: QtBot, vault: Vault, shown: tuple[Leaving, list[str], list[Any]], tmp_path: Path
) -> None:
    view, said, failures = shown
    exporting.leave(view._context, tmp_path / "left", failures.append)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["Everything is in left, and came back the same"]
    assert leaving.prove(leaving.opened(tmp_path / "left")) == ()
    assert outbound.disclosures(vault)[-1].purpose == "leave"
    view.write("hledger", tmp_path / "all.journal")
    qtbot.waitUntil((tmp_path / "all.journal").exists, timeout=20_000)
