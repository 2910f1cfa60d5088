"""Archives of unknown origin: what is inside, within budgets that are checked before anything is unpacked.

At most 1,000 entries, 200 MB in all, 200 times the packed size, two levels deep; no entry may overlap another, have an
absolute path or leave the archive's folder.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from hub.domain.errors import StatementError

ENTRIES, TOTAL, RATIO = 1000, 200 << 20, 200
_CHUNK = 1 << 20


def open_zip(content: bytes) -> zipfile.ZipFile:
    """A ZIP file whose directory keeps the budgets; StatementError when it does not, or is broken."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise StatementError("broken_archive") from error
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise StatementError("archive_too_large", limit=ENTRIES)
    if sum(e.file_size for e in entries) > min(TOTAL, max(RATIO * len(content), 1 << 20)):
        raise StatementError("archive_too_large", limit=TOTAL)
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename[:2] or (entry.external_attr >> 28) == 0xA:
            raise StatementError("unsafe_archive", entry=entry.filename[:200])
        if entry.header_offset < end:
            raise StatementError("unsafe_archive", entry=entry.filename[:200])
        end = entry.header_offset + entry.compress_size
    return archive


def read_entry(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of an entry; StatementError when it is encrypted, broken or larger than it says."""
    entry = archive.getinfo(name)
    if entry.flag_bits & 1:
        raise StatementError("locked_archive", next_step="unlock_file")
    try:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise StatementError("broken_archive") from error
    if len(content) > entry.file_size:
        raise StatementError("unsafe_archive", entry=name[:200])
    return content


def unpack_gzip(content: bytes) -> bytes:
    """The bytes of a gzip file, within the budgets."""
    inflater = zlib.decompressobj(wbits=31)
    limit = min(TOTAL, max(RATIO * len(content), 1 << 20))
    parts: list[bytes] = []
    size = 0
    try:
        data = content
        while data and not inflater.eof:
            part = inflater.decompress(data, _CHUNK)
            size += len(part)
            if size > limit:
                raise StatementError("archive_too_large", limit=limit)
            parts.append(part)
            data = inflater.unconsumed_tail
    except zlib.error as error:
        raise StatementError("broken_archive") from error
    if not inflater.eof:
        raise StatementError("broken_archive")
    return b"".join(parts)
