"""The log of what left: each record chained to the one before, the newest one witnessed outside of the log.

Every record's hash covers the hash before it, so that a changed, removed or moved record shows; that records are cut
off at the end shows against the witness, which is written with each of them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from hub.domain.outgoing import KEPT_BODY, Disclosure, Grant, Outgoing, canonical
from hub.domain.text import fold
from storage import meta, privacy
from storage.vault import Vault

_FIRST = "0" * 64
_WITNESS = "disclosure_head"
_LEAST = 6
"""Digits of a checksum that a search must name."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A record that is not as it was written. kind: edited, moved, removed (before this one) or cut (this one and
    what followed are gone from the end)."""

    id: int
    kind: str


def append(
    vault: Vault,
    outgoing: Outgoing,
    grant: Grant | None,
    channel: str,
    result: str,
    moment: datetime,
    *,
    keeps_body: bool = True,
) -> Disclosure:
    """Write a record at the end of the log; keeps_body: False for what opens the vault."""
    body = outgoing.kept if keeps_body and len(outgoing.body) <= KEPT_BODY else None
    with vault.write(
        "disclosure", values={"recipient": outgoing.recipient}, topics=("privacy",), undoable=False
    ) as write:
        last = privacy.last_disclosure(write.connection)
        record = Disclosure(
            id=1 if last is None else last.id + 1,
            at=moment if last is None else max(moment, last.at),
            purpose=outgoing.purpose,
            recipient=outgoing.recipient,
            fields=outgoing.fields,
            body=body,
            size=len(outgoing.body),
            sha256=hashlib.sha256(outgoing.body).hexdigest(),
            grant_id=None if grant is None else grant.id,
            channel=channel,
            result=result,
            previous_hash=_FIRST if last is None else last.hash,
            hash="",
            kept_sha256=None if body in (None, outgoing.body) else hashlib.sha256(body or b"").hexdigest(),
        )
        record = replace(record, hash=_hash(vault, record))
        privacy.append_disclosure(write.connection, record)
        _witness(vault, write.connection, record)
        return record


def disclosures(vault: Vault) -> list[Disclosure]:
    """The log, oldest first."""
    with vault.read() as connection:
        return privacy.all_disclosures(connection)


def found(
    log: Sequence[Disclosure], words: str = "", since: date | None = None, until: date | None = None
) -> list[Disclosure]:
    """The records that hold every word somewhere, also in their bytes or as the beginning of their checksum.

    since, until: only those of these days and between.
    """
    wanted = fold(words).split()
    return [
        one
        for one in log
        if (since is None or one.at.date() >= since)
        and (until is None or one.at.date() <= until)
        and all(word in _searched(one) or _begins(one, word) for word in wanted)
    ]


def altered(vault: Vault) -> list[Altered]:
    """Every record that was changed, moved or removed since it was written; empty = all whole."""
    log = disclosures(vault)
    bad: list[Altered] = []
    previous, expected_id = _FIRST, 1
    for record in log:
        kind = _trouble(vault, record, previous, expected_id, len(log))
        if kind:
            bad.append(Altered(record.id, kind))
        previous, expected_id = record.hash, record.id + 1
    return bad + _cut(vault, log)


def verify(vault: Vault) -> list[int]:
    """Numbers of the records of `altered`: a removed one shows at the one that follows it, a cut one by its own."""
    return sorted({one.id for one in altered(vault)})


def exported(vault: Vault, log: Sequence[Disclosure]) -> bytes:
    """Records as JSON Lines, each with its hashes; what was blotted out in the log stays so."""
    lines = (
        {
            "id": one.id,
            "at": one.at.isoformat(),
            "purpose": one.purpose,
            "recipient": one.recipient,
            "fields": dict(one.fields),
            "bytes": None if one.body is None else one.body.decode("utf-8", "backslashreplace"),
            "size": one.size,
            "sha256": one.sha256,
            "grant": one.grant_id,
            "channel": one.channel,
            "result": one.result,
            "previous_hash": one.previous_hash,
            "hash": one.hash,
            "is_whole": one.id not in broken,
        }
        for broken in (set(verify(vault)),)
        for one in log
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def forget_bodies(vault: Vault, connection: Connection, texts: Collection[bytes]) -> int:
    """Destroy the kept bytes of records that hold one of these texts; how many. Size and SHA-256 stay.

    The chain is made anew from the first of them, with the vault's own key.
    """
    count, previous = 0, _FIRST
    log = privacy.all_disclosures(connection)
    for record in log:
        holds = record.body is not None and any(text in record.body for text in texts)
        count += holds
        if count:
            kept = {"body": None, "kept_sha256": None} if holds else {}
            fresh = replace(record, previous_hash=previous, hash="", **kept)  # type: ignore[arg-type]  # two fields
            record = replace(fresh, hash=_hash(vault, fresh))  # noqa: PLW2901 - goes on as the one before
            privacy.replace_disclosure(connection, record)
        previous = record.hash
    if count:
        _witness(vault, connection, record)
    return count


def _trouble(vault: Vault, record: Disclosure, previous: str, expected_id: int, count: int) -> str:
    """What is wrong with a record: "" for nothing."""
    digest = None if record.body is None else hashlib.sha256(record.body).hexdigest()
    is_body_whole = digest in (None, record.kept_sha256 or record.sha256)
    if is_body_whole and hmac.compare_digest(record.hash, _hash(vault, record)):
        return "" if (record.previous_hash, record.id) == (previous, expected_id) else "removed"
    places = range(max(1, record.id - count), record.id + count + 1)
    is_moved = is_body_whole and any(
        hmac.compare_digest(record.hash, _hash(vault, replace(record, id=place))) for place in places
    )
    return "moved" if is_moved else "edited"


def _cut(vault: Vault, log: Sequence[Disclosure]) -> list[Altered]:
    """What the witness remembers beyond the end of the log; [] for a log from before there was a witness."""
    with vault.read() as connection:
        written = meta.get(connection, _WITNESS)
    if written is None:
        return []
    last = log[-1].id if log else 0
    try:
        entry = json.loads(written)
        number, mac = int(entry["id"]), str(entry["mac"])
    except (ValueError, TypeError, KeyError):
        return [Altered(last + 1, "cut")]
    if not hmac.compare_digest(mac, _mac(vault, number, str(entry.get("hash")))):
        return [Altered(last + 1, "cut")]
    return [] if number <= last else [Altered(lost, "cut") for lost in range(last + 1, number + 1)]


def _witness(vault: Vault, connection: Connection, record: Disclosure) -> None:
    entry = {"id": record.id, "hash": record.hash, "mac": _mac(vault, record.id, record.hash)}
    meta.put(connection, _WITNESS, json.dumps(entry))


def _mac(vault: Vault, number: int, digest: str) -> str:
    return hmac.new(vault.subkey("chain"), f"head {number} {digest}".encode(), hashlib.sha256).hexdigest()


def _hash(vault: Vault, record: Disclosure) -> str:
    return hmac.new(vault.subkey("chain"), canonical(record), hashlib.sha256).hexdigest()


def _begins(one: Disclosure, word: str) -> bool:
    return len(word) >= _LEAST and one.sha256.startswith(word)


def _searched(one: Disclosure) -> str:
    body = "" if one.body is None else one.body.decode("utf-8", "replace")
    return fold(" ".join((one.purpose, one.recipient, *one.fields, one.channel, one.result, body)))
