"""A sealed stream opens only as it was written: no piece changed, moved, missing, added, or of another file."""

from __future__ import annotations

import hashlib
import io
import random

import pytest

from hub.domain.errors import VaultDamaged
from storage import sealing

KEY, NAME = bytes(range(32)), "a" * 32
PIECE = sealing.PIECE
CONTENT = random.Random(1).randbytes(3 * PIECE + 100)  # noqa: S311 - only bytes


def sealed(content: bytes, key: bytes = KEY, name: str = NAME) -> bytes:
    target = io.BytesIO()
    told = sealing.seal(io.BytesIO(content), target, key, name)
    assert told.size == len(content)
    assert told.sha256 == hashlib.sha256(content).hexdigest()
    assert told.sealed_sha256 == hashlib.sha256(target.getvalue()).hexdigest()
    return target.getvalue()


def is_refused(raw: bytes, key: bytes = KEY, name: str = NAME) -> bool:
    try:
        return b"".join(sealing.opened(io.BytesIO(raw), key, name)) is None
    except VaultDamaged:
        return True


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7])
def test_what_is_sealed_opens(size: int) -> None:
    raw = sealed(CONTENT[:size])
    assert b"".join(sealing.opened(io.BytesIO(raw), KEY, NAME)) == CONTENT[:size]
    assert is_refused(raw, bytes(32))
    assert is_refused(raw, name="b" * 32)


def test_a_source_that_gives_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 1000))

    target = io.BytesIO()
    sealing.seal(Slow(CONTENT), target, KEY, NAME)
    assert target.getvalue() == sealed(CONTENT)
    assert b"".join(sealing.opened(Slow(target.getvalue()), KEY, NAME)) == CONTENT


def test_flipped_bits_are_refused() -> None:
    raw, chance = sealed(CONTENT), random.Random(2)  # noqa: S311 - the same bits every time
    for _ in range(200):
        flipped = bytearray(raw)
        flipped[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        assert is_refused(bytes(flipped))


def test_order_and_length_are_bound() -> None:
    raw, step = sealed(CONTENT), PIECE + 16
    pieces = [raw[start : start + step] for start in range(4, len(raw), step)]
    assert len(pieces) == 4
    other = sealed(CONTENT[::-1], name="b" * 32)
    changed = [
        [pieces[1], pieces[0], *pieces[2:]],
        pieces[:-1],
        pieces[:1],
        [],
        [*pieces, pieces[-1]],
        [*pieces[:2], pieces[1], *pieces[2:]],
        [pieces[0], *pieces[2:]],
        [other[4 : 4 + step], *pieces[1:]],
    ]
    assert all(is_refused(raw[:4] + b"".join(one)) for one in changed)
    assert all(is_refused(raw[:length]) for length in [*range(30), step, len(raw) - 1])
    assert is_refused(raw + b"\0")
    assert is_refused(b"CFA2" + raw[4:])
    assert not is_refused(raw)
