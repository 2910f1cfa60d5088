"""Where the tables are in a file of rows: what stands above them, their headings, their rows, what stands below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hub.domain.errors import StatementError
from importers.amounts import split
from importers.blocks import Block, Cut, blocks_of
from importers.currencies import CODES, currency_of
from importers.dates import is_packed, shape
from importers.headings import heading_of
from importers.limits import PROBLEM_LIMIT, TABLE_LIMIT, too_damaged
from importers.profiles import DATES
from importers.table_words import balance_word, is_page_mark, is_total, state_of
from importers.text_rows import Row

_SEARCHED = 400
_NUMBER = re.compile(r"[+-]?[0-9]{1,14}(?:[.,][0-9]{1,6})?")
_DIGIT, _LONG = re.compile("[0-9]"), 9
"""The digits of an account's number, and how many it has at least."""
_ALONE = 2000
"""Headings that a file may have where most of its rows are some."""
_REMEMBERED = 4096
"""Rows of one content each that are judged once."""
_LETTER, _LETTERS = re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]{4}")
_MONEY = frozenset(("net", "settled", "amount", "gross", "original", "debit", "credit"))


@dataclass(slots=True)
class Section:
    """A table: the rows above it, its headings (empty: it has none), its rows and the rows below.

    alike: the rows of all tables of the file with the same headings, when there are several.
    """

    above: Sequence[Row]
    header: list[str]
    rows: Sequence[Row]
    below: Sequence[Row] = ()
    header_line: int = 0
    alike: Sequence[Row] = ()

    @property
    def pool(self) -> Sequence[Row]:
        """The rows on which the table is judged: its own, or those of all tables with the same headings."""
        return self.alike or self.rows


def sections_of(rows: Sequence[Row]) -> list[Section]:
    """The tables of a file, in order; empty when no row holds a date and an amount."""
    first = next((i for i, r in enumerate(rows[:_SEARCHED]) if header_score(r.cells) >= 2), None)
    if first is None:
        return _without_header(rows)
    heads = _headings(rows, first)
    known = set(heads)
    heads = [h for h in heads if h - 1 not in known or not _goes_on(rows[h].cells)]
    found: list[Section] = []
    above: Sequence[Row] = list(rows[:first])
    for head, end in pairwise([*heads, len(rows)]):
        header, start = _heads(rows[head]), head + 1
        if start < end and _goes_on(rows[start].cells):
            header, start = _two_rows(header, _heads(rows[start])), start + 1
        section = Section(above, header, rows[start:end], header_line=rows[head].line)
        _close(section)
        own = _own_footer(section.below) if end < len(rows) else len(section.below)
        above = section.below[own:] if section.rows else [*section.above, rows[head], *section.below]
        section.below = section.below[: own or None]
        if (
            found
            and found[-1].header == section.header
            and not any(_LETTERS.search(c) for r in found[-1].below for c in r.cells)
        ):
            joined = found[-1].rows
            joined = joined if isinstance(joined, list) else list(joined)
            joined.extend(section.rows)
            found[-1].rows = joined
            found[-1].below = section.below
        else:
            found.append(section)
    full = [s for s in found if s.rows]
    same: dict[tuple[str, ...], list[Section]] = {}
    for section in full:
        same.setdefault(tuple(section.header), []).append(section)
    for group in same.values():
        alike = [row for section in group for row in section.rows] if len(group) > 1 else ()
        for section in group:
            section.alike = alike
    return full or found[:1]


def _own_footer(below: Sequence[Row]) -> int:
    """How many of the rows between two tables, from the first on, state balances or sums of the one above."""
    count = 0
    while count < len(below) and any(_closes(c) for c in below[count].cells if c):
        count += 1
    return count


def _has_words(rows: Sequence[Row]) -> bool:
    return any(_LETTERS.search(cell) for row in rows for cell in row.cells)


def _headings(rows: Sequence[Row], first: int) -> list[int]:
    """The places of all heading rows; each row that has a date where the headings say is passed over."""
    heads, before, idle = [first], first + 1, 0
    dates, score = _Dates(_date_places(rows[first].cells)), lru_cache(_REMEMBERED)(header_score)
    for block in blocks_of(rows[first + 1 :]):
        for at, cells in dates.undated(block):
            told = score(cells)
            idle += told == 0
            if idle > PROBLEM_LIMIT and 10 * idle > 9 * (before + at):
                raise too_damaged(block.row(at).line)
            if told >= 2:
                heads.append(before + at)
                dates.places = _date_places(cells)
                if len(heads) > (TABLE_LIMIT if 3 * len(heads) < 2 * (before + at) else _ALONE):
                    where = {"line": block.row(at).line}
                    raise StatementError("too_many_tables", where=where, next_step="other_export", limit=TABLE_LIMIT)
        before += len(block)
    return heads


