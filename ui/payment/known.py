"""What the vault knows that helps to understand a purchase: shops of the own history, kinds that the terms name.

Reading runs on a worker; the answers are looked up while a person types.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.domain.merchants import MerchantIndex
from hub.domain.shop import Shop
from ui.payment import words
from ui.payment.folding import folded

_SHORTEST = 5
"""Letters of a first word that stands for a shop alone."""


@dataclass(frozen=True, slots=True)
class Known:
    """shops by folded name; names: every phrase that stands for one shop. categories: names as terms write them.

    hops: own ways to pay as shops see them, with their names (`hub.services.shops.hops`).
    """

    home: str = "EUR"
    country: str = ""
    categories: tuple[str, ...] = ()
    shops: Mapping[str, Shop] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    hops: tuple[Mapping[str, str], ...] = ()

    def like(self, phrase: str) -> str:
        """The shop that a folded phrase means: its name, or the start of exactly one; "" for none."""
        if phrase in self.names:
            return self.names[phrase]
        found = [shop.name for name, shop in self.shops.items() if name.startswith(f"{phrase} ")]
        return found[0] if len(found) == 1 else ""

    def shop(self, name: str) -> Shop | None:
        """What is known of a shop; None for one that the history does not have."""
        return self.shops.get(folded(name))


def known(
    home: str, country: str, terms: Mapping[str, Any], shops: Iterable[Shop], hops: Iterable[Mapping[str, str]] = ()
) -> Known:
    """What is known. terms: the block of a case; of shops with equal names the first counts."""
    by_name: dict[str, Shop] = {}
    for shop in shops:
        by_name.setdefault(folded(shop.name), shop)
    firsts = Counter(name.split()[0] for name in by_name if name)
    names = {name: shop.name for name, shop in by_name.items()}
    for name, shop in by_name.items():
        first = name.split()[0] if name else ""
        if len(first) >= _SHORTEST and firsts[first] == 1 and first not in words.KIND_OF:
            names.setdefault(first, shop.name)
    return Known(home, country, categories_of(terms), by_name, names, tuple(hops))


def categories_of(terms: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of purchase that terms name, each once, sorted."""
    found = set(terms.get("categories", {}))
    for product in terms.get("products", ()):
        for rule in product.get("rules", ()):
            found.update(rule.get("match", {}).get("category", ()))
            found.update(rule.get("categories", ()))
    return tuple(sorted(found))


def offered_as(shop: str, offers: Iterable[str]) -> str:
    """The name that an offer's terms use for a shop, so that both are the same; else the shop's own."""
    index = MerchantIndex([shop])
    return next((name for name in offers if name and index.find(name)), shop)
