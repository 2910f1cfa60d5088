"""The day on which two files meet, on the import screen: asked with its rows, and answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened import Opened, opened
from pytestqt.qtbot import QtBot

from hub.services import imports
from ui.bringing.asking import QuestionBar


@pytest.fixture
def ready(qtbot: QtBot, dressed: Callable[..., None]) -> Iterator[Opened]:
    with opened(qtbot) as one:
        yield one


def test_rows_of_the_day_on_which_files_meet_are_asked_about_and_answered(ready: Opened, tmp_path: Path) -> None:
    head, kino = "Buchungstag;Empfaenger;Betrag\n", "14.11.2026;Kino Harmonie;-18,50\n"
    early, late = tmp_path / "kino-1.csv", tmp_path / "kino-2.csv"
    early.write_text(f"{head}13.11.2026;Zoo;-9,00\n{kino}", encoding="utf-8")
    late.write_text(f"{head}{kino}15.11.2026;Gruenmarkt;-1,00\n", encoding="utf-8")
    imports.accept(ready.vault, imports.preview(ready.vault, [early]))
    screen = ready.show("bring", paths=(str(late),))
    ready.until(lambda: screen.findChild(QuestionBar) is not None)
    bar = screen.findChild(QuestionBar)
    assert "meet on a day" in bar.told.accessibleName()
    assert screen.add.text().strip() == "Add 1"
    ready.click(bar.choices._buttons["further_rows"])
    ready.rest()
    assert screen.add.text().strip() == "Add 2"
