""" "Pay with…" as a person uses it: type a line, see the ranking, change a fact, use the best way, keep the list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import lived_in
import pytest
from opened import nameless
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from hub.services import accounts, ledger, offers, settings, terms, vaults
from hub.services.vaults import Vault
from ui import locale
from ui.locale import text
from ui.parts.buttons import QPushButton
from ui.parts.popover import Popover
from ui.parts.segmented import Segmented
from ui.parts.texts import Paragraph
from ui.screens.payment import Payment
from ui.style import tokens
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def known() -> Iterator[Vault]:
    with lived_in.household(TODAY) as made:
        yield made


@pytest.fixture
def new() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        yield made


@pytest.fixture
def opened(qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks) -> Iterator[Callable[[Vault], Payment]]:
    locale.use("en")
    windows: list[MainWindow] = []

    def enter(vault: Vault) -> Payment:
        window = MainWindow(tasks, {})
        qtbot.addWidget(window)
        window.resize(1366, 860)
        window.enter(vault, "payment", settings=lambda: settings.load(vault), today=lambda: TODAY)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        view = window.frame.views.view("payment")
        assert isinstance(view, Payment)
        qtbot.waitUntil(lambda: not tasks.running, timeout=20_000)
        return view

    yield enter
    for one in windows:
        one.leave()


def typed(qtbot: QtBot, view: Payment, line: str) -> None:
    view.asking.entry.setFocus()
    view.asking.entry.clear()
    qtbot.keyClicks(view.asking.entry, line)
    settle(qtbot, view)


def settle(qtbot: QtBot, view: Payment) -> None:
    qtbot.waitUntil(lambda: not view.rest.isActive() and not view.context.tasks.running, timeout=20_000)


def plain(words: str) -> str:
    return words.replace(text.NBSP, " ")


def rows(view: Payment) -> list[tuple[str, str, str]]:
    return [(one.rank, one.name, one.net_text) for one in view.board._rows]


def press(view: Payment, words: str) -> None:
    window = view.window()
    found = [one for one in window.findChildren(QPushButton) if one.text().strip() == words and one.isVisible()]
    assert found, words
    found[0].click()


def test_a_line_becomes_a_ranking_and_its_arithmetic(
    qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]
) -> None:
    view = opened(known)
    typed(qtbot, view, "84 fuel in France tomorrow contactless")
    assert [plain(one.value) for one in view.asking.bar.facts.values() if one.isVisible()] == [
        "€ 84.00",
        "Fuel",
        "France",
        "Tomorrow",
        "Contactless",
    ]
    assert plain(view.head.sentence.words) == "Pay with Lumo Wallet on Aurum Credit: € 2.34 better than cash."
    assert rows(view)[0] == ("1", "Lumo Wallet → Aurum Credit", "+2.34")
    ranks = [rank for rank, _name, net in rows(view) if net == "+0.42"]
    assert len(ranks) > 1
    assert len(set(ranks)) == 1  # ties share a rank
    assert view.board.options[0].net_expected == sum(line.amount for line in view.board.options[0].lines)
    words = [plain(one.text()) for one in view.window().findChildren(QLabel)]
    assert {"+0.84", "+0.98", "+0.42", "+0.10", "+2.34"} <= set(words)
    assert "0.5 % of € 84.00" in words


def test_a_fact_changed_by_hand_stays_until_the_line_says_something_else(
    qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]
) -> None:
    view = opened(known)
    typed(qtbot, view, "84 fuel")
    view.asking.change("amount", replace(view.asking.situation, amount=Decimal(100)))
    assert plain(view.asking.bar.facts["amount"].value) == "€ 100.00"
    qtbot.keyClicks(view.asking.entry, " tomorrow")
    assert view.asking.situation.amount == 100
    assert view.asking.bar.facts["when"].value == "Tomorrow"
    typed(qtbot, view, "50 fuel")
    assert view.asking.situation.amount == 50


def test_each_fact_opens_its_fields(qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]) -> None:
    view = opened(known)
    typed(qtbot, view, "84 fuel")
    fact = view.asking.bar.facts["how"]
    fact.setFocus()
    qtbot.keyClick(fact, Qt.Key.Key_Space)
    popover = QApplication.activePopupWidget()
    assert popover is not None
    assert popover.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    for part in view.asking.bar.facts:
        view.asking._open(part, fact)
        popover = QApplication.activePopupWidget()
        assert popover is not None
        popover.close()


def test_use_this_expects_the_payment_and_can_be_taken_back(
    qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]
) -> None:
    view = opened(known)
    typed(qtbot, view, "84 fuel at Route Station tomorrow contactless")
    before = len(ledger.find(known, "", TODAY))
    view.use.click()
    qtbot.waitUntil(lambda: not view.context.tasks.running, timeout=20_000)
    made = next(one for one in ledger.load(known, ledger.find(known, "", TODAY)) if one.status == "expected")
    names = {one.account.id: one.account.name for one in accounts.positions(known)}
    assert (made.amount, made.payee, made.booked_on) == (-8400, "Route Station", date(2026, 11, 20))
    assert names[made.account_id] == "Aurum Credit"
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: len(ledger.find(known, "", TODAY)) == before, timeout=20_000)


def test_an_offer_there_is_shown_and_activating_it_changes_the_order(
    qtbot: QtBot, opened: Callable[[Vault], Payment]
) -> None:
    with lived_in.household(TODAY) as vault:
        view = opened(vault)
        typed(qtbot, view, "65 fuel at Route Station contactless")
        assert rows(view)[0][1:] == ("Lumo Wallet → Aurum Credit", "+2.04")
        press(view, "I activated it")
        settle(qtbot, view)
        qtbot.waitUntil(lambda: rows(view)[0][2] == "+5.04", timeout=20_000)
        assert next(one.state for one in offers.matched(vault, TODAY) if one.offer.id == "sample-01") == "active"


def test_what_would_change_the_order_is_told_and_true(
    qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]
) -> None:
    view = opened(known)
    typed(qtbot, view, "300 at Route Station")
    told = {one.code: one for one in view.changes}
    assert {"contactless", "carried"} <= set(told)
    assert told["carried"].about == "aurum"
    words = [one.accessibleName() for one in view.window().findChildren(Paragraph)]
    assert any("in full, at 17.9" in one for one in words)
    typed(qtbot, view, "300 at Route Station contactless")
    assert view.board.options[0].id == told["contactless"].first.id
    assert view.board.options[0].net_expected == told["contactless"].net


def test_everything_that_takes_the_focus_says_what_it_is(
    qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]
) -> None:
    view = opened(known)
    typed(qtbot, view, "65 at Route Station")
    assert nameless(view.window().centralWidget()) == []
    view.show_ways()
    assert nameless(view) == []


def test_a_missing_rate_says_what_to_do(qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]) -> None:
    view = opened(known)
    typed(qtbot, view, "40 CHF train")
    assert not view.result.isVisible()
    press(view, "Get exchange rates")  # nobody says yes in this test, so nothing leaves
    settle(qtbot, view)
    typed(qtbot, view, "40 train")
    assert view.result.isVisible()


def test_hidden_amounts_stay_hidden(qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]) -> None:
    view = opened(known)
    typed(qtbot, view, "84 fuel")
    view.window().hide_amounts(is_hidden=True)
    settle(qtbot, view)
    assert "84" not in "".join(one.value for one in view.asking.bar.facts.values())
    assert text.HIDDEN in view.head.sentence.words
    view.window().hide_amounts(is_hidden=False)


def test_without_ways_to_pay_one_is_added_then_edited_then_removed(
    qtbot: QtBot, new: Vault, opened: Callable[[Vault], Payment]
) -> None:
    card = accounts.add(new, "Blue", "card", "EUR", statement_day=31, due_days=14)
    view = opened(new)
    press(view, "Add a way to pay")
    qtbot.waitUntil(lambda: view.ways.dialog is not None, timeout=20_000)
    dialog = view.ways.dialog
    assert dialog is not None
    dialog.yes.click()
    assert dialog.name.error()  # it needs a name
    qtbot.keyClicks(dialog.name.entry, "Blue Card")
    dialog.account.set_value(card)
    dialog.base.set_value(Decimal("1.5"))
    dialog.bonus_kind.set_value("fuel")
    dialog._suit()
    dialog.bonus.set_value(Decimal(4))
    dialog.cap.set_value(Decimal(200))
    dialog.fx_fee.set_value(Decimal("1.75"))
    dialog.yes.click()
    qtbot.waitUntil(lambda: bool(terms.instruments(new)), timeout=20_000)
    settle(qtbot, view)
    typed(qtbot, view, "100 fuel")
    assert rows(view) == [("1", "Blue Card", "+4.00")]
    view.show_ways()
    view.ways.table.go_to(0)
    view.ways.remove()
    qtbot.waitUntil(lambda: not terms.instruments(new), timeout=20_000)
    settle(qtbot, view)
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: bool(terms.instruments(new)), timeout=20_000)


def test_a_card_that_a_wallet_pays_with_stays(qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment]) -> None:
    view = opened(known)
    view.show_ways()
    view.ways.table.go_to(0)
    view.ways.remove()
    assert "Lumo Wallet pays with Aurum Credit" in view.ways.problem.words.accessibleName()
    assert len(terms.instruments(known)) == 5


def test_a_pack_brings_ways_to_pay_and_a_bad_one_says_why(
    qtbot: QtBot, new: Vault, opened: Callable[[Vault], Payment], tmp_path: Path
) -> None:
    view = opened(new)
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "coffer-terms/1", "terms": 3.5}')
    view.ways.bring_file(bad)
    qtbot.waitUntil(lambda: bool(view.ways.problem.words.accessibleName()), timeout=20_000)
    assert "3.5" in view.ways.problem.words.accessibleName()
    pack = {
        "format": "coffer-terms/1", "name": "One card",
        "terms": {
            "products": [{"id": "p", "kind": "debit_card", "rules": [{"id": "b", "kind": "base", "rate": "0.02"}]}]
        },
        "instruments": [{"id": "one", "product": "p", "name": "One"}],
    }  # fmt: skip
    good = tmp_path / "good.json"
    good.write_text(json.dumps(pack))
    view.ways.bring_file(good)
    qtbot.waitUntil(lambda: bool(terms.instruments(new)), timeout=20_000)
    settle(qtbot, view)
    typed(qtbot, view, "100")
    assert rows(view) == [("1", "One", "+2.00")]
    assert not view.use.isEnabled()  # it draws on no account yet, and the note says so
    assert "which account" in view.note.accessibleName()


@pytest.mark.parametrize("look", [tokens.Look(scale=2.0), tokens.Look("contrast")])
def test_nothing_is_wider_than_the_sheet(
    qtbot: QtBot, known: Vault, opened: Callable[[Vault], Payment], dressed: Callable[..., None], look: tokens.Look
) -> None:
    dressed(look)
    view = opened(known)
    typed(qtbot, view, "84 fuel in France tomorrow contactless")
    for part in (view.asking, view.result, view.board):
        assert part.width() <= view.width()
        assert part.minimumSizeHint().width() <= view.width()
    view.show_ways()
    assert view.ways.minimumSizeHint().width() <= view.width()


def test_what_a_shop_takes_is_known_shown_and_can_be_said(qtbot: QtBot, opened: Callable[[Vault], Payment]) -> None:
    with lived_in.household(TODAY) as vault:
        listed = {"name": "Route Station", "ways": ["visa", "cash"], "surcharges": {"cash": "0.01"},
                  "refunds": {"days": 14, "as": "voucher"}}  # fmt: skip
        offers.import_document(vault, {"format": "coffer-offers/1", "name": "town", "merchants": [listed]}, "t", TODAY)
        view = opened(vault)
        typed(qtbot, view, "65 at Route Station")
        fact = view.asking.bar.facts["taken"]
        assert fact.isVisible()
        assert fact.whence == "from town"
        cash = view.answer.comparison.option("cash")  # type: ignore[union-attr] # it was compared
        assert [line.kind for line in cash.lines] == ["surcharge"]
        assert view.asking.bar.facts["what"].headline.startswith("What · from ")
        view.asking._open("taken", fact)
        popover = QApplication.activePopupWidget()
        assert isinstance(popover, Popover)
        choices = popover.content.findChildren(Segmented)
        card = next(one for one in choices if one.accessibleName() == "Aurum Credit")
        card.findChildren(QToolButton)[1].click()
        popover.close()
        settle(qtbot, view)
        assert fact.whence == "said by you"
        assert "Aurum Credit" in plain(fact.value)
        assert not any("Aurum Credit" in name for _rank, name, _net in rows(view))
        words = [plain(one.accessibleName()) for one in view.window().findChildren(Paragraph)]
        assert any("gives only vouchers back within 14 days" in one for one in words)
        typed(qtbot, view, "65 fuel")
        assert not fact.isVisible()
