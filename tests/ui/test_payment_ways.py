"""A way to pay as the guided dialog shows it, and the terms that it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hub.domain.account import Account
from hub.services import demo, terms, vaults
from hub.services.vaults import Vault
from ui.payment.way_terms import EARNED, MONEY, NOTHING, POINTS, SPEND, Way, details_of, free_id, product_of, way_of

TODAY = date(2026, 11, 19)
CARD = Way(
    "Blue", "credit_card", "visa", None, MONEY, "", Decimal("0.01"), "fuel", Decimal("0.03"), Decimal(300), SPEND,
    Decimal("0.0175"),
)  # fmt: skip


def kept(vault: Vault, way: Way) -> Way:
    own = terms.put_instrument(vault, way.name, way.kind, way.account_id, product_of(way, None), free_id(way.name, []))
    return way_of(next(one for one in terms.instruments(vault) if one.id == own))


@pytest.fixture
def vault() -> Vault:
    made = Vault.in_memory()
    vaults.prepare(made)
    return made


@pytest.mark.parametrize(
    "way",
    [
        CARD,
        replace(CARD, cap=None),
        replace(CARD, cap_on=EARNED),
        replace(CARD, bonus_kind="", bonus=Decimal(0), cap=None),
        replace(CARD, earns=NOTHING, base=Decimal(0), bonus_kind="", bonus=Decimal(0), cap=None),
        replace(CARD, earns=POINTS, programme="miles", base=Decimal(1), bonus=Decimal(2), cap_on=EARNED),
    ],
)
def test_what_is_typed_is_what_is_kept(vault: Vault, way: Way) -> None:
    if way.programme:
        pack = {"terms": {"programmes": [{"id": "miles", "name": "Miles"}]}}
        terms.import_document(vault, pack, "own")
    assert kept(vault, way) == way


def test_editing_nothing_changes_nothing_and_keeps_what_the_dialog_does_not_know(vault: Vault) -> None:
    demo.load(vault, TODAY)
    for one in terms.instruments(vault):
        product = {key: value for key, value in (one.product or {}).items() if key not in {"id", "name", "kind"}}
        after = product_of(way_of(one), one.product)
        for caps in (product, after):
            for cap in caps.get("caps", []):
                cap["amount"] = Decimal(cap["amount"])
        assert after == product
    aurum = next(one for one in terms.instruments(vault) if one.id == "aurum")
    changed = product_of(replace(way_of(aurum), fx_fee=Decimal(0), base=Decimal("0.02")), aurum.product)
    assert changed["costs"] == {"purchase_apr": "0.179"}
    assert [(rule["id"], rule["rate"]) for rule in changed["rules"]] == [("cashback", "0.02"), ("fuel", "0.01")]


def test_a_wallet_says_what_it_pays_with_and_a_card_takes_its_days_from_the_account(vault: Vault) -> None:
    account = Account(1, "Card", "card", "EUR", statement_day=31, due_days=14)
    assert details_of(CARD, None, account) == {"statement_close_day": "eom", "payment_due_days": 14}
    wallet = Way("Tap", "wallet", funding=("blue",))
    kept(vault, CARD)
    terms.put_instrument(
        vault, "Tap", "wallet", None, product_of(wallet, None), "tap", **details_of(wallet, None, None)
    )
    assert next(one for one in terms.instruments(vault) if one.id == "tap").document["funding"] == ["blue"]


def test_ids_are_free_and_plain() -> None:
    assert free_id("Aurum Crédit Gold", []) == "aurum-cr-dit-gold"
    assert free_id("Карта", []) == "way"
    assert free_id("way", ["way", "way-2"]) == "way-3"
