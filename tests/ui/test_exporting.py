"""Taking the data out from the menu's dialog: any format, the whole vault, and encrypted for a passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from hub.domain.errors import HubError
from hub.services import accounts, export, leaving, ledger, outbound
from ui import locale
from ui.privacy import exporting
from ui.privacy.exporting import ExportDialog

PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def ready(qtbot: QtBot) -> Iterator[Opened]:
    with opened(qtbot) as found:
        account = accounts.add(found.vault, "Rheinbank", "current", "EUR", opening=100_000)
        ledger.add(found.vault, account, TODAY - timedelta(days=40), -1_234, "Bakery | Sons")
        yield found


def ask(ready: Opened, failed: list[HubError]) -> ExportDialog:
    made = ExportDialog(ready.frame.context, failed.append)
    made.open()
    ready.until(made.isVisible)
    return made


def test_every_format_is_offered_and_written(ready: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[HubError] = []
    assert set(exporting.FORMATS) == set(export.FORMATS)
    for kind in ("csv", "xlsx", "json", "ofx", "qif", "beancount", "hledger", "markdown"):
        path = tmp_path / f"out.{export.ENDINGS.get(kind, kind)}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, path=path: (str(path), ""))
        shown = ask(ready, failed)
        shown.kind.set_value(kind)
        shown.kind.committed.emit()
        assert "not encrypted" in shown.warning.accessibleName()
        assert not shown.passphrase.isVisible()
        ready.click(shown.save)
        ready.until(path.exists)
        ready.rest()
    assert failed == []
    assert len(outbound.disclosures(ready.vault)) == 8


def test_the_whole_vault_is_encrypted_for_a_passphrase_typed_twice(
    ready: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, failed = tmp_path / "all.age", list[HubError]()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    shown = ask(ready, failed)
    shown.kind.set_value(exporting.ARCHIVE)
    shown.kind.committed.emit()
    shown.passphrase.entry.setText(PASSPHRASE)
    shown.again.entry.setText("something else")
    ready.click(shown.save)
    assert shown.isVisible()
    assert not path.exists()
    shown.again.entry.setText(PASSPHRASE)
    ready.click(shown.save)
    ready.until(path.exists)
    ready.rest()
    assert "came back the same" in ready.toast
    assert failed == []
    assert leaving.prove(leaving.opened(path, PASSPHRASE)) == ()


def test_a_report_speaks_the_language_of_its_reader(ready: Opened, tmp_path: Path) -> None:
    locale.use("fr")
    try:
        exporting.write(ready.frame.context, "markdown", tmp_path / "r.md", [].append)
        ready.until((tmp_path / "r.md").exists)
        ready.rest()
    finally:
        locale.use("en")
    said = (tmp_path / "r.md").read_text()
    assert "## Comptes" in said
    assert "Compte courant" in said
    assert "987,66" in said
    assert "octobre 2026" in said
    export.write(ready.vault, "markdown", tmp_path / "e.md")
    assert "| 2026-10 | -12.34 |" in (tmp_path / "e.md").read_text()
