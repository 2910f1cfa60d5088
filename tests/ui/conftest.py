"""Windows for tests: without a display, in our own look, from left to right."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import locale, places
from ui.locale import text
from ui.style import focus, style, tokens
from ui.tasks import Tasks
from ui.window import MainWindow

_MANY = 12
"""More windows than one test leaves behind."""


@pytest.fixture(scope="session", autouse=True)
def _only_windows_are_collected() -> None:
    """What the tests before left in memory is not walked through whenever a window is looked for."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _windows_end_with_their_test(_only_windows_are_collected: None) -> Iterator[None]:
    """Windows are parts of cycles; a sheet put on the application is put on those that nobody collected, too."""
    yield
    if QApplication.instance() and len(QApplication.topLevelWidgets()) > _MANY:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Put a look on the application; light, 100 % and left to right before and after each test."""

    def dress(look: tokens.Look | None = None, *, is_mirrored: bool = False) -> None:
        direction = Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
        qapp.setLayoutDirection(direction)
        style.apply(qapp, look or tokens.Look())

    dress()
    focus._Hand.is_key = False
    yield dress
    dress()
    text.hide_amounts(hidden=False)
    text.use_calendar("common")
    locale.use_names("")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """A pool that is closed after the test."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def sample_places(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The window finds the screens of `tests/ui/sample_places`."""
    monkeypatch.setattr(places, "PACKAGE", "sample_places")
    places.places.cache_clear()
    yield
    places.places.cache_clear()


@pytest.fixture
def window(qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks, sample_places: None) -> MainWindow:
    """The window with the sample screens, at Today, shown and active."""
    made = MainWindow(tasks, {})
    qtbot.addWidget(made)
    made.enter(None, "today")  # type: ignore[arg-type]  # the sample screens have no vault
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: not tasks.running)
    return made
