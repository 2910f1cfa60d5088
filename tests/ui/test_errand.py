"""Work that needs the vault closed, cancelled in the middle: everything is as before, or it is done and says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hub.domain.errors import WrongPassphrase
from hub.domain.progress import Progress
from hub.services import access, accounts, backup, vaults
from storage.keys import FLOOR
from ui.entrance.errand import ErrandPage
from ui.screen import Errand, Report
from ui.tasks import Tasks

OLD, NEW = "three green apples", "four red pears"
Contents = dict[str, bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with a backup, and something written after it."""
    with vaults.create(tmp_path / "vault", OLD, kdf=FLOOR) as vault:
        accounts.add(vault, "Current", "current", "EUR")
        backup.make(vault, tmp_path / "copy", "hand")
        accounts.add(vault, "Later", "cash", "EUR")
    return tmp_path / "vault"


def contents(place: Path) -> Contents:
    names = [path for path in place.rglob("*") if path.is_file() and path.name != "vault.lock"]
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in names}


def cancelled_at(
    qtbot: QtBot, tasks: Tasks, work: Callable[[Progress], object], at: Callable[[str], bool]
) -> ErrandPage:
    """The page after its Cancel was clicked when the work said what `at` waits for."""
    reached, clicked = threading.Event(), threading.Event()

    def slowed(progress: Progress) -> Report:
        def said(done: int, total: int = 0, note: str = "") -> None:
            if at(note) and not reached.is_set():
                reached.set()
                assert clicked.wait(60)
            progress(done, total, note)

        work(said)
        return Report("Done.")

    page = ErrandPage(Errand("Work", "Wait", slowed), tasks, lambda: None)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    qtbot.waitUntil(reached.is_set, timeout=60_000)
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    clicked.set()
    qtbot.waitUntil(page.done.isVisible, timeout=60_000)
    assert not page.cancel.isVisible()
    return page


@pytest.mark.parametrize("note", ["copying", "verifying"])
@pytest.mark.parametrize("kind", ["rotation", "restore"])
def test_cancelled_in_the_middle_everything_is_as_it_was(
    qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks, folder: Path, kind: str, note: str
) -> None:
    before = contents(folder.parent)

    def work(progress: Progress) -> None:
        if kind == "rotation":
            access.rotate(folder, OLD, new_passphrase=NEW, progress=progress)
        else:
            backup.restore(backup.open_bundle(folder.parent / "copy", OLD), folder, progress)

    page = cancelled_at(qtbot, tasks, work, lambda said: said == note)
    assert page.headline.accessibleName() == "Cancelled. Everything is as it was."
    assert contents(folder.parent) == before
    with vaults.unlock(folder, OLD) as vault:
        assert len(accounts.positions(vault)) == 2


def test_a_new_key_that_is_in_use_can_not_be_cancelled_any_more(
    qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks, folder: Path
) -> None:
    def is_proving(_note: str) -> bool:
        return b'"pending"' in (folder / "vault.hdr").read_bytes()

    page = cancelled_at(
        qtbot, tasks, lambda progress: access.rotate(folder, OLD, new_passphrase=NEW, progress=progress), is_proving
    )
    assert page.headline.accessibleName() == "Done."
    with pytest.raises(WrongPassphrase):
        vaults.unlock(folder, OLD)
    vaults.unlock(folder, NEW).close()
