"""Ways to pay and offers on their way into a comparison."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.domain.errors import PackError
from hub.services import decide, ledger, offers, sample, terms
from hub.services.decide import Purchase
from storage.vault import Vault

TODAY = date(2026, 11, 19)
CASHBACK = {"rules": [{"id": "base", "kind": "base", "rate": "0.01"}]}


@pytest.fixture
def filled(vault: Vault, card: int) -> Vault:
    """One card with an offer at one shop, and a payment there."""
    terms.put_instrument(vault, "Blue", "credit_card", card, CASHBACK, "aurum")
    ledger.add(vault, card, TODAY - timedelta(days=4), -6100, "Route Station")
    offers.import_document(vault, sample.sample_catalogue(TODAY), "sample", TODAY)
    return vault


def nets(vault: Vault, **facts: str) -> dict[str, str]:
    found = decide.compare(vault, Purchase(Decimal(65), "EUR", TODAY, **facts)).comparison
    return {one.id: str(one.net_expected) for one in found.options}


def test_an_offer_of_one_shop_is_none_where_no_shop_is_named(filled: Vault) -> None:
    assert nets(filled) == {"aurum": "0.65"}
    assert set(nets(filled, merchant="Modehaus Kern")) == {"aurum", "aurum@sample-03"}


def test_an_activated_offer_counts_and_comparisons_still_work(filled: Vault) -> None:
    assert nets(filled, merchant="Route Station")["aurum"] == "0.65"
    offers.mark(filled, "sample-01", "active")
    assert nets(filled, merchant="Route Station")["aurum"] == "3.65"
    assert nets(filled)["aurum"] == "0.65"


def test_a_wallet_is_kept_with_what_it_pays_with(filled: Vault) -> None:
    terms.put_instrument(filled, "Tap", "wallet", None, {"rules": []}, "tap", funding=["aurum"])
    assert set(nets(filled)) == {"aurum", "tap>aurum"}
    with pytest.raises(PackError):
        terms.put_instrument(filled, "Bad", "wallet", None, {"rules": [{"id": "x", "kind": "no"}]}, "bad")
