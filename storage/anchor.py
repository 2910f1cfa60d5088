"""The freshness anchor: what this computer remembers of the newest state, outside of the database.

An older copy of the database is whole in itself; only a memory outside of it can tell that something is missing.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hub.domain.errors import VaultDamaged
from storage import atomic

ANCHOR = "vault.anchor"
EVERY = 10
"""Commits between two writings of the anchor while the vault is open."""
_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number and chain hash of an operation that the database must hold."""

    seq: int
    chain_head: bytes


def remember(folder: Path, vault_id: str, anchor: Anchor, key: bytes) -> None:
    """Write the anchor durably."""
    entry = {
        "chain_head": anchor.chain_head.hex(),
        "seq": anchor.seq,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "vault_id": vault_id,
    }
    text = json.dumps(entry | {"hmac": _mac(entry, key)}, sort_keys=True, separators=(",", ":"))
    atomic.write(folder / ANCHOR, text.encode("ascii"))


def remembered(folder: Path, vault_id: str, key: bytes) -> Anchor | None:
    """What was remembered of this vault; None without a memory. VaultDamaged when the anchor was altered."""
    path = folder / ANCHOR
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT)
    except FileNotFoundError:
        return None
    try:
        entry = json.loads(raw)
        mac = entry.pop("hmac")
        is_ours = hmac.compare_digest(mac, _mac(entry, key)) and entry["vault_id"] == vault_id
        anchor = Anchor(entry["seq"], bytes.fromhex(entry["chain_head"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        is_ours = False
    if not is_ours:
        raise VaultDamaged("anchor_damaged", where={"path": str(path)})
    return anchor


def _mac(entry: object, key: bytes) -> str:
    return hmac.digest(key, json.dumps(entry, sort_keys=True, separators=(",", ":")).encode(), "sha256").hex()
