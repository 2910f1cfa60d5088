"""Many short texts in little room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload
from zlib import compress, decompress

MANY = 200_000
"""Texts from which they are packed: for fewer the room is there, and packing is a tenth of an import."""
_BLOCK = 512
_BETWEEN = "\0"
_EFFORT = 1
"""Of packing: more takes twice the time for a tenth of the room."""


class Texts(Sequence[str]):
    """Many short texts, joined in blocks; packed where they are very many: a third of the room."""

    __slots__ = ("_blocks", "_count", "_is_packed", "_last")

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._blocks: list[str | bytes | tuple[str, ...]] = []
        self._count = 0
        self._is_packed = False
        self._last: tuple[int, Sequence[str]] = -1, ()
        self.extend(texts)

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts at the end, some thousand at a time: a block that is not full is packed anew."""
        more = list(texts)
        if self._count % _BLOCK:
            more = [*self._block(-1), *more]
            self._count -= self._count % _BLOCK
            del self._blocks[-1]
        self._count += len(more)
        self._blocks += [self._block_of(more[start : start + _BLOCK]) for start in range(0, len(more), _BLOCK)]
        self._last = -1, ()
        if self._count > MANY:
            self.pack()

    def pack(self) -> None:
        """Take a third of the room from now on, and twice the time."""
        if not self._is_packed:
            self._is_packed = True
            self._blocks = [_packed_block(one) if isinstance(one, str) else one for one in self._blocks]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...

    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        if isinstance(place, slice):
            return self._slice(*place.indices(self._count))
        number, within = divmod(range(self._count)[place], _BLOCK)
        return self._near(number)[within]

    def _slice(self, start: int, stop: int, step: int) -> tuple[str, ...]:
        if step != 1:
            return tuple(self[at] for at in range(start, stop, step))
        found: list[str] = []
        while start < stop:
            number, within = divmod(start, _BLOCK)
            some = self._near(number)[within : within + stop - start]
            found += some
            start += len(some)
        return tuple(found)

    def _near(self, number: int) -> Sequence[str]:
        """A block, remembered until another one is asked for, perhaps by another thread."""
        last = self._last
        if last[0] != number:
            last = self._last = number, self._block(number)
        return last[1]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self._block, range(len(self._blocks))))

    def __reversed__(self) -> Iterator[str]:
        return chain.from_iterable(reversed(self._block(at)) for at in range(len(self._blocks) - 1, -1, -1))

    def _block(self, number: int) -> Sequence[str]:
        block = self._blocks[number]
        if isinstance(block, bytes):
            block = decompress(block).decode("utf-8", "surrogatepass")
        return block.split(_BETWEEN) if isinstance(block, str) else block

    def _block_of(self, texts: Sequence[str]) -> str | bytes | tuple[str, ...]:
        joined = _BETWEEN.join(texts)
        if joined.count(_BETWEEN) != len(texts) - 1:
            return tuple(texts)
        return _packed_block(joined) if self._is_packed else joined


def _packed_block(joined: str) -> bytes:
    return compress(joined.encode("utf-8", "surrogatepass"), _EFFORT)
