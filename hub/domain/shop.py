"""What own payments tell about a shop: its code, its country, how one buys there, which ways to pay it took.

Nothing is made up: a fact that payments don't agree on stays unknown, and every fact says how many payments tell it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.domain.channel import CHIP, DIRECT_DEBIT, ONLINE, TAP, channel_of

HISTORY, CATALOGUE, HAND = "history", "catalogue", "hand"
"""Where a fact of a shop comes from: own payments, a catalogue, the person."""

INSTRUMENT_KINDS = frozenset(
    "credit_card charge_card debit_card prepaid_card wallet bank_transfer direct_debit cash bnpl points store_credit"
    .split()
)  # fmt: skip
"""Kinds of instrument (DECIDE 2.2); any other way that a shop takes is a network or a wallet."""

AGREED = (2, 3)
"""The share of the payments that tell something which has to tell the same."""

_WAYS_IN: Mapping[str, str] = {TAP: "in_store", CHIP: "in_store", ONLINE: "online", DIRECT_DEBIT: "recurring"}
_AMBIGUOUS = frozenset({"US"})
"""Home countries whose states have codes of two letters, as countries do: only codes of three letters count there."""
_LONG = {
    "DEU": "DE", "AUT": "AT", "CHE": "CH", "FRA": "FR", "ITA": "IT", "ESP": "ES", "PRT": "PT", "NLD": "NL", "BEL": "BE",
    "LUX": "LU", "GBR": "GB", "IRL": "IE", "USA": "US", "CAN": "CA", "DNK": "DK", "SWE": "SE", "NOR": "NO", "FIN": "FI",
    "POL": "PL", "CZE": "CZ", "SVK": "SK", "HUN": "HU", "ROU": "RO", "BGR": "BG", "HRV": "HR", "SVN": "SI", "EST": "EE",
    "LVA": "LV", "LTU": "LT", "GRC": "GR", "TUR": "TR", "ISR": "IL", "ARE": "AE", "SAU": "SA", "IRN": "IR", "EGY": "EG",
    "JPN": "JP", "CHN": "CN", "HKG": "HK", "TWN": "TW", "KOR": "KR", "IND": "IN", "AUS": "AU", "NZL": "NZ", "BRA": "BR",
    "MEX": "MX", "SGP": "SG",
}  # fmt: skip
_SHORT = frozenset({*_LONG.values(), "UK"})
_LAST = re.compile(r"[^A-Za-z]([A-Z]{2,3})[^A-Za-z]*$")


@dataclass(frozen=True, slots=True)
class ShopFact:
    """One thing that is known of a shop. count: payments that tell it; source: the catalogue's name."""

    value: str
    whence: str = HISTORY
    count: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Visited:
    """One payment at a shop, as a bank states it. way: the path of instruments that paid, "" where none is linked."""

    description: str
    mcc: str | None = None
    channel: str | None = None
    way: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a catalogue says of a shop. ways: kinds of instrument, networks and wallets it takes, () = not said.

    surcharges: shares of the price by way. refunds: days, as, takes_days, as the catalogue writes them.
    """

    name: str
    source: str
    ways: tuple[str, ...] = ()
    surcharges: Mapping[str, str] = field(default_factory=dict)
    refunds: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop with what is known of it. usual: middle amount in minor units of the home currency.

    facts: mcc, country, channel, contactless ("yes") by name, where known. ways: payments by path that paid there.
    """

    name: str
    category: str = ""
    mcc: str = ""
    visits: int = 0
    usual: int = 0
    facts: Mapping[str, ShopFact] = field(default_factory=dict)
    ways: Mapping[str, int] = field(default_factory=dict)
    listing: Listing | None = None


def learned(visits: Sequence[Visited], home_country: str) -> dict[str, ShopFact]:
    """What payments at a shop agree on: mcc, country, channel, contactless."""
    ways_in = [(one, one.channel or channel_of(one.description)) for one in visits]
    told = {
        "mcc": [one.mcc for one in visits if one.mcc and len(one.mcc) == 4],
        "country": [code for one in visits if (code := country_of(one.description, home_country))],
        "channel": [_WAYS_IN[way] for _one, way in ways_in if way is not None and way in _WAYS_IN],
        # that a payment was not contactless is only known where the person said so
        "contactless": ["yes" if way == TAP else "no" for one, way in ways_in if way == TAP or one.channel == CHIP],
    }
    return {name: fact for name, values in told.items() if (fact := _agreed(values)) is not None}


def additions(shop: Shop, said: Mapping[str, object], home_country: str) -> dict[str, dict[str, Any]]:
    """What a shop adds to a purchase where nobody said it, by part: what, where, how.

    said: category, mcc, country, channel and contactless of the purchase. A country is worth a word where it is not
    the person's own.
    """
    facts = {name: fact.value for name, fact in shop.facts.items()}
    found: dict[str, dict[str, Any]] = {}
    if not said["category"] and not said["mcc"] and (shop.category or shop.mcc):
        found["what"] = {"category": shop.category, "mcc": shop.mcc}
    if not said["country"] and facts.get("country", home_country) != home_country:
        found["where"] = {"country": facts["country"]}
    if not said["channel"] and said["contactless"] is None and "channel" in facts:
        taps = facts.get("contactless") if facts["channel"] == "in_store" else None
        found["how"] = {"channel": facts["channel"], "contactless": None if taps is None else taps == "yes"}
    return found


