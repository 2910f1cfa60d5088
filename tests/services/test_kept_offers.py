"""Matched offers are kept while the vault is open, and are always what matching everything anew says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from hub.domain.money import parse_decimal
from hub.services import accounts, catalogues, forgetting, history, imports, ledger, offers, settings, terms, transfers
from hub.services.offering import kept, ways_in
from storage.vault import Vault
from tests.services.conftest import TODAY

FILE = "Date;Payee;Amount\n2026-11-02;Kiosk Nord;-3,50\n2026-11-05;Café Insel;-18,50\n2026-11-09;Café Insel;-41,20\n"


def same(vault: Vault) -> list[offers.OfferView]:
    """What is kept, after it was seen to be what matching anew says."""
    brought = offers.matched(vault, TODAY)
    offers.forget(vault)
    assert brought == offers.matched(vault, TODAY)
    return brought


def reason(vault: Vault, merchant: str) -> str:
    return next(one.match.reason for one in same(vault) if one.offer.merchant == merchant)


@pytest.fixture
def filled(vault: Vault, current: int) -> Vault:
    for days in (5, 12, 19):
        ledger.add(vault, current, TODAY - timedelta(days), -4_400, "Modehaus Kern")
        ledger.add(vault, current, TODAY - timedelta(days), -2_000, "GRUENMARKT DANKT 4471")
    for shop, value in (("Modehaus Kern", "10 %"), ("Grünmarkt", "5 %"), ("Café Insel", "20 %")):
        ways_in.add(vault, shop, value)
    offers.matched(vault, TODAY)
    return vault


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for every time that everything was matched anew."""
    times: list[int] = []
    real = kept._whole

    def counted(vault: Vault, today: object) -> object:
        times.append(len(times))
        return real(vault, today)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(kept, "_whole", counted)
    return times


def test_every_change_of_payments_counts(filled: Vault, current: int) -> None:
    ids = ledger.find(filled, "Kern", TODAY)
    ledger.change(filled, ids[:1], amount=-90_000)
    assert max(one.match.spent for one in same(filled)) == 98_800
    ledger.change(filled, ids, payee="Café Insel")
    assert (reason(filled, "Modehaus Kern"), reason(filled, "Café Insel")) == ("never_there", "you_buy_there")
    history.undo_last(filled)
    assert reason(filled, "Café Insel") == "never_there"
    history.redo(filled)
    assert reason(filled, "Café Insel") == "you_buy_there"
    back = ledger.add(filled, accounts.add(filled, "Savings", "savings", "EUR"), TODAY, 90_000, "Own")
    link = transfers.link(filled, [ids[0], back])
    assert next(one.match.visits for one in same(filled) if one.offer.merchant == "Café Insel") == 2
    transfers.unlink(filled, link)
    same(filled)
    ledger.remove(filled, ids)
    assert reason(filled, "Café Insel") == "never_there"


def test_a_file_counts_and_goes_again(filled: Vault, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(FILE, encoding="utf-8")
    batch = imports.accept(filled, imports.preview(filled, [path]))[0]
    assert reason(filled, "Café Insel") == "you_buy_there"
    imports.undo_batch(filled, batch.id)
    assert reason(filled, "Café Insel") == "never_there"
    history.redo(filled)
    assert reason(filled, "Café Insel") == "you_buy_there"


def test_every_change_of_offers_and_of_the_person_counts(filled: Vault, current: int) -> None:
    first = same(filled)[0].offer.id
    offers.mark(filled, first, "tracked", TODAY)
    assert same(filled)[0].state == "tracked"
    ways_in.remove(filled, first)
    assert first not in {one.offer.id for one in same(filled)}
    ways_in.add(filled, "Modehaus Kern", "5.00", needs_activation=True, activate_by=TODAY - timedelta(1))
    late = next(one for one in same(filled) if one.offer.merchant == "Modehaus Kern")
    assert late.match.reason == "activation_over"
    offers.mark(filled, late.offer.id, "active", TODAY)
    assert reason(filled, "Modehaus Kern") == "you_buy_there"
    offers.teach(filled, "Café Insel", "is", "Modehaus Kern")
    assert reason(filled, "Café Insel") == "you_buy_there"
    offers.teach(filled, "Café Insel", "never")
    assert reason(filled, "Café Insel") == "you_said_never"
    card = terms.put_instrument(filled, "Aurum", "credit_card", current)
    ways_in.add(filled, "Grünmarkt", "50 %", card=card)
    assert same(filled)[0].match.fits
    terms.remove_instrument(filled, card)
    assert {one.match.reason for one in same(filled) if one.offer.instruments} == {"no_such_card"}


def test_a_catalogue_with_its_commissions_comes_and_goes(filled: Vault) -> None:
    document = {
        "format": "coffer-offers/1", "name": "Town", "version": 1,
        "offers": [{"id": "t1", "merchant": "Modehaus Kern", "kind": "percent", "value": "0.2", "title": "Fifth",
                    "origin": "portal", "commission": {"rate": "0.02"}}],
    }  # fmt: skip
    catalogues.take(filled, document, "town", TODAY)
    view = next(one for one in same(filled) if one.offer.id == "t1")
    assert (view.match.fits, parse_decimal(str((view.commission or {})["rate"]))) == (True, Decimal("0.02"))
    catalogues.remove(filled, "Town")
    assert len(same(filled)) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda vault: settings.change(vault, home_currency="CHF"),
        lambda vault: forgetting.forget(
            vault, forgetting.plan(vault, forgetting.period(TODAY - timedelta(6), TODAY))
        ),
        lambda vault: accounts.change(vault, accounts.positions(vault)[0].account.id, name="Other"),
        lambda vault: accounts.remove(vault, accounts.positions(vault)[0].account.id),
    ],
    ids=["currency", "erasing", "account", "without account"],
)  # fmt: skip
def test_what_concerns_everything_is_matched_anew(
    filled: Vault, change: Callable[[Vault], object], whole: list[int]
) -> None:
    change(filled)
    offers.matched(filled, TODAY)
    assert len(whole) == 1
    same(filled)


def test_a_payment_matches_nothing_anew_and_another_day_does(filled: Vault, current: int, whole: list[int]) -> None:
    ledger.add(filled, current, TODAY, -3_000, "Modehaus Kern")
    assert next(one.match.visits for one in offers.matched(filled, TODAY) if one.match.fits) == 4
    offers.matched(filled, TODAY)[:] = []  # what is handed out is the caller's own
    assert len(offers.matched(filled, TODAY)) == 3
    assert whole == []
    offers.matched(filled, TODAY + timedelta(1))
    assert len(whole) == 1


def test_nothing_is_kept_of_a_vault_that_is_closed() -> None:
    with Vault.in_memory() as vault:
        ways_in.add(vault, "Modehaus Kern", "10 %")
        offers.matched(vault, TODAY)
        assert vault.kept
    assert not vault.kept
