"""What payments and catalogues tell of a shop, and what becomes of it in a case."""

from __future__ import annotations

import pytest

from hub.domain.shop import (
    CATALOGUE,
    HAND,
    HISTORY,
    Listing,
    Shop,
    ShopFact,
    Visited,
    country_of,
    entries,
    learned,
    taken,
)

CARD = {"id": "gold", "product": "gold", "kind": "credit_card", "network": "Visa", "type": ""}
AMEX = {"id": "blue", "product": "blue", "kind": "credit_card", "network": "amex", "type": ""}
PLAIN = {"id": "grey", "product": "", "kind": "debit_card", "network": "", "type": ""}
CASH = {"id": "cash", "product": "", "kind": "cash", "network": "", "type": ""}
BETWEEN = {"id": "paynow", "product": "paynow", "kind": "wallet", "network": "", "type": "staged"}
HOPS = [CARD, AMEX, PLAIN, CASH, BETWEEN]
LISTING = Listing("Market", "town", ("visa", "cash"), {"amex": "0.02", "cash": "0.01"})


@pytest.mark.parametrize(
    ("description", "home", "country"),
    [
        ("SHELL 4471 STRASBOURG FR", "DE", "FR"), ("CAFE MOZART WIEN AUT", "US", "AT"),
        ("TESCO LONDON UK 12", "", "GB"),
        ("OIL SPRINGFIELD IL", "US", ""), ("Market in", "DE", ""), ("MARKET", "DE", ""), ("DE", "FR", ""),
        ("MARKET XYZ", "DE", ""),
    ],
)  # fmt: skip
def test_the_country_at_the_end_of_a_text(description: str, home: str, country: str) -> None:
    assert country_of(description, home) == country


def test_only_what_payments_agree_on_is_known() -> None:
    visits = [
        Visited("CB MARKET LYON FR", "5411", None), Visited("CB MARKET LYON FR", "5411", "tap"),
        Visited("MARKET LYON FR", "5499", "tap"), Visited("MARKET.COM", None, None),
    ]  # fmt: skip
    found = learned(visits, "DE")
    assert found["mcc"] == ShopFact("5411", HISTORY, 2)
    assert found["country"] == ShopFact("FR", HISTORY, 3)
    assert found["channel"] == ShopFact("in_store", HISTORY, 3)
    assert found["contactless"].value == "yes"
    assert "mcc" not in learned([Visited("", "5411"), Visited("", "5812")], "DE")
    assert learned([], "DE") == {}


def test_what_a_shop_takes_comes_first_from_the_person_then_from_payments_then_from_the_list() -> None:
    shop = Shop("Market", ways={"blue": 3}, listing=LISTING)
    made = entries(shop, HOPS, [("gold", "no")])
    assert made[0] == {"instrument": "gold", "accepted": "no"}
    assert {"wallet": "paynow", "accepted": "no"} in made
    assert made.index({"instrument": "blue", "accepted": "yes"}) < made.index({"network": "amex", "accepted": "no"})
    assert {"network": "Visa", "accepted": "yes"} in made
    assert {"kind": "debit_card", "accepted": "unknown"} in made  # its network is not known
    assert {"network": "amex", "surcharge_rate": "0.02"} in made
    assert {"kind": "cash", "surcharge_rate": "0.01"} in made
    said = {hop["id"]: taken(shop, hop, [("gold", "no")]) for hop in HOPS}
    assert said["gold"] == ShopFact("no", HAND)
    assert said["blue"] == ShopFact("yes", HISTORY, 3)
    assert said["cash"] == ShopFact("yes", CATALOGUE, source="town")
    assert said["paynow"] == ShopFact("no", CATALOGUE, source="town")
    assert said["grey"] is None


def test_a_card_that_paid_through_a_service_was_not_taken_by_the_shop() -> None:
    shop = Shop("Market", ways={"paynow>gold": 2}, listing=Listing("Market", "town", ("cash",)))
    made = entries(shop, HOPS)
    assert {"wallet": "paynow", "accepted": "yes"} in made
    assert {"instrument": "gold", "accepted": "yes"} not in made
    assert entries(Shop("Nobody"), HOPS) == []
