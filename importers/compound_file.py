"""A look at an OLE compound file (old .xls) before a parser follows its chains: they must end.

Sectors are linked through a table; a damaged or hostile table runs in circles, and a reader that trusts it never
ends. Microsoft [MS-CFB] sections 2.2 to 2.6.
"""

from __future__ import annotations

import struct

from hub.domain.errors import StatementError

_END, _FREE, _LAST = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFA


def check(content: bytes) -> None:
    """Raise `StatementError` unless every chain of sectors that the file names comes to an end inside it."""
    try:
        _check(content)
    except (struct.error, IndexError, ValueError) as error:
        raise StatementError("broken_spreadsheet", next_step="other_export") from error


def _check(content: bytes) -> None:
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise ValueError("sector size")
    size = 1 << shift
    sectors = len(content) // size + 1
    directory, cutoff, mini, difat = (struct.unpack_from("<I", content, place)[0] for place in (48, 56, 60, 68))
    table = _table(content, size, sectors, difat)
    folders = b"".join(_sector(content, size, s) for s in _chain(table, directory, sectors))
    mini_table = [n for s in _chain(table, mini, sectors) for n in _numbers(_sector(content, size, s))]
    for place in range(0, len(folders) - 127, 128):
        kind, start = folders[place + 66], struct.unpack_from("<I", folders, place + 116)[0]
        length = struct.unpack_from("<I", folders, place + 120)[0]
        if kind == 5 or (kind == 2 and length >= cutoff):
            _chain(table, start, sectors)
        elif kind == 2 and length:
            _chain(mini_table, start, len(mini_table))


def _sector(content: bytes, size: int, number: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _table(content: bytes, size: int, sectors: int, more: int) -> list[int]:
    """The sector table, from the places in the header and in the chain behind it."""
    places = [n for n in struct.unpack_from("<109I", content, 76) if n < _LAST]
    for _ in range(sectors):
        if more >= _LAST:
            break
        numbers = _numbers(_sector(content, size, more))
        places += [n for n in numbers[:-1] if n < _LAST]
        more = numbers[-1]
    else:
        raise ValueError("endless table")
    if len(places) > sectors:
        raise ValueError("table too long")
    return [n for place in places for n in _numbers(_sector(content, size, place))]


def _chain(table: list[int], start: int, limit: int) -> list[int]:
    """The sectors of a chain; ValueError when it runs in a circle or out of the table."""
    found: list[int] = []
    while start not in (_END, _FREE):
        if start >= len(table) or len(found) > limit:
            raise ValueError("endless chain")
        found.append(start)
        start = table[start]
    return found
