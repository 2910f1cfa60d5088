"""Signatures of packs: Ed25519 (RFC 8032) over the canonical JSON of a document, and keys pinned at first sight.

A signed document carries `key` (the publisher's public key) and `signature`, both base64. Signed is everything but
`signature`: UTF-8 JSON with sorted keys and no blanks. Numbers are texts or integers, so that the form is unique.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from hub.domain.errors import PackError
from storage import pack_keys
from storage.vault import Vault

OWN = "own"
"""Name of the person's own signing key."""


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes of a document that its signature covers."""
    covered = {name: value for name, value in document.items() if name != "signature"}
    return json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sign_with(secret: bytes, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with key and signature. secret: 32 bytes."""
    private = Ed25519PrivateKey.from_private_bytes(secret)
    signed = {**document, "key": _text(private.public_key().public_bytes_raw())}
    return {**signed, "signature": _text(private.sign(canonical(signed)))}


def sign(vault: Vault, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document signed with the person's own key, which is made with the first signature and stays in the vault."""
    with vault.read() as connection:
        secret = pack_keys.secret(connection, OWN)
    if secret is None:
        secret = Ed25519PrivateKey.generate().private_bytes_raw()
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with vault.write("make_signing_key", values={}, topics=(), undoable=False) as write:
            pack_keys.keep_secret(write.connection, OWN, secret, at)
    return sign_with(secret, document)


def verified_key(document: Mapping[str, Any]) -> str | None:
    """The key that signed a document, None for an unsigned one. PackError "forged" when the signature is wrong."""
    if "signature" not in document and "key" not in document:
        return None
    try:
        key = base64.b64decode(str(document["key"]), validate=True)
        signature = base64.b64decode(str(document["signature"]), validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, canonical(document))
    except (KeyError, ValueError, TypeError, binascii.Error, InvalidSignature) as error:
        raise PackError("forged", where={"path": "$.signature"}, next_step="get_it_again") from error
    return _text(key)


def fingerprint(key: str) -> str:
    """A key as people compare it: the first 16 hex digits of its SHA-256 in groups of four."""
    digits = hashlib.sha256(base64.b64decode(key)).hexdigest()[:16]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def admit(connection: Connection, kind: str, name: str, document: Mapping[str, Any], at: str) -> str | None:
    """Check who signed a pack against the pinned key, pin a first one; the key, None for an unsigned pack.

    PackError: "forged", "key_changed" (signed by another key than before), "signature_missing" (was signed before).
    """
    key = verified_key(document)
    held = pack_keys.pinned(connection, kind, name)
    if held is not None and key is None:
        raise PackError("signature_missing", where={"path": "$.signature"}, next_step="get_it_again", pack=name)
    if held is not None and key is not None and held != key:
        found = {"pack": name, "held": fingerprint(held), "found": fingerprint(key)}
        raise PackError("key_changed", where={"path": "$.key"}, next_step="ask_publisher", **found)
    if held is None and key is not None:
        pack_keys.pin(connection, kind, name, key, at)
    return key


def check_version(held: int | None, version: object, *, is_signed: bool, is_same: bool) -> int:
    """The version of a pack when it may take the place of the held one; PackError when it goes back.

    A signed pack never changes under the same version; an unsigned one may, while somebody works on it.
    """
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PackError("bad_version", where={"path": "$.version"}, version=str(version)[:40])
    if held is not None and version < held:
        raise PackError("pack_older", where={"path": "$.version"}, held=held, version=version)
    if held == version and is_signed and not is_same:
        raise PackError("same_version", where={"path": "$.version"}, version=version)
    return version


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
