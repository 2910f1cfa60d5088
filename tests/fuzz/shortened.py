"""Seeds cut to a few of their records: what a damage does to a file shows in three rows as well as in three hundred."""

from __future__ import annotations

import gzip
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from typing import Any

RECORDS = (1, 2, 5)
"""How many records the short copies of a seed keep, beside the last one."""

_ELEMENTS = rb"STMTTRN|Ntry|Row|row|tr|ope|TRANSACTION|gnc:transaction|table:table-row|si"
_RECORD = re.compile(rb"<(?P<name>" + _ELEMENTS + rb")\b(?:[^>]*/>|.*?</(?P=name)>)\s*", re.DOTALL)
_ENDS = (rb"(?<=\n\^\n)", rb"(?<=\nENDTRNS\n)", rb"(?=\n:61:)", rb"(?<=\n\n)", rb"(?<=\n)")
"""Where records of text end: QIF, IIF, SWIFT, journals, and else at the line."""
_NUMBERS = re.compile(rb"[0-9]+[.,/-][0-9]")
_IDLE = ("theme", "docProps", "customXml", "media", "drawing", "queryTable", "connections")
"""Parts of a workbook that no reader looks at."""


def shortened(content: bytes, count: int) -> bytes:
    """A file with what stands above the records, the first few of them and the last; itself where none are found."""
    if content.startswith(b"\x1f\x8b"):
        return gzip.compress(shortened(gzip.decompress(content), count), 1)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content, count)
    if content.startswith(b"SQLite"):
        return _book(content, count)
    if content.startswith((b"%PDF", b"\xd0\xcf")) or b"\0" in content[:64]:
        return content
    if re.match(rb'\s*\{\s*"', content):
        return json.dumps(_lists(json.loads(content), count)).encode()
    records = list(_RECORD.finditer(content))
    if records or content.startswith(b"<"):
        return _elements(content, records, count)
    return _text(content.replace(b"\r\n", b"\n"), count)


def _archive(content: bytes, count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            if not any(word in name for word in _IDLE):
                heading = 3 if "sheet" in name else 0
                out.writestr(name, shortened(archive.read(name) or b"0", count + heading))
    return target.getvalue()


def _book(content: bytes, count: int) -> bytes:
    """The tables of a SQLite file with few rows in each, on small pages; empty tables and indexes are left out."""
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as book,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as small,
    ):
        book.deserialize(content[:18] + b"\1\1" + content[20:])
        small.execute("PRAGMA page_size = 512")
        for name, made in book.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = book.execute(f'SELECT * FROM "{name}" LIMIT {count + 3}').fetchall()  # noqa: S608 - a sample's name
            if rows and not name.startswith("sqlite_"):
                small.execute(made)
                marks = ", ".join("?" * len(rows[0]))
                small.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - a sample's name
        return small.serialize()


def _lists(value: Any, count: int) -> Any:
    if isinstance(value, list):
        return [_lists(one, count) for one in value[:count]]
    return {key: _lists(one, count) for key, one in value.items()} if isinstance(value, dict) else value


def _elements(content: bytes, records: Sequence[re.Match[bytes]], count: int) -> bytes:
    """The elements of each name counted for themselves."""
    seen: dict[bytes, int] = {}
    last = {one["name"]: number for number, one in enumerate(records)}
    out, place = bytearray(), 0
    for number, one in enumerate(records):
        seen[one["name"]] = seen.get(one["name"], 0) + 1
        keeps = seen[one["name"]] <= count or number == last[one["name"]] or one["name"] == b"si"
        out += content[place : one.end() if keeps else one.start()]
        place = one.end()
    return bytes(out + content[place:])


def _text(content: bytes, count: int) -> bytes:
    parts = next(p for end in _ENDS if len(p := re.split(end, content)) > 2 or end is _ENDS[-1])
    above = next((n for n, part in enumerate(parts) if len(_NUMBERS.findall(part)) > 1), 1)
    first = parts[: above + count]
    return b"".join(first + parts[-2:] if len(first) + 2 < len(parts) else parts)