class _Dates:
    """Where the headings say that dates are, and those seen there so far."""

    def __init__(self, places: Sequence[int]) -> None:
        self.places = places
        self._days = set[str]()
        self._others = set[str]()

    def undated(self, block: Block) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows without a date there; the places may change from one to the next."""
        if not self._may_lack(block):
            return
        places, start = self.places, 0
        cut = block.cut()
        if len(places) == 1 and places[0] < len(cut.columns):
            odd = [at for at, text in enumerate(cut.columns[places[0]]) if text not in self._days]
            rows = _cells(cut) if odd else []
            for at in odd:
                yield at, rows[at]
                if self.places != places:
                    start = at + 1
                    break
            else:
                return
        for at, cells in enumerate(_cells(cut)):
            if at >= start and not self._is_dated(cells):
                yield at, cells

    def _may_lack(self, block: Block) -> bool:
        """Whether a row may have no date in the one column of them; the dates in it are put with those seen so far."""
        if len(self.places) != 1 or block.width <= self.places[0]:
            return True
        for text in block.texts(self.places[0]):
            if text not in self._days:
                (self._days if text and shape(text) else self._others).add(text)
        return bool(self._others)

    def _is_dated(self, cells: Sequence[str]) -> bool:
        for place in self.places:
            if place < len(cells):
                text = cells[place]
                if text in self._days:
                    return True
                if text and shape(text):
                    self._days.add(text)
                    return True
        return False


def _cells(cut: Cut) -> list[tuple[str, ...]]:
    """The cells of each row."""
    return list(zip(*cut.columns, strict=True) if cut.rows is None else (tuple(row.cells) for row in cut.rows))


def _heads(row: Row) -> list[str]:
    return [c.lstrip("#*") for c in row.cells]


def _goes_on(cells: Sequence[str]) -> bool:
    """Whether a row below headings is their second row: known words or currencies, no dates and no numbers."""
    filled = [c for c in cells if c]
    if not filled or any(len(c) > 40 or shape(c) or split(c) is not None for c in filled):
        return False
    if all(currency_of(c) for c in filled):
        return True
    known = sum(heading_of(c).weight >= 6 for c in filled)
    return len(filled) > 1 and 3 * known >= 2 * len(filled)


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Headings of two rows as one; an upper one stands over all columns to its right that have only a lower one."""
    heads: list[str] = []
    over = ""
    for place in range(max(len(upper), len(lower))):
        above, below = (row[place] if place < len(row) else "" for row in (upper, lower))
        over = above or (over if below else "")
        heads.append(f"{over} {below}".strip())
    return heads


def _date_places(header: Sequence[str]) -> list[int]:
    return [p for p, c in enumerate(header) if heading_of(c.lstrip("#*")).role in DATES]


def header_score(cells: Sequence[str]) -> int:
    """2 for a row that names a date and an amount, more for each further known heading; less for no heading row.

    0 for words that say nothing, −1 where a number or having just one cell shows that it is none.
    """
    if len(cells) < 2 or len(cells) > 400:
        return -1
    texts = [cell for cell in cells if cell]
    filled = len(texts)
    if filled < 2 or any(map(_NUMBER.fullmatch, texts)):
        return -1
    if any(len(c) < 24 and c[-1].isdigit() and (split(c) or shape(c)) for c in texts):
        return -1
    roles = {found.role for found in map(heading_of, texts) if found.weight >= 3}
    dated, paid = bool(roles.intersection(DATES)), bool(roles & _MONEY)
    if dated and paid and (filled > 2 or not any(map(currency_of, texts))):
        return len(roles)
    if filled >= 4 and 3 * len(roles) >= 2 * filled and (dated or paid) and len(roles) >= 4:
        return len(roles)
    return 0


def _close(section: Section) -> None:
    """Part the rows of a table from the lines that follow it."""
    last, head = len(section.rows), section.rows[:60]
    dated = [p for p in _date_places(section.header) if any(p < len(r.cells) and shape(r.cells[p]) for r in head)]
    last = _behind(section.rows, lambda cells: _like_data(cells, dated))
    last = _with_more(section.rows, last, dated)
    section.below = section.rows[last:]
    section.rows = section.rows[:last]


def _behind(rows: Sequence[Row], is_meant: Callable[[tuple[str, ...]], bool]) -> int:
    """The place behind the last row that is meant; 0 where none is."""
    meant = lru_cache(_REMEMBERED)(is_meant)
    return next((len(rows) - at for at, row in enumerate(reversed(rows)) if meant(tuple(row.cells))), 0)


def _with_more(rows: Sequence[Row], last: int, dated: Sequence[int]) -> int:
    """Where a table ends when rows that carry on a text, as between its other rows, also follow its last movement."""
    inner = [r.cells for r in rows[: min(last, _SEARCHED)]]
    seen = {p for cells in inner if not _like_data(cells, dated) for p, c in enumerate(cells) if c}
    while last < len(rows):
        filled = {p for p, c in enumerate(rows[last].cells) if c}
        if not filled or not filled <= seen or any(_closes(c) for c in rows[last].cells if c):
            break
        last += 1
    return last


def _closes(cell: str) -> bool:
    return bool(balance_word(cell)) or is_total(cell) or is_page_mark(cell)


