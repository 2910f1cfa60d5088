"""Catalogues of offers: what one may hold, and what of it may be believed.

A catalogue (`coffer-offers/1`) is one JSON document for everybody; `coffer-offers.schema.json` states its form. What is
wrong with the whole (expired, for another country, too large) refuses it; an entry that is wrong, or that would apply
to every purchase, is set aside with its reason and the rest is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.domain.errors import PackError
from hub.domain.merchants import names_nobody
from hub.domain.money import parse_decimal

FORMAT = "coffer-offers/1"
LARGEST = 250_000
"""Entries of a catalogue at most."""
LARGEST_ENTRY = 200
"""Texts and lists of one entry at most, so that one can't fill the screen or the vault."""
EVERYWHERE = frozenset({"", "world", "eu"})
"""Regions that say nothing against a person's country."""
KINDS = frozenset({"percent", "fixed", "cashback", "points", "multiplier"})
CHANNELS = frozenset({"in_store", "online", "in_app", "phone", "recurring"})

Document = dict[str, Any]

_ID = re.compile(r"[A-Za-z0-9_.-]{1,80}")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?")
_NUMBERS = ("value", "min_spend", "max_credit", "base")
_DAYS = ("valid_from", "valid_to")
_LISTS = ("region", "instruments", "products", "networks", "channels")
_TEXTS = ("title", "merchant", "source", "url", "text", "code", "card")
_FLAGS = ("cumulative", "void_with_coupon")
_FACTS = frozenset({*_TEXTS, "region", "commission", "uses", "form", "name"})
_TERMS = frozenset(
    {
        "id", "origin", "instruments", "products", "networks", "match", "kind", "value", "programme", "min_spend",
        "min_basis", "max_credit", "cumulative", "stack_group", "credit_reduces_earning_base", "activation",
        "void_with_coupon", "valid_from", "valid_to", "note",
    }
)  # fmt: skip
_SHAPES = {
    "mcc": re.compile(r"[0-9]{4}(-[0-9]{4})?"),
    "channel": re.compile("|".join(sorted(CHANNELS))),
    "currency": re.compile(r"[A-Z]{3}"),
    "weekday": re.compile("mon|tue|wed|thu|fri|sat|sun"),
}
_NARROWING = ("mcc", "merchant", "category")
_MATCHED = frozenset({*_NARROWING, "country", "channel", "currency", "min_amount", "max_amount", "weekday"})


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that is not used. path: its place in the document; reason: a code."""

    path: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue that may be used. head: everything but its entries. delta_from: the version it changes, None = whole.

    offers: entries as the vault keeps them, coupons among them (form "coupon"); removed: ids that a delta takes away.
    """

    name: str
    version: int
    head: Mapping[str, Any]
    offers: tuple[Document, ...]
    merchants: tuple[Document, ...] = ()
    programmes: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()
    delta_from: int | None = None
    set_aside: tuple[SetAside, ...] = ()


def read_catalogue(document: Mapping[str, Any], today: date, country: str = "", name: str = "") -> Catalogue:
    """A catalogue out of its document. country: the person's, "" = not said; name: for one that has none.

    PackError "not_a_catalogue", "bad_version", "catalogue_too_large", "catalogue_expired", "catalogue_other_region".
    """
    groups = {group: _entries(document, group) for group in ("offers", "coupons", "merchants", "programmes", "removed")}
    count = sum(map(len, groups.values()))
    if count > LARGEST:
        raise PackError("catalogue_too_large", where={"path": "$"}, limit=LARGEST, count=count)
    version, base = document.get("version", 1), document.get("delta_from")
    for path, number in (("$.version", version), ("$.delta_from", version if base is None else base)):
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise PackError("bad_version", where={"path": path}, version=str(number)[:40])
    _check_expiry(document, today)
    region = str(document.get("region", "")).casefold()
    if country and region not in EVERYWHERE and region.partition("-")[0] != country.casefold():
        raise PackError("catalogue_other_region", where={"path": "$.region"}, region=region.upper(), country=country)
    known = {"offers", "coupons", "merchants", "programmes", "removed"}
    offers, merchants, programmes, aside = _sorted_out(groups)
    return Catalogue(
        name=str(document.get("name") or name)[:LARGEST_ENTRY],
        version=version,
        head={key: value for key, value in document.items() if key not in known},
        offers=tuple(offers),
        merchants=tuple(merchants),
        programmes=tuple(programmes),
        removed=tuple(map(str, groups["removed"])),
        delta_from=base,
        set_aside=tuple(aside),
    )


