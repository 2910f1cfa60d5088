"""Offers & loyalty as a person uses it: see why, track, put away, bring a catalogue, value a point."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from opened import nameless
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hub.services import accounts, ledger, offers, publishers, sample, settings, signing, terms, vaults
from hub.services.offering import lives
from hub.services.vaults import Vault
from ui import locale
from ui.locale import text
from ui.offers import refused
from ui.offers.catalogues import Address
from ui.offers.own import OwnOffer, ReadOffers
from ui.offers.settling import Settling
from ui.offers.teaching import ItIs, NotForMe
from ui.screens.offers import Offers
from ui.style import tokens
from ui.tasks import Tasks
from ui.window import MainWindow

TODAY = date(2026, 11, 19)
Open = Callable[[Vault], Offers]


@pytest.fixture
def household() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        settings.change(made, country="DE")
        card = accounts.add(made, "Aurum Credit", "card", "EUR")
        for payee, count, amount in (("Grünmarkt", 6, 4500), ("Route Station", 20, 7010), ("Modehaus Kern", 3, 6800)):
            for at in range(count):
                ledger.add(made, card, TODAY - timedelta(days=3 + 9 * at), -amount, payee)
        terms.import_document(made, sample.sample_terms(TODAY), "sample")
        offers.import_document(made, sample.sample_catalogue(TODAY), "sample", TODAY)
        yield made


@pytest.fixture
def new() -> Iterator[Vault]:
    with Vault.in_memory() as made:
        vaults.prepare(made)
        yield made


@pytest.fixture
def opened(qtbot: QtBot, dressed: Callable[..., None], tasks: Tasks) -> Iterator[Open]:
    locale.use("en")
    windows: list[MainWindow] = []

    def enter(vault: Vault) -> Offers:
        window = MainWindow(tasks, {})
        qtbot.addWidget(window)
        window.resize(1366, 860)
        window.enter(vault, "offers", settings=lambda: settings.load(vault), today=lambda: TODAY)
        window.show()
        windows.append(window)
        view = window.frame.views.view("offers")
        assert isinstance(view, Offers)
        settle(qtbot, view)
        return view

    yield enter
    for one in windows:
        one.leave()


def settle(qtbot: QtBot, view: Offers) -> None:
    qtbot.waitUntil(lambda: not view.context.tasks.running, timeout=20_000)


def said(view: Offers) -> list[str]:
    found = [one.accessibleName() or one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    return [one.replace(text.NBSP, " ") for one in found]


def press(view: Offers, title: str, words: str) -> None:
    card = next(one for one in view.cards if one.accessibleName().startswith(title))
    buttons = [one for one in card.findChildren(QPushButton) if one.text().strip() == words]
    buttons[0].click()


def state(vault: Vault, offer: str) -> str:
    return next(one.state for one in offers.matched(vault, TODAY) if one.offer.id == offer)


def test_what_fits_says_why_and_what_somebody_is_paid(qtbot: QtBot, household: Vault, opened: Open) -> None:
    view = opened(household)
    assert view.head.sentence.words.startswith("3 of 12 offers fit what you already buy: ")
    assert "Grünmarkt: 5 % off, up to 10.00" in said(view)
    assert "You bought there 20 times in a year, € 1,402.00." in said(view)
    assert "From Aurum Offers. The catalogue is paid 0.30 for it." in said(view)
    worth = [one.match.worth for one in offers.matched(household, TODAY) if one.match.fits]
    assert worth == sorted(worth, reverse=True)


def test_commission_plays_no_part_in_the_order(qtbot: QtBot, household: Vault, opened: Open) -> None:
    first = [card.accessibleName() for card in opened(household).cards]
    catalogue = sample.sample_catalogue(TODAY)
    assert isinstance(catalogue["offers"], list)
    for at, one in enumerate(catalogue["offers"]):
        one["commission"] = {"paid_to": "catalogue", "rate": f"{at * 1000}.00"}
    offers.import_document(household, catalogue, "again", TODAY)
    assert [card.accessibleName() for card in opened(household).cards] == first


def test_tracked_activated_put_away_and_taken_back(qtbot: QtBot, household: Vault, opened: Open) -> None:
    ledger.add(household, 1, TODAY, -2_000, "Grünmarkt Ost")
    view = opened(household)
    press(view, "3.00 back", "Track")
    qtbot.waitUntil(lambda: state(household, "sample-01") == "tracked", timeout=20_000)
    settle(qtbot, view)
    press(view, "3.00 back", "I activated it")
    qtbot.waitUntil(lambda: state(household, "sample-01") == "active", timeout=20_000)
    settle(qtbot, view)
    assert "activated" in said(view)
    press(view, "5 % off", "Not for me")
    dialog = view.doing.dialog
    assert isinstance(dialog, NotForMe)
    assert [words.text() for words, _lesson in dialog.lessons][2:] == ["“Grünmarkt Ost” is another shop than Grünmarkt"]
    dialog.yes.click()
    qtbot.waitUntil(lambda: state(household, "sample-02") == "never", timeout=20_000)
    settle(qtbot, view)
    assert len(view.cards) == 2
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: state(household, "sample-02") == "seen", timeout=20_000)
    settle(qtbot, view)
    assert len(view.cards) == 3


def test_what_does_not_fit_is_folded_with_its_reason_and_comes_back(
    qtbot: QtBot, household: Vault, opened: Open
) -> None:
    offers.mark(household, "sample-02", "never")
    view = opened(household)
    assert not view.refused.table.isVisible()
    view.refused.fold.click()
    assert view.refused.table.isVisible()
    words = [view.refused._rows.row_at(at).cells[1].words for at in range(view.refused._rows.rowCount())]
    assert "You put it away." in words
    assert "You have not bought there in the last year." in words
    view.refused.table.acted.emit("sample-02")
    qtbot.waitUntil(lambda: state(household, "sample-02") == "seen", timeout=20_000)
    view.refused.table.acted.emit("sample-04")  # one that was not put away has nothing to come back from
    settle(qtbot, view)
    assert state(household, "sample-04") == "seen"


def test_a_catalogue_comes_in_from_a_file_and_a_bad_one_says_why(
    qtbot: QtBot, new: Vault, opened: Open, tmp_path: Path
) -> None:
    view = opened(new)
    assert view.empty.isVisible()
    bad = tmp_path / "bad.json"
    bad.write_text("[]")
    view.doing.bring(bad)
    qtbot.waitUntil(view.problem.isVisible, timeout=20_000)
    assert "bad.json" in view.problem.accessibleName()
    good = tmp_path / "good.json"
    good.write_text(json.dumps(sample.sample_catalogue(TODAY)))
    view.doing.bring(good)
    qtbot.waitUntil(view.refused.isVisible, timeout=20_000)
    assert not view.empty.isVisible()
    assert view.head.sentence.words == "None of 12 offers fits what you buy."


def test_the_value_of_a_point_is_the_persons_own(qtbot: QtBot, household: Vault, opened: Open) -> None:
    view = opened(household)
    view.programmes.ask("lumo-points")
    dialog = view.programmes.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.value_field.entry, "0.0035")
    dialog.save.click()
    qtbot.waitUntil(lambda: dict_of(household)["lumo-points"] == "0.0035", timeout=20_000)
    settle(qtbot, view)
    row = view.programmes._rows.row_at(0)
    assert row is not None
    assert row.cells[1] is not None
    assert row.cells[1].words.replace(text.NBSP, " ") == "€ 0.0035"
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: dict_of(household)["lumo-points"] is None, timeout=20_000)


def dict_of(vault: Vault) -> dict[str, str | None]:
    return {one["id"]: value for one, value in terms.programmes(vault)}


def test_a_value_that_is_no_number_stays_in_the_dialog(qtbot: QtBot, household: Vault, opened: Open) -> None:
    view = opened(household)
    view.programmes.ask("lumo-points")
    dialog = view.programmes.dialog
    assert dialog is not None
    for typed in ("-1", "a lot"):
        dialog.value_field.entry.setText(typed)
        dialog.save.click()
        assert dialog.isVisible()
        assert dialog.value_field.error()
    dialog.value_field.set_value(Decimal("0.001"))
    dialog.reject()
    assert dict_of(household)["lumo-points"] is None


def test_an_offer_is_typed_followed_and_its_credit_counted(qtbot: QtBot, household: Vault, opened: Open) -> None:
    view = opened(household)
    view.add_own()
    dialog = view.doing.dialog
    assert isinstance(dialog, OwnOffer)
    dialog.save.click()  # without a shop it stays
    assert dialog.isVisible()
    dialog.shop.entry.setText("Grünmarkt")
    qtbot.keyClicks(dialog.worth.entry, "10 %")
    dialog.save.click()
    qtbot.waitUntil(lambda: len(offers.matched(household, TODAY)) == 13, timeout=20_000)
    settle(qtbot, view)
    offers.mark(household, "own-gr-nmarkt", "tracked", TODAY - timedelta(days=4))
    ledger.add(household, 1, TODAY - timedelta(days=1), 450, "Bonus")
    view.look_for_credits()
    qtbot.waitUntil(lambda: lives.found(household) == 450, timeout=20_000)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: "Money found: € 4.50." in said(view), timeout=20_000)


def test_pasted_text_becomes_offers_and_a_missing_credit_a_letter(
    qtbot: QtBot, household: Vault, opened: Open, tmp_path: Path
) -> None:
    view = opened(household)
    view.paste()
    dialog = view.doing.dialog
    assert isinstance(dialog, ReadOffers)
    assert not dialog.keep.isEnabled()
    dialog.pasted.setPlainText("Get 3.00 € back at Modehaus Kern on orders over 60 €")
    dialog.keep.click()
    qtbot.waitUntil(lambda: len(offers.matched(household, TODAY)) == 13, timeout=20_000)
    offers.mark(household, "own-modehaus-kern", "tracked", TODAY - timedelta(days=90))
    ledger.add(household, 1, TODAY - timedelta(days=60), -7_000, "Modehaus Kern")
    lives.follow(household, TODAY)
    use = lives.missing(household, TODAY)[0]
    file = tmp_path / "letter.txt"
    view.doing.write_letter(use, file, household, TODAY)
    qtbot.waitUntil(lambda: lives.uses(household)[0].asked_on == TODAY, timeout=20_000)
    settle(qtbot, view)
    assert "Modehaus Kern" in file.read_text()
    row = view.uses._rows.row_at(0)
    assert view.uses._rows.columnCount() == len(view.uses.table.columns) == len(row.cells)
    view.uses.table.acted.emit(str(use.id))  # then it comes in cash after all
    settling = view.doing.dialog
    assert isinstance(settling, Settling)
    settling.amount.set_value(250)
    settling.came.click()
    qtbot.waitUntil(lambda: lives.found(household) == 250, timeout=20_000)


def test_the_person_teaches_what_a_shop_is_and_what_is_not_wanted(qtbot: QtBot, household: Vault, opened: Open) -> None:
    ledger.add(household, 1, TODAY - timedelta(days=2), -3_000, "ZZ Handel 7")
    view = opened(household)
    press(view, "5 % off", "Not for me")
    dialog = view.doing.dialog
    assert isinstance(dialog, NotForMe)
    dialog.lessons[1][0].setChecked(True)  # nothing of that shop
    dialog.yes.click()
    qtbot.waitUntil(lambda: reason(household, "sample-02") == "you_said_never", timeout=20_000)
    settle(qtbot, view)
    view.refused.table.acted.emit("sample-02")  # brought back
    qtbot.waitUntil(lambda: reason(household, "sample-02") == "you_buy_there", timeout=20_000)
    settle(qtbot, view)
    view.refused.table.acted.emit("sample-04")  # never there, so it seems
    qtbot.waitUntil(lambda: isinstance(view.doing.dialog, ItIs), timeout=20_000)
    asked = view.doing.dialog
    assert isinstance(asked, ItIs)
    asked.payee.set_value("nobody")
    asked.yes.click()
    assert asked.payee.error()
    asked.payee.set_value("zz handel 7")
    asked.yes.click()
    qtbot.waitUntil(lambda: reason(household, "sample-04") != "never_there", timeout=20_000)
    settle(qtbot, view)


def reason(vault: Vault, offer: str) -> str:
    return next(one.match.reason for one in offers.matched(vault, TODAY) if one.offer.id == offer)


def test_catalogues_are_listed_looked_at_and_let_go(qtbot: QtBot, household: Vault, opened: Open) -> None:
    view = opened(household)
    row = view.catalogues._rows.row_at(0)
    assert row is not None
    assert [cell.words for cell in row.cells if cell is not None][-2:] == ["nobody", "Look"]
    view.catalogues.table.acted.emit(str(row.key))
    dialog = view.catalogues.dialog
    assert dialog is not None
    assert nameless(dialog) == []
    dialog.remove.click()
    qtbot.waitUntil(lambda: offers.matched(household, TODAY) == [], timeout=20_000)
    settle(qtbot, view)
    assert not view.catalogues.table.isVisible()
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: len(offers.matched(household, TODAY)) == 12, timeout=20_000)
    settle(qtbot, view)
    view.doing.ask_address()
    asked = view.doing.dialog
    assert isinstance(asked, Address)
    assert asked.region.value() == "de"
    asked.yes.click()
    assert asked.host.error()


def test_of_many_offers_the_first_are_shown_and_more_when_asked(
    qtbot: QtBot, household: Vault, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = {"title": "10 %", "kind": "percent", "value": "0.1", "origin": "portal"}
    many = [{"id": f"m{at}", "merchant": "Grünmarkt" if at < 30 else "Nirgendwo", **plain} for at in range(40)]
    document = {"format": "coffer-offers/1", "name": "Many", "version": 1, "offers": many}
    offers.import_document(household, document, "many", TODAY)
    monkeypatch.setattr(refused, "_MOST", 5)
    view = opened(household)
    assert (len(view.cards), view.fitting.more.text().strip()) == (20, "Show 13 more")
    view.fitting.more.click()
    assert (len(view.cards), view.fitting.more.isVisible()) == (33, False)
    assert view.refused._rows.rowCount() == 5
    assert "The first 5 are listed here" in view.refused.words.text()


def test_a_publisher_s_key_is_looked_at_and_forgotten(qtbot: QtBot, household: Vault, opened: Open) -> None:
    signed = signing.sign_with(bytes(range(32)), {**sample.sample_catalogue(TODAY), "name": "Town", "offers": []})
    offers.import_document(household, signed, "town", TODAY)
    view = opened(household)
    view.keys.table.acted.emit("offers Town")
    dialog = view.keys.dialog
    assert dialog is not None
    assert nameless(dialog) == []
    assert publishers.listed(household)[0].key in dialog.fingerprint.text()
    dialog.forget.click()
    qtbot.waitUntil(lambda: publishers.listed(household) == [], timeout=20_000)
    settle(qtbot, view)
    assert not view.keys.isVisible()
    view.window().frame.take_back()
    qtbot.waitUntil(lambda: len(publishers.listed(household)) == 1, timeout=20_000)
    settle(qtbot, view)


@pytest.mark.parametrize("look", [tokens.Look(scale=2.0), tokens.Look("dark")])
def test_nothing_is_wider_than_the_sheet(
    qtbot: QtBot, household: Vault, opened: Open, dressed: Callable[..., None], look: tokens.Look
) -> None:
    dressed(look)
    view = opened(household)
    view.refused.fold.click()
    assert nameless(view) == []
    for part in (view.head, view.refused, view.programmes, *view.cards):
        assert part.minimumSizeHint().width() <= view.width()
        assert part.width() <= view.width()
