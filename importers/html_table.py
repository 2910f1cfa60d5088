"""Tables of web pages: HTML that banks name .xls, saved pages, and what a browser puts on the clipboard."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.base import Importer, Progress, Source
from importers.encoding import decode
from importers.headings import known_words
from importers.row_text import clean
from importers.table import read_table
from importers.text_rows import Row

_TABLE = re.compile(rb"<(?:table|tr|td)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_WIDEST = 500
_DEEPEST = 60


class _Tables(HTMLParser):
    """Collects the rows of all tables, the innermost ones where tables are nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.open: list[list[str]] = []
        self.cell: list[str] | None = None
        self.span = 1
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.silent += 1
        elif tag == "tr":
            self._end_row()
            if len(self.open) > _DEEPEST:
                raise StatementError("nested_too_deep", limit=_DEEPEST)
            self.open.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.open:
                self.open.append([])
            self.cell = []
            span = dict(attrs).get("colspan") or "1"
            self.span = min(int(span), _WIDEST) if span.isdigit() else 1
        elif tag in ("br", "p", "div") and self.cell:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.silent:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is not None and self.open:
            self.open[-1] += [clean("".join(self.cell)), *[""] * (self.span - 1)]
        self.cell, self.span = None, 1

    def _end_row(self) -> None:
        self._end_cell()
        if self.open:
            cells = self.open.pop()
            if any(cells):
                self.rows.append(Row(self.getpos()[0], cells))


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
    tables = _Tables()
    tables.feed(text)
    tables.close()
    progress(1, 2, "reading")
    reading = read_table(tables.rows, source.answers, "\t") if tables.rows else None
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
