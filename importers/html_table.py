"""Tables of web pages: HTML that banks name .xls, saved pages, and what a browser puts on the clipboard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from hub.domain.errors import StatementError
from hub.domain.statement import FileReading
from importers.base import Importer, Progress, Source
from importers.encoding import decode
from importers.headings import known_words
from importers.row_text import clean
from importers.table import read_table
from importers.text_rows import COLUMN_LIMIT, Row

_TABLE = re.compile(rb"<(?:table|tr|td)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_NAME = re.compile(r"/?[A-Za-z0-9]+/?")
_SPAN = re.compile(r"colspan\s*=\s*[\"']?([0-9]{1,4})", re.IGNORECASE)
_DOWN = re.compile(r"rowspan\s*=\s*[\"']?([0-9]{1,3})", re.IGNORECASE)
_HIDDEN = re.compile(r"(script|style)\b", re.IGNORECASE)
_ENDS = {"script": re.compile(r"</script", re.IGNORECASE), "style": re.compile(r"</style", re.IGNORECASE)}
_TAGS = frozenset("td th /td /th tr /tr table /table br br/ p /p div /div".split())
_REMEMBERED = 4096
_FILLED = 5_000_000
"""Cells of one page that are there only because others reach over them."""
_WIDEST = 500
_DEEPEST = 60


class _Tables:
    """Collects the rows of all tables, the innermost ones where tables are nested.

    Its own reading of tags takes time in proportion to the page; the standard library's parser may take the square.
    """

    def __init__(self, text: str) -> None:
        self.rows: list[Row] = []
        self._text = text
        self._open: list[list[str]] = []
        self._cell: list[str] | None = None
        self._span = self._rows_down = 1
        self._down: dict[int, dict[int, int]] = {}
        self._filled = 0
        self._line = 1
        self._counted = 0
        known: dict[str, tuple[str, int, int]] = {}
        for place, tag, words in _tokens(text):
            if tag:
                meant = known.get(tag)
                if meant is None:
                    if len(known) >= _REMEMBERED:
                        known.clear()
                    meant = known[tag] = _meaning(tag)
                if meant[0]:
                    self._tag(*meant, place)
            if words and self._cell is not None:
                self._cell.append(words)
        self._end_row(len(text))

    def _tag(self, name: str, span: int, down: int, place: int) -> None:
        if name in ("td", "th"):
            self._end_cell()
            if not self._open:
                self._open.append([])
            self._cell, self._span, self._rows_down = [], span, down
        elif name in ("/td", "/th"):
            self._end_cell()
        elif name in ("tr", "/tr", "/table"):
            self._end_row(place)
            if name == "tr":
                if len(self._open) > _DEEPEST:
                    raise StatementError("nested_too_deep", limit=_DEEPEST)
                self._open.append([])
        elif name == "table":
            self._down.pop(len(self._open) + 1, None)
        elif self._cell:
            self._cell.append(" ")

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            cell = _text_of("".join(self._cell))
            if self._down:
                self._pass_over()
            elif self._span == self._rows_down == 1 and len(self._open[-1]) < COLUMN_LIMIT:
                self._open[-1].append(cell)
                self._cell = None
                return
            if self._rows_down > 1:
                start = len(self._open[-1])
                down = dict.fromkeys(range(start, start + self._span), self._rows_down - 1)
                self._down.setdefault(len(self._open), {}).update(down)
            self._fill(self._span - 1)
            self._open[-1] += [cell, *[""] * (self._span - 1)]
            if len(self._open[-1]) > 4 * COLUMN_LIMIT:
                raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)
        self._cell, self._span, self._rows_down = None, 1, 1

    def _fill(self, count: int) -> None:
        """Count the cells that are there only because others reach over them."""
        self._filled += count
        if self._filled > _FILLED:
            raise StatementError("too_large", next_step="other_export", limit=_FILLED)

    def _pass_over(self) -> None:
        """Leave the places free that cells of rows above reach down to."""
        row, down = self._open[-1], self._down.get(len(self._open), {})
        while down.get(len(row), 0) > 0 and len(row) < _WIDEST:
            down[len(row)] -= 1
            row.append("")

    def _end_row(self, place: int) -> None:
        self._end_cell()
        if self._open:
            depth, cells = len(self._open), self._open.pop()
            if down := self._down.get(depth):
                self._fill(len(down))
                left = {p: rows - (p >= len(cells)) for p, rows in down.items()}
                self._down[depth] = {p: rows for p, rows in left.items() if rows > 0}
            if any(cells):
                self._line += self._text.count("\n", self._counted, place)
                self._counted = place
                self.rows.append(Row(self._line, cells))


@lru_cache(maxsize=4096)
def _text_of(written: str) -> str:
    return clean(html.unescape(written))


def _meaning(tag: str) -> tuple[str, int, int]:
    """The name of a tag that tells something here, else "", and how many columns and rows its cell takes."""
    match = _NAME.match(tag)
    name = match[0].lower() if match else ""
    if name not in _TAGS:
        return "", 1, 1
    span, down = _SPAN.search(tag[:500]), _DOWN.search(tag[:500])
    return name, min(int(span[1]), _WIDEST) if span else 1, int(down[1]) if down else 1


def _tokens(text: str) -> Iterator[tuple[int, str, str]]:
    """Tags with their places and the words behind each; comments, scripts and styles are left out."""
    after, start, done = -1, -1, 0
    for piece in text.split("<"):
        before, after = after, after + len(piece) + 1  # the places of "<" around the piece
        if after <= done or before < 0:
            continue
        if before < done:
            yield done, "", text[done:after]
            continue
        if start < 0 and piece.startswith("!--"):
            end = text.find("-->", before + 1)
            if end < 0:
                return
            done = end + 3
            if done < after:
                yield done, "", text[done:after]
            continue
        tag, closed, words = piece.partition(">")
        if not closed:
            start = before if start < 0 else start
            continue
        if start >= 0:
            before, tag, start = start, text[start + 1 : before + 1 + len(tag)], -1
        hidden = _HIDDEN.match(tag) if tag[:1] in "sS" else None
        if hidden is None:
            yield before, tag, words
            continue
        yield before, tag, ""
        stop = _ENDS[hidden[1].lower()].search(text, after - len(words))
        if not stop:
            return
        done = stop.start()


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
    rows = _Tables(text).rows
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
