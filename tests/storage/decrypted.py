"""The pages of a vault's database in the clear, without the engine: SQLCipher 4, AES-256-CBC, 80 bytes kept aside."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, KEPT, SALT = 4096, 80, 16
_HEAD, _FRAME = 32, 24


def content(folder: Path, key: str) -> bytes:
    """Every page of the database and of its log. key: as the engine takes it, x'...'."""
    raw = bytes.fromhex(key[2:66])
    database = (folder / "vault.db").read_bytes()
    pages = [_page(raw, database[at : at + PAGE], 0 if at else SALT) for at in range(0, len(database), PAGE)]
    log = folder / "vault.db-wal"
    frames = log.read_bytes()[_HEAD:] if log.exists() else b""
    for at in range(0, len(frames), _FRAME + PAGE):
        number = int.from_bytes(frames[at : at + 4], "big")
        body = frames[at + _FRAME : at + _FRAME + PAGE]
        pages.append(_page(raw, body, SALT if number == 1 else 0))
    return b"".join(pages)


def _page(key: bytes, page: bytes, start: int) -> bytes:
    vector = page[PAGE - KEPT : PAGE - KEPT + 16]
    opened = Cipher(AES256(key), CBC(vector)).decryptor()
    return opened.update(page[start : PAGE - KEPT]) + opened.finalize()
