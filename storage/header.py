"""The header file `vault.hdr`: which database this is and every way to unwrap its key.

Canonical JSON (sorted keys, no blanks, ASCII, bytes in small hex), at most 64 KiB, byte for byte what this module
would write:

    magic, format, min_reader, vault_id, gen, created_with, cipher, db_salt,
    slots: 1 to 16 of {id, type, created, label, kdf, nonce, wrapped},
    pending: only while the vault key is being replaced: {nonce, wrapped, slots}, the new key wrapped under the old one
        and the slots that will be
    mac: HMAC-SHA256 under a key derived from the vault key, over everything but mac and sum
    sum: SHA-256 over everything but sum

`sum` tells damage from a wrong passphrase before any key is known; `mac` makes every change by somebody without
the key refused; type and parameters of a slot are bound to its wrapped key, so a lowered cost opens nothing.
Unknown fields, ciphers, or a higher `min_reader` mean a newer version: nothing is guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from hub.domain.errors import VaultDamaged, VaultError, VaultTooNew
from storage import keys
from storage.keys import Cost

MAGIC = "coffer-vault"
FORMAT = 1
CIPHER = "sqlcipher4-raw"
LIMIT = 64 * 1024
_SLOT_LIMIT = 16
_FIELDS = frozenset("magic format min_reader vault_id gen created_with cipher db_salt slots mac sum".split())
_OPTIONAL = frozenset({"pending"})
_PENDING_FIELDS = frozenset("nonce wrapped slots".split())
_SLOT_FIELDS = frozenset("id type created label kdf nonce wrapped".split())
_ARGON_FIELDS = frozenset("alg v m t p salt".split())
_HKDF_FIELDS = frozenset({"alg", "salt"})
_SLOT_TYPES = frozenset({"passphrase", "recovery", "keyring"})
_CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to unwrap the vault key. cost is None where the secret is random (recovery, keyring)."""

    id: str
    type: str
    created: str
    label: str
    cost: Cost | None
    salt: bytes
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """A replacement of the vault key that has begun: the new key under the old one, and the slots of the new key."""

    nonce: bytes
    wrapped: bytes
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What the header file says; mac is empty until it was written or read."""

    vault_id: str
    gen: int
    created_with: str
    db_salt: bytes
    slots: tuple[Slot, ...]
    mac: bytes = b""
    pending: Pending | None = None


def slot_binding(vault_id: str, slot_id: str, slot_type: str, cost: Cost | None, salt: bytes) -> bytes:
    """What is bound to a slot's wrapped key: change any of it and the slot opens nothing."""
    return _canonical(
        {
            "cipher": CIPHER,
            "format": FORMAT,
            "magic": MAGIC,
            "slot": {"id": slot_id, "kdf": _kdf(cost, salt), "type": slot_type},
            "vault_id": vault_id,
        }
    )


def compose(header: Header, vault_key: bytearray) -> bytes:
    """The bytes of a header file, with its mac and sum."""
    plain = _plain(header)
    plain["mac"] = _mac(plain, vault_key).hex()
    plain["sum"] = _sum(plain)
    return _canonical(plain)


def is_authentic(header: Header, vault_key: bytearray) -> bool:
    """Whether somebody who had the vault key wrote exactly this header."""
    return hmac.compare_digest(_mac(_plain(header), vault_key), header.mac)


def parse(raw: bytes, *, allow_costly: bool = False) -> Header:
    """The header of a file's bytes; VaultDamaged or VaultTooNew unless every byte is as it should be.

    allow_costly lets a key derivation above the ceiling pass (it may take minutes and gigabytes).
    """
    document = _document(raw)
    if document.get("magic") != MAGIC:
        raise VaultDamaged("header_foreign")
    if document.get("sum") != _sum({name: value for name, value in document.items() if name != "sum"}):
        _damaged("sum")
    _refuse_newer(document)
    header = _header(document)
    if compose_again(header, document) != raw:
        _damaged("form")
    _check_costs(header, allow_costly=allow_costly)
    return header


def compose_again(header: Header, document: Mapping[str, Any]) -> bytes:
    """The bytes that this module would have written for what it understood of a document."""
    return _canonical({**_plain(header), "mac": header.mac.hex(), "sum": document["sum"]})


def _document(raw: bytes) -> dict[str, Any]:
    if not raw:
        raise VaultDamaged("header_empty")
    if len(raw) > LIMIT:
        raise VaultDamaged("header_too_large", size=len(raw), limit=LIMIT)
    try:
        document = json.loads(
            raw.decode("ascii"), object_pairs_hook=_no_duplicates, parse_float=_no_number, parse_constant=_no_number
        )
    except (ValueError, RecursionError):
        if not raw.startswith(b"{"):
            raise VaultDamaged("header_foreign") from None
        if not raw.endswith(b"}"):
            raise VaultDamaged("header_truncated", size=len(raw)) from None
        _damaged("form")
    if not isinstance(document, dict):
        raise VaultDamaged("header_foreign")
    return document


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name stands twice")
    return document


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"not a whole number: {text[:20]}")


def _refuse_newer(document: Mapping[str, Any]) -> None:
    """An intact header with anything unknown comes from a newer version."""
    min_reader, cipher = document.get("min_reader"), document.get("cipher")
    unknown = sorted(set(document) - _FIELDS - _OPTIONAL)
    if unknown or cipher != CIPHER or not isinstance(min_reader, int) or min_reader > FORMAT:
        raise VaultTooNew("vault_too_new", min_reader=min_reader, format=FORMAT)
    for slot in _list(document.get("slots")):
        if isinstance(slot, dict) and (set(slot) - _SLOT_FIELDS or str(slot.get("type")) not in _SLOT_TYPES):
            raise VaultTooNew("vault_too_new", min_reader=min_reader, format=FORMAT)


