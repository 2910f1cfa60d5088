"""The manifest of a backup: what it is, readable by anybody, and what it holds, sealed with the vault's key.

`manifest.json`, canonical JSON: magic, format, vault_id, made_at, reason, files {name: {size, sha256}}, nonce, sealed.
`sealed` is the figures (counts, sums, journal head) under ChaCha20-Poly1305; everything else in the manifest is bound
to it, so that nobody without the key can change either.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from hub.domain.errors import VaultDamaged, VaultTooNew
from storage import atomic, figures
from storage.figures import Figures

MANIFEST = "manifest.json"
MAGIC = "coffer-backup"
FORMAT = 1
PURPOSE = "backup"
"""The purpose of the subkey that seals."""
_LIMIT = 256 * 1024 * 1024
_FIELDS = frozenset("magic format vault_id made_at reason files nonce sealed".split())


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. reason: daily, migration, rotation, import, deletion, hand.

    files: size in bytes and SHA-256 by path inside the backup; the header is not among them (a new passphrase
    renews it). nonce and sealed hold the figures.
    """

    vault_id: str
    made_at: datetime
    reason: str
    files: Mapping[str, tuple[int, str]]
    nonce: bytes
    sealed: bytes

    def figures(self, key: bytes) -> Figures:
        """What the backup holds; VaultDamaged when the key or any byte of the manifest is another."""
        try:
            content = ChaCha20Poly1305(key).decrypt(self.nonce, self.sealed, _canonical(_public(self)))
            return figures.from_json(json.loads(content))
        except (InvalidTag, ValueError, KeyError, TypeError):
            raise VaultDamaged("backup_damaged", reason="manifest") from None


def sealed(
    vault_id: str, reason: str, made_at: datetime, files: Mapping[str, tuple[int, str]], held: Figures, key: bytes
) -> Manifest:
    """A manifest of these files and figures. made_at: to the second, with its zone."""
    nonce = secrets.token_bytes(12)
    bare = Manifest(vault_id, made_at, reason, files, nonce, b"")
    content = ChaCha20Poly1305(key).encrypt(nonce, _canonical(held.as_json()), _canonical(_public(bare)))
    return Manifest(vault_id, made_at, reason, files, nonce, content)


def write(folder: Path, manifest: Manifest) -> None:
    """Write a manifest durably into its backup."""
    atomic.write(folder / MANIFEST, _file(manifest))


def read(folder: Path) -> Manifest:
    """The manifest of a backup; VaultDamaged "backup_damaged", VaultTooNew, or "no_backup" when there is none."""
    path = folder / MANIFEST
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        raise VaultDamaged("no_backup", where={"path": str(folder)}) from None
    try:
        found = _understood(json.loads(raw), path)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        _refuse(path)
    if _file(found) != raw:  # the same meaning in other bytes: a capital hex digit is a flipped bit too
        _refuse(path)
    return found


def _file(manifest: Manifest) -> bytes:
    return _canonical(_public(manifest) | {"nonce": manifest.nonce.hex(), "sealed": manifest.sealed.hex()})


def _understood(document: Any, path: Path) -> Manifest:
    if document["magic"] != MAGIC:
        _refuse(path)
    if document["format"] > FORMAT or set(document) - _FIELDS:
        raise VaultTooNew("vault_too_new", where={"path": str(path)}, format=document["format"])
    files = {str(name): (int(entry["size"]), str(entry["sha256"])) for name, entry in document["files"].items()}
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
        _refuse(path)
    made_at = datetime.fromisoformat(document["made_at"]).astimezone(UTC)
    nonce, content = bytes.fromhex(document["nonce"]), bytes.fromhex(document["sealed"])
    return Manifest(str(document["vault_id"]), made_at, str(document["reason"]), files, nonce, content)


def _public(manifest: Manifest) -> dict[str, Any]:
    return {
        "files": {name: {"size": size, "sha256": digest} for name, (size, digest) in manifest.files.items()},
        "format": FORMAT,
        "made_at": manifest.made_at.astimezone(UTC).isoformat(),
        "magic": MAGIC,
        "reason": manifest.reason,
        "vault_id": manifest.vault_id,
    }


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _refuse(path: Path) -> NoReturn:
    raise VaultDamaged("backup_damaged", where={"path": str(path)}, reason="manifest")
