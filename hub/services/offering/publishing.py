"""A catalogue made ready for others: checked against its schema, signed, laid out for a plain web server or a folder.

`publish` writes `offers/REGION.json`, the whole, and `offers/REGION.from-VERSION.json`, what changed since the version
that was published there before. Any server of files will do; who fetches is told nothing but these two names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from hub.domain.catalogue import FORMAT, LARGEST, SetAside, read_catalogue
from hub.domain.errors import PackError
from hub.domain.outgoing import PURPOSES, Disclosure, Outgoing
from hub.services import catalogues, outbound, signing
from storage import offers as rows
from storage import terms
from storage.vault import Vault

LASTS = timedelta(days=30)
"""How long a catalogue is in force that does not say it."""
_MOST_PROBLEMS = 100
_GROUPS = ("offers", "coupons", "merchants", "programmes")

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a catalogue. path: JSON path; reason: a code, or what the schema expected."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """Files written, the version and the key as people compare it."""

    files: tuple[Path, ...]
    version: int
    key: str
    disclosures: tuple[Disclosure, ...]


@cache
def schema() -> Document:
    """The JSON Schema of `coffer-offers/1`."""
    text = files("hub.services.offering").joinpath("coffer-offers.schema.json").read_text(encoding="utf-8")
    found: Document = json.loads(text)
    return found


def validate(path: Path, today: date) -> list[Problem]:
    """Everything that is wrong with a catalogue, a hundred problems at most; empty when it is good.

    Both what the schema asks and what a reader would set aside; PackError when it is no catalogue at all.
    """
    from jsonschema import Draft202012Validator

    document = _read(path)
    if sum(len(document[group]) for group in _GROUPS if isinstance(document.get(group), list)) > LARGEST:
        read_catalogue(document, today)
    found: dict[str, Problem] = {}
    for error in Draft202012Validator(schema()).iter_errors(document):
        found.setdefault(error.json_path, Problem(error.json_path, error.message[:200]))
        if len(found) >= _MOST_PROBLEMS:
            return list(found.values())
    try:
        signing.verified_key(document)
        aside: tuple[SetAside, ...] = read_catalogue(document, today).set_aside
    except PackError as error:
        return [*found.values(), Problem(str(error.where.get("path", "$")), error.code)]
    left = [Problem(one.path, one.reason) for one in aside if not any(path.startswith(one.path) for path in found)]
    return [*found.values(), *left][:_MOST_PROBLEMS]


def sign(vault: Vault, path: Path, out: Path, today: date) -> Published:
    """Write a catalogue signed with the person's own key. PackError "catalogue_wrong" when it has problems."""
    document = _ready(_checked(path, today), str(_read(path).get("region", "world")))
    return _written(vault, [(out, signing.sign(vault, document))])


def publish(vault: Vault, path: Path, folder: Path, today: date, region: str = "") -> Published:
    """Lay out a signed catalogue in a folder, with what changed since the one that is there.

    PackError "catalogue_wrong", "pack_older" or "same_version" when the version does not go up.
    """
    document = _checked(path, today)
    name = (region or str(document.get("region", "")) or "world").casefold()
    document = _ready(document, name)
    whole = folder / "offers" / f"{name}.json"
    before = catalogues.document_of(whole.read_bytes(), whole) if whole.exists() else None
    if before is not None:
        signing.verified_key(before)
        signing.check_version(before["version"], document["version"], is_signed=True, is_same=False)
    wanted = [(whole, signing.sign(vault, document))]
    if before is not None:
        changed = folder / "offers" / f"{name}.from-{before['version']}.json"
        wanted.append((changed, signing.sign(vault, delta(before, document))))
    whole.parent.mkdir(parents=True, exist_ok=True)
    return _written(vault, wanted)


def export_own(vault: Vault, path: Path, version: int = 1) -> Published:
    """Write the offers that were typed by hand as a signed catalogue; PackError "nothing_to_export"."""
    with vault.read() as connection:
        owners = rows.owners(connection)
        own = [document for document, _ in terms.all_offers(connection) if owners[document["id"]] is None]
    if not own:
        raise PackError("nothing_to_export", where={"file": str(path)})
    document = {"format": FORMAT, "name": path.stem, "version": version, "offers": own}
    return _written(vault, [(path, signing.sign(vault, _ready(document, "world")))])


def delta(before: Mapping[str, Any], after: Mapping[str, Any]) -> Document:
    """What changed between two versions of a catalogue: entries new or different, and ids that are gone."""
    old = {one["id"]: one for group in ("offers", "coupons") for one in before.get(group, ())}
    new = {one["id"] for group in ("offers", "coupons") for one in after.get(group, ())}
    changed = {
        group: [one for one in after.get(group, ()) if old.get(one["id"]) != one] for group in ("offers", "coupons")
    }
    kept = {key: value for key, value in after.items() if key not in ("key", "signature")}
    return {**kept, **changed, "delta_from": before["version"], "removed": sorted(set(old) - new)}


def _checked(path: Path, today: date) -> Document:
    problems = validate(path, today)
    if problems:
        first = problems[0]
        where = {"file": str(path), "path": first.path}
        raise PackError("catalogue_wrong", where=where, count=len(problems), reason=first.reason)
    return _read(path)


def _ready(document: Document, region: str) -> Document:
    """The document with what a region's catalogue has to say: kind, region, from when and until when."""
    now = datetime.now(UTC).replace(microsecond=0)
    end = document.get("expires") or f"{document.get('expires_on') or (now + LASTS).date()}T23:59:59+00:00"
    plain = {key: value for key, value in document.items() if key not in ("key", "signature", "expires_on")}
    told = {"format": FORMAT, "catalogue": "offers", "region": region, "expires": end}
    return {"issued": now.isoformat(), **plain, **told}


def _written(vault: Vault, wanted: list[tuple[Path, Document]]) -> Published:
    records = []
    for path, document in wanted:
        body = json.dumps(document, ensure_ascii=False, indent=1).encode()
        fields = dict(PURPOSES["share_offers"].fields)
        records.append(outbound.write_file(vault, Outgoing("share_offers", f"file:{path.name}", fields, body), path))
    last = wanted[0][1]
    key = signing.fingerprint(str(last["key"]))
    return Published(tuple(path for path, _ in wanted), int(last["version"]), key, tuple(records))


def _read(path: Path) -> Document:
    try:
        return catalogues.document_of(path.read_bytes(), path)
    except OSError as error:
        raise PackError("cannot_read_file", where={"file": str(path)}, reason=error.strerror or "") from error
