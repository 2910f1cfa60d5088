"""Catalogues of offers taken in: from the network, a folder or a file, whole or by what changed.

`accept` is the way in for bytes: who signed them, whether the version goes on, whether they are in force and for this
country is checked before anything is written; what was held stays when something is wrong. A catalogue never touches
the offers of another one or those typed by hand, nor the value of a programme that is known already.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from hub.domain.catalogue import FORMAT, Catalogue, SetAside, read_catalogue
from hub.domain.errors import PackError
from hub.services import signing
from storage import offers as rows
from storage import settings, sharing, terms
from storage.vault import Vault

TOPICS = ("offers", "terms")
_FETCHED = "offers."
"""What names of fetched catalogues begin with, before their region."""
LARGEST_FILE = 100_000_000
"""Bytes of a catalogue at most."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a catalogue brought. count: offers in use; signed_by: the fingerprint of the key, "" = nobody."""

    name: str
    version: int
    count: int
    signed_by: str
    set_aside: tuple[SetAside, ...]


def accept_file(vault: Vault, path: Path, today: date, now: datetime | None = None) -> list[Accepted]:
    """Take in a catalogue from a file, or all those of a folder: whole ones first, then what changed, by version."""
    if not path.is_dir():
        return [accept(vault, _bytes(path), today, now, file=path)]
    read = [(document_of(_bytes(file), file), file) for file in sorted(path.rglob("*.json"))]
    known = [(document, file) for document, file in read if document.get("format") == FORMAT]
    known.sort(key=lambda pair: (str(pair[0].get("name")), _number(pair[0], "version"), _number(pair[0], "delta_from")))
    newest: dict[str, int] = {}
    for document, _file in known:
        if "delta_from" not in document:
            newest[str(document.get("name"))] = _number(document, "version")
    done = []
    for document, file in known:
        if _number(document, "version") >= newest.get(str(document.get("name")), 0) and not _is_held(vault, document):
            done.append(take(vault, document, file.stem, today, now))
    return done


def accept(
    vault: Vault, content: bytes, today: date, now: datetime | None = None, *, file: Path | None = None
) -> Accepted:
    """Take in a catalogue from its bytes; all of it or nothing.

    PackError: "not_json", "other_pack", "forged", "key_changed", "signature_missing", "pack_older", "same_version",
    "delta_misfit", and those of `read_catalogue`.
    """
    return take(vault, document_of(content, file), "" if file is None else file.stem, today, now)


def take(vault: Vault, document: Mapping[str, Any], stem: str, today: date, now: datetime | None = None) -> Accepted:
    """Take in a catalogue whose JSON was read already."""
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    with vault.read() as connection:
        country = settings.load(connection).country
    name = str(document.get("name") or stem)
    signing.verified_key(document)  # a forged one is said to be that, whatever else is wrong with it
    found = read_catalogue(document, today, country, stem)
    values = {"pack": name, "count": len(found.offers)}
    with vault.write("import_offers", values=values, topics=TOPICS) as write:
        key = signing.admit(write.connection, "offers", name, document, at)
        held = rows.held_pack(write.connection, name)
        is_same = held is not None and held[2].get("signature") == document.get("signature")
        signing.check_version(
            None if held is None else held[1], document.get("version", 1), is_signed=key is not None, is_same=is_same
        )
        return _stored(write.connection, found, at, key)


def store_regional(connection: Connection, document: Mapping[str, Any], region: str, now: datetime) -> Accepted:
    """Store what a region's catalogue holds; who signed it and its version were checked by `regional`."""
    found = read_catalogue(document, now.date())
    named = replace(found, name=f"offers.{region.lower()}")
    return _stored(connection, named, now.isoformat(timespec="seconds"), str(document.get("key", "")) or None)