def terms_of(document: Mapping[str, Any]) -> Document:
    """An offer as a comparison takes it: without who offers it, and never with who is paid for it."""
    return {key: value for key, value in document.items() if key in _TERMS}


def entry_of(entry: Mapping[str, Any]) -> Document:
    """An entry as the vault keeps it: its terms in a comparison's words, its form beside them.

    cashback becomes percent, points become a programme's units for each whole unit of money, a multiplier the units
    above the base that are earned anyway, channels and the merchant a condition.
    """
    kept = {key: entry[key] for key in (*_TERMS, *_FACTS) if entry.get(key) is not None}
    form = str(entry.get("form", entry["kind"]))
    if entry["kind"] in ("cashback", "points", "multiplier"):
        kept["kind"] = "percent"
    if entry["kind"] == "multiplier":
        base = parse_decimal(str(entry.get("base", "1")))
        kept["value"] = format((parse_decimal(str(entry["value"])) - 1) * base, "f")
    match = dict(entry.get("match") or {})
    if entry.get("merchant") and not match.keys() & {*_NARROWING, "any", "all"}:
        match["merchant"] = [entry["merchant"]]
    if entry.get("channels"):
        match["channel"] = list(entry["channels"])
    return {**kept, "match": match, "form": form} if match else {**kept, "form": form}


def wrong_with(entry: object) -> str:
    """Why an entry can't be used, as a code; "" when it can.

    not_an_object, bad_id, bad_kind, bad_number, bad_day, bad_text, bad_list, bad_condition, needs_programme,
    matches_everything.
    """
    if not isinstance(entry, Mapping):
        return "not_an_object"
    if not _ID.fullmatch(str(entry.get("id", ""))):
        return "bad_id"
    if entry.get("kind") not in KINDS:
        return "bad_kind"
    return _wrong_value(entry) or _wrong_condition(entry)


def _sorted_out(
    groups: Mapping[str, list[Any]],
) -> tuple[list[Document], list[Document], list[Document], list[SetAside]]:
    kept: dict[str, Document] = {}
    aside: list[SetAside] = []
    for path, entry in _offered(groups):
        reason = wrong_with(entry)
        found = str(entry.get("id", ""))[:80] if isinstance(entry, Mapping) else ""
        if not reason and found in kept:
            reason = "id_twice"
        if reason:
            aside.append(SetAside(path, found, reason))
        else:
            kept[found] = entry_of(entry)
    merchants = _usable(groups, "merchants", _is_merchant, aside)
    programmes = _usable(groups, "programmes", _is_programme, aside)
    return list(kept.values()), merchants, programmes, aside


