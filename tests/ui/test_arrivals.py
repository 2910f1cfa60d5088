"""A download of a known account appears while the window is open: it is said, offered on Today, and not added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hub.services import imports, ledger, settings
from hub.services.choosing import Choices
from ui.program import arrivals
from ui.program.arrivals import Arrivals

HEAD = "Date,Payee,Amount\n2026-11-02,To Savings,-300.00\n2026-11-03,Market,-9.00\n"


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None], monkeypatch: Any) -> Iterator[Opened]:
    monkeypatch.setattr(arrivals, "SETTLED_MS", 1)
    with opened(qtbot) as one:
        yield one


def test_what_arrives_is_said_and_offered_and_stays_out_of_the_vault(ready: Opened, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    first = folder / "giro-10.csv"
    first.write_text(HEAD, "utf-8")
    imports.accept(ready.vault, imports.preview(ready.vault, [first], choices=Choices("Giro")))
    (folder / "giro-09.csv").write_text(HEAD.replace("-11-", "-10-"), "utf-8")
    settings.change(ready.vault, watch_folder=str(folder))
    today = ready.show("today")
    watch = Arrivals(ready.window)
    watch.follow(ready.vault, str(folder))
    ready.rest()
    assert "arrived" not in ready.frame.desk.status.words._words
    (folder / "letter.txt").write_text("Dear customer", "utf-8")
    part = folder / "giro-11.csv.part"
    part.write_text(HEAD + "2026-11-20,Cinema,-18.00\n", "utf-8")
    part.rename(folder / "giro-11.csv")
    ready.until(lambda: "giro-11.csv has arrived for Giro" in _plain(ready.frame.desk.status.words._words))
    ready.rest()
    assert any("files for Giro" in one.text() for one in today.findChildren(QLabel))
    assert len(ledger.find(ready.vault, "", TODAY)) == 2
    watch.stop()
    (folder / "giro-12.csv").write_text(HEAD + "2026-11-21,Cinema,-19.00\n", "utf-8")
    ready.qtbot.wait(30)
    assert not watch._settled.isActive()


def _plain(words: str) -> str:
    return "".join(c for c in words if c not in "\u2066\u2068\u2069")
