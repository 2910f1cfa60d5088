"""A picture that is shared shows no name and no number: every text that was painted is looked at, and every pixel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from opened import TODAY, Opened, opened
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text as sql

from hub.services import accounts, bills, ledger, outbound
from hub.services.vaults import Vault
from ui.picture import covering, dialog, words
from ui.picture.dialog import PictureDialog

SCREENS = ("today", "accounts", "transactions", "bills")


@pytest.fixture
def ready(qtbot: QtBot) -> Iterator[Opened]:
    with opened(qtbot) as found:
        fill(found.vault)
        yield found


def fill(vault: Vault) -> None:
    """A household whose names are words of the program too."""
    account = accounts.add(vault, "Rheinbank Savings", "current", "EUR", opening=123_456)
    for back in range(1, 8):
        day = TODAY - timedelta(days=30 * back)
        ledger.add(vault, account, day, -1_299, "Tonstrom Music")
        ledger.add(vault, account, day + timedelta(days=3), -4_711 - back, "Market Today")
        ledger.add(vault, account, day + timedelta(days=1), 291_245, "Werkstatt Nord GmbH")
    bills.add(vault, "Dr. Albrecht", TODAY + timedelta(days=2), -6_431, "EUR", account_id=account)


def personal_words(vault: Vault) -> set[str]:
    found = {part for name in dialog.names_in(vault) for part in re.findall(r"[^\W\d_]{3,}", name)}
    return {one for one in found if one not in {"Market", "Today", "Savings"}} | {"Market Today", "Rheinbank Savings"}


def test_what_is_left_to_read_is_nobodys(ready: Opened) -> None:
    names, private = dialog.names_in(ready.vault), personal_words(ready.vault)
    for screen in SCREENS:
        view = ready.show(screen)
        texts, _pictures = covering._record(view)
        painted = " ".join(one.words for one in texts)
        assert "Rheinbank" in painted or "Tonstrom" in painted or "Albrecht" in painted, "the test looks at real names"
        found = covering.paint(view, names)
        said = " | ".join(found.left)
        assert not re.search(r"\d", said)
        for word in private:
            assert word.casefold() not in said.casefold(), word
        assert found.count > 5
        assert said, "words of the program are left"


def test_other_amounts_make_the_same_picture(ready: Opened, dressed: Callable[..., None]) -> None:
    """What is covered is gone: figures as wide as others leave no trace of which they were."""
    view = ready.show("bills")
    view.lists.choose("series")
    view._change_list()
    view.reload()
    ready.rest()
    before = covering.paint(view, dialog.names_in(ready.vault)).image
    with ready.vault.write("other", topics=("transactions", "bills")) as write:
        write.connection.execute(sql("UPDATE transactions SET amount = -1388 WHERE amount = -1299"))
    ready.rest()
    view.reload()
    ready.rest()
    texts, _pictures = covering._record(view)
    assert any("13.88" in one.words for one in texts), "another amount stands there"
    after = covering.paint(view, dialog.names_in(ready.vault)).image
    assert after.size() == before.size()
    below = round(view.table.mapTo(view, QPoint()).y() * after.devicePixelRatio())  # figures of running text vary
    differing = [
        (x, y)
        for x in range(0, after.width(), 2)
        for y in range(below, after.height(), 2)
        if after.pixel(x, y) != before.pixel(x, y)
    ]
    assert len(differing) <= 40, differing[:20]  # edges of boxes: figures are not all as wide as each other


def test_it_is_saved_copied_and_on_record(ready: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    view = ready.show("bills")
    for act in ("save", "copy"):
        dialog.show(ready.frame.context, view, "Bills")
        ready.until(lambda: ready.window.findChildren(PictureDialog))
        (made,) = ready.window.findChildren(PictureDialog)
        ready.until(made.isVisible)
        assert not made.shown.pixmap().isNull()
        assert "covered" in made.said.accessibleName()
        if act == "save":
            made.write(tmp_path / "bills.png")
        else:
            ready.click(made.copy)
        ready.rest()
        qtbot.waitUntil(lambda: not ready.window.findChildren(PictureDialog))
    saved = (tmp_path / "bills.png").read_bytes()
    assert saved.startswith(b"\x89PNG")
    assert not QGuiApplication.clipboard().image().isNull()
    records = outbound.disclosures(ready.vault)
    assert [(one.purpose, one.channel) for one in records] == [
        ("share_picture", "file"),
        ("share_picture", "clipboard"),
    ]


def test_codes_and_strangers_languages_are_covered_whole(qtbot: QtBot) -> None:
    own = words.own_words()
    assert words.covered("Bills", {"bills"}, own) == [(0, 5)]
    assert words.covered("of Bills", set(), own) == []
    assert words.covered("€ 12.50 a month", set(), own) == [(2, 7)]
    assert words.covered("کافه", set(), own) == [(0, 4)]
    held = QWidget()
    qtbot.addWidget(held)
    code = QWidget(held)
    code.setProperty(covering.PRIVATE, True)
    code.setGeometry(10, 10, 50, 50)
    held.resize(100, 100)
    held.show()
    found = covering.paint(held, ())
    assert found.count == 1
    assert found.image.pixelColor(70, 70) != found.image.pixelColor(160, 160)