def _offered(groups: Mapping[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    for number, entry in enumerate(groups["offers"]):
        yield f"$.offers[{number}]", entry
    for number, entry in enumerate(groups["coupons"]):
        coupon = {"origin": "portal", **entry, "form": "coupon"} if isinstance(entry, Mapping) else entry
        yield f"$.coupons[{number}]", coupon


def _usable(groups: Mapping[str, list[Any]], group: str, is_good: Any, aside: list[SetAside]) -> list[Document]:
    found = []
    for number, entry in enumerate(groups[group]):
        if is_good(entry):
            found.append(dict(entry))
        else:
            aside.append(SetAside(f"$.{group}[{number}]", "", "bad_entry"))
    return found


def _is_merchant(entry: object) -> bool:
    if not isinstance(entry, Mapping) or names_nobody(str(entry.get("name", ""))):
        return False
    surcharges = entry.get("surcharges", {})
    texts = [entry["name"], *_listed(entry.get("names")), *_listed(entry.get("ways"))]
    return (
        all(isinstance(text, str) and len(text) <= LARGEST_ENTRY for text in texts)
        and isinstance(surcharges, Mapping)
        and all(_NUMBER.fullmatch(str(rate)) for rate in surcharges.values())
        and isinstance(entry.get("refunds", {}), Mapping)
    )


def _is_programme(entry: object) -> bool:
    if not isinstance(entry, Mapping) or not _ID.fullmatch(str(entry.get("id", ""))):
        return False
    return entry.keys() <= {"id", "name", "cash_value", "note"} and bool(
        _NUMBER.fullmatch(str(entry.get("cash_value", "0")))
    )


def _wrong_value(entry: Mapping[str, Any]) -> str:
    """What is wrong with single values of an entry."""
    if "value" not in entry or any(
        name in entry and not (isinstance(entry[name], str) and _NUMBER.fullmatch(entry[name])) for name in _NUMBERS
    ):
        return "bad_number"
    if entry["kind"] in ("percent", "cashback") and "programme" not in entry and parse_decimal(entry["value"]) > 1:
        return "bad_number"
    if any(name in entry and not _is_day(entry[name]) for name in _DAYS):
        return "bad_day"
    texts = [entry.get(name, "") for name in (*_TEXTS, "programme", "stack_group", "note")]
    if any(not isinstance(text, str) or len(text) > 10 * LARGEST_ENTRY for text in texts):
        return "bad_text"
    if any(not _is_texts(entry.get(name, [])) for name in _LISTS) or set(entry.get("channels", [])) - CHANNELS:
        return "bad_list"
    if any(not isinstance(entry.get(name, False), bool) for name in _FLAGS):
        return "bad_flag"
    uses = entry.get("uses", 1)
    return "" if isinstance(uses, int) and uses > 0 else "bad_number"


def _wrong_condition(entry: Mapping[str, Any]) -> str:
    """What is wrong with when an entry applies."""
    match, activation = entry.get("match", {}), entry.get("activation", {})
    if not isinstance(match, Mapping) or not match.keys() <= _MATCHED:
        return "bad_condition"
    if not all(_is_condition(name, value) for name, value in match.items()):
        return "bad_condition"
    if not isinstance(activation, Mapping) or not _is_day(activation.get("deadline", "2000-01-01")):
        return "bad_condition"
    if entry.get("origin", "card") not in ("card", "portal"):
        return "bad_condition"
    if entry["kind"] in ("points", "multiplier") and not entry.get("programme"):
        return "needs_programme"
    narrow = [*match.get("mcc", ()), *match.get("category", ())]
    narrow += [text for text in match.get("merchant", ()) if not names_nobody(text)]
    is_own = bool(entry.get("instruments") or entry.get("products"))
    if entry.get("origin", "card") == "card" and not is_own and not entry.get("networks"):
        return "needs_a_card"
    has_merchant = bool(entry.get("merchant")) and not names_nobody(str(entry["merchant"]))
    return "" if narrow or has_merchant or is_own else "matches_everything"


def _is_condition(name: str, value: object) -> bool:
    if name in ("min_amount", "max_amount"):
        return isinstance(value, str) and bool(_NUMBER.fullmatch(value))
    shape = _SHAPES.get(name)
    return _is_texts(value) and (shape is None or all(map(shape.fullmatch, value)))  # type: ignore[call-overload]


def _check_expiry(document: Mapping[str, Any], today: date) -> None:
    told = document.get("expires", document.get("expires_on"))
    if told is None:
        return
    try:
        end = datetime.fromisoformat(str(told)).date()
    except ValueError as error:
        raise PackError("not_a_catalogue", where={"path": "$.expires"}) from error
    if end < today:
        raise PackError("catalogue_expired", where={"path": "$.expires"}, on=end, expired=end.isoformat())


def _entries(document: Mapping[str, Any], group: str) -> list[Any]:
    found = document.get(group, [])
    if not isinstance(found, list):
        raise PackError("not_a_catalogue", where={"path": f"$.{group}"})
    return found


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_texts(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= LARGEST_ENTRY
        and all(isinstance(one, str) and len(one) <= LARGEST_ENTRY for one in value)
    )


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
