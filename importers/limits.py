"""What is refused before any parser sees it: files too large, and files that can't be statements."""

from __future__ import annotations

from hub.domain.errors import StatementError
from hub.domain.statement import Problem

FILE_LIMIT = 1 << 30
LINE_LIMIT = 8 << 20
"""The longest line that text may have: one-line XML and OFX files are real, 200 MB lines are not."""

PROBLEM_LIMIT = 50_000
"""Damaged rows of one file; what has more of them is no statement."""
STATEMENT_LIMIT = 20_000
"""Statements of one file: a message for each day of fifty years has fewer."""
TABLE_LIMIT = 50_000
"""Headings of one file: a million rows with headings above each page have fewer."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\x01\0")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ", b"BZh", b"(\xb5/\xfd")


class Problems(list[Problem]):
    """The problems of a file while it is read; StatementError once they are more than any statement has."""

    def append(self, one: Problem) -> None:
        """Add one."""
        if len(self) >= PROBLEM_LIMIT:
            raise too_damaged(one.line)
        super().append(one)


def too_damaged(line: int) -> StatementError:
    """The error of a file with more damaged rows than any statement has, at the line of the last one."""
    return StatementError("too_damaged", where={"line": line}, next_step="other_export", limit=PROBLEM_LIMIT)


def check(name: str, content: bytes) -> None:
    """Raise `StatementError` for an empty or oversized file, a picture, a program."""
    where = {"file": name}
    if len(content) > FILE_LIMIT:
        raise StatementError("too_large", where=where, next_step="split_file", limit=FILE_LIMIT)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise StatementError("empty_file", where=where)
    for code, marks in (("picture", _PICTURES), ("program", _PROGRAMS), ("unsupported_archive", _ARCHIVES)):
        if content.startswith(marks) and not (marks is _PICTURES and content[:2] == b"BM" and content[:64].isascii()):
            raise StatementError(code, where=where, next_step="other_export")
    if content[:1024].lstrip().startswith(b"%PDF") or content.startswith((b"PK", b"\x1f\x8b", b"SQLite", b"\xd0\xcf")):
        return
    start = _start_of_endless_line(content)
    if start is not None:
        line = content.count(b"\n", 0, start) + 1
        raise StatementError("line_too_long", where={**where, "line": line}, next_step="other_export", limit=LINE_LIMIT)


def _start_of_endless_line(content: bytes) -> int | None:
    """Where the first line longer than the limit begins; None when there is none."""
    start = 0
    while len(content) - start > LINE_LIMIT:
        end = content.rfind(b"\n", start, start + LINE_LIMIT + 1)
        if end < 0:
            end = content.rfind(b"\r", start, start + LINE_LIMIT + 1)
        if end < 0:
            return start
        start = end + 1
    return None
