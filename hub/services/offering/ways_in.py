"""Offers that no catalogue holds: typed by hand in a few seconds, or read from a text, a saved page or an e-mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hub.domain.catalogue import entry_of, wrong_with
from hub.domain.errors import HubError, PackError
from hub.services import catalogues
from storage import offers as rows
from storage import terms
from storage.vault import Vault

if TYPE_CHECKING:
    from importers.offer_text import Draft

TOPICS = ("offers",)


@dataclass(frozen=True, slots=True)
class Kept:
    """ids of the offers that were kept, and drafts left out because they name no shop."""

    ids: tuple[str, ...]
    left_out: tuple[Draft, ...]


def add(vault: Vault, merchant: str, value: str, **details: Any) -> str:
    """Keep an offer typed by hand; its id. value: "5 %" or an amount as "3.00".

    details: title, min_spend, max_credit (decimal texts), valid_from, valid_to (dates), code, source, uses, card
    (id of the instrument that it needs), needs_activation, activate_by. HubError "offer_wrong" with the reason.
    """
    return _keep(vault, [_entry(merchant, value, details)])[0]


def remove(vault: Vault, offer_id: str) -> None:
    """Remove an offer typed by hand; PackError "of_a_catalogue" for another one."""
    with vault.write("remove_offer", values={"offer": offer_id}, topics=TOPICS) as write:
        owners = rows.owners(write.connection)
        if offer_id not in owners:
            raise HubError("no_such_offer", where={"offer": offer_id})
        if owners[offer_id] is not None:
            raise PackError("of_a_catalogue", where={"offer": offer_id})
        rows.remove_offers(write.connection, [offer_id])


def read(content: bytes, name: str = "") -> list[Draft]:
    """The offers in a pasted text, a saved page or an e-mail, to be looked at; nothing is kept."""
    from importers import offer_text

    return offer_text.drafts(content, name)


def read_file(path: Path) -> list[Draft]:
    """The offers in a file; HubError "cannot_read_file"."""
    try:
        if path.stat().st_size > catalogues.LARGEST_FILE:
            raise PackError("file_too_large", where={"file": str(path)}, limit=catalogues.LARGEST_FILE)
        return read(path.read_bytes(), path.name)
    except OSError as error:
        raise HubError("cannot_read_file", where={"file": str(path)}, reason=error.strerror or "") from error


def keep(vault: Vault, drafts: Sequence[Draft], source: str = "", card: str = "") -> Kept:
    """Keep what was read, as offers of a source. card: the instrument whose issuer made them, "" = of the shop."""
    good = [one for one in drafts if not one.missing]
    entries = [_of_draft(one, source, card) for one in good]
    ids = _keep(vault, entries) if entries else []
    return Kept(tuple(ids), tuple(one for one in drafts if one.missing))


def _of_draft(one: Draft, source: str, card: str) -> dict[str, Any]:
    value = f"{format(one.value * 100, 'f')} %" if one.kind == "percent" else format(one.value, "f")
    details: dict[str, Any] = {
        "title": one.title,
        "valid_to": one.valid_to,
        "code": one.code,
        "source": source or one.source,
        "url": one.url,
        "card": card,
        "max_credit": None if one.max_credit is None else format(one.max_credit, "f"),
        "min_spend": format(one.min_spend, "f") if one.min_spend else None,
    }
    return _entry(one.merchant, value, details)


def _entry(merchant: str, value: str, details: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: found for name, found in details.items() if found not in (None, "", False)}
    is_share = value.strip().endswith("%")
    number = value.strip().removesuffix("%").strip().replace(",", ".")
    try:
        worth = Decimal(number) / 100 if is_share else Decimal(number)
    except ArithmeticError as error:
        raise HubError("offer_wrong", where={"field": "value"}, reason="bad_number") from error
    entry: dict[str, Any] = {
        "merchant": merchant,
        "kind": "percent" if is_share else "fixed",
        "value": format(worth.normalize(), "f"),
        "title": told.pop("title", f"{number} % · {merchant}" if is_share else f"{number} · {merchant}"),
        "origin": "portal",
    }
    card, activates, deadline = told.pop("card", ""), told.pop("needs_activation", False), told.pop("activate_by", None)
    if card:
        entry |= {"origin": "card", "instruments": [card]}
    if activates or deadline is not None:
        entry["activation"] = {} if deadline is None else {"deadline": deadline.isoformat()}
    if not is_share:
        entry["max_credit"] = entry["value"]
    if entry.get("origin") == "portal" and told.get("code"):
        entry["form"] = "coupon"
    days = {name: told.pop(name).isoformat() for name in ("valid_from", "valid_to") if isinstance(told.get(name), date)}
    return {**entry, **told, **days}


def _keep(vault: Vault, entries: list[dict[str, Any]]) -> list[str]:
    first = entries[0]
    with vault.write("add_offers", values={"offer": first["title"], "count": len(entries)}, topics=TOPICS) as write:
        taken = set(rows.owners(write.connection))
        kept = []
        for entry in entries:
            entry["id"] = terms.free_id(f"own-{entry['merchant']}"[:60], taken)
            reason = wrong_with(entry)
            if reason:
                raise HubError("offer_wrong", where={"field": "merchant"}, reason=reason, title=entry["title"])
            taken.add(entry["id"])
            kept.append(entry_of(entry))
        rows.put_offers(write.connection, None, kept, {})
    return [one["id"] for one in kept]
