"""Planning ahead, looking back, what matters, and following promises: as a person does them on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import lived_in
import pytest
from opened import nameless
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hub.services import ledger, planned, predictions, priorities, settings
from hub.services.vaults import Vault
from ui import locale
from ui.parts.buttons import QPushButton
from ui.payment.matters import Questions
from ui.payment.pages import AHEAD, PAST
from ui.screens.payment import Payment
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 19)


@pytest.fixture
def vault() -> Iterator[Vault]:
    with lived_in.household(TODAY) as made:
        yield made


@pytest.fixture
def view(qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks, vault: Vault) -> Iterator[Payment]:
    locale.use("en")
    window = MainWindow(tasks, {})
    qtbot.addWidget(window)
    window.resize(1366, 860)
    window.enter(vault, "payment", settings=lambda: settings.load(vault), today=lambda: TODAY)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shown = window.frame.views.view("payment")
    assert isinstance(shown, Payment)
    settle(qtbot, shown)
    yield shown
    window.leave()


def settle(qtbot: QtBot, view: Payment) -> None:
    qtbot.waitUntil(lambda: not view.rest.isActive() and not view.context.tasks.running, timeout=30_000)


def press(view: Payment, words: str) -> None:
    found = [one for one in view.window().findChildren(QPushButton) if one.text().strip() == words and one.isVisible()]
    assert found, words
    found[0].click()


def test_purchases_are_planned_ticked_and_removed(qtbot: QtBot, view: Payment, vault: Vault) -> None:
    view.pages.switch(AHEAD)
    settle(qtbot, view)
    page = view.pages.ahead
    assert page.isVisible()
    assert not view.asking.isVisible()
    for line in ("300 fuel on 4 December", "80 restaurant on 5 December"):
        qtbot.keyClicks(page.entry, line)
        qtbot.keyClick(page.entry, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not page.entry.text(), timeout=20_000)
        settle(qtbot, view)
    assert [one.name for one in planned.listed(vault)] == ["300 fuel on 4 December", "80 restaurant on 5 December"]
    assert page.head.sentence.words.startswith("This plan brings")
    assert "proven" in page.head.sub.accessibleName()
    assert page.table.model().rowCount() == 2
    assert nameless(page) == []
    page.tick(planned.listed(vault)[0].id, is_on=True)
    qtbot.waitUntil(lambda: planned.listed(vault)[0].done_on == TODAY, timeout=20_000)
    settle(qtbot, view)
    qtbot.keyClicks(page.entry, "nothing with a price")
    qtbot.keyClick(page.entry, Qt.Key.Key_Return)
    assert "Say what it costs" in page.problem.words.accessibleName()
    page.table.go_to(0)
    page.remove()
    qtbot.waitUntil(lambda: len(planned.listed(vault)) == 1, timeout=20_000)
    settle(qtbot, view)
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: len(planned.listed(vault)) == 2, timeout=20_000)


def test_the_past_is_shown_with_the_payments_behind_it(qtbot: QtBot, view: Payment) -> None:
    view.pages.switch(PAST)
    settle(qtbot, view)
    page = view.pages.past
    assert page.seen is not None
    back = page.seen.back
    assert page.head.sentence.words.startswith("Your own ways to pay could have brought")
    assert page.table.model().rowCount() == len(back.cards)
    missed = [one for one in back.rows if one.card == back.cards[0].key and one.missed > 0]
    assert page.list.model().rowCount() == min(len(missed), 8)
    page.part.choose("month")
    page.part.chosen.emit("month")
    assert page.table.model().rowCount() == len(back.months)
    assert page.cards.count() == 1 + len(page.seen.keeping)
    assert nameless(page) == []


def test_what_matters_is_asked_and_the_order_by_money_stays_one_click_away(
    qtbot: QtBot, view: Payment, vault: Vault
) -> None:
    view.asking.ask("84 fuel")
    settle(qtbot, view)
    plain = [one.id for one in view.board.options]
    assert not view.result.strip.order.isVisible()
    view.result.ask_priorities()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Questions) and one.isVisible())
    dialog.choices[2].choose("second")
    dialog.choices[3].choose("first")
    dialog.yes.click()
    qtbot.waitUntil(lambda: priorities.answers(vault) == {2: "second", 3: "first"}, timeout=20_000)
    settle(qtbot, view)
    assert view.result.strip.order.isVisible()
    assert "Few who know 33" in view.result.strip.words.accessibleName()
    assert [one.id for one in view.board.options] == plain  # never applied by itself
    view.result.strip.order.choose("matters")
    view.result.strip.order.chosen.emit("matters")
    weighed = [row.net for row in view.board._rows]
    assert weighed == sorted(weighed, reverse=True)
    assert [one.id for one in view.board.options] != plain
    view.result.strip.order.choose("money")
    view.result.strip.order.chosen.emit("money")
    assert [one.id for one in view.board.options] == plain


def test_a_used_way_is_followed_until_its_reward_came(qtbot: QtBot, view: Payment, vault: Vault) -> None:
    view.asking.ask("84 fuel at Route Station contactless")
    settle(qtbot, view)
    promised = view.board.options[0]
    view.use.click()
    qtbot.waitUntil(lambda: bool(predictions.outcomes(vault, TODAY)), timeout=20_000)
    settle(qtbot, view)
    [one] = predictions.outcomes(vault, TODAY)
    assert one.path == promised.path
    assert "still to come" in view.result.right.words.accessibleName()
    ledger.change(vault, [one.transaction.id], status="booked")
    settle(qtbot, view)
    press(view, "See it")
    press(view, "It came")
    qtbot.waitUntil(lambda: predictions.outcomes(vault, TODAY)[0].posted == one.reward, timeout=20_000)
    settle(qtbot, view)
    assert "came out to the cent" in view.result.right.words.accessibleName()
    assert predictions.outcomes(vault, TODAY)[0].miss == Decimal(0)
