"""Terms packs for others: what products and programmes promise, and nothing about the person.

What a pack of somebody else brought is passed on as it came. What was typed here loses every free text: names, notes,
sources and ids become neutral ones, and a product whose conditions hold a text that no pack and no list of ours knows
(a shop or a category of the person's own) is left out, because such a text could say where the person lives or buys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.domain.decide.terms import CHANNELS
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.services import outbound, signing
from hub.services.terms import FORMAT
from storage import terms as rows
from storage.vault import Vault

NETWORKS = frozenset({"visa", "mastercard", "amex", "girocard", "cb", "maestro", "eftpos", "unionpay", "discover"})
CATEGORIES = frozenset(
    {
        "fuel", "groceries", "eating out", "shopping", "transport", "travel", "health", "housing", "leisure",
        "insurance", "subscriptions", "entertainment", "household", "pets", "children", "education",
    }
)  # fmt: skip
"""Kinds of purchase that name nobody."""
_TEXTS = ("name", "note", "source", "issuer")
_NAMED = ("rules", "caps", "credits", "plans")

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shareable:
    """terms: as DECIDE 2.2 states them. left_out: ids of products that could say something about the person."""

    terms: Document
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, the key that signed it, and the products that stayed here."""

    disclosure: Disclosure
    key: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A signed pack that is not written yet. left_out: ids of products that stay here."""

    body: bytes
    key: str
    left_out: tuple[str, ...]


def shareable(vault: Vault, products: Sequence[str] = (), names: Mapping[str, str] | None = None) -> Shareable:
    """The terms that can be given away. products: only these ids; names: public names that the person chose, by id."""
    named = names or {}
    with vault.read() as connection:
        packs = [document.get("terms", {}) for _, _, _, document in rows.packs_of(connection, "terms")]
        known = rows.all_products(connection)
        programmes = [document for document, _ in rows.all_programmes(connection)]
    brought = [product for pack in packs for product in pack.get("products", ())]
    public = {one["id"]: one for pack in packs for one in pack.get("programmes", ())}
    words = CATEGORIES | NETWORKS | {text.casefold() for pack in packs for text in _texts(pack)}
    programme_ids = {one["id"]: _neutral("programme", n, one["id"], public) for n, one in enumerate(programmes, 1)}
    kept: list[Document] = []
    left_out: list[str] = []
    product_ids: dict[str, str] = {}
    for document in known:
        own_id = document["id"]
        if products and own_id not in products:
            continue
        if document in brought:
            kept.append(document)
        elif _tells_nothing(document, words):
            new_id = product_ids.setdefault(own_id, f"product-{len(product_ids) + 1}")
            kept.append(_stripped(document, new_id, named.get(own_id, ""), programme_ids))
        else:
            left_out.append(own_id)
    used = {rule.get("programme") for product in kept for rule in product.get("rules", ())}
    used |= {(product.get("sign_up_bonus") or {}).get("programme") for product in kept}
    shown = [
        public.get(one["id"]) or _plain_programme(one, programme_ids[one["id"]], named.get(one["id"], ""))
        for one in programmes
        if programme_ids[one["id"]] in used
    ]
    return Shareable({"programmes": shown, "products": kept}, tuple(dict.fromkeys(left_out)))


def pack_of(vault: Vault, name: str, version: int, found: Shareable) -> Document:
    """A signed pack (`coffer-terms/1`). name and version are public; a later pack of that name needs a higher one."""
    return signing.sign(vault, {"format": FORMAT, "name": name, "version": version, "terms": found.terms})


def export_pack(
    vault: Vault,
    path: Path,
    version: int = 1,
    products: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> Exported:
    """Write a signed pack without personal data, called as its file; journalled as a disclosure."""
    return write_pack(vault, path, draft(vault, path.stem, version, products, names))


def draft(
    vault: Vault, name: str, version: int = 1, products: Sequence[str] = (), names: Mapping[str, str] | None = None
) -> Draft:
    """The exact bytes of a pack, to be looked at before they are written."""
    found = shareable(vault, products, names)
    pack = pack_of(vault, name, version, found)
    return Draft(json.dumps(pack, ensure_ascii=False, indent=1).encode(), pack["key"], found.left_out)


def write_pack(vault: Vault, path: Path, made: Draft) -> Exported:
    """Write these bytes; journalled as a disclosure."""
    leaving = Outgoing("share_terms", f"file:{path.name}", dict(PURPOSES["share_terms"].fields), made.body)
    return Exported(outbound.write_file(vault, leaving, path), made.key, made.left_out)


def _neutral(kind: str, number: int, own_id: str, public: Mapping[str, object]) -> str:
    return own_id if own_id in public else f"{kind}-{number}"


def _plain_programme(document: Document, new_id: str, name: str) -> Document:
    """A programme that was typed: its value, and the name that the person chose for others."""
    kept = {key: document[key] for key in ("cash_value",) if key in document}
    return {"id": new_id, **({"name": name} if name else {}), **kept}


def _stripped(document: Document, new_id: str, name: str, programmes: Mapping[str, str]) -> Document:
    """A typed product without free texts and with neutral ids inside."""
    made: Document = json.loads(json.dumps(document))
    for key in _TEXTS:
        made.pop(key, None)
    if str(made.get("network", "")).casefold() not in NETWORKS:
        made.pop("network", None)
    caps = {cap["id"]: f"cap-{n}" for n, cap in enumerate(made.get("caps", ()), 1)}
    for group in _NAMED:
        for number, part in enumerate(made.get(group, ()), 1):
            part.pop("note", None)
            part["id"] = f"{group.removesuffix('s')}-{number}"
    for part in (*made.get("rules", ()), *([made["sign_up_bonus"]] if "sign_up_bonus" in made else ())):
        if "caps" in part:
            part["caps"] = [caps[one] for one in part["caps"]]
        if "programme" in part:
            part["programme"] = programmes.get(part["programme"], "programme-0")
    return {**made, "id": new_id, **({"name": name} if name else {})}


def _tells_nothing(document: Document, words: frozenset[str] | set[str]) -> bool:
    """Whether every text in the conditions of a typed product is a common word."""
    return all(text.casefold() in words for text in _conditions(document))


def _conditions(part: object) -> Iterator[str]:
    """Texts that a person types into conditions: merchants, categories, wallets, countries spelt out."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("merchant", "category", "categories", "wallet", "country", "channel", "mcc"):
                yield from (one for one in _listed(value) if not _is_code(key, one))
            elif isinstance(value, Mapping | list):
                yield from _conditions(value)
    elif isinstance(part, list):
        for one in part:
            yield from _conditions(one)


def _is_code(key: str, text: str) -> bool:
    if key == "channel":
        return text in CHANNELS
    if key == "country":
        return len(text) == 2 and text.isalpha()
    return key == "mcc" and text.replace("-", "").isdigit()


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)
