"""Offers: catalogues taken in from files, matched on the device to what this person buys anyway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hub.domain.errors import HubError
from hub.domain.text import merchant_key
from hub.services import catalogues as catalogues_of
from hub.services.offering.kept import OfferView, forget, matched
from hub.services.offering.person import book_of, spending
from storage import offers as rows
from storage import terms
from storage.vault import Vault

__all__ = ["STATES", "TOPICS", "VERDICTS", "OfferView", "book_of", "catalogues", "forget", "import_catalogue",
           "import_document", "mark", "matched", "payees", "teach"]  # fmt: skip

TOPICS = ("offers",)
STATES = ("seen", "tracked", "active", "used", "never")
VERDICTS = ("", "never", "is", "is_not")


def import_catalogue(vault: Vault, path: Path, today: date, now: datetime | None = None) -> int:
    """Take in an offers catalogue, or those of a folder; how many offers. PackError as `catalogues.accept` tells."""
    return sum(one.count for one in catalogues_of.accept_file(vault, path, today, now))


def import_document(vault: Vault, pack: Mapping[str, Any], stem: str, today: date, now: datetime | None = None) -> int:
    """Take in a catalogue that was read already; how many offers."""
    return catalogues_of.take(vault, pack, stem, today, now).count


def mark(vault: Vault, offer_id: str, state: str, today: date | None = None) -> None:
    """Track an offer, say that it is activated or used, or never show it again."""
    if state not in STATES:
        raise HubError("unknown_status", where={"field": "state"}, status=state, known=list(STATES))
    day = today or datetime.now().astimezone().date()
    with vault.write("mark_offer", values={"offer": offer_id, "state": state}, topics=TOPICS) as write:
        if terms.set_offer_state(write.connection, offer_id, state) == 0:
            raise HubError("no_such_offer", where={"offer": offer_id})
        if state in ("tracked", "active"):
            rows.note_life(write.connection, offer_id, f"{'activated' if state == 'active' else state}_on", day)
        elif state == "seen":
            rows.forget_life(write.connection, offer_id)
            rows.remove_uses(write.connection, offer_id)


def teach(vault: Vault, merchant: str, verdict: str, payee: str = "") -> None:
    """Say that nothing of a merchant is wanted (never), or that a payee is (is) or is not (is_not) that merchant.

    verdict "" forgets what was said. HubError "unknown_verdict", "payee_missing".
    """
    if verdict not in VERDICTS:
        raise HubError("unknown_verdict", where={"field": "verdict"}, verdict=verdict, known=[*VERDICTS[1:]])
    if verdict in ("is", "is_not") and not payee:
        raise HubError("payee_missing", where={"field": "payee"}, merchant=merchant)
    with vault.write("teach_offers", values={"merchant": merchant}, topics=TOPICS) as write:
        rows.teach(write.connection, merchant_key(merchant), payee, verdict)


def catalogues(vault: Vault) -> list[tuple[str, int, str]]:
    """(name, version, taken in at) of each catalogue held."""
    return [(name, version, at) for name, version, at, _key in catalogues_of.held(vault)]


def payees(vault: Vault, today: date) -> list[str]:
    """Whom the person paid in the last year, by name."""
    with vault.read() as connection:
        return sorted(filter(None, spending(connection, today)), key=str.casefold)