def _header(document: Mapping[str, Any]) -> Header:
    slots = _slots(document.get("slots"))
    if _number(document, "format") != FORMAT or _number(document, "min_reader") != FORMAT:
        _damaged("format")
    return Header(
        vault_id=_hex(document, "vault_id", keys.SALT_BYTES).hex(),
        gen=_number(document, "gen"),
        created_with=_text(document, "created_with"),
        db_salt=_hex(document, "db_salt", keys.SALT_BYTES),
        slots=slots,
        mac=_hex(document, "mac", 32),
        pending=_pending(document["pending"]) if "pending" in document else None,
    )


def _slots(value: object) -> tuple[Slot, ...]:
    slots = tuple(_slot(_mapping(entry, _SLOT_FIELDS)) for entry in _list(value))
    if not 1 <= len(slots) <= _SLOT_LIMIT or len({slot.id for slot in slots}) != len(slots):
        _damaged("slots")
    return slots


def _pending(value: object) -> Pending:
    entry = _mapping(value, _PENDING_FIELDS)
    wrapped = _hex(entry, "wrapped", keys.WRAPPED_BYTES)
    return Pending(_hex(entry, "nonce", keys.NONCE_BYTES), wrapped, _slots(entry["slots"]))


def _slot(entry: Mapping[str, Any]) -> Slot:
    kdf = entry["kdf"]
    is_passphrase = entry["type"] == "passphrase"
    _mapping(kdf, _ARGON_FIELDS if is_passphrase else _HKDF_FIELDS)
    if kdf["alg"] != ("argon2id" if is_passphrase else "hkdf-sha256") or kdf.get("v", 19) != 19:
        _damaged("kdf")
    if not _CREATED.fullmatch(_text(entry, "created")):
        _damaged("created")
    return Slot(
        id=_hex(entry, "id", 4).hex(),
        type=entry["type"],
        created=_text(entry, "created"),
        label=_text(entry, "label"),
        cost=Cost(_number(kdf, "m"), _number(kdf, "t"), _number(kdf, "p")) if is_passphrase else None,
        salt=_hex(kdf, "salt", keys.SALT_BYTES),
        nonce=_hex(entry, "nonce", keys.NONCE_BYTES),
        wrapped=_hex(entry, "wrapped", keys.WRAPPED_BYTES),
    )


def _check_costs(header: Header, *, allow_costly: bool) -> None:
    for slot in (*header.slots, *(header.pending.slots if header.pending else ())):
        if slot.cost is None:
            continue
        if slot.cost.is_below(keys.FLOOR):
            raise VaultDamaged("key_derivation_too_weak")
        if keys.CEILING.is_below(slot.cost) and not allow_costly:
            raise VaultError("key_derivation_too_costly", memory=slot.cost.memory, passes=slot.cost.passes)


def _plain(header: Header) -> dict[str, Any]:
    """Everything but mac and sum, as JSON values."""
    document: dict[str, Any] = {
        "cipher": CIPHER,
        "created_with": header.created_with,
        "db_salt": header.db_salt.hex(),
        "format": FORMAT,
        "gen": header.gen,
        "magic": MAGIC,
        "min_reader": FORMAT,
        "slots": [_plain_slot(slot) for slot in header.slots],
        "vault_id": header.vault_id,
    }
    if header.pending is not None:
        document["pending"] = {
            "nonce": header.pending.nonce.hex(),
            "slots": [_plain_slot(slot) for slot in header.pending.slots],
            "wrapped": header.pending.wrapped.hex(),
        }
    return document


def _plain_slot(slot: Slot) -> dict[str, Any]:
    return {
        "created": slot.created,
        "id": slot.id,
        "kdf": _kdf(slot.cost, slot.salt),
        "label": slot.label,
        "nonce": slot.nonce.hex(),
        "type": slot.type,
        "wrapped": slot.wrapped.hex(),
    }


def _kdf(cost: Cost | None, salt: bytes) -> dict[str, Any]:
    if cost is None:
        return {"alg": "hkdf-sha256", "salt": salt.hex()}
    return {"alg": "argon2id", "m": cost.memory, "p": cost.lanes, "salt": salt.hex(), "t": cost.passes, "v": 19}


def _mac(plain: Mapping[str, Any], vault_key: bytearray) -> bytes:
    return hmac.digest(keys.subkey(vault_key, "header-mac"), _canonical(plain), "sha256")


def _sum(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(document)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _damaged(field: str) -> NoReturn:
    raise VaultDamaged("header_damaged", field=field)


def _mapping(value: object, fields: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict) or set(value) != fields:
        _damaged("fields")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        _damaged("slots")
    return value


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or len(value) > 200:
        _damaged(name)
    return value


def _number(entry: Mapping[str, Any], name: str) -> int:
    value = entry.get(name)
    if type(value) is not int or not 1 <= value < 2**53:
        _damaged(name)
    return value


def _hex(entry: Mapping[str, Any], name: str, length: int) -> bytes:
    value = entry.get(name)
    if not isinstance(value, str) or not re.fullmatch(f"[0-9a-f]{{{2 * length}}}", value):
        _damaged(name)
    return bytes.fromhex(value)
