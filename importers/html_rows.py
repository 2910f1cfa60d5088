"""The rows of the tables of a page, the innermost ones where tables are nested.

Its own reading of tags takes time in proportion to the page; the standard library's parser may take the square.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import islice

from hub.domain.errors import StatementError
from importers.row_text import clean
from importers.text_rows import COLUMN_LIMIT, Row, row_of

_NAME = re.compile(r"/?[A-Za-z0-9]+/?")
_SPAN = re.compile(r"colspan\s*=\s*[\"']?([0-9]{1,4})", re.IGNORECASE)
_DOWN = re.compile(r"rowspan\s*=\s*[\"']?([0-9]{1,3})", re.IGNORECASE)
_HIDDEN = re.compile(r"(script|style)\b", re.IGNORECASE)
_ENDS = {"script": re.compile(r"</script", re.IGNORECASE), "style": re.compile(r"</style", re.IGNORECASE)}
_NOTHING, _ODD, _BREAK, _TABLE, _CELL_END, _CELL, _WIDE, _ROW_END, _ROW = range(9)
"""What a tag means: from _CELL_END on it ends a cell, from _ROW_END on a row as well."""
_TAGS = {"table": _TABLE, "td": _CELL, "th": _CELL, "/td": _CELL_END, "/th": _CELL_END, "tr": _ROW, "/tr": _ROW_END}
_TAGS |= {"/table": _ROW_END, **dict.fromkeys("br br/ p /p div /div".split(), _BREAK)}
_REMEMBERED = 4096
_FILLED = 5_000_000
"""Cells of one page that are there only because others reach over them."""
_WIDEST = 500
_MANY, _SHORTEST = 100_000, 50
"""From so many rows on, so many characters each on average are the least that rows of a table have with their tags:
those of three cells alone take 36."""


def rows_of_page(text: str) -> list[Row]:
    """The rows that hold something, with the line that each ends on.

    Raises StatementError where they are too wide, or too many for what is in them.
    """
    return _Page(text).rows()


class _Meanings(dict[str, int]):
    """What each tag means; of cells that take several columns or rows, how many."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[str, tuple[int, int]] = {}

    def __missing__(self, tag: str) -> int:
        if tag.startswith("!--") or (tag[:1] in "sS" and _HIDDEN.match(tag)):
            return _ODD
        if len(self) >= _REMEMBERED:
            self.clear()
            self.spans.clear()
        name = _NAME.match(tag)
        meant = _TAGS.get(name[0].lower(), _NOTHING) if name else _NOTHING
        if meant == _CELL and len(tag) > 2:
            span, down = _SPAN.search(tag[:500]), _DOWN.search(tag[:500])
            if span or down:
                self.spans[tag] = min(int(span[1]), _WIDEST) if span else 1, int(down[1]) if down else 1
                meant = _WIDE
        self[tag] = meant
        return meant


