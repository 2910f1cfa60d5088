"""Shops as the own history and catalogues know them, and what they take as the acceptance of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from hub.domain.channel import CASH, CHIP, DIRECT_DEBIT, ONLINE, TAP, TRANSFER, channel_of
from hub.domain.kinds import kind_for
from hub.domain.merchants import MerchantIndex
from hub.domain.shop import Listing, Shop, ShopFact, Visited, entries, learned
from hub.domain.transaction import EXPECTED, Transaction
from hub.services import ledger
from storage import accounts, offers, paying, settings, terms, transactions
from storage.tables import transactions as table
from storage.vault import Vault

_NEWEST = 3000
"""Transactions in which shops are looked for; of one shop the newest so many count."""
_OF_ONE = 60

_CARDS = frozenset({"credit_card", "charge_card", "debit_card", "prepaid_card", "wallet"})
_KINDS = {
    TAP: _CARDS, CHIP: _CARDS, ONLINE: _CARDS, TRANSFER: {"bank_transfer"}, DIRECT_DEBIT: {"direct_debit"},
    CASH: {"cash"},
}  # fmt: skip
"""Kinds of instrument that a channel leaves open where several draw on one account."""


def known(vault: Vault, today: date, kinds: Mapping[str, Sequence[str]]) -> list[Shop]:
    """Shops of the newest transactions, those that were visited most first, then those only catalogues know.

    kinds: kinds of the terms with their merchant codes.
    """
    newest = ledger.load(vault, ledger.find(vault, "is:spending -is:transfer", today, limit=_NEWEST))
    by_payee: dict[str, list[Transaction]] = {}
    for one in newest:
        if one.payee:
            by_payee.setdefault(one.payee, []).append(one)
    with vault.read() as connection:
        way_of, codes, country = _Ways(connection), _codes(connection), settings.load(connection).country
        listed = _Listed(connection)
    found = [
        _shop(payee, visits, (codes, kinds, country), way_of, listed.find(payee)) for payee, visits in by_payee.items()
    ]
    return [*sorted(found, key=lambda shop: (-shop.visits, shop.name)), *listed.others()]


def find(vault: Vault, merchant: str, kinds: Mapping[str, Sequence[str]]) -> Shop | None:
    """What is known of one shop by its name; None for one that neither history nor a catalogue has."""
    if not merchant:
        return None
    with vault.read() as connection:
        visits = _visits(connection, merchant)
        way_of, codes, country = _Ways(connection), _codes(connection), settings.load(connection).country
        listing = _Listed(connection).find(merchant)
    if not visits:
        return None if listing is None else _only_listed(merchant, listing)
    return _shop(merchant, visits, (codes, kinds, country), way_of, listing)


def acceptance(
    shop: Shop | None, case: Mapping[str, Any], said: Iterable[tuple[str, str]] = ()
) -> list[dict[str, str]]:
    """What a shop takes of the ways to pay of a case, as DECIDE 2.7 lists it. said: (instrument, yes or no) by hand."""
    return entries(shop or Shop(""), hops(case), said)


def takings(vault: Vault, merchants: Iterable[str], case: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    """What shops take of the ways to pay of a case, by name; those that no catalogue lists are left out."""
    with vault.read() as connection:
        listed = _Listed(connection)
        if not listed:
            return {}
        found = {name: one for name in dict.fromkeys(merchants) if name and (one := listed.find(name)) is not None}
        way_of = _Ways(connection) if found else None
        ways = {name: Counter(map(way_of, _visits(connection, name))) for name in found if way_of is not None}
    own = hops(case)
    made = {}
    for name, listing in found.items():
        paid = {way: count for way, count in ways[name].items() if way}
        made[name] = entries(Shop(name, ways=paid, listing=listing), own)
    return {name: one for name, one in made.items() if one}


def hops(case: Mapping[str, Any]) -> list[dict[str, str]]:
    """The ways to pay of a case as shops see them: id, product, kind, network, type of a wallet."""
    products = {one["id"]: one for one in case["terms"]["products"]}
    found = []
    for one in case["instruments"]:
        product = products.get(one.get("product"), {})
        hop = {"id": str(one["id"]), "product": str(one.get("product", ""))}
        hop |= {name: str(one.get(name) or product.get(name) or "") for name in ("kind", "network")}
        found.append(hop | {"type": str(product.get("wallet", {}).get("type", ""))})
    return found


def _visits(connection: Connection, merchant: str) -> list[Transaction]:
    """The newest payments at a shop."""
    chosen = (table.c.payee == merchant) & (table.c.amount < 0) & (table.c.status != EXPECTED)
    chosen &= table.c.transfer_id.is_(None)
    newest = select(table.c.id).where(chosen).order_by(table.c.booked_on.desc()).limit(_OF_ONE)
    return transactions.by_ids(connection, list(connection.execute(newest).scalars()))


class _Ways:
    """Which way paid a transaction: chosen here, or the one instrument that draws on its account."""

    def __init__(self, connection: Connection) -> None:
        products = {one["id"]: one for one in terms.all_products(connection)}
        self._on: dict[int, list[tuple[str, str]]] = {}
        for document, _name, account in terms.all_instruments(connection):
            kind = str(document.get("kind") or products.get(document.get("product", ""), {}).get("kind", ""))
            if account is not None and (kind != "wallet" or document.get("has_balance")):
                self._on.setdefault(account, []).append((document["id"], kind))
        self._chosen = {one["transaction_id"]: ">".join(one["path"]) for one in paying.all_predictions(connection)}

    def __call__(self, one: Transaction) -> str:
        if one.id in self._chosen:
            return self._chosen[one.id]
        able = self._on.get(one.account_id, [])
        if len(able) > 1:
            open_ = _KINDS.get(one.channel or channel_of(one.description) or "", set())
            able = [pair for pair in able if pair[1] in open_]
        return able[0][0] if len(able) == 1 else ""


class _Listed:
    """What catalogues say of shops, found by the names that banks write."""

    def __init__(self, connection: Connection) -> None:
        self._found = [
            (Listing(str(one["name"]), source, tuple(map(str, one.get("ways", ()))), dict(one.get("surcharges", {})),
                     dict(one.get("refunds", {}))), one)
            for source, one in offers.merchants_by_pack(connection)
        ]  # fmt: skip
        names = [(at, name) for at, (_, one) in enumerate(self._found) for name in (one["name"], *one.get("names", ()))]
        self._places = [at for at, _name in names]
        self._index = MerchantIndex([str(name) for _at, name in names])
        self._seen: set[int] = set()

    def __len__(self) -> int:
        return len(self._found)

    def find(self, payee: str) -> Listing | None:
        """The first entry that is this shop."""
        for at in self._index.find(payee):
            place = self._places[at]
            self._seen.add(place)
            return self._found[place][0]
        return None

    def others(self) -> list[Shop]:
        """Shops that nobody of the history was found to be."""
        rest = (listing for at, (listing, _) in enumerate(self._found) if at not in self._seen)
        return [_only_listed(one.name, one) for one in rest]


def _only_listed(name: str, listing: Listing) -> Shop:
    return Shop(name, listing=listing)


def _codes(connection: Connection) -> dict[int, str]:
    return {one.id: one.name for one in accounts.all_categories(connection)}


def _shop(
    payee: str, visits: Sequence[Transaction], words: tuple[Mapping[int, str], Mapping[str, Sequence[str]], str],
    way_of: _Ways, listing: Listing | None,
) -> Shop:  # fmt: skip
    codes, kinds, country = words
    amounts = sorted(-one.amount for one in visits)
    told = [Visited(one.description, one.mcc, one.channel, way_of(one)) for one in visits]
    facts = learned(told, country)
    mcc = facts["mcc"].value if "mcc" in facts else ""
    named = Counter(codes[one.category_id] for one in visits if one.category_id is not None)
    kind = ""
    if not mcc and named:
        code, count = named.most_common(1)[0]
        kind = kind_for(code, kinds)
        if kind:
            facts["category"] = ShopFact(kind, count=count)
    ways = Counter(one.way for one in told if one.way)
    return Shop(payee, kind, mcc, len(visits), amounts[len(amounts) // 2], facts, dict(ways.most_common()), listing)
