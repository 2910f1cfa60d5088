"""Catalogues of offers and terms: a whole signed file for a region, the same for everybody, matched on this computer.

The file is JSON with "catalogue" (offers or terms), "region", "version" (a whole number), "issued" and "expires"
(moments with a zone), signed as `signing` tells; what else is in it is read by whoever uses it. The condition of a
request is the day the held file was issued, which all who hold it share: nothing of it tells one from another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from hub.domain.errors import NetworkError, PackError
from hub.domain.outgoing import Outgoing
from hub.domain.progress import Progress, silent
from hub.services import catalogues, outbound, signing
from storage import settings, sharing
from storage.sharing import CatalogueFile
from storage.vault import Vault

__all__ = ["AGAIN", "EVERY", "KINDS", "CatalogueFile", "Kept", "accept", "ask_due", "due", "fetch", "held", "outgoing",
           "schedule"]  # fmt: skip

KINDS = ("offers", "terms")
EVERY = timedelta(days=7)
"""The schedule: everybody asks once a week, whether they look at offers or not."""
AGAIN = timedelta(days=1)
"""After a try that failed."""
NEWER, SAME, NOT_ALLOWED, FAILED = "newer", "same", "not_allowed", "failed"
_ADDRESS = "https://{host}/{kind}/{region}.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of asking for a catalogue on the schedule. result: newer, same, not_allowed (no lasting grant covers
    the request, so nothing was sent) or failed, with the code of the error; the one that was held stays then."""

    file: CatalogueFile
    result: str
    code: str = ""


def held(vault: Vault) -> list[CatalogueFile]:
    """The catalogues in the vault."""
    with vault.read() as connection:
        return sharing.catalogues(connection)


def due(vault: Vault, now: datetime | None = None) -> list[CatalogueFile]:
    """The catalogues whose week is over, of those that are fetched on the schedule; after a failure, its day."""
    moment = now or datetime.now(UTC)
    asked = [one for one in held(vault) if one.is_scheduled and one.host and moment - one.checked_at >= EVERY]
    return [one for one in asked if one.tried_at is None or moment - one.tried_at >= AGAIN]


def ask_due(vault: Vault, now: datetime | None = None, progress: Progress = silent) -> list[Kept]:
    """Ask for the catalogues that are due, each under a lasting grant only: nobody is there to be asked.

    Nothing is sent while everything is off. What failed is noted beside the file that stays, and tried again after
    `AGAIN`; a missing grant is noted too, and costs nothing to look for again.
    """
    moment = now or datetime.now(UTC)
    with vault.read() as connection:
        if settings.load(connection).is_everything_off:
            return []
    found = due(vault, moment)
    made = []
    for number, one in enumerate(found):
        progress(number, len(found), "asking")
        made.append(_asked(vault, one, moment))
    return made


def _asked(vault: Vault, one: CatalogueFile, moment: datetime) -> Kept:
    try:
        if not outbound.allows_lasting(vault, outgoing(vault, one.kind, one.region, one.host), moment):
            if one.trouble == NOT_ALLOWED:
                return Kept(one, NOT_ALLOWED)
            return Kept(_keep(vault, replace(one, trouble=NOT_ALLOWED)), NOT_ALLOWED)
        new = fetch(vault, one.kind, one.region, one.host, moment)
    except (NetworkError, PackError) as error:
        return Kept(_keep(vault, replace(one, tried_at=moment, trouble=error.code)), FAILED, error.code)
    return Kept(new, SAME if new.content == one.content else NEWER)


def outgoing(vault: Vault, kind: str, region: str, host: str) -> Outgoing:
    """The exact request that `fetch` sends. host: with its port where it has one; a whole address may stand for it."""
    if kind not in KINDS or not (2 <= len(region) <= 8 and region.replace("-", "").isalnum() and region.isascii()):
        raise PackError("no_such_catalogue", where={"kind": kind, "region": region}, known=list(KINDS))
    address = host if "://" in host else _ADDRESS.format(host=host, kind=kind, region=region.lower())
    before = _held(vault, kind, region)
    since = [] if before is None else [("If-Modified-Since", format_datetime(before.issued_at, usegmt=True))]
    return outbound.request("catalogue", address, headers=since)