class _Page:
    """Goes through the tags of a page once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[Row] = []
        self._down: dict[int, int] = {}
        self._filled = self._ended = self._counted = 0
        self._line = 1
        self._start, self._done = -1, 0
        """Where a tag without an end begins, and how far what is hidden goes."""

    def rows(self) -> list[Row]:
        """The rows of all tables."""
        row, cell, span = self._walk()
        if cell is not None and row is not None:
            self._end_cell(row, cell, span)
        self._end_row(row, len(self._text))
        return self._rows

    def _walk(self) -> tuple[list[str] | None, str | None, tuple[int, int] | None]:
        """Go through all tags; gives the row and the cell that are open at the end, and the columns and rows of it."""
        text, known, down, done, is_odd, is_open = self._text, _Meanings(), self._down, 0, False, False
        row, cell, span = None, None, None  # type: list[str] | None, str | None, tuple[int, int] | None
        after = text.find("<")
        for piece in islice(text.split("<"), 1, None):
            before, after = after, after + len(piece) + 1
            if after <= done or (is_open and ">" not in piece):
                continue
            tag, closed, words = piece.partition(">")
            meant = known[tag]
            if is_odd or meant == _ODD or not closed:
                found = self._odd(piece, before, after)
                done, is_open = self._done, self._start >= 0
                is_odd = is_open or done > after
                if found is None:
                    continue
                before, tag, words = found
                meant = known[tag]
            if meant >= _CELL_END:
                if cell is not None and row is not None:
                    if span is None and not down and len(row) < COLUMN_LIMIT:
                        row.append(cell)
                    else:
                        self._end_cell(row, cell, span)
                    cell = None
                if meant >= _ROW_END:
                    self._end_row(row, before)
                    row = [] if meant == _ROW else None
                elif meant != _CELL_END:
                    row = [] if row is None else row
                    cell, words, span = words, "", None if meant == _CELL else known.spans[tag]
            elif meant >= _BREAK:
                words = self._parted(meant, row, cell, words)
            if words and cell is not None:
                cell += words  # grows in place: nothing else holds it
        return row, cell, span

    def _odd(self, piece: str, before: int, after: int) -> tuple[int, str, str] | None:
        """The tag at a place and the words behind it, where one has no end, or comments and scripts hide some."""
        text, done = self._text, self._done
        if before < done:
            return done, "", text[done:after]
        if self._start < 0 and piece.startswith("!--"):
            end = text.find("-->", before + 1)
            done = self._done = end + 3 if end >= 0 else len(text)
            return (done, "", text[done:after]) if done < after else None
        tag, closed, words = piece.partition(">")
        if not closed:
            self._start = before if self._start < 0 else self._start
            return None
        if self._start >= 0:
            before, tag, self._start = self._start, text[self._start + 1 : before + 1 + len(tag)], -1
        hidden = _HIDDEN.match(tag) if tag[:1] in "sS" else None
        if hidden:
            stop = _ENDS[hidden[1].lower()].search(text, after - len(words))
            self._done = stop.start() if stop else len(text)
            return before, tag, ""
        return before, tag, words

    def _parted(self, meant: int, row: list[str] | None, cell: str | None, words: str) -> str:
        """The words behind a tag that parts words of a cell, or tables."""
        if meant == _TABLE and row is None:
            self._down.clear()
        return f" {words}" if meant == _BREAK and cell else words

    def _end_cell(self, row: list[str], cell: str, span: tuple[int, int] | None) -> None:
        right, below = span or (1, 1)
        if self._down:
            self._pass_over(row)
        if below > 1:
            self._down |= dict.fromkeys(range(len(row), len(row) + right), below - 1)
        self._fill(right - 1)
        row += [cell, *[""] * (right - 1)]
        if len(row) > 4 * COLUMN_LIMIT:
            raise StatementError("too_many_columns", next_step="other_export", limit=COLUMN_LIMIT)

    def _fill(self, count: int) -> None:
        """Count the cells that are there only because others reach over them."""
        self._filled += count
        if self._filled > _FILLED:
            raise StatementError("too_large", next_step="other_export", limit=_FILLED)

    def _pass_over(self, row: list[str]) -> None:
        """Leave the places free that cells of rows above reach down to."""
        down = self._down
        while down.get(len(row), 0) > 0 and len(row) < _WIDEST:
            down[len(row)] -= 1
            row.append("")

    def _end_row(self, row: list[str] | None, place: int) -> None:
        if row is None:
            return
        self._ended += 1
        if self._ended > _MANY and self._ended * _SHORTEST > place:
            line = self._text.count("\n", 0, place) + 1
            raise StatementError("no_table", where={"line": line}, next_step="other_export")
        if self._down:
            self._fill(len(self._down))
            left = {p: rows - (p >= len(row)) for p, rows in self._down.items()}
            self._down.clear()
            self._down.update((p, rows) for p, rows in left.items() if rows > 0)
        cells = _texts_of(row)
        if any(cells):
            self._line += self._text.count("\n", self._counted, place)
            self._counted = place
            self._rows.append(row_of((self._line, cells, "", "")))


def _texts_of(row: list[str]) -> list[str]:
    """The cells as they are shown; mostly that is what is written, without the blanks around."""
    whole = "|".join(row)
    is_plain = whole.isprintable() and "&" not in whole and "  " not in whole
    return list(map(str.strip if is_plain else _text_of, row))


@lru_cache(maxsize=4096)
def _text_of(written: str) -> str:
    return clean(html.unescape(written))
