"""A file sealed in pieces, so that one of any size can be written and read as a stream.

    "CFA1", then pieces of 64 KiB, each under ChaCha20-Poly1305 with its number and whether it is the last as the nonce

(the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015). The key is used for one file only, so counted
nonces never repeat. A piece that is changed, missing, doubled, moved, or from another file is refused, and so is a
file that was cut or lengthened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from hub.domain.errors import VaultDamaged
from hub.domain.progress import Progress, silent

MAGIC = b"CFA1"
PIECE = 64 * 1024
_TAG = 16


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was sealed: bytes of the content, its SHA-256, and that of the sealed file, in hex."""

    size: int
    sha256: str
    sealed_sha256: str


def seal(source: BinaryIO, target: BinaryIO, key: bytes, name: str, progress: Progress = silent) -> Sealed:
    """Read a stream to its end and write it sealed. key: 32 bytes for this file alone; name: bound to it."""
    cipher, plain_hash, sealed_hash = ChaCha20Poly1305(key), hashlib.sha256(), hashlib.sha256()
    size = number = 0
    target.write(MAGIC)
    sealed_hash.update(MAGIC)
    piece = _full(source, PIECE)
    while True:
        following = _full(source, PIECE)
        sealed = cipher.encrypt(_nonce(number, is_last=not following), piece, _bound(name))
        target.write(sealed)
        plain_hash.update(piece)
        sealed_hash.update(sealed)
        size += len(piece)
        progress(size, 0, "sealing")
        if not following:
            return Sealed(size, plain_hash.hexdigest(), sealed_hash.hexdigest())
        piece, number = following, number + 1


def opened(source: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    """The content of a sealed stream, piece by piece; VaultDamaged "attachment_damaged" where it is not whole.

    Pieces given before the damage are right, but only the end says that nothing is missing.
    """
    if source.read(len(MAGIC)) != MAGIC:
        raise VaultDamaged("attachment_damaged", where={"attachment": name})
    cipher, number = ChaCha20Poly1305(key), 0
    piece = _full(source, PIECE + _TAG)
    while True:
        following = _full(source, PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, _bound(name))
        except InvalidTag:
            raise VaultDamaged("attachment_damaged", where={"attachment": name}) from None
        if not following:
            return
        piece, number = following, number + 1


def _full(source: BinaryIO, size: int) -> bytes:
    """So many bytes, fewer only at the end: a pipe gives what it has."""
    parts = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _bound(name: str) -> bytes:
    return b"coffer/1/attachment/" + name.encode()
