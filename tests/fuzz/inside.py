"""Damage that leaves the outer form whole, so that it reaches what reads the values and not only the first parser."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import sqlite3
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any
from xml.sax.saxutils import escape

_LEAF = re.compile(rb"<([A-Za-z][\w:.-]*)\b[^<>]*>[^<>]*</\1>|<[A-Za-z][^<>]*/>")
_VALUE = re.compile(rb'(?<=>)[^<>]+(?=<)|(?<==")[^"<>]*(?=")')
_DIGITS = re.compile(rb"[0-9]+")
_STREAM = re.compile(rb"(?<=\()[^()]*(?=\) Tj)")

Damage = Callable[[random.Random, bytes], bytes]


_BROKEN = (
    zipfile.BadZipFile, zlib.error, sqlite3.Error, EOFError, OSError, ValueError, IndexError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What opening a file raises that was damaged before."""


def altered(dice: random.Random, content: bytes, damage: Damage, tokens: Sequence[bytes]) -> bytes | None:
    """A file with something inside it damaged; None when it has no inside, or is too broken to find it.

    damage: what is done to a file of an archive; tokens: odd values.
    """
    try:
        return _altered(dice, content, damage, tokens)
    except _BROKEN:
        return None


def _altered(dice: random.Random, content: bytes, damage: Damage, tokens: Sequence[bytes]) -> bytes | None:
    if content.startswith(b"\x1f\x8b"):
        return gzip.compress(damage(dice, gzip.decompress(content)), 1)
    if content.startswith(b"PK\x03\x04"):
        return _archive(dice, content, damage)
    if content.startswith(b"SQLite"):
        return _book(dice, content, tokens)
    if content.startswith(b"%PDF"):
        return _replaced(dice, content, _STREAM, tokens)
    if re.match(rb'\s*\{\s*"', content):
        return _json(dice, content, tokens)
    if content.startswith(b"<"):
        return _markup(dice, content, tokens)
    return None


def _archive(dice: random.Random, content: bytes, damage: Damage) -> bytes:
    target = io.BytesIO()
    method = dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(target, "w", method, compresslevel=1) as out,
    ):
        warnings.simplefilter("ignore")  # two entries of one name are part of the damage
        names = archive.namelist()
        heavy = [name for name in names if "sheet" in name or "tent" in name or "sqlite" in name]
        chosen = dice.choice(heavy if heavy and dice.random() < 0.7 else names)
        for name in names:
            inner = archive.read(name)
            if name == chosen and len(names) > 1 and dice.random() < 0.05:
                name, inner = dice.choice(names), archive.read(dice.choice(names))  # noqa: PLW2901 - the damage
            elif name == chosen:
                inner = damage(dice, inner or b"0")
            out.writestr(name, inner)
    return target.getvalue()


def _book(dice: random.Random, content: bytes, tokens: Sequence[bytes]) -> bytes:
    """Cells of a SQLite file changed, rows doubled, a table or a column lost."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as book:
        book.deserialize(content)
        names = [row[0] for row in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for _ in range(dice.choice((1, 1, 2, 4))):
            table = dice.choice(names)
            columns = [row[1] for row in book.execute(f'PRAGMA table_info("{table}")')]
            column, value = dice.choice(columns), _cell(dice, tokens)
            try:
                _changed(dice, book, f'"{table}"', f'"{column}"', value)
            except sqlite3.Error:
                continue  # a key, or the last column: the other changes stand
        return book.serialize()


def _changed(dice: random.Random, book: sqlite3.Connection, table: str, column: str, value: object) -> None:
    kind = dice.randrange(12)
    if kind == 0:
        book.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    elif kind == 1:
        book.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of a sample
    elif kind == 2:
        book.execute(f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1")  # noqa: S608 - a name of a sample
    elif kind == 3:
        book.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608 - a name of a sample
    else:
        one = f"SELECT rowid FROM {table} LIMIT 1 OFFSET {dice.randrange(4)}"  # noqa: S608 - a name of a sample
        book.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ({one})", (value,))  # noqa: S608 - a sample's name


def _cell(dice: random.Random, tokens: Sequence[bytes]) -> object:
    token = dice.choice(tokens)
    odd = (None, 0, -1, 2**63 - 1, -(2**63), 0.1, 1e300, float("inf"), token, b"", dice.randrange(-9999, 99999999))
    return dice.choice(odd) if dice.random() < 0.6 else token.decode("utf-8", "replace")


def _json(dice: random.Random, content: bytes, tokens: Sequence[bytes]) -> bytes:
    """A value of a JSON file changed, lost or doubled."""
    root = json.loads(content)
    held = list(_held(root))
    for _ in range(dice.choice((1, 1, 2, 4))):
        holder, key = dice.choice(held)
        try:
            _put(dice, holder, key, tokens)
        except (KeyError, IndexError):
            continue  # gone by the change before
    return json.dumps(root).encode()


def _put(dice: random.Random, holder: Any, key: Any, tokens: Sequence[bytes]) -> None:
    kind = dice.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, list):
        holder.append(holder[key])
    else:
        odd: tuple[Any, ...] = (None, True, {}, [], [[]], 0, -1, 1.5, 1e308, 10**400, [1, "2"], {"a": None})
        holder[key] = dice.choice(odd) if dice.random() < 0.5 else dice.choice(tokens).decode("utf-8", "replace")


def _held(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in pairs:
        yield value, key
        yield from _held(one)


def _markup(dice: random.Random, content: bytes, tokens: Sequence[bytes]) -> bytes:
    """A text or an attribute changed, an element lost, doubled or put elsewhere."""
    for _ in range(dice.choice((1, 1, 2, 4))):
        elements = [found.span() for found in _LEAF.finditer(content[:60_000])]
        if not elements or dice.random() < 0.6:
            content = _replaced(dice, content, _VALUE, tokens)
            continue
        begin, end = dice.choice(elements)
        place = dice.choice(elements)[0]
        element = content[begin:end]
        content = dice.choice((
            content[:begin] + content[end:],
            content[:end] + element * dice.choice((1, 2, 40)) + content[end:],
            content[:place] + element + content[place:],
        ))  # fmt: skip
    return content


def _replaced(dice: random.Random, content: bytes, values: re.Pattern[bytes], tokens: Sequence[bytes]) -> bytes:
    """One of the values replaced by an odd one, by another value of the file, or with other digits."""
    spans = [found.span() for found in values.finditer(content[:60_000])]
    if not spans:
        return content
    (begin, end), (first, last) = dice.choice(spans), dice.choice(spans)
    kind, value = dice.randrange(4), content[begin:end]
    if kind == 0:
        value = content[first:last]
    elif kind == 1:
        value = other_digits(dice, value)
    else:
        token = dice.choice(tokens).decode("utf-8", "ignore")
        value = escape(token, {'"': "&quot;"}).encode()
    return content[:begin] + value + content[end:]


def other_digits(dice: random.Random, text: bytes) -> bytes:
    """A number of a text changed a little: the file's own balance is wrong then, or a day is no day."""
    spans = [found.span() for found in _DIGITS.finditer(text[:20_000])]
    if not spans:
        return text
    begin, end = dice.choice(spans)
    number = str(dice.randrange(10 ** min(end - begin, 9))).zfill(end - begin).encode()
    sign = dice.choice((b"", b"", b"-", b"0"))
    return text[:begin] + sign + number + text[end:]