def country_of(description: str, home_country: str = "") -> str:
    """The country at the end of what a bank wrote ("… STRASBOURG FR", "… WIEN AUT"); "" when it tells none."""
    found = _LAST.search(description)
    if found is None:
        return ""
    code = found[1]
    if len(code) == 3:
        return _LONG.get(code, "")
    if code not in _SHORT or home_country in _AMBIGUOUS:
        return ""
    return "GB" if code == "UK" else code


def entries(
    shop: Shop, hops: Sequence[Mapping[str, str]], said: Iterable[tuple[str, str]] = ()
) -> list[dict[str, str]]:  # fmt: skip
    """What a shop takes, as the acceptance of a case (DECIDE 2.7): the first entry that fits counts.

    hops: id, kind, network, product of the own instruments, wallets with type. said: (instrument, yes or no) by the
    person. Then come wallets that stand between card and shop, ways that paid there before, and what a catalogue says.
    A catalogue's list is whole: what is not in it is not taken; where it names networks, a card of none is not known.
    """
    made = [{"instrument": name, "accepted": answer} for name, answer in said]
    paid = {hop for path in shop.ways for hop in path.split(">")}
    listing = shop.listing
    takes = {way.casefold() for way in listing.ways} if listing is not None else set()
    staged = [hop for hop in hops if hop["kind"] == "wallet" and hop.get("type") == "staged"]
    if takes:
        made += [
            {"wallet": hop["id"], "accepted": "yes" if hop["id"] in paid or _names(hop) & takes else "no"}
            for hop in staged
        ]
        made += [{"instrument": name, "accepted": "yes"} for name in sorted(_direct(shop, staged))]
        made += _listed(hops, takes)
    if listing is not None:
        made += _surcharged(hops, listing)
    return made


def taken(shop: Shop, hop: Mapping[str, str], said: Iterable[tuple[str, str]] = ()) -> ShopFact | None:
    """Whether a shop takes an instrument (yes, no), and where that is known from; None where it is not."""
    by_hand = dict(said).get(hop["id"])
    if by_hand is not None:
        return ShopFact(by_hand, HAND)
    paid = sum(count for path, count in shop.ways.items() if hop["id"] in path.split(">"))
    if paid:
        return ShopFact("yes", HISTORY, paid)
    facing = {"kind": hop["kind"], "network": hop.get("network", ""), "instrument": hop["id"], "wallet": hop["id"]}
    for entry in entries(shop, [hop]):
        fits = all(facing[name] == value for name, value in entry.items() if name in facing)
        if fits and entry.get("accepted") in ("yes", "no") and shop.listing is not None:
            return ShopFact(entry["accepted"], CATALOGUE, source=shop.listing.source)
    return None


def _direct(shop: Shop, staged: Sequence[Mapping[str, str]]) -> set[str]:
    """Instruments that paid at the shop themselves, no wallet between."""
    between = {hop["id"] for hop in staged}
    return {path.split(">")[-1] for path in shop.ways if not between & set(path.split(">")[:-1])}


def _listed(hops: Sequence[Mapping[str, str]], takes: set[str]) -> list[dict[str, str]]:
    networks = sorted({hop["network"] for hop in hops if hop.get("network")})
    kinds = sorted({hop["kind"] for hop in hops if hop["kind"]})
    by_kind = [kind for kind in kinds if kind in takes]
    made = [{"kind": kind, "accepted": "yes"} for kind in by_kind]
    made += [{"network": name, "accepted": "yes" if name.casefold() in takes else "no"} for name in networks]
    rest = [kind for kind in kinds if kind not in by_kind]
    has_networks = bool(takes - INSTRUMENT_KINDS)
    may_be = {kind for kind in rest if has_networks and kind.endswith("_card")}
    return [*made, *({"kind": kind, "accepted": "unknown" if kind in may_be else "no"} for kind in rest)]


def _surcharged(hops: Sequence[Mapping[str, str]], listing: Listing) -> list[dict[str, str]]:
    made = []
    for way, rate in listing.surcharges.items():
        folded = way.casefold()
        networks = sorted({hop["network"] for hop in hops if hop.get("network", "").casefold() == folded})
        made += [{"network": name, "surcharge_rate": rate} for name in networks]
        if any(hop["kind"] == folded for hop in hops):
            made.append({"kind": folded, "surcharge_rate": rate})
    return made


def _names(hop: Mapping[str, str]) -> set[str]:
    return {hop[name].casefold() for name in ("id", "product", "network", "kind") if hop.get(name)}


def _agreed(values: Sequence[str]) -> ShopFact | None:
    if not values:
        return None
    value, count = Counter(values).most_common(1)[0]
    return ShopFact(value, HISTORY, count) if count * AGREED[1] >= len(values) * AGREED[0] else None