def _like_data(cells: Sequence[str], dated: Sequence[int]) -> bool:
    filled = sum(1 for c in cells if c)
    if filled < 2:
        return False
    if any(p < len(cells) and cells[p] and shape(cells[p]) for p in dated):
        return True
    if dated and dated[0] < len(cells) and cells[dated[0]] and not state_of(cells[dated[0]]):
        return _damaged(cells, cells[dated[0]])
    return filled >= 3 and any(c and split(c) is not None for c in cells)


def _damaged(cells: Sequence[str], day: str) -> bool:
    """Whether a row without a readable date is a movement that was damaged rather than a line below the table."""
    if (
        not (day[:1].isdigit() or not any(map(str.isalnum, day)))
        or len(day) > 20
        or any(balance_word(c) or is_total(c) for c in cells if c)
    ):
        return False
    return sum(map(bool, cells)) >= 3 and any(c and c is not day and split(c) is not None for c in cells)


def _without_header(rows: Sequence[Row]) -> list[Section]:
    """A table that starts at the first row with a date and an amount; the row above may be its unknown headings."""
    widths = Counter(len(r.cells) for r in rows[:2000] if looks_like_row(r.cells))
    if not widths:
        return []
    usual = widths.most_common(1)[0][0]
    like = [i for i, r in enumerate(rows[:2000]) if looks_like_row(r.cells)]
    near = (i for i in like if len(rows[i].cells) == usual)
    start = next(near, None)
    if start is None:
        return []
    if len(like) > 2 and _differs(rows[start].cells, [rows[i].cells for i in like if i > start][:20]):
        start = next(near, start)
    start = next((i for i in like if i < start and _fills_alike(rows[i].cells, rows[start].cells)), start)
    header: list[str] = []
    above = list(rows[:start])
    if start and len(rows[start - 1].cells) >= len(rows[start].cells) - 1 >= 2:
        named = [heading_of(c).role for c in rows[start - 1].cells if c]
        if sum(bool(n) for n in named) >= 2 and 2 * sum(bool(n) for n in named) >= len(named):
            header = _heads(rows[start - 1])
    section = Section(above, header, rows[start:], header_line=rows[start - 1].line if header else 0)
    last = _behind(section.rows, looks_like_row)
    section.below = section.rows[last:]
    section.rows = section.rows[:last]
    return [section if header else _about_the_file(section)]


def _about_the_file(section: Section) -> Section:
    """A table without headings freed of a first or last row that tells of the account rather than of a movement.

    It has no word where all others have some, and something in a column where none of them has anything, or a
    currency where none of them names one.
    """
    rows = section.rows
    if len(rows) >= 3 and _tells_of_account(rows[-1].cells, [r.cells for r in rows[:60][:-1]]):
        section.below, rows = [rows[-1], *section.below], rows[:-1]
    if len(rows) >= 3 and _tells_of_account(rows[0].cells, [r.cells for r in rows[1:60]]):
        section.above, rows = [*section.above, rows[0]], rows[1:]
    section.rows = rows
    return section


def _tells_of_account(cells: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a row holds an account's number and lacks what makes the others movements."""
    filled = {p for row in others for p, c in enumerate(row) if c}
    coded = {p for row in others for p, c in enumerate(row) if c in CODES}
    if not any(c and (p not in filled or (c in CODES and p not in coded)) for p, c in enumerate(cells)):
        return False
    worded = [p for p in range(len(others[0])) if all(p < len(row) and _LETTERS.search(row[p]) for row in others)]
    if all(p < len(cells) and _LETTER.search(cells[p]) for p in worded):
        return False
    return any(len(_DIGIT.findall(c)) >= _LONG and shape(c) is None and split(c) is None for c in cells)


def _differs(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a row tells about the file rather than a movement: its date is written in another way than all others."""
    kinds = [[_kind(c) for c in row] for row in others]
    own = [_kind(c) for c in first]
    days = ("ymd", "three", "named")
    return any(
        k in days and all(p < len(row) and row[p] in days and row[p] != k for row in kinds) for p, k in enumerate(own)
    )


def _fills_alike(cells: Sequence[str], row: Sequence[str]) -> bool:
    """Whether cells are a row of the same table that has more of them: days and sums stand where another has them."""
    pairs = [(_strong(one), _strong(other)) for one, other in zip(cells, row, strict=False)]
    return len(cells) > len(row) and all(one == other for one, other in pairs if other)


def _strong(cell: str) -> str:
    if not cell or shape(cell) is not None:
        return "day" if cell else ""
    parts = split(cell)
    return "sum" if parts is not None and not parts.body.isdigit() else ""


def _kind(cell: str) -> str:
    found = shape(cell)
    if found and not cell.isdigit():
        return found.kind
    return "" if not cell else "number" if split(cell) is not None else "text"


def looks_like_row(cells: Sequence[str]) -> bool:
    """Whether cells hold a date and, in another one, a number."""
    dated = loose = numbered = 0
    for cell in cells:
        if not cell:
            continue
        found = shape(cell)
        if is_packed(cell):
            loose += 1
        elif found and not cell.isdigit() and found.kind != "day_month":
            dated += 1
        elif split(cell) is not None:
            numbered += 1
    return bool(dated and (numbered or loose)) or bool(loose and numbered and sum(map(bool, cells)) >= 3)