def held(vault: Vault) -> list[tuple[str, int, str, str]]:
    """(name, version, taken in at, fingerprint of its key or "") of each catalogue."""
    with vault.read() as connection:
        found = terms.packs_of(connection, "offers")
    return [
        (name, version, at, signing.fingerprint(head["key"]) if "signature" in head else "")
        for name, version, at, head in found
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """A catalogue that is held. key: the fingerprint of the pinned key, "" = nobody signed it. expires: None = never.

    kind, region, host: of one that is fetched ("" = it came as a file); is_scheduled: once a week, by itself.
    trouble: the code of the newest try.
    """

    name: str
    version: int
    taken_in_on: date
    key: str
    expires: date | None
    region: str = ""
    host: str = ""
    is_scheduled: bool = False
    trouble: str = ""


def listed(vault: Vault) -> list[Kept]:
    """Every catalogue of offers that is held, by name, with where it comes from and until when it counts."""
    with vault.read() as connection:
        found = terms.packs_of(connection, "offers")
        fetched = {f"offers.{one.region}": one for one in sharing.catalogues(connection) if one.kind == "offers"}
    kept = []
    for name, version, at, head in found:
        file = fetched.get(name)
        told = head.get("expires", head.get("expires_on"))
        one = Kept(
            name,
            version,
            datetime.fromisoformat(at).date(),
            signing.fingerprint(head["key"]) if "signature" in head else "",
            None if told is None else datetime.fromisoformat(str(told)).date(),
        )
        if file is not None:
            one = replace(one, region=file.region, host=file.host, is_scheduled=file.is_scheduled, trouble=file.trouble)
        kept.append(one)
    return sorted(kept, key=lambda one: one.name)


def remove(vault: Vault, name: str) -> None:
    """Let a catalogue go with its offers; what was used of them stays. PackError "no_such_pack"."""
    with vault.write("remove_offers", values={"pack": name}, topics=TOPICS) as write:
        if terms.pack_version(write.connection, "offers", name) is None:
            raise PackError("no_such_pack", where={"pack": name})
        terms.delete_pack(write.connection, "offers", name)
        if name.startswith(_FETCHED):
            sharing.remove_catalogue(write.connection, "offers", name.removeprefix(_FETCHED))


def document_of(content: bytes, file: Path | None = None) -> dict[str, Any]:
    """The JSON document in the bytes of a catalogue; PackError when it is none."""
    where = {} if file is None else {"file": str(file)}
    if len(content) > LARGEST_FILE:
        raise PackError("file_too_large", where=where, limit=LARGEST_FILE)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_float=_no_floats)
    except (ValueError, RecursionError) as error:
        raise PackError("not_json", where=where, next_step="choose_another_file") from error
    is_catalogue = isinstance(document, dict) and document.get("format", FORMAT) == FORMAT
    if not is_catalogue:
        named = str(document.get("format"))[:40] if isinstance(document, dict) else "JSON"
        raise PackError("other_pack", where=where, expected=FORMAT, found=named)
    found: dict[str, Any] = document
    return found


def _stored(connection: Connection, found: Catalogue, at: str, key: str | None) -> Accepted:
    owners = rows.owners(connection)
    pack = rows.held_pack(connection, found.name)
    own = None if pack is None else pack[0]
    foreign = {one for one, owner in owners.items() if owner != own or own is None}
    taken = [SetAside("$.offers", one["id"], "id_taken") for one in found.offers if one["id"] in foreign]
    new = [one for one in found.offers if one["id"] not in foreign]
    states = rows.states(connection)
    head = dict(found.head)
    if found.delta_from is not None:
        if pack is None or pack[1] not in (found.delta_from, found.version):
            held = 0 if pack is None else pack[1]
            raise PackError("delta_misfit", where={"path": "$.delta_from"}, held=held, needed=found.delta_from)
        pack_id = pack[0]
        rows.remove_offers(connection, [one for one in found.removed if one in owners and one not in foreign])
        rows.put_version(connection, pack_id, found.version, at, head)
    else:
        pack_id = terms.put_pack(connection, "offers", found.name, found.version, at, head)
    rows.put_offers(connection, pack_id, new, states)
    rows.put_merchants(connection, pack_id, found.merchants)
    known = {document["id"] for document, _ in terms.all_programmes(connection)}
    for programme in found.programmes:
        if programme["id"] not in known:
            terms.put_programme(connection, programme)
    count = sum(owner == pack_id for owner in rows.owners(connection).values())
    signed_by = "" if key is None else signing.fingerprint(key)
    return Accepted(found.name, found.version, count, signed_by, (*found.set_aside, *taken))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PackError("file_too_large", where={"file": str(path)}, limit=LARGEST_FILE)
        return path.read_bytes()
    except OSError as error:
        where = {"file": str(path)}
        raise PackError("cannot_read_file", where=where, reason=error.strerror or "") from error


def _number(document: Mapping[str, Any], name: str) -> int:
    found = document.get(name, 0)
    return found if isinstance(found, int) else 0


def _is_held(vault: Vault, document: Mapping[str, Any]) -> bool:
    """Whether a folder's catalogue was taken in before: a folder is looked at again and again."""
    with vault.read() as connection:
        found = rows.held_pack(connection, str(document.get("name")))
    return found is not None and found[1] >= _number(document, "version")


def _no_floats(text: str) -> str:
    raise PackError("number_not_text", number=text[:40], next_step="write_decimals_as_text")
