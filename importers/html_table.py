"""Tables of web pages: HTML that banks name .xls, saved pages, and what a browser puts on the clipboard."""

from __future__ import annotations

import re
from decimal import Decimal

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.base import Importer, Progress, Source
from importers.encoding import decode
from importers.headings import known_words
from importers.html_rows import rows_of_page
from importers.table import read_table

_TABLE = re.compile(rb"<(?:table|tr|td)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def recognise(source: Source) -> Decimal:
    """Sure when the first bytes hold the cells of an HTML table."""
    head = source.head.replace(b"\0", b"")
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<") or (
        b"<?xml" in head[:100] and b"<html" not in head.lower()
    ):
        return Decimal(0)
    return (
        Decimal("0.9") if len(_TABLE.findall(head)) >= 2 else Decimal("0.3") if b"<html" in head.lower() else Decimal(0)
    )


def extract(source: Source, progress: Progress) -> FileReading:
    """Read the tables of the page as one run of rows, so that a small table above tells about the one below."""
    text, encoding = _text(source.content)
    rows = rows_of_page(text)
    progress(1, 2, "reading")
    reading = read_table(rows, source.answers, "\t", progress) if rows else None
    if reading is None:
        raise StatementError("no_table", next_step="other_export")
    sure = Decimal("0.95") if not reading.questions else Decimal("0.7")
    return FileReading(
        "html", "html_table", sure, tuple(reading.statements), encoding, tuple(reading.facts), tuple(reading.questions),
        tuple(reading.problems),
    )  # fmt: skip


def _text(content: bytes) -> tuple[str, str]:
    """The page's text: as declared when the bytes allow it, else by evidence."""
    declared = _CHARSET.search(content[:4000])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            return content.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content, known_words)


IMPORTER = Importer("html_table", recognise, extract)
