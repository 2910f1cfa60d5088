"""The beginning of a large file as a file of its own, so that its first rows can be shown while the rest is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading, Statement
from importers.detect import read

LENGTH = 48 << 10
"""Bytes that are read: several screens of rows, in a fraction of a second."""

_CLOSED = (b"PK", b"\x1f\x8b", b"SQLite", b"\xd0\xcf\x11\xe0", b"%PDF")
"""Packed files and databases, whose beginning says nothing."""
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>", re.ASCII)
_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


def read_beginning(name: str, head: bytes, answers: Mapping[str, str] = _NO_ANSWERS) -> FileReading | None:
    """The first rows of a file out of its first bytes; None where they can't be read by themselves.

    The last row may be cut and is left out. What only the whole file tells is left open: no closing balance, no
    proof, no problems behind the last row. Its questions are those of its own rows only.
    """
    if head.startswith(_CLOSED):
        return None
    try:
        reading = read(name, _whole(head), answers=answers)
    except StatementError:
        return None
    statements = [statement for statement in reading.statements if len(statement.lines) > 1]
    if not statements:
        return None
    last = statements[-1].lines[-2].line
    return replace(
        reading,
        statements=(*map(_open, statements[:-1]), _open(statements[-1], cut=1)),
        problems=tuple(one for one in reading.problems if 0 < one.line <= last),
    )


def _open(statement: Statement, cut: int = 0) -> Statement:
    lines = statement.lines[: len(statement.lines) - cut]
    return replace(statement, lines=lines, closing=None, balances_agree=None)


def _whole(head: bytes) -> bytes:
    """The bytes up to the last end of a line (or of a block of lines, where empty ones part them).

    XML ends at its last tag, with all open ones closed.
    """
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _closed(head)
    block = max(head.rfind(b"\n\n"), head.rfind(b"\n\r\n"))
    end = block if 2 * block > len(head) else max(head.rfind(b"\n"), head.rfind(b"\r"))
    if end < 0:
        return head
    # The end of a line takes two bytes where characters do.
    wide = 2 if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:64] else 1
    return head[: (end + wide) // wide * wide]


def _closed(head: bytes) -> bytes:
    cut = head[: head.rfind(b">") + 1]
    names: list[str] = []
    for is_end, name, _, is_empty in _TAG.findall(cut.decode("latin-1")):
        if not is_end and not is_empty:
            names.append(name)
        elif is_end and name in names:
            while names.pop() != name:
                pass
    return cut + "".join(f"</{name}>" for name in reversed(names)).encode("latin-1")