def fetch(vault: Vault, kind: str, region: str, host: str, now: datetime | None = None) -> CatalogueFile:
    """Ask for a catalogue and keep it when it is newer, whole, signed by the same key and in force.

    Raises `ConsentNeeded` first; PackError ("forged", "key_changed", "signature_missing", "pack_older",
    "same_version", "catalogue_expired", "wrong_catalogue", "not_a_catalogue",
    and what `catalogues` finds wrong with its offers): then the one that was held stays.
    """
    moment = now or datetime.now(UTC)
    reply = outbound.exchange(vault, outgoing(vault, kind, region, host), moment)
    before = _held(vault, kind, region)
    if reply.is_unchanged:
        if before is None:
            raise NetworkError("no_answer", where={"recipient": host}, next_step="try_later")
        return _keep(vault, replace(before, checked_at=moment, host=host, tried_at=None, trouble=""))
    return accept(vault, kind, region, reply.body, moment, host)


def accept(vault: Vault, kind: str, region: str, content: bytes, now: datetime, host: str = "") -> CatalogueFile:
    """Keep a catalogue that came over the network or from a file (host is empty); refuses as `fetch` tells."""
    document = _document(content)
    if (document.get("catalogue"), str(document.get("region", "")).lower()) != (kind, region.lower()):
        raise PackError("wrong_catalogue", where={"path": "$.catalogue"}, kind=kind, region=region)
    issued, expires = _moment(document, "issued"), _moment(document, "expires")
    if expires <= now:
        raise PackError("catalogue_expired", where={"path": "$.expires"}, on=expires.date())
    before = _held(vault, kind, region)
    is_same = before is not None and before.content == content
    number = None if before is None else before.version
    version = signing.check_version(number, document.get("version"), is_signed=True, is_same=is_same)
    if "signature" not in document:
        raise PackError("signature_missing", where={"path": "$.signature"}, next_step="get_it_again", pack=kind)
    values = {"kind": kind, "region": region}
    with vault.write("catalogue", values=values, topics=("offers", "privacy"), undoable=False) as write:
        signing.admit(write.connection, "catalogue", f"{kind}.{region.lower()}", document, now.isoformat())
        is_scheduled = before.is_scheduled if before is not None else False
        host = host or (before.host if before is not None else "")
        file = CatalogueFile(kind, region.lower(), version, issued, expires, content, now, is_scheduled, host)
        sharing.put_catalogue(write.connection, file)
        if kind == "offers":
            catalogues.store_regional(write.connection, document, region, now)
    return file


def schedule(vault: Vault, kind: str, region: str, *, is_scheduled: bool) -> CatalogueFile:
    """Fetch a catalogue every week from now on, or no longer; PackError when it was never fetched."""
    before = _held(vault, kind, region)
    if before is None or (is_scheduled and not before.host):
        raise PackError("no_such_catalogue", where={"kind": kind, "region": region}, known=list(KINDS))
    return _keep(vault, replace(before, is_scheduled=is_scheduled))


def _held(vault: Vault, kind: str, region: str) -> CatalogueFile | None:
    return next((one for one in held(vault) if (one.kind, one.region) == (kind, region.lower())), None)


def _keep(vault: Vault, file: CatalogueFile) -> CatalogueFile:
    values = {"kind": file.kind, "region": file.region}
    with vault.write("catalogue", values=values, topics=("offers", "privacy"), undoable=False) as write:
        sharing.put_catalogue(write.connection, file)
    return file


def _document(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackError("not_a_catalogue", where={"path": "$"}, next_step="try_later") from error
    if not isinstance(found, dict):
        raise PackError("not_a_catalogue", where={"path": "$"}, next_step="try_later")
    return found


def _moment(document: dict[str, Any], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(str(document.get(name, "")))
    except ValueError as error:
        raise PackError("not_a_catalogue", where={"path": f"$.{name}"}, next_step="try_later") from error
    if found.tzinfo is None:
        raise PackError("not_a_catalogue", where={"path": f"$.{name}"}, next_step="try_later")
    return found.astimezone(UTC)
